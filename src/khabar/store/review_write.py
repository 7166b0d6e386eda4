"""Writing a review down: each change is one row, in one transaction, or is refused and says why."""

from __future__ import annotations

from khabar.store.archive import Archive
from khabar.store.people import Person
from khabar.store.review_types import Change, Draft, ReviewStatus, Standing


def record_change(archive: Archive, report: int, draft: Draft, *, who: Person, revision: int, reading: int) -> Change:
    """Write a change of a record down (accept, reject, edit, add, merge, move).

    `revision` and `reading` are what the person looked at. Raises `StaleRevision` where there is a newer one of
    either, `Forbidden` for a reader or on a final report, `InputError` for what would not be a valid record, and
    `NotFound` for a target that is not there.
    """
    raise NotImplementedError


def undo(
    archive: Archive, report: int, *, who: Person, revision: int, reading: int, change: int | None = None
) -> Change:
    """Take a change back, or the last one of this person that still counts. Raises as `record_change` does."""
    raise NotImplementedError


def redo(
    archive: Archive, report: int, *, who: Person, revision: int, reading: int, change: int | None = None
) -> Change:
    """Let an undone change count again, or the last one this person undid. Raises as `record_change` does."""
    raise NotImplementedError


def may_set(standing: Standing, status: ReviewStatus, who: Person) -> bool:
    """Whether this person may now set that status: what the desk offers as buttons."""
    raise NotImplementedError


def set_status(archive: Archive, report: int, status: ReviewStatus, *, who: Person, revision: int) -> Change:
    """Move a report on, or back. Raises `Forbidden` where `may_set` is false, and `StaleRevision`."""
    raise NotImplementedError


def assign(archive: Archive, report: int, to: str | None, *, who: Person, revision: int) -> Change:
    """Give a report to someone, or to nobody; a `machine` report becomes `assigned`, and the other way round.

    An analyst may take a report that nobody has, and give up one of their own; seniors assign anyone. Raises
    `Forbidden`, `NotFound` for an unknown person, and `StaleRevision`.
    """
    raise NotImplementedError


def record_incident_change(archive: Archive, incident: str, draft: Draft, *, who: Person, revision: int) -> Change:
    """Write down what is done to an incident (split, merge, edit, accept, reject); `after` is the caller's JSON.

    `draft.target` is `incidents/…`. Raises `StaleRevision`, `Forbidden` for a reader, and `InputError` for more than
    64 KB or text that cannot be kept.
    """
    raise NotImplementedError
