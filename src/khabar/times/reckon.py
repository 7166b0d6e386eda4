"""From what a point names to its value: day or unit, part of the day and clock."""

from __future__ import annotations

from khabar.times import calendars
from khabar.times.day_values import day_value
from khabar.times.points import Point
from khabar.times.unit_values import unit_value
from khabar.times.values import Anchor, Value


def reckon(point: Point, anchor: Anchor) -> Value:
    """The value of a point."""
    value = day_value(point, anchor) if point.dated else unit_value(point, anchor)
    if value is None:
        value = Value("day" if point.dated else "part", None)
        if point.part is not None and point.hijri_day is not None:
            value.calendar = "hijri"
    if point.part is not None or point.clock is not None:
        value.part = point.part
        value.grain = "part" if point.clock is None else "hour" if point.clock[1] is None else "minute"
        if point.clock is not None:
            _set_clock(point, value, anchor)
    return value


# Hours of the clock that are of the second half of the day with each part of it.
_SECOND_HALF: dict[str, tuple[int, int]] = {
    "noon": (1, 4), "afternoon": (1, 11), "evening": (1, 11), "night": (6, 11), "midnight": (6, 11),
}  # fmt: skip


def _set_clock(point: Point, value: Value, anchor: Anchor) -> None:
    assert point.clock is not None  # noqa: S101 (the caller looked)
    hour, minute = point.clock
    part = point.part
    first, last = _SECOND_HALF.get(part or "dawn", (0, -1))
    if first <= hour <= last:
        hour += 12
    elif part in ("dawn", "morning", "night", "midnight") and hour == 12:
        hour = 0
    if hour == 24:
        hour = 0
    value.clock = (hour, minute)
    if value.bounds is not None and point.weekday2 is not None:
        # A night between two days: its hours up to midnight are of the first.
        value.bounds = (value.bounds[hour < 12],) * 2
        return
    late = hour < 6 and part in ("night", "midnight") and (hour, minute or 0) > (0, 0)
    if late and value.bounds is not None and not point.day:
        moved = calendars.shift(value.bounds[1], 1)
        if moved is None or anchor.future or anchor.published is None or moved <= anchor.published:
            value.bounds = (moved, moved) if moved is not None else None
