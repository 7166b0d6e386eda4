"""From what a point names to days: the one place where times are reckoned.

Every function gives None where the point says too little and nothing anchors it. Bounds are inclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from khabar.objects import DayPart, Grain, Interval, TimeReading
from khabar.times import calendars
from khabar.times.calendars import Bounds
from khabar.times.points import Point


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a time may lean on: the day of publication, times before it in the sentence, whether the future is meant.

    `absolute` are those of the times before it that name their year; `until` is true for a bare upper bound.
    """

    published: date | None
    before: tuple[Bounds, ...] = ()
    absolute: tuple[Bounds, ...] = ()
    future: bool = False
    year: int | None = None
    until: bool = False


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


def reckon(point: Point, anchor: Anchor) -> Value:
    """The value of a point."""
    value = _day(point, anchor) if point.dated else _unit(point, anchor)
    if value is None:
        value = Value("day" if point.dated else "part", None)
        if point.part is not None and point.hijri_day is not None:
            value.calendar = "hijri"
    if point.part is not None or point.clock is not None:
        value.part = point.part
        value.grain = "part" if point.clock is None else "hour" if point.clock[1] is None else "minute"
        if point.clock is not None:
            _set_clock(point, value)
    return value


def _set_clock(point: Point, value: Value) -> None:
    assert point.clock is not None  # noqa: S101 (the caller looked)
    hour, minute = point.clock
    part = point.part
    if (part in ("afternoon", "evening") and 1 <= hour < 12) or (part == "noon" and 1 <= hour <= 4) or (part in ("night", "midnight") and 6 <= hour < 12):
        hour += 12
    elif part in ("dawn", "morning", "night", "midnight") and hour == 12:
        hour = 0
    if hour == 24:
        hour = 0
    value.clock = (hour, minute)
    late = hour < 6 and part in ("night", "midnight") and (hour, minute or 0) > (0, 0)
    if late and value.bounds is not None and not point.day:
        moved = calendars.shift(value.bounds[1], 1)
        value.bounds = (moved, moved) if moved is not None else None


# ------------------------------------------------------------------------------------------------------- days


def _day(point: Point, anchor: Anchor) -> Value | None:
    if point.hijri_day is not None and point.day is None:
        return _hijri_day(point, anchor)
    if (point.same or point.following) and point.unit == "day" and point.day is None:
        return Value("day", _leaning(point, anchor))
    if point.rel_id == "this-day" and point.day is None and point.weekday is None and (day := _leaning(point, anchor)):
        return Value("day", day)
    if point.day is not None:
        return _calendar_day(point, anchor)
    if point.rel is not None:
        return _relative_day(point, anchor)
    return _weekday(point, anchor)


def _leaning(point: Point, anchor: Anchor) -> Bounds | None:
    """The last day named before in the sentence, or the day after it."""
    bounds = next((b for b in reversed(anchor.before) if b[0] == b[1]), None)
    if bounds is None or not point.following:
        return bounds
    moved = calendars.shift(bounds[0], 1)
    return (moved, moved) if moved is not None else None


def _hijri_day(point: Point, anchor: Anchor) -> Value | None:
    assert point.hijri_day is not None and point.hijri_month is not None  # noqa: S101 (set together)
    found = None
    if point.hijri_year is not None:
        found = calendars.hijri_day(point.hijri_year, point.hijri_month, point.hijri_day)
    elif anchor.published is not None:
        year = calendars.hijri_year_of(anchor.published)
        days = [calendars.hijri_day(y, point.hijri_month, point.hijri_day) for y in (year + 1, year, year - 1)]
        ordered = [d for d in days if d is not None]
        found = _nearest(ordered, anchor.published, point.mod == 1 or anchor.future)
    return Value("day", (found, found) if found is not None else None, calendar="hijri")


def _nearest(candidates: list[date], published: date, future: bool) -> date | None:
    """The latest candidate up to publication, or the first one after it where the future is meant."""
    if future:
        return min((d for d in candidates if d > published), default=None)
    return max((d for d in candidates if d <= published), default=None)


def _calendar_day(point: Point, anchor: Anchor) -> Value | None:
    assert point.day is not None  # noqa: S101 (the caller looked)
    month, year = point.month, point.year
    if month is None:
        return _day_of_named_month(point, anchor)
    if year is None:
        year = _year_of_reference(point, anchor)
    if year is None:
        return _day_without_year(point, anchor)
    found = calendars.day(year, month, point.day)
    value = Value("day", (found, found) if found is not None else None)
    if found is None:
        value.conflict = f"no such day: {year:04}-{month:02}-{point.day:02}"
        return value
    return _check_day(point, anchor, found, value)


