"""Reading reviews: one report with all that was done to it, or the standing of many."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from khabar.errors import ArchiveError, NotFound
from khabar.objects import Record
from khabar.store import schema as t
from khabar.store.archive import Archive
from khabar.store.query import Query
from khabar.store.review_apply import corrected, undone_changes
from khabar.store.review_carry import carried
from khabar.store.review_types import Change, Corrected, Review, Skipped, Standing, subject_of_report
from khabar.store.search import find_readings

_STEP = 50
_LARGEST = 2**31 - 1  # an id that PostgreSQL can be asked for


def load_review(archive: Archive, report: int) -> Review:
    """A report's review. Raises `NotFound` where there is no such report or it has no record."""
    with archive.reading() as connection:
        return read_review(connection, report)


def read_review(connection: Connection, report: int) -> Review:
    """`load_review` within a transaction.

    The standing is read first: what someone adds meanwhile then belongs to a later revision than the one given, and is
    left out, so that nobody writes on a revision whose changes they have not seen.
    """
    standing = read_standing(connection, subject_of_report(report))
    newest = select(t.reading.c.id).where(t.reading.c.page_id == report, t.reading.c.current)
    reading = connection.execute(newest).scalar() if 0 < report <= _LARGEST else None
    if reading is None:
        raise NotFound("there is no report {report}", "report/none", report=report)
    asked = _rows().where(t.change.c.subject == standing.subject, t.change.c.revision <= standing.revision)
    changes = tuple(map(_change, connection.execute(asked.order_by(t.change.c.revision)).mappings()))
    machine, made = read_corrected(connection, int(reading), changes)
    return Review(
        report=report, reading=int(reading), machine=machine, corrected=made, standing=standing, changes=changes,
        undone=undone_changes(changes),
    )  # fmt: skip


def read_corrected(connection: Connection, reading: int, changes: Sequence[Change]) -> tuple[Record, Corrected]:
    """A version of a record, and it with the changes in it, those made on other versions carried over."""
    records = _records(connection, {reading, *(c.reading for c in changes if c.reading is not None)})
    again: tuple[Skipped, ...] = ()
    if len(records) > 1:
        changes, again = carried(records, reading, changes)
    made = corrected(records[reading], changes)
    return records[reading], made.model_copy(update={"skipped": (*made.skipped, *again)})


def _records(connection: Connection, ids: Iterable[int]) -> dict[int, Record]:
    rows = connection.execute(select(t.reading.c.id, t.reading.c.record).where(t.reading.c.id.in_(sorted(ids))))
    try:
        return {int(row.id): Record.model_validate_json(zlib.decompress(row.record)) for row in rows}
    except (zlib.error, ValueError, TypeError) as error:
        raise ArchiveError("{what} is damaged; run `khabar verify`", "archive/damaged", what="a record") from error


def changes_of(archive: Archive, subject: str) -> tuple[Change, ...]:
    """All changes of `reports/12` or `incidents/i7`, oldest first."""
    with archive.reading() as connection:
        return read_changes(connection, subject)


def read_changes(connection: Connection, subject: str, since: int = 0) -> tuple[Change, ...]:
    """The changes of a subject after a revision, oldest first."""
    asked = _rows().where(t.change.c.subject == subject, t.change.c.revision > since)
    return tuple(map(_change, connection.execute(asked.order_by(t.change.c.revision)).mappings()))


def recent_changes(archive: Archive, *, limit: int = 50, before: int | None = None) -> tuple[Change, ...]:
    """The newest changes of the whole archive, newest first; `before` is the id to go on from."""
    asked = _rows().order_by(t.change.c.id.desc()).limit(limit)
    if before is not None:
        asked = asked.where(t.change.c.id < before)
    with archive.reading() as connection:
        return tuple(map(_change, connection.execute(asked).mappings()))


def incident_changes(archive: Archive) -> tuple[Change, ...]:
    """Every change made to incidents, in the order in which they were made."""
    asked = _rows().where(t.change.c.report.is_(None)).order_by(t.change.c.id)
    with archive.reading() as connection:
        return tuple(map(_change, connection.execute(asked).mappings()))


def standing_of(archive: Archive, subject: str) -> Standing:
    """Where `reports/12` or `incidents/i7` stands; an untouched one is at revision 0."""
    with archive.reading() as connection:
        return read_standing(connection, subject)


def read_standing(connection: Connection, subject: str) -> Standing:
    """`standing_of` within a transaction."""
    row = connection.execute(select(*_STANDING).where(t.review.c.subject == subject)).mappings().first()
    return Standing(**row) if row else Standing(subject=subject)


def standings(archive: Archive, reports: Sequence[int]) -> dict[int, Standing]:
    """Where each of these reports stands, in one question to the database."""
    found = {report: Standing(subject=subject_of_report(report)) for report in reports}
    asked = select(*_STANDING, t.review.c.report).where(t.review.c.report.in_(reports))
    with archive.reading() as connection:
        for row in connection.execute(asked).mappings():
            found[int(row["report"])] = Standing(**{k: v for k, v in row.items() if k != "report"})
    return found


def corrected_records(archive: Archive, query: Query | None = None) -> Iterator[Review]:
    """The reviews of all reports that people have changed; with a query of those that fit."""
    wanted = None if query is None else frozenset(find_readings(archive, query))
    last = 0
    while True:
        joined = t.review.join(t.reading, t.reading.c.page_id == t.review.c.report)
        asked = select(t.review.c.report, t.reading.c.id).select_from(joined).where(t.reading.c.current)
        with archive.reading() as connection:
            asked = asked.where(t.review.c.report > last).order_by(t.review.c.report).limit(_STEP)
            rows = connection.execute(asked).all()
        if not rows:
            return
        for report, reading in rows:
            if wanted is None or reading in wanted:
                yield load_review(archive, int(report))
        last = int(rows[-1][0])


_STANDING = tuple(t.review.c[name] for name in ("subject", "revision", "status", "assigned", "checked_by", "at"))


def _rows() -> Select[Any]:
    return select(t.change)


def _change(row: Any) -> Change:
    values = {name: json.loads(row[name]) if row[name] is not None else None for name in ("before", "after")}
    return Change(**{**row, **values})
