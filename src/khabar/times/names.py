"""What looks like a time and is none: names that hold a date, ages, feasts."""

from __future__ import annotations

from khabar.text.quotes import is_quote
from khabar.times.cursor import Cursor
from khabar.times.points import Point
from khabar.times.quantities import Quantity


def is_name(cursor: Cursor, point: Point) -> bool:
    """True for a date inside a name (كتيبة شهداء 9 أيار, مدرسة السادس من تشرين, روسيا اليوم) or a quoted title."""
    if point.rel in (0, 1) and point.last == point.first + 1 and _names_medium(cursor, point):
        return True
    if is_title(cursor, point):
        return True
    if (point.day, point.month) in cursor.vocabulary.blocs and _names_bloc(cursor, point):
        return True
    if point.last == point.first + 1 and _house_of_kuwait(cursor, point.first):
        return True
    plain = point.rel is None and point.clock is None and point.year is None and point.mod is None
    if not plain or point.edge is not None:
        return False
    if point.part is not None and point.weekday is None and point.day is None:
        return False
    return _named(cursor, point.first)


def _names_medium(cursor: Cursor, point: Point) -> bool:
    """True for روسيا اليوم, قناة حلب اليوم, #حلب_اليوم, جريدة الغد, نينوى الغد."""
    at = point.first
    if point.rel == 1:
        city = cursor.fold(at) == "الغد" and cursor.stem_among(at - 1, "media-before")
        return city or cursor.among(at - 1, "media-kinds") > 0
    if cursor.stem_among(at - 1, "media-before") or cursor.fold(at - 1) == "_":
        return True
    return cursor.among(at - 2, "media-kinds") > 0 and not cursor.fold(at - 1).startswith("ال")


def _house_of_kuwait(cursor: Cursor, at: int) -> bool:
    """True for الصباح after a father's name (فلان الأحمد الصباح)."""
    return cursor.fold(at) == "الصباح" and cursor.among(at - 1, "fathers") > 0


def _names_bloc(cursor: Cursor, point: Point) -> bool:
    """True where nothing beside the day and month says that they are a date."""
    dated = point.year is not None or point.mod is not None or point.weekday is not None or point.rel is not None
    return not dated and not point.prefixed and not cursor.leads(point.first - 1, "bloc-leads")


def name_year(cursor: Cursor, point: Point) -> None:
    """هجمات 11 سبتمبر, حرب تموز: a day that names an event is of that event's year."""
    if point.month is None or point.year is not None or point.mod is not None or point.weekday is not None:
        return
    for names, day, month, year in cursor.vocabulary.anniversaries:
        if (day, month) == (point.day, point.month) and _after_name(cursor, point.first - 1, names):
            point.year, point.named = year, True


def _after_name(cursor: Cursor, at: int, names: frozenset[str]) -> bool:
    return at >= cursor.first and any(s.removeprefix("ال") in names for _, s in cursor.tokens[at].stems)


def _named(cursor: Cursor, at: int) -> bool:
    """True after a noun that takes a date for its name; a preposition between them makes it a date again."""
    before = at - 1
    if before >= cursor.first and cursor.tokens[before].text in ("#", "_"):
        before = at - 2
    # In the construct, so without the article: حي تشرين, but القرية الأحد tells when.
    group = cursor.vocabulary.words["names-before"]
    return before >= cursor.first and any(stem in group for _, stem in cursor.tokens[before].stems)


def is_title(cursor: Cursor, point: Point) -> bool:
    """True where quotation marks hold nothing but the clock time or bare date: a title, not a time."""
    before, after = point.first - 1, point.last
    if not cursor.first <= before or after >= cursor.end:
        return False
    if not is_quote(cursor.tokens[after].text):
        return False
    if point.rel is not None:
        # "حلب اليوم" is a name: a quotation of two or three words that ends in the day.
        near = range(max(cursor.first, point.first - 3), point.first - 1)
        return point.rel == 0 and any(is_quote(cursor.tokens[i].text) for i in near)
    return is_quote(cursor.tokens[before].text)


def is_age(cursor: Cursor, quantity: Quantity) -> bool:
    """True for عمره 15 عاما, (49 عاماً), طفلة 5 سنوات, ابن العشر سنوات."""
    if quantity.unit not in ("year", "month", "day") or quantity.count is None:
        return False
    at = quantity.first
    if quantity.unit == "year" and cursor.fold(at - 1) == "(" and cursor.fold(quantity.last) == ")":
        return True
    if any(cursor.stem_among(i, "age-words") for i in range(max(cursor.first, at - 3), at)):
        return True
    if quantity.unit == "year" and cursor.stem_among(at - 1, "people-before"):
        return True
    if cursor.fold(quantity.last) == "من" and cursor.stem_among(quantity.last + 1, "age-words"):
        return True
    if quantity.unit == "year" and quantity.approx is None and quantity.counted and _after_a_name(cursor, quantity):
        return True
    # A bare figure of years between commas after a name is an age: فلان الفلاني، 35 عاما، …
    between = cursor.fold(at - 1) == "،" and cursor.fold(quantity.last) in ("،", ".", ")")
    return quantity.unit == "year" and between and quantity.approx is None


def _after_a_name(cursor: Cursor, quantity: Quantity) -> bool:
    """True for digits of years between a name and a stop (فلان الفلاني 60 عاماً، …)."""
    at = quantity.first
    token = cursor.tokens[at]
    if token.kind != "number" or not 1 <= (quantity.count or 0) <= 110 or at - 1 < cursor.first:
        return False
    before = cursor.tokens[at - 1]
    if is_quote(before.text):
        return True
    closed = quantity.last >= cursor.end or cursor.tokens[quantity.last].text in ("،", ".", ",", ")", "؛", "-")
    led = cursor.stem_among(at - 1, "duration-nouns") or cursor.stem_among(at - 1, "duration-leads")
    return closed and before.kind == "word" and not led and not before.fold.startswith(("بال", "لل"))
