"""All candidates of a text together."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from khabar.lexicon import Lexicon, load_lexicon
from khabar.mentions import find_candidates
from khabar.mentions.offices import OFFICE
from khabar.objects import Time
from khabar.text.analysis import analyse
from naming import candidates_of, report_of

_BAG = (
    "قال وزير الخارجية الروسي سيرغي لافروف ، “ ” في قرية الهيشة بريف الرقة الشمالي تنظيم الدولة وموسكو # _ كفر نوران "
    "اللواء 93 من القوات و على الناطق باسم \n ."
)
WORDS = st.sampled_from(_BAG.split(" "))
LEXICON = load_lexicon()


def test_nothing_is_sought_inside_a_time(lexicon: Lexicon) -> None:
    """A name that is part of an expression of time is no mention."""
    raw = "عاد في نيسان الماضي إلى حلب"
    at = raw.index("حلب")
    report = report_of(raw)
    time = Time(
        id="t1", start=at, end=at + 3, text="حلب", kind="date", interval=None, grain=None, resolved=False, rule=""
    )
    assert find_candidates(analyse(report), report, (time,), lexicon, None) == ()


@given(st.lists(WORDS, max_size=40))
def test_candidates_are_exact_ordered_and_apart(words: list[str]) -> None:
    """Law: spans are exact, in order and, but for offices, which hold others, without overlaps, whatever the words."""
    raw = " ".join(words)
    found = candidates_of(raw, LEXICON)
    assert all(raw[c.start : c.end] == c.text and c.text.strip() == c.text for c in found)
    assert all(a.start <= b.start for a, b in pairwise(found))
    assert all(a.end <= b.start for a, b in pairwise(c for c in found if c.rule != OFFICE))


def test_a_long_hostile_line_does_not_hang(lexicon: Lexicon) -> None:
    """Ten thousand openings of names, quotations and lists are read in time that grows with their number."""
    for piece in ("قرية ", "“كفر ", "وزير ", "الرقة و", "عبد ", "قوات سوريا "):
        assert candidates_of(piece * 3000, lexicon) is not None
