"""Forms of verbs."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest

from conftest import ROOT
from khabar.lexicon import DATA, FORMS, Lexicon, compile_verb_forms
from khabar.text.fold import fold
from khabar.text.tokens import tokenize
from khabar.text.verbs import VerbForm, VerbForms

ROWS = [
    (fold("أعلن"), "أَعْلَنَ", "past.a.3ms|past.p.3ms"),
    (fold("يعلن"), "أَعْلَنَ", "pres.a.3ms"),
    (fold("أعلنوا"), "أَعْلَنَ", "past.a.3mp"),
    (fold("معلنا"), "أَعْلَنَ", "ap.ms"),
    (fold("إعلان"), "أَعْلَنَ", "vn"),
]


def readings(word: str) -> tuple[VerbForm, ...]:
    """The readings of one word."""
    return VerbForms(ROWS).readings(tokenize(word)[0])


def inflect() -> ModuleType:
    """The script that makes the table."""
    spec = importlib.util.spec_from_file_location("inflect", ROOT / "scripts" / "inflect.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_all_readings_of_a_form_are_given() -> None:
    """Without vowels a form may be active or passive, and neither is dropped."""
    assert {r.voice for r in readings("أعلن")} == {"active", "passive"}


@pytest.mark.parametrize(
    ("word", "cut", "future", "suffix"),
    [
        ("وأعلن", 1, False, ""),
        ("فيعلن", 1, False, ""),
        ("سيعلن", 0, True, ""),
        ("وسيعلن", 1, True, ""),
        ("أعلنه", 0, False, "ه"),
        ("سيعلنها", 0, True, "ها"),
        ("أعلنوه", 0, False, "ه"),
        ("إعلانه", 0, False, "ه"),
    ],
)
def test_what_hangs_on_a_verb_is_cut(word: str, cut: int, future: bool, suffix: str) -> None:
    """و and ف before it, س of the future, and the pronoun behind it are told apart from the verb."""
    assert (cut, future, suffix) in {(r.cut, r.future, r.object) for r in readings(word)}


def test_a_past_form_has_no_future() -> None:
    """س stands before the present only."""
    assert not readings("سأعلنوا")


def test_participles_and_nouns_have_no_person() -> None:
    """What is no finite verb says so by person 0."""
    assert {r.tense: r.person for r in (*readings("معلنا"), *readings("إعلان"))} == {"participle": 0, "noun": 0}


def test_prepositions_are_not_cut_from_verbs() -> None:
    """ب، ل and ك stand before nouns: a verb behind them is none."""
    assert not readings("بأعلن")


def test_the_table_is_what_the_script_makes() -> None:
    """Whoever adds a verb to a book and forgets `just forms` is told here."""
    made = inflect().table()
    kept = [line for line in (DATA / FORMS).read_text("utf-8").splitlines() if not line.startswith("#")]
    missing = sorted(set(made) ^ set(kept))[:5]
    assert kept == made, f"data/{FORMS} is stale, run `just forms`; for example {missing}"


def test_every_row_of_the_table_can_be_read(lexicon: Lexicon) -> None:
    """Each form of the table gives at least one reading, of the lemma it stands for."""
    table = lexicon.build(compile_verb_forms)
    for line in (DATA / FORMS).read_text("utf-8").splitlines()[1::97]:
        form, lemma, _ = line.split("\t")
        assert lemma in {r.lemma for r in table.readings(tokenize(form)[0])}, line


def test_a_word_with_tanwin_is_no_finite_verb(lexicon: Lexicon) -> None:
    """قصفًا is the noun, whatever its letters: tanwin stands on nouns alone."""
    table = lexicon.build(compile_verb_forms)
    assert any(r.person for r in table.readings(tokenize("قصفا")[0]))
    for text in ("قصفًا", "قصفاً", "قصفٌ", "قصفٍ"):
        assert not any(r.person for r in table.readings(tokenize(text)[0])), text
