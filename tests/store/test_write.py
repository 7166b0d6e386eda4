"""Pages kept once, records by version."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from archives import READER, contents, keep, record_of
from khabar.errors import ArchiveError
from khabar.objects import Page
from khabar.store import Archive, Given, add_page, add_record, load_page, open_archive, pending_pages, search, verify
from khabar.store import schema as t
from khabar.store.query import Aliases, parse_query
from khabar.store.warc import Exchange
from records import made

BODY = "سقط الجسر صباحا"


def test_the_same_page_is_kept_once(archive: Archive) -> None:
    """Handing in a page again adds neither a page nor bytes; the same bytes from elsewhere are a page without bytes."""
    with archive.writing() as connection:
        first = add_page(connection, archive, Page(b"a", "one"))
        again = add_page(connection, archive, Page(b"a", "one"))
        other = add_page(connection, archive, Page(b"a", "two"))
    assert first == (again[0], True) and again[1] is False and other[1] is True
    assert [len(contents(archive)[k]) for k in ("page", "blob")] == [2, 1]


@pytest.mark.parametrize(
    "page",
    [
        Page(b"\x00\xff\r\n\r\nWARC/1.1", "bytes"),
        Page("نص\u200f مفكوك", "text", "text", title="عنوان", published="2016-05-25"),
        Page(b"<p>", "https://example.org/a?b=c", "html", url="https://example.org/a", charset="utf-8"),
        Page(b"", "empty"),
    ],
    ids=lambda page: page.source_id.split(":")[0],
)
def test_a_page_comes_back_as_it_went_in(archive: Archive, page: Page) -> None:
    """Bytes, or text already decoded, and everything known of them from outside."""
    with archive.writing() as connection:
        identity, _ = add_page(connection, archive, page)
    with archive.reading() as connection:
        assert load_page(connection, archive, identity) == page


def test_request_and_response_are_kept_with_their_headers(archive: Archive) -> None:
    """A fetched page lies in the WARC file with what was asked and answered, and other programs can read it."""
    from fastwarc.warc import ArchiveIterator

    exchange = Exchange(
        "https://example.org/a", [("User-Agent", "khabar")], "200 OK", [("ETag", '"1"'), ("Content-Encoding", "gzip")]
    )
    body = b"<p>x</p>"
    with archive.writing() as connection:
        add_page(connection, archive, Page(body, "https://example.org/a"), exchange=exchange)
    (file,) = archive.pages.folder.iterdir()
    with file.open("rb") as stream:
        found = [
            (r.headers["WARC-Type"], dict(r.http_headers.asdict()), r.reader.read()) for r in ArchiveIterator(stream)
        ]
    (asked, asked_headers, _), (answered, answered_headers, payload) = found
    assert (asked, answered, payload) == ("request", "response", body)
    assert asked_headers["User-Agent"] == "khabar" and answered_headers["ETag"] == '"1"'
    assert answered_headers["X-Archive-Orig-Content-Encoding"] == "gzip" and "Content-Encoding" not in answered_headers


def test_a_newer_reading_adds_a_version(archive: Archive, aliases: Aliases) -> None:
    """Both records stay; the newest is the one that is searched; the same version is not added twice."""
    identity = keep(archive, record_of(BODY))
    newer = record_of("انهار الجسر مساء")
    with archive.writing() as connection:
        assert add_record(connection, identity, Given("khabar 2", "{}"), newer)
        assert not add_record(connection, identity, Given("khabar 2", "{}"), record_of("غير هذا"))
    assert [r[4] for r in sorted(contents(archive)["reading"], key=lambda r: r[1])] == [False, True]
    assert search(archive, parse_query("سقط", aliases)).total == 0
    assert search(archive, parse_query("انهار", aliases)).total == 1
    assert verify(archive).faults == []


def test_facts_of_an_older_version_leave_the_search(archive: Archive, aliases: Aliases) -> None:
    """An event that the newer reading no longer sees is no longer found, and its record is still there."""
    identity = keep(archive, made())
    assert search(archive, parse_query("type:assault", aliases)).total == 1
    with archive.writing() as connection:
        add_record(connection, identity, Given("khabar 2", "{}"), made(events=()))
    assert search(archive, parse_query("type:assault", aliases)).total == 0
    assert len(contents(archive)["reading"]) == 2


def test_pages_that_wait_for_a_reader_are_known(archive: Archive) -> None:
    """A page without reading waits; one read by another version waits only when all are to be read again."""
    keep(archive, record_of(BODY))
    with archive.writing() as connection:
        waiting, _ = add_page(connection, archive, Page(b"new", "b.txt"))
        assert list(pending_pages(connection, READER)) == [waiting]
        assert len(list(pending_pages(connection, Given("khabar 2", "{}"), again=True))) == 2
        add_record(connection, waiting, READER, None, error="no page")
        assert list(pending_pages(connection, READER)) == []


def test_a_failed_transaction_leaves_nothing(archive: Archive) -> None:
    """Neither rows nor bytes of a page stay when what follows fails."""
    keep(archive, record_of(BODY))
    before = contents(archive)
    (file,) = archive.pages.folder.iterdir()
    size = file.stat().st_size
    with pytest.raises(RuntimeError), archive.writing() as connection:
        add_page(connection, archive, Page(b"lost", "c.txt"))
        raise RuntimeError
    assert contents(archive) == before and file.stat().st_size == size


def test_a_url_leads_to_the_same_archive_again(archive: Archive, where: str) -> None:
    """What was put in is there when the archive is opened again."""
    keep(archive, record_of(BODY))
    before = contents(archive)
    with open_archive(where, pages=archive.pages.folder) as again:
        assert contents(again) == before


def test_a_missing_or_foreign_archive_is_told_in_one_line(tmp_path: object) -> None:
    """No archive is made by looking for one, and no other database is taken for one."""
    import sqlite3
    from pathlib import Path

    folder = Path(str(tmp_path))
    with pytest.raises(ArchiveError, match="does not exist"):
        open_archive(str(folder / "none.db"))
    assert not (folder / "none.db").exists()
    sqlite3.connect(folder / "other.db").execute("CREATE TABLE x (y)").connection.close()
    with pytest.raises(ArchiveError, match="something else"):
        open_archive(str(folder / "other.db"), create=True)
    (folder / "text.db").write_text("no database at all, but longer than a header " * 40)
    with pytest.raises(ArchiveError, match="no archive"):
        open_archive(str(folder / "text.db"))
    with pytest.raises(ArchiveError, match="postgresql"):
        open_archive("mysql://x/y")


def test_names_of_everyone_are_rows(archive: Archive) -> None:
    """Speakers, relays, places and publishers of a record stand in the rows that the search by fields uses."""
    keep(archive, made())
    with archive.reading() as connection:
        roles = set(connection.execute(select(t.party.c.role)).scalars())
    assert roles == {"actor", "victim", "place", "speaker", "through", "publisher"}


def test_no_character_is_too_odd_to_keep(archive: Archive) -> None:
    """NULs, controls and letters outside the basic plane go in and leave the archive sound in both databases."""
    record = record_of("سقط\0الجسر \u0001 \U0001f54c", "odd\0name", title="a\0b")
    keep(archive, record)
    with archive.writing() as connection:
        add_page(connection, archive, Page("x\0y", "n\0", "text", title="t\0", publisher="p\0"))
    assert verify(archive).faults == [] and len(contents(archive)["page"]) == 2
