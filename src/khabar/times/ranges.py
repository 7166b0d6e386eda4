"""Ranges: منذ, حتى, من … إلى …, بين … و…, and the second bound after a point."""

from __future__ import annotations

from khabar.times.cursor import Cursor
from khabar.times.grammar import read_point
from khabar.times.kinds import Expression, make
from khabar.times.points import Point
from khabar.times.quantified import read_window
from khabar.times.quantities import read_quantity


def read_since(cursor: Cursor, at: int) -> Expression | None:
    """منذ with a point, a quantity or a vague time."""
    stem = next((s for _, s in cursor.tokens[at].stems if s in ("منذ", "مذ")), None)
    if stem is None or at + 1 >= cursor.end:
        return None
    start = cursor.tokens[at].end - len(stem)
    here = at + 2 if cursor.fold(at + 1) in ("حوالي", "نحو") and cursor.term(at + 2, "day") else at + 1
    window = read_window(cursor, here)
    if window is not None and window.rule == "window":
        window.start, window.first = start, at
        return window
    point = read_point(cursor, here, True)
    if point is None:
        year = bare_year(cursor, here)
        point = year.point if year is not None else None
    if point is not None:
        found = make(cursor, "range", "since", at, point.last, start)
        found.point, found.now = point, True
        return _until_bound(cursor, found)
    quantity = read_quantity(cursor, here, True)
    if quantity is None:
        return None
    found = make(cursor, "range", "since-quantity", at, quantity.last, start)
    found.quantity, found.sign, found.now = quantity, -1, True
    if quantity.definite:
        return None
    found.ago = _punctual(cursor, at)
    if found.ago:
        found.kind, found.rule = "date", "ago"
    return found


def _until_bound(cursor: Cursor, found: Expression) -> Expression:
    after = range_end(cursor, found.last)
    if after:
        until, last = read_until(cursor, after, found.point)
        if last:
            found.until, found.now, found.last = until, until is None, last
            found.end = cursor.end_of(last - 1)
    return found


def _punctual(cursor: Cursor, at: int) -> bool:
    """True where the words before منذ tell of something that happened once (صدر منذ عامين)."""
    return any(cursor.stem_among(i, "punctual") for i in range(max(cursor.first, at - 3), at))


def read_span(cursor: Cursor, at: int) -> Expression | None:
    """من … إلى …, بين … و…, and حتى by itself."""
    token = cursor.tokens[at]
    if token.kind != "word":
        return None
    word = token.fold
    bare = word[1:] if word[:1] in "وف" and word[1:] in ("من", "بين", "حتي", "ما") else word
    start = token.end - len(bare) if bare != word else token.start
    if bare == "من":
        return _from_to(cursor, at, start)
    if cursor.leads(at, "onsets") and cursor.fold(at + 1) == "من":
        return _onset(cursor, at, start)
    if bare in ("بين", "مابين"):
        return _between(cursor, at, at + 1, start)
    if bare == "ما" and cursor.fold(at + 1) == "بين":
        return _between(cursor, at, at + 2, start)
    if bare in ("حتي", "لغايه", "ولغايه") or (bare == "الي" and cursor.fold(at + 1) == "غايه"):
        after = at + 2 if bare == "الي" else at + 1
        until, last = read_until(cursor, after, None)
        if until is not None and last:
            found = make(cursor, "range", "until", at, last, start)
            found.until = until
            return found
    return None


def _from_to(cursor: Cursor, at: int, start: int) -> Expression | None:
    begin = _side(cursor, at + 1)
    if begin is None:
        return None
    after = range_end(cursor, begin.last) or (begin.last + 1 if cursor.fold(begin.last) in ("-", "–") else 0)
    if not after:
        return None
    until, last = read_until(cursor, after, begin)
    if not last:
        if begin.edge is not None:
            found = make(cursor, "range", "from", at, begin.last, start)
            found.point = begin
            return found
        return None
    if until is None and not _complete(begin):
        return None
    found = make(cursor, "range", "from-to", at, last, start)
    found.point, found.until, found.now = begin, until, until is None
    return found


def _onset(cursor: Cursor, at: int, start: int) -> Expression | None:
    """اعتبارا من الخميس: from a day on, without an end."""
    begin = read_point(cursor, at + 2, True)
    if begin is None:
        return None
    found = make(cursor, "range", "from", at, begin.last, start)
    found.point = begin
    return _until_bound(cursor, found)


def _complete(point: Point) -> bool:
    """False for a bare day of the month, which needs the other bound's month."""
    day = point.dated and (point.day is None or point.month is not None or point.unit is not None)
    return day or point.spans_unit


def _side(cursor: Cursor, at: int) -> Point | None:
    """The first bound: a point, or a bare number or ordinal that takes its month from the second bound."""
    if at >= cursor.end:
        return None
    point = read_point(cursor, at, True)
    if point is not None:
        return point
    token = cursor.tokens[at]
    closing = 0
    if token.text == "(":
        at, closing = at + 1, 1
    number = cursor.number_token(at)
    if number is not None:
        token = cursor.tokens[at]
        last = at + 1 + closing
        if len(token.fold) == 4 and 1800 <= number <= 2100:
            return Point(at, last, token.start, token.end, year=number)
        if 1 <= number <= 31:
            return Point(at, last, token.start, token.end, day=number)
    ordinal = cursor.ordinal(at)
    if ordinal is not None and ordinal.value <= 31:
        return Point(at, ordinal.last, ordinal.start, ordinal.end, day=ordinal.value)
    prefix = cursor.fold(at)
    if prefix in ("يوم", "يومي", "عام", "عامي", "سنه", "اعوام", "شهري", "الاعوام", "العامين", "سنتي"):
        return _side(cursor, at + 1)
    return None


