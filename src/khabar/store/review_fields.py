"""What the fields of a search ask of a report's review, in SQL."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, or_, select

from khabar.store import schema as t
from khabar.store.query import Reviewed

_CHECKED = ("checked", "second_check", "final")


def is_reviewed(condition: Reviewed) -> ColumnElement[bool]:
    """That a row of `reading` is of a report that stands so. A report without a row in `review` is as it was read."""
    review, page = t.review.c, t.reading.c.page_id
    known = select(review.report).where(review.report.is_not(None))
    if condition.field == "assigned":
        return page.in_(known.where(review.assigned == condition.value))
    if condition.field == "since":
        changed = known.where(review.at >= condition.value)
        came = select(t.page.c.id).where(t.page.c.came >= condition.value)
        return or_(page.in_(came), page.in_(changed), t.reading.c.made >= condition.value)
    if condition.field == "unchecked":
        has_figures = exists(select(t.figure.c.reading_id).where(t.figure.c.reading_id == t.reading.c.id))
        return page.not_in(known.where(review.status.in_(_CHECKED))) & has_figures
    if condition.value == "machine":
        return page.not_in(known.where(review.status != "machine"))
    return page.in_(known.where(review.status == condition.value))
