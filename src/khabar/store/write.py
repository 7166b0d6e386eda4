"""Putting things into an archive: pages once, records by version, and what the search needs of them."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, delete, exists, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from khabar.errors import ArchiveError
from khabar.objects import Page, PageFormat, Record
from khabar.store import schema as t
from khabar.store.archive import Archive
from khabar.store.facts import facts_of
from khabar.store.shown import add_shown
from khabar.store.warc import Exchange, Kept, unpack
from khabar.store.words import index_names, index_text

_GIVEN = ("url", "publisher", "title", "published", "charset", "content_type")


@dataclass(frozen=True, slots=True)
class Given:
    """By whom a record was made: the reader with its version, and its settings as canonical JSON."""

    reader: str
    settings: str


def now() -> str:
    """This moment in UTC, to the second, as ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def storable(text: str | None) -> str | None:
    """A text as both databases can keep it: PostgreSQL knows no NUL, so that one becomes a replacement character."""
    return text.replace("\0", "\ufffd") if text else text


def settings_text(settings: Mapping[str, Any]) -> str:
    """Settings as canonical JSON: the same settings, the same text."""
    return json.dumps(dict(settings), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def page_key(page: Page, digest: str) -> str:
    """What makes a page this page: its source, its bytes and all that is known of it from outside."""
    known = [page.source_id, digest, isinstance(page.data, str), page.format, *(getattr(page, k) for k in _GIVEN)]
    return hashlib.sha256(json.dumps(known, ensure_ascii=True).encode()).hexdigest()


def add_page(
    connection: Connection, archive: Archive, page: Page, *, exchange: Exchange | None = None, came: str | None = None
) -> tuple[int, bool]:
    """The page's id, and whether it is new; a page that is there already is not added again, nor its bytes.

    `exchange` are request and response where it came over HTTP, `came` when it came (now). Use inside
    `archive.writing()`.
    """
    data = page.data.encode("utf-8", "surrogatepass") if isinstance(page.data, str) else page.data
    digest = hashlib.sha256(data).hexdigest()
    key = page_key(page, digest)
    known = connection.execute(select(t.page.c.id).where(t.page.c.key == key)).scalar()
    if known is not None:
        return int(known), False
    came = came or now()
    _keep(connection, archive, page.source_id, data, digest, came, exchange)
    return insert_page(connection, page, key, digest, came)


def insert_page(connection: Connection, page: Page, key: str, digest: str | None, came: str) -> tuple[int, bool]:
    """The row of a page whose bytes are kept (or that never had any: `digest` is None)."""
    row = {k: storable(getattr(page, k)) for k in _GIVEN} | {
        "key": key, "source": storable(page.source_id), "digest": digest, "decoded": isinstance(page.data, str),
        "format": page.format, "came": came,
    }  # fmt: skip
    done = connection.execute(upsert(connection, t.page).values(row).on_conflict_do_nothing().returning(t.page.c.id))
    identity = done.scalar()
    if identity is not None:
        return int(identity), True
    return int(connection.execute(select(t.page.c.id).where(t.page.c.key == key)).scalar_one()), False


def _keep(
    connection: Connection, archive: Archive, source: str, data: bytes, digest: str, came: str,
    exchange: Exchange | None,
) -> None:  # fmt: skip
    folder = archive.pages
    if not folder.ready:
        _take(connection, archive)
    if connection.execute(select(t.blob.c.digest).where(t.blob.c.digest == digest)).first():
        return
    mark = folder.mark()
    kept = folder.append(source, data, digest, came, exchange)
    if not _insert_blob(connection, digest, kept, len(data)):
        folder.back_to(mark)  # another writer was faster: theirs is kept


def add_packed(connection: Connection, archive: Archive, packed: bytes) -> None:
    """Keep a page's record of another archive's WARC file, bytes and headers as they are there.

    Raises `ValueError` where it is no whole record.
    """
    payload = unpack(packed)
    digest = hashlib.sha256(payload).hexdigest()
    if not archive.pages.ready:
        _take(connection, archive)
    if connection.execute(select(t.blob.c.digest).where(t.blob.c.digest == digest)).first() is None:
        mark = archive.pages.mark()
        if not _insert_blob(connection, digest, archive.pages.append_packed(packed), len(payload)):
            archive.pages.back_to(mark)


def _insert_blob(connection: Connection, digest: str, kept: Kept, size: int) -> bool:
    row = {"digest": digest, "file": kept.file, "offset": kept.offset, "length": kept.length, "size": size}
    adding = upsert(connection, t.blob).values(row).on_conflict_do_nothing().returning(t.blob.c.digest)
    return connection.execute(adding).first() is not None


def _take(connection: Connection, archive: Archive) -> None:
    """Take a file of pages, and what a killed process had written to it and not yet entered."""
    last = func.max(t.blob.c.offset + t.blob.c.length)
    ends = connection.execute(select(t.blob.c.file, last).group_by(t.blob.c.file))
    for found in archive.pages.take({file: int(end) for file, end in ends}):
        if found.digest == found.stated:
            _insert_blob(connection, found.digest, found.kept, found.size)


def load_page(connection: Connection, archive: Archive, identity: int) -> Page:
    """A page as it was handed in. Raises `ArchiveError` where its bytes are damaged, or it came without any."""
    row = connection.execute(
        select(t.page, t.blob.c.file, t.blob.c.offset, t.blob.c.length)
        .join(t.blob, t.blob.c.digest == t.page.c.digest, isouter=True)
        .where(t.page.c.id == identity)
    ).mappings().one()  # fmt: skip
    if row["file"] is None:
        raise ArchiveError(
            "{source} came as a record without its page; it cannot be read again",
            "archive/no_page",
            source=row["source"],
        )
    try:
        data = archive.pages.read(Kept(row["file"], row["offset"], row["length"]))
    except (ValueError, OSError) as error:
        raise ArchiveError(
            "{source}: {why}; run `khabar verify`", "archive/unread", source=row["source"], why=error
        ) from error
    if hashlib.sha256(data).hexdigest() != row["digest"]:
        raise ArchiveError(
            "{source}: its bytes are not those that were kept; run `khabar verify`",
            "archive/changed",
            source=row["source"],
        )
    return Page(
        data.decode("utf-8", "surrogatepass") if row["decoded"] else data, row["source"],
        cast(PageFormat, row["format"]), **{k: row[k] for k in _GIVEN},
    )  # fmt: skip


def pending_pages(connection: Connection, given: Given, *, again: bool = False) -> Iterator[int]:
    """Ids of pages with bytes and no reading; with `again`, also of those that another reader or settings read."""
    read = select(t.reading.c.id).where(t.reading.c.page_id == t.page.c.id)
    if again:
        read = read.where(t.reading.c.reader == given.reader, t.reading.c.settings == given.settings)
    wanted = select(t.page.c.id).where(t.page.c.digest.is_not(None), ~exists(read)).order_by(t.page.c.id)
    return iter(list(connection.execute(wanted).scalars()))


def add_record(
    connection: Connection, page_id: int, given: Given, record: Record | None, *, error: str | None = None,
    made: str | None = None,
) -> bool:  # fmt: skip
    """Add a version of a page's record, or why it could not be read; False where this version is there already.

    The newest record becomes the one that is searched; the older ones stay. Use inside `archive.writing()`.
    """
    row: dict[str, Any] = {
        "page_id": page_id, "reader": given.reader, "settings": given.settings, "made": made or now(),
        "current": record is not None, "error": storable(error),
    }  # fmt: skip
    if record is not None:
        data = record.to_json().encode("utf-8", "surrogatepass")
        row |= {
            "record": zlib.compress(data, 6), "digest": hashlib.sha256(data).hexdigest(),
            "publisher": storable(record.report.publisher),
            "published": (record.report.published.date or "")[:10] or None, "text_id": _add_text(connection, record),
        }  # fmt: skip
    done = connection.execute(
        upsert(connection, t.reading).values(row).on_conflict_do_nothing().returning(t.reading.c.id)
    )
    identity = done.scalar()
    if identity is None:
        return False
    if record is not None:
        _retire(connection, page_id, identity)
        _add_facts(connection, identity, record)
        _keep_corrections(connection, page_id, identity)
    return True


def _keep_corrections(connection: Connection, page_id: int, reading: int) -> None:
    """Where people changed earlier versions of this page's record, the search finds what they made of this one."""
    if connection.execute(select(t.review.c.subject).where(t.review.c.report == page_id)).first() is not None:
        from khabar.store.review_read import read_review

        replace_facts(connection, reading, read_review(connection, page_id).corrected.record)


def _retire(connection: Connection, page_id: int, newest: int) -> None:
    """Take the page's earlier record out of the search; the record itself stays."""
    # Asked by page alone: with `current` in the question SQLite would go through every current record there is.
    of_page = select(t.reading.c.id, t.reading.c.current).where(t.reading.c.page_id == page_id)
    for old in [row.id for row in connection.execute(of_page) if row.current and row.id != newest]:
        _drop_facts(connection, old)
        connection.execute(update(t.reading).where(t.reading.c.id == old).values(current=False))


def _add_text(connection: Connection, record: Record) -> int:
    body = storable(record.report.text) or ""
    digest = hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
    row = {"digest": digest, "title": storable(record.report.title), "body": body}
    identity = connection.execute(
        upsert(connection, t.text).values(row).on_conflict_do_nothing().returning(t.text.c.id)
    ).scalar()
    if identity is None:
        return int(connection.execute(select(t.text.c.id).where(t.text.c.digest == digest)).scalar_one())
    index_text(connection, int(identity), record.report.title, body)
    return int(identity)


def replace_facts(connection: Connection, reading: int, record: Record) -> None:
    """Let the search find what `record` says of that reading: the machine's record with people's changes in it."""
    _drop_facts(connection, reading)
    _add_facts(connection, reading, record)


def _drop_facts(connection: Connection, reading: int) -> None:
    for table in (t.party, t.figure, t.event, t.appearance, t.relay):
        connection.execute(delete(table).where(table.c.reading_id == reading))


def _add_facts(connection: Connection, reading: int, record: Record) -> None:
    add_shown(connection, [(reading, record.to_dict())])
    facts = facts_of(record)
    for table, rows in ((t.event, facts.events), (t.figure, facts.figures)):
        if rows:
            connection.execute(insert(table), [row | {"reading_id": reading} for row in rows])
    if facts.parties:
        ids = _name_ids(connection, sorted({name for _, _, name in facts.parties}))
        parties = [
            {"name_id": ids[name], "role": role, "reading_id": reading, "part": part}
            for role, part, name in facts.parties
        ]
        connection.execute(insert(t.party), parties)


def _name_ids(connection: Connection, names: list[str]) -> dict[str, int]:
    known = {n: i for i, n in connection.execute(select(t.name.c.id, t.name.c.stems).where(t.name.c.stems.in_(names)))}
    new = [{"stems": n} for n in names if n not in known]
    if new:
        adding = upsert(connection, t.name).values(new).on_conflict_do_nothing().returning(t.name.c.id, t.name.c.stems)
        added = [(int(i), str(n)) for i, n in connection.execute(adding)]
        index_names(connection, added)
        known |= {n: i for i, n in added}
    missing = [n for n in names if n not in known]  # another writer was faster
    if missing:
        known |= {
            n: i for i, n in connection.execute(select(t.name.c.id, t.name.c.stems).where(t.name.c.stems.in_(missing)))
        }
    return known


def upsert(connection: Connection, table: Table) -> Any:
    """An INSERT that knows `on_conflict_…`, of the dialect that the connection speaks."""
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)
