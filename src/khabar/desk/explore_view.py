"""What the pages of exploring show: narrowing a query, points for the map, bars over time, a network."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from khabar.desk.layers import lay_out
from khabar.desk.page import brief, harmless
from khabar.desk.words import Words
from khabar.store.explore import Points, Step

_PIECE = re.compile(r'-?(?:[A-Za-z_]+:)?(?:[<>]=?|=)?(?:"[^"]*"?|[^\s"]+)')
_ONCE = frozenset(["type", "mode", "status", "from", "to", "near"])  # fields of which a query holds one of each
_MOST_BARS = 80
_KM = 111.0  # a degree of latitude
_EDGE = 0.005  # of all events, at either end of the time, that may be left out so that the rest can be seen


def pieces(q: str) -> tuple[tuple[str, str], ...]:
    """The pieces of a query, each with the query without it."""
    found = [m.group() for m in _PIECE.finditer(q)][:40]
    return tuple((piece, " ".join(found[:at] + found[at + 1 :])) for at, piece in enumerate(found))


def narrowed(q: str, *conditions: str) -> str:
    """A query with further conditions; one of a field that can hold but once takes the place of what it had."""
    fields = {c.partition(":")[0] for c in conditions} & _ONCE
    kept = [m.group() for m in _PIECE.finditer(q)]
    kept = [piece for piece in kept if piece.partition(":")[0].lower() not in fields and piece not in conditions]
    return " ".join([*kept, *conditions])


def condition(field: str, value: str) -> str:
    """A field of the query with this value."""
    plain = " ".join(value.replace('"', " ").split())
    return f"{field}:{plain}" if re.fullmatch(r"\w+", plain) else f'{field}:"{plain}"'


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time with its events: where it stands in the drawing, and the days it covers."""

    x: float
    width: float
    y: float
    height: float
    number: int
    name: str
    begin: str
    end: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars over time; `unit` is day, week, month or year. `left_out` lie before or after, `undated` have no day."""

    bars: tuple[Bar, ...]
    unit: str
    ticks: tuple[tuple[float, str], ...]
    most: int
    left_out: int
    undated: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A name in the network: its column and row (rows may lie between two), and what it leads to."""

    column: int
    row: float
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """From who tells to whose words, as thick as it is common."""

    teller: Spot
    told: Spot
    width: float
    number: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A network laid out in columns and rows."""

    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    columns: int
    rows: float


class ExploreView:
    """A query in one language, for the templates."""

    def __init__(self, q: str, words: Words) -> None:
        """`q` as typed."""
        self.q = q
        self.words = words

    def narrow(self, field: str, value: str, view: str) -> str:
        """The address of the same view of a narrower query."""
        return self.address(narrowed(self.q, condition(field, value)), view)

    def address(self, q: str, view: str) -> str:
        """The address of a view."""
        kept = {k: v for k, v in (("q", q), ("view", view)) if v and v != "map"}
        return "/explore" + (f"?{urlencode(kept)}" if kept else "")

    # -------------------------------------------------------------------------------------------------- map

    def points(self, points: Points) -> list[dict[str, Any]]:
        """What `map.js` draws; each point leads to the table of its events."""
        unnamed = self.words.label("incident", "no place")
        comma = "، " if self.words.language == "ar" else ", "
        reach = max(1.0, points.cell * _KM * 0.8)
        return [
            {
                "lat": p.lat, "lon": p.lon, "n": p.events,
                "label": comma.join(brief(harmless(n), 60) for n in p.names) or unnamed,
                "text": [self.words("explore/n_events", n=p.events)],
                "href": self.address(narrowed(self.q, f"near:{p.lat:.4f},{p.lon:.4f},{reach:.0f}km"), "table"),
                "go": self.words("explore/open_table"),
            }
            for p in points.points
        ]  # fmt: skip

    # ------------------------------------------------------------------------------------------------- time

    def bars(self, days: Sequence[tuple[str | None, int]], width: float = 1000, height: float = 260) -> Bars:
        """The events over time, in bars of days, weeks, months or years as they fit."""
        known = [(day, n) for text, n in days if (day := _day(text)) is not None]
        undated = sum(n for _, n in days) - sum(n for _, n in known)
        kept = _middle(known)
        left_out = sum(n for _, n in known) - sum(n for _, n in kept)
        if not kept:
            return Bars((), "day", (), 0, left_out, undated)
        unit, stretches = _stretches(kept[0][0], kept[-1][0])
        counted = [0] * len(stretches)
        at = 0
        for day, n in kept:
            while day > stretches[at][1]:
                at += 1
            counted[at] += n
        most = max(counted)
        wide = width / len(stretches)
        bars = []
        for place, ((begin, end), n) in enumerate(zip(stretches, counted, strict=True)):
            tall = round(height * n / most, 1)
            bars.append(
                Bar(
                    round(place * wide, 2), round(wide * 0.86, 2), round(height - tall, 1), tall, n,
                    _name(unit, begin, end), begin.isoformat(), end.isoformat(),
                )
            )  # fmt: skip
        step = max(1, -(-len(bars) // 8))
        ticks = tuple((bar.x + bar.width / 2, bar.name) for bar in bars[::step])
        return Bars(tuple(bars), unit, ticks, most, left_out, undated)

    def within(self, begin: str, end: str, view: str) -> str:
        """The address of the same view of these days."""
        return self.address(narrowed(self.q, f"from:{begin}", f"to:{end}"), view)

    # ---------------------------------------------------------------------------------------------- network

    def network(self, steps: Sequence[Step], publishers: frozenset[str]) -> Drawing:
        """Who tells on the side where reading begins, whose words on the other, with who both does between them."""
        drawn = lay_out([(s.teller, s.told, s.number) for s in steps])
        spots = {
            name: Spot(
                x, y, name,
                self.narrow("speaker" if told else "publisher" if name in publishers else "through", name, "network"),
            )
            for name, (x, y, told) in drawn.places.items()
        }  # fmt: skip
        most = max((s.number for s in steps), default=1)
        lines = tuple(
            Line(spots[s.teller], spots[s.told], round(1 + 6 * (s.number / most) ** 0.5, 1), s.number) for s in steps
        )
        return Drawing(tuple(spots.values()), lines, drawn.columns, drawn.rows)


def _day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if 10 < found.year < 9990 else None  # so that a month before and after can be told


def _middle(days: list[tuple[date, int]]) -> list[tuple[date, int]]:
    """The days without the few that lie far from all others."""
    if len(days) < 3:
        return days
    edge = sum(n for _, n in days) * _EDGE
    first, last = _inner(days, edge), len(days) - 1 - _inner(days[::-1], edge)
    whole, inner = days[-1][0] - days[0][0], days[last][0] - days[first][0]
    return days[first : last + 1] if last > first and whole > inner * 2 else days


def _inner(days: list[tuple[date, int]], edge: float) -> int:
    """The first day before which more than `edge` events would be left out."""
    seen = 0
    for at, (_, n) in enumerate(days):
        seen += n
        if seen > edge:
            return at
    return 0


def _stretches(first: date, last: date) -> tuple[str, list[tuple[date, date]]]:
    """Stretches from first to last of the smallest unit that gives few enough."""
    days = (last - first).days + 1
    if days <= _MOST_BARS:
        return "day", [(day, day) for day in (first + timedelta(n) for n in range(days))]
    if days <= _MOST_BARS * 7:
        monday = first - timedelta(first.weekday())
        weeks = range(((last - monday).days // 7) + 1)
        return "week", [(monday + timedelta(7 * n), monday + timedelta(7 * n + 6)) for n in weeks]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= _MOST_BARS:
        begins = [_month(first, n) for n in range(months + 1)]
        return "month", [(a, b - timedelta(1)) for a, b in pairwise(begins)]
    each = -(-(last.year - first.year + 1) // _MOST_BARS)
    years = range(first.year, last.year + 1, each)
    return "year", [(date(y, 1, 1), date(min(y + each - 1, 9999), 12, 31)) for y in years]


def _month(first: date, after: int) -> date:
    months = first.year * 12 + first.month - 1 + after
    return date(months // 12, months % 12 + 1, 1)


def _name(unit: str, begin: date, end: date) -> str:
    if unit == "month":
        return f"{begin.year}-{begin.month:02}"
    if unit == "year":
        return str(begin.year) if begin.year == end.year else f"{begin.year}–{end.year}"
    return begin.isoformat()
