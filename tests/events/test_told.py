"""What the whole report makes of its deeds: where and when they go on, and which are told at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from khabar.events.repeats import Telling
from khabar.events.told import Told, framed, only_told
from khabar.objects import Event, Span


def told(kind: str | None, place: str | None = None, *, part: int = 0, doubtful: bool = False, **more: Any) -> Told:
    """A deed of a type at a place, told in a part of the report."""
    span = Span(start=0, end=3, text="قصف")
    event = Event(
        id="", type=kind, trigger=span, evidence=span, place=place, rule="test", **{"status": "occurred"} | more
    )
    return Told(event, 0, Telling(0, part, "test", False, kind, False, False), doubtful=doubtful)


def test_violence_goes_on_where_it_was_told_last() -> None:
    """A deed of violence without place takes that of the one before; a visit does not, and a country says nothing."""
    rows = [told("ASSAULT", "e1"), told("ASSAULT"), told("CONSULT"), told("ASSAULT", "syr"), told("ASSAULT")]
    places = [t.event.place for t in framed(rows, (), None, frozenset({"syr"}))]
    assert places == ["e1", "e1", None, "syr", "e1"]


def test_a_report_of_one_place_is_of_that_place() -> None:
    """Where nothing before names a place, violence is where the only place of the report is."""
    assert [t.event.place for t in framed([told("ASSAULT"), told("AID")], (), "e9", frozenset())] == ["e9", None]


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
