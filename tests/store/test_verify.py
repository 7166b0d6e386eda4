"""Damage is found and told, whatever it struck."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from archives import keep, record_of
from khabar.errors import ArchiveError
from khabar.store import Archive, load_page, verify
from khabar.store import schema as t


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """An archive of three reports."""
    for number in range(3):
        keep(archive, record_of(f"سقط الجسر رقم {number}", f"{number}.txt"))
    return archive


def test_a_whole_archive_has_no_fault(filled: Archive) -> None:
    """Everything is looked at."""
    done = verify(filled)
    assert (done.pages, done.blobs, done.records, done.texts, done.faults) == (3, 3, 3, 3, [])


def test_a_changed_byte_of_a_page_is_found(filled: Archive) -> None:
    """One bit anywhere in a page's bytes is a fault, the other pages are none, and that page is not handed out."""
    (file,) = filled.pages.folder.iterdir()
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert len(verify(filled).faults) == 1
    with filled.reading() as connection, pytest.raises(ArchiveError, match="khabar verify"):
        for identity in (1, 2, 3):
            load_page(connection, filled, identity)


def test_a_missing_or_cut_file_is_found(filled: Archive) -> None:
    """Pages whose file is gone or shorter are named."""
    (file,) = filled.pages.folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    assert len(verify(filled).faults) == 1
    file.unlink()
    assert len(verify(filled).faults) == 3


def test_changed_records_and_texts_are_found(filled: Archive) -> None:
    """A record or a text that is not as it was written is a fault of its own."""
    with filled.writing() as connection:
        connection.execute(update(t.reading).where(t.reading.c.id == 1).values(record=zlib.compress(b"{}")))
        connection.execute(update(t.reading).where(t.reading.c.id == 2).values(record=b"x"))
        connection.execute(update(t.text).where(t.text.c.id == 3).values(body="غير"))
    faults = verify(filled).faults
    assert [f.split(":")[0] for f in faults] == ["record 1 of page 1", "record 2 of page 2", "text 3"]


def test_what_the_search_lost_is_found(filled: Archive) -> None:
    """A text that stands in no index is told."""
    from sqlalchemy import text as sql

    with filled.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(sql("DELETE FROM text_words_docsize WHERE id = 1"))
        else:
            connection.execute(sql("DELETE FROM text_words WHERE id = 1"))
        connection.execute(delete(t.party))
    assert any("not in the search" in f for f in verify(filled).faults)


def test_a_damaged_database_is_one_line(tmp_path: Path) -> None:
    """A database file that was overwritten is told as such, without a traceback."""
    from khabar.store import open_archive

    path = tmp_path / "khabar.db"
    with open_archive(str(path), create=True) as archive:
        for number in range(200):
            keep(archive, record_of(f"سقط الجسر رقم {number} " * 30, f"{number}.txt"))
    data = bytearray(path.read_bytes())
    data[8192:-8192] = bytes(len(data) - 16384)
    path.write_bytes(data)
    try:
        with open_archive(str(path)) as archive:
            assert verify(archive).faults
    except ArchiveError as error:
        assert "damaged" in str(error) or "verify" in str(error)
