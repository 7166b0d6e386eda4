"""Names whose noun says what they are: a stub stands for the encoder, which has them wrong."""

from __future__ import annotations

import pytest

from khabar.lexicon import Entry, Lexicon, load_lexicon
from khabar.objects import Candidate
from mentions.test_merge import Stub
from naming import candidates_of


def kinds(raw: str, lexicon: Lexicon, *people: str, kind: str = "person") -> list[tuple[str, str]]:
    """`(words, kind)` of the candidates that are names, when the encoder takes the given words for `kind`."""
    stub = Stub(*((name, kind, 0.9, True) for name in people))  # type: ignore[misc]
    found: list[Candidate] = candidates_of(raw, lexicon, stub)
    return [(c.text, c.kind) for c in found if c.form == "name"]


def test_a_noun_governs_the_name_after_it_and_its_repetitions(lexicon: Lexicon) -> None:
    """A company taken for a person is a company wherever it is named."""
    raw = "أعلنت شركة بورتلن إفلاسها. وقال مساهمون إن بورتلن خدعتهم."
    assert kinds(raw, lexicon, "بورتلن") == [("بورتلن", "organization"), ("بورتلن", "organization")]
    assert kinds("قالت جريدة ليفروني إن", lexicon, "ليفروني") == [("ليفروني", "media")]


def test_people_keep_their_names(lexicon: Lexicon) -> None:
    """A known name of people stays a person's, in what bears his name too; so does one without such a noun."""
    assert ("الحريري", "person") in kinds("زار الحريري مقر منظمة الحريري الخيرية", lexicon, "الحريري")
    assert kinds("وصل بورتلن أمس", lexicon, "بورتلن") == [("بورتلن", "person")]


def test_countries_stay_countries(lexicon: Lexicon) -> None:
    """A national team's country is the country."""
    assert kinds("فاز منتخب إيطاليا أمس", lexicon, "إيطاليا", kind="place") == [("إيطاليا", "state")]


def test_latin_names_after_their_noun(lexicon: Lexicon) -> None:
    """Names in Latin letters are found after a noun that says what they are, joined to one, and where they return."""
    raw = "وقعت شركتي Nordex وTelvia اتفاقاً في Berlin، ثم انسحبت Telvia"
    names = [(c.text, c.kind) for c in candidates_of(raw, lexicon, None) if c.rule == "mention.latin.governed"]
    assert names == [("Nordex", "organization"), ("Telvia", "organization"), ("Telvia", "organization")]


def test_outlets_are_known_by_their_latin_name(lexicon: Lexicon) -> None:
    """An outlet's Latin name is the outlet; two letters are not enough."""
    assert [(c.text, c.actor) for c in candidates_of("لندن (CNN) قال مسؤول", lexicon, None) if c.kind == "media"] == [
        ("CNN", "cnn")
    ]
    assert not [c for c in candidates_of("RT عاجل من الميدان", lexicon, None) if c.kind == "media"]


@pytest.mark.parametrize("entry", load_lexicon().entries("roles/governors"), ids=lambda e: e["id"])
def test_examples(entry: Entry, lexicon: Lexicon) -> None:
    """The noun of every yes gives its name the kind."""
    for example in entry["examples"]["yes"]:
        assert (example.split()[-1], entry["kind"]) in kinds(example, lexicon, example.split()[-1])


def test_one_letter_and_ordinary_words_name_nobody(lexicon: Lexicon) -> None:
    """The letter before an answer and an ordinary word behind its proclitic are no names."""
    assert kinds("س: من أنت؟ ج: أنا عامل", lexicon, "ج") == []
    assert kinds("هاجم بإسناد من زميله", lexicon, "بإسناد") == []
