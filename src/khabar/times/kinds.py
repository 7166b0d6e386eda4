"""What an expression of time is, as it is written: a point, a range, a window, an offset, a duration or a set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khabar.objects import DayPart, TimeKind
from khabar.times.cursor import Cursor
from khabar.times.points import Point
from khabar.times.quantities import Quantity

Base = Literal["published", "event", "open"]


@dataclass(slots=True)
class Expression:
    """One expression: `rule` names how it was read.

    A point has `point`; a range `point` and `until` (either may be missing, `now` where it ends with publication); an
    offset, a window and a duration have `quantity`, with `sign` telling back or ahead.
    """

    kind: TimeKind
    rule: str
    first: int
    last: int
    start: int
    end: int
    point: Point | None = None
    until: Point | None = None
    quantity: Quantity | None = None
    sign: int = 0
    base: Base = "published"
    now: bool = False
    ago: bool = False
    part: DayPart | None = None
    unit: str | None = None


def make(cursor: Cursor, kind: TimeKind, rule: str, first: int, last: int, start: int) -> Expression:
    """An expression of tokens `first` to `last`, its first character at `start`."""
    return Expression(kind, rule, first, last, start, cursor.end_of(last - 1))


def skip(cursor: Cursor, first: int, last: int) -> Expression:
    """What stands for a name or an age: read over, never given out."""
    token = cursor.tokens
    return Expression("date", "skip", first, last, token[first].start, token[last - 1].end)


def of_point(cursor: Cursor, point: Point) -> Expression:
    """The expression of one point."""
    kind: TimeKind = "time" if point.part is not None or point.clock is not None else "date"
    found = make(cursor, kind, "point", point.first, point.last, point.start)
    found.point = point
    return found
