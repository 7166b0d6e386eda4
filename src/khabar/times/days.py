"""Days: weekdays, relative days, parts of the day, dates in digits and with the name of the month."""

from __future__ import annotations

import re

from khabar.text.fold import CONTROLS
from khabar.times.cursor import Cursor
from khabar.times.months import SLASHES, hijri_month, read_month
from khabar.times.points import Point
from khabar.times.slips import nearly_weekday
from khabar.times.units import read_unit

_JOIN = rf"[ \t\u00a0{CONTROLS}]{{0,3}}"

_NUMERIC = re.compile(
    rf"(?P<a>\d{{1,4}}){_JOIN}(?P<sep>[-/.–_\\،]){_JOIN}(?P<b>\d{{1,2}})"
    rf"(?:{_JOIN}(?P=sep){_JOIN}(?P<c>\d{{4}}|\d{{2}}))?(?!\d)(?!{_JOIN}(?P=sep){_JOIN}\d)"
)


def weekday(cursor: Cursor, at: int, point: Point) -> int:
    """A weekday; a second one only of a night between two days (ليل الخميس-الجمعة)."""
    found = cursor.term(at, "weekday", "plain")
    if found is None:
        return 0
    if point.weekday is None:
        point.weekday = found[0].value
        return found[1].last
    if point.weekday2 is None and point.part in ("night", "midnight") and point.rel is None:
        point.weekday2 = found[0].value
        return found[1].last
    return 0


def relative_day(cursor: Cursor, at: int, point: Point) -> int:
    """اليوم, أمس, الليلة الماضية; not the names that begin with them (اليوم العالمي)."""
    found = cursor.term(at, "day")
    if found is None or point.rel is not None or point.day is not None:
        return 0
    term, match = found
    if term.part is not None and point.part not in (None, term.part, "midnight"):
        return 0
    if term.id == "yesterday" and match.last == at + 1 and cursor.fold(at) == "امس" and cursor.fold(at + 1) == "الحاجه":
        return 0
    if term.id in ("today", "tonight") and cursor.among(match.last, "today-after"):
        return 0
    if term.id == "today" and match.cut and cursor.fold(at).startswith("ب"):
        return 0  # باليوم: a day
    if term.id in ("today", "this-day") and (after := _leaning_day(cursor, match.last, point)):
        return after
    point.rel, point.rel_id = term.value, term.id
    if term.part is not None and point.part is None:
        point.part = term.part
    mistyped = nearly_weekday(cursor, match.last) if point.weekday is None else 0
    if mistyped and cursor.uncut(match.last, "weekday") is None:
        point.weekday = mistyped
        return match.last + 1
    return match.last


def _leaning_day(cursor: Cursor, at: int, point: Point) -> int:
    """اليوم التالي, اليوم نفسه: a day that leans on another one in the text."""
    following, same = cursor.uncut(at, "following"), cursor.uncut(at, "same")
    if following is not None:
        point.unit, point.following = "day", True
        return following[1]
    if same is not None:
        point.unit, point.same = "day", True
        return same[1]
    return 0


def read_part(cursor: Cursor, at: int, point: Point) -> int:
    """A part of the day: by itself, or in the construct before the day that it needs (فجر اليوم)."""
    found = cursor.term(at, "part")
    if found is None or point.part is not None or _era(cursor, at):
        return 0
    term, match = found
    if term.shape == "construct" and not _plain_also(cursor, at, term.value):
        if not point.dated and not _day_follows(cursor, match.last):
            return 0
    else:
        point.adverb = True
    point.part = term.value
    return cursor.among(match.last, "part-adjectives") or match.last


def _era(cursor: Cursor, at: int) -> bool:
    """True for العصر with its adjective or in a construct (العصر الحديث, أمراض العصر): an age, no afternoon."""
    if cursor.fold(at) != "العصر":
        return False
    before, after = cursor.fold(at - 1), cursor.fold(at + 1)
    if after.startswith("ال") and cursor.uncut(at + 1, "weekday") is None:
        return True
    return bool(before) and "ال" not in (before[:2], before[1:3]) and not cursor.leads(at - 1, "afternoon-leads")


def _plain_also(cursor: Cursor, at: int, value: str) -> bool:
    """True where the word is also a form that stands alone (مساء for مساءً), and nothing it governs follows."""
    match = cursor.match(at)
    if match is None:
        return False
    return any(t.kind == "part" and t.shape != "construct" and t.value == value for t in match.values)


def _day_follows(cursor: Cursor, at: int) -> bool:
    """True where a day begins at `at`: يوم, a weekday, a relative day, a date."""
    if cursor.fold(at) in ("من", "(", "-"):
        at += 1
    if cursor.fold(at) in ("يوم", "هذا", "نفس", "ذلك"):
        return True
    if cursor.uncut(at, "weekday") or cursor.uncut(at, "day"):
        return True
    probe = Point(at, at, 0, 0)
    if at >= cursor.end:
        return False
    return bool(
        numeric_date(cursor, at, probe, True) or day_of_month(cursor, at, probe) or ordinal_day(cursor, at, probe)
    )


