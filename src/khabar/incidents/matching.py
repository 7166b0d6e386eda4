"""How much two events of different reports look like one: features with their weights, all on one screen.

A score is the sum of the weights of what speaks for and against; at `MATCH` or above the two are held to be one
incident. The events' weights are set by hand, in units where one point about doubles the odds; those of leads
(`khabar.incidents.leads`) were fitted. See docs/decisions/0021-reports-side-by-side.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from khabar.incidents.leads import ROUNDING, weigh_leads
from khabar.incidents.places import distance_km, far_by_latitude
from khabar.incidents.stories import TOLL, hashes
from khabar.incidents.types import CountFact, EventFact, PlaceFact

MATCH = 4.0
# Nothing is known of one of the days: places outlast attacks, so more than the place must agree.
UNDATED, UNDATED_SAME_FIGURE = -3.0, 0.0
PLURAL = 2  # the least that a plural without a number says (events.bare-plural)
KM_SAME, KM_NEAR, KM_APART = 4.0, 15.0, 40.0
SAME_NAME = 3.0  # of a place that is no area

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


def _place(a: EventFact, b: EventFact) -> float:
    p, q = a.place, b.place
    if p is None or q is None:
        return 0.0
    if p.coarse or q.coarse:
        return _containment(p, q)
    named_alike = not set(p.names).isdisjoint(q.names)
    if not named_alike and far_by_latitude(p, q, KM_APART) and not (_governs(p, q) or _governs(q, p)):
        return -6.0  # most candidates end here
    far = distance_km(p, q)
    if named_alike:
        if far is not None and far > KM_APART:
            return -2.5
        return 1.2 if p.capital or q.capital else SAME_NAME
    if _governs(p, q) or _governs(q, p):
        return 0.7
    if far is None:
        return -2.5
    if p.site and q.site and far <= KM_NEAR:
        return -1.5  # two hospitals of one town
    return 2.5 if far <= KM_SAME else 1.2 if far <= KM_NEAR else -1.0 if far <= KM_APART else -6.0


def _governs(p: PlaceFact, q: PlaceFact) -> bool:
    """True for a town whose name may be meant of all that is governed from it, `q` among it."""
    return p.capital and bool(set(p.names) & set(q.within))


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
        if max(x.min, y.min) > TOLL:
            return 0.0
        return same + (0.6 if x.min == y.min and x.min >= 3 else 0.0)

    return weigh


def _words(a: EventFact, b: EventFact) -> float:
    if not a.words or not b.words:
        return 0.0
    mine, theirs = hashes(a.words), hashes(b.words)
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
PASSING = -2.0  # what a report adds of other days is told without its place or day more often than its news
CONTRADICTION = -4.0  # of one feature: stated days two or more apart, places more than 40 km apart
COPIED = 3.0  # the two evidences stand in a copied passage
# What tells one deed from another of the same war and day; a place's name does so too.
TELLING = frozenset(
    {"victims", "people", "killed", "injured", "strikes", "words", "lead words", "like words", "rare words", "copied"}
)
LEAST_TELLING, NOTHING_TELLING = 2.0, -3.0
SEVERAL_SPOTS = -2.0  # a lead of several deeds does not tell which of them the other's is
BOTH_VAGUE = -5.0  # neither a spot nor a victim nor a figure: "the bombing goes on" is said every day
CONFLICT = -1.0  # two deeds that one report tells apart, and that unlike, are two
FIGURES = frozenset({"killed", "injured", "detained", "strikes", "vehicles", "houses"})

Spoke = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Score:
    """The sum and every feature that spoke; `left` and `right` are the ids of the deeds it is about."""

    value: float
    features: tuple[tuple[str, float], ...]
    left: str
    right: str


def score(a: EventFact, b: EventFact, copied: bool) -> Score:
    """How much `a` and `b`, of two reports, look like one incident; symmetric."""
    return likely(a, b, copied, -math.inf) or Score(0.0, (), a.id, b.id)  # the second never: nothing is below the least


def likely(a: EventFact, b: EventFact, copied: bool, least: float = MATCH) -> Score | None:
    """The score where it reaches `least`, else None, without the work that could not change that.

    Where one of them stands for several deeds of its report, it is the score of the likest two.
    """
    x, y, spoke = _likest(a, b, copied)
    rest = least - COPIED if copied else least
    contradicted, own = _contradicted(spoke), sum(w for _, w in spoke)
    if contradicted and own < rest - ROUNDING:
        return None
    spots = 0
    if a.story is not None and b.story is not None:
        spots = max(a.story.spots, b.story.spots)
        if not contradicted:
            leads = weigh_leads(x, y, (a.story, b.story), own, rest)
            if leads is None:
                return None
            spoke += leads
    else:
        spoke.append(("in passing", PASSING))
    if copied:
        spoke.append(("copied", COPIED))
    spoke += _common(x, y, spoke, spots)
    value = round(sum(w for _, w in spoke), 3)
    return Score(value, tuple(spoke), x.id, y.id) if value >= least else None


def _likest(a: EventFact, b: EventFact, copied: bool) -> tuple[EventFact, EventFact, Spoke]:
    """Of the deeds that `a` and `b` stand for the likest two, and what these say of themselves."""
    mine, theirs = deeds_of(a), deeds_of(b)
    if len(mine) == len(theirs) == 1:
        return a, b, _events(a, b, copied)  # most candidates
    pairs = ((x, y, _events(x, y, copied)) for x in mine for y in theirs)
    return max(pairs, key=lambda pair: (not _contradicted(pair[2]), sum(w for _, w in pair[2])))


def deeds_of(event: EventFact) -> tuple[EventFact, ...]:
    """The deeds that an event stands for: itself, and those that are weighed under it."""
    return (event, *event.story.others) if event.story is not None else (event,)


def _contradicted(spoke: Spoke) -> bool:
    return min((w for _, w in spoke), default=0.0) <= CONTRADICTION


def is_contrary(found: Score) -> bool:
    """True where the likest deeds of two reports contradict each other by their places or stated days."""
    return any(name in ("place", "time") and weight <= CONTRADICTION for name, weight in found.features)


def contradict(a: EventFact, b: EventFact) -> bool:
    """True for two deeds of stated days that are not the same or the next, or of places more than 40 km apart."""
    return _contradicted(_events(a, b, False))


def in_conflict(a: EventFact, b: EventFact) -> bool:
    """True for two deeds of one report that are not one."""
    return sum(w for _, w in _events(a, b, False)) < CONFLICT


def _events(a: EventFact, b: EventFact, copied: bool) -> Spoke:
    spoke: Spoke = []
    for feature in FEATURES:
        weight = feature.weigh(a, b)
        if weight:
            spoke.append((feature.name, round(weight, 3)))
        if weight <= CONTRADICTION and not copied and not set(a.victims) & set(b.victims):
            break  # most candidates end here
    return spoke


def _common(a: EventFact, b: EventFact, spoke: Iterable[tuple[str, float]], spots: int) -> Spoke:
    """What speaks against deeds that have only the war, the day and an area in common; `spots` is how many the lead of
    more deeds tells of."""
    found: Spoke = []
    telling = sum(w for name, w in spoke if name in TELLING and w > 0)
    here = any(name == "place" and w >= SAME_NAME for name, w in spoke)
    if telling < LEAST_TELLING and not here:
        found.append(("nothing telling", NOTHING_TELLING))
    if spots > 1 and not here:
        found.append(("several spots", SEVERAL_SPOTS))
    if is_vague(a) and is_vague(b):
        found.append(("vague", BOTH_VAGUE))
    return found


def is_vague(event: EventFact) -> bool:
    """True for a deed without a spot, a victim's name and a figure that a single deed may have."""
    if event.victims or (event.place and not event.place.coarse and not event.place.capital):
        return False
    return not any(c.what in FIGURES and 0 < c.min <= TOLL and not bare(c) for c in event.counts)
