"""What the whole report makes of its deeds: where and when they go on, and which are told at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from khabar.events.repeats import Telling
from khabar.events.told import Told, framed, only_told
from khabar.objects import Event, Interval, Span, Time


def told(
    kind: str | None,
    place: str | None = None,
    *,
    part: int = 0,
    sentence: int = 0,
    somewhere: bool = False,
    definite: bool = False,
    doubtful: bool = False,
    **more: Any,
) -> Told:
    """A deed of a type at a place, told in a part of the report."""
    span = Span(start=0, end=3, text="قصف")
    event = Event(
        id="", type=kind, place=place, rule="test", **{"trigger": span, "evidence": span, "status": "occurred"} | more
    )
    telling = Telling(sentence, part, "test", definite, kind, False, False)
    return Told(event, 0, telling, doubtful=doubtful, somewhere=somewhere)


def day(id_: str, begin: str, *, grain: Any = "day") -> Time:
    """A resolved time."""
    return Time(
        id=id_, start=0, end=3, text="أمس", kind="date", interval=Interval(begin=begin, end=begin), grain=grain,
        resolved=True, rule="test",
    )  # fmt: skip


def test_violence_goes_on_where_it_was_told_last() -> None:
    """A deed of violence without place takes that of the one before; a visit does not, and a country says nothing."""
    rows = [told("ASSAULT", "e1"), told("ASSAULT"), told("CONSULT"), told("ASSAULT", "syr"), told("ASSAULT")]
    places = [t.event.place for t in framed(rows, (), None, frozenset({"syr"}))]
    assert places == ["e1", "e1", None, "syr", "e1"]


# A deed told behind one at e1, of several told elsewhere → whether it goes on there.
AFTER = {
    "in the same paragraph": (told("ASSAULT", sentence=1), True),
    "far behind": (told("ASSAULT", sentence=5), False),
    "in a paragraph of its own": (told("ASSAULT", sentence=1, part=1), False),
    "in the next, pointing back": (told("ASSAULT", sentence=1, part=1, definite=True), True),
    "in the next, on the same day": (told("ASSAULT", sentence=1, part=1, time="t1"), True),
    "in the next, by the same people": (told("ASSAULT", sentence=1, part=1, actors=("e5",)), True),
    "on another day": (told("ASSAULT", sentence=1, time="t2"), False),
    "in another year": (told("ASSAULT", sentence=1, time="t3"), False),
    "a place in its sentence is of something else": (told("ASSAULT", sentence=1, somewhere=True), False),
}


@pytest.mark.parametrize(("item", "goes_on"), AFTER.values(), ids=AFTER.keys())
def test_violence_goes_on_only_right_behind(item: Told, goes_on: bool) -> None:
    """A deed without place takes that of the one before where the words go on with it, else it has none."""
    times = (day("t1", "2024-03-02"), day("t2", "2024-02-02"), day("t3", "2020-01-01", grain="year"))
    rows = [told("ASSAULT", place) for place in ("e2", "e3", "e4")]
    rows += [told("ASSAULT", "e1", time="t1", actors=("e5",)), item]
    assert framed(rows, times, None, frozenset())[-1].event.place == ("e1" if goes_on else None)


def test_what_is_called_for_says_nothing_of_where_violence_is() -> None:
    """The place of a call or a meeting is not that of the violence told behind it."""
    rows = [told("REQUEST", "e2"), told("ASSAULT")]
    assert framed(rows, (), None, frozenset())[1].event.place is None


def test_a_report_of_one_place_is_of_that_place() -> None:
    """Where nothing before names a place, violence in the lead is where the only place of the report is."""
    late = Span(start=900, end=903, text="قصف")
    rows = [told("ASSAULT"), told("AID"), told("ASSAULT", part=1, sentence=9, trigger=late)]
    assert [t.event.place for t in framed(rows, (), "e9", frozenset())] == ["e9", None, None]


def test_what_was_not_done_and_what_courts_do_is_not_where_others_fought() -> None:
    """A deed that is denied takes no place from the one before, and a judgment takes neither its place nor its day."""
    rows = [told("ASSAULT", "e1"), told("ASSAULT", status="denied"), told("COERCE")]
    rows[2] = replace(rows[2], telling=replace(rows[2].telling, kind="judgment"))
    assert [t.event.place for t in framed(rows, (), "e1", frozenset())] == ["e1", None, None]


def test_a_doubted_threat_stays_a_threat() -> None:
    """What the head doubts goes where nobody acts; what somebody plans is a threat, as PLOVER codes it."""
    rows = [
        told("ASSAULT", doubtful=True),
        told("ASSAULT", doubtful=True, actors=("e1",), status="planned"),
        told("ASSAULT", doubtful=True, actors=("e1",)),
        told("ASSAULT"),
    ]
    kept, events = only_told(rows, [t.event for t in rows])
    assert [e.type for e in events] == ["THREATEN", None, "ASSAULT"] and len(kept) == 3


def test_a_topic_and_a_claim_are_no_deeds_of_their_own() -> None:
    """A topic is told where somebody does it; a claim only says whose deed another is, but keeps what it counts."""
    rows = [replace(told("AID"), topic=True), replace(told("AID", actors=("e1",)), topic=True)]
    rows.append(replace(told(None), claim=True))
    _, events = only_told(rows, [t.event for t in rows])
    assert [(e.type, e.actors) for e in events] == [("AID", ("e1",))]


def test_the_day_of_the_first_violence_holds_for_what_is_told_close_behind() -> None:
    """A deed without time is of the day of the violence dated first; not of that of a call, nor far behind."""
    late = Span(start=900, end=903, text="قصف")
    rows = [told("REQUEST", time="t2"), told("ASSAULT", time="t1"), told("COERCE"), told("COERCE", trigger=late)]
    rows.append(replace(told("ASSAULT"), earlier=True))
    times = (day("t1", "2024-03-02"), day("t2", "2024-02-02"))
    assert [t.event.time for t in framed(rows, times, None, frozenset())] == ["t2", "t1", "t1", None, None]
