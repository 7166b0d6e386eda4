"""Arithmetic of days in the Gregorian and the Hijri calendar: units, shifts, seasons. Bounds are inclusive."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeAlias

Bounds: TypeAlias = tuple[date, date]

_MIN_YEAR, _MAX_YEAR = 1, 9998
# Day 1 of the tabular calendar: Friday, 16 July 622 in the Julian calendar, proleptic Gregorian 19 July.
_HIJRI_EPOCH = date(622, 7, 19).toordinal()
_LEAP_YEARS = frozenset({2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29})
_UMM_AL_QURA = range(1343, 1501)


def day(year: int, month: int, day_of_month: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


def shift(start: date, days: int) -> date | None:
    """`days` later (or earlier), None outside the years 1 to 9998."""
    try:
        moved = start + timedelta(days=days)
    except OverflowError:
        return None
    return moved if moved.year <= _MAX_YEAR else None


def shift_months(start: date, months: int) -> date | None:
    """The same day `months` later, cut to the month's length; None outside the years 1 to 9998."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not _MIN_YEAR <= year <= _MAX_YEAR:
        return None
    return date(year, month + 1, min(start.day, month_bounds(year, month + 1)[1].day))


def shift_unit(start: date, unit: str, count: int) -> date | None:
    """`count` units later: minutes and hours move no day, weeks 7 days, decades ten years, centuries a hundred."""
    if abs(count) > 12 * _MAX_YEAR:
        return None
    months = {"month": 1, "season": 3, "year": 12, "decade": 120, "century": 1200}
    if unit in months:
        return shift_months(start, months[unit] * count)
    return shift(start, {"day": 1, "week": 7}.get(unit, 0) * count)


def month_bounds(year: int, month: int) -> Bounds:
    """First and last day of a month."""
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return first, following - timedelta(days=1)


def year_bounds(year: int) -> Bounds:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def season_bounds(year: int, first_month: int, months: int = 3) -> Bounds:
    """The months from `first_month` on; a winter (from December) begins in `year`."""
    last = first_month + months - 1
    return date(year, first_month, 1), month_bounds(year + (last - 1) // 12, (last - 1) % 12 + 1)[1]


def unit_bounds(inside: date, unit: str) -> Bounds:
    """The calendar unit that holds a day: ISO week, month, year, decade (199x), century (1901-2000)."""
    if unit == "week":
        monday = inside - timedelta(days=inside.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return month_bounds(inside.year, inside.month)
    if unit == "year":
        return year_bounds(inside.year)
    if unit == "decade":
        first = max(1, inside.year - inside.year % 10)
        return date(first, 1, 1), date(first + 9 if first > 1 else 9, 12, 31)
    if unit == "century":
        first = (inside.year - 1) // 100 * 100 + 1
        return date(first, 1, 1), date(min(first + 99, _MAX_YEAR), 12, 31)
    return inside, inside


def century_bounds(number: int) -> Bounds | None:
    """The numbered century: the twentieth is 1901 to 2000."""
    return unit_bounds(date(number * 100, 1, 1), "century") if 1 <= number <= 99 else None


def last_weekday(weekday: int, upto: date) -> date:
    """The latest day with this ISO weekday (1 Monday) that is not after `upto`."""
    return upto - timedelta(days=(upto.isoweekday() - weekday) % 7)


def next_weekday(weekday: int, after: date) -> date:
    """The first day with this ISO weekday that comes after `after`."""
    return after + timedelta(days=(weekday - after.isoweekday() - 1) % 7 + 1)


def hijri_month_length(year: int, month: int) -> int | None:
    """Days of a Hijri month, by the Umm al-Qura calendar in 1343-1500 AH, by the tabular calendar elsewhere."""
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        return None
    if year in _UMM_AL_QURA:
        from hijridate import Hijri

        return Hijri(year, month, 1).month_length()
    return 30 if month % 2 or (month == 12 and year % 30 in _LEAP_YEARS) else 29


def hijri_day(year: int, month: int, day_of_month: int) -> date | None:
    """The Gregorian day of a Hijri one; outside the Umm al-Qura table by the tabular calendar, proleptic Gregorian."""
    length = hijri_month_length(year, month)
    if length is None or not 1 <= day_of_month <= length:
        return None
    if year in _UMM_AL_QURA:
        from hijridate import Hijri

        found = Hijri(year, month, day_of_month).to_gregorian()
        return date(found.year, found.month, found.day)
    days = 354 * (year - 1) + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2 + day_of_month - 1
    return date.fromordinal(_HIJRI_EPOCH + days)


def hijri_bounds(year: int, month: int | None = None) -> Bounds | None:
    """First and last day of a Hijri month, or of a Hijri year."""
    last_month = month or 12
    length = hijri_month_length(year, last_month)
    if length is None:
        return None
    first, last = hijri_day(year, month or 1, 1), hijri_day(year, last_month, length)
    return (first, last) if first is not None and last is not None else None


def hijri_year_of(day_: date) -> int:
    """The Hijri year that holds a Gregorian day, exact to the calendar in use."""
    year = max(1, int((day_.year - 622) * 33 / 32))
    for candidate in (year + 1, year, year - 1):
        bounds = hijri_bounds(candidate) if candidate >= 1 else None
        if bounds is not None and bounds[0] <= day_ <= bounds[1]:
            return candidate
    return year
