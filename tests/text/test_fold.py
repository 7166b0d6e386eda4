"""Folding: the laws every other room relies on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.text.fold import CONTROLS, MARKS, TATWEEL, fold, fold_map, without_article, without_pronoun

ARABIC = st.text(alphabet="أإآٱاىيةهؤوئءكکگپبجچ٠٩۴7\u064e\u0651\u0640\u200f\u2067. *شنتAİßΣ“”", max_size=60)
ANY = ARABIC | st.text(max_size=60)


@given(ANY)
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded text is in no need of folding: lexicon and text can meet wherever either was folded."""
    assert fold(fold(text)) == fold(text)


@given(ANY)
def test_folding_never_lengthens(text: str) -> None:
    """Letters are replaced or dropped, none is added."""
    assert len(fold(text)) <= len(text)


@given(ANY)
def test_the_map_leads_each_letter_to_where_it_came_from(text: str) -> None:
    """`fold_map` folds as `fold` does; its offsets rise and lead to characters that fold to its letters."""
    folded, offsets = fold_map(text)
    assert folded == fold(text)
    assert len(folded) == len(offsets)
    assert list(offsets) == sorted(set(offsets))
    assert all(fold(text[offset]) == letter for letter, offset in zip(folded, offsets, strict=True))


@given(ANY)
def test_nothing_invisible_survives(text: str) -> None:
    """Vowel marks, tatweel and controls are gone from what is compared."""
    assert not any(fold(char) == char for char in fold(text) if char in (TATWEEL, "\u064b", "\u200f", "\ufeff"))
    assert fold("\u064b\u0651\u0670\u200f\u202e\u2066\ufeff\u0640") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أمريكا", "امريكا"),
        ("الأُولى", "الاولي"),
        ("مئة", "ميه"),
        ("مسؤول", "مسوول"),
        ("کوبانی", "كوبانی"),
        ("٢٠١٨", "2018"),
        ("۲۰۱۸", "2018"),
        ("شـ.ـنت", "شنت"),
        ("اعتـ*ـقال", "اعتقال"),
        ("محـمّـد", "محمد"),
        ("استـ.شهاد", "استشهاد"),
        ("إصـ ـابة", "اصابه"),
        ("SANA", "sana"),
    ],
)
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    """Hamza, final ya, ta marbuta, foreign letters, digits and words split against filters are one spelling."""
    assert fold(one) == fold(other)


def test_words_that_differ_stay_apart() -> None:
    """A dot that splits no word stays, and folding merges no letters beyond the table."""
    assert fold("3.5") == "3.5"
    assert fold("قتل") != fold("قبل")
    assert fold("علم ") != fold("علم")


def test_the_article_is_cut_from_words_long_enough() -> None:
    """The article goes, unless what is left would be one letter."""
    assert without_article("الجيش") == "جيش"
    assert without_article("الا") == "الا"
    assert without_article("جيش") == "جيش"


def test_marks_and_controls_do_not_overlap() -> None:
    """The classes used in patterns are disjoint, so that a pattern built of both says what it seems to say."""
    assert not set(MARKS.replace("-", "")) & set(CONTROLS.replace("-", ""))


def test_a_pronoun_is_cut_from_a_noun() -> None:
    """What is left may end in ت for ة; a noun without one of the pronouns gives nothing."""
    assert without_pronoun("سيارته", ("ها", "ه")) == ("ه", ("سيارت", "سياره"))
    assert without_pronoun("منزلها", ("ها", "ه")) == ("ها", ("منزل",))
    assert without_pronoun("منزل", ("ها", "ه")) == ("", ())
