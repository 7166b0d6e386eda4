"""How much two events of different reports look like one: features with their weights, all on one screen.

A score is the sum of the weights of what speaks for and against; at `MATCH` or above the two are held to be one
incident, below `VETO` they may not even meet through a third. The events' weights are set by hand, in units where one
point about doubles the odds; those of leads were fitted (docs/decisions/0019-stories.md).
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from khabar.incidents.stories import days_tell, likeness
from khabar.incidents.types import CountFact, EventFact, PlaceFact, StoryFact

MATCH = 4.0
VETO = -6.0
# Nothing is known of one of the days: places outlast attacks, so more than the place must agree.
UNDATED, UNDATED_SAME_FIGURE = -2.4, 0.0
PLURAL = 2  # the least that a plural without a number says (events.bare-plural)
KM_SAME, KM_NEAR, KM_APART = 4.0, 15.0, 40.0

# PLOVER's modes that reports of one attack exchange: "قصف" is whatever fell.
MODE_GROUPS = (
    frozenset({"airstrike", "heavy-weapons", "explosives"}),
    frozenset({"firearms", "assassinate", "execute"}),
)


@dataclass(frozen=True, slots=True)
class Feature:
    """One reason: its name and a function from two events to its weight (0: nothing to say)."""

    name: str
    weigh: Callable[[EventFact, EventFact], float]


def distance_km(a: PlaceFact, b: PlaceFact) -> float | None:
    """Kilometres between two places on the sphere, None where one of them has no position."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return None
    one, other = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((other - one) / 2) ** 2
    half += math.cos(one) * math.cos(other) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, half)))


def _place(a: EventFact, b: EventFact) -> float:
    p, q = a.place, b.place
    if p is None or q is None:
        return 0.0
    if p.coarse or q.coarse:
        return _containment(p, q)
    if set(p.names) & set(q.names):
        far = distance_km(p, q)
        if far is not None and far > KM_APART:
            return -2.5
        return 1.2 if p.capital or q.capital else 3.0
    far = distance_km(p, q)
    if far is None:
        return -2.5
    return 2.5 if far <= KM_SAME else 1.2 if far <= KM_NEAR else -1.0 if far <= KM_APART else -6.0


def _containment(p: PlaceFact, q: PlaceFact) -> float:
    if set(p.names) & set(q.names):
        return 0.8
    if set(p.names) & set(q.within) or set(q.names) & set(p.within):
        return 0.7
    if p.country and q.country and p.country != q.country:
        return -6.0
    return -2.5 if p.coarse and q.coarse and p.within == q.within else -0.5


def _days_apart(a: EventFact, b: EventFact) -> int | None:
    if not (a.begin and a.end and b.begin and b.end):
        return None
    later, earlier = max(a.begin, b.begin), min(a.end, b.end)
    return max(0, (date.fromisoformat(later) - date.fromisoformat(earlier)).days)


def _length(e: EventFact) -> int:
    return (date.fromisoformat(e.end) - date.fromisoformat(e.begin)).days + 1 if e.begin and e.end else 0


def _time(a: EventFact, b: EventFact) -> float:
    if a.dated and b.dated:
        return _stated(a, b)
    if a.month_day and b.month_day:
        return 2.2 if a.month_day == b.month_day else 0.2 if _next_day(a.month_day, b.month_day) else -4.0
    if a.weekday and b.weekday and a.weekday != b.weekday:
        return -0.6 if (a.weekday - b.weekday) % 7 in (1, 6) else -2.0
    same_weekday = 0.6 if a.weekday and a.weekday == b.weekday else 0.0
    apart = _days_apart(a, b)
    if apart is None:
        return same_weekday or _undated(a, b)
    return same_weekday + (1.2 if apart == 0 else 0.3 if apart <= 2 else -2.5)


def _stated(a: EventFact, b: EventFact) -> float:
    apart = _days_apart(a, b)
    if apart is None:
        return _undated(a, b)
    if apart == 0:
        longest = max(_length(a), _length(b))
        return 2.5 if longest == 1 else 1.2 if longest <= 7 else 0.2
    return -0.2 if apart == 1 else -5.0


def _undated(a: EventFact, b: EventFact) -> float:
    same = any(
        (x := total(a, w)) and (y := total(b, w)) and x.min == y.min > 0 and not (bare(x) or bare(y))
        for w in ("killed", "injured")
    )
    return UNDATED_SAME_FIGURE if same else UNDATED


def _next_day(one: str, other: str) -> bool:
    """True for two MM-DD that follow each other in some year."""
    days = [date(2000, int(d[:2]), int(d[3:])) for d in (one, other)]
    return abs((days[0] - days[1]).days) in (1, 365)


def _kind(a: EventFact, b: EventFact) -> float:
    if a.mode and b.mode:
        if a.mode == b.mode:
            return 0.8
        return 0.3 if any({a.mode, b.mode} <= group for group in MODE_GROUPS) else -0.8
    return 0.2 if a.type == b.type and a.type else 0.0


def _actors(a: EventFact, b: EventFact) -> float:
    mine, theirs = {s.key for s in a.actors}, {s.key for s in b.actors}
    if not mine or not theirs:
        return 0.0
    return 1.0 if mine & theirs else -0.8


def _recipients(a: EventFact, b: EventFact) -> float:
    return 0.4 if {s.key for s in a.recipients} & {s.key for s in b.recipients} else 0.0


