"""The dead told by a pronoun alone."""

from __future__ import annotations

import pytest
from tests.events.helpers import read

from khabar.lexicon import Lexicon


def dead(text: str, lexicon: Lexicon) -> list[tuple[int, int | None, str]]:
    """(min, max, rule) of every figure of dead."""
    events, _ = read(text, lexicon)
    return [(c.min, c.max, c.rule) for e in events for c in e.counts if c.what == "killed"]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("استهدفت غارة سيارته على الطريق ما أدى إلى مقتله", 1, 1),
        ("استهدفت غارة سيارتهما على الطريق ما أدى إلى استشهادهما", 2, 2),
        ("استهدفت غارة سيارتهم على الطريق وأدت إلى مقتلهم", 2, None),
        ("أطلق الحرس النار عليه عند الحاجز وفقد حياته", 1, 1),
        ("شيع الأهالي الشاب الذي استشهد بقصف على البلدة", 1, 1),
    ],
)
def test_the_number_of_a_pronoun_is_a_figure(lexicon: Lexicon, text: str, low: int, high: int | None) -> None:
    """Singular one, dual two, plural open; الذي before what can only be suffered is one."""
    assert (low, high, "events.by-pronoun") in dead(text, lexicon)


@pytest.mark.parametrize(
    "text",
    [
        "واصلت القوات هجومها وقتلها المدنيين في البلدة",
        "استهدفت غارة السيارة وأدت إلى مقتل خمسة أشخاص بعد استشهادهم",
        "استهدفت المدفعية الموقع وأصابته إصابة مباشرة",
        "القصف الذي قتل المدنيين في البلدة",
    ],
)
def test_doers_hits_and_figures_are_left_alone(lexicon: Lexicon, text: str) -> None:
    """A pronoun of the killer, a hit, and a deed with a figure of its own."""
    assert all(rule != "events.by-pronoun" for *_, rule in dead(text, lexicon))
