"""Points of time: parts of a date, a day and a clock joined into one expression."""

from __future__ import annotations

from khabar.times.clocks import skip_zone
from khabar.times.components import read_component
from khabar.times.cursor import Cursor
from khabar.times.days import day_prefix
from khabar.times.points import Point

_COMMAS = frozenset({"،", ","})
_DASHES = frozenset({"/", "\\", "-", "–", "—", ":"})
_MAX_PARTS = 12


def read_point(cursor: Cursor, at: int, led: bool = False) -> Point | None:
    """The longest point of time that begins with token `at`, or None. `led`: the word before lets a number be one."""
    point = Point(at, at, cursor.tokens[at].start, cursor.tokens[at].start)
    opened = False
    here = at
    approx = cursor.uncut(at, "approx") if cursor.tokens[at].kind == "word" else None
    if approx is not None:
        point.approx, led = approx[0].value != "exact", True
        here = approx[1]
        if here < cursor.end and not cursor.uncut(here, "unit") and cursor.ordinal(here) is None:
            return None
    for count in range(_MAX_PARTS):
        first = count == 0
        taken, bracket = (_direct(cursor, here, point, led), False) if first else _next(cursor, here, point, opened)
        if not taken:
            break
        opened = (opened or bracket) and cursor.fold(taken) != ")"
        here = taken + 1 if (bracket or count) and cursor.fold(taken) == ")" and _opens(cursor, point, taken) else taken
        if cursor.fold(here - 1) == ")":
            opened = False
        point.last, led = here, True
        _modifier(cursor, point)
        here = point.last
    if point.last == at or not _is_time(cursor, point):
        return None
    zone = skip_zone(cursor, point.last) if point.clock is not None else 0
    point.last = zone or point.last
    if zone and cursor.fold(zone) == ")" and _opens(cursor, point, zone):
        point.last = zone + 1
    _place(cursor, point)
    return point


def _opens(cursor: Cursor, point: Point, closing: int) -> bool:
    """True where the bracket closed at `closing` was opened inside the point."""
    depth = 0
    for at in range(closing - 1, point.first - 1, -1):
        word = cursor.tokens[at].text
        depth += (word == ")") - (word == "(")
        if depth < 0:
            return True
    return False


def _direct(cursor: Cursor, at: int, point: Point, led: bool) -> int:
    if at >= cursor.end:
        return 0
    return (
        _late_hours(cursor, at, point)
        or day_prefix(cursor, at, point)
        or read_component(cursor, at, point, led)
    )


def _late_hours(cursor: Cursor, at: int, point: Point) -> int:
    """ساعات متأخرة من مساء …, الساعات الأولى من فجر …, ساعات الصباح الأولى: the part of day that follows."""
    found = cursor.term(at, "unit", "singular", "plural")
    if found is None or found[0].value != "hour" or point.part is not None:
        return 0
    after = found[1].last
    described = cursor.among(after, "hour-adjectives")
    after = described or after
    if described and cursor.fold(after) == "من":
        after += 1
    elif found[0].shape == "singular" and not described:
        return 0
    match = cursor.match(after)
    if match is None or match.cut:
        return 0
    if any(t.kind == "day" and t.part is not None for t in match.values):
        return read_component(cursor, after, point, True)
    if any(t.kind == "part" for t in match.values):
        part = next(t for t in match.values if t.kind == "part")
        point.part, point.adverb = part.value, True
        return cursor.among(match.last, "part-adjectives") or match.last
    if described and any(t.kind in ("day", "weekday") for t in match.values):
        return read_component(cursor, after, point, True)
    return 0


def _next(cursor: Cursor, at: int, point: Point, opened: bool) -> tuple[int, bool]:
    """The next part, over the words and marks that may join it; and whether a bracket was opened on the way."""
    taken = _adjacent(cursor, at, point)
    if taken:
        return taken, False
    after, bracket, comma = at, False, False
    word = cursor.fold(after)
    if word == "(":
        after, bracket = after + 1, True
    elif word in _COMMAS or word in _DASHES or (word == ")" and opened):
        after, comma = after + 1, True
    joined = 0
    for _ in range(2):
        join = cursor.among(after, "point-joins")
        if not join or join >= cursor.end:
            break
        after, joined = join, joined + 1
    if cursor.fold(after) in ("ل", ":", "ال") and joined:
        after += 1
    zone = skip_zone(cursor, after) if point.clock is not None else 0
    if zone:
        after, joined = zone, joined + 1
    if after == at or after >= cursor.end:
        return 0, False
    if comma and not joined and not _after_comma(cursor, after, point):
        return 0, False
    return _joined_part(cursor, after, point, bracket or joined > 0), bracket


