"""Deeds of a report that names no day at all: news without a date is of the day it appears, and is marked as implied.

ACLED and UCDP code such reports on the day of publication; TimeML anchors them on the document's creation time. Nothing
is implied where the report states an earlier day, for then silence may mean that day, nor without a publication date,
nor for what is told as done before. The reading is marked (`implied`), and the day before is kept as the other one.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta

from khabar.events.circumstances import SPOKEN, is_remembered
from khabar.objects import DayPart, Event, Interval, Published, Span, Time, TimeReading

_DONE = ("occurred", "ongoing")
_CLOCK = ("minute", "hour", "part")
_DAYS = (*_CLOCK, "day")


def date_undated(
    times: tuple[Time, ...], events: tuple[Event, ...], published: Published
) -> tuple[tuple[Time, ...], tuple[Event, ...]]:
    """The times with the implied ones added, and the events with them as their time.

    One implied time stands on the trigger of the first deed without any time; one more on every part of a day or
    clock time that names no day (ليلًا) and dates a deed.
    """
    if published.date is None:
        return times, events
    day = date.fromisoformat(published.date[:10])
    if any(_states_a_day(t, day) for t in times):
        return times, events
    done = [e for e in events if e.status in _DONE and not is_remembered(e)]
    stated = [t for t in times if t.kind not in ("duration", "set")]
    starts, past = [t.start for t in stated], [t.start for t in stated if not t.future]
    told = [e for e in done if e.time is None and (e.type is not None or e.counts or e.status == "occurred")]
    silent = [e for e in told if not _times_in(starts if e.type in SPOKEN else past, e.evidence)]
    implied: dict[str | None, Time] = {}
    if silent:
        trigger = min(silent, key=lambda e: e.trigger.start).trigger
        implied[None] = _of_publication(f"t{len(times) + 1}", trigger, day, None)
    clocks = {t.id: t for t in times if not t.resolved and t.grain in _CLOCK and _dayless(t)}
    for event in done:
        if event.time in clocks and event.time not in implied:
            clock = clocks[event.time]
            implied[event.time] = _of_publication(f"t{len(times) + len(implied) + 1}", clock, day, clock.part)
    dated = {e.id for e in (*silent, *(e for e in done if e.time in clocks))}
    return (*times, *implied.values()), tuple(
        e.model_copy(update={"time": implied[e.time].id}) if e.id in dated else e for e in events
    )


def _times_in(starts: list[int], words: Span) -> bool:
    """True where the words that tell a deed hold a time, be it of something else."""
    return bisect_left(starts, words.start) < bisect_left(starts, words.end)


def _dayless(time: Time) -> bool:
    """True for a part of a day, a clock time and for hours ago; not for hours after something."""
    return time.rule == "times.point" or time.timex3 == "PAST_REF"


def _states_a_day(time: Time, published: date) -> bool:
    """True for a time that says on which earlier day something happened; since when says it of no deed."""
    if not time.resolved or time.grain not in _DAYS or time.kind == "range" or time.interval is None:
        return False
    return (time.interval.begin or "")[:10] < published.isoformat()


def _of_publication(id_: str, at: Span | Time, day: date, part: DayPart | None) -> Time:
    before = (day - timedelta(days=1)).isoformat()
    return Time(
        id=id_,
        start=at.start,
        end=at.end,
        text=at.text,
        kind="date" if part is None else "time",
        interval=Interval(begin=day.isoformat(), end=day.isoformat()),
        grain="day" if part is None else "part",
        part=part,
        resolved=True,
        edtf=f"{day.isoformat()}~",
        timex3=day.isoformat(),
        implied=True,
        alternatives=(TimeReading(interval=Interval(begin=before, end=before), reason="told on the day after"),),
        rule="times.day-of-publication",
    )
