"""Deeds that no words date: of the day that the report is headed with, else of the day on which it appears.

A day that stands before the deeds and dates nothing itself (حصاد يوم الأحد 8-5-2022, a dateline in the lead) is theirs
until another one is named. A report that names no day at all is news of the day it appears, and is marked as implied:
ACLED and UCDP code such reports on the day of publication; TimeML anchors them on the document's creation time. Nothing
is implied behind an earlier day of the last weeks, for then silence may mean that day, nor before one that the lead
states, unless it is that of what had been done before; nor without a publication date, nor for what is told as done
before or known anyway. The reading is marked (`implied`), and the day before is kept as the other one.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Container
from datetime import date, timedelta

from khabar.events.circumstances import SPOKEN, is_ahead, is_remembered, tells_no_day
from khabar.events.earlier import is_of_before
from khabar.events.saying import is_announced, without_sayings
from khabar.objects import DayPart, Event, Interval, Published, Span, Statement, Text, Time, TimeReading

_DONE = ("occurred", "ongoing")
_CLOCK = ("minute", "hour", "part")
_DAYS = (*_CLOCK, "day")
_VIOLENT = ("ASSAULT", "COERCE")
_HARM = ("killed", "injured", "strikes", "shells")
_NEWS_AS_NOUNS = (*_VIOLENT, "PROTEST")
_NOUNS = frozenset({"noun", "phrase"})
_UNTYPED = ("death", "mishap", "air-crash", "advance", "displacement", "return-home")  # deeds for which PLOVER has none
_OCCASION = frozenset({"خلال", "اثناء", "هامش", "ختام", "عقب", "بعد"})
_OPENING = 3  # tokens at a sentence's head, a hash or a label among them
_LEAD = 600  # characters in which a report says what it is about, as in `incidents.stories`
_NEWS = timedelta(days=31)  # a day longer ago is background
_NEAR = timedelta(days=3)  # in which a caller's date may be that of fetching; calibrated on no data


def date_undated(
    text: Text,
    times: tuple[Time, ...],
    events: tuple[Event, ...],
    statements: tuple[Statement, ...],
    published: Published,
) -> tuple[tuple[Time, ...], tuple[Event, ...]]:
    """The times with the implied ones added, and the events with them, or with the day that heads the report.

    What was done has no day after publication (قتل اثنان ويدفنان يوم الأحد 1/3/2026): such a time is taken off. One
    implied time stands on the trigger of the first deed without any time; one more on every part of a day or clock time
    that names no day (ليلًا) and dates a deed.
    """
    day = date.fromisoformat(published.date[:10]) if published.date is not None else None
    events = without_sayings(text, times, events, statements)
    events = _headed(times, _passed(times, events, day), statements, day)
    if day is None:
        return times, events
    until = _silent_until(times, events, day)
    done = [e for e in events if e.status in _DONE and not is_remembered(e) and e.evidence.end <= until]
    stated = [t for t in times if t.kind not in ("duration", "set") and not tells_no_day(t)]
    announced, alone = {s.content.start for s in statements}, all(e.type is None for e in done)
    starts, past = [t.start for t in stated], [t.start for t in stated if not t.future and not _after(t, day)]
    told = [e for e in done if e.time is None and _is_news(text, e, announced, alone)]
    told = [e for e in told if not _times_in(starts if e.type in SPOKEN else past, e.evidence)]
    silent = [e for e in told if not is_of_before(text, e.trigger.start)]
    implied: dict[str | None, Time] = {}
    day = _printed(published, day)
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


def _is_news(text: Text, event: Event, announced: Container[int], alone: bool) -> bool:
    """True for what a report that names no day tells as done on the day it appears.

    Verbs tell so, and nouns of harm and protest; nouns of calm deeds are mostly matters that are spoken of (التعاون،
    الاتفاق), but where a verb carries them, a sentence opens with them, they are what is announced, or what goes on
    where somebody speaks (خلال اجتماع). Nor is it news whose telling the head doubts (it has no type and no figures),
    unless the report tells of nothing else: then it is what the post is `alone` about.
    """
    if event.counts or event.type in _NEWS_AS_NOUNS:
        return True
    _, kind, *rest = event.rule.split(".")
    if event.type is None:
        return alone or kind in _UNTYPED
    if _NOUNS.isdisjoint(rest) or "carried" in rest:
        return True
    at = bisect_right(text.tokens, event.trigger.start, key=lambda t: t.start) - 1
    if is_announced(text, event, announced):
        return True
    sentence = text.sentences[max(0, bisect_right(text.sentences, event.trigger.start, key=lambda s: s.start) - 1)]
    return at - sentence.first < _OPENING or (event.type == "CONSULT" and text.tokens[at - 1].fold in _OCCASION)


def _printed(published: Published, given: date) -> date:
    """The day that a page prints of itself, where the one given by the caller is a few days later; else the latter.

    A stamp in Latin letters is the site's, and may be a day behind where the report was written.
    """
    own = [r for r in published.readings if r.source == "page" and not any("a" <= c <= "z" for c in r.text.lower())]
    near = [day for r in own if given - _NEAR <= (day := date.fromisoformat(r.date)) < given]
    return max(near, default=given) if published.basis == "given" else given


def _silent_until(times: tuple[Time, ...], events: tuple[Event, ...], published: date) -> int:
    """The offset up to which a report that names no day speaks of the day it appears: an earlier day ends it.

    In the lead that may be the day of what the headline tells, unless the day of publication stands before it.
    """
    before = {e.time for e in events if is_remembered(e)} - {e.time for e in events if not is_remembered(e)}
    earlier = [t.start for t in times if _states_a_day(t, published) and t.id not in before]
    if not earlier:
        return sys.maxsize
    today = any(t.start < min(earlier) and _is_today(t, published) for t in times)
    return min(earlier) if today or min(earlier) >= _LEAD else 0


def _passed(times: tuple[Time, ...], events: tuple[Event, ...], published: date | None) -> tuple[Event, ...]:
    """The events, what is told as done and has a day after publication as planned, violence and words without it.

    Who starts a tour tomorrow plans it; who was killed, and will be buried tomorrow, was not killed tomorrow.
    """
    if published is None:
        return events
    named = {t.id: t for t in times if _day_of(t) > published.isoformat()}
    found: list[Event] = []
    for event in events:
        time, calm = named.get(event.time or ""), not _violent(event) and event.type not in SPOKEN
        update: dict[str, str | None] = {}
        if time is not None and event.status == "occurred":
            if calm and event.type is not None and is_ahead(time):
                update["status"] = "planned"
            elif not calm and _after(time, published):
                update["time"] = None
        found.append(event.model_copy(update=update) if update else event)
    return tuple(found)


def _after(time: Time, published: date) -> bool:
    """True for a day after publication; what the text calls today may be one by another clock."""
    stated = time.interval.begin if time.interval is not None and time.kind != "range" else None
    return (stated or "")[:10] > published.isoformat() and "-day" not in time.rule


def _headed(
    times: tuple[Time, ...], events: tuple[Event, ...], statements: tuple[Statement, ...], published: date | None
) -> tuple[Event, ...]:
    """The events, violence and harm without a time on the day that the report is headed with, where it has one.

    It stands before them in the lead, is the time of no deed and of no words spoken, and holds until another is named.
    """
    days = [t for t in times if t.resolved and t.grain in _DAYS and t.kind != "range" and not t.future]
    used = {*(e.time for e in events), *(s.time for s in statements)}
    if not days or days[0].id in used or days[0].start > _LEAD or not _of_news(days[0], published):
        return events
    begin, first = _day_of(days[0]), days[0]
    until = next((t.start for t in days if _day_of(t) != begin), None)
    starts = [t.start for t in times if t.kind not in ("duration", "set")]
    return tuple(
        e.model_copy(update={"time": first.id})
        if e.time is None and e.status in _DONE and _violent(e) and not is_remembered(e)
        and first.end <= e.trigger.start and (until is None or e.evidence.start < until)
        and not _times_in(starts, e.evidence)
        else e
        for e in events
    )  # fmt: skip


def _day_of(time: Time) -> str:
    """The day on which a resolved time begins."""
    return ((time.interval.begin if time.interval is not None else None) or "")[:10]


def _of_news(time: Time, published: date | None) -> bool:
    """True for one day that a report may be about: of its last weeks, and not after it."""
    begin = _day_of(time)
    one = bool(begin) and time.interval is not None and (time.interval.end or "")[:10] == begin
    if not one or published is None:
        return one
    return published - _NEWS <= date.fromisoformat(begin) <= published


def _violent(event: Event) -> bool:
    return event.type in _VIOLENT or any(c.what in _HARM for c in event.counts)


def _times_in(starts: list[int], words: Span) -> bool:
    """True where the words that tell a deed hold a time, be it of something else."""
    return bisect_left(starts, words.start) < bisect_left(starts, words.end)


def _dayless(time: Time) -> bool:
    """True for a part of a day, a clock time and for hours ago; not for hours after something."""
    return time.rule == "times.point" or time.timex3 == "PAST_REF"


def _states_a_day(time: Time, published: date) -> bool:
    """True for a time that says on which earlier day something happened; since when says it of no deed."""
    if not time.resolved or time.grain not in _DAYS or time.kind == "range":
        return False
    return (published - _NEWS).isoformat() <= _day_of(time) < published.isoformat()


def _is_today(time: Time, published: date) -> bool:
    """True for a day that the report states to be that of publication."""
    return time.resolved and time.kind != "range" and _day_of(time) == published.isoformat()


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
