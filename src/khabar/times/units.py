"""Calendar units referred to: العام الماضي, شهر نيسان, عام 2016, القرن العشرين, seasons and decades."""

from __future__ import annotations

from khabar.times.cursor import Cursor
from khabar.times.months import four_digits, read_month
from khabar.times.points import Point


def read_unit(cursor: Cursor, at: int, point: Point) -> int:
    """العام الماضي, شهر نيسان, عام 2016, القرن العشرين, مطلع الأسبوع, الشهر الثاني, نهاية العام نفسه."""
    found = cursor.term(at, "unit")
    if found is None:
        return 0
    term, match = found
    if term.value in ("minute", "hour") or term.shape == "dual":
        return 0
    last = match.last
    if term.value == "month" and term.shape == "singular":
        named = _named_month(cursor, last, point, term.definite)
        return named or _unit_reference(cursor, last, point, "month", term.definite)
    if term.value == "year":
        return _named_year(cursor, last, point) or (
            _unit_reference(cursor, last, point, "year", term.definite) if term.shape == "singular" else 0
        )
    if term.value == "century" and term.definite:
        century = _century_number(cursor, last)
        if century:
            point.century, point.unit = century[0], "century"
            return century[1]
    if term.shape == "singular":
        return _unit_reference(cursor, last, point, term.value, term.definite)
    return 0


def _unit_reference(cursor: Cursor, at: int, point: Point, unit: str, definite: bool) -> int:
    if not definite or (unit != "day" and point.unit_shift(unit) is not None):
        return 0
    modified = cursor.uncut(at, "modifier")
    if modified is not None and unit != "day":
        point.set_shift(unit, modified[0].value)
        return modified[1]
    same = cursor.uncut(at, "same")
    if same is not None or point.same:
        point.unit, point.same = unit, True
        return same[1] if same is not None else at
    following = cursor.uncut(at, "following")
    if following is not None:
        point.unit, point.following = unit, True
        return following[1]
    if unit != "day" and (point.this or point.edge is not None or point.quarter is not None):
        if cursor.ordinal(at) is not None:
            return 0
        point.set_shift(unit, 0)
        return at
    return 0


def _named_month(cursor: Cursor, at: int, point: Point, definite: bool) -> int:
    if point.month is None and point.hijri_month is None:
        month = read_month(cursor, at, point)
        if month:
            point.prefixed = True
            return month
        ordinal = cursor.ordinal(at) if definite and point.edge is None else None
        proclitic = cursor.tokens[at - 1].text[:1] in "لو" if at > cursor.first else True
        if ordinal is not None and ordinal.value <= 12 and not proclitic:
            following = cursor.fold(ordinal.last)
            # الشهر الثاني من الحرب and الشهر الثاني على التوالي count, they name no month.
            if following not in ("من", "علي", "منذ") and not following.startswith("ل"):
                point.month, point.prefixed = ordinal.value, True
                return ordinal.last
    return 0


def _named_year(cursor: Cursor, at: int, point: Point) -> int:
    if point.year is not None or point.hijri_year is not None:
        return 0
    after = at
    if cursor.fold(after) in ("(", "ال", "م", "ال(") and cursor.number_token(after + 1) is not None:
        after += 1
    modified = cursor.uncut(after, "modifier")
    if modified is not None and four_digits(cursor, modified[1]) is not None:
        point.year = four_digits(cursor, modified[1])
        return modified[1] + 1
    year = cursor.number_token(after)
    last = after + 1
    if year is None:
        found = cursor.number(after) if cursor.fold(after).startswith("الف") else None
        if found is None or not 1000 <= found.value <= 2100:
            return 0
        year, last = found.value, found.last
    elif not (len(cursor.tokens[after].fold) == 4 or 32 <= year <= 99 or cursor.among(last, "hijri-eras")):
        return 0
    if cursor.fold(at) == "(" and cursor.fold(last) == ")":
        last += 1
    era = cursor.among(last, "hijri-eras")
    if era or 1300 <= year <= 1500:
        point.hijri_year = year
        return era or last
    point.year = 1900 + year if year < 100 else year
    point.prefixed = True
    return cursor.among(last, "gregorian-eras") or last


def _century_number(cursor: Cursor, at: int) -> tuple[int, int] | None:
    after = at + 1 if cursor.fold(at) == "ال" else at
    digits = cursor.number_token(after)
    if digits is not None and 1 <= digits <= 30:
        return digits, after + 1
    ordinal = cursor.ordinal(at)
    return (ordinal.value, ordinal.last) if ordinal is not None else None


def season(cursor: Cursor, at: int, point: Point) -> int:
    """A season; whether it may stand here is for the whole point to say."""
    found = cursor.term(at, "season")
    if found is None or point.season is not None or point.month is not None:
        return 0
    point.season = found[0].value
    return found[1].last


def decade(cursor: Cursor, at: int, point: Point) -> int:
    """الثمانينات of a century, not of someone's age."""
    found = cursor.term(at, "decade")
    if found is None or point.decade is not None:
        return 0
    if cursor.fold(found[1].last) == "من" and cursor.stem_among(found[1].last + 1, "age-words"):
        return 0
    point.decade = found[0].value
    return found[1].last
