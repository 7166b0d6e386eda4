"""A whole archive as lines of JSON, out and in again without loss: one page a line, with all its versions."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import ValidationError
from sqlalchemy import Connection, select

from khabar.errors import ArchiveError
from khabar.objects import SCHEMA, Page, Record
from khabar.store import schema as t
from khabar.store.archive import Archive
from khabar.store.review_lines import read_incidents, read_report, write_changes, write_incidents
from khabar.store.review_types import subject_of_report
from khabar.store.warc import Kept
from khabar.store.write import Given, add_packed, add_record, insert_page, now, settings_text

LINE = "khabar.archive/1"
Outcome = Literal["added", "known"]
_STEP = 200


def write_lines(archive: Archive) -> Iterator[str]:
    """Every page, in the order they came: what is known of it, its WARC record (base64) and all its readings.

    Bytes that several pages share stand with the first of them. What people changed of its record stands with each
    page, and what they changed of incidents in a last line. What collecting remembers of addresses is left out, and so
    are people, their searches and their keys.
    """
    told: set[str] = set()
    for row in pages_of(archive):
        line: dict[str, Any] = {
            "schema": LINE,
            "page": {c.name: row[c.name] for c in t.page.columns if c.name not in ("id", "key")},
        }
        if row["digest"] and row["digest"] not in told:
            told.add(row["digest"])
            with archive.reading() as connection:
                kept = connection.execute(select(t.blob).where(t.blob.c.digest == row["digest"])).mappings().one()
            try:
                packed = archive.pages.read_packed(Kept(kept["file"], kept["offset"], kept["length"]))
            except (OSError, ValueError) as error:
                reason = f"{row['source']}: its bytes cannot be read ({error}); run `khabar verify`"
                raise ArchiveError(reason) from error
            line["warc"] = base64.b64encode(packed).decode()
        line["page"]["key"] = row["key"]
        line["readings"] = list(_readings(archive, row["id"]))
        with archive.reading() as connection:
            if changes := write_changes(connection, subject_of_report(row["id"])):
                line["changes"] = changes
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":"))
    with archive.reading() as connection:
        if incidents := write_incidents(connection):
            yield json.dumps({"schema": LINE, "incidents": incidents}, ensure_ascii=False, separators=(",", ":"))


def pages_of(archive: Archive) -> Iterator[dict[str, Any]]:
    """The rows of all pages, a few hundred at a time, so that a long reader never keeps a transaction open."""
    last = 0
    while True:
        with archive.reading() as connection:
            asked = select(t.page).where(t.page.c.id > last).order_by(t.page.c.id).limit(_STEP)
            rows = connection.execute(asked).mappings().all()
        if not rows:
            return
        yield from map(dict, rows)
        last = rows[-1]["id"]


def _readings(archive: Archive, page: int) -> Iterator[dict[str, Any]]:
    asked = select(t.reading).where(t.reading.c.page_id == page).order_by(t.reading.c.id)
    with archive.reading() as connection:
        rows = connection.execute(asked).mappings().all()
    for row in rows:
        record = json.loads(zlib.decompress(row["record"])) if row["record"] is not None else None
        yield {k: row[k] for k in ("reader", "settings", "made", "error")} | {"record": record}


def read_line(connection: Connection, archive: Archive, line: Mapping[str, Any]) -> Outcome:
    """Add what one line holds: a page as `write_lines` gives it, or a record as `khabar read` does.

    Raises `ValueError`, saying what is wrong, for anything else. Use inside `archive.writing()`.
    """
    try:
        if line.get("schema") == SCHEMA:
            return _record(connection, Record.model_validate(line))
        if line.get("schema") == LINE and "incidents" in line:
            return "added" if read_incidents(connection, line["incidents"]) else "known"
        if line.get("schema") == LINE:
            return _page(connection, archive, line)
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except (KeyError, TypeError, binascii.Error) as error:
        raise ValueError(f"lacks or misspells {error}") from error
    raise ValueError(f"is neither {SCHEMA} nor {LINE}")


def _record(connection: Connection, record: Record) -> Outcome:
    """A record that comes without its page: who made it is not known, so that its digest tells its versions apart."""
    report = record.report
    digest = hashlib.sha256(record.to_json().encode("utf-8", "surrogatepass")).hexdigest()
    key = hashlib.sha256(json.dumps(["record", report.source_id, report.url, report.id]).encode()).hexdigest()
    page = Page(b"", report.source_id, url=report.url, publisher=report.publisher, title=report.title)
    identity, _ = insert_page(connection, page, key, None, now())
    added = add_record(connection, identity, Given("record", settings_text({"record": digest})), record)
    return "added" if added else "known"


def _page(connection: Connection, archive: Archive, line: Mapping[str, Any]) -> Outcome:
    row = dict(line["page"])
    # Everything is looked at before the bytes are kept: what is refused must leave nothing in the files.
    read = [r | {"record": _validated(r["record"])} for r in line["readings"]]
    if "warc" in line:
        add_packed(connection, archive, base64.b64decode(line["warc"], validate=True))
    digest = row["digest"]
    if digest and connection.execute(select(t.blob.c.digest).where(t.blob.c.digest == digest)).first() is None:
        raise ValueError(f"its bytes ({digest[:12]}) stand with no line before it")
    known = {k: row[k] for k in ("url", "publisher", "title", "published", "charset", "content_type")}
    page = Page("" if row["decoded"] else b"", row["source"], row["format"], **known)
    identity, new = insert_page(connection, page, row["key"], digest, row["came"])
    for reading in read:
        given = Given(reading["reader"], reading["settings"])
        new |= add_record(connection, identity, given, reading["record"], error=reading["error"], made=reading["made"])
    if line.get("changes"):
        new |= read_report(connection, identity, line["changes"])
    return "added" if new else "known"


def _validated(record: Any) -> Record | None:
    return Record.model_validate(record) if record is not None else None
