"""Coordinated points: يومي 14 و15 نيسان, أعوام 52 و61 و73, شهري آذار ونيسان, 14-16 أيار."""

from __future__ import annotations

from khabar.times.cursor import Cursor
from khabar.times.grammar import read_point
from khabar.times.points import Point
from khabar.times.vocabulary import LIST_PREFIXES

_DASHES = frozenset({"-", "–", "ـ"})
_MAX_ITEMS = 12


def read_list(cursor: Cursor, at: int) -> tuple[list[Point], bool] | None:
    """Two or more coordinated points and whether they are one stretch (consecutive, or joined by a dash)."""
    token = cursor.tokens[at]
    if token.kind == "number":
        return _bare_days(cursor, at)
    for cut, stem in token.stems:
        kind = LIST_PREFIXES.get(stem)
        if kind is not None:
            items, dashed = _items(cursor, at + 1, kind)
            if len(items) < 2 or not _complete(items, kind) or (stem == "ايام" and items[0].weekday is not None):
                return None
            items[0].first, items[0].start = at, token.start + cut
            return items, dashed or _consecutive(items, kind)
    return None


def _bare_days(cursor: Cursor, at: int) -> tuple[list[Point], bool] | None:
    """14 و15 نيسان, 14-16 أيار: two days of one month without يومي before them."""
    first = cursor.number_token(at)
    joint = cursor.fold(at + 1)
    second = cursor.number_token(at + 2)
    if first is None or second is None or not 1 <= first < second <= 31 or joint not in _DASHES | {"و"}:
        return None
    items, dashed = _items(cursor, at, "day")
    if len(items) != 2 or not _complete(items, "day"):
        return None
    return items, dashed or _consecutive(items, "day")


def _items(cursor: Cursor, at: int, kind: str) -> tuple[list[Point], bool]:
    items: list[Point] = []
    dashed = False
    while len(items) < _MAX_ITEMS:
        item = _item(cursor, at, kind, joined=bool(items))
        if item is None:
            break
        items.append(item)
        at = item.last
        word = cursor.fold(at)
        if word in ("،", ",") and cursor.fold(at + 1) == "و":
            at += 2
        elif word in ("و", "،", ","):
            at += 1
        elif word in _DASHES and len(items) == 1:
            at, dashed = at + 1, True
        elif not word.startswith("و"):
            break
    return items, dashed and len(items) == 2


def _item(cursor: Cursor, at: int, kind: str, joined: bool) -> Point | None:
    if at >= cursor.end:
        return None
    token = cursor.tokens[at]
    number = cursor.number_token(at)
    if kind == "year":
        if number is None or not ((len(token.fold) == 4 and 1800 <= number <= 2100) or 32 <= number <= 99):
            return None
        return Point(at, at + 1, token.start, token.end, year=number if number > 99 else 1900 + number)
    point = read_point(cursor, at, True)
    if point is not None:
        plain = point.start == token.start
        wanted = point.month if kind == "month" else point.day or point.weekday or point.hijri_day
        return point if wanted and (plain or joined) else None
    if kind != "day":
        return None
    if number is not None and 1 <= number <= 31 and number < 32:
        return Point(at, at + 1, token.start, token.end, day=number)
    ordinal = cursor.ordinal(at)
    if ordinal is not None and ordinal.value <= 31:
        return Point(at, ordinal.last, ordinal.start, ordinal.end, day=ordinal.value)
    return None


def _complete(items: list[Point], kind: str) -> bool:
    """Lends month, year and modifier of the last item to those before it; False where a day is left without a month."""
    last = items[-1]
    for item in items[:-1]:
        if kind == "day" and item.day is not None and item.month is None and item.unit is None:
            item.month, item.month2, item.unit, item.shift = last.month, last.month2, last.unit, last.shift
            item.unit_shifts, item.same = last.unit_shifts, last.same
            if last.hijri_month is not None:
                item.day, item.hijri_day, item.hijri_month, item.hijri_year = (
                    None, item.day, last.hijri_month, last.hijri_year)  # fmt: skip
        if item.month is not None and item.year is None and last.year is not None:
            item.year = last.year - (item.month > (last.month or item.month))
        if item.mod is None:
            item.mod = last.mod
    return kind == "year" or all(_whole(i) for i in items)


def _whole(item: Point) -> bool:
    return item.day is None or item.month is not None or item.unit is not None


def _consecutive(items: list[Point], kind: str) -> bool:
    if len(items) != 2:
        return False
    one, two = items
    if kind == "year":
        return one.year is not None and two.year == one.year + 1
    if kind == "month":
        return one.month is not None and two.month == one.month % 12 + 1
    if one.weekday is not None and two.weekday is not None:
        return two.weekday == one.weekday % 7 + 1
    return one.day is not None and two.day == one.day + 1 and one.month == two.month
