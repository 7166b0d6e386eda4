"""Rolls of victims."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon


def rolls(text: str, lexicon: Lexicon) -> list[tuple[str | None, str, int, int | None]]:
    """(type of the event, what, min, max) of every figure made of a roll."""
    events, _ = read(text, lexicon)
    return [(e.type, c.what, c.min, c.max) for e in events for c in e.counts if c.rule == "events.roll"]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت الطائرات سوق البلدة\n#الشهداء:\n1- سامي وائل الحلو\n2- ريم سامي الحلو\n3- حسن سعيد ديب",
        "قصفت الطائرات سوق البلدة\nأسماء الشهداء: 1- سامي وائل الحلو 2- ريم سامي الحلو 3- حسن سعيد ديب",
        "قصفت الطائرات سوق البلدة\nالشهيد سامي وائل الحلو\nالشهيدة ريم سامي الحلو\nالشهيد الطفل حسن سعيد ديب",
        "قصفت الطائرات سوق البلدة\nالشهيد سامي وائل الحلو الشهيدة ريم سامي الحلو والشهيد حسن سعيد ديب",
        "شهداء قصف اليوم على البلدة:\nالشهيد سامي الحلو\nالشهيدة ريم الحلو\nالشهيد حسن ديب\nالرحمة للشهداء",
        "قصفت الطائرات سوق البلدة\nأدى القصف لاستشهاد كل من\nسامي وائل الحلو\nريم سامي الحلو\nحسن سعيد ديب",
    ],
)
def test_names_of_a_list_are_counted(lexicon: Lexicon, text: str) -> None:
    """A line a name, numbered in a line, by title, or after كل من: three at the least, on the deed told before."""
    assert ("ASSAULT", "killed", 3, None) in rolls(text, lexicon)


def test_a_roll_before_the_deed_is_its_too(lexicon: Lexicon) -> None:
    """Names may stand above the sentence that says how they died."""
    text = "الشهيد سامي وائل الحلو\nالشهيدة ريم سامي الحلو\nقصفت الطائرات سوق البلدة أمس"
    assert rolls(text, lexicon) == [("ASSAULT", "killed", 2, None)]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت الطائرات البلدة وقتل خمسة\nالشهداء:\nسامي وائل الحلو\nريم سامي الحلو",
        "التقى الوزير وفدا\nالحضور:\nسامي وائل الحلو\nريم سامي الحلو",
        "قصفت الطائرات البلدة\nالشهداء:\nعادت الحياة إلى السوق بعد ساعات من القصف",
    ],
)
def test_what_is_no_roll_or_has_its_figure(lexicon: Lexicon, text: str) -> None:
    """A deed with a figure keeps it; lists of others and lines that tell something are no rolls."""
    assert not rolls(text, lexicon)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "قصفت الطائرات السوق\n#الشهداء:\n1- سامي وائل الحلو\n2- ريم سامي الحلو",
            ["سامي وائل الحلو", "ريم سامي الحلو"],
        ),
        (
            "قصفت الطائرات السوق وأصيب اثنان. وقالت النقابة إن المصابين هم كل من: "
            "سامي وائل الحلو (46 عاما)، ريم سامي الحلو (عامان)",
            ["سامي وائل الحلو", "ريم سامي الحلو"],
        ),
        ("قصفت الطائرات السوق وقتل شخص\nالشهداء:\nسامي وائل الحلو\nريم سامي الحلو", []),
    ],
)
def test_the_persons_of_a_roll_are_victims(lexicon: Lexicon, text: str, wanted: list[str]) -> None:
    """By name, also where the deed has a figure, unless that is smaller than the list."""
    names = ("سامي وائل الحلو", "ريم سامي الحلو")
    people = tuple(entity(f"e{n}", "person", text, name) for n, name in enumerate(names, 1))
    events, found = read(text, lexicon, people)
    assert [found[v].name for e in events for v in e.victims] == wanted
