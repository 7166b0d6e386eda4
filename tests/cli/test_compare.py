"""`khabar compare` on an archive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.store import open_archive
from khabar.store.incidents import list_incidents
from running import Run
from tellings import STRIKE, tell


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """An archive of three reports on one strike and three others."""
    where = tmp_path / "khabar.db"
    with open_archive(str(where), create=True) as archive:
        tell(archive)
    return where


def test_incidents_are_kept_for_the_desk(khabar: Run, kept: Path) -> None:
    """Without a format nothing is printed but how much was found; the incidents are in the archive."""
    ran = khabar("compare", "--archive", kept)
    assert (ran.code, ran.out) == (0, "")
    assert "1 incidents told by several reports, 3 by one alone" in ran.err
    with open_archive(str(kept)) as archive:
        assert list_incidents(archive, least=1)[0] == 4


@pytest.mark.parametrize("name", ["out.jsonl", "out.html"])
def test_incidents_are_written_as_well(khabar: Run, kept: Path, tmp_path: Path, name: str) -> None:
    """With a file they are written as those of records are, and kept all the same."""
    assert khabar("compare", "--archive", kept, "-o", tmp_path / name).code == 0
    written = (tmp_path / name).read_text(encoding="utf-8")
    if name.endswith("jsonl"):
        assert [len(json.loads(line)["reports"]) for line in written.splitlines()].count(3) == 1
    else:
        assert STRIKE[0].text.split()[0] in written
    with open_archive(str(kept)) as archive:
        assert list_incidents(archive)[0] == 1


def test_records_or_an_archive(khabar: Run, kept: Path) -> None:
    """One of the two must be named, and not both; where none is, the remedy is told."""
    for arguments in ((), ("records.jsonl", "--archive", kept)):
        ran = khabar("compare", *arguments)
        assert ran.code == 2
        assert "--archive" in ran.err
    assert khabar("compare", "--archive", kept.with_name("none.db")).code == 2
