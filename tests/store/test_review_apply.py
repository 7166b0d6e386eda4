"""A record with people's changes in it is a valid record, anchored in its text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.objects import Record
from khabar.store.review import COLLECTIONS, Change, Corrected, corrected, undone_changes
from khabar.store.review_apply import TYPES, references
from records import TEXT, made, span
from reviewing import CHANGES, change, numbered


def at(words: str) -> dict[str, int]:
    """Where words stand, as the desk sends it: without them."""
    found = span(words)
    return {"start": found.start, "end": found.end}


def done(*changes: Change) -> Corrected:
    """The made record with these changes in it, none of them skipped."""
    result = corrected(made(), numbered(*changes))
    assert result.skipped == ()
    return result


def refused(*changes: Change) -> str:
    """Why the last of these changes was skipped; the record is then as it was before it."""
    rows = numbered(*changes)
    result, before = corrected(made(), rows), corrected(made(), rows[:-1])
    assert [s.change.id for s in result.skipped] == [len(changes)]
    assert result.record == before.record
    return result.skipped[0].reason


def event(record: Record, identity: str = "v1") -> Any:
    """An event by its id."""
    return next(e for e in record.events if e.id == identity)


def assert_anchored(record: Record) -> None:
    """Every span says what stands there, and every id that something refers to is there."""
    data = record.to_dict()
    waiting: list[Any] = [data[home] for home in COLLECTIONS]
    while waiting:
        found = waiting.pop()
        if isinstance(found, list):
            waiting += found
        elif isinstance(found, dict):
            waiting += found.values()
            if "start" in found:
                assert record.report.text[found["start"] : found["end"]] == found["text"] != ""
    known = {home: {found["id"] for found in data[home]} for home in COLLECTIONS}
    for home in COLLECTIONS:
        for found in data[home]:
            for field, refers in references(home).items():
                value = found[field]
                assert {v for v in (value if isinstance(value, list) else [value]) if v} <= known[refers]
            assert {hop["entity"] for hop in found.get("hops", ())} <= known["entities"]


def test_no_changes_leave_the_record_as_it_was() -> None:
    """Nothing is invented where nobody did anything."""
    assert corrected(made(), []) == Corrected(record=made())


def test_a_field_is_edited_and_the_mark_says_which() -> None:
    """The new value stands in the record, and the object is marked as edited by that person."""
    result = done(change("edit", "events/v1", "status", "denied"), change("edit", "events/v1", "mode", None))
    assert (event(result.record).status, event(result.record).mode) == ("denied", None)
    mark = result.marks["events/v1"]
    assert (mark.state, mark.who, mark.fields) == ("edited", "سلمى", ("status", "mode"))


def test_accepting_changes_nothing_but_the_mark() -> None:
    """What a person agrees with is as the machine read it."""
    result = done(change("accept", "statements/s1"))
    assert result.record == made()
    assert result.marks["statements/s1"].state == "accepted"


def test_a_span_is_given_by_its_bounds_alone() -> None:
    """Its words are those of the text."""
    result = done(change("edit", "statements/s2", "content", at("الدفاع المدني أحصى 7 قتلى")))
    assert result.record.statements[1].content == span("الدفاع المدني أحصى 7 قتلى")


def test_an_object_is_added_under_an_id_of_its_own() -> None:
    """It stands behind the machine's, with the rule that says a person brought it in."""
    after = {"id": "x1", "trigger": at("قتلى"), "status": "occurred", "evidence": at("7 قتلى بينهم طفلان")}
    result = done(change("add", "events", None, after), change("edit", "events/x1", "type", "ASSAULT"))
    added = result.record.events[-1]
    assert (added.id, added.rule, added.type) == ("x1", "review", "ASSAULT")
    assert added.trigger == span("قتلى")
    assert result.marks["events/x1"].state == "added"


@pytest.mark.parametrize(
    ("collection", "after"),
    [
        ("entities", {"kind": "organization", "name": "الدفاع المدني"}),
        ("times", {"start": TEXT.index("أمس"), "end": TEXT.index("أمس") + 3}),
        ("statements", {"act": "assert", "content": {"start": 0, "end": 5}, "quotation": "indirect"}),
        ("events", {"trigger": {"start": 0, "end": 4}, "evidence": {"start": 0, "end": 9}, "status": "planned"}),
    ],
)
def test_what_one_need_not_say_is_unknown(collection: str, after: dict[str, Any]) -> None:
    """A few words make an object of every kind; the rest is null or empty."""
    result = done(change("add", collection, None, {"id": "x1", **after}))
    added = getattr(result.record, collection)[-1]
    assert type(added) is TYPES[collection]  # type: ignore[index]
    assert_anchored(result.record)


