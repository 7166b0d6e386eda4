"""Windows, offsets and durations: expressions made of a quantity of units."""

from __future__ import annotations

from khabar.objects import TimeKind
from khabar.times.cursor import Cursor
from khabar.times.grammar import read_point
from khabar.times.kinds import Expression, make, skip
from khabar.times.names import is_age
from khabar.times.quantities import Quantity, read_quantity


def read_window(cursor: Cursor, at: int) -> Expression | None:
    """الأيام الثلاثة الماضية, الساعات الـ24 الأخيرة, آخر 24 ساعة, الأشهر الثلاثة الأولى من العام, الأسابيع المقبلة."""
    token = cursor.tokens[at]
    if token.kind == "word" and token.fold in ("اخر", "لاخر", "باخر", "خلال"):
        quantity = read_quantity(cursor, at + 1) if token.fold != "خلال" else None
        if quantity is not None and quantity.counted and not quantity.definite:
            found = make(cursor, "range", "window", at, quantity.last, token.end - 3)
            found.quantity, found.sign = quantity, -1
            return found
        return None
    these = cursor.uncut(at + 1, "unit", "plural") if token.fold in ("هذه", "وهذه", "بهذه", "تلك") else None
    if these is not None and these[0].definite:
        found = make(cursor, "range", "window", at, these[1], token.end - 3)
        found.quantity = Quantity(at, these[1], token.end - 3, found.end, these[0].value, None, True, True)
        return found
    if token.kind == "number" or cursor.term(at, "unit", "plural", "dual") is None:
        return _counted_window(cursor, at)
    found_unit = cursor.term(at, "unit", "plural", "dual")
    if found_unit is None or not found_unit[0].definite:
        return None
    term, match = found_unit
    count = 2 if term.shape == "dual" else None
    here = match.last
    if cursor.fold(here) in ("ال", "(") and cursor.number_token(here + 1) is not None:
        here += 1
    number = cursor.number(here)
    if number is not None:
        count, here = number.value, number.last
    few = cursor.among(here, "window-adjectives")
    return _window_end(cursor, at, match.start, term.value, count, here, few)


def _window_end(
    cursor: Cursor, at: int, start: int, unit: str, count: int | None, here: int, few: int
) -> Expression | None:
    """What follows the unit and its number: الماضية, المقبلة, or الأولى من the whole."""
    token_first = cursor.tokens[here - 1]
    if few and cursor.fold(here) in ("الاولي", "الاول") and cursor.fold(few) == "من":
        whole = read_point(cursor, few + 1, True)
        if whole is not None and count is not None:
            found = make(cursor, "range", "first-units", at, whole.last, start)
            found.quantity = Quantity(at, here, start, token_first.end, unit, count, True)
            found.point = whole
            return found
        return None
    described = few if few and cursor.uncut(few, "modifier") is not None else 0
    modified = cursor.uncut(described or here, "modifier")
    if modified is None or modified[0].value == 0:
        return None
    last = modified[1]
    found = make(cursor, "range", "window", at, last, start)
    found.quantity = Quantity(at, here, start, token_first.end, unit, count, True, True)
    found.sign = 1 if modified[0].value > 0 else -1
    return found


def _counted_window(cursor: Cursor, at: int) -> Expression | None:
    """الـ 24 ساعة الماضية, الثلاثة أيام المقبلة, 48 ساعة الماضية."""
    quantity = read_quantity(cursor, at)
    if quantity is None or not quantity.counted or quantity.count is None:
        return None
    modified = cursor.uncut(quantity.last, "modifier")
    if modified is None or modified[0].value == 0:
        return None
    found = make(cursor, "range", "window", at, modified[1], quantity.start)
    found.quantity, found.sign = quantity, 1 if modified[0].value > 0 else -1
    return found


def read_offset(cursor: Cursor, at: int) -> Expression | None:
    """قبل ثلاثة أيام, بعد أسبوعين, قبل نحو شهر من الآن."""
    stem = next((s for _, s in cursor.tokens[at].stems if s in ("قبل", "بعد", "قبيل", "عقب")), None)
    if stem is None or at + 1 >= cursor.end or _phrase(cursor, at):
        return None
    quantity = read_quantity(cursor, at + 1, True)
    if quantity is None or quantity.definite or is_age(cursor, quantity):
        return None
    if quantity.unit == "hour" and cursor.among(quantity.last, "hour-adjectives"):
        return None
    start = cursor.tokens[at].end - len(stem)
    kind: TimeKind = "time" if quantity.unit in ("minute", "hour") else "date"
    found = make(cursor, kind, "offset", at, quantity.last, start)
    found.quantity, found.sign = quantity, -1 if stem in ("قبل", "قبيل") else 1
    if cursor.among(found.last, "offset-ends"):
        if cursor.fold(found.last) == "من" and cursor.among(found.last + 1, "offset-now"):
            found.last += 2
            found.end = cursor.end_of(found.last - 1)
        else:
            moved = cursor.fold(found.last) == "من" and any(cursor.stem_among(i, "motion") for i in (at - 1, at - 2))
            found.base = "published" if moved and found.sign < 0 else "event"
    elif found.sign > 0:
        found.base = "open"
    return found


def _phrase(cursor: Cursor, at: int) -> bool:
    """True where قبل or بعد begins a phrase of its own (بعد غد, قبل الفجر)."""
    match = cursor.match(at)
    return match is not None and match.last > at + 1


def read_duration(cursor: Cursor, at: int) -> Expression | None:
    """ثلاثة أيام, 48 ساعة متواصلة, لأكثر من ثمانية أشهر; ages are none."""
    match = cursor.match(at)
    joined = match is not None and match.cut > 0 and cursor.tokens[at].text[match.cut - 1] == "ل"
    wanted = joined or cursor.stem_among(at - 1, "duration-leads")
    quantity = read_quantity(cursor, at, wanted)
    if quantity is None or not (quantity.counted or quantity.described or quantity.approx or wanted):
        return None
    if is_age(cursor, quantity):
        return skip(cursor, at, quantity.last)
    if quantity.definite and quantity.count is None:
        return None
    found = make(cursor, "duration", "duration", at, quantity.last, quantity.start)
    found.quantity = quantity
    return found
