"""What the review of a report is made of: changes, marks and standings; all frozen, all JSON."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from khabar.errors import KhabarError
from khabar.objects import Frozen, Record

Action = Literal["accept", "reject", "edit", "add", "merge", "move", "split", "status", "assign", "undo", "redo"]
ReviewStatus = Literal["machine", "assigned", "checked", "second_check", "final"]
Collection = Literal["entities", "times", "statements", "events"]
MarkState = Literal["accepted", "rejected", "edited", "added", "merged"]

STATUSES: tuple[ReviewStatus, ...] = ("machine", "assigned", "checked", "second_check", "final")
COLLECTIONS: tuple[Collection, ...] = ("entities", "times", "statements", "events")


class Draft(Frozen):
    """A change that someone asks for.

    `target` names what it is about: `entities/e2`, `times/t1`, `statements/s1`, `events/v3`, or `report` for the
    report's own fields; in `add` the collection alone (`events`). What `field` and `after` are:

    | action | field | after |
    |---|---|---|
    | accept, reject | none | none |
    | edit | a field of the object, as `status`, `time`, `counts`, `content` | its whole new value, null for unknown |
    | add | none | the object without `id` and `rule`; a span needs `start` and `end` alone, its text is filled in |
    | merge (entities) | none | the entity it becomes part of, as `entities/e5` |
    | move (entities) | none | `{"lat", "lon"}` and what else of a `Place` is known |

    Who sends it never says what was before: that is read where it is written down.
    """

    action: Action
    target: str = Field(min_length=1, max_length=80)
    field: str | None = Field(default=None, min_length=1, max_length=40)
    after: Any = None


class Change(Frozen):
    """One row of the audit: who changed what, when, from what to what. Rows are only ever added.

    `subject` is what the row counts its `revision` in: `reports/12` or `incidents/i7`. `reading` is the version of the
    record that was looked at; `at` is UTC, ISO 8601. In `undo` and `redo` `target` is `changes/ID` of the change meant.
    """

    id: int
    subject: str
    report: int | None
    reading: int | None
    revision: int
    at: str
    who: str
    action: Action
    target: str
    field: str | None = None
    before: Any = None
    after: Any = None


class Mark(Frozen):
    """What people did to one object: the last deed on it, by whom and when, and the fields that were edited."""

    state: MarkState
    who: str
    at: str
    fields: tuple[str, ...] = ()


class Skipped(Frozen):
    """A change that could not be applied to this version of the record, and why; it is kept, and looked at again."""

    change: Change
    reason: str
    code: str = Field(default="", description="of the reason, as `KhabarError.code`")
    parameters: dict[str, Any] = Field(default_factory=dict, description="of the reason")

    @classmethod
    def told(cls, change: Change, error: KhabarError) -> Skipped:
        """The change, and why it was not applied."""
        return cls(change=change, reason=str(error), code=error.code, parameters=error.parameters)


class Corrected(Frozen):
    """A record with people's changes in it.

    `marks` are by target (`events/v3`); objects that were rejected or merged away are not in `record` and are in
    `marks`. `skipped` are changes whose target is no longer there: to be reviewed again.
    """

    record: Record
    marks: dict[str, Mark] = Field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()


class Standing(Frozen):
    """Where a report (or incident) stands. `revision` is that of the last change, 0 where nobody has touched it.

    `checked_by` is who set it to `checked`: the second check is another person's. `at` is when it last changed.
    """

    subject: str
    revision: int = 0
    status: ReviewStatus = "machine"
    assigned: str | None = None
    checked_by: str | None = None
    at: str | None = None


class Review(Frozen):
    """A report on the desk: the machine's newest record, what people made of it, and how it came to that.

    `changes` are all rows, oldest first, undone ones included; `undone` are the ids of those that do not count.
    """

    report: int
    reading: int
    machine: Record
    corrected: Corrected
    standing: Standing
    changes: tuple[Change, ...] = ()
    undone: tuple[int, ...] = ()


def subject_of_report(report: int) -> str:
    """The subject of a report's changes; `report` is the id of its page (`Hit.page`)."""
    return f"reports/{report}"