def _check_day(point: Point, anchor: Anchor, found: date, value: Value) -> Value:
    """Weekday, second month name and أمس/اليوم against a full date."""
    published = anchor.published
    if point.month2 is not None:
        other = calendars.day(found.year, point.month2, found.day)
        if other is not None and point.weekday is not None and found.isoweekday() != point.weekday == other.isoweekday():
            return _conflict(value, other, found, "two month names; the one that fits the weekday is taken")
        if other is not None:
            return _conflict(value, found, other, "two month names; the first one is taken")
    said = calendars.shift(published, point.rel) if published is not None and point.rel is not None else None
    if said is not None and said != found and abs((said - found).days) > 1:
        fits = point.weekday is None or said.isoweekday() == point.weekday
        if fits and (found.month, found.day) == (said.month, said.day):
            return _conflict(value, said, found, "the year contradicts the day of publication")
    if point.weekday is not None and found.isoweekday() != point.weekday:
        for year in (found.year + 1, found.year - 1):
            other = calendars.day(year, found.month, found.day)
            near = published is not None and other is not None and abs((published - other).days) <= 7
            if other is not None and near and other.isoweekday() == point.weekday:
                return _conflict(value, other, found, "the year contradicts weekday and publication")
        value.conflict = "the weekday is not that of the date"
        other = calendars.last_weekday(point.weekday, found)
        value.alternatives.append(_reading(other, "by the weekday"))
    elif said is not None and said != found:
        value.conflict = "the date is not the day that the word counts from publication"
        value.alternatives.append(_reading(said, "by the day of publication"))
    return value


def _conflict(value: Value, taken: date, left: date, reason: str) -> Value:
    value.bounds, value.conflict = (taken, taken), reason
    value.alternatives.append(_reading(left, "the other reading"))
    return value


def _reading(day: date, reason: str) -> TimeReading:
    return TimeReading(interval=Interval(begin=day.isoformat(), end=day.isoformat()), reason=reason)


def _day_of_named_month(point: Point, anchor: Anchor) -> Value | None:
    """الثالث من الشهر الجاري, (27) الجاري, العاشر من الشهر نفسه."""
    assert point.day is not None  # noqa: S101 (the caller looked)
    start: date | None = None
    if point.same:
        start = anchor.before[-1][0] if anchor.before else None
    elif anchor.published is not None and point.unit_shift("month") is not None:
        start = calendars.shift_months(anchor.published, point.unit_shift("month") or 0)
    if start is None:
        return None
    found = calendars.day(start.year, start.month, point.day)
    return Value("day", (found, found)) if found is not None else None


def _year_of_reference(point: Point, anchor: Anchor) -> int | None:
    """The year that العام الماضي and the like name, or the year of another date beside it."""
    shift = point.unit_shift("year")
    if shift is not None and anchor.published is not None:
        return anchor.published.year + shift
    return anchor.year


def _day_without_year(point: Point, anchor: Anchor) -> Value | None:
    """The latest such day up to publication, the next one with المقبل; a weekday beside it may choose another year."""
    published = anchor.published
    assert point.day is not None and point.month is not None  # noqa: S101 (the caller looked)
    if published is None:
        return None
    months = [point.month] + ([point.month2] if point.month2 is not None else [])
    years = [published.year, published.year - 1, published.year + 1]
    days = [d for m in months for y in years if (d := calendars.day(y, m, point.day)) is not None]
    if not days:
        return Value("day", None, conflict="no such day in the year")
    said = calendars.shift(published, point.rel) if point.rel is not None else None
    near = [d for d in days if said is not None and abs((d - said).days) <= 1]
    if near:
        return _with_side(point, anchor, near[0], said)
    if point.weekday is not None:
        fitting = [d for d in days if d.isoweekday() == point.weekday]
        if fitting:
            chosen = min(fitting, key=lambda d: (abs((d - published).days) > 60, abs((d - published).days)))
            if point.month2 is not None and chosen.month != point.month:
                return _conflict(Value("day", None), chosen, days[0], "two month names; the one of the weekday is taken")
            return _with_side(point, anchor, chosen, said)
    first = [d for d in days if d.month == point.month] or days
    if point.mod == 0:
        first = [d for d in first if d.year == published.year] or first
        return _with_side(point, anchor, first[0], said)
    if anchor.until:
        return _with_side(point, anchor, min(first, key=lambda d: abs((d - published).days)), said)
    future = point.mod == 1 or (anchor.future and point.mod is None)
    found = _nearest(first, published, future)
    tomorrow = calendars.shift(published, 1)
    if not future and point.mod is None and tomorrow in first:
        found = tomorrow
    return _with_side(point, anchor, found, said) if found is not None else None


