"""Clock times: الساعة 8:00, الثالثة والنصف, الرابعة إلا عشر دقائق, 14:05, and the part of day that tells which half."""

from __future__ import annotations

from khabar.times.cursor import Cursor
from khabar.times.points import Point

_FRACTIONS = {"نصف": 30, "ربع": 15, "ثلث": 20, "نص": 30, "تلت": 20}


def read_clock(cursor: Cursor, at: int, point: Point, led: bool) -> int:
    """The clock time at `at`, or 0. Without الساعة it must be led and followed by a part of day, or have minutes."""
    if point.clock is not None:
        return 0
    after = named = _named(cursor, at)
    if not named:
        after = at
    hour = _hour(cursor, after, bool(named))
    if hour is None:
        return 0
    value, after, minute = hour
    if cursor.fold(after) == ")" and cursor.fold(at + 1) == "(":
        after += 1
    tail = _tail(cursor, after, minute)
    if tail is not None:
        value, minute, after = (value + (tail[0] < 0)) - (2 * (tail[0] < 0)), tail[0] % 60, tail[1]
        value = 12 if value == 0 and tail[0] < 0 else value
    if not named and not _allowed(cursor, at, after, point, led, minute):
        return 0
    if not 0 <= value <= 24 or (minute or 0) > 59:
        return 0
    point.clock = (value, minute)
    return _part_after(cursor, after, point)


def _named(cursor: Cursor, at: int) -> int:
    found = cursor.term(at, "unit", "singular")
    if found is None or found[0].value != "hour" or not found[0].definite:
        return 0
    after = found[1].last
    return after + 1 if cursor.fold(after) in ("ال", ":", "(") else after


def _hour(cursor: Cursor, at: int, named: bool) -> tuple[int, int, int | None] | None:
    """(hour, index after, minute or None)."""
    if at >= cursor.end:
        return None
    token = cursor.tokens[at]
    if token.kind == "number":
        whole, dot, part = token.fold.replace("٫", ".").partition(".")
        if dot and named and len(whole) <= 2 and len(part) == 2:
            return int(whole), at + 1, int(part)
        value = cursor.number_token(at)
        if value is None or value > 24:
            return None
        minute = cursor.number_token(at + 2) if cursor.fold(at + 1) in (":", "،") else None
        if minute is not None and cursor.fold(at + 1) == ":" and len(cursor.tokens[at + 2].fold) == 2:
            return value, at + 3, minute
        return value, at + 1, None
    word = cursor.fold(at)
    if named and word == "الواحده":
        return 1, at + 1, None
    if named:
        spoken = cursor.uncut(at, "hour")
        number = None if spoken is not None else cursor.number(at)
        if spoken is not None:
            return int(spoken[0].value), spoken[1], None
        if number is not None and number.words and not number.definite and number.value <= 12:
            return number.value, number.last, None
    ordinal = cursor.ordinal(at)
    if ordinal is None or ordinal.value > 12 or (word.startswith("ال") and not _feminine(cursor, at)):
        return (1, at + 1, None) if word == "الواحده" else None
    return ordinal.value, ordinal.last, None


def _feminine(cursor: Cursor, at: int) -> bool:
    word = cursor.fold(at)
    return word.endswith("ه") or word == "الاولي"


def _tail(cursor: Cursor, at: int, minute: int | None) -> tuple[int, int] | None:
    """(minutes, negative where إلا takes them away, index after)."""
    if minute is not None or at >= cursor.end:
        return None
    word = cursor.fold(at)
    if word in ("الا", "الّا"):
        return _less(cursor, at + 1)
    if word[:1] != "و":
        return None
    stem = word[1:] or cursor.fold(at + 1)
    if stem == word[1:] and stem.removeprefix("ال") in _FRACTIONS:
        return _FRACTIONS[stem.removeprefix("ال")], at + 1
    first = at if word[1:] else at + 1
    number = cursor.number(first)
    if number is not None and number.value < 60:
        unit = cursor.uncut(number.last, "unit")
        if unit is not None and unit[0].value == "minute":
            return number.value, unit[1]
    return None


def _less(cursor: Cursor, at: int) -> tuple[int, int] | None:
    word = cursor.fold(at).removeprefix("ال")
    for form, value in _FRACTIONS.items():
        if word in (form, form + "ا"):
            return -value, at + 1
    number = cursor.number(at)
    if number is None or number.value >= 60:
        return None
    unit = cursor.uncut(number.last, "unit")
    return -number.value, unit[1] if unit is not None and unit[0].value == "minute" else number.last


def _allowed(cursor: Cursor, at: int, after: int, point: Point, led: bool, minute: int | None) -> bool:
    """Whether a number without الساعة may be a clock time here."""
    if minute is not None:
        if cursor.tokens[at].kind == "word":
            return True
        logged = at == cursor.first and cursor.fold(after) in (":", "-", "–")  # a line of a log: 8:40: غارة
        return logged or point.dated or led or _part_term(cursor, after) or cursor.fold(after) in ("بتوقيت", "بالتوقيت")
    if cursor.tokens[at].kind == "number" and cursor.fold(after) in ("ص", "م"):
        return (led and after + 1 >= cursor.end) or led
    return led and (_part_term(cursor, after) or (cursor.fold(after) == "من" and _part_term(cursor, after + 1))
                    or cursor.fold(after) in ("بتوقيت", "بالتوقيت"))  # fmt: skip


def _part_term(cursor: Cursor, at: int) -> bool:
    return cursor.uncut(at, "part") is not None


def _part_after(cursor: Cursor, at: int, point: Point) -> int:
    """The adverb or mark that tells the half of the day, directly after the clock."""
    if point.part is None:
        if cursor.among(at, "morning-marks") and cursor.tokens[at].text == "ص":
            point.part = "morning"
            return at + 1
        if cursor.among(at, "evening-marks") and cursor.tokens[at].text == "م":
            point.part = "evening"
            return at + 1
        found = cursor.uncut(at, "part", "plain")
        if found is not None and not (found[0].id == "evening" and _governs(cursor, found[1])):
            point.part = found[0].value
            return found[1]
    return at


def _governs(cursor: Cursor, at: int) -> bool:
    """True where مساء stands before the day it belongs to (مساء أمس)."""
    return cursor.uncut(at, "day") is not None or cursor.uncut(at, "weekday") is not None or cursor.fold(at) == "يوم"


def skip_zone(cursor: Cursor, at: int) -> int:
    """The index after بتوقيت غرينتش, بالتوقيت المحلي, تغ; 0 where no zone stands there."""
    word = cursor.fold(at)
    if word == "بالتوقيت":
        return at + 2 if cursor.fold(at + 1) == "المحلي" else at + 1
    if word in ("بتوقيت", "توقيت"):
        after = cursor.among(at + 1, "adverb-zones") or (at + 2 if at + 1 < cursor.end else 0)
        return after + 1 if cursor.fold(after) == "المكرمه" else after
    if word in ("تغ", "غ") and at > cursor.first:
        return at + 1
    return 0
