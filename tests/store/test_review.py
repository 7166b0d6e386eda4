"""Changes are written once, in turn, and kept: on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy import text as sql

from archives import keep, record_of
from khabar.errors import ArchiveError, Forbidden, InputError, NotFound, StaleRevision
from khabar.store import Archive, search
from khabar.store import schema as t
from khabar.store.people import LOCAL, Person, add_person
from khabar.store.query import Aliases, parse_query
from khabar.store.review import (
    Change,
    Draft,
    Review,
    ReviewStatus,
    Standing,
    assign,
    changes_of,
    corrected_records,
    incident_changes,
    load_review,
    may_set,
    recent_changes,
    record_change,
    record_incident_change,
    redo,
    set_status,
    standing_of,
    standings,
    undo,
)
from records import made

ANALYST = Person(name="سلمى", role="analyst")
SECOND = Person(name="نور", role="analyst")
SENIOR = Person(name="هدى", role="senior")
READER = Person(name="زائر", role="reader")


@pytest.fixture
def report(archive: Archive) -> int:
    """A report on the desk."""
    return keep(archive, made())


def edit(status: str = "denied") -> Draft:
    """A change that says an event is otherwise."""
    return Draft(action="edit", target="events/v1", field="status", after=status)


def change(archive: Archive, report: int, draft: Draft, who: Person = ANALYST) -> Change:
    """Write a change on the newest of everything."""
    review = load_review(archive, report)
    return record_change(archive, report, draft, who=who, revision=review.standing.revision, reading=review.reading)


def turn(archive: Archive, report: int, deed: Any, who: Person = ANALYST, number: int | None = None) -> Change:
    """Undo or redo on the newest of everything."""
    review = load_review(archive, report)
    made: Change = deed(
        archive, report, who=who, revision=review.standing.revision, reading=review.reading, change=number
    )
    return made


def status_of(review: Review) -> str:
    """What the first event's status is by now."""
    return review.corrected.record.events[0].status


def test_a_change_is_a_row_with_before_and_after(archive: Archive, report: int) -> None:
    """Who, when, on which version, from what to what; the machine's record stays what it was."""
    written = change(archive, report, edit())
    review = load_review(archive, report)
    assert review.changes == (written,)
    assert (written.who, written.before, written.after, written.revision) == ("سلمى", "occurred", "denied", 1)
    assert written.reading == review.reading
    assert (status_of(review), review.machine.events[0].status) == ("denied", "occurred")
    assert review.standing.revision == 1
    assert changes_of(archive, f"reports/{report}") == (written,)


def test_an_untouched_report_stands_at_nothing(archive: Archive, report: int) -> None:
    """Revision 0, as the machine read it, without a row."""
    assert load_review(archive, report).standing == Standing(subject=f"reports/{report}")
    assert standings(archive, [report, 999])[999] == Standing(subject="reports/999")


@pytest.mark.parametrize("missing", [0, -1, 999, 2**31, 2**63, 10**30])
def test_a_report_that_is_not_there(archive: Archive, report: int, missing: int) -> None:
    """Any number is answered, however large."""
    with pytest.raises(NotFound):
        load_review(archive, missing)


def test_the_second_of_two_is_told_and_nothing_is_overwritten(archive: Archive, report: int) -> None:
    """Two people look at the same revision; the second hears what the first did, and writes nothing."""
    seen = load_review(archive, report)
    first = record_change(archive, report, edit(), who=ANALYST, revision=0, reading=seen.reading)
    with pytest.raises(StaleRevision, match=r"سلمى: edit events/v1 \(status\)") as told:
        record_change(archive, report, edit("planned"), who=SECOND, revision=0, reading=seen.reading)
    assert (told.value.revision, told.value.changes) == (1, (first,))
    assert load_review(archive, report).changes == (first,)


def test_a_revision_that_never_was_is_stale(archive: Archive, report: int) -> None:
    """Nobody writes on a future one."""
    seen = load_review(archive, report)
    with pytest.raises(StaleRevision, match="no revision 7"):
        record_change(archive, report, edit(), who=ANALYST, revision=7, reading=seen.reading)


