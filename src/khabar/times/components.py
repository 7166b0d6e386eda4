"""The parts that a point of time is put together from: each reader takes one and says where it ended.

A reader gets the index of a token and the point so far, and gives the index after what it took, or 0 where the words
there are no such part or the point has one already.
"""

from __future__ import annotations

import re

from khabar.text.fold import CONTROLS
from khabar.times.clocks import read_clock
from khabar.times.cursor import Cursor
from khabar.times.points import Point
from khabar.times.slips import nearly_weekday

_JOIN = rf"[ \t\u00a0{CONTROLS}]{{0,3}}"
_NUMERIC = re.compile(
    rf"(?P<a>\d{{1,4}}){_JOIN}(?P<sep>[-/.–_\\،]){_JOIN}(?P<b>\d{{1,2}})"
    rf"(?:{_JOIN}(?P=sep){_JOIN}(?P<c>\d{{4}}|\d{{2}}))?(?!\d)(?!{_JOIN}(?P=sep){_JOIN}\d)"
)
_SLASHES = frozenset({"/", "\\", "-", "–", "_", ".", "ـ"})
_HALVES = {"نصف": 6, "ربع": 3, "ثلث": 4}


def read_component(cursor: Cursor, at: int, point: Point, led: bool) -> int:
    """Whatever part begins at `at`. `led` is true where the words before let a bare number be a date or a clock."""
    token = cursor.tokens[at]
    if token.kind == "number":
        return (
            numeric_date(cursor, at, point, led)
            or day_of_month(cursor, at, point)
            or read_clock(cursor, at, point, led)
            or _digits_year(cursor, at, point)
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


# ------------------------------------------------------------------------------------------------ day and weekday


def _weekday(cursor: Cursor, at: int, point: Point) -> int:
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


def _relative_day(cursor: Cursor, at: int, point: Point) -> int:
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


def _part(cursor: Cursor, at: int, point: Point) -> int:
    found = cursor.term(at, "part")
    if found is None or point.part is not None:
        return 0
    term, match = found
    if term.shape == "construct" and not _plain_also(cursor, at, term.value):
        if not point.dated and not _day_follows(cursor, match.last):
            return 0
    else:
        raw = cursor.tokens[match.last - 1].text
        # مساء without its tanwin is the construct form; ظهرا may be the dual of a verb only without it.
        point.adverb = point.adverb or not cursor.fold(at).startswith("ال") or match.last > at + 1 or bool(raw)
    point.part = term.value
    return cursor.among(match.last, "part-adjectives") or match.last


def _plain_also(cursor: Cursor, at: int, value: str) -> bool:
    """True where the word is also a form that stands alone (مساء for مساءً), and nothing it governs follows."""
    match = cursor.match(at)
    return match is not None and any(t.kind == "part" and t.shape != "construct" and t.value == value for t in match.values)


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
        (_relative_day(cursor, after, point) if cursor.uncut(after, "day") else 0)
        or (numeric_date(cursor, after, point, True) or day_of_month(cursor, after, point)
            if cursor.tokens[after].kind == "number" else 0)
        or ordinal_day(cursor, after, point)
    )  # fmt: skip
    if not taken:
        point.prefixed = False
    return taken


# ------------------------------------------------------------------------------------------------ dates


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
    a, b = int(found.group("a")), int(found.group("b"))
    c = int(found.group("c")) if found.group("c") else None
    if len(found.group("a")) == 4:
        year, month, day = a, b, c
        if day is None or found.group("sep") == "،":
            return 0
    elif c is None and found.group("sep") in ".،":
        return 0
    else:
        day, month, year = a, b, c
        if month > 12 and day is not None and day <= 12:
            day, month = month, day
    if day is None or not (1 <= day <= 31 and 1 <= month <= 12 and len(found.group("a")) != 3):
        return 0
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
    while after < at + 3 and (cursor.fold(after) in ("من", "شهر") or cursor.fold(after) in _SLASHES):
        after += 1
    probe = Point(after, after, 0, 0)
    joined = after > at
    if point.month is not None:
        hijri = _hijri_month(cursor, after, point) if point.day is not None else 0
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
    last = _unit(cursor, after, probe) if joined else 0
    if last and probe.unit == "month" and (probe.shift is not None or probe.same):
        point.day, point.same = day, probe.same
        if probe.shift is not None:
            point.set_shift("month", probe.shift)
        else:
            point.unit = "month"
        return last
    return 0


def read_month(cursor: Cursor, at: int, point: Point) -> int:
    """A month by name, with its second name (أيار/مايو) and its year; Hijri months likewise."""
    if point.month is not None:
        return 0
    found = cursor.term(at, "month")
    if found is None or (found[1].cut and at != point.first):
        return _hijri_month(cursor, at, point) if point.hijri_month is None else 0
    term, last = found[0], found[1].last
    point.month, point.weak = term.value, term.shape == "weak"
    for _ in range(3):
        after = last
        opened = cursor.fold(after) == "("
        if opened or cursor.fold(after) in _SLASHES or cursor.fold(after) in ("او", "،"):
            after += 1
        second = cursor.uncut(after, "month")
        if second is None or (cursor.fold(last) == "،" and second[0].value != point.month):
            break
        if point.month2 is None and second[0].value != point.month:
            point.month2 = second[0].value
        last, point.weak = second[1], False
        if opened and cursor.fold(last) == ")":
            last += 1
    return _year_after(cursor, last, point) or last


