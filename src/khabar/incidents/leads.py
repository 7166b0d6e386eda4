"""What the leads of two reports say for two deeds that they lead with: reasons and their weights, on one screen.

Logistic regression over the pairs of reports of one half of the development incidents, each incident of the same
weight; in points of `matching`. See docs/decisions/0021-reports-side-by-side.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from khabar.incidents.stories import days_tell, likeness, shared_hashes, shared_name
from khabar.incidents.types import EventFact, StoryFact

WEIGHTS = {
    "events": 0.4,  # a point of what the two deeds themselves say, between `WORST` and `BEST`
    "story": -1.5,  # always: two leads are seldom of one thing
    "lead words": 23.0,  # times the cosine of their words, at most `ALIKE`
    "like words": 14.0,  # times what the cosine is beyond that, up to `LIKEST`
    "rare words": 2.9,  # a rare word in both, at most `MOST_RARE`
    "places": 0.9,  # times the rarity (0 to 6) of a place that both reports name
    "people": 0.35,  # times the rarity of a private person's name in both, at most `RAREST_NAME`
    "figures": 0.3,  # a doubling of the figures both give, at most `MOST_FIGURES`
    "same day": 5.4, "next day": 3.2, "days near": 2.4, "same week": 0.2, "same month": -3.6, "months apart": -4.2,
    "same day of year": 3.8, "near day of year": 1.4, "other day of year": -2.8,
    "same weekday": 0.8, "next weekday": -2.1, "other weekday": -3.2,
}  # fmt: skip
WORST, BEST = -6.0, 8.0
ALIKE, LIKEST = 0.1, 0.25  # cosines; beyond the second leads are one text
MOST_RARE, RAREST_NAME, MOST_FIGURES = 2, 14.0, 6.0
# What words can add: known only after the dearest of the reasons has been worked out.
WORDS_ADD = WEIGHTS["lead words"] * ALIKE + WEIGHTS["like words"] * (LIKEST - ALIKE) + WEIGHTS["rare words"] * MOST_RARE
ROUNDING = 0.01

Spoke = tuple[str, float]


def weigh_leads(
    x: EventFact, y: EventFact, stories: tuple[StoryFact, StoryFact], events: float, least: float
) -> list[Spoke] | None:
    """The reasons that speak and their weights, where `events` is what the deeds themselves say; None where all of it
    together stays below `least` whatever the words are."""
    a, b = stories
    spoke = dict(_facts(x, y, a, b))
    spoke = {name: WEIGHTS[name] * value for name, value in spoke.items()}
    spoke["events"] = WEIGHTS["events"] * min(max(events, WORST), BEST) - events
    if events + sum(spoke.values()) + WORDS_ADD < least - ROUNDING:
        return None
    alike = likeness(a, b)
    spoke["lead words"] = WEIGHTS["lead words"] * min(alike, ALIKE)
    spoke["like words"] = WEIGHTS["like words"] * (min(max(alike, ALIKE), LIKEST) - ALIKE)
    spoke["rare words"] = WEIGHTS["rare words"] * min(MOST_RARE, shared_hashes(a.rare, b.rare))
    return [(name, w) for name in WEIGHTS if (w := round(spoke.get(name, 0.0), 3))]


def _facts(x: EventFact, y: EventFact, a: StoryFact, b: StoryFact) -> Iterator[Spoke]:
    """Reason → how far it speaks, of what is cheap to know. Where both events state their days, those have spoken."""
    yield "story", 1.0
    yield "places", _shared_place(x, y, a, b)
    if a.people and b.people:
        yield "people", min(RAREST_NAME, shared_name(a, b))
    if a.figures and b.figures:
        doublings = sum(math.log2(1 + n) for _, n in sorted(set(a.figures) & set(b.figures)))
        yield "figures", min(MOST_FIGURES, doublings)
    if not (x.dated and y.dated) and (days := days_tell(a, b)):
        yield days, 1.0


def _shared_place(x: EventFact, y: EventFact, a: StoryFact, b: StoryFact) -> float:
    """The rarity of a place that both reports name: of the deeds' own places where one has one, else of any."""
    shared = set(a.places) & set(b.places)
    if not shared:
        return 0.0
    own = {n for e in (x, y) if (p := e.place) and not p.coarse and not p.capital for n in p.names}
    return max((rare for name, rare in shared if not own or name in own), default=0.0)