def test_many_at_once_lose_nothing(archive: Archive, report: int) -> None:
    """Eight writers, each trying until through: every change accepted is one row, and revisions have no gap."""
    accepted: list[Change] = []
    failed: list[BaseException] = []

    def work(name: str) -> None:
        who, done = Person(name=name, role="analyst"), 0
        try:
            while done < 3:
                try:
                    draft = Draft(action="edit", target="events/v2", field="name", after=f"{name} {done}")
                    accepted.append(change(archive, report, draft, who))
                    done += 1
                except StaleRevision:
                    continue
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(f"p{i}",)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    rows = changes_of(archive, f"reports/{report}")
    assert sorted(accepted, key=lambda c: c.revision) == list(rows)
    assert [row.revision for row in rows] == list(range(1, 25))
    for earlier, later in pairwise(rows):
        assert later.before == earlier.after


def test_the_audit_is_never_changed_nor_deleted(archive: Archive, report: int) -> None:
    """The database itself refuses, whoever asks."""
    change(archive, report, edit())
    for statement in ("UPDATE change SET who = 'x'", "DELETE FROM change"):
        with pytest.raises(ArchiveError, match="audit"), archive.writing() as connection:
            connection.execute(sql(statement))
    assert len(changes_of(archive, f"reports/{report}")) == 1


def test_no_two_rows_have_one_revision(archive: Archive, report: int) -> None:
    """Even a writer that knows nothing of locks is refused."""
    written = change(archive, report, edit())
    row = {"subject": written.subject, "revision": 1, "at": written.at, "who": "x", "action": "edit", "target": "x"}
    with pytest.raises(ArchiveError), archive.writing() as connection:
        connection.execute(insert(t.change).values(row))


def test_undo_and_redo_are_rows_of_their_own(archive: Archive, report: int) -> None:
    """What was before is again, then what was after; four rows tell of it."""
    first = change(archive, report, edit())
    back = turn(archive, report, undo)
    assert (back.action, back.target, back.before, back.after) == ("undo", f"changes/{first.id}", "denied", "occurred")
    review = load_review(archive, report)
    assert (status_of(review), review.undone) == ("occurred", (first.id,))
    turn(archive, report, redo)
    assert status_of(load_review(archive, report)) == "denied"
    assert [c.action for c in load_review(archive, report).changes] == ["edit", "undo", "redo"]


def test_undo_takes_ones_own_last_change(archive: Archive, report: int) -> None:
    """What others did since stays; with nothing of one's own there is nothing to undo."""
    change(archive, report, edit())
    change(archive, report, Draft(action="edit", target="events/v2", field="name", after="سيل"), SECOND)
    turn(archive, report, undo)
    review = load_review(archive, report)
    assert (status_of(review), review.corrected.record.events[1].name) == ("occurred", "سيل")
    with pytest.raises(NotFound):
        turn(archive, report, undo)


def test_anothers_change_is_undone_by_a_senior_alone(archive: Archive, report: int) -> None:
    """An analyst is refused."""
    first = change(archive, report, edit())
    with pytest.raises(Forbidden):
        turn(archive, report, undo, SECOND, first.id)
    assert turn(archive, report, undo, SENIOR, first.id).who == "هدى"
    with pytest.raises(NotFound):
        turn(archive, report, undo, SENIOR, first.id)


def test_what_lost_its_ground_is_not_redone(archive: Archive, report: int) -> None:
    """A change of an object that is gone by now cannot count again."""
    change(archive, report, Draft(action="add", target="entities", after={"kind": "person", "name": "سامر"}), SECOND)
    change(archive, report, Draft(action="edit", target="entities/x1", field="name", after="سمير"))
    turn(archive, report, undo)
    turn(archive, report, undo, SECOND)
    with pytest.raises(InputError, match="no longer there"):
        turn(archive, report, redo)


def test_what_is_added_never_takes_an_id_that_was(archive: Archive, report: int) -> None:
    """An undone object keeps its id, so that the audit names one thing by it."""
    draft = Draft(action="add", target="entities", after={"kind": "person", "name": "سامر", "id": "e1", "rule": "x"})
    first = change(archive, report, draft)
    turn(archive, report, undo)
    second = change(archive, report, draft)
    assert (first.after["id"], second.after["id"], second.after["rule"]) == ("x1", "x2", "review")