def _with_side(point: Point, anchor: Anchor, found: date, said: date | None) -> Value:
    value = Value("day", (found, found))
    if point.month2 is not None and found.month == point.month:
        other = calendars.day(found.year, point.month2, found.day)
        value.conflict = "two month names; the first one is taken"
        value.alternatives += [_reading(other, "by the second month name")] if other is not None else []
    elif said is not None and said != found:
        value.conflict = "the date is not the day that the word counts from publication"
        value.alternatives.append(_reading(said, "by the day of publication"))
    elif point.weekday is not None and found.isoweekday() != point.weekday:
        value.conflict = "the weekday is not that of the date"
        by_week = calendars.last_weekday(point.weekday, anchor.published or found)
        value.alternatives.append(_reading(by_week, "by the weekday"))
    return value


def _relative_day(point: Point, anchor: Anchor) -> Value | None:
    assert point.rel is not None  # noqa: S101 (the caller looked)
    if anchor.published is None:
        return None
    said = calendars.shift(anchor.published, point.rel)
    if said is None:
        return None
    value = Value("day", (said, said))
    if point.weekday is not None and said.isoweekday() != point.weekday:
        by_weekday = calendars.last_weekday(point.weekday, said)
        if (said - by_weekday).days > 3:
            by_weekday = calendars.next_weekday(point.weekday, said)
        taken, left = (by_weekday, said) if (said - by_weekday).days == 1 else (said, by_weekday)
        return _conflict(value, taken, left, "the weekday is not that of the day counted from publication")
    return value


def _weekday(point: Point, anchor: Anchor) -> Value | None:
    published, weekday = anchor.published, point.weekday
    if published is None or weekday is None:
        return None
    week = point.unit_shift("week")
    if week is not None:
        monday = calendars.unit_bounds(published, "week")[0]
        found = calendars.shift(monday, 7 * week + weekday - 1)
    elif point.mod == -1:
        found = calendars.last_weekday(weekday, published)
        found = calendars.shift(found, -7) if found == published else found
    elif point.mod == -2:
        found = calendars.shift(calendars.last_weekday(weekday, published), -7)
    elif point.mod in (1, 2):
        found = calendars.shift(calendars.next_weekday(weekday, published), 7 * (point.mod - 1))
    elif anchor.future and point.mod is None:
        found = calendars.next_weekday(weekday, published)
    else:
        found = calendars.last_weekday(weekday, published)
    if found is None:
        return None
    if point.weekday2 is not None:
        return Value("day", (found, calendars.next_weekday(point.weekday2, found)))
    return Value("day", (found, found))


# ------------------------------------------------------------------------------------------------ longer units


def _unit(point: Point, anchor: Anchor) -> Value | None:
    if point.quarter is not None:
        year = _named_year(point, anchor)
        first, months = point.quarter
        return Value("season", calendars.season_bounds(year, first, months) if year is not None else None)
    if point.season is not None:
        return _season(point, anchor)
    if point.month is not None:
        return _month(point, anchor)
    if point.hijri_month is not None:
        return _hijri_month(point, anchor)
    if point.decade is not None:
        return _decade(point, anchor)
    if point.century is not None:
        return Value("decade", calendars.century_bounds(point.century))
    if point.year is not None:
        return Value("year", calendars.year_bounds(point.year))
    if point.hijri_year is not None:
        return Value("year", calendars.hijri_bounds(point.hijri_year), calendar="hijri")
    if point.unit is not None:
        return _reference(point, anchor)
    return None


def _named_year(point: Point, anchor: Anchor) -> int | None:
    if point.year is not None:
        return point.year
    shift = point.unit_shift("year")
    if shift is not None and anchor.published is not None:
        return anchor.published.year + shift
    if point.same and anchor.before:
        return anchor.before[-1][0].year
    return None


