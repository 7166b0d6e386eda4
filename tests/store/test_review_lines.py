"""A copy of an archive holds every correction of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archives import keep, record_of
from khabar.store import Archive, Given, add_record, open_archive, search, verify
from khabar.store import schema as t
from khabar.store.lines import read_line, write_lines
from khabar.store.people import LOCAL, Person
from khabar.store.query import Aliases, parse_query
from khabar.store.review import (
    Change,
    Draft,
    assign,
    incident_changes,
    load_review,
    record_change,
    record_incident_change,
    redo,
    set_status,
    standing_of,
    undo,
)
from khabar.store.review_lines import standing_after
from records import made

WHO = Person(name="سلمى", role="senior")


@pytest.fixture
def reviewed(archive: Archive) -> Archive:
    """An archive with a report on which much was done, over two versions of it, and an incident that was split."""
    keep(archive, record_of("نص", "first.txt"))
    report = keep(archive, made())
    step(archive, report, Draft(action="edit", target="events/v1", field="status", after="denied"))
    step(archive, report, Draft(action="edit", target="events/v2", field="name", after="سيل"))
    review = load_review(archive, report)
    undo(archive, report, who=WHO, revision=2, reading=review.reading)
    redo(archive, report, who=WHO, revision=3, reading=review.reading)
    undo(archive, report, who=WHO, revision=4, reading=review.reading)
    with archive.writing() as connection:
        add_record(connection, report, Given("khabar 2", "{}"), made())
    step(archive, report, Draft(action="reject", target="entities/e5"))
    assign(archive, report, "local", who=LOCAL, revision=6)
    set_status(archive, report, "checked", who=WHO, revision=7)
    split = Draft(action="split", target="incidents/i1", after={"one": []})
    record_incident_change(archive, "i1", split, who=WHO, revision=0)
    return archive


def step(archive: Archive, report: int, draft: Draft) -> Change:
    """Change something on the newest of everything."""
    review = load_review(archive, report)
    return record_change(archive, report, draft, who=WHO, revision=review.standing.revision, reading=review.reading)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Archive]:
    """Another archive, in which pages and changes have other numbers."""
    with open_archive(str(tmp_path / "other.db"), create=True) as made_:
        for number in range(3):
            page = keep(made_, record_of(f"غيره {number}", f"x{number}"))
        step(made_, page, Draft(action="edit", target="report", field="publisher", after="أخرى"))
        yield made_


def copy(archive: Archive, into: Archive) -> list[str]:
    """Bring everything over; what came of each line."""
    outcomes = []
    for line in write_lines(archive):
        with into.writing() as connection:
            outcomes.append(read_line(connection, into, json.loads(line)))
    return outcomes


def plain(change: Change) -> dict[str, Any]:
    """A change without the numbers that are each archive's own."""
    return change.model_dump(exclude={"id", "report", "reading", "subject", "target"})


def test_corrections_come_over_whole(reviewed: Archive, other: Archive, aliases: Aliases) -> None:
    """Rows, what is undone, where it stands, what the search finds; a second time nothing is new."""
    assert copy(reviewed, other) == ["added"] * 3
    here, there = load_review(reviewed, 2), load_review(other, 5)
    assert [plain(c) for c in there.changes] == [plain(c) for c in here.changes]
    assert there.corrected.record == here.corrected.record
    assert there.standing == here.standing.model_copy(update={"subject": "reports/5"})
    undone = [[c.revision for c in r.changes if c.id in r.undone] for r in (here, there)]
    assert undone[0] == undone[1] == [2]
    assert search(other, parse_query("type:assault status:denied", aliases)).total == 1
    assert [plain(c) for c in incident_changes(other)] == [plain(c) for c in incident_changes(reviewed)]
    assert copy(reviewed, other) == ["known"] * 3


def test_later_corrections_are_added_to_earlier_ones(reviewed: Archive, other: Archive) -> None:
    """A newer copy brings what was done since."""
    copy(reviewed, other)
    step(reviewed, 2, Draft(action="accept", target="events/v1"))
    assert copy(reviewed, other) == ["known", "added", "known"]
    assert load_review(other, 5).standing.revision == 9


def test_two_ways_of_correcting_are_not_mixed(reviewed: Archive, other: Archive) -> None:
    """Where both archives changed a report differently, the line is refused and the archive is as it was."""
    keep(other, made())
    mine = step(other, 4, Draft(action="accept", target="events/v1"))
    line = next(line for line in map(json.loads, write_lines(reviewed)) if line.get("changes"))
    with pytest.raises(ValueError, match="otherwise"), other.writing() as connection:
        read_line(connection, other, line)
    assert load_review(other, 4).changes == (mine,)


def test_where_it_stands_follows_from_the_audit(reviewed: Archive) -> None:
    """The row that writers compare says what the changes say."""
    review = load_review(reviewed, 2)
    assert standing_after("reports/2", review.changes) == review.standing == standing_of(reviewed, "reports/2")
    assert (review.standing.status, review.standing.assigned, review.standing.checked_by) == (
        "checked",
        "local",
        "سلمى",
    )


def test_verify_reads_the_audit(reviewed: Archive) -> None:
    """A report that stands otherwise than its audit says is a fault."""
    assert verify(reviewed).faults == []
    with reviewed.writing() as connection:
        connection.execute(t.review.update().where(t.review.c.report == 2).values(status="final"))
        connection.execute(t.review.update().where(t.review.c.report.is_(None)).values(revision=9))
    assert [fault.partition(":")[0] for fault in verify(reviewed).faults] == ["incidents/i1", "reports/2"]
