"""Writing a review down: each change is one row, in one transaction, or is refused and says why."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, insert, select, update

from khabar.errors import Forbidden, InputError, NotFound, StaleRevision
from khabar.objects import Record
from khabar.store import schema as t
from khabar.store.archive import Archive
from khabar.store.people import Person, find_person
from khabar.store.review_apply import Editor
from khabar.store.review_read import load_review, read_changes, read_corrected, read_standing
from khabar.store.review_types import (
    COLLECTIONS,
    STATUSES,
    Action,
    Change,
    Draft,
    Review,
    ReviewStatus,
    Standing,
)
from khabar.store.typed import as_json, typed_value
from khabar.store.write import now, replace_facts, upsert

_OF_RECORDS: tuple[Action, ...] = ("accept", "reject", "edit", "add", "merge", "move")
_OF_INCIDENTS: tuple[Action, ...] = ("accept", "reject", "edit", "add", "merge", "move", "split", "undo", "redo")
_INCIDENT = re.compile(r"[A-Za-z0-9_.:-]{1,60}")
_ADDED = re.compile(r"x([0-9]+)")


def record_change(archive: Archive, report: int, draft: Draft, *, who: Person, revision: int, reading: int) -> Change:
    """Write a change of a record down (accept, reject, edit, add, merge, move).

    `revision` and `reading` are what the person looked at. Raises `StaleRevision` where there is a newer one of
    either, `Forbidden` for a reader or on a final report, `InputError` for what would not be a valid record, and
    `NotFound` for a target that is not there.
    """
    if draft.action not in _OF_RECORDS:
        raise InputError("{action} is nothing that is done to a record", "review/no_action", action=draft.action)
    typed_value(draft.after)
    review = _opened(archive, report, who, revision, reading)
    change = _drafted(review, draft, who)
    editor = Editor(review.corrected.record)
    before = None if draft.action == "add" else editor.value(draft.target, _field(draft))
    editor.apply(change)
    after: Any = change.after
    if draft.action in ("edit", "move"):
        after = editor.value(draft.target, _field(draft))  # as it is kept: spans with their text, numbers as numbers
    elif draft.action == "add":
        after = editor.value(f"{draft.target}/{change.after['id']}", None)
    change = change.model_copy(update={"before": before, "after": after, "field": _field(draft)})
    return _append(archive, change, review.standing, editor.record())


def undo(
    archive: Archive, report: int, *, who: Person, revision: int, reading: int, change: int | None = None
) -> Change:
    """Take a change back, or the last one of this person that still counts. Raises as `record_change` does.

    An analyst takes back what is their own, a senior anyone's.
    """
    review = _opened(archive, report, who, revision, reading)
    counting = [c for c in review.changes if c.action in _OF_RECORDS and c.id not in review.undone]
    meant = _meant(counting, change, who, [c for c in counting if c.who == who.name])
    return _turn(archive, review, meant, "undo", who)


def redo(
    archive: Archive, report: int, *, who: Person, revision: int, reading: int, change: int | None = None
) -> Change:
    """Let an undone change count again, or the last one this person undid. Raises as `record_change` does."""
    review = _opened(archive, report, who, revision, reading)
    undone = {c.id: c for c in review.changes if c.id in review.undone}
    rows = [c for c in review.changes if c.action == "undo" and c.who == who.name]
    mine = [undone[i] for i in (int(c.target.partition("/")[2]) for c in rows) if i in undone]
    return _turn(archive, review, _meant(list(undone.values()), change, who, mine), "redo", who)


def may_set(standing: Standing, status: ReviewStatus, who: Person) -> bool:
    """Whether this person may now set that status: what the desk offers as buttons.

    An analyst checks what nobody else has taken, and makes the second check of what another person checked; a senior
    makes it final, and takes any report back. Whoever checked a report may take that back until the second check.
    """
    if status == standing.status or not who.is_at_least("analyst"):
        return False
    if status in ("machine", "assigned"):
        fits = (status == "assigned") == (standing.assigned is not None)
        own = standing.status == "checked" and standing.checked_by == who.name
        return fits and standing.status not in ("machine", "assigned") and (own or who.is_at_least("senior"))
    if STATUSES.index(status) < STATUSES.index(standing.status):
        return who.is_at_least("senior")
    if status == "checked":
        return standing.assigned in (None, who.name) or who.is_at_least("senior")
    if status == "second_check":
        return standing.status == "checked" and (standing.checked_by != who.name or who.alone)
    return standing.status == "second_check" and who.is_at_least("senior")


def set_status(archive: Archive, report: int, status: ReviewStatus, *, who: Person, revision: int) -> Change:
    """Move a report on, or back. Raises `Forbidden` where `may_set` is false, and `StaleRevision`."""

    def moved(standing: Standing) -> Standing:
        if not may_set(standing, status, who):
            raise Forbidden(
                "{who} ({role}) cannot set {old} to {new}; {may}", "review/may_not_set",
                who=who.name, role=who.role, old=standing.status, new=status, may=_WHO_MAY[status],
            )  # fmt: skip
        checker = standing.checked_by if STATUSES.index(status) > STATUSES.index("checked") else None
        by = who.name if status == "checked" and standing.status in ("machine", "assigned") else checker
        if status == "checked" and standing.status in ("second_check", "final"):
            by = standing.checked_by
        return standing.model_copy(update={"status": status, "checked_by": by})

    return _move(archive, report, who, revision, "status", moved)


_WHO_MAY: dict[ReviewStatus, str] = {
    "machine": "a senior, or whoever checked it, takes it back",
    "assigned": "a senior, or whoever checked it, takes it back",
    "checked": "whoever it is assigned to checks it",
    "second_check": "another person than the first makes the second check of a checked report",
    "final": "a senior makes final what was checked twice",
}


def assign(archive: Archive, report: int, to: str | None, *, who: Person, revision: int) -> Change:
    """Give a report to someone, or to nobody; a `machine` report becomes `assigned`, and the other way round.

    An analyst may take a report that nobody has, and give up one of their own; seniors assign anyone. Raises
    `Forbidden`, `NotFound` for an unknown person, and `StaleRevision`.
    """
    if to is not None and not (who.alone and to == who.name):
        person = find_person(archive, to)
        if person is None or not person.active:
            raise NotFound("nobody of that name works here", "people/nobody")
        if not person.is_at_least("analyst"):
            raise Forbidden("{to} only reads; an admin can make an analyst of them", "review/only_reads", to=to)

    def moved(standing: Standing) -> Standing:
        own = (to == who.name and standing.assigned is None) or (to is None and standing.assigned == who.name)
        if not (who.is_at_least("analyst") and (own or who.is_at_least("senior"))):
            raise Forbidden(
                "an analyst takes what nobody has and gives up their own; a senior assigns anyone",
                "review/may_not_assign",
            )
        if standing.status == "final":
            raise Forbidden("this report is final; a senior can take it back to checked", "review/final")
        status = {"machine": "assigned" if to else "machine", "assigned": "assigned" if to else "machine"}
        return standing.model_copy(update={"assigned": to, "status": status.get(standing.status, standing.status)})

    return _move(archive, report, who, revision, "assign", moved)


def record_incident_change(
    archive: Archive, incident: str, draft: Draft, *, who: Person, revision: int, before: Any = None
) -> Change:
    """Write down what is done to an incident (split, merge, edit, accept, reject …); values are the caller's JSON.

    `draft.target` is `incidents/…`, or in undo and redo `changes/ID`. Raises `StaleRevision`, `Forbidden` for a reader,
    and `InputError` for more than 64 KB or text that cannot be kept.
    """
    if draft.action not in _OF_INCIDENTS:
        raise InputError(
            "{action} is nothing that is done to an incident", "review/no_incident_action", action=draft.action
        )
    if not _INCIDENT.fullmatch(incident):
        raise InputError("an incident's id has up to 60 letters, digits and .:_-", "incidents/no_id")
    if not who.is_at_least("analyst"):
        raise Forbidden("readers change nothing; an admin can make an analyst of you", "review/reader")
    typed_value([draft.after, draft.target, draft.field])
    subject = f"incidents/{incident}"
    standing = Standing(subject=subject, revision=revision)
    change = Change(
        id=0, subject=subject, report=None, reading=None, revision=0, at=now(), who=who.name, action=draft.action,
        target=draft.target, field=draft.field, before=before, after=draft.after,
    )  # fmt: skip
    return _append(archive, change, standing)


def _opened(archive: Archive, report: int, who: Person, revision: int, reading: int) -> Review:
    """The review as it is, where this person may write on it and has seen the newest of it."""
    if not who.is_at_least("analyst"):
        raise Forbidden("readers change nothing; an admin can make an analyst of you", "review/reader")
    review = load_review(archive, report)
    if review.standing.revision != revision or review.reading != reading:
        with archive.reading() as connection:
            raise stale(connection, review.standing.subject, revision, reading, review.reading)
    if review.standing.status == "final":
        raise Forbidden("this report is final; a senior can take it back to checked", "review/final")
    return review


def _drafted(review: Review, draft: Draft, who: Person) -> Change:
    after = draft.after
    if draft.action == "add":
        if not isinstance(after, dict):
            raise InputError("what is added is an object", "review/no_object")
        after = {**after, "id": _next_id(review)}
        after.pop("rule", None)
    return Change(
        id=0, subject=review.standing.subject, report=review.report, reading=review.reading, revision=0, at=now(),
        who=who.name, action=draft.action, target=draft.target, field=draft.field, after=after,
    )  # fmt: skip


def _next_id(review: Review) -> str:
    """An id that no object of this report ever had: what is undone keeps its own."""
    added = (c.after["id"] for c in review.changes if c.action == "add")
    numbers = [int(found[1]) for identity in added if (found := _ADDED.fullmatch(identity))]
    known = {found["id"] for home in COLLECTIONS for found in review.machine.to_dict()[home]}
    number = max(numbers, default=0) + 1
    while f"x{number}" in known:
        number += 1
    return f"x{number}"


def _field(draft: Draft) -> str | None:
    return "place" if draft.action == "move" else draft.field if draft.action == "edit" else None


def _meant(among: list[Change], wanted: int | None, who: Person, own: list[Change]) -> Change:
    """The change asked for, or the last of one's own."""
    if wanted is None:
        if not own:
            raise NotFound("there is nothing of yours to take back or to do again", "review/nothing_to_undo")
        return own[-1]
    found = next((c for c in among if c.id == wanted), None)
    if found is None:
        raise NotFound(
            "change {change} is none that can be taken back or done again here", "review/not_undone", change=wanted
        )
    if found.who != who.name and not who.is_at_least("senior"):
        raise Forbidden("that is {who}'s change; a senior can take it back", "review/not_yours", who=found.who)
    return found