_GRAINS: dict[str, Grain] = {
    "day": "day", "week": "week", "month": "month", "year": "year", "decade": "decade", "century": "decade",
}  # fmt: skip


def _reference(point: Point, anchor: Anchor) -> Value:
    """العام الماضي, الأسبوع المقبل, الشهر نفسه, القرن الماضي, اليوم التالي."""
    unit = point.unit or "day"
    grain = _GRAINS[unit]
    if point.same or point.following:
        start = anchor.before[-1][0] if anchor.before else None
        if start is not None and point.following:
            start = calendars.shift_unit(start, unit, 1)
        return Value(grain, calendars.unit_bounds(start, unit) if start is not None else None)
    if anchor.published is None or point.shift is None:
        return Value(grain, None)
    if unit == "month" and (year := point.unit_shift("year")) is not None and len(point.unit_shifts or {}) > 1:
        return Value(grain, calendars.month_bounds(anchor.published.year + year, anchor.published.month))
    moved = calendars.shift_unit(anchor.published, unit, point.shift)
    return Value(grain, calendars.unit_bounds(moved, unit) if moved is not None else None)


def _season(point: Point, anchor: Anchor) -> Value:
    assert point.season is not None  # noqa: S101 (the caller looked)
    year = _named_year(point, anchor)
    if year is None and anchor.published is not None:
        published, year = anchor.published, anchor.published.year
        starts = [year - 1, year, year + 1]
        bounds = [calendars.season_bounds(y, point.season) for y in starts]
        if point.mod == 1:
            year = next(y for y, b in zip(starts, bounds, strict=True) if b[0] > published)
        elif point.mod == -1:
            year = next((y for y, b in reversed([*zip(starts, bounds, strict=True)]) if b[1] < published), year - 1)
        else:
            holding = [y for y, b in zip(starts, bounds, strict=True) if b[0] <= published]
            year = holding[-1]
    return Value("season", calendars.season_bounds(year, point.season) if year is not None else None)


def _month(point: Point, anchor: Anchor) -> Value:
    assert point.month is not None  # noqa: S101 (the caller looked)
    year = point.year if point.year is not None else _year_of_reference(point, anchor)
    published = anchor.published
    if year is None and published is not None:
        year = published.year
        if point.mod is not None and point.mod < 0:
            year -= (point.month >= published.month) - point.mod - 1
        elif point.mod is not None and point.mod > 0:
            year += point.month <= published.month
        elif point.mod is None and anchor.future:
            year += point.month < published.month
        elif point.mod is None:
            year -= point.month > published.month
    return Value("month", calendars.month_bounds(year, point.month) if year is not None else None)


def _hijri_month(point: Point, anchor: Anchor) -> Value:
    assert point.hijri_month is not None  # noqa: S101 (the caller looked)
    published = anchor.published
    if point.hijri_year is not None:
        bounds = calendars.hijri_bounds(point.hijri_year, point.hijri_month)
        return Value("month", bounds, calendar="hijri")
    if published is None:
        return Value("month", None, calendar="hijri")
    year = calendars.hijri_year_of(published)
    found = [b for y in range(year - 2, year + 2) if (b := calendars.hijri_bounds(y, point.hijri_month)) is not None]
    future = (point.mod or 0) > 0 or (anchor.future and point.mod is None)
    if point.year is not None:
        chosen = next((b for b in found if point.year in (b[0].year, b[1].year)), None)
    elif future:
        chosen = next((b for b in found if b[1] >= published), None)
    elif point.mod is not None and point.mod < 0:
        past = [b for b in found if b[1] < published]
        chosen = past[point.mod] if len(past) >= -point.mod else None
    else:
        chosen = next((b for b in reversed(found) if b[0] <= published), None)
    return Value("month", chosen, calendar="hijri")


def _decade(point: Point, anchor: Anchor) -> Value:
    """الثمانينات: of the twentieth century, unless the text or the calendar names another."""
    assert point.decade is not None  # noqa: S101 (the caller looked)
    century = 1900
    if point.century is not None:
        century = (point.century - 1) * 100
    shift = point.unit_shift("century")
    if shift is not None and anchor.published is not None:
        century = anchor.published.year // 100 * 100 + 100 * shift
    elif shift is not None:
        return Value("decade", None)
    first = century + point.decade
    from datetime import date as day_

    return Value("decade", (day_(first, 1, 1), day_(first + 9, 12, 31)))
