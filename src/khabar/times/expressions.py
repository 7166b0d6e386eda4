"""Time expressions of a sentence: what may begin one, and the order in which the readings are tried."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.text.quotes import is_quote
from khabar.times.cursor import Cursor
from khabar.times.grammar import read_point
from khabar.times.kinds import Expression, make, of_point, skip
from khabar.times.lists import read_list
from khabar.times.names import is_name, name_year
from khabar.times.points import Point
from khabar.times.quantified import read_duration, read_offset, read_window
from khabar.times.ranges import bare_year, ranged, read_since, read_span
from khabar.times.sets import read_set
from khabar.times.slips import nearly_unit

_AFTER_NUMBERS = frozenset("-–/\\._:()ـ")


def find_expressions(cursor: Cursor) -> Iterator[Expression]:
    """All expressions of the sentence, leftmost first, without overlaps."""
    at = cursor.first
    starters = cursor.vocabulary.starters
    while at < cursor.end:
        token = cursor.tokens[at]
        if token.kind == "punct" or not (
            _number_opens(cursor, at)
            if token.kind == "number"
            else any(stem in starters for _, stem in token.stems)
        ):
            at += 1
            continue
        table = _table_of_months(cursor, at)
        if table:
            at = table
            continue
        listed = _listed(cursor, at)
        if listed:
            yield from listed
            at = listed[-1].last
            continue
        found = _expression(cursor, at)
        if found is None:
            at += 1
            continue
        at = max(found.last, at + 1)
        if found.rule != "skip":
            yield found


def _number_opens(cursor: Cursor, at: int) -> bool:
    """Whether digits can begin an expression, by their neighbours: cheap, so that columns of figures cost nothing."""
    if len(cursor.tokens[at].fold) > 10:
        return False
    if at + 1 >= cursor.end:
        return len(cursor.tokens[at].fold) == 4
    following = cursor.tokens[at + 1]
    mark = cursor.tokens[at - 1].text if at - 2 >= cursor.first else ""
    if mark in _AFTER_NUMBERS and cursor.tokens[at - 2].kind == "number":
        return mark in "()" or following.kind == "word"
    if following.kind == "word":
        return True
    if following.kind == "punct" and following.text in _AFTER_NUMBERS:
        return True
    return len(cursor.tokens[at].fold) == 4 and at > cursor.first and cursor.tokens[at - 1].kind == "word"


def _table_of_months(cursor: Cursor, at: int) -> int:
    """The index after four or more bare months in a row: the head of a table, no dates; 0 for fewer."""
    last = at
    while (found := cursor.uncut(last, "month")) is not None:
        last = found[1]
    return last if last - at >= 4 else 0


def _expression(cursor: Cursor, at: int) -> Expression | None:
    """The expression at `at`; rule `skip` where a name or an age stands there."""
    return (
        read_set(cursor, at)
        or read_since(cursor, at)
        or read_span(cursor, at)
        or read_window(cursor, at)
        or read_offset(cursor, at)
        or _point(cursor, at)
        or read_duration(cursor, at)
    )


def _listed(cursor: Cursor, at: int) -> list[Expression]:
    """Coordinated points: one range where they follow on each other, else each by itself."""
    read = read_list(cursor, at)
    if read is None:
        return []
    items, stretch = read
    if stretch:
        found = make(cursor, "range", "pair", items[0].first, items[-1].last, items[0].start)
        found.point, found.until = items[0], items[-1]
        return [found]
    return [of_point(cursor, item) for item in items]


def _is_led(cursor: Cursor, at: int) -> bool:
    before = cursor.fold(at - 1)
    return cursor.leads(at - 1, "clock-leads") or before == "(" or (before != "" and is_quote(before))


def _point(cursor: Cursor, at: int) -> Expression | None:
    led = cursor.leads(at - 1, "date-leads") or _is_led(cursor, at)
    point = read_point(cursor, at, led)
    if point is None:
        return bare_year(cursor, at) or _mistyped(cursor, at)
    name_year(cursor, point)
    if is_name(cursor, point):
        return skip(cursor, at, point.last)
    return ranged(cursor, of_point(cursor, point))


def _mistyped(cursor: Cursor, at: int) -> Expression | None:
    """الشهل المقبل: a unit with a slip of the pen, known by what follows it."""
    modified = cursor.uncut(at, "modifier")
    unit = nearly_unit(cursor, at - 1) if modified is not None and modified[0].value in (-1, 1) else None
    if modified is None or unit is None:
        return None
    before = cursor.tokens[at - 1]
    point = Point(at - 1, modified[1], before.start, cursor.tokens[modified[1] - 1].end)
    point.set_shift(unit, modified[0].value)
    return of_point(cursor, point)
