"""What people changed, as data to train and to evaluate on.

One JSON object a report that people changed: `{"schema": "khabar.correction/1", "source_id", "status", "text",
"machine", "corrected", "changes", "again"}`: both records, and how one became the other. `changes` are the audit's rows
that count, oldest first; `again` are those that wait to be reviewed again. Who made them is left out unless asked for.
"""

from __future__ import annotations

import json
from typing import IO, Any

from khabar.store.review import Change, Review

SCHEMA = "khabar.correction/1"


class CorrectionsWriter:
    """One reviewed report a line."""

    def __init__(self, stream: IO[str], *, who: bool = False) -> None:
        """Write to `stream`; with `who` each change says who made it."""
        self._stream = stream
        self._left_out = {"subject", "report", "reading", *(() if who else ("who",))}

    def write(self, review: Review) -> int:
        """One line, or none where nothing that was done counts."""
        counting = [c for c in review.changes if c.action not in ("undo", "redo") and c.id not in review.undone]
        if not counting:
            return 0
        line: dict[str, Any] = {
            "schema": SCHEMA,
            "source_id": review.machine.report.source_id,
            "status": review.standing.status,
            "text": review.machine.report.text,
            "machine": review.machine.to_dict(),
            "corrected": review.corrected.record.to_dict(),
            "changes": [self._row(change) for change in counting],
            "again": [{"change": skipped.change.id, "reason": skipped.reason} for skipped in review.corrected.skipped],
        }
        self._stream.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        return 1

    def _row(self, change: Change) -> dict[str, Any]:
        """A row without what only the archive knows; whom a report was given to is somebody's name, too."""
        row = change.model_dump(mode="json", exclude=self._left_out)
        if "who" in self._left_out and change.action == "assign":
            row |= {"before": None, "after": None}
        return row
