"""Time expressions of a sentence: points, ranges, windows, offsets, durations and sets, as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from khabar.objects import DayPart, TimeKind
from khabar.text.quotes import is_quote
from khabar.times.cursor import Cursor
from khabar.times.grammar import read_point
from khabar.times.lists import LIST_PREFIXES, read_list
from khabar.times.names import is_age, is_name, name_year
from khabar.times.points import Point
from khabar.times.quantities import Quantity, read_quantity
from khabar.times.slips import nearly_unit

Base = Literal["published", "event", "open"]


@dataclass(slots=True)
class Expression:
    """One expression: `rule` names how it was read.

    A point has `point`; a range `point` and `until` (either may be missing, `now` where it ends with publication); an
    offset, a window and a duration have `quantity`, with `sign` telling back or ahead.
    """

    kind: TimeKind
    rule: str
    first: int
    last: int
    start: int
    end: int
    point: Point | None = None
    until: Point | None = None
    quantity: Quantity | None = None
    sign: int = 0
    base: Base = "published"
    now: bool = False
    ago: bool = False
    part: DayPart | None = None
    unit: str | None = None


def find_expressions(cursor: Cursor) -> Iterator[Expression]:
    """All expressions of the sentence, leftmost first, without overlaps."""
    at = cursor.first
    starters = cursor.vocabulary.starters
    while at < cursor.end:
        token = cursor.tokens[at]
        if token.kind == "punct" or not (
            _number_opens(cursor, at)
            if token.kind == "number"
            else any(stem in starters for _, stem in token.stems) or _opens(cursor, at)
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


_OPENERS = frozenset({
    "منذ", "حتي", "من", "بين", "مابين", "ما", "لغايه", "كل", "قبل", "بعد", "اخر", "هذا", "هذه", "نفس", "ذات", "ذلك", "تلك", "الربع",
    "النصف", "الثلث", "يوم", "يومي", "ليوم", "فاتح", "عند", "قبيل", "اعتبارا", "ابتداء", "بدءا", "نهار",
}) | frozenset(LIST_PREFIXES)  # fmt: skip


_AFTER_NUMBERS = frozenset("-–/\\._:()ـ")


def _number_opens(cursor: Cursor, at: int) -> bool:
    """Whether digits can begin an expression, by their neighbours: cheap, so that columns of figures cost nothing."""
    if len(cursor.tokens[at].fold) > 10:
        return False
    if at + 1 >= cursor.end:
        return len(cursor.tokens[at].fold) == 4
    following = cursor.tokens[at + 1]
    if at - 2 >= cursor.first and cursor.tokens[at - 1].text in _AFTER_NUMBERS and cursor.tokens[at - 2].kind == "number":
        return cursor.tokens[at - 1].text in "()" or following.kind == "word"
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


def _opens(cursor: Cursor, at: int) -> bool:
    numbers = cursor.vocabulary.numbers
    for _, stem in cursor.tokens[at].stems:
        if stem in _OPENERS or stem in numbers.cardinals or stem in numbers.teens:
            return True
        if stem.startswith("ال") and (stem[2:] in numbers.ordinal_parts or stem[2:] in numbers.cardinals):
            return True
    return False


def _expression(cursor: Cursor, at: int) -> Expression | None:
    """The expression at `at`; rule `skip` where a name or an age stands there."""
    return (
        _set(cursor, at)
        or _since(cursor, at)
        or _span(cursor, at)
        or _window(cursor, at)
        or _offset(cursor, at)
        or _point(cursor, at)
        or _duration(cursor, at)
    )


def _listed(cursor: Cursor, at: int) -> list[Expression]:
    """Coordinated points: one range where they follow on each other, else each by itself."""
    read = read_list(cursor, at)
    if read is None:
        return []
    items, stretch = read
    if stretch:
        found = _make(cursor, "range", "pair", items[0].first, items[-1].last, items[0].start)
        found.point, found.until = items[0], items[-1]
        return [found]
    return [_of_point(cursor, item) for item in items]


def _of_point(cursor: Cursor, point: Point) -> Expression:
    kind: TimeKind = "time" if point.part is not None or point.clock is not None else "date"
    found = _make(cursor, kind, "point", point.first, point.last, point.start)
    found.point = point
    return found


def _skip(cursor: Cursor, first: int, last: int) -> Expression:
    token = cursor.tokens
    return Expression("date", "skip", first, last, token[first].start, token[last - 1].end)


def _make(cursor: Cursor, kind: TimeKind, rule: str, first: int, last: int, start: int) -> Expression:
    return Expression(kind, rule, first, last, start, cursor.tokens[last - 1].end)


# ----------------------------------------------------------------------------------------------------- points


def _is_led(cursor: Cursor, at: int) -> bool:
    before = cursor.fold(at - 1)
    return cursor.leads(at - 1, "clock-leads") or before == "(" or (before != "" and is_quote(before))


def _point(cursor: Cursor, at: int) -> Expression | None:
    led = cursor.leads(at - 1, "date-leads") or _is_led(cursor, at)
    point = read_point(cursor, at, led)
    if point is None:
        return _bare_year(cursor, at) or _mistyped(cursor, at)
    name_year(cursor, point)
    if is_name(cursor, point):
        return _skip(cursor, at, point.last)
    return _ranged(cursor, _of_point(cursor, point))


def _mistyped(cursor: Cursor, at: int) -> Expression | None:
    """الشهل المقبل: a unit with a slip of the pen, known by what follows it."""
    modified = cursor.uncut(at, "modifier")
    unit = nearly_unit(cursor, at - 1) if modified is not None and modified[0].value in (-1, 1) else None
    if modified is None or unit is None:
        return None
    before = cursor.tokens[at - 1]
    point = Point(at - 1, modified[1], before.start, cursor.tokens[modified[1] - 1].end)
    point.set_shift(unit, modified[0].value)
    return _of_point(cursor, point)


def _bare_year(cursor: Cursor, at: int) -> Expression | None:
    """A year by itself: after في, منذ and the like, or alone in brackets."""
    year = cursor.number_token(at)
    if year is None or not 1800 <= year <= 2099 or len(cursor.tokens[at].fold) != 4:
        return None
    bracketed = cursor.fold(at - 1) == "(" and cursor.fold(at + 1) == ")"
    led = cursor.leads(at - 1, "year-leads")
    if not bracketed and (not led or _counts_something(cursor, at + 1)):
        return None
    token = cursor.tokens[at]
    point = Point(at, at + 1, token.start, token.end, year=year)
    found = _make(cursor, "date", "year", at, at + 1, token.start)
    found.point = point
    return _ranged(cursor, found)


def _counts_something(cursor: Cursor, at: int) -> bool:
    """True where the word after a number looks like what it counts: an indefinite accusative or a unit."""
    if not cursor.first <= at < cursor.end or cursor.tokens[at].kind != "word":
        return cursor.fold(at) in ("%", "$", "€")
    text = cursor.tokens[at].text
    return text.endswith(("ًا", "اً")) or cursor.fold(at) in cursor.vocabulary.words["counted"]


def _ranged(cursor: Cursor, found: Expression) -> Expression:
    """A second bound after a point: سنة 2006 وحتى الآن, السبت المقبل وحتى (27) الجاري, 1997-1998, يومي 14 و15 نيسان."""
    assert found.point is not None  # noqa: S101 (made by the callers)
    after = _range_end(cursor, found.last)
    if after:
        until, last = _until(cursor, after, found.point)
        if last:
            found.kind, found.rule, found.until, found.now, found.last = "range", "from-to", until, until is None, last
    elif cursor.fold(found.last) in ("-", "–") and found.point.year is not None and found.point.month is None:
        year = cursor.number_token(found.last + 1)
        if year is not None and len(cursor.tokens[found.last + 1].fold) == 4 and found.point.year < year <= 2100:
            token = cursor.tokens[found.last + 1]
            found.until = Point(found.last + 1, found.last + 2, token.start, token.end, year=year)
            found.kind, found.rule, found.last = "range", "years", found.last + 2
    found.end = cursor.tokens[found.last - 1].end
    return found


def _range_end(cursor: Cursor, at: int) -> int:
    """The index after إلى, حتى, وحتى, ولغاية at `at`, 0 where no second bound begins."""
    return cursor.among(at, "range-ends")


def _until(cursor: Cursor, at: int, begin: Point | None) -> tuple[Point | None, int]:
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


# ----------------------------------------------------------------------------------------------------- ranges


def _since(cursor: Cursor, at: int) -> Expression | None:
    """منذ with a point, a quantity or a vague time; ابتداء من and اعتبارا من."""
    stem = next((s for _, s in cursor.tokens[at].stems if s in ("منذ", "مذ")), None) if cursor.tokens[at].kind == "word" else None
    if stem is None or at + 1 >= cursor.end:
        return None
    start = cursor.tokens[at].end - len(stem)
    here = at + 2 if cursor.fold(at + 1) in ("حوالي", "نحو") and cursor.term(at + 2, "day") else at + 1
    window = _window(cursor, here)
    if window is not None and window.rule == "window":
        window.start, window.first = start, at
        return window
    point = read_point(cursor, here, True)
    if point is None:
        year = _bare_year(cursor, here)
        point = year.point if year is not None else None
    if point is not None:
        found = _make(cursor, "range", "since", at, point.last, start)
        found.point, found.now = point, True
        return _until_bound(cursor, found)
    quantity = read_quantity(cursor, here, True)
    if quantity is None:
        return None
    found = _make(cursor, "range", "since-quantity", at, quantity.last, start)
    found.quantity, found.sign, found.now = quantity, -1, True
    if quantity.definite:
        return None
    found.ago = _punctual(cursor, at)
    if found.ago:
        found.kind, found.rule = "date", "ago"
    return found


def _until_bound(cursor: Cursor, found: Expression) -> Expression:
    after = _range_end(cursor, found.last)
    if after:
        until, last = _until(cursor, after, found.point)
        if last:
            found.until, found.now, found.last = until, until is None, last
            found.end = cursor.tokens[last - 1].end
    return found


def _punctual(cursor: Cursor, at: int) -> bool:
    """True where the words before منذ tell of something that happened once (صدر منذ عامين)."""
    return any(cursor.stem_among(i, "punctual") for i in range(max(cursor.first, at - 3), at))


def _span(cursor: Cursor, at: int) -> Expression | None:
    """من … إلى …, بين … و…, and حتى by itself."""
    token = cursor.tokens[at]
    if token.kind != "word":
        return None
    word = token.fold
    bare = word[1:] if word[:1] in "وف" and word[1:] in ("من", "بين", "حتي", "ما") else word
    start = token.end - len(bare) if bare != word else token.start
    if bare == "من":
        return _from_to(cursor, at, start)
    if bare in ("بين", "مابين"):
        return _between(cursor, at, at + 1, start)
    if bare == "ما" and cursor.fold(at + 1) == "بين":
        return _between(cursor, at, at + 2, start)
    if bare in ("حتي", "لغايه", "ولغايه") or (bare == "الي" and cursor.fold(at + 1) == "غايه"):
        after = at + 2 if bare == "الي" else at + 1
        until, last = _until(cursor, after, None)
        if until is not None and last:
            found = _make(cursor, "range", "until", at, last, start)
            found.until = until
            return found
    return None


def _from_to(cursor: Cursor, at: int, start: int) -> Expression | None:
    begin = _side(cursor, at + 1)
    if begin is None:
        return None
    after = _range_end(cursor, begin.last) or (begin.last + 1 if cursor.fold(begin.last) in ("-", "–") else 0)
    if not after:
        return None
    until, last = _until(cursor, after, begin)
    if not last:
        if begin.edge is not None:
            found = _make(cursor, "range", "from", at, begin.last, start)
            found.point = begin
            return found
        return None
    if until is None and not _complete(begin):
        return None
    found = _make(cursor, "range", "from-to", at, last, start)
    found.point, found.until, found.now = begin, until, until is None
    return found


def _complete(point: Point) -> bool:
    return (point.dated and (point.day is None or point.month is not None or point.unit is not None)) or point.spans_unit


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
        until, last = _until(cursor, after, begin)
    if until is None and cut:
        until = _cut_side(cursor, after)
        last = until.last if until is not None else 0
    if until is None or not last or not (_complete(until) or until.clock is not None or until.part is not None):
        return None
    found = _make(cursor, "range", "between", first, last, start)
    found.point, found.until = begin, until
    return found


def _cut_side(cursor: Cursor, at: int) -> Point | None:
    """وعام 2007, والسابع من نيسان: a bound after a و written with it."""
    word = cursor.fold(at)
    if word in ("وعام", "وسنه", "ويوم") and at + 1 < cursor.end:
        side = _side(cursor, at + 1)
        return side
    return None


# ------------------------------------------------------------------------------- windows, offsets, durations, sets


def _window(cursor: Cursor, at: int) -> Expression | None:
    """الأيام الثلاثة الماضية, الساعات الـ24 الأخيرة, آخر 24 ساعة, الأشهر الثلاثة الأولى من العام, الأسابيع المقبلة."""
    token = cursor.tokens[at]
    if token.kind == "word" and token.fold in ("اخر", "لاخر", "باخر", "خلال"):
        quantity = read_quantity(cursor, at + 1) if token.fold != "خلال" else None
        if quantity is not None and quantity.counted and not quantity.definite:
            found = _make(cursor, "range", "window", at, quantity.last, token.end - 3)
            found.quantity, found.sign = quantity, -1
            return found
        return None
    if token.fold in ("هذه", "وهذه", "بهذه", "تلك") and (these := cursor.uncut(at + 1, "unit", "plural")) is not None:
        if these[0].definite:
            found = _make(cursor, "range", "window", at, these[1], token.end - 3)
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


def _window_end(cursor: Cursor, at: int, start: int, unit: str, count: int | None, here: int, few: int) -> Expression | None:
    token_first = cursor.tokens[here - 1]
    if few and cursor.fold(here) in ("الاولي", "الاول") and cursor.fold(few) == "من":
        whole = read_point(cursor, few + 1, True)
        if whole is not None and count is not None:
            found = _make(cursor, "range", "first-units", at, whole.last, start)
            found.quantity = Quantity(at, here, start, token_first.end, unit, count, True)
            found.point = whole
            return found
        return None
    described = few if few and cursor.uncut(few, "modifier") is not None else 0
    modified = cursor.uncut(described or here, "modifier")
    if modified is None or modified[0].value == 0:
        return None
    last = modified[1]
    found = _make(cursor, "range", "window", at, last, start)
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
    found = _make(cursor, "range", "window", at, modified[1], quantity.start)
    found.quantity, found.sign = quantity, 1 if modified[0].value > 0 else -1
    return found


def _offset(cursor: Cursor, at: int) -> Expression | None:
    """قبل ثلاثة أيام, بعد أسبوعين, قبل نحو شهر من الآن."""
    stem = next((s for _, s in cursor.tokens[at].stems if s in ("قبل", "بعد", "قبيل", "عقب")), None)
    if stem is None or at + 1 >= cursor.end or (cursor.match(at) is not None and (cursor.match(at) or at) and _phrase(cursor, at)):
        return None
    quantity = read_quantity(cursor, at + 1, True)
    if quantity is None or quantity.definite or is_age(cursor, quantity):
        return None
    if quantity.unit == "hour" and cursor.among(quantity.last, "hour-adjectives"):
        return None
    start = cursor.tokens[at].end - len(stem)
    kind: TimeKind = "time" if quantity.unit in ("minute", "hour") else "date"
    found = _make(cursor, kind, "offset", at, quantity.last, start)
    found.quantity, found.sign = quantity, -1 if stem in ("قبل", "قبيل") else 1
    if cursor.among(found.last, "offset-ends"):
        if cursor.fold(found.last) == "من" and cursor.among(found.last + 1, "offset-now"):
            found.last += 2
            found.end = cursor.tokens[found.last - 1].end
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


def _duration(cursor: Cursor, at: int) -> Expression | None:
    """ثلاثة أيام, 48 ساعة متواصلة, لأكثر من ثمانية أشهر; ages are none."""
    match = cursor.match(at)
    wanted = (match is not None and match.cut > 0 and cursor.tokens[at].text[match.cut - 1] == "ل") or cursor.stem_among(at - 1, "duration-leads")
    quantity = read_quantity(cursor, at, wanted)
    if quantity is None or not (quantity.counted or quantity.described or quantity.approx or wanted):
        return None
    if is_age(cursor, quantity):
        return _skip(cursor, at, quantity.last)
    if quantity.definite and quantity.count is None:
        return None
    found = _make(cursor, "duration", "duration", at, quantity.last, quantity.start)
    found.quantity = quantity
    return found


def _set(cursor: Cursor, at: int) -> Expression | None:
    """كل يوم, كل يوم جمعة, أسبوعيا, نهاية كل يوم, أيام الجمعة, مرتين في اليوم."""
    match = cursor.match(at)
    if match is not None:
        for term in match.values:
            if term.kind == "set":
                found = _make(cursor, "set", "adverb", at, match.last, match.start)
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
    found = _make(cursor, "set", "every", first, last, cursor.tokens[first].start if first != at else token.end - 2)
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
    found = _make(cursor, "set", "days-of-week", at, last, unit[1].start)
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
    found = _make(cursor, "set", "rate", at, unit[1], cursor.tokens[at].start)
    found.unit = unit[0].value
    return found
