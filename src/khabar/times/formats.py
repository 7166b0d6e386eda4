"""EDTF and TIMEX3 spellings of a value."""

from __future__ import annotations

from datetime import date

from khabar.objects import DayPart, Grain
from khabar.times.calendars import Bounds

# TIMEX3 has no dawn and no midnight: the part that holds them is written.
_PARTS: dict[DayPart, str] = {
    "dawn": "TMO", "morning": "TMO", "noon": "TMI", "afternoon": "TAF", "evening": "TEV", "night": "TNI",
    "midnight": "TNI",
}  # fmt: skip
_SEASONS = {3: ("21", "SP"), 6: ("22", "SU"), 9: ("23", "FA"), 12: ("24", "WI")}


def edtf(bounds: tuple[date | None, date | None] | None, grain: Grain | None, approx: bool = False) -> str | None:
    """The interval in EDTF (ISO 8601-2), with `~` where the words approximate, `..` where a bound is open."""
    if bounds is None or bounds == (None, None):
        return None
    begin, end = bounds
    mark = "~" if approx else ""
    if begin is None or end is None:
        return f"{begin.isoformat() + mark if begin else '..'}/{end.isoformat() + mark if end else '..'}"
    whole = _whole(begin, end, grain)
    return (whole if whole is not None else f"{begin.isoformat()}/{end.isoformat()}") + mark


def _whole(begin: date, end: date, grain: Grain | None) -> str | None:
    """One calendar unit as EDTF writes it, None where the bounds are no such unit."""
    if begin == end:
        return begin.isoformat()
    starts, ends = begin.day == 1, (end.day >= 28)
    if not starts or not ends:
        return None
    if grain == "month" and (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.year:04}-{begin.month:02}"
    if grain == "year" and begin.year == end.year and (begin.month, end.month) == (1, 12):
        return f"{begin.year:04}"
    if grain == "decade" and end.year - begin.year == 9 and begin.year % 10 == 0:
        return f"{begin.year // 10:03}X"
    if grain == "season" and _months(begin, end) == 3 and begin.month in _SEASONS:
        return f"{begin.year:04}-{_SEASONS[begin.month][0]}"
    if grain == "season" and begin.year == end.year and _months(begin, end) == 3:
        return f"{begin.year:04}-{33 + (begin.month - 1) // 3}"
    if grain == "season" and begin.year == end.year and _months(begin, end) == 6:
        return f"{begin.year:04}-{40 + (begin.month - 1) // 6}"
    return None


def _months(begin: date, end: date) -> int:
    return (end.year - begin.year) * 12 + end.month - begin.month + 1


def timex3(
    bounds: Bounds | None, grain: Grain, part: DayPart | None, clock: tuple[int, int | None] | None
) -> str | None:
    """The `value` of a TIMEX3 for a single point."""
    if bounds is None:
        day = "XXXX-XX-XX"
        if clock is not None:
            return f"{day}T{clock[0]:02}" + (f":{clock[1]:02}" if clock[1] is not None else "")
        return day + _PARTS[part] if part is not None else None
    begin, end = bounds
    if clock is not None:
        return f"{begin.isoformat()}T{clock[0]:02}" + (f":{clock[1]:02}" if clock[1] is not None else "")
    if part is not None:
        return begin.isoformat() + _PARTS[part]
    if begin == end:
        return begin.isoformat()
    year = f"{begin.year:04}"
    if grain == "week":
        iso = begin.isocalendar()
        return f"{iso.year:04}-W{iso.week:02}"
    if grain == "month" and begin.month == end.month and begin.day == 1:
        return f"{year}-{begin.month:02}"
    if grain == "year" and begin.year == end.year and (begin.month, end.month) == (1, 12):
        return year
    if grain == "decade":
        return year[:3] if end.year - begin.year < 10 else f"{(begin.year - 1) // 100:02}"
    if grain == "season":
        return _season(begin, end, year)
    return f"{begin.isoformat()}/{end.isoformat()}"


def _season(begin: date, end: date, year: str) -> str:
    months = _months(begin, end)
    if months == 6:
        return f"{year}-H{(begin.month + 5) // 6}"
    return f"{year}-{_SEASONS[begin.month][1]}" if begin.month in _SEASONS else f"{year}-Q{(begin.month + 2) // 3}"


_LETTERS = {
    "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip


def duration(count: int | None, unit: str) -> str:
    """`P3D`, `PT48H`; `X` for a number that is not said."""
    letters = _LETTERS[unit]
    time = "T" if unit in ("minute", "hour") else ""
    return f"P{time}{count if count is not None else 'X'}{letters.removeprefix('T')}"
