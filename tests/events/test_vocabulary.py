"""Every entry of the books of deeds and of their grammar shows what it says."""

from __future__ import annotations

from typing import Any

import mazini
import pytest
from tests.events.helpers import analysed, scans

from khabar.events.narrative import compile_naming
from khabar.events.vocabulary import GRAMMAR, TRIGGERS, Vocabulary, noun_forms
from khabar.lexicon import DATA, Lexicon, parse_book

BOOKS = {p.relative_to(DATA).with_suffix("").as_posix(): p for p in sorted((DATA / "events").rglob("*.yaml"))}


def entries(under: str) -> list[Any]:
    """All entries of the books of a folder, as parameters named after their ids."""
    return [
        pytest.param(entry, id=entry["id"])
        for name, path in BOOKS.items()
        if name.startswith(under)
        for entry in parse_book(name, path.read_bytes())["entries"]
    ]


@pytest.mark.parametrize("entry", entries(TRIGGERS))
def test_a_trigger_is_found_in_its_examples_and_not_in_its_counterexamples(lexicon: Lexicon, entry: Any) -> None:
    """The words of an entry tell its kind of deed in every `yes`, and in no `no`."""
    for text in entry["examples"]["yes"]:
        assert entry["id"] in kinds(text, lexicon), text
    for text in entry["examples"]["no"]:
        assert entry["id"] not in kinds(text, lexicon), text


@pytest.mark.parametrize(
    "entry",
    [*entries(GRAMMAR + "light"), *(e for n in ("links", "status", "agency", "weapons") for e in entries(GRAMMAR + n))],
)
def test_a_word_of_grammar_is_found_in_its_examples(lexicon: Lexicon, entry: Any) -> None:
    """Light verbs, links, statuses, signs of agency and weapons are read where their examples say, and only there."""
    for text in entry["examples"]["yes"]:
        assert entry["id"] in grammar(text, lexicon), text
    for text in entry["examples"]["no"]:
        assert entry["id"] not in grammar(text, lexicon), text


@pytest.mark.parametrize("entry", entries(GRAMMAR + "participants"))
def test_a_head_noun_names_takers_of_part(lexicon: Lexicon, entry: Any) -> None:
    """A participant's words are found in its examples and in none of its counterexamples."""
    for text in entry["examples"]["yes"]:
        assert entry["id"] in heads(text, lexicon), text
    for text in entry["examples"]["no"]:
        assert entry["id"] not in heads(text, lexicon), text


@pytest.mark.parametrize(
    "entry", [*entries(GRAMMAR + "targets"), *entries(GRAMMAR + "naming"), *entries(GRAMMAR + "words")]
)
def test_a_list_of_words_stands_in_its_examples(lexicon: Lexicon, entry: Any) -> None:
    """A word of the list stands in every `yes` and in no `no`."""
    words = lexicon.build(Vocabulary)
    named = {"things": words.targets, "name-of-operation": lexicon.build(compile_naming)}
    known = named[entry["id"]] if entry["id"] in named else words.lists[entry["id"]]
    for text in entry["examples"]["yes"]:
        assert any(stem in known for t in analysed(text).tokens for _, stem in t.stems), text
    for text in entry["examples"]["no"]:
        assert not any(stem in known for t in analysed(text).tokens for _, stem in t.stems), text


@pytest.mark.parametrize("entry", [*entries(TRIGGERS), *entries(GRAMMAR)])
def test_the_lemma_of_a_verb_is_what_its_root_and_pattern_make(entry: Any) -> None:
    """The table of forms knows a verb by its lemma, so a wrong one would never be found."""
    for verb in entry.get("verbs", [entry["verb"]] if "verb" in entry else []):
        made = mazini.conjugate(verb["root"].replace(" ", ""), verb["wazn"])
        assert verb["lemma"] == made.slots["past_3ms"][0].form


def test_nouns_take_articles_pronouns_and_duals() -> None:
    """A noun is found in the shapes that Arabic gives it; ta marbuta opens before what is attached."""
    forms = {form for form, _, _ in noun_forms("غارة")}
    assert {"غاره", "الغاره", "غارتها", "غارتين", "غارتان"} <= forms
    forms = {form for form, _, _ in noun_forms("اعتداء")}
    assert {"اعتداء", "اعتدايه", "اعتداوها"} <= forms


def kinds(text: str, lexicon: Lexicon) -> set[str]:
    """Ids of the kinds of deed told in a text."""
    return {t.kind.id for scan in scans(text, lexicon) for t in scan.triggers}


def grammar(text: str, lexicon: Lexicon) -> set[str]:
    """Ids of the grammar words and light verbs in a text."""
    found = scans(text, lexicon)
    return {m.mark.id for s in found for m in s.marks} | {c.light.id for s in found for c in s.carriers}


def heads(text: str, lexicon: Lexicon) -> set[str]:
    """Ids of the participants whose words stand in a text."""
    words = lexicon.build(Vocabulary)
    return {p.id for t in analysed(text).tokens for _, s in t.stems if (p := words.participants.get(s)) is not None}
