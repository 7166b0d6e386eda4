"""An archive as lines, out and in again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archives import contents, keep, record_of
from khabar.objects import Page
from khabar.store import Archive, Given, add_page, add_record, open_archive, search, verify
from khabar.store.lines import read_line, write_lines
from khabar.store.query import Aliases, parse_query
from khabar.store.warc import Exchange
from records import made


def test_an_archive_comes_back_whole(archive: Archive, tmp_path: Path, aliases: Aliases) -> None:
    """Pages with bytes and headers, all versions, failures: the lines of the copy are the lines of the original."""
    identity = keep(archive, made())
    keep(archive, record_of("سقط الجسر", "b.txt"))
    with archive.writing() as connection:
        add_record(connection, identity, Given("khabar 2", '{"model":true}'), record_of("انهار الجسر"))
        exchange = Exchange("https://example.org/", [("A", "b")], "200 OK", [("ETag", "1")])
        failed, _ = add_page(connection, archive, Page(b"\x89PNG", "https://example.org/"), exchange=exchange)
        add_record(connection, failed, Given("khabar 2", "{}"), None, error="is binary")
        add_page(connection, archive, Page(b"\x89PNG", "the same bytes elsewhere"))
        read_line(connection, archive, made(events=()).to_dict())
    lines = list(write_lines(archive))
    with open_archive(str(tmp_path / "copy.db"), create=True) as copy:
        with copy.writing() as connection:
            assert [read_line(connection, copy, json.loads(line)) for line in lines] == ["added"] * 5
        with copy.writing() as connection:
            assert {read_line(connection, copy, json.loads(line)) for line in lines} == {"known"}
        assert contents(copy) == contents(archive)
        assert list(write_lines(copy)) == lines
        assert verify(copy).faults == []
        assert search(copy, parse_query("انهار", aliases)).total == 1


def test_records_without_their_pages_are_kept(archive: Archive) -> None:
    """Lines of `khabar read` go in, once each; another record of the same report is another version."""
    with archive.writing() as connection:
        outcomes = [read_line(connection, archive, r.to_dict()) for r in (made(), made(), made(events=()))]
    assert outcomes == ["added", "known", "added"]
    assert [len(contents(archive)[k]) for k in ("page", "reading", "blob")] == [1, 2, 0]


@pytest.mark.parametrize(
    "line",
    [
        {}, {"schema": "khabar.record/1"}, {"schema": "khabar.archive/1"}, {"schema": "other/1"},
        {"schema": "khabar.archive/1", "page": {}, "readings": [], "warc": "%"},
        {"schema": "khabar.archive/1", "page": {}, "readings": [], "warc": "aGVsbG8="},
        {"schema": "khabar.archive/1", "page": {"digest": "0" * 64}, "readings": []},
    ],
)  # fmt: skip
def test_a_line_that_is_none_says_why(archive: Archive, line: dict[str, object]) -> None:
    """Nothing of it is added."""
    with pytest.raises(ValueError), archive.writing() as connection:
        read_line(connection, archive, line)
    assert contents(archive)["page"] == []
