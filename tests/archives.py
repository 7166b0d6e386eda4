"""Records of short reports, built by hand, and what an archive holds, to compare."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import select

from khabar.objects import Page, Published, Record, Report
from khabar.store import Archive, Given, add_page, add_record
from khabar.store import schema as t

READER = Given("khabar 1", "{}")


def record_of(text: str, source: str = "a.txt", title: str | None = None, published: str | None = None) -> Record:
    """The record of a report that says nothing but its text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    day = Published(date=published, basis="given") if published else Published()
    return Record(report=Report(id=digest, source_id=source, title=title, text=text, published=day))


def keep(archive: Archive, record: Record, given: Given = READER) -> int:
    """Archive a page whose bytes are the record's text, and the record; the page's id."""
    page = Page(record.report.text.encode(), record.report.source_id)
    with archive.writing() as connection:
        identity, _ = add_page(connection, archive, page, came="2026-01-02T03:04:05Z")
        add_record(connection, identity, given, record, made="2026-01-02T03:04:05Z")
    return identity


def contents(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """All that is in an archive but times, numbers of rows and places in files: what two archives must agree on."""
    with archive.reading() as connection:
        pages = connection.execute(select(t.page.c.key, t.page.c.source, t.page.c.digest)).all()
        blobs = connection.execute(select(t.blob.c.digest, t.blob.c.size)).all()
        joined = t.reading.join(t.page, t.page.c.id == t.reading.c.page_id)
        columns = (t.page.c.key, t.reading.c.reader, t.reading.c.settings, t.reading.c.digest, t.reading.c.current)
        readings = connection.execute(select(*columns).select_from(joined)).all()
        texts = connection.execute(select(t.text.c.digest, t.text.c.body)).all()
    found = {"page": pages, "blob": blobs, "reading": readings, "text": texts}
    return {name: sorted(tuple(row) for row in rows) for name, rows in found.items()}