@pytest.mark.parametrize(
    "draft",
    [
        Draft(action="edit", target="events/v1", field="status", after="perhaps"),
        Draft(action="edit", target="events/v1", field="name", after="\u202eالسيل"),
        Draft(action="edit", target="events/v1", field="name", after="a\x00b"),
        Draft(action="edit", target="events/v1", field="name", after="\ud800"),
        Draft(action="edit", target="events/v1", field="name", after="ا" * 70_000),
        Draft(action="edit", target="events/v1", field="confidence", after=float("nan")),
        Draft(action="add", target="entities", after={"kind": "person", "name": "x", "\ud800": 1}),
        Draft(action="add", target="events", after=None),
        Draft(action="split", target="events/v1"),
        Draft(action="undo", target="changes/1"),
        Draft(action="status", target="report", field="status", after="final"),
    ],
    ids=lambda d: f"{d.action}-{d.field}"[:20],
)  # fmt: skip
def test_what_may_not_be_kept_is_refused(archive: Archive, report: int, draft: Draft) -> None:
    """Nothing is written of it."""
    with pytest.raises(InputError):
        change(archive, report, draft)
    assert load_review(archive, report).changes == ()


def test_a_hostile_value_is_kept_as_it_is(archive: Archive, report: int) -> None:
    """Markup and SQL are words like others."""
    hostile = "<script>alert(1)</script>'; DROP TABLE change; -- {{7*7}}"
    change(archive, report, Draft(action="edit", target="events/v1", field="name", after=hostile))
    assert load_review(archive, report).corrected.record.events[0].name == hostile


def test_a_deep_value_is_refused(archive: Archive, report: int) -> None:
    """No recursion of ours ends in the machine's."""
    deep: Any = "x"
    for _ in range(3000):
        deep = [deep]
    with pytest.raises(InputError, match="deep"):
        change(archive, report, Draft(action="edit", target="events/v1", field="name", after=deep))


def test_the_search_finds_what_people_made_of_it(archive: Archive, report: int, aliases: Aliases) -> None:
    """A corrected event is found by its new fields and no longer by its old ones; undone, as before."""
    denied, occurred = (parse_query(f"type:assault status:{s}", aliases) for s in ("denied", "occurred"))
    assert (search(archive, denied).total, search(archive, occurred).total) == (0, 1)
    change(archive, report, edit())
    assert (search(archive, denied).total, search(archive, occurred).total) == (1, 0)
    turn(archive, report, undo)
    assert (search(archive, denied).total, search(archive, occurred).total) == (0, 1)


# ----------------------------------------------------------------------------------------------- where it stands


def test_a_report_goes_from_hand_to_hand(archive: Archive, report: int) -> None:
    """Taken, checked, checked by another, final: each step a row."""
    add_person(archive, "سلمى", "analyst")
    assign(archive, report, "سلمى", who=ANALYST, revision=0)
    set_status(archive, report, "checked", who=ANALYST, revision=1)
    set_status(archive, report, "second_check", who=SECOND, revision=2)
    set_status(archive, report, "final", who=SENIOR, revision=3)
    review = load_review(archive, report)
    assert (review.standing.status, review.standing.assigned, review.standing.checked_by) == ("final", "سلمى", "سلمى")
    assert [(c.action, c.before, c.after) for c in review.changes] == [
        ("assign", None, "سلمى"), ("status", "assigned", "checked"), ("status", "checked", "second_check"),
        ("status", "second_check", "final"),
    ]  # fmt: skip
    with pytest.raises(Forbidden, match="final"):
        change(archive, report, edit(), SENIOR)
    set_status(archive, report, "checked", who=SENIOR, revision=4)
    change(archive, report, edit(), ANALYST)


_RULES: list[tuple[Person, Standing, ReviewStatus, bool]] = [
    (READER, Standing(subject="reports/1"), "checked", False),
    (ANALYST, Standing(subject="reports/1"), "checked", True),
    (ANALYST, Standing(subject="reports/1"), "second_check", False),
    (ANALYST, Standing(subject="reports/1"), "final", False),
    (ANALYST, Standing(subject="reports/1", status="assigned", assigned="نور"), "checked", False),
    (SENIOR, Standing(subject="reports/1", status="assigned", assigned="نور"), "checked", True),
    (ANALYST, Standing(subject="reports/1", status="checked", checked_by="سلمى"), "second_check", False),
    (SECOND, Standing(subject="reports/1", status="checked", checked_by="سلمى"), "second_check", True),
    (SECOND, Standing(subject="reports/1", status="checked", checked_by="سلمى"), "machine", False),
    (ANALYST, Standing(subject="reports/1", status="checked", checked_by="سلمى"), "machine", True),
    (ANALYST, Standing(subject="reports/1", status="checked", checked_by="سلمى"), "assigned", False),
    (SECOND, Standing(subject="reports/1", status="second_check", checked_by="سلمى"), "final", False),
    (SENIOR, Standing(subject="reports/1", status="second_check", checked_by="سلمى"), "final", True),
    (SENIOR, Standing(subject="reports/1", status="checked", checked_by="سلمى"), "final", False),
    (ANALYST, Standing(subject="reports/1", status="final", checked_by="سلمى"), "checked", False),
    (SENIOR, Standing(subject="reports/1", status="final", checked_by="سلمى"), "machine", True),
    (LOCAL, Standing(subject="reports/1", status="checked", checked_by="local"), "second_check", True),
    (LOCAL, Standing(subject="reports/1", status="second_check", checked_by="local"), "final", True),
]


