"""Months of both calendars by name, with their second names and their years."""

from __future__ import annotations

from khabar.times.cursor import Cursor
from khabar.times.points import Point

SLASHES = frozenset({"/", "\\", "-", "–", "_", ".", "ـ"})


def read_month(cursor: Cursor, at: int, point: Point) -> int:
    """A month by name, with its second name (أيار/مايو) and its year; Hijri months likewise."""
    if point.month is not None:
        return 0
    found = cursor.term(at, "month")
    if found is None or (found[1].cut and at != point.first):
        return hijri_month(cursor, at, point) if point.hijri_month is None else 0
    term, last = found[0], found[1].last
    point.month, point.weak = term.value, term.shape == "weak"
    for _ in range(3):
        after = last
        opened = cursor.fold(after) == "("
        if opened or cursor.fold(after) in SLASHES or cursor.fold(after) in ("او", "،"):
            after += 1
        second = cursor.uncut(after, "month")
        if second is None or (cursor.fold(last) == "،" and second[0].value != point.month):
            break
        if point.month2 is None and second[0].value != point.month:
            point.month2 = second[0].value
        last, point.weak = second[1], False
        if opened and cursor.fold(last) == ")":
            last += 1
    return year_after(cursor, last, point) or last


def hijri_month(cursor: Cursor, at: int, point: Point) -> int:
    """A month of the Hijri calendar, with its year."""
    found = cursor.term(at, "hijri")
    if found is None or (found[1].cut and at != point.first) or point.hijri_month is not None:
        return 0
    term, last = found[0], found[1].last
    point.hijri_month = term.value
    if cursor.fold(last) == "المبارك":
        last += 1
    after = last
    for _ in range(2):
        if cursor.fold(after) in ("،", "-", "/", "عام", "سنه", "لعام", "من", "لسنه"):
            after += 1
    year = cursor.number_token(after)
    if year is not None and 1 <= year <= 1500 and year > 31:
        point.hijri_year = year
        return cursor.among(after + 1, "hijri-eras") or after + 1
    return last


def hijri_alone(cursor: Cursor, at: int, point: Point) -> int:
    """A Hijri month that stands beside no Gregorian one (5 أيار رجب طيب … is a day and a name)."""
    return hijri_month(cursor, at, point) if point.month is None else 0


def month_alone(cursor: Cursor, at: int, point: Point) -> int:
    """A month by name; not right after a relative day, which leaves no room for it."""
    if point.rel is not None and point.day is None and point.weekday is None and point.month is None:
        return 0
    last = read_month(cursor, at, point)
    return _day_after(cursor, last, point) if last else 0


def _day_after(cursor: Cursor, at: int, point: Point) -> int:
    """A day and its year after the month, as English writes them: أبريل 2, 2025. Without the year it is no day."""
    day, comma = cursor.number_token(at), cursor.fold(at + 1) in ("،", ",")
    year = four_digits(cursor, at + 2) if comma else None
    if day is None or year is None or not 1 <= day <= 31 or (point.day, point.year, point.month2) != (None,) * 3:
        return at
    point.day, point.year = day, year
    return at + 3


def year_after(cursor: Cursor, at: int, point: Point) -> int:
    """A year right after a month: 2016, عام 2016, من العام 2016, لعام 2016, ‏/ 2016."""
    after = at
    for _ in range(3):
        word = cursor.fold(after)
        if word in ("،", ",", "من", "عام", "العام", "سنه", "السنه", "لعام", "للعام", "لسنه") or word in SLASHES:
            after += 1
    year = four_digits(cursor, after)
    if year is None or point.year is not None:
        return 0
    if after > at and cursor.fold(after - 1) in ("من", "،", ",") and cursor.fold(after - 1) == "من" and year > 2100:
        return 0
    point.year = year
    return cursor.among(after + 1, "gregorian-eras") or after + 1


def four_digits(cursor: Cursor, at: int) -> int | None:
    """A number that is written as years are, 1000 to 2999."""
    year = cursor.number_token(at)
    return year if year is not None and len(cursor.tokens[at].fold) == 4 and 1000 <= year <= 2999 else None


def digits_year(cursor: Cursor, at: int, point: Point) -> int:
    """A bare year after what wants one: a month in brackets, a season, an edge, a part of the year."""
    year = four_digits(cursor, at)
    if year is None or point.year is not None or point.rel is not None:
        return 0
    if point.hijri_year is not None:
        after = cursor.among(at + 1, "gregorian-eras")
        point.year = year if after else None
        return after
    era = cursor.among(at + 1, "hijri-eras")
    if era:
        point.hijri_year = year
        return era
    if not (point.month or point.season or point.quarter or point.edge or point.unit == "year") or not (
        1800 <= year <= 2100
    ):
        return 0
    if (point.mod is not None and point.unit is None) or cursor.stem_among(at + 1, "counted"):
        return 0
    point.year = year
    return cursor.among(at + 1, "gregorian-eras") or at + 1