def _hijri_month(cursor: Cursor, at: int, point: Point) -> int:
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


def _hijri_alone(cursor: Cursor, at: int, point: Point) -> int:
    return _hijri_month(cursor, at, point) if point.month is None else 0


def _year_after(cursor: Cursor, at: int, point: Point) -> int:
    """A year right after a month: 2016, عام 2016, من العام 2016, لعام 2016, ‏/ 2016."""
    after = at
    for _ in range(3):
        word = cursor.fold(after)
        if word in ("،", ",", "من", "عام", "العام", "سنه", "السنه", "لعام", "للعام", "لسنه") or word in _SLASHES:
            after += 1
    year = _four_digits(cursor, after)
    if year is None or point.year is not None:
        return 0
    if after > at and cursor.fold(after - 1) in ("من", "،", ",") and cursor.fold(after - 1) == "من" and year > 2100:
        return 0
    point.year = year
    return cursor.among(after + 1, "gregorian-eras") or after + 1


def _four_digits(cursor: Cursor, at: int) -> int | None:
    year = cursor.number_token(at)
    return year if year is not None and len(cursor.tokens[at].fold) == 4 and 1000 <= year <= 2999 else None


def _digits_year(cursor: Cursor, at: int, point: Point) -> int:
    """A bare year after what wants one: a month in brackets, a season, an edge, a part of the year."""
    year = _four_digits(cursor, at)
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


# ------------------------------------------------------------------------------------------------ longer units


def _month(cursor: Cursor, at: int, point: Point) -> int:
    if point.rel is not None and point.day is None and point.weekday is None and point.month is None:
        return 0
    return read_month(cursor, at, point)


def _unit(cursor: Cursor, at: int, point: Point) -> int:
    """العام الماضي, شهر نيسان, عام 2016, القرن العشرين, مطلع الأسبوع, الشهر الثاني, نهاية العام نفسه."""
    found = cursor.term(at, "unit")
    if found is None:
        return 0
    term, match = found
    if term.value in ("minute", "hour") or term.shape == "dual":
        return 0
    last = match.last
    if term.value == "month" and term.shape == "singular":
        return _named_month(cursor, last, point, term.definite) or (_unit_reference(cursor, last, point, "month", term.definite))
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
    if not definite or unit == "day" or point.unit_shift(unit) is not None:
        if not (unit == "day" and definite):
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
            if cursor.fold(ordinal.last) not in ("من", "علي", "لل", "منذ") and not cursor.fold(ordinal.last).startswith("ل"):
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
    if modified is not None and _four_digits(cursor, modified[1]) is not None:
        point.year = _four_digits(cursor, modified[1])
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


def _season(cursor: Cursor, at: int, point: Point) -> int:
    found = cursor.term(at, "season")
    if found is None or point.season is not None or point.month is not None:
        return 0
    point.season = found[0].value
    return found[1].last


def _decade(cursor: Cursor, at: int, point: Point) -> int:
    found = cursor.term(at, "decade")
    if found is None or point.decade is not None or (cursor.fold(found[1].last) == "من" and cursor.stem_among(
        found[1].last + 1, "age-words"
    )):
        return 0
    point.decade = found[0].value
    return found[1].last


def _edge(cursor: Cursor, at: int, point: Point) -> int:
    found = cursor.term(at, "edge")
    if found is None or point.edge is not None or point.spans_unit:
        return 0
    after = found[1].last
    night = cursor.uncut(after, "day")
    if found[0].value == "middle" and night is not None and night[0].part is not None:
        point.part = "midnight"
        return _relative_day(cursor, after, point)
    point.edge = found[0].value
    if after >= cursor.end:
        return 0
    if cursor.fold(after) in ("يوم", "هذا", "هذه") or cursor.fold(after) == "من":
        after += cursor.fold(after) == "من"
    for reader in (_unit, _month, _season, _decade, _this, _fraction_of_year):
        taken = reader(cursor, after, point) if after < cursor.end and _uncut(cursor, after) else 0
        if taken:
            return taken
    year = _digits_year(cursor, after, point) if after < cursor.end and cursor.tokens[after].kind == "number" else 0
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
    for reader in (_unit, _month, _decade):
        taken = reader(cursor, after + 1, point) if after + 1 < cursor.end else 0
        if taken:
            return taken
    year = _digits_year(cursor, after + 1, point) if after + 1 < cursor.end else 0
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
        taken = _unit(cursor, after, point) or _season(cursor, after, point) or _weekday_of_this(cursor, after, point)
        if not taken:
            point.this = False
        return taken
    if bare in ("نفس", "ذات", "ذلك", "تلك"):
        point.same = True
        taken = _unit(cursor, after, point)
        if not taken:
            point.same = False
        return taken
    return 0


def _weekday_of_this(cursor: Cursor, at: int, point: Point) -> int:
    return _weekday(cursor, at, point) if cursor.uncut(at, "weekday", "plain") else 0


_READERS = {
    "weekday": _weekday,
    "day": _relative_day,
    "part": _part,
    "month": _month,
    "hijri": _hijri_alone,
    "unit": _unit,
    "season": _season,
    "decade": _decade,
    "edge": _edge,
}
