"""What is selected becomes whole words, and the particles written onto a word can be left off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskreports import strike
from khabar.desk.snap import sentence_around, snap

TEXT = "قال المتحدث باسم البلدية وبالرقة، إن «القصف» توقف."


def words(start: int, end: int) -> str | None:
    """The words that a selection becomes."""
    found = snap(TEXT, start, end)
    return TEXT[found.start : found.end] if found else None


def at(piece: str) -> tuple[int, int]:
    """Where a piece stands."""
    return TEXT.index(piece), TEXT.index(piece) + len(piece)


@pytest.mark.parametrize(
    ("selected", "meant"),
    [
        ("تحدث با", "المتحدث باسم"), ("متحد", "المتحدث"), ("اسم", "اسم"), ("باس", "باسم"), ("الرقة", "الرقة"),
        ("بالرقة", "بالرقة"), ("وبالر", "وبالرقة"), ("لرقة", "وبالرقة"), (" «القصف» ", "القصف"),
        ("بلدية وب", "البلدية وبالرقة"),
    ],
)  # fmt: skip
def test_selection_becomes_words(selected: str, meant: str) -> None:
    """A word that is touched is taken whole; one that begins behind its particle stays without it."""
    assert words(*at(selected)) == meant


@pytest.mark.parametrize("selected", ["، ", "«", ".", " "])
def test_no_words(selected: str) -> None:
    """Punctuation and blanks alone are nothing to add."""
    assert words(*at(selected)) is None


def test_openings_are_offered() -> None:
    """Every place at which the first word may begin is offered, what was chosen first."""
    found = snap(TEXT, *at("الرقة"))
    assert found is not None
    assert [TEXT[p : found.end] for p in found.openings] == ["الرقة", "وبالرقة", "بالرقة"]


@given(st.text(alphabet="وبلكفالرقةٌّ .،«»1aـ\n", max_size=80), st.integers(-5, 90), st.integers(-5, 90))
def test_snapped_words_are_in_the_text(text: str, start: int, end: int) -> None:
    """Whatever is selected of whatever text, the words stand in it, begin and end in no blank, and are few."""
    found = snap(text, start, end)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        assert found.openings[0] == found.start
        assert all(0 <= p < found.end for p in found.openings)
        again = snap(text, found.start, found.end)
        assert again is not None and (again.start, again.end) == (found.start, found.end)


def test_long_text_is_looked_at_in_part() -> None:
    """A selection in a text of millions of characters costs no more than one in a short one."""
    text = "كلمة " * 1_000_000
    found = snap(text, 2_500_002, 2_500_003)
    assert found is not None and text[found.start : found.end] == "كلمة"


def test_sentence_around() -> None:
    """The evidence of what is added is the sentence it stands in, within its paragraph."""
    report = strike(1).report
    start = report.text.index("قصفت")
    first, last = sentence_around(report, start, start + 4)
    assert report.text[first:last].startswith("نقلت وكالة")
    assert report.text[first:last].endswith("طفلان.")
    start = report.text.index("الإنقاذ")
    assert report.text[slice(*sentence_around(report, start, start + 7))].startswith("وأضاف")
