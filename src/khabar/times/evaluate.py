"""From expressions to times: intervals, grain, EDTF and TIMEX3."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

from khabar.objects import Grain, Interval, Time
from khabar.times import calendars
from khabar.times.calendars import Bounds
from khabar.times.cursor import Cursor
from khabar.times.formats import duration, edtf, timex3
from khabar.times.future import is_future
from khabar.times.kinds import Expression
from khabar.times.points import Point
from khabar.times.reckon import reckon
from khabar.times.values import Anchor, Value

Open: TypeAlias = tuple[date | None, date | None]

_UNIT_GRAINS: dict[str, Grain] = {
    "minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year",
    "decade": "decade", "century": "decade",
}  # fmt: skip
_FINENESS: tuple[Grain, ...] = ("minute", "hour", "part", "day", "week", "month", "season", "year", "decade")


class Evaluator:
    """Evaluates the expressions of one sentence in order, so that later ones may lean on earlier ones.

    `earlier` is the last day that the sentences right before name: في اليوم نفسه may lean on it.
    """

    def __init__(self, cursor: Cursor, published: date | None, earlier: Bounds | None = None) -> None:
        self.cursor, self.published, self.earlier = cursor, published, earlier
        self.before: list[Bounds] = []
        self.absolute: list[Bounds] = []
        self.end_of_last = cursor.first

    def time(self, expression: Expression, id_: str, reported: bool) -> Time:
        """The time that one expression tells."""
        future = is_future(self.cursor, expression, self.end_of_last)
        # Farther in, في اليوم التالي is the day after something else (في اليوم التالي للتصويت).
        opens = expression.first <= self.cursor.first + 1
        earlier = self.earlier if opens or not (expression.point and expression.point.following) else None
        anchor = Anchor(self.published, tuple(self.before[-3:]), tuple(self.absolute[-1:]), future, earlier=earlier)
        made = _KINDS[expression.rule](self, expression, anchor)
        self.end_of_last = expression.last
        bounds = made.pop("bounds", None)
        if bounds is not None and bounds[0] is not None and bounds[1] is not None:
            self.before.append(bounds)
            if expression.point is not None and (expression.point.year is not None or expression.point.hijri_year):
                self.absolute.append(bounds)
        clock = made.pop("clock", None)
        approx = expression.quantity is not None and expression.quantity.approx is not None
        fields: dict[str, Any] = {
            "id": id_, "start": expression.start, "end": expression.end,
            "text": self.cursor.raw[expression.start : expression.end], "kind": expression.kind,
            "interval": _interval(bounds, clock), "resolved": bounds is not None and bounds != (None, None),
            "edtf": edtf(bounds, made["grain"], approx), "reported": reported,
            "future": _ahead(expression.point, future),
            "rule": f"times.{made.pop('rule', expression.rule)}", **made,
        }  # fmt: skip
        return Time(**fields)

    def last_day(self) -> Bounds | None:
        """The last single day of the sentence."""
        return next((b for b in reversed(self.before) if b[0] == b[1]), None)

    # ------------------------------------------------------------------------------------------------ points

    def point(self, expression: Expression, anchor: Anchor) -> dict[str, Any]:
        """A single point."""
        point = expression.point
        assert point is not None  # noqa: S101 (the grammar made it so)
        value = reckon(point, anchor)
        clock = (value.clock, value.clock) if value.clock is not None else None
        rule = expression.rule
        if point.rel is not None and point.day is None:
            rule = f"relative-day{point.rel:+d}"
        elif point.rel is not None and point.month is not None and point.rel_id != "this-day":
            rule = f"dated-day{point.rel:+d}"
        elif point.named:
            rule = "named-day"
        written = timex3(value.bounds, value.grain, value.part, value.clock)
        if value.bounds is None and point.weekday is not None:
            written = f"XXXX-WXX-{point.weekday}"
        made = {
            "bounds": value.bounds, "grain": value.grain, "part": value.part, "clock": clock, "rule": rule,
            "timex3": written, "calendar": value.calendar, "conflict": value.conflict,
            "alternatives": tuple(value.alternatives),
        }  # fmt: skip
        if value.bounds is None and point.day and point.month and point.year is None:
            made["edtf"] = f"XXXX-{point.month:02}-{point.day:02}"
        return made

    # ------------------------------------------------------------------------------------------------ ranges

    def range(self, expression: Expression, anchor: Anchor) -> dict[str, Any]:
        """Two bounds, or one."""
        begin, until = expression.point, expression.until
        if begin is not None and until is not None:
            _borrow(begin, until)
        first = reckon(begin, anchor) if begin is not None else None
        second = self._until(until, first, anchor) if until is not None else None
        start = _lower(begin, first) if begin is not None and first is not None else None
        end = _upper(until, second) if until is not None and second is not None else None
        if expression.now and start is not None:
            end = self.published
        if start is not None and end is not None and start > end:
            start, end = self._mend(begin, until, anchor, start, end)
        bounds = (start, end) if start is not None or end is not None else None
        values = [v for v in (first, second) if v is not None]
        grain = min((v.grain for v in values), key=_FINENESS.index)
        part = first.part if first is not None else second.part if second is not None else None
        clock = (first.clock if first else None, second.clock if second else None)
        return {
            "bounds": bounds, "grain": grain, "part": part, "clock": clock if any(clock) else None,
            "timex3": _range_timex(bounds), "calendar": values[0].calendar,
        }  # fmt: skip

    def _until(self, until: Point, first: Value | None, anchor: Anchor) -> Value:
        """The second bound; a part of day or clock without a day is of the day before it in the sentence."""
        value = reckon(until, replace(anchor, until=first is None))
        lean = first.bounds if first is not None else anchor.before[-1] if anchor.before else None
        if value.bounds is None and not until.dated and not until.spans_unit and lean is not None:
            value.bounds = (lean[1], lean[1])
        return value

    def _mend(self, begin: Point | None, until: Point | None, anchor: Anchor, start: date, end: date) -> Open:
        """Bounds in the wrong order: a begin without a year belongs to the year before, an end to the next."""
        if begin is not None and begin.year is None and begin.month is not None and begin.weekday is None:
            earlier = calendars.shift_months(start, -12)
            if earlier is not None and earlier <= end:
                return earlier, end
        if until is not None and until.weekday is not None and until.day is None:
            return start, calendars.next_weekday(until.weekday, start)
        if until is not None and until.year is None and until.month is not None:
            later = calendars.shift_months(end, 12)
            if later is not None and later >= start:
                return start, later
        return start, None

    def since_quantity(self, expression: Expression, anchor: Anchor) -> dict[str, Any]:
        """منذ with a quantity: from that long before publication until publication."""
        quantity = expression.quantity
        assert quantity is not None  # noqa: S101 (the grammar made it so)
        bounds: Open | None = None
        if anchor.published is not None and quantity.count is not None:
            begin = _moved(anchor.published, quantity.unit, -quantity.count, quantity.months)
            bounds = (begin, anchor.published) if begin is not None else None
        return {
            "bounds": bounds, "grain": _UNIT_GRAINS[quantity.unit], "timex3": duration(quantity.count, quantity.unit),
        }  # fmt: skip

    def window(self, expression: Expression, anchor: Anchor) -> dict[str, Any]:
        """A number of units up to publication, or from it on."""
        quantity = expression.quantity
        assert quantity is not None  # noqa: S101 (the grammar made it so)
        bounds: Open | None = None
        published = anchor.published
        if published is not None and quantity.count is not None:
            moved = _moved(published, quantity.unit, expression.sign * quantity.count, None)
            if moved is not None:
                bounds = (moved, published) if expression.sign < 0 else (published, moved)
        return {
            "bounds": bounds, "grain": _UNIT_GRAINS[quantity.unit], "timex3": duration(quantity.count, quantity.unit),
        }  # fmt: skip

    def first_units(self, expression: Expression, anchor: Anchor) -> dict[str, Any]:
        """الأشهر الثلاثة الأولى من العام: so many units from the start of the whole."""
        quantity, whole = expression.quantity, expression.point
        assert quantity is not None and whole is not None  # noqa: S101 (the grammar made it so)
        value = reckon(whole, anchor)
        bounds: Open | None = None
        if value.bounds is not None and quantity.count is not None:
            after = calendars.shift_unit(value.bounds[0], quantity.unit, quantity.count)
            last = calendars.shift(after, -1) if after is not None else None
            bounds = (value.bounds[0], last) if last is not None and last >= value.bounds[0] else None
        return {"bounds": bounds, "grain": _UNIT_GRAINS[quantity.unit], "timex3": _range_timex(bounds)}

    # --------------------------------------------------------------------------------- offsets, durations, sets

    def offset(self, expression: Expression, anchor: Anchor) -> dict[str, Any]:
        """The unit that holds the day so far from publication, or from a date before it in the sentence."""
        quantity = expression.quantity
        assert quantity is not None  # noqa: S101 (the grammar made it so)
        base: date | None = anchor.published
        if expression.base == "event":
            base = None
        elif expression.base == "open" and not anchor.future:
            base = anchor.absolute[-1][1] if anchor.absolute else None
        bounds: Bounds | None = None
        if base is not None and quantity.count is not None:
            moved = _moved(base, quantity.unit, expression.sign * quantity.count, quantity.months)
            bounds = calendars.unit_bounds(moved, quantity.unit) if moved is not None else None
        grain = _UNIT_GRAINS[quantity.unit]
        written = timex3(bounds, grain, None, None) if bounds is not None else None
        vague = "PAST_REF" if expression.sign < 0 else "FUTURE_REF"
        return {"bounds": bounds, "grain": grain, "timex3": written or vague}

    def duration(self, expression: Expression, anchor: Anchor) -> dict[str, Any]:
        """A length of time, nowhere in particular."""
        quantity = expression.quantity
        assert quantity is not None  # noqa: S101 (the grammar made it so)
        return {"grain": _UNIT_GRAINS[quantity.unit], "timex3": duration(quantity.count, quantity.unit)}

    def set(self, expression: Expression, anchor: Anchor) -> dict[str, Any]:
        """A repetition."""
        unit = expression.unit or "day"
        grain: Grain = "part" if expression.part is not None else _UNIT_GRAINS[unit]
        return {"grain": grain, "part": expression.part, "timex3": duration(1, unit)}


_KINDS = {
    "point": Evaluator.point, "year": Evaluator.point, "since": Evaluator.range, "from-to": Evaluator.range,
    "from": Evaluator.range, "between": Evaluator.range, "until": Evaluator.range, "years": Evaluator.range,
    "pair": Evaluator.range, "since-quantity": Evaluator.since_quantity, "ago": Evaluator.offset,
    "window": Evaluator.window, "first-units": Evaluator.first_units, "offset": Evaluator.offset,
    "duration": Evaluator.duration, "adverb": Evaluator.set, "every": Evaluator.set, "rate": Evaluator.set,
    "days-of-week": Evaluator.set,
}  # fmt: skip


def _moved(base: date, unit: str, count: int, months: int | None) -> date | None:
    """`count` units away; 24 hours are a day, and fewer stay on the day they may cross from only where they fill it."""
    if months is not None:
        return calendars.shift_months(base, months if count > 0 else -months)
    if unit in ("hour", "minute"):
        hours = abs(count) if unit == "hour" else abs(count) // 60
        return calendars.shift(base, (hours // 24) * (1 if count > 0 else -1))
    return calendars.shift_unit(base, unit, count)


def _borrow(begin: Point, until: Point) -> None:
    """من 3 حتى 9 من نيسان الماضي: the first bound takes month, year and modifier from the second, or lends them."""
    if begin.day is not None and begin.month is None and begin.unit is None:
        begin.month, begin.month2 = until.month, until.month2
        begin.hijri_day, begin.day = (begin.day, None) if until.hijri_month is not None else (None, begin.day)
        begin.hijri_month = until.hijri_month
        begin.unit, begin.shift, begin.unit_shifts, begin.same = until.unit, until.shift, until.unit_shifts, until.same
    if begin.month is not None and until.month is not None:
        if begin.year is None and until.year is not None:
            begin.year = until.year - (begin.month > until.month)
        if begin.mod is None and begin.month == until.month:
            begin.mod = until.mod
        if until.year is None and begin.year is not None:
            until.year = begin.year + (until.month < begin.month)
    if begin.hijri_month is not None and begin.hijri_year is None:
        begin.hijri_year = until.hijri_year
    if begin.month is None and begin.year is None and begin.season is not None and until.year is not None:
        begin.year = until.year
    if not begin.dated and not begin.spans_unit and until.dated and (begin.clock or begin.part):
        begin.rel, begin.weekday, begin.day, begin.month, begin.year = (
            until.rel, until.weekday, until.day, until.month, until.year)  # fmt: skip


def _ahead(point: Point | None, future: bool) -> bool:
    """Whether a time is to come: المقبل is, whatever stands before it, and أمس and الماضي are not."""
    if point is None:
        return future
    shift = point.mod or point.rel or next((s for s in (point.unit_shifts or {}).values() if s), 0)
    return shift > 0 if shift else future


def _lower(point: Point, value: Value) -> date | None:
    """The day a range begins on: the middle of a month is the 15th, of a year 1 July, an end its last day."""
    return _edge(point, value, 0)


def _upper(point: Point, value: Value) -> date | None:
    return _edge(point, value, 1)


def _edge(point: Point, value: Value, side: int) -> date | None:
    if value.bounds is None:
        return None
    begin, end = value.bounds
    if point.edge == "start":
        return begin
    if point.edge == "end":
        return end
    if point.edge == "middle":
        if value.grain == "month":
            return calendars.shift(begin, 14)
        if value.grain == "year":
            return date(begin.year, 7, 1)
    return value.bounds[side]


def _interval(bounds: Open | None, clock: tuple[Any, Any] | None) -> Interval | None:
    if bounds is None or bounds == (None, None):
        return None
    clocks = clock or (None, None)
    return Interval(begin=_iso(bounds[0], clocks[0]), end=_iso(bounds[1], clocks[1]))


def _iso(day: date | None, clock: tuple[int, int | None] | None) -> str | None:
    if day is None:
        return None
    return day.isoformat() if clock is None else f"{day.isoformat()}T{clock[0]:02}:{clock[1] or 0:02}"


def _range_timex(bounds: Open | None) -> str | None:
    if bounds is None:
        return None
    return "/".join(b.isoformat() if b is not None else "" for b in bounds)


