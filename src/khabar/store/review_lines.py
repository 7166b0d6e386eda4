"""The audit as plain data, out of an archive and into another, so that a copy of an archive loses no correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from khabar.store import schema as t
from khabar.store.review_read import read_changes, read_review
from khabar.store.review_types import Change, ReviewStatus, Standing, subject_of_report
from khabar.store.typed import as_json
from khabar.store.write import replace_facts, upsert

_KEPT = ("id", "revision", "at", "who", "action", "target", "field", "before", "after")
_SAME = ("revision", "at", "who", "action", "field")


def standing_after(subject: str, changes: Sequence[Change]) -> Standing:
    """Where a report or incident stands after these changes: what `review` says, made again from `change`."""
    status: ReviewStatus = "machine"
    assigned = checked_by = at = None
    for change in changes:
        at = change.at
        if change.action == "assign":
            assigned = change.after
            if status in ("machine", "assigned"):
                status = "assigned" if assigned else "machine"
        elif change.action == "status":
            if change.after == "checked" and status in ("machine", "assigned"):
                checked_by = change.who
            elif change.after in ("machine", "assigned"):
                checked_by = None
            status = change.after
    return Standing(
        subject=subject, revision=changes[-1].revision if changes else 0, status=status, assigned=assigned,
        checked_by=checked_by, at=at,
    )  # fmt: skip


def write_changes(connection: Connection, subject: str) -> list[dict[str, Any]]:
    """The changes of a report or incident; `of` are reader and settings of the version each was made on."""
    rows = connection.execute(select(t.reading.c.id, t.reading.c.reader, t.reading.c.settings).where(
        t.reading.c.id.in_(select(t.change.c.reading).where(t.change.c.subject == subject))
    ))  # fmt: skip
    versions = {row.id: [row.reader, row.settings] for row in rows}
    return [
        {name: getattr(change, name) for name in _KEPT} | {"of": versions.get(change.reading)}
        for change in read_changes(connection, subject)
    ]


def write_incidents(connection: Connection) -> list[dict[str, Any]]:
    """The changes of all incidents, each with its `subject`, in the order in which they were made."""
    asked = select(t.change.c.subject).where(t.change.c.report.is_(None)).distinct()
    subjects = sorted(connection.execute(asked).scalars())
    rows = [{"subject": s} | row for s in subjects for row in write_changes(connection, s)]
    return sorted(rows, key=lambda row: int(row["id"]))


def read_report(connection: Connection, report: int, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Take over what `write_changes` gave of a report; True where something of it is new.

    Raises `ValueError` where the two archives' changes of it are not one the beginning of the other.
    """
    asked = select(t.reading.c.id, t.reading.c.reader, t.reading.c.settings).where(t.reading.c.page_id == report)
    versions = {(row.reader, row.settings): int(row.id) for row in connection.execute(asked)}
    new = _take(connection, subject_of_report(report), rows, report, versions)
    if new:
        review = read_review(connection, report)
        replace_facts(connection, review.reading, review.corrected.record)
    return new


def read_incidents(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Take over what `write_incidents` gave; raises as `read_report` does."""
    new = False
    for subject in dict.fromkeys(str(row["subject"]) for row in rows):
        new |= _take(connection, subject, [row for row in rows if row["subject"] == subject], None, {})
    return new


def _take(
    connection: Connection, subject: str, rows: Sequence[Mapping[str, Any]], report: int | None,
    versions: Mapping[tuple[str, str], int],
) -> bool:  # fmt: skip
    """Add the changes that the archive does not have, under numbers of its own."""
    known = read_changes(connection, subject)
    ids: dict[str, str] = {}
    taken: list[Change] = list(known)
    for at, row in enumerate(rows):
        kept = known[at] if at < len(known) else None
        if kept is not None and any(getattr(kept, name) != row[name] for name in _SAME):
            raise ValueError(f"{subject} was changed otherwise in this archive; its corrections were not taken over")
        if kept is None:
            kept = _add(connection, subject, row, ids, report, versions)
            taken.append(kept)
        ids[f"changes/{row['id']}"] = f"changes/{kept.id}"
    if len(rows) <= len(known):
        return False
    standing = standing_after(subject, taken).model_dump() | {"report": report}
    adding = upsert(connection, t.review).values(standing)
    connection.execute(adding.on_conflict_do_update(index_elements=["subject"], set_=standing))
    return True


def _add(
    connection: Connection, subject: str, row: Mapping[str, Any], ids: Mapping[str, str], report: int | None,
    versions: Mapping[tuple[str, str], int],
) -> Change:  # fmt: skip
    of = row["of"]
    reading = versions[of[0], of[1]] if of else None
    target = ids.get(row["target"], row["target"])  # what an undo means has another number here
    change = Change(
        **{name: row[name] for name in _KEPT if name not in ("id", "target")}, id=0, subject=subject, report=report,
        reading=reading, target=target,
    )  # fmt: skip
    values = change.model_dump(exclude={"id"}) | {"before": as_json(change.before), "after": as_json(change.after)}
    identity = connection.execute(insert(t.change).values(values).returning(t.change.c.id)).scalar_one()
    return change.model_copy(update={"id": int(identity)})
