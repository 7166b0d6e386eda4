"""Corrections outlive a new version of the reader: they carry over, or wait to be reviewed again; none is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given as given_
from hypothesis import strategies as st

from archives import READER, keep
from khabar.errors import InputError, NotFound, StaleRevision
from khabar.objects import Record
from khabar.store import Archive, Given, add_record, search
from khabar.store.people import Person
from khabar.store.query import Aliases, parse_query
from khabar.store.review import Change, Draft, Review, carried, corrected, load_review, record_change, undo
from khabar.store.review_apply import Editor
from records import BODY, TITLE, made, span
from reviewing import CHANGES, FITTING, change, numbered

WHO = Person(name="سلمى", role="analyst")
NEWER = Given("khabar 2", "{}")


def renumbered(record: Record) -> Record:
    """The same record under other ids, in another order: as a newer version may have it."""
    text = record.to_json()
    for old, new in [("e", "n"), ("t", "k"), ("s", "q"), ("v", "w")]:
        for number in range(1, 6):
            text = text.replace(f'"{old}{number}"', f'"{new}{number}0"')
    made_ = Record.model_validate_json(text)
    return made_.model_copy(
        update={home: tuple(reversed(getattr(made_, home))) for home in ("entities", "times", "statements", "events")}
    )


def over(new: Record, *changes: Change, old: Record | None = None) -> tuple[Record, list[int], list[str]]:
    """The new version with the changes in it, which carried over, and why the others did not."""
    here, again = carried({1: old or made(), 2: new}, 2, numbered(*changes))
    result = corrected(new, here)
    assert result.skipped == ()
    return result.record, [c.id for c in here], [s.reason for s in again]


def test_an_edit_follows_its_words_under_new_ids() -> None:
    """The event is known by its trigger and type, what it refers to by its mentions."""
    new = renumbered(made())
    record, here, again = over(
        new,
        change("edit", "events/v1", "status", "denied", before="occurred"),
        change("edit", "events/v1", "actors", ["e3"], before=[]),
        change("edit", "events/v2", "about", before="v1"),
    )
    assert (here, again) == ([1, 2, 3], [])
    found = next(e for e in record.events if e.id == "w10")
    assert (found.status, found.actors) == ("denied", ("n30",))
    assert next(e for e in record.events if e.id == "w20").about is None


def test_an_edit_waits_where_the_new_version_says_something_else() -> None:
    """What the person saw is no longer what the machine says: they look again."""
    first = made().events[0].model_copy(update={"status": "planned"})
    record, here, again = over(
        made(events=(first, made().events[1])), change("edit", "events/v1", "status", "denied", before="occurred")
    )
    assert here == []
    assert "something else" in again[0]
    assert record.events[0].status == "planned"


def test_an_edit_that_the_new_version_makes_itself_stays_the_persons() -> None:
    """The mark remains, and the value is the one that both say."""
    first = made().events[0].model_copy(update={"status": "denied"})
    record, here, again = over(
        made(events=(first, made().events[1])), change("edit", "events/v1", "status", "denied", before="occurred")
    )
    assert (here, again, record.events[0].status) == ([1], [], "denied")


def test_a_second_edit_is_held_against_the_first() -> None:
    """A field changed twice carries over twice."""
    _, here, again = over(
        renumbered(made()),
        change("edit", "events/v1", "name", "سيل"),
        change("edit", "events/v1", "name", "فيضان", before="سيل"),
    )
    assert (here, again) == ([1, 2], [])


def test_a_change_of_what_is_no_longer_read_waits() -> None:
    """It is told with its reason."""
    _, here, again = over(made(events=()), change("edit", "events/v1", "status", "denied", before="occurred"))
    assert here == []
    assert again == ["events/v1 is no longer read in this report"]


def test_what_was_rejected_and_is_gone_needs_nothing() -> None:
    """The newer version agrees with the person."""
    before = made().to_dict()["events"][0]
    _, here, again = over(made(events=()), change("reject", "events/v1", before=before))
    assert (here, again) == ([], [])


def test_a_rejection_holds_of_the_same_kind_alone() -> None:
    """An assault that was rejected says nothing of the protest that is now read in the same words."""
    before = made().to_dict()["events"][0]
    record, here, _ = over(renumbered(made()), change("reject", "events/v1", before=before))
    assert here == [1]
    assert [e.id for e in record.events] == ["w20"]
    other = made().events[0].model_copy(update={"type": "PROTEST"})
    _, here, again = over(made(events=(other,)), change("reject", "events/v1", before=before))
    assert here == []
    assert "something else" in again[0]


def test_what_was_accepted_holds_as_long_as_nothing_changed_in_it() -> None:
    """Another rule or confidence is no other reading; another place is."""
    before = made().to_dict()["events"][0]
    surer = made().events[0].model_copy(update={"confidence": 0.9, "rule": "newer"})
    _, here, again = over(
        renumbered(made(events=(surer, made().events[1]))), change("accept", "events/v1", before=before)
    )
    assert (here, again) == ([1], [])
    moved = made().events[0].model_copy(update={"place": "e5"})
    _, here, again = over(made(events=(moved, made().events[1])), change("accept", "events/v1", before=before))
    assert here == []
    assert "otherwise" in again[0]


def added(**fields: Any) -> dict[str, Any]:
    """An event as a person added it."""
    words = span("قتلى").model_dump()
    event = made().events[0].model_dump(mode="json") | {"id": "x1", "type": None, "trigger": words, "counts": []}
    return event | fields


def test_what_was_added_stays_added() -> None:
    """With its references under their new ids; edits of it follow."""
    record, here, again = over(
        renumbered(made()),
        change("add", "events", after=added(actors=["e3"])),
        change("edit", "events/x1", "name", "سيل"),
    )
    assert (here, again) == ([1, 2], [])
    assert (record.events[-1].id, record.events[-1].actors, record.events[-1].name) == ("x1", ("n30",), "سيل")


def test_what_was_added_and_is_now_read_is_the_machines() -> None:
    """It does not stand there twice, and edits of it are edits of what the machine reads."""
    same = made().events[0].model_copy(update={"id": "v9", "type": None, "trigger": span("قتلى"), "name": None})
    record, here, again = over(
        made(events=(*made().events, same)),
        change("add", "events", after=added()),
        change("edit", "events/x1", "name", "سيل"),
    )
    assert (here, again) == ([2], [])
    assert [(e.id, e.name) for e in record.events[2:]] == [("v9", "سيل")]


def test_merged_entities_stay_merged() -> None:
    """Where the newer version merges them itself, nothing is left to do."""
    _, here, again = over(renumbered(made()), change("merge", "entities/e2", after="entities/e3"))
    assert (here, again) == ([1], [])
    one = made().entities[2].model_copy(update={"mentions": made().entities[1].mentions + made().entities[2].mentions})
    new = corrected(made(entities=(*made().entities[:2], one, *made().entities[3:])), []).record
    merged = corrected(new, [change("merge", "entities/e2", after="entities/e3")]).record
    _, here, again = over(merged, change("merge", "entities/e2", after="entities/e3"))
    assert (here, again) == ([], [])


def test_words_are_followed_into_another_text() -> None:
    """The new version cut a line away above: spans move with their lines; words that are gone make a change wait."""
    text = f"تابعونا على تلغرام\n\n{TITLE}\n\n{BODY}"
    shift = len(text) - len(f"{TITLE}\n\n{BODY}")
    old = _shifted(made(), text, shift)
    record, here, again = over(
        made(),
        change("edit", "events/v1", "trigger", _at(old, "الطائرات"), before=_at(old, "قصفت")),
        change("edit", "events/v1", "evidence", _at(old, "تلغرام"), before=old.to_dict()["events"][0]["evidence"]),
        old=old,
    )
    assert here == [1]
    assert record.events[0].trigger == span("الطائرات")
    assert "no longer in the text" in again[0]


def _at(record: Record, words: str) -> dict[str, Any]:
    start = record.report.text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def _shifted(record: Record, text: str, shift: int) -> Record:
    def moved(value: Any) -> Any:
        if isinstance(value, list):
            return [moved(v) for v in value]
        if not isinstance(value, dict):
            return value
        deeper = {k: moved(v) for k, v in value.items()}
        if "start" in value:
            deeper |= {"start": value["start"] + shift, "end": value["end"] + shift}
        return deeper

    data: dict[str, Any] = moved(record.to_dict())
    data["report"]["text"] = text
    return Record.model_validate(data)


@given_(st.lists(FITTING, max_size=6))
def test_what_was_changed_is_changed_the_same_under_other_ids(changes: list[Change]) -> None:
    """A law: on a version that says the same under other ids, every change carries over and comes to the same."""
    editor, kept = Editor(made()), []
    for asked in changes:
        field = "place" if asked.action == "move" else asked.field
        try:
            seen = asked.model_copy(update={"before": editor.value(asked.target, field), "field": field})
            editor.apply(seen)
        except (InputError, NotFound):
            continue
        kept.append(seen.model_copy(update={"after": editor.value(asked.target, field)} if field else {}))
    record, here, again_ = over(renumbered(made()), *kept)
    assert again_ == []
    assert len(here) == len(kept)
    assert record == renumbered(editor.record())


@given_(st.lists(CHANGES, max_size=5))
def test_whatever_was_written_down_something_comes_of_it(changes: list[Change]) -> None:
    """A law: no list of changes makes carrying fail, and none is in both lists."""
    rows = numbered(*changes)
    here, again_ = carried({1: made(), 2: renumbered(made())}, 2, rows)
    assert not {c.id for c in here} & {s.change.id for s in again_}
    corrected(renumbered(made()), here)


# -------------------------------------------------------------------------------------------- in the archive


def again(archive: Archive, report: int, record: Record) -> Review:
    """Read the report again, by a newer version."""
    with archive.writing() as connection:
        add_record(connection, report, NEWER, record)
    return load_review(archive, report)


@pytest.fixture
def report(archive: Archive) -> int:
    """A report on the desk."""
    return keep(archive, made(), READER)


def test_a_report_read_again_keeps_its_corrections(archive: Archive, report: int, aliases: Aliases) -> None:
    """They are in the corrected record and in the search; the audit is as it was."""
    seen = load_review(archive, report)
    draft = Draft(action="edit", target="events/v1", field="status", after="denied")
    written = record_change(archive, report, draft, who=WHO, revision=0, reading=seen.reading)
    review = again(archive, report, renumbered(made()))
    assert review.changes == (written,)
    assert next(e for e in review.corrected.record.events if e.id == "w10").status == "denied"
    assert review.corrected.marks["events/w10"].who == "سلمى"
    assert search(archive, parse_query("type:assault status:denied", aliases)).total == 1
    back = undo(archive, report, who=WHO, revision=1, reading=review.reading)
    assert back.reading == review.reading
    assert load_review(archive, report).corrected.record == renumbered(made())


def test_what_does_not_carry_over_is_listed_until_it_is_taken_back(archive: Archive, report: int) -> None:
    """Never lost, never applied to something else."""
    seen = load_review(archive, report)
    draft = Draft(action="edit", target="events/v1", field="status", after="denied")
    record_change(archive, report, draft, who=WHO, revision=0, reading=seen.reading)
    review = again(archive, report, made(events=()))
    assert [s.change.after for s in review.corrected.skipped] == ["denied"]
    undo(archive, report, who=WHO, revision=1, reading=review.reading)
    assert load_review(archive, report).corrected.skipped == ()


def test_a_change_made_on_an_old_version_is_stale(archive: Archive, report: int) -> None:
    """Ids of the version that the person looked at may mean something else by now."""
    seen = load_review(archive, report)
    newer = again(archive, report, renumbered(made()))
    draft = Draft(action="edit", target="events/v1", field="status", after="denied")
    with pytest.raises(StaleRevision, match="newer version") as told:
        record_change(archive, report, draft, who=WHO, revision=0, reading=seen.reading)
    assert told.value.reading == newer.reading


def test_changes_of_several_versions_stand_together(archive: Archive, report: int) -> None:
    """One made on the first, one on the second, both on the third."""
    seen = load_review(archive, report)
    draft = Draft(action="edit", target="events/v1", field="status", after="denied")
    record_change(archive, report, draft, who=WHO, revision=0, reading=seen.reading)
    second = again(archive, report, renumbered(made()))
    draft = Draft(action="edit", target="events/w10", field="name", after="سيل")
    record_change(archive, report, draft, who=WHO, revision=1, reading=second.reading)
    with archive.writing() as connection:
        add_record(connection, report, Given("khabar 3", "{}"), made())
    third = load_review(archive, report)
    assert third.corrected.skipped == ()
    assert (third.corrected.record.events[0].status, third.corrected.record.events[0].name) == ("denied", "سيل")
