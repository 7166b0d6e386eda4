"""Copied passages."""

from __future__ import annotations

from build import record
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.incidents.compare import canonical
from khabar.incidents.copies import find_copies
from khabar.incidents.facts import Words, facts_of
from khabar.incidents.types import Copy

WIRE = (
    "أعلنت مديرية الصحة في المحافظة أن فرق الإسعاف نقلت سبعة مصابين من موقع الانفجار إلى المشفى الوطني وأن حالة "
    "اثنين منهم حرجة بسبب الشظايا التي أصابتهما في الرأس"
)


def copies_of(*texts: str) -> tuple[Copy, ...]:
    """The copies among the texts, published one a day."""
    rows = (
        facts_of(record(f"r{i}", t, published=f"2024-01-{i + 1:02d}"), Words(frozenset(), {}))
        for i, t in enumerate(texts)
    )
    return find_copies(canonical(rows))


def test_lightly_edited_copy_is_found_and_the_earlier_is_the_original() -> None:
    """A wire text with a few words changed and a sentence added is a copy of the earlier one."""
    edited = WIRE.replace("المشفى الوطني", "مشفى المدينة") + ". ولم تتضح أسباب الانفجار حتى لحظة إعداد هذا الخبر بعد"
    (copy,) = copies_of(WIRE, edited)
    assert (copy.earlier, copy.later) == (0, 1)
    assert 0.5 <= copy.share < 1


def test_different_words_on_one_subject_are_no_copy() -> None:
    """Reports of one thing in words of their own are not copies."""
    own = "وصل إلى المشفى عدد من الجرحى بعد انفجار وقع صباح اليوم في السوق وقال طبيب هناك إن إصابات بعضهم خطيرة جدا"
    assert copies_of(WIRE, own) == ()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 24), st.sampled_from(["قال", "مجددا", "أمس"]))
def test_a_word_put_in_anywhere_hides_no_copy(at: int, word: str) -> None:
    """One inserted word never hides that a passage of twenty-five words was copied."""
    words = WIRE.split()
    changed = " ".join([*words[:at], word, *words[at:]])
    assert len(copies_of(WIRE, changed)) == 1
