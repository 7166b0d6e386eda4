"""Everything rehashed: whether what was kept is still what was kept."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy import text as sql

from khabar.store import schema as t
from khabar.store.archive import Archive
from khabar.store.review_lines import standing_after
from khabar.store.review_read import read_changes, read_standing
from khabar.store.warc import Kept
from khabar.store.write import storable

_STEP = 500


@dataclass(slots=True)
class Verified:
    """What was looked at, and every fault in one line each."""

    pages: int = 0
    blobs: int = 0
    records: int = 0
    texts: int = 0
    faults: list[str] = field(default_factory=list)


def verify(archive: Archive) -> Verified:
    """Read every page's bytes, every record and every text and compare them with their digests.

    Raises `ArchiveError` only where the database itself cannot be read.
    """
    done = Verified()
    with archive.reading() as connection:
        if connection.dialect.name == "sqlite":
            rows = connection.execute(sql("PRAGMA quick_check")).scalars().all()
            done.faults += [f"database: {row}" for row in rows if row != "ok"]
        done.pages = int(connection.execute(select(func.count()).select_from(t.page)).scalar_one())
    for fault in _blobs(archive, done):
        done.faults.append(fault)
    for fault in (*_readings(archive, done), *_texts(archive, done), *_search(archive), *_reviews(archive)):
        done.faults.append(fault)
    return done


def _blobs(archive: Archive, done: Verified) -> Iterator[str]:
    with archive.reading() as connection:
        rows = connection.execute(select(t.blob).order_by(t.blob.c.file, t.blob.c.offset)).mappings()
        for row in rows:
            done.blobs += 1
            kept = Kept(row["file"], row["offset"], row["length"])
            try:
                data = archive.pages.read(kept)
            except FileNotFoundError:
                yield f"page {row['digest'][:12]}: {kept.file} is missing from {archive.pages.folder}"
            except (ValueError, OSError) as error:
                yield f"page {row['digest'][:12]}: {error}"
            else:
                if hashlib.sha256(data).hexdigest() != row["digest"]:
                    yield f"page {row['digest'][:12]}: other bytes at {kept.offset} of {kept.file} than were kept"


def _readings(archive: Archive, done: Verified) -> Iterator[str]:
    columns = (t.reading.c.id, t.reading.c.page_id, t.reading.c.record, t.reading.c.digest, t.text.c.digest)
    joined = t.reading.join(t.text, t.text.c.id == t.reading.c.text_id, isouter=True)
    asked = select(*columns).select_from(joined).where(t.reading.c.error.is_(None)).order_by(t.reading.c.id)
    with archive.reading() as connection:
        for identity, page, record, digest, text in connection.execution_options(yield_per=_STEP).execute(asked):
            done.records += 1
            try:
                data = zlib.decompress(record)
            except (zlib.error, TypeError) as error:
                yield f"record {identity} of page {page}: cannot be unpacked ({error})"
                continue
            if hashlib.sha256(data).hexdigest() != digest:
                yield f"record {identity} of page {page}: is not as it was written"
            elif _hash(storable(json.loads(data)["report"]["text"]) or "") != text:
                yield f"record {identity} of page {page}: its text is another than the one that is searched"


def _texts(archive: Archive, done: Verified) -> Iterator[str]:
    asked = select(t.text.c.id, t.text.c.digest, t.text.c.body).order_by(t.text.c.id)
    with archive.reading() as connection:
        for identity, digest, body in connection.execution_options(yield_per=_STEP).execute(asked):
            done.texts += 1
            if _hash(body) != digest:
                yield f"text {identity}: is not as it was written"


def _search(archive: Archive) -> Iterator[str]:
    """Whether everything that should be found can be: one row of words for every text and name."""
    with archive.reading() as connection:
        sqlite = connection.dialect.name == "sqlite"
        for table in ("text", "name"):
            words = f"{table}_words_docsize" if sqlite else f"{table}_words"
            missing = connection.execute(
                sql(f"SELECT count(*) FROM {table} WHERE id NOT IN (SELECT id FROM {words})")  # noqa: S608 (two fixed names)
            ).scalar_one()
            if missing:
                yield f"{missing} rows of {table} are not in the search"
        newest = select(t.reading.c.page_id).where(t.reading.c.current).group_by(t.reading.c.page_id)
        for page in connection.execute(newest.having(func.count() > 1)).scalars():
            yield f"page {page} has more than one current record"


def _reviews(archive: Archive) -> Iterator[str]:
    """Whether every report and incident stands where the audit says, with no row missing in between."""
    with archive.reading() as connection:
        for subject in connection.execute(select(t.review.c.subject).order_by(t.review.c.subject)).scalars().all():
            changes = read_changes(connection, subject)
            if [change.revision for change in changes] != list(range(1, len(changes) + 1)):
                yield f"{subject}: a row of its audit is missing"
            elif read_standing(connection, subject) != standing_after(subject, changes):
                yield f"{subject}: stands otherwise than its audit says"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
