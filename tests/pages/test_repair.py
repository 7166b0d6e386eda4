"""Presentation forms, visual order and controls of direction."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from khabar.pages.repair import repair

TEXT = "أعلن المجلس إغلاق الطريق في المدينة إلى يوم 25 أيار، وقال إن الإصلاح بدأ (منذ 3 أيام) على الجسر"


def repaired(text: str) -> tuple[str, list[str]]:
    """The text and what was said about it."""
    warnings: list[str] = []
    return repair(text, warnings), warnings


def test_sound_text_is_not_touched() -> None:
    """What needs no repair comes back as it is, double blanks, marks and single direction marks included."""
    text = TEXT + "  قُتِلَ \u200fثلاثة"
    assert repaired(text) == (text, [])


def test_presentation_forms_become_letters() -> None:
    """Shapes of letters, as old files store them, become the letters they show; ornaments stay."""
    assert repaired("\ufee3\ufea4\ufee4\ufeaa \ufdfa ﴿آية﴾")[0] == "محمد \ufdfa ﴿آية﴾"
    assert repaired("\ufefbجئ")[0] == "لاجئ"


def test_visual_order_is_turned_round_with_its_numbers() -> None:
    """A text stored as it looks reads in order again; numbers and brackets keep theirs."""
    mirror = str.maketrans("()", ")(")
    visual = TEXT[::-1].translate(mirror).replace("52", "25")
    text, warnings = repaired(visual)
    assert text == TEXT and any("visual order" in w for w in warnings)


def test_a_doubtful_order_is_told_and_left() -> None:
    """Half and half is no certainty: nothing is changed, and it is said."""
    text = TEXT + "\n" + TEXT + "\n" + TEXT[::-1]
    found, warnings = repaired(text)
    assert found == text and any("left as it is" in w for w in warnings)


def test_controls_that_reorder_or_flood_are_dropped() -> None:
    """An override can make a text look like another; a flood of marks hides one."""
    assert repaired("قال \u202eإن\u202c الطريق مغلق")[0] == "قال إن الطريق مغلق"
    text, warnings = repaired("\u200f" * 300 + TEXT)
    assert text == TEXT and warnings


def test_control_characters_and_lone_surrogates_go() -> None:
    """What no output can hold is dropped or replaced, and said."""
    text, warnings = repaired("قال\x00 إن\x08 \ud83d كذا")
    assert text == "قال إن \ufffd كذا" and len(warnings) == 1


@given(st.text(max_size=200))
def test_what_comes_out_can_be_written(text: str) -> None:
    """Any text comes out encodable, and a second repair finds nothing more of forms and controls."""
    once, _ = repaired(text)
    once.encode("utf-8")
    assert not any(unicodedata.category(c) == "Cs" for c in once)
