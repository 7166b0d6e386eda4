"""The parts that a point of time is put together from: each reader takes one and says where it ended.

A reader gets the index of a token and the point so far, and gives the index after what it took, or 0 where the words
there are no such part or the point has one already.
"""

from __future__ import annotations

from khabar.times.clocks import read_clock
from khabar.times.cursor import Cursor
from khabar.times.days import day_of_month, numeric_date, ordinal_day, read_part, relative_day, weekday
from khabar.times.months import digits_year, hijri_alone, month_alone
from khabar.times.points import Point
from khabar.times.units import decade, read_unit, season

_HALVES = {"نصف": 6, "ربع": 3, "ثلث": 4}


def read_component(cursor: Cursor, at: int, point: Point, led: bool) -> int:
    """Whatever part begins at `at`. `led` is true where the words before let a bare number be a date or a clock."""
    token = cursor.tokens[at]
    if token.kind == "number":
        return (
            numeric_date(cursor, at, point, led)
            or day_of_month(cursor, at, point)
            or read_clock(cursor, at, point, led)
            or digits_year(cursor, at, point)
        )
    if token.kind == "punct":
        return 0
    match = cursor.match(at)
    if match is not None and (match.cut == 0 or at == point.first or token.text[:1] in ("ل", "ب")):
        for term in match.values:
            if match.cut and at != point.first and token.text[:1] == "ب" and term.kind != "part":
                continue
            reader = _READERS.get(term.kind)
            after = reader(cursor, at, point) if reader is not None else 0
            if after:
                return after
    return (
        ordinal_day(cursor, at, point)
        or read_clock(cursor, at, point, led)
        or _fraction_of_year(cursor, at, point)
        or _this(cursor, at, point)
    )


def _edge(cursor: Cursor, at: int, point: Point) -> int:
    found = cursor.term(at, "edge")
    if found is None or point.edge is not None or point.spans_unit:
        return 0
    after = found[1].last
    night = cursor.uncut(after, "day")
    if found[0].value == "middle" and night is not None and night[0].part is not None:
        point.part = "midnight"
        return relative_day(cursor, after, point)
    point.edge = found[0].value
    if after >= cursor.end:
        return 0
    if cursor.fold(after) in ("يوم", "هذا", "هذه") or cursor.fold(after) == "من":
        after += cursor.fold(after) == "من"
    for reader in (read_unit, month_alone, season, decade, _this, _fraction_of_year):
        taken = reader(cursor, after, point) if after < cursor.end and _uncut(cursor, after) else 0
        if taken:
            return taken
    year = digits_year(cursor, after, point) if after < cursor.end and cursor.tokens[after].kind == "number" else 0
    if not year:
        point.edge = None
    return year


def _uncut(cursor: Cursor, at: int) -> bool:
    match = cursor.match(at)
    return match is None or match.cut == 0


def _fraction_of_year(cursor: Cursor, at: int, point: Point) -> int:
    """الربع الأول من العام الجاري, النصف الثاني من 2015."""
    word = cursor.fold(at)
    months = _HALVES.get(word[2:]) if word.startswith("ال") else _HALVES.get(word[3:]) if word[1:3] == "ال" else None
    if months is None or point.quarter is not None or point.edge is not None:
        return 0
    ordinal = cursor.ordinal(at + 1)
    last_word = cursor.fold(at + 1) in ("الاخير", "الاخيره")
    if ordinal is None and not last_word:
        return 0
    number = 12 // months if ordinal is None else ordinal.value
    if number * months > 12:
        return 0
    after = at + 2 if ordinal is None else ordinal.last
    if cursor.fold(after) != "من":
        return 0
    point.quarter = ((number - 1) * months + 1, months)
    for reader in (read_unit, month_alone, decade):
        taken = reader(cursor, after + 1, point) if after + 1 < cursor.end else 0
        if taken:
            return taken
    year = digits_year(cursor, after + 1, point) if after + 1 < cursor.end else 0
    if not year:
        point.quarter = None
    return year


def _this(cursor: Cursor, at: int, point: Point) -> int:
    """هذا الأسبوع, هذا الشتاء, نفس العام, ذلك اليوم."""
    word = cursor.fold(at)
    bare = word[1:] if word[:1] in ("و", "ف", "ب", "ل", "ك") and word[1:] in ("هذا", "هذه", "نفس", "ذات") else word
    after = at + 1
    if bare in ("هذا", "هذه"):
        point.this = True
        taken = (
            read_unit(cursor, after, point) or season(cursor, after, point) or _weekday_of_this(cursor, after, point)
        )
        if not taken:
            point.this = False
        return taken
    if bare in ("نفس", "ذات", "ذلك", "تلك"):
        point.same = True
        taken = read_unit(cursor, after, point)
        if not taken:
            point.same = False
        return taken
    return 0


def _weekday_of_this(cursor: Cursor, at: int, point: Point) -> int:
    return weekday(cursor, at, point) if cursor.uncut(at, "weekday", "plain") else 0

_READERS = {
    "weekday": weekday,
    "day": relative_day,
    "part": read_part,
    "month": month_alone,
    "hijri": hijri_alone,
    "unit": read_unit,
    "season": season,
    "decade": decade,
    "edge": _edge,
}