def _between(cursor: Cursor, first: int, at: int, start: int) -> Expression | None:
    begin = _side(cursor, at)
    if begin is None or begin.last >= cursor.end:
        return None
    word = cursor.fold(begin.last)
    if word in ("و", "-", "–", "الي"):
        after, cut = begin.last + 1, False
    elif word.startswith("و") and cursor.tokens[begin.last].kind == "word":
        after, cut = begin.last, True
    else:
        return None
    until = read_point(cursor, after, True) if after < cursor.end else None
    if until is not None and cut and until.start == cursor.tokens[after].start:
        until = None
    last = until.last if until is not None else 0
    if until is None and not cut:
        until, last = read_until(cursor, after, begin)
    if until is None and cut:
        until = _cut_side(cursor, after)
        last = until.last if until is not None else 0
    if until is None or not last or not (_complete(until) or until.clock is not None or until.part is not None):
        return None
    found = make(cursor, "range", "between", first, last, start)
    found.point, found.until = begin, until
    return found


def _cut_side(cursor: Cursor, at: int) -> Point | None:
    """وعام 2007, والسابع من نيسان: a bound after a و written with it."""
    word = cursor.fold(at)
    if word in ("وعام", "وسنه", "ويوم") and at + 1 < cursor.end:
        return _side(cursor, at + 1)
    return None


def bare_year(cursor: Cursor, at: int) -> Expression | None:
    """A year by itself: after في, منذ and the like, or alone in brackets."""
    year = cursor.number_token(at)
    if year is None or not 1800 <= year <= 2099 or len(cursor.tokens[at].fold) != 4:
        return None
    bracketed = cursor.fold(at - 1) == "(" and cursor.fold(at + 1) == ")"
    led = cursor.leads(at - 1, "year-leads") and not cursor.among(at - 2, "comparatives")
    if not bracketed and (not led or _counts_something(cursor, at + 1)):
        return None
    token = cursor.tokens[at]
    point = Point(at, at + 1, token.start, token.end, year=year)
    found = make(cursor, "date", "year", at, at + 1, token.start)
    found.point = point
    return ranged(cursor, found)


def _counts_something(cursor: Cursor, at: int) -> bool:
    """True where the word after a number looks like what it counts: an indefinite accusative or a unit."""
    if not cursor.first <= at < cursor.end or cursor.tokens[at].kind != "word":
        return cursor.fold(at) in ("%", "$", "€")
    text = cursor.tokens[at].text
    return text.endswith(("ًا", "اً")) or cursor.fold(at) in cursor.vocabulary.words["counted"]


def ranged(cursor: Cursor, found: Expression) -> Expression:
    """A second bound after a point: سنة 2013 وحتى الآن, الأحد المقبل وحتى (9) الجاري, 2003-2004, يومي 14 و15 نيسان."""
    assert found.point is not None  # noqa: S101 (made by the callers)
    after = range_end(cursor, found.last)
    if after:
        until, last = read_until(cursor, after, found.point)
        if last:
            found.kind, found.rule, found.until, found.now, found.last = "range", "from-to", until, until is None, last
    elif cursor.fold(found.last) in ("-", "–") and found.point.year is not None and found.point.month is None:
        year = cursor.number_token(found.last + 1)
        if year is not None and len(cursor.tokens[found.last + 1].fold) == 4 and found.point.year < year <= 2100:
            token = cursor.tokens[found.last + 1]
            found.until = Point(found.last + 1, found.last + 2, token.start, token.end, year=year)
            found.kind, found.rule, found.last = "range", "years", found.last + 2
    found.end = cursor.end_of(found.last - 1)
    return found


def range_end(cursor: Cursor, at: int) -> int:
    """The index after إلى, حتى, وحتى, ولغاية at `at`, 0 where no second bound begins."""
    return cursor.among(at, "range-ends")


def read_until(cursor: Cursor, at: int, begin: Point | None) -> tuple[Point | None, int]:
    """The second bound: a point, or None with an index for الآن; index 0 where there is none."""
    if at < cursor.end and cursor.fold(at) in ("تاريخ", "يوم") and cursor.term(at + 1, "day") is not None:
        at += cursor.fold(at) == "تاريخ"
    now = cursor.among(at, "now")
    if now and cursor.fold(at) != "اليوم":
        return None, now
    if at >= cursor.end:
        return None, 0
    bracket = cursor.fold(at) == "(" and cursor.number_token(at + 1) is not None
    at += bracket
    point = read_point(cursor, at, True)
    if point is not None:
        return point, point.last
    number = cursor.number_token(at)
    if number is None or begin is None:
        return None, 0
    token = cursor.tokens[at]
    if begin.year is not None and begin.month is None and 1800 <= number <= 2100:
        return Point(at, at + 1, token.start, token.end, year=number), at + 1
    return None, 0