@pytest.mark.parametrize(("who", "standing", "status", "allowed"), _RULES)
def test_who_may_set_what(who: Person, standing: Standing, status: ReviewStatus, allowed: bool) -> None:
    """The second check is another person's, the last word a senior's; alone one may do all, step by step."""
    assert may_set(standing, status, who) is allowed


def test_what_may_not_be_set_is_refused(archive: Archive, report: int) -> None:
    """The refusal says who may; nothing is written."""
    with pytest.raises(Forbidden, match="senior"):
        set_status(archive, report, "final", who=ANALYST, revision=0)
    assert standing_of(archive, f"reports/{report}").revision == 0


def test_assigning_is_for_seniors_and_for_oneself(archive: Archive, report: int) -> None:
    """An analyst takes what is free; only people who may work on it are given one."""
    add_person(archive, "سلمى", "analyst")
    add_person(archive, "زائر", "reader")
    with pytest.raises(Forbidden):
        assign(archive, report, "سلمى", who=SECOND, revision=0)
    with pytest.raises(Forbidden):
        assign(archive, report, "زائر", who=SENIOR, revision=0)
    with pytest.raises(NotFound):
        assign(archive, report, "لا أحد", who=SENIOR, revision=0)
    with pytest.raises(Forbidden):
        assign(archive, report, "زائر", who=READER, revision=0)
    assign(archive, report, "سلمى", who=SENIOR, revision=0)
    with pytest.raises(StaleRevision):
        assign(archive, report, None, who=ANALYST, revision=0)
    assign(archive, report, None, who=ANALYST, revision=1)
    assert standing_of(archive, f"reports/{report}").status == "machine"


def test_a_reader_changes_nothing(archive: Archive, report: int) -> None:
    """Neither record nor incident."""
    with pytest.raises(Forbidden):
        change(archive, report, edit(), READER)
    with pytest.raises(Forbidden):
        turn(archive, report, undo, READER)
    with pytest.raises(Forbidden):
        record_incident_change(archive, "i1", Draft(action="split", target="incidents/i1"), who=READER, revision=0)


# ---------------------------------------------------------------------------------------------------- incidents


def test_what_is_done_to_incidents_is_audited_too(archive: Archive) -> None:
    """Split and merge are rows with revisions of their own, one after another."""
    split = Draft(action="split", target="incidents/i1", after={"reports": ["a", "b"]})
    first = record_incident_change(archive, "i1", split, who=ANALYST, revision=0, before={"reports": ["a", "b", "c"]})
    with pytest.raises(StaleRevision):
        record_incident_change(archive, "i1", split, who=SECOND, revision=0)
    second = record_incident_change(
        archive, "i2", Draft(action="merge", target="incidents/i2", after="i1"), who=SECOND, revision=0
    )
    assert incident_changes(archive) == (first, second)
    assert recent_changes(archive) == (second, first)
    assert recent_changes(archive, limit=1, before=second.id) == (first,)


@pytest.mark.parametrize("identity", ["", "../../etc", "a b", "x" * 61, "<script>"])
def test_an_incident_has_a_plain_id(archive: Archive, identity: str) -> None:
    """Nothing else becomes a subject."""
    with pytest.raises(InputError):
        record_incident_change(archive, identity, Draft(action="split", target="incidents/x"), who=ANALYST, revision=0)


def test_corrected_records_are_those_that_people_touched(archive: Archive, report: int, aliases: Aliases) -> None:
    """In the order in which they came; a query chooses among them."""
    other = keep(archive, record_of("نص بلا أحداث", "b.txt"))
    keep(archive, record_of("نص آخر", "c.txt"))
    change(archive, report, edit())
    change(archive, other, Draft(action="edit", target="report", field="publisher", after="صحيفة"))
    assert [r.report for r in corrected_records(archive)] == [report, other]
    assert [r.report for r in corrected_records(archive, parse_query("type:assault", aliases))] == [report]
    with archive.reading() as connection:
        assert connection.execute(select(func.count()).select_from(t.review)).scalar_one() == 2
