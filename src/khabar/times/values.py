"""Values of points and what they lean on. Bounds are inclusive; None is unresolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from khabar.objects import DayPart, Grain, Interval, TimeReading
from khabar.times.calendars import Bounds
from khabar.times.points import Point


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a time may lean on: the day of publication, times before it in the sentence, whether the future is meant.

    `absolute` are those of the times before it that name their year; `until` is true for a bare upper bound;
    `earlier` is the last day that the sentences right before this one name.
    """

    published: date | None
    before: tuple[Bounds, ...] = ()
    absolute: tuple[Bounds, ...] = ()
    future: bool = False
    year: int | None = None
    until: bool = False
    earlier: Bounds | None = None


@dataclass(slots=True)
class Value:
    """A reckoned point. `bounds` None: unresolved. `clock` is (hour, minute) of 24."""

    grain: Grain
    bounds: Bounds | None
    part: DayPart | None = None
    clock: tuple[int, int | None] | None = None
    calendar: str = "gregorian"
    conflict: str | None = None
    alternatives: list[TimeReading] = field(default_factory=list)


def conflict_of(value: Value, taken: date, left: date, reason: str) -> Value:
    """`value` with the day that is taken, the one that is left as its alternative, and the reason."""
    value.bounds, value.conflict = (taken, taken), reason
    value.alternatives.append(reading(left, "the other reading"))
    return value


def reading(day: date, reason: str) -> TimeReading:
    """A day as another reading."""
    return TimeReading(interval=Interval(begin=day.isoformat(), end=day.isoformat()), reason=reason)


def year_of_reference(point: Point, anchor: Anchor) -> int | None:
    """The year that العام الماضي and the like name, or the year of another date beside it."""
    shift = point.unit_shift("year")
    if shift is not None and anchor.published is not None:
        return anchor.published.year + shift
    return anchor.year
