"""Repetitions: كل يوم, كل يوم جمعة, أسبوعيا, أيام الجمعة, مرتين في اليوم."""

from __future__ import annotations

from khabar.objects import DayPart
from khabar.times.cursor import Cursor
from khabar.times.grammar import read_point
from khabar.times.kinds import Expression, make


def read_set(cursor: Cursor, at: int) -> Expression | None:
    """كل يوم, كل يوم جمعة, أسبوعيا, نهاية كل يوم, أيام الجمعة, مرتين في اليوم."""
    match = cursor.match(at)
    if match is not None:
        for term in match.values:
            if term.kind == "set":
                found = make(cursor, "set", "adverb", at, match.last, match.start)
                found.unit = term.value
                return found
    return _every(cursor, at, at, None) or _days_of_week(cursor, at) or _rate(cursor, at)


def _every(cursor: Cursor, first: int, at: int, part: DayPart | None) -> Expression | None:
    """كل with a unit or weekday, also after a part of day, an edge or a date (صباح كل يوم أحد)."""
    token = cursor.tokens[at]
    if token.kind != "word":
        return None
    if token.fold not in ("كل", "وكل", "لكل", "بكل"):
        return _led_every(cursor, first, at) if first == at else None
    after = at + 1
    number = cursor.number(after)
    if number is not None and number.value <= 100 and cursor.uncut(number.last, "unit") is not None:
        after = number.last
    unit, weekday = cursor.uncut(after, "unit"), cursor.uncut(after, "weekday")
    month = cursor.uncut(after, "part", "construct", "plain")
    if weekday is not None:
        last, value = weekday[1], "week"
    elif unit is not None and not unit[0].definite:
        last, value = unit[1], unit[0].value
        named = cursor.uncut(last, "weekday")
        if value == "day" and named is not None:
            last = named[1]
        if unit[0].id == "night":
            part = "night"
    elif month is not None:
        last, value, part = month[1], "day", month[0].value
    else:
        return None
    found = make(cursor, "set", "every", first, last, cursor.tokens[first].start if first != at else token.end - 2)
    found.unit, found.part = value, part
    if cursor.fold(last) == "من" and cursor.fold(last + 1) == "كل":
        more = _every(cursor, first, last + 1, part)
        return more or found
    return found


def _led_every(cursor: Cursor, first: int, at: int) -> Expression | None:
    part = cursor.term(at, "part")
    if part is not None:
        after = part[1].last + (cursor.fold(part[1].last) == "من")
        return _every(cursor, at, after, part[0].value) if cursor.fold(after) == "كل" else None
    edge = cursor.term(at, "edge")
    if edge is not None and cursor.fold(edge[1].last) == "كل":
        return _every(cursor, at, edge[1].last, None)
    ordinal = cursor.ordinal(at) if cursor.tokens[at].kind == "word" else None
    if ordinal is not None or cursor.tokens[at].kind == "number":
        point = read_point(cursor, at, True)
        if point is not None and cursor.fold(point.last) == "من" and cursor.fold(point.last + 1) == "كل":
            return _every(cursor, at, point.last + 1, None)
    return None


def _days_of_week(cursor: Cursor, at: int) -> Expression | None:
    """أيام الجمعة, أيام السبت والأحد."""
    unit = cursor.term(at, "unit", "plural")
    if unit is None or unit[0].value != "day" or unit[0].definite:
        return None
    weekday = cursor.uncut(unit[1].last, "weekday", "plain")
    if weekday is None:
        return None
    last = weekday[1]
    while last < cursor.end and (more := cursor.term(last, "weekday", "plain")) is not None:
        last = more[1].last
    found = make(cursor, "set", "days-of-week", at, last, unit[1].start)
    found.unit = "week"
    return found


def _rate(cursor: Cursor, at: int) -> Expression | None:
    """مرتين في اليوم, ثلاث مرات في الأسبوع: the unit alone."""
    if cursor.fold(at - 1) != "في" or not cursor.among(at - 2, "rates"):
        return None
    unit = cursor.uncut(at, "unit", "singular")
    if unit is None or not unit[0].definite or unit[0].value in ("minute",):
        return None
    if cursor.uncut(unit[1], "modifier") is not None or cursor.ordinal(unit[1]) is not None:
        return None
    found = make(cursor, "set", "rate", at, unit[1], cursor.tokens[at].start)
    found.unit = unit[0].value
    return found
