"""Points that name a day, reckoned: the one place where days are chosen between years, weeks and contradictions."""

from __future__ import annotations

from datetime import date

from khabar.times import calendars
from khabar.times.calendars import Bounds
from khabar.times.points import Point
from khabar.times.values import Anchor, Value, conflict_of, reading, year_of_reference


def day_value(point: Point, anchor: Anchor) -> Value | None:
    """The value of a point that names a day, None where nothing anchors it."""
    if point.hijri_day is not None and point.day is None:
        return _hijri_day(point, anchor)
    if (point.same or point.following) and point.unit == "day" and point.day is None:
        return Value("day", leaning(point, (anchor.earlier, *anchor.before)))
    this = point.rel_id == "this-day" and point.day is None and point.weekday is None
    if this and (day := leaning(point, anchor.before)):
        return Value("day", day)
    if point.day is not None:
        return _calendar_day(point, anchor)
    if point.rel is not None:
        return _relative_day(point, anchor)
    return _weekday(point, anchor)


def leaning(point: Point, before: tuple[Bounds | None, ...]) -> Bounds | None:
    """The last day named before, or the day after it."""
    bounds = next((b for b in reversed(before) if b is not None and b[0] == b[1]), None)
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
        year = year_of_reference(point, anchor)
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
        fits = other is not None and found.isoweekday() != point.weekday == other.isoweekday()
        if other is not None and fits:
            return conflict_of(value, other, found, "two month names; the one that fits the weekday is taken")
        if other is not None:
            return conflict_of(value, found, other, "two month names; the first one is taken")
    said = calendars.shift(published, point.rel) if published is not None and point.rel is not None else None
    if said is not None and said != found and abs((said - found).days) > 1:
        fits = point.weekday is None or said.isoweekday() == point.weekday
        if fits and (found.month, found.day) == (said.month, said.day):
            return conflict_of(value, said, found, "the year contradicts the day of publication")
    if point.weekday is not None and found.isoweekday() != point.weekday:
        for year in (found.year + 1, found.year - 1):
            other = calendars.day(year, found.month, found.day)
            near = published is not None and other is not None and abs((published - other).days) <= 7
            if other is not None and near and other.isoweekday() == point.weekday:
                return conflict_of(value, other, found, "the year contradicts weekday and publication")
        value.conflict = "the weekday is not that of the date"
        other = calendars.last_weekday(point.weekday, found)
        value.alternatives.append(reading(other, "by the weekday"))
    elif said is not None and said != found:
        value.conflict = "the date is not the day that the word counts from publication"
        value.alternatives.append(reading(said, "by the day of publication"))
    return value


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
                reason = "two month names; the one of the weekday is taken"
                return conflict_of(Value("day", None), chosen, days[0], reason)
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
        value.alternatives += [reading(other, "by the second month name")] if other is not None else []
    elif said is not None and said != found:
        value.conflict = "the date is not the day that the word counts from publication"
        value.alternatives.append(reading(said, "by the day of publication"))
    elif point.weekday is not None and found.isoweekday() != point.weekday:
        value.conflict = "the weekday is not that of the date"
        by_week = calendars.last_weekday(point.weekday, anchor.published or found)
        value.alternatives.append(reading(by_week, "by the weekday"))
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
        return conflict_of(value, taken, left, "the weekday is not that of the day counted from publication")
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