def _adjacent(cursor: Cursor, at: int, point: Point) -> int:
    if at >= cursor.end or cursor.tokens[at].kind == "punct":
        return 0
    return _joined_part(cursor, at, point, point.dated)


def _joined_part(cursor: Cursor, at: int, point: Point, led: bool) -> int:
    token = cursor.tokens[at]
    if token.kind == "word" and token.fold[:1] in ("و", "ف") and cursor.match(at) is not None:
        match = cursor.match(at)
        if match is not None and match.cut:
            return 0
    return day_prefix(cursor, at, point) or _late_hours(cursor, at, point) or read_component(cursor, at, point, led)


def _after_comma(cursor: Cursor, at: int, point: Point) -> bool:
    """After a comma or dash only a fuller naming of the same day goes on: a weekday, a date with its day, a clock."""
    if cursor.tokens[at].kind == "number":
        return (point.day is None and point.hijri_day is None) or cursor.fold(at + 1) == ":"
    if cursor.ordinal(at) is not None:
        return point.day is None
    if cursor.fold(at) in ("يوم", "الساعه"):
        return True
    if cursor.uncut(at, "weekday", "plain") is not None:
        return (point.rel is not None and point.weekday is None) or (
            point.weekday is not None and point.part in ("night", "midnight")
        )
    if cursor.uncut(at, "day") is not None:
        return point.weekday is not None or point.part is not None
    return False


def _modifier(cursor: Cursor, point: Point) -> None:
    """الماضي, الجاري, المقبل after what they describe."""
    while True:
        found = cursor.uncut(point.last, "modifier")
        if found is None or point.mod is not None or not (point.dated or point.spans_unit):
            break
        if point.rel is not None and point.weekday is None and point.day is None:
            break
        if point.unit is not None and point.shift is not None and point.weekday is None and point.month is None:
            break
        point.mod, point.last = found[0].value, found[1]
    same = cursor.uncut(point.last, "same")
    if same is not None and (point.month is not None or point.weekday is not None):
        point.last = same[1]


def _is_time(cursor: Cursor, point: Point) -> bool:
    """False for what could be something else when it stands alone: weak months, bare seasons, names of people."""
    if point.rel is not None or point.clock is not None or point.weekday is not None:
        return True
    if point.day is not None or point.hijri_day is not None or point.following or point.same:
        return True
    if point.unit is not None and point.shift is not None:
        return True
    if point.hijri_month is not None:
        named = point.hijri_year is not None or point.prefixed or point.mod is not None or point.edge is not None
        return named or cursor.leads(point.first - 1, "year-leads")
    if point.month is not None:
        named = point.year is not None or point.prefixed or point.mod is not None
        return not point.weak or named or _led(cursor, point)
    if point.season is not None:
        return point.year is not None or point.mod is not None or point.this or bool(point.unit_shifts)
    if point.decade is not None:
        return True
    if point.year is not None or point.hijri_year is not None or point.century is not None:
        return True
    return point.part is not None and point.adverb


def _led(cursor: Cursor, point: Point) -> bool:
    """A weak month needs a preposition and its own spelling (آب, not أب)."""
    if point.last - point.first != 1 or not cursor.among(point.first - 1, "year-leads"):
        return False
    text = cursor.tokens[point.first].text
    return text in cursor.vocabulary.exact


def _place(cursor: Cursor, point: Point) -> None:
    first = cursor.tokens[point.first]
    match = cursor.match(point.first)
    cut = match.start if match is not None and match.cut else first.start
    if match is None and first.kind == "word":
        ordinal = cursor.ordinal(point.first)
        if ordinal is not None:
            cut = ordinal.start
        elif first.fold[:1] in "وفبلك" and first.fold[1:] in ("يوم", "يومي", "هذا", "هذه", "نفس", "فاتح"):
            cut = first.start + 1
    point.start, point.end = cut, cursor.end_of(point.last - 1)
