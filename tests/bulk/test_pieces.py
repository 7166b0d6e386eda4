"""What is cut into tasks, and that nothing is lost between two cuts."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from crawl import archive
from khabar.bulk.pages import pages_of
from khabar.bulk.pieces import Piece, pieces_of
from khabar.errors import InputError
from khabar.objects import Failure, Page
from khabar.pages import open_input
from khabar.settings import load_settings

SETTINGS = load_settings({})


def nothing(uri: str) -> list[tuple[str, int]]:
    """No connector."""
    raise AssertionError(uri)


def rows(path: Path, count: int) -> Path:
    """A table of lines: some have ids, one is broken, lengths differ."""
    lines = [
        json.dumps({"text": f"قال المجلس إن الطريق رقم {n} مغلق." * (n % 5 + 1)} | ({"id": f"r{n}"} if n % 3 else {}))
        for n in range(count)
    ]
    lines[4] = "{broken"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def read(pieces: list[Piece]) -> list[Page | Failure]:
    """All pages of all pieces."""
    return [item for piece in pieces for item in pages_of(piece, SETTINGS)]


@pytest.mark.parametrize("split", [1, 700, 10**9])
def test_the_parts_of_a_table_of_lines_are_the_whole(tmp_path: Path, split: int) -> None:
    """Cut anywhere, every line comes once, with the number it has in the file, as `khabar read` gives it."""
    path = rows(tmp_path / "rows.jsonl", 60)
    pieces, left_out = pieces_of([str(path)], split, nothing)
    assert read(pieces) == list(open_input(str(path))) and not left_out
    assert (len(pieces) == 1) == (split > 10**6)
    assert len({p.shard for p in pieces}) == len(pieces)


def test_packed_lines_are_one_piece(tmp_path: Path) -> None:
    """A `.jsonl.gz` holds what the unpacked file holds."""
    path = rows(tmp_path / "rows.jsonl", 60)
    packed = tmp_path / "packed.jsonl.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    pieces, _ = pieces_of([str(packed)], 10, nothing)
    found, plain = read(pieces), list(open_input(str(path)))
    assert len(pieces) == 1
    assert [getattr(f, "data", f.source_id) for f in found[:4]] == [getattr(p, "data", "") for p in plain[:4]]
    assert len(found) == len(plain)


def test_the_parts_of_a_parquet_file_are_the_whole(tmp_path: Path) -> None:
    """Row groups are never divided; ids, bytes of HTML and dates are taken as they are; a row of nothing is told."""
    table = pa.table(
        {
            "id": [str(n) if n % 2 else None for n in range(10)],
            "html": pa.array([f"<p>مغلق {n}</p>".encode("cp1256") for n in range(9)] + [None], pa.binary()),
            "url": [f"http://a.test/{n}" for n in range(10)],
        }
    )
    path = tmp_path / "pages.parquet"
    pq.write_table(table, path, row_group_size=3)
    pieces, _ = pieces_of([str(path)], 1, nothing)
    found = read(pieces)
    assert [(p.start, p.end, p.first) for p in pieces] == [(0, 1, 1), (1, 2, 4), (2, 3, 7), (3, 4, 10)]
    assert [f.source_id for f in found[:4]] == [f"{path}:1", "1", f"{path}:3", "3"]
    assert isinstance(found[8], Page) and found[8].data == "<p>مغلق 8</p>".encode("cp1256")
    assert found[9] == Failure(str(path), "row 10", 'has neither "text" nor "html"')


def test_a_parquet_file_without_pages_says_what_it_has(tmp_path: Path) -> None:
    """No column of text: one failure that names the columns."""
    path = tmp_path / "other.parquet"
    pq.write_table(pa.table({"a": [1], "b": [2]}), path)
    (failure,) = read(pieces_of([str(path)], 1, nothing)[0])
    assert isinstance(failure, Failure) and "a, b" in failure.reason


def test_a_folder_a_list_and_a_file_name_the_same_piece_once(tmp_path: Path) -> None:
    """However often and by whatever way a file is named it is read once; what is no archive is named and left out."""
    one = archive(tmp_path / "in" / "a.warc.gz", range(3))
    (tmp_path / "in" / "page.html").write_text("<p>صفحة</p>", "utf-8")
    (tmp_path / "in" / "_SUCCESS").write_text("")
    paths = tmp_path / "all.paths"
    paths.write_text(f"# kept\n{one}\n\n{tmp_path / 'in'}\n", "utf-8")
    pieces, left_out = pieces_of([str(tmp_path / "in"), str(one), str(paths)], 1, nothing)
    assert [p.name for p in pieces] == [str(one)]
    assert {f.source_id for f in left_out} == {str(tmp_path / "in" / "page.html")}


def test_what_is_not_there_or_holds_nothing_is_an_error_before_anything_runs(tmp_path: Path) -> None:
    """A wrong name must not end in an empty result."""
    with pytest.raises(InputError, match="does not exist"):
        pieces_of([str(tmp_path / "none.warc")], 1, nothing)
    with pytest.raises(InputError, match="khabar read"):
        pieces_of([str(tmp_path)], 1, nothing)


def test_a_uri_is_expanded_by_the_connector(tmp_path: Path) -> None:
    """Names tell what a remote file is; what is no archive by its name is left out."""
    listed = [("s3a://b/x.warc.gz", 5), ("s3a://b/x.cdx", 6), ("s3a://b/y.jsonl.gz", 7)]
    pieces, left_out = pieces_of(["s3a://b/"], 1, lambda uri: listed)
    assert [(p.kind, p.remote) for p in pieces] == [("warc", True), ("rows", True)]
    assert [f.source_id for f in left_out] == ["s3a://b/x.cdx"]
