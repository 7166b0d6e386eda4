"""The stemmer's laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.store.stems import find_words, spellings, stem, stems

WORDS = st.text(st.sampled_from("ابتجحدرسصطعفقكلمنهويةىءأإآؤئًَُِّ"), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الطائرة", "طائرات"),
        ("والمدرسة", "مدرستها"[:4] + "ة"),
        ("للمدينة", "المدينة"),
        ("أحمد", "احمد"),
        ("مصرية", "مصري"),
    ],
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    """Article, conjunction, gender, number and spelling do not part a word from itself."""
    assert stem(one) == stem(other)


@given(WORDS)
def test_a_word_has_a_stem_or_is_no_word(word: str) -> None:
    """A stem is never longer than the word, and stays when marks are added to the word."""
    assert len(stem(word)) <= len(word)
    assert stem(word) == stem("".join(c + "\u064e" for c in word))


@given(st.text(max_size=200))
def test_places_are_exact(text: str) -> None:
    """Spans are in order, do not overlap, and hold the word whose stem stands beside them."""
    last = 0
    for found in find_words(text):
        start, end = found.span()
        assert last <= start < end <= len(text)
        assert text[start:end] == found[0] and stem(found[0])
        last = end
    assert [stem(w[0]) for w in find_words(text)] == stems(text)


def test_attached_prepositions_are_tried() -> None:
    """A stem is looked for behind every preposition; Latin words and letters have none."""
    assert "بحلب" in spellings("حلب") and spellings("isis") == ("isis",) and spellings("ا") == ("ا",)
