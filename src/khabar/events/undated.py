"""Deeds of a report that names no day at all: news without a date is of the day it appears, and is marked as implied.

ACLED and UCDP code such reports on the day of publication; TimeML anchors them on the document's creation time. Nothing
is implied where the report states any day of its own, for then silence may mean that day, nor without a publication
date. The reading is marked (`implied`), and the day before is kept as the other one.
"""

from __future__ import annotations

from datetime import date, timedelta

from khabar.objects import Event, Interval, Published, Time, TimeReading

_DONE = ("occurred", "ongoing")
_DAYS = ("minute", "hour", "part", "day")


def date_undated(
    times: tuple[Time, ...], events: tuple[Event, ...], published: Published
) -> tuple[tuple[Time, ...], tuple[Event, ...]]:
    """The times with the implied one added, and the events with it as their time.

    The implied time stands on the trigger of the first deed it dates; at most one is made a report.
    """
    undated = [e for e in events if e.time is None and e.status in _DONE and (e.type is not None or e.counts)]
    if published.date is None or not undated or any(t.resolved and t.grain in _DAYS for t in times):
        return times, events
    trigger = min(undated, key=lambda e: e.trigger.start).trigger
    day = date.fromisoformat(published.date[:10])
    before = (day - timedelta(days=1)).isoformat()
    implied = Time(
        id=f"t{len(times) + 1}",
        start=trigger.start,
        end=trigger.end,
        text=trigger.text,
        kind="date",
        interval=Interval(begin=day.isoformat(), end=day.isoformat()),
        grain="day",
        resolved=True,
        edtf=f"{day.isoformat()}~",
        timex3=day.isoformat(),
        implied=True,
        alternatives=(TimeReading(interval=Interval(begin=before, end=before), reason="told on the day after"),),
        rule="times.day-of-publication",
    )
    ids = {e.id for e in undated}
    return (*times, implied), tuple(e.model_copy(update={"time": implied.id}) if e.id in ids else e for e in events)
