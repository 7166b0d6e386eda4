"""What runs in Spark's workers, run here."""

from __future__ import annotations

import gzip
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from crawl import archive, member
from khabar.bulk import worker
from khabar.bulk.pieces import Piece, pieces_of
from khabar.bulk.run import make_job
from khabar.bulk.shard import Job
from khabar.bulk.worker import address, read_pieces, read_streams


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An archive of four pages."""
    return archive(tmp_path / "in" / "a.warc.gz", range(4))


def job(tmp_path: Path) -> Job:
    """A job of this machine."""
    return make_job(str(tmp_path / "out"), False, "off")


def test_a_worker_loads_its_reader_once(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two shards, one load: loading costs as much as reading many pages."""
    loads: list[int] = []
    real = worker.Reader

    def counted(*arguments: object, **named: object) -> object:
        loads.append(1)
        return real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(worker, "Reader", counted)
    worker._load.cache_clear()
    pieces, _ = pieces_of([str(source), str(archive(tmp_path / "in" / "b.warc.gz", range(4, 8)))], 1, lambda u: [])
    found = list(read_pieces(job(tmp_path), pieces))
    assert [m["counts"]["pages"] for m in found] == [4, 4] and len(loads) == 1
    worker._load.cache_clear()


def test_a_piece_that_cannot_be_opened_does_not_cost_the_next(source: Path, tmp_path: Path) -> None:
    """Its answer is an error that names it."""
    good = pieces_of([str(source)], 1, lambda u: [])[0][0]
    gone = replace(good, path=str(tmp_path / "gone.warc.gz"), name="gone.warc.gz")
    bad, fine = read_pieces(job(tmp_path), [gone, good])
    assert bad["shard"] == gone.shard and "gone.warc.gz" in bad["error"] and fine["counts"]["pages"] == 4


def test_a_worker_with_another_khabar_reads_nothing(source: Path, tmp_path: Path) -> None:
    """Records of two versions must not come under one fingerprint, as where a cluster was half updated."""
    given = job(tmp_path)
    other = replace(given, reader=given.reader | {"khabar": "0.0.9"})
    (answer,) = read_pieces(other, pieces_of([str(source)], 1, lambda u: [])[0])
    assert "install the same" in answer["error"] and "0.0.9" in answer["error"]
    assert not list((tmp_path / "out").rglob("*.parquet"))


@pytest.mark.parametrize("packed", [True, False])
def test_what_is_streamed_in_lines_is_the_file(source: Path, tmp_path: Path, packed: bool) -> None:
    """Bytes cut at line feeds come together again, whether or not the file ends with one."""
    source.write_bytes(b"".join(map(member, range(4))))
    content = source.read_bytes() if packed else gzip.decompress(source.read_bytes())
    for tail in (b"", b"\n"):
        whole = content + tail
        piece = Piece("x://a/b.warc", "x://a/b.warc", "warc", len(whole))
        lines = whole.split(b"\n")[:-1] if whole.endswith(b"\n") else whole.split(b"\n")
        (found,) = read_streams(job(tmp_path), {piece.path: piece}, ((piece.path, len(whole), line) for line in lines))
        (local,) = read_pieces(replace(job(tmp_path), output=str(tmp_path / "o2")), [replace(piece, path=str(source))])
        assert found["counts"]["records"] == 4
        assert found["files"]["records"]["sha256"] == local["files"]["records"]["sha256"]


def test_a_stream_that_is_cut_off_is_no_shard(source: Path, tmp_path: Path) -> None:
    """A connection that ends early must not make a short shard that is taken for finished."""
    piece = Piece("x://a/b.warc.gz", "x://a/b.warc.gz", "warc", 10_000)
    (answer,) = read_streams(
        job(tmp_path), {piece.path: piece}, [(piece.path, 10_000, b"abc"), (piece.path, 10_000, b"d")]
    )
    assert "5 of 10000 bytes came" in answer["error"]


def test_one_address_is_spelled_one_way() -> None:
    """Hadoop writes local addresses with one slash or three, blanks as they are or as %20."""
    assert address("file:/a/b%20c") == address("file:///a/b c") == "file:///a/b c"
    assert address("s3a://b/%D8%A7%25.warc") == "s3a://b/ا%.warc"


def test_a_worker_takes_no_more_memory_than_it_is_given() -> None:
    """What wants more fails in Python, where one page can be told of, and does not bring the machine down."""
    program = (
        "from khabar.bulk.worker import bound_memory\nbound_memory(400)\nkept = bytearray(10**8)\n"
        "try:\n    bytearray(10**9)\nexcept MemoryError:\n    print('bounded')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "bounded\n"
