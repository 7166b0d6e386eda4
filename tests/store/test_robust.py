"""Full disks, closed folders and many writers: one clear error or none, and an archive that stays whole."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from archives import contents, keep, record_of
from khabar.errors import ArchiveError
from khabar.objects import Page
from khabar.store import Archive, add_page, open_archive, search, verify
from khabar.store.query import Aliases, parse_query


def write(where: str, pages: Path, first: int) -> None:
    """A writer: thirty reports, of which the next writer has ten too, a transaction each."""
    with open_archive(where, create=True, pages=pages) as archive:
        for number in range(first, first + 30):
            keep(archive, record_of(f"سقط الجسر رقم {number}", f"{number}.txt"))


def test_four_writers_lose_nothing(where: str, tmp_path: Path) -> None:
    """Four processes open a new archive at once and write what partly is the same: all is there, once, and whole."""
    pages = tmp_path / "pages"
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=write, args=(where, pages, 20 * n)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    with open_archive(where, pages=pages) as archive:
        assert [len(rows) for rows in contents(archive).values()] == [90] * 4
        assert verify(archive).faults == []


LIMITED = """
import resource, sys
sys.path[:0] = {path!r}
from archives import keep, record_of
from khabar.errors import ArchiveError
from khabar.store import open_archive
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
try:
    with open_archive({where!r}) as archive:
        for number in range(100, 2000):
            keep(archive, record_of(f"سقط الجسر رقم {{number}} " * 50 + str(number), f"{{number}}.txt"))
except ArchiveError as error:
    print(error)
    sys.exit(7)
"""


def test_a_full_disk_is_one_error_and_the_archive_stays_readable(tmp_path: Path, aliases: Aliases) -> None:
    """Whichever file hits the end of the disk first: one line, no half page, and everything before is found."""
    where = tmp_path / "khabar.db"
    with open_archive(str(where), create=True) as archive:
        keep(archive, record_of("فتح الجسر"))
    for limit in (where.stat().st_size + 100_000, 1_500):
        code = LIMITED.format(path=sys.path, where=str(where), limit=limit)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert done.returncode == 7, done.stderr
        assert (done.stdout.count("\n") == 1 and "full" in done.stdout) or "cannot be written" in done.stdout
        with open_archive(str(where)) as archive:
            assert verify(archive).faults == []
            assert search(archive, parse_query("فتح", aliases)).total == 1
    with open_archive(str(where)) as archive:
        keep(archive, record_of("أغلق الجسر", "later.txt"))
        assert verify(archive).faults == []


READ_ONLY = """
import sys
sys.path[:0] = {path!r}
from archives import keep, record_of
from khabar.errors import ArchiveError
from khabar.store import open_archive, verify
with open_archive({where!r}) as archive:
    assert verify(archive).faults == [] and verify(archive).pages == 1
    try:
        keep(archive, record_of("أغلق الجسر", "b.txt"))
    except ArchiveError as error:
        print(error)
        sys.exit(7)
"""


def test_a_read_only_archive_is_read_and_refuses_to_be_written(tmp_path: Path) -> None:
    """In a folder that may only be read everything is found and verified; writing is one clear error."""
    where = tmp_path / "closed" / "khabar.db"
    where.parent.mkdir()
    with open_archive(str(where), create=True) as archive:
        keep(archive, record_of("فتح الجسر"))
    for path in (*where.parent.rglob("*"), where.parent):
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    # Root may write anywhere unless it gives that up.
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []
    assert not drop or shutil.which("setpriv"), "apt-get install util-linux"
    code = READ_ONLY.format(path=sys.path, where=str(where))
    try:
        done = subprocess.run([*drop, sys.executable, "-c", code], capture_output=True, text=True)
    finally:
        where.parent.chmod(0o755)
    assert done.returncode == 7, done.stderr
    assert "cannot be written" in done.stdout and done.stdout.count("\n") == 1


def test_a_writer_that_fails_frees_the_archive(archive: Archive) -> None:
    """An error in one transaction does not keep the next one waiting, nor leave bytes behind."""
    for _ in range(3):
        with pytest.raises(ArchiveError), archive.writing() as connection:
            add_page(connection, archive, Page(b"a page", "a"))
            connection.exec_driver_sql("SELECT * FROM no_such_table")
    keep(archive, record_of("فتح الجسر"))
    assert [len(rows) for rows in contents(archive).values()] == [1] * 4
    (file,) = archive.pages.folder.iterdir()
    assert verify(archive).faults == [] and file.stat().st_size < 1_000
