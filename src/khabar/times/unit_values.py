"""Points that name a unit longer than a day, reckoned."""

from __future__ import annotations

from datetime import date

from khabar.objects import Grain
from khabar.times import calendars
from khabar.times.points import Point
from khabar.times.values import Anchor, Value, year_of_reference

_GRAINS: dict[str, Grain] = {
    "day": "day", "week": "week", "month": "month", "year": "year", "decade": "decade", "century": "decade",
}  # fmt: skip


def unit_value(point: Point, anchor: Anchor) -> Value | None:
    """The value of a point that names a longer unit, None where it names none."""
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
    year = point.year if point.year is not None else year_of_reference(point, anchor)
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
    return Value("decade", (date(first, 1, 1), date(first + 9, 12, 31)))