def test_a_rejected_entity_is_named_nowhere() -> None:
    """Chains, speakers, actors and victims forget it; the statements stay."""
    result = done(change("reject", "entities/e3"))
    assert "e3" not in {e.id for e in result.record.entities}
    assert all("e3" not in (*s.chain, *s.via, s.speaker) for s in result.record.statements)
    assert all("e3" not in (*e.actors, *e.victims, *e.recipients, e.place) for e in result.record.events)
    assert len(result.record.statements) == len(made().statements)
    assert result.marks["entities/e3"].state == "rejected"


def test_a_rejected_statement_leaves_its_place_to_the_one_around_it() -> None:
    """What stood within it stands in what it stood in; an event of it is the outer one's, or the publisher's."""
    record = made()
    inner = record.statements[1].model_copy(update={"part_of": "s1"})
    told = record.events[0].model_copy(update={"statement": "s2"})
    record = made(statements=(record.statements[0], inner, record.statements[2]), events=(told, record.events[1]))
    result = corrected(record, [change("reject", "statements/s2")])
    assert event(result.record).statement == "s1"
    assert next(s for s in result.record.statements if s.id == "s3").part_of == "s1"


def test_a_rejected_event_or_time_is_referred_to_by_nobody() -> None:
    """`about` and `time` are null then."""
    result = done(change("reject", "events/v1"), change("reject", "times/t1"))
    assert event(result.record, "v2").about is None
    assert result.record.statements[0].time is None


def test_a_merged_entity_gives_its_names_and_places_away() -> None:
    """Mentions and aliases go over, and whatever named it names the other one, once."""
    result = done(change("merge", "entities/e2", None, "entities/e3"))
    into = next(e for e in result.record.entities if e.id == "e3")
    assert "وكالة المرفأ" in into.aliases
    assert [m.text for m in into.mentions] == ["وكالة المرفأ", "سامر"]
    assert result.record.statements[0].chain == ("e1", "e3")
    assert result.marks["entities/e2"].state == "merged"


def test_a_moved_place_forgets_what_told_of_the_old_point() -> None:
    """Its country stays; districts and the gazetteer's number do not."""
    result = done(change("move", "entities/e4", None, {"lat": 15.6, "lon": 43.3}))
    place = next(e for e in result.record.entities if e.id == "e4").place
    assert place is not None
    assert (place.lat, place.lon, place.precision, place.country, place.admin1) == (15.6, 43.3, "exact", "YEM", None)


def test_an_edited_interval_makes_the_old_notations_void() -> None:
    """EDTF and TIMEX3 of the old days would contradict the new ones."""
    result = done(change("edit", "times/t1", "interval", {"begin": "2018-08-15", "end": "2018-08-15"}))
    time = result.record.times[0]
    assert (time.resolved, time.edtf, time.timex3) == (True, None, None)