def day_prefix(cursor: Cursor, at: int, point: Point) -> int:
    """يوم, يومي, ليوم, تاريخ before a date or a weekday (also one without its article: يوم جمعة)."""
    word = cursor.fold(at)
    bare = word in ("يوم", "ليوم", "بيوم", "ويوم", "فيوم")
    if not bare and word not in ("يومي", "ليومي", "ليلتي", "تاريخ", "بتاريخ", "نهار", "نهاري"):
        return 0
    after = at + 1
    if after >= cursor.end or point.day is not None:
        return 0
    found = cursor.uncut(after, "weekday")
    if found is not None and point.weekday is None:
        point.weekday, point.prefixed = found[0].value, True
        return found[1]
    mistyped = nearly_weekday(cursor, after)
    if mistyped and point.weekday is None:
        point.weekday, point.prefixed = mistyped, True
        return after + 1
    point.prefixed = True
    taken = (
        (relative_day(cursor, after, point) if cursor.uncut(after, "day") else 0)
        or (numeric_date(cursor, after, point, True) or day_of_month(cursor, after, point)
            if cursor.tokens[after].kind == "number" else 0)
        or ordinal_day(cursor, after, point)
    )  # fmt: skip
    if not taken:
        point.prefixed = False
    return taken


def numeric_date(cursor: Cursor, at: int, point: Point, led: bool) -> int:
    """25/5/2016, 2016-05-25, 25.5.16; without a year only after a word that lets a date follow."""
    if point.day is not None or point.month is not None:
        return 0
    token = cursor.tokens[at]
    if len(token.text) > 10:
        return 0
    found = _NUMERIC.match(cursor.raw, token.start, min(token.start + 40, cursor.tokens[cursor.end - 1].end))
    if found is None or (found.group("c") is None and not _may_be_date(cursor, at, point)):
        return 0
    parts = _parts_of(found)
    if parts is None:
        return 0
    day, month, year = parts
    last = at
    while last < cursor.end and cursor.tokens[last].end <= found.end():
        last += 1
    if cursor.tokens[last - 1].end != found.end():
        return 0
    hijri = cursor.among(last, "hijri-eras") or (last if year is not None and 1300 <= year <= 1499 else 0)
    if hijri and point.hijri_day is None:
        point.hijri_day, point.hijri_month, point.hijri_year = day, month, year
        return hijri
    point.day, point.month = day, month
    point.year = _two_digit(year) if year is not None and year < 100 else year
    return cursor.among(last, "gregorian-eras") or last


def _parts_of(found: re.Match[str]) -> tuple[int, int, int | None] | None:
    """Day, month and year of a match: day first, unless the year leads or the second number can be no month."""
    first, second = int(found.group("a")), int(found.group("b"))
    third = int(found.group("c")) if found.group("c") else None
    width = len(found.group("a"))
    day, month = first, second
    year = third
    if width == 4:
        if third is None or found.group("sep") == "،":
            return None
        day, year = third, first
    elif third is None and found.group("sep") in ".،":
        return None
    elif second > 12 >= first:
        day, month = second, first
    return (day, month, year) if 1 <= day <= 31 and 1 <= month <= 12 and width != 3 else None


def _may_be_date(cursor: Cursor, at: int, point: Point) -> bool:
    """True where day and month in digits may stand without a year (يوم 15-7, not a score)."""
    return point.prefixed or point.dated or cursor.leads(at - 1, "date-leads")


def _two_digit(year: int) -> int:
    """A year of two digits: 00-39 of this century, 40-99 of the last."""
    return 2000 + year if year < 40 else 1900 + year


def day_of_month(cursor: Cursor, at: int, point: Point) -> int:
    """25 أيار, 25 من شهر أيار, (27) الجاري, 10 محرم 1438 هـ."""
    day = cursor.number_token(at)
    if day is None or not 1 <= day <= 31 or (point.day is not None and point.hijri_day is not None):
        return 0
    after = at + 1
    if cursor.fold(after) == ")" and cursor.fold(at - 1) == "(":
        after += 1
    return _month_after_day(cursor, after, point, day)


def ordinal_day(cursor: Cursor, at: int, point: Point) -> int:
    """الثامن من شهر تموز, العاشر من محرم, فاتح ماي."""
    if point.day is not None:
        return 0
    first = cursor.among(at, "firsts")
    if first:
        return _month_after_day(cursor, first, point, 1)
    found = cursor.ordinal(at)
    if found is None or found.value > 31 or (at != point.first and found.start != cursor.tokens[at].start):
        return 0
    return _month_after_day(cursor, found.last, point, found.value)


def _month_after_day(cursor: Cursor, at: int, point: Point, day: int) -> int:
    after = at
    while after < at + 3 and (cursor.fold(after) in ("من", "شهر") or cursor.fold(after) in SLASHES):
        after += 1
    probe = Point(after, after, 0, 0)
    joined = after > at
    if point.month is not None:
        hijri = hijri_month(cursor, after, point) if point.day is not None else 0
        point.hijri_day = day if hijri else point.hijri_day
        return hijri
    had_hijri = point.hijri_month is not None
    month = read_month(cursor, after, point)
    if month:
        if point.month is not None:
            point.day = day
        elif had_hijri:
            return 0
        else:
            point.hijri_day = day
        return month
    modified = cursor.uncut(after, "modifier")
    if modified is not None and not joined and modified[0].value in (-1, 0, 1):
        point.day = day
        point.set_shift("month", modified[0].value)
        return modified[1]
    last = read_unit(cursor, after, probe) if joined else 0
    if last and probe.unit == "month" and (probe.shift is not None or probe.same):
        point.day, point.same = day, probe.same
        if probe.shift is not None:
            point.set_shift("month", probe.shift)
        else:
            point.unit = "month"
        return last
    return 0
