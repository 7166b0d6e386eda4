"""Files of pages: one writer each, nothing cut but what is torn, nothing lost that is whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives import contents, keep, record_of
from khabar.objects import Page
from khabar.store import Archive, add_page, open_archive, verify
from khabar.store.warc import Exchange, WarcFolder, unpack, walk

CAME = "2026-01-02T03:04:05Z"


def put(folder: WarcFolder, data: bytes, exchange: Exchange | None = None) -> None:
    """Append a page."""
    folder.append("x", data, hashlib.sha256(data).hexdigest(), CAME, exchange)
    folder.sync()


@given(st.lists(st.tuples(st.binary(max_size=300), st.booleans()), max_size=6))
def test_walking_gives_what_was_put(tmp_path_factory: pytest.TempPathFactory, pages: list[tuple[bytes, bool]]) -> None:
    """Any bytes, with or without headers, come back in order and can be read at their place."""
    folder = WarcFolder(tmp_path_factory.mktemp("pages"))
    assert list(folder.take({})) == []
    exchange = Exchange("https://example.org/ä?x", [("A", "b\r\nc")], "200 OK", [("Content-Length", "9")])
    for data, fetched in pages:
        put(folder, data, exchange if fetched else None)
    (path,) = folder.folder.iterdir()
    with path.open("rb") as file:
        found = list(walk(file, path.name))
    assert [folder.read(f.kept) for f in found] == [data for data, _ in pages]
    assert all(f.digest == f.stated for f in found)


def test_two_writers_never_share_a_file(tmp_path: Path) -> None:
    """A file that is held is passed over; once given up it is taken again."""
    first, second, third = (WarcFolder(tmp_path) for _ in range(3))
    for folder in (first, second):
        list(folder.take({}))
        put(folder, b"a")
    assert len(list(tmp_path.iterdir())) == 2
    first.close()
    list(third.take({}))
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("torn", [1, 10, 200])
def test_a_torn_end_is_cut_and_a_whole_one_adopted(archive: Archive, where: str, torn: int) -> None:
    """What a killed process had appended: the whole page is entered, once; the torn one behind it goes."""
    keep(archive, record_of("سقط الجسر"))
    list(archive.pages.take({}))
    archive.pages.close()
    (path,) = archive.pages.folder.iterdir()
    left = WarcFolder(archive.pages.folder)
    list(left.take({path.name: path.stat().st_size}))
    put(left, b"whole page")
    end = path.stat().st_size
    put(left, b"torn page" * 50)
    left.close()
    with path.open("r+b") as file:
        file.truncate(end + torn)
    with open_archive(where, pages=archive.pages.folder) as again:
        with again.writing() as connection:
            add_page(connection, again, Page(b"whole page", "b"))
            add_page(connection, again, Page(b"other page", "c"))
        assert verify(again).faults == []
        assert len(contents(again)["blob"]) == 3
    with path.open("rb") as file:
        found = list(walk(file, path.name))
    assert len(found) == len({f.digest for f in found}) == 3
    assert found[-1].kept.offset + found[-1].kept.length == path.stat().st_size


@pytest.mark.parametrize("data", [b"", b"WARC/1.1\r\n\r\n", b"\x1f\x8b", b"x" * 100])
def test_what_is_no_record_is_refused(data: bytes) -> None:
    """Never a payload out of something broken."""
    with pytest.raises(ValueError):
        unpack(data)
