"""The review of reports: the one door to what people change, and how two of them never overwrite each other.

A report is a page of the archive; its id is `Hit.page`. Its review is a list of changes that only grows, numbered by
`revision`. Whoever changes something says which revision and which reading (version of the machine's record) they
looked at; where there is a newer one, `StaleRevision` tells what the others did, and nothing is written.

    review = load_review(archive, report)
    change = record_change(
        archive, report, Draft(action="edit", target="events/v1", field="status", after="denied"),
        who=person, revision=review.standing.revision, reading=review.reading,
    )

The search finds by review too: `review:checked`, `assigned:سلمى`, `unchecked:figures` (figures of reports that nobody
has checked) and `since:2026-11-20T08:00:00Z` (came, was read again or changed from then on) are fields of the query,
and `search(archive, Query((), ()))` gives every report, newest first.
"""

from khabar.store.review_apply import corrected, undone_changes
from khabar.store.review_carry import carried
from khabar.store.review_read import (
    changes_of,
    corrected_records,
    incident_changes,
    load_review,
    recent_changes,
    standing_of,
    standings,
)
from khabar.store.review_types import (
    COLLECTIONS,
    STATUSES,
    Action,
    Change,
    Collection,
    Corrected,
    Draft,
    Mark,
    Review,
    ReviewStatus,
    Skipped,
    Standing,
)
from khabar.store.review_write import (
    assign,
    may_set,
    record_change,
    record_incident_change,
    redo,
    set_status,
    undo,
)

__all__ = [
    "COLLECTIONS", "STATUSES", "Action", "Change", "Collection", "Corrected", "Draft", "Mark", "Review", "ReviewStatus",
    "Skipped", "Standing", "assign", "carried", "changes_of", "corrected", "corrected_records", "incident_changes",
    "load_review", "may_set", "recent_changes", "record_change", "record_incident_change", "redo", "set_status",
    "standing_of", "standings", "undo", "undone_changes",
]  # fmt: skip
