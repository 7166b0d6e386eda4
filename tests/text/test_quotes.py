"""Quotation marks in pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.objects import Part
from khabar.text.quotes import find_quotations, is_quote


def inner(text: str) -> list[str]:
    """What stands inside each quotation of a text of one part."""
    found = find_quotations(text, (Part(kind="body", start=0, end=len(text)),))
    return [text[q.inner_start : q.inner_end] for q in found]


@given(st.text(alphabet='قال إن“”«»"،.)( لـ', max_size=80), st.integers(0, 80))
def test_quotations_nest_and_stay_in_their_part(text: str, cut: int) -> None:
    """Two quotations lie apart or one inside the other; none crosses from a part into the next; none is empty."""
    cut = min(cut, len(text))
    parts = (Part(kind="body", start=0, end=cut), Part(kind="body", start=cut, end=len(text)))
    found = find_quotations(text, parts)
    assert list(found) == sorted(found, key=lambda q: (q.start, -q.end))
    for quotation in found:
        assert quotation.start < quotation.inner_start < quotation.inner_end <= quotation.end
        assert is_quote(text[quotation.start])
        assert any(p.start <= quotation.start and quotation.end <= p.end for p in parts)
        if quotation.closed:
            assert is_quote(text[quotation.end - 1])
        else:
            assert quotation.end in (cut, len(text))
        for other in found:
            apart = other.end <= quotation.start or quotation.end <= other.start
            within = (quotation.start <= other.start and other.end <= quotation.end) or (
                other.start <= quotation.start and quotation.end <= other.end
            )
            assert apart or within


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال “أغلق الجسر” ومضى", ["أغلق الجسر"]),
        ("قال ”أغلق الجسر“ ومضى", ["أغلق الجسر"]),
        ("قال «أغلق الجسر» ومضى", ["أغلق الجسر"]),
        ("قال »أغلق الجسر« ومضى", ["أغلق الجسر"]),
        ('قال "أغلق الجسر" ومضى', ["أغلق الجسر"]),
        ("تقدم لـ”المقاومة” شرقًا", ["المقاومة"]),
        ("قال “أغلقته “المقاومة” أمس” ومضى", ["أغلقته “المقاومة” أمس", "المقاومة"]),
        ('بين "الأولى" و"الثانية"', ["الأولى", "الثانية"]),
        ("قال “أغلق الجسر", ["أغلق الجسر"]),
        ("لا اقتباس هنا", []),
    ],
)
def test_what_stands_in_quotation_marks(text: str, expected: list[str]) -> None:
    """Straight, curled, mirrored and angled marks pair up; one that never closes ends with its paragraph."""
    assert inner(text) == expected


def test_an_unclosed_quotation_says_so() -> None:
    """A quotation whose end is guessed is not taken for one that is marked."""
    text = "قال “أغلق الجسر"
    (quotation,) = find_quotations(text, (Part(kind="body", start=0, end=len(text)),))
    assert not quotation.closed
