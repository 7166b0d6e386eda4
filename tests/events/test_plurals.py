"""Harm told without a number."""

from __future__ import annotations

import pytest
from tests.events.helpers import read

from khabar.lexicon import Lexicon


def harms(text: str, lexicon: Lexicon) -> list[tuple[str, int, int | None, str]]:
    """(what, min, max, rule) of all casualties."""
    events, _ = read(text, lexicon)
    return [
        (c.what, c.min, c.max, c.rule.split(".")[1])
        for e in events
        for c in e.counts
        if c.what in ("killed", "injured") and c.subset_of is None
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قتلى وجرحى بقصف على سوق البلدة", [("killed", 2), ("injured", 2)]),
        ("قصفت الطائرات البلدة ما أدى لوقوع ضحايا", [("killed", 2)]),
        ("مقتل مدنيين بقصف على البلدة", [("killed", 2)]),
        ("استهدفت غارة سيارة وأنباء عن شهداء", [("killed", 2)]),
        ("أدى القصف إلى وقوع بعض الإصابات في الحي", [("injured", 2)]),
    ],
)
def test_indefinite_plurals_are_two_at_the_least(lexicon: Lexicon, text: str, wanted: list[tuple[str, int]]) -> None:
    """The figure is open above and says by its rule that no number is written."""
    assert harms(text, lexicon) == [(what, low, None, "bare-plural") for what, low in wanted]


def test_others_are_a_plural(lexicon: Lexicon) -> None:
    """مقتل رجل وإصابة آخرين is one dead and some wounded."""
    found = harms("مقتل رجل وإصابة آخرين بقصف على البلدة", lexicon)
    assert [f[:3] for f in found] == [("killed", 1, 1), ("injured", 2, None)]


def test_unparted_figures_bound_both_sorts(lexicon: Lexicon) -> None:
    """Twelve dead and wounded are at least one of either and eleven at the most."""
    found = harms("مقتل وإصابة 12 مدنيا بقصف على البلدة", lexicon)
    assert found == [("killed", 1, 11, "unparted"), ("injured", 1, 11, "unparted")]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت المدفعية أطراف البلدة دون وقوع إصابات",
        "قصفت المدفعية البلدة ولم يسقط ضحايا",
        "قصفت المدفعية البلدة ولم ترد أي أنباء من السكان عن سقوط قتلى أو جرحى",
        "حققت المدفعية إصابات مباشرة في الموقع خلال الهجوم",
        "زار الوفد عائلات شهداء القصف بعد الهجوم",
        "أدى القصف إلى مقتل خمسة مدنيين",
        "يعتزم الجيش شن هجوم قد يوقع ضحايا",
    ],
)
def test_what_is_denied_owned_hit_or_numbered_is_no_plural(lexicon: Lexicon, text: str) -> None:
    """Negation, hits that are no wounded, families of the dead, numbers of their own and what did not happen."""
    assert not [f for f in harms(text, lexicon) if f[3] in ("bare-plural", "unparted")]


def test_those_who_are_carried_were_hurt_before(lexicon: Lexicon) -> None:
    """An ambulance on its way to carry wounded is struck: they are not of this attack."""
    events, _ = read("استهدفت المدفعية سيارة إسعاف كانت في مهمة لنقل جرحى", lexicon)
    assert events and not any(c.what == "injured" for e in events for c in e.counts)