def _turn(archive: Archive, review: Review, meant: Change, action: Action, who: Person) -> Change:
    """Undo or redo a change: a row of its own."""
    change = Change(
        id=0, subject=review.standing.subject, report=review.report, reading=review.reading, revision=0, at=now(),
        who=who.name, action=action, target=f"changes/{meant.id}",
    )  # fmt: skip
    with archive.reading() as connection:
        _, then = read_corrected(connection, review.reading, (*review.changes, change))
    if action == "redo" and any(skipped.change.id == meant.id for skipped in then.skipped):
        raise InputError("what that change was about is no longer there; it cannot be done again", "review/not_redone")
    at = f"{meant.target}/{meant.after['id']}" if meant.action == "add" else meant.target
    before, after = (_value(record, at, meant.field) for record in (review.corrected.record, then.record))
    change = change.model_copy(update={"field": meant.field, "before": before, "after": after})
    return _append(archive, change, review.standing, then.record)


def _value(record: Record, target: str, field: str | None) -> Any:
    try:
        return Editor(record).value(target, field)
    except NotFound:
        return None


def _move(
    archive: Archive, report: int, who: Person, revision: int, action: Action, moved: Callable[[Standing], Standing]
) -> Change:
    """A change of where a report stands, whatever its record says."""
    review = load_review(archive, report)
    if review.standing.revision != revision:
        with archive.reading() as connection:
            raise stale(connection, review.standing.subject, revision)
    then = moved(review.standing)
    field = "status" if action == "status" else "assigned"
    change = Change(
        id=0, subject=then.subject, report=report, reading=review.reading, revision=0, at=now(), who=who.name,
        action=action, target="report", field=field, before=getattr(review.standing, field), after=getattr(then, field),
    )  # fmt: skip
    return _append(archive, change, then)


