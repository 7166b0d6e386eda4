"""What a text's own times say of its day of publication."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from khabar.objects import Published, Text, Time, Weekday

_WEEKDAYS: tuple[Weekday, ...] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_RELATIVE = re.compile(r"times\.(?:relative|dated)-day(?P<shift>[+-]\d+)")
_NAMED = re.compile(r"times\.dated-day(?P<shift>[+-]\d+)")  # اليوم السبت 5 آب 2023, أمس 4/8/2023
_WEEKDAY = re.compile(r"XXXX-WXX-(?P<weekday>[1-7])")
_YEARLESS = re.compile(r"XXXX-(?P<month>\d\d)-(?P<day>\d\d)")
# Other dates of a page stand so near to its own: posts that it shows are of its day or of the days before, and so are
# its header and its last change as a rule. Calibrated on no data: the weekday must fit besides.
_NEAR = timedelta(days=3)


def imply_published(text: Text, times: tuple[Time, ...], published: Published) -> Published:
    """`published` with what the text implies: its day, its weekday (أمس الثلاثاء → Wednesday) and an upper bound.

    A date known is never replaced. Where none is, a text that gives its own today or yesterday a whole date (اليوم
    السبت 5 آب 2023) has one; where only the year is missing, or the day as well (اليوم السبت), the other dates that
    the page shows (`published.readings`) may settle it. The weekday is the one most of the text's own words agree on,
    none on a tie; an absolute date told in the future (سيجتمع في 5 أيار 2016) cannot have passed, so publication is
    not after it.
    """
    changes: dict[str, object] = {}
    if published.date is not None:
        if published.weekday is None:
            changes["weekday"] = _WEEKDAYS[date.fromisoformat(published.date[:10]).weekday()]
        return published.model_copy(update=changes) if changes else published
    weekday = _weekday(times)
    day, reason = _own_day(times, weekday, published)
    if day is not None:
        weekday = _WEEKDAYS[day.weekday()]
        changes = {"date": day.isoformat(), "basis": "text", "not_after": None, "reason": reason}
        return published.model_copy(update=changes | {"weekday": weekday})
    if weekday is not None and published.weekday is None:
        changes["weekday"] = weekday
    bound = _upper_bound(times)
    if bound is not None and published.not_after is None:
        changes["not_after"] = bound
    return published.model_copy(update=changes) if changes else published


def _own_day(times: tuple[Time, ...], weekday: Weekday | None, published: Published) -> tuple[date | None, str | None]:
    """The day of publication that the text and the other dates of its page settle, and why; None where they do not."""
    named = [t for t in times if not t.reported and _NAMED.match(t.rule)]
    if not named:
        day = _of_weekday(weekday, published)
        return day, "the text's own weekday is that of another date of the page" if day else None
    shown = _shown(published)
    whole = {day for t in named if (day := _todays(t)) is not None}
    yearless = {(t.rule, t.edtf, t.timex3): t for t in named if t.interval is None}
    days = whole | {day for t in yearless.values() for day in _with_year(t, shown)}
    if len(days) > 1 and days <= set(_shown(published, "(embedded)")) and _WEEKDAYS[max(days).weekday()] == weekday:
        return max(days), "the newest post shown is of the text's own weekday"
    if len(days) != 1:
        return None, None
    if whole:
        return days.pop(), "the text gives the day on which it speaks a whole date"
    return days.pop(), "the text states day and month of the day on which it speaks, another date of the page the year"


def _todays(time: Time) -> date | None:
    """The day of speaking by one named day: for أمس 4/8/2023 the fifth; None without a year or in contradiction."""
    found = _NAMED.match(time.rule)
    begin = time.interval.begin if time.interval is not None else None
    if found is None or begin is None or time.conflict is not None:
        return None
    return date.fromisoformat(begin[:10]) - timedelta(days=int(found["shift"]))


def _shown(published: Published, role: str = "") -> list[date]:
    """The other dates of the page by their first reading each, in order: all, or those whose source ends in `role`."""
    first: dict[tuple[str, str], str] = {}
    for r in published.readings:
        if r.source.endswith(role):
            first.setdefault((r.source, r.text), r.date)
    return sorted({date.fromisoformat(day) for day in first.values()})


def _with_year(time: Time, shown: list[date]) -> Iterator[date]:
    """The days of speaking that a named day without year may be, by the dates near it that the page shows."""
    found, named = _NAMED.match(time.rule), _YEARLESS.fullmatch(time.edtf or "")
    if found is None or named is None:
        return
    weekday = _WEEKDAY.match(time.timex3 or "")
    for other in shown:
        for year in (other.year - 1, other.year, other.year + 1):
            try:
                day = date(year, int(named["month"]), int(named["day"]))
            except ValueError:
                continue
            spoken = day - timedelta(days=int(found["shift"]))
            fits = day.isoweekday() == int(weekday["weekday"]) if weekday is not None else spoken == other
            if fits and abs(other - spoken) <= _NEAR:
                yield spoken


def _of_weekday(weekday: Weekday | None, published: Published) -> date | None:
    """The day of the last change, or of the last post shown, where the text's own weekday is that day's."""
    days = _shown(published, "(updated)") + _shown(published, "(embedded)")
    return max(days) if weekday is not None and {_WEEKDAYS[d.weekday()] for d in days} == {weekday} else None


def _weekday(times: tuple[Time, ...]) -> Weekday | None:
    votes: Counter[Weekday] = Counter()
    for time in times:
        relative, weekday = _RELATIVE.match(time.rule), _WEEKDAY.match(time.timex3 or "")
        if relative is not None and weekday is not None and not time.reported:
            votes[_WEEKDAYS[(int(weekday["weekday"]) - 1 - int(relative["shift"])) % 7]] += 1
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _upper_bound(times: tuple[Time, ...]) -> str | None:
    """The earliest day that the text speaks of as still to come."""
    ahead = [t.interval.end for t in times if t.resolved and t.future and t.interval is not None]
    return min((end[:10] for end in ahead if end is not None), default=None)
