"""Quantities of calendar units: ثلاثة أيام, يومين, نحو أسبوع, بضعة أشهر, سنوات طويلة, عام ونصف."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.times.cursor import Cursor


@dataclass(slots=True)
class Quantity:
    """`count` units; None where the words are vague. `months` replaces count where parts of units are named.

    `definite` where the number or the unit has the article; `counted` where a number, a dual or a vague word is there
    (a bare singular or plural is a quantity only after a word that wants one).
    """

    first: int
    last: int
    start: int
    end: int
    unit: str
    count: int | None
    counted: bool
    definite: bool = False
    approx: str | None = None
    months: int | None = None
    plural: bool = False
    described: bool = False


def read_quantity(cursor: Cursor, at: int, wanted: bool = False) -> Quantity | None:
    """The quantity that begins with token `at`, or None. `wanted`: a bare أسبوع or سنوات is one, too."""
    if not cursor.first <= at < cursor.end:
        return None
    here, approx = at, None
    start = cursor.tokens[at].start
    found = cursor.term(at, "approx") if cursor.tokens[at].kind == "word" else None
    if found is not None and found[0].value != "exact":
        here, approx, wanted = found[1].last, found[0].value, True
        start = found[1].start
    core = _core(cursor, here, wanted)
    if core is None:
        return None
    core.first, core.approx = at, approx
    core.start = start if approx is not None else core.start
    _extend(cursor, core)
    core.end = cursor.end_of(core.last - 1)
    return core


def _core(cursor: Cursor, at: int, wanted: bool) -> Quantity | None:
    if at >= cursor.end:
        return None
    after = at + 1 if cursor.fold(at) in ("ال", "(") and cursor.number_token(at + 1) is not None else at
    number = cursor.number(after)
    if number is not None:
        definite = number.definite or (after > at and cursor.fold(at) == "ال")
        start = number.start if after == at else cursor.tokens[at].start
        return _numbered(cursor, at, number.value, start, number.last, definite)
    vague = cursor.term(at, "vague")
    if vague is not None:
        unit = cursor.uncut(vague[1].last, "unit", "plural")
        if unit is None:
            return None
        return Quantity(at, unit[1], vague[1].start, 0, unit[0].value, None, True, plural=True)
    return _bare(cursor, at, wanted)


def _numbered(cursor: Cursor, at: int, count: int, start: int, last: int, definite: bool) -> Quantity | None:
    upper = _upper_number(cursor, last)
    if upper is not None:
        count, last = upper
    closing = last + 1 if cursor.fold(last) == ")" else last
    unit = cursor.uncut(closing, "unit", "singular", "plural")
    if unit is None or count > 100000:
        return None
    term, after = unit
    if term.id == "day" and term.shape == "singular" and (
        cursor.tokens[after].kind == "number" if after < cursor.end else False
    ):
        return None
    if term.shape == "singular" and not definite and cursor.fold(closing).startswith("ال"):
        return None  # قتل ثلاثة اليوم: what is counted is indefinite
    if term.value in ("year", "decade", "century") and count >= 1900 and cursor.tokens[at].kind == "number":
        return None
    return Quantity(at, after, start, 0, term.value, count, True, definite or term.definite, plural=count > 1)


def _upper_number(cursor: Cursor, at: int) -> tuple[int, int] | None:
    """The upper of two numbers: ثلاثة إلى أربعة, 3-4, يوم أو يومين is read elsewhere."""
    if cursor.fold(at) in ("الي", "-", "–", "او"):
        number = cursor.number(at + 1)
        if number is not None and number.value <= 1000:
            unit = cursor.uncut(number.last, "unit", "singular", "plural")
            if unit is not None:
                return number.value, number.last
    return None


def _bare(cursor: Cursor, at: int, wanted: bool) -> Quantity | None:
    found = cursor.term(at, "unit")
    if found is None:
        return None
    term, match = found
    last, start = match.last, match.start
    if term.shape == "dual":
        return Quantity(at, last, start, 0, term.value, 2, True, term.definite, plural=True)
    adjective = cursor.among(last, "quantity-adjectives")
    one = cursor.fold(last) in ("واحد", "واحده")
    if term.shape == "singular":
        whole = cursor.fold(last) in ("كاملا", "كامل", "كامله")
        if term.definite or not (wanted or one or whole):
            return None
        if term.id == "day" and cursor.uncut(last, "weekday") is not None:
            return None  # قبل | يوم الأحد
        if cursor.fold(last) in ("و", "ونصف"):
            return Quantity(at, last, start, 0, term.value, 1, True)
        return Quantity(at, last, start, 0, term.value, 1, one)
    if term.definite or not (wanted or adjective):
        return None
    return Quantity(at, last, start, 0, term.value, None, False, plural=True, described=bool(adjective))


def _extend(cursor: Cursor, quantity: Quantity) -> None:
    """Halves, a second unit, adjectives that agree, أو with a second quantity, من الزمن."""
    _half(cursor, quantity)
    if cursor.fold(quantity.last) == "او" and quantity.months is None:
        other = _core(cursor, quantity.last + 1, True)
        if other is not None:
            quantity.last, quantity.unit = other.last, _larger(quantity.unit, other.unit)
            quantity.count = None if quantity.count is None or other.count is None else other.count
    second = _second_unit(cursor, quantity)
    if second is not None:
        quantity.last = second.last
        if quantity.unit in ("year", "month") and second.unit == "month" and quantity.count and second.count:
            quantity.months = quantity.count * (12 if quantity.unit == "year" else 1) + second.count
    for _ in range(3):
        after = cursor.among(quantity.last, "quantity-adjectives")
        if not after:
            break
        quantity.last, quantity.described = after, True
    if cursor.fold(quantity.last) == "من" and cursor.among(quantity.last + 1, "time-tails"):
        quantity.last += 2


def _half(cursor: Cursor, quantity: Quantity) -> None:
    word = cursor.fold(quantity.last)
    if word == "ونصف" or (word == "و" and cursor.fold(quantity.last + 1) == "نصف"):
        quantity.last += 1 if word == "ونصف" else 2
        unit = cursor.uncut(quantity.last, "unit", "singular")
        if unit is not None and unit[0].value == quantity.unit:
            quantity.last = unit[1]
        if quantity.count is not None and quantity.unit == "year":
            quantity.months = 12 * quantity.count + 6


def _second_unit(cursor: Cursor, quantity: Quantity) -> Quantity | None:
    """سنة وخمسة أشهر: a smaller unit joined by و directly after a counted one."""
    word = cursor.fold(quantity.last)
    if not word.startswith("و") or quantity.count is None:
        return None
    at = quantity.last + 1 if word == "و" else quantity.last
    other = _core(cursor, at, False)
    if other is None or not other.counted or _ORDER[other.unit] >= _ORDER[quantity.unit] or other.definite:
        return None
    return other


_ORDER = {"minute": 0, "hour": 1, "day": 2, "week": 3, "month": 4, "year": 5, "decade": 6, "century": 7}


def _larger(a: str, b: str) -> str:
    return a if _ORDER[a] >= _ORDER[b] else b
