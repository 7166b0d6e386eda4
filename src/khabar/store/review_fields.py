"""What the fields of a search ask of a report's review, in SQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, select, union

from khabar.store import schema as t
from khabar.store.query import Reviewed

_CHECKED = ("checked", "second_check", "final")


def is_reviewed(condition: Reviewed) -> ColumnElement[bool]:
    """That a row of `reading` is of a report that stands so. A report without a row in `review` is as it was read."""
    review, reading = t.review.c, t.reading.alias("of")
    # `+ 0`: each row is tested against the list, in the order of the narrow index by which readings are gone through.
    identity = t.reading.c.id + 0
    if condition.field == "assigned":
        return identity.in_(_readings(review.assigned == condition.value))
    if condition.field == "since":
        came = select(reading.c.id).join(t.page, reading.c.page_id == t.page.c.id + 0)
        new = union(
            came.where(t.page.c.came >= condition.value),
            _readings(review.at >= condition.value),
            select(reading.c.id).where(reading.c.made >= condition.value),
        )
        return identity.in_(select(new.subquery()))
    if condition.field == "unchecked":
        with_figures = select(t.figure.c.reading_id).distinct()
        return identity.in_(with_figures) & identity.not_in(_readings(review.status.in_(_CHECKED)))
    if condition.value == "machine":
        return identity.not_in(_readings(review.status != "machine"))
    return identity.in_(_readings(review.status == condition.value))


def _readings(wanted: ColumnElement[bool]) -> Select[Any]:
    """The readings of reports whose review is so; the few reviews are gone through, not the many readings."""
    reading = t.reading.alias("reviewed")
    joined = t.review.join(reading, reading.c.page_id == t.review.c.report + 0)
    return select(reading.c.id).select_from(joined).where(wanted)