def _victims(a: EventFact, b: EventFact) -> float:
    return 4.0 if set(a.victims) & set(b.victims) else 0.0


def total(event: EventFact, what: str) -> CountFact | None:
    """The event's whole figure of a kind: of those that are no part of another, the largest."""
    wholes = [c for c in event.counts if c.what == what and not c.part]
    return max(wholes, key=lambda c: c.min, default=None)


def bare(count: CountFact) -> bool:
    """True for a figure without a number: قتلى وجرحى fits nearly every other report and speaks for none."""
    return count.max is None and count.min <= PLURAL


def compatible(a: CountFact, b: CountFact) -> bool:
    """True where the two ranges share a number."""
    low, high = max(a.min, b.min), min(a.max or a.min, b.max or b.min)
    return low <= high or (a.max is None and b.min >= a.min) or (b.max is None and a.min >= b.min)


def _figures(what: str, same: float, other: float) -> Callable[[EventFact, EventFact], float]:
    def weigh(a: EventFact, b: EventFact) -> float:
        x, y = total(a, what), total(b, what)
        if x is None or y is None or ((bare(x) or bare(y)) and compatible(x, y)):
            return 0.0
        if not compatible(x, y):
            return other if abs(x.min - y.min) > max(2, max(x.min, y.min) // 2) else other / 3
        return same + (0.6 if x.min == y.min and x.min >= 3 else 0.0)

    return weigh


def _words(a: EventFact, b: EventFact) -> float:
    if not a.words or not b.words:
        return 0.0
    mine, theirs = set(array("I", a.words)), set(array("I", b.words))
    shared = len(mine & theirs)
    return 2.0 * shared / math.sqrt(len(mine) * len(theirs)) if shared >= 2 else 0.0


FEATURES: tuple[Feature, ...] = (
    Feature("place", _place),  # 3 same name, 2.5 within 4 km … −6 more than 40 km apart
    Feature("time", _time),  # 2.5 same stated day … −5 stated days two or more apart
    Feature("kind", _kind),  # 0.8 same mode … −0.8 modes that exclude each other
    Feature("actors", _actors),  # 1 shared, −0.8 both named and none shared
    Feature("recipients", _recipients),
    Feature("victims", _victims),  # 4 a named victim in common
    Feature("killed", _figures("killed", 0.8, -1.2)),
    Feature("injured", _figures("injured", 0.5, -0.6)),
    Feature("strikes", _figures("strikes", 0.4, -0.2)),
    Feature("words", _words),  # up to 2 by cosine of the evidences' content words
)
# Of two deeds that their reports lead with. Logistic regression, see docs/decisions/0019-stories.md.
STORY = -4.5
PASSING = -3.0  # what a report adds of other days is told without its place or day more often than its news
CONTRADICTION = -4.0  # of one feature: stated days two or more apart, places more than 40 km apart
LIKEST = 0.35  # a cosine beyond which leads are one text
EVENTS = 8.0  # the most that events alike speak for one story; events unlike may only be read amiss
LIKENESS = 24.0  # times the cosine of the leads' words
PERSON = 1.4  # a full name in both
DAYS = {
    "same day": 5.6, "next day": 2.6, "days near": 2.1, "days apart": -3.0,
    "same day of year": 2.8, "same weekday": 2.2, "next weekday": -3.6, "other weekday": -5.3,
}  # fmt: skip
COPIED = 3.0  # the two evidences stand in a copied passage


@dataclass(frozen=True, slots=True)
class Score:
    """The sum and every feature that spoke."""

    value: float
    features: tuple[tuple[str, float], ...]


def score(a: EventFact, b: EventFact, copied: bool) -> Score:
    """How much `a` and `b` look like one incident; symmetric."""
    spoke: list[tuple[str, float]] = []
    for feature in FEATURES:
        weight = feature.weigh(a, b)
        if weight:
            spoke.append((feature.name, round(weight, 3)))
        if weight <= CONTRADICTION and not copied and not set(a.victims) & set(b.victims):
            break  # most candidates end here
    if a.story is not None and b.story is not None:
        spoke += _story(a.story, b.story, spoke, a.dated and b.dated)
    else:
        spoke.append(("in passing", PASSING))
    if copied:
        spoke.append(("copied", COPIED))
    return Score(round(sum(w for _, w in spoke), 3), tuple(spoke))


def _story(a: StoryFact, b: StoryFact, spoke: Sequence[tuple[str, float]], dated: bool) -> list[tuple[str, float]]:
    """What the leads of two reports say; nothing where the events contradict each other. Events that are alike speak no
    louder than `EVENTS` beside it; unlike ones may only be read amiss and say nothing then, but for their places. Where
    both events state their days (`dated`), those speak and the leads' days do not."""
    if any(w <= CONTRADICTION for _, w in spoke):
        return []
    place = min(0.0, sum(w for name, w in spoke if name == "place"))
    events = sum(w for _, w in spoke)
    days = None if dated else days_tell(a, b)
    weights = {
        "events": min(max(events - place, 0.0), EVENTS) + place - events,
        "story": STORY,
        "lead words": LIKENESS * min(likeness(a, b), LIKEST),
        "people": PERSON * min(2, len(set(a.people) & set(b.people))),
        "lead days": DAYS[days] if days else 0.0,
    }
    return [(name, round(w, 3)) for name, w in weights.items() if round(w, 3)]
