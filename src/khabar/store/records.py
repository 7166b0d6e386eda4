"""The records of an archive, one after another, without holding more than a few."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from khabar.errors import ArchiveError
from khabar.objects import Record
from khabar.store import schema as t
from khabar.store.archive import Archive
from khabar.store.query import Query
from khabar.store.review import Review, load_review
from khabar.store.search import find_readings

_STEP = 50


def current_records(archive: Archive, query: Query | None = None, *, machine: bool = True) -> Iterator[Record]:
    """The current record of every page in the order they came; with a query of those that fit, best first.

    With `machine` as they were read, without it as people corrected them.
    """
    for identity, record in _current(archive, query):
        review = None if machine else _review(archive, identity)
        yield review.corrected.record if review else record


def _review(archive: Archive, reading: int) -> Review | None:
    """What people made of the report of that reading; None where nobody touched it."""
    of_reading = select(t.review.c.report).join(t.reading, t.reading.c.page_id == t.review.c.report)
    with archive.reading() as connection:
        report = connection.execute(of_reading.where(t.reading.c.id == reading)).scalar()
    return load_review(archive, int(report)) if report is not None else None


def _current(archive: Archive, query: Query | None) -> Iterator[tuple[int, Record]]:
    if query is not None:
        found = find_readings(archive, query)
        for at in range(0, len(found), _STEP):
            yield from _load(archive, found[at : at + _STEP])
        return
    last = 0
    while True:
        asked = select(t.reading.c.id).where(t.reading.c.current, t.reading.c.id > last)
        with archive.reading() as connection:
            ids = list(connection.execute(asked.order_by(t.reading.c.id).limit(_STEP)).scalars())
        if not ids:
            return
        yield from _load(archive, ids)
        last = ids[-1]


def _load(archive: Archive, ids: Sequence[int]) -> Iterator[tuple[int, Record]]:
    with archive.reading() as connection:
        rows = connection.execute(select(t.reading.c.id, t.reading.c.record).where(t.reading.c.id.in_(ids))).all()
    records = {int(row.id): row.record for row in rows}
    for identity in ids:
        try:
            record = Record.model_validate_json(zlib.decompress(records[identity]))
        except (zlib.error, ValueError) as error:
            raise ArchiveError(
                "{what} is damaged; run `khabar verify`", "archive/damaged", what=f"record {identity}"
            ) from error
        yield identity, record