def test_fields_of_the_report_itself_are_edited() -> None:
    """Title, publisher and day; the text is as it was read."""
    result = done(change("edit", "report", "published", {"date": "2018-08-16", "basis": "given"}))
    assert result.record.report.published.date == "2018-08-16"
    assert "text" in refused(change("edit", "report", "text", "نص آخر"))
    assert "parts" in refused(change("edit", "report", "parts", []))


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (change("edit", "events/v1", "status", "perhaps"), "status"),
        (change("edit", "events/v1", "id", "v9"), "no field"),
        (change("edit", "events/v1", "rule", "mine"), "no field"),
        (change("edit", "events/v1", "colour", "red"), "no field"),
        (change("edit", "events/v9", "status", "denied"), "not in this version"),
        (change("edit", "furniture/1", "text", ""), "names nothing"),
        (change("edit", "events/v1", "place", "e99"), "has no e99"),
        (change("edit", "events/v1", "about", "v1"), "its own"),
        (change("edit", "events/v1", "trigger", {"start": 5, "end": 5}), "no stretch"),
        (change("edit", "events/v1", "trigger", {"start": -1, "end": 5}), "no stretch"),
        (change("edit", "events/v1", "trigger", {"start": 0, "end": len(TEXT) + 1}), "no stretch"),
        (change("edit", "events/v1", "trigger", {"start": 0, "end": 4, "text": "غيره"}), "other words"),
        (change("edit", "events/v1", "trigger", {"start": True, "end": 4}), "no stretch"),
        (change("edit", "statements/s2", "part_of", "s3"), "within"),
        (change("edit", "statements/s1", "hops", [{"entity": "e77"}]), "e77"),
        (change("edit", "times/t1", "interval", {"begin": "yesterday", "end": None}), "no day"),
        (change("edit", "times/t1", "interval", {"begin": "2018-08-16", "end": "2018-08-15"}), "after"),
        (change("edit", "report", "published", {"date": "16/8/2018"}), "no day"),
        (change("move", "entities/e4", None, {"lat": 91, "lon": 0}), "lat"),
        (change("move", "entities/e4", None, {"lat": float("nan"), "lon": 0}), "lat"),
        (change("move", "events/v1", None, {"lat": 1, "lon": 1}), "entity"),
        (change("move", "entities/e4", None, None), "entity"),
        (change("merge", "entities/e2", None, "entities/e2"), "another"),
        (change("merge", "events/v1", None, "events/v2"), "another"),
        (change("merge", "entities/e2", None, "entities/e9"), "not in this version"),
        (change("add", "events", None, {"id": "v1", "status": "occurred"}), "already"),
        (change("add", "sources", None, {"id": "x1"}), "added to one of"),
        (change("add", "events", None, "v1"), "object"),
        (change("add", "entities", None, {"id": "x1", "kind": "place", "name": "أ", "colour": 1}), "colour"),
        (change("reject", "report"), "names nothing"),
    ],
)  # fmt: skip
def test_what_would_break_the_record_is_skipped(asked: Change, why: str) -> None:
    """The record is as it was, and the reason names what is wrong."""
    assert why in refused(asked)


@pytest.mark.parametrize(
    "counts",
    [
        [{"min": -1, "max": 3}], [{"min": 5, "max": 3}], [{"min": 1, "max": 1, "subset_of": 0}],
        [{"min": 1, "max": 1, "subset_of": 7}], [{"min": 10**15, "max": None}],
        [{"min": 1, "max": 1, "subset_of": 1}, {"min": 1, "max": 1, "subset_of": 0}],
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_is_refused(counts: list[dict[str, Any]]) -> None:
    """Below zero, upside down, part of itself: none of it enters a record."""
    full = [{"what": "killed", "who": "child", "exact": True, **at("طفلان"), **c} for c in counts]
    assert "counts" in refused(change("edit", "events/v1", "counts", full))


def test_an_undone_change_does_not_count_until_it_is_redone() -> None:
    """The rows stay; the newest one about a change decides."""
    rows = [
        change("edit", "events/v1", "status", "denied"), change("undo", "changes/1", number=2),
        change("redo", "changes/1", number=3),
    ]  # fmt: skip
    assert undone_changes(rows[:2]) == (1,)
    assert corrected(made(), rows[:2]).record == made()
    assert undone_changes(rows) == ()
    assert event(corrected(made(), rows).record).status == "denied"


def test_a_change_on_what_was_taken_back_is_told_and_not_lost() -> None:
    """An edit of an object whose adding was undone waits among the skipped."""
    after = {"id": "x1", "kind": "person", "name": "سامر"}
    rows = [
        change("add", "entities", None, after), change("edit", "entities/x1", "name", "سمير", number=2),
        change("undo", "changes/1", number=3),
    ]  # fmt: skip
    result = corrected(made(), rows)
    assert result.record == made()
    assert [s.change.id for s in result.skipped] == [2]


@given(st.lists(CHANGES, max_size=8))
def test_whatever_is_asked_the_record_stays_valid_and_anchored(changes: list[Change]) -> None:
    """For any list of changes: no error, a record that reads back the same, spans on the text, no dangling name."""
    result = corrected(made(), numbered(*changes))
    assert Record.model_validate_json(result.record.to_json()) == result.record
    assert_anchored(result.record)
