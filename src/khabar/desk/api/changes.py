"""Changing reports: each request is one row of the audit, or is refused and says why."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import Field

from khabar.desk.api.given import Before, InArchive, Limit, ReportId, Who
from khabar.desk.api.problems import WRITES
from khabar.objects import Frozen
from khabar.store.review import (
    Change,
    Draft,
    ReviewStatus,
    assign,
    recent_changes,
    record_change,
    redo,
    set_status,
    undo,
)

router = APIRouter(tags=["changes"])
_LARGEST = 2**31 - 1
_ROW = "the row of the audit that was written"


class Asked(Draft):
    """A change, and the revision and reading that you looked at."""

    revision: int = Field(ge=0, le=_LARGEST)
    reading: int = Field(ge=1, le=_LARGEST)


class Turn(Frozen):
    """Which change to undo or redo; without `change` your own last one."""

    revision: int = Field(ge=0, le=_LARGEST)
    reading: int = Field(ge=1, le=_LARGEST)
    change: int | None = Field(default=None, ge=1, le=_LARGEST)


class NewStatus(Frozen):
    """Where a report shall stand."""

    revision: int = Field(ge=0, le=_LARGEST)
    status: ReviewStatus


class Assigned(Frozen):
    """Whom a report is given to; null for nobody."""

    revision: int = Field(ge=0, le=_LARGEST)
    to: str | None = Field(max_length=64)


@router.get("/changes")
def list_changes(archive: InArchive, limit: Limit = 50, before: Before = None) -> tuple[Change, ...]:
    """The newest changes of the whole archive, newest first."""
    return recent_changes(archive, limit=limit, before=before)


@router.post("/reports/{report}/changes", status_code=201, responses=WRITES, response_description=_ROW)
def add_change(archive: InArchive, who: Who, report: ReportId, asked: Asked) -> Change:
    """Accept, reject, edit, add, merge or move something."""
    draft = Draft(**{name: getattr(asked, name) for name in Draft.model_fields})
    return record_change(archive, report, draft, who=who, revision=asked.revision, reading=asked.reading)


@router.post("/reports/{report}/undo", status_code=201, responses=WRITES, response_description=_ROW)
def undo_change(archive: InArchive, who: Who, report: ReportId, turn: Turn) -> Change:
    """Take a change back; the change and its undoing both stay in the audit."""
    return undo(archive, report, who=who, revision=turn.revision, reading=turn.reading, change=turn.change)


@router.post("/reports/{report}/redo", status_code=201, responses=WRITES, response_description=_ROW)
def redo_change(archive: InArchive, who: Who, report: ReportId, turn: Turn) -> Change:
    """Let an undone change count again."""
    return redo(archive, report, who=who, revision=turn.revision, reading=turn.reading, change=turn.change)


@router.put("/reports/{report}/status", responses=WRITES, response_description=_ROW)
def put_status(archive: InArchive, who: Who, report: ReportId, wanted: NewStatus) -> Change:
    """Move a report on: machine → assigned → checked → second_check → final."""
    return set_status(archive, report, wanted.status, who=who, revision=wanted.revision)


@router.put("/reports/{report}/assigned", responses=WRITES, response_description=_ROW)
def put_assigned(archive: InArchive, who: Who, report: ReportId, wanted: Assigned) -> Change:
    """Give a report to someone."""
    return assign(archive, report, wanted.to, who=who, revision=wanted.revision)