def _append(archive: Archive, change: Change, standing: Standing, record: Record | None = None) -> Change:
    """Write a change down as the one after `standing.revision`, and where the report stands with it.

    Where there is another one by now nothing is written. With `record`, the search finds what it says from now on.
    """
    values = standing.model_dump(exclude={"subject", "revision"}) | {"at": change.at}
    with archive.writing() as connection:
        begun = {"subject": change.subject, "report": change.report, "revision": 0, "status": "machine"}
        connection.execute(upsert(connection, t.review).values(begun).on_conflict_do_nothing())
        same = (t.review.c.subject == change.subject, t.review.c.revision == standing.revision)
        # Whoever comes second waits here for the first, and then finds a revision that is not the one they saw.
        raised = connection.execute(update(t.review).where(*same).values(revision=standing.revision + 1, **values))
        if raised.rowcount != 1:
            raise stale(connection, change.subject, standing.revision)
        if record is not None and change.reading is not None:
            newest = _newest(connection, change)
            if newest != change.reading:
                raise stale(connection, change.subject, standing.revision, change.reading, newest)
            replace_facts(connection, change.reading, record)
        written = change.model_copy(update={"revision": standing.revision + 1})
        row = written.model_dump(exclude={"id"}) | {
            "before": as_json(written.before), "after": as_json(written.after)
        }  # fmt: skip
        identity = connection.execute(insert(t.change).values(row).returning(t.change.c.id)).scalar_one()
    return written.model_copy(update={"id": int(identity)})


def _newest(connection: Connection, change: Change) -> int | None:
    asked = select(t.reading.c.id).where(t.reading.c.page_id == change.report, t.reading.c.current)
    return connection.execute(asked.with_for_update(read=True)).scalar()


def stale(
    connection: Connection, subject: str, revision: int, reading: int | None = None, newest: int | None = None
) -> StaleRevision:
    """The error that says what others did since."""
    changes = read_changes(connection, subject, revision)
    standing = read_standing(connection, subject)
    if changes:
        told = "; ".join(f"{c.who}: {c.action} {c.target}{f' ({c.field})' if c.field else ''}" for c in changes[:5])
        more = f" and {len(changes) - 5} more" if len(changes) > 5 else ""
        reason = f"others changed this meanwhile ({told}{more}); look at it again, nothing of yours was written"
    elif reading != newest:
        reason = "this report was read again by a newer version; look at it again, nothing of yours was written"
    else:
        reason = f"there is no revision {revision} of this, the newest is {standing.revision}; look at it again"
    return StaleRevision(reason, revision=standing.revision, reading=newest or reading, changes=changes)
