"""How far a run has come, as someone who waits sees it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from khabar.bulk import progress
from khabar.bulk.places import Folder
from khabar.bulk.progress import Progress
from khabar.bulk.trail import Trail


class Terminal(io.StringIO):
    """A stream that someone watches."""

    def isatty(self) -> bool:
        """True."""
        return True


def shard(root: Path, name: str, pages: int, failures: int) -> None:
    """A finished shard."""
    (root / "manifests").mkdir(exist_ok=True)
    counts = {"pages": pages, "failures": failures, "passed_over": {}}
    (root / "manifests" / f"{name}.json").write_text(json.dumps({"counts": counts}), "utf-8")


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_finished_shards_and_those_under_way_are_counted(
    stream: io.StringIO, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a terminal and elsewhere; shards of an earlier run are no progress of this one."""
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    monkeypatch.setattr(progress, "_LOOK", 0.0)
    shard(tmp_path, "old", 100, 100)
    with Progress(Folder(tmp_path), 3, stream) as watch:
        watch(0)
        shard(tmp_path, "one", 40, 2)
        with Trail(tmp_path, "two") as trail:
            trail.step(5)
            watch(1)
    told = stream.getvalue()
    assert "45 pages" in told and "2 failures" in told and "1 tasks begun again" in told
    assert ("1/3" if stream.isatty() else "1 of 3 shards") in told


def test_nothing_is_told_too_often(tmp_path: Path) -> None:
    """A log of a run of hours stays short."""
    stream = io.StringIO()
    with Progress(Folder(tmp_path), 3, stream) as watch:
        for _ in range(1000):
            watch(0)
    assert stream.getvalue() == ""
