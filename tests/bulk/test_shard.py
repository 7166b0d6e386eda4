"""One piece to one shard: what is written, and that it is whole or not there."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from crawl import PLACES, archive
from khabar.bulk.pieces import Piece, pieces_of
from khabar.bulk.places import Folder, Remote, place_of
from khabar.bulk.prefilter import Level, Prefilter
from khabar.bulk.run import Plan, carry_out, claimed, make_job, make_plan
from khabar.bulk.shard import FAILURES, MANIFESTS, RECORDS, Job, finished, lines_of, read_shard
from khabar.bulk.trail import Trail, pages_under_way
from khabar.errors import InputError, OutputError
from khabar.lexicon import Lexicon
from khabar.objects import Page, Record
from khabar.pages import open_input
from khabar.reader import Reader


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An archive of ten pages: one in English, one cut short."""
    return archive(tmp_path / "in" / "a.warc.gz", range(10))


def piece(path: Path) -> Piece:
    """The one piece of a file."""
    return pieces_of([str(path)], 1 << 20, lambda uri: [])[0][0]


def written(source: Path, output: str, lexicon: Lexicon, level: Level = "arabic") -> dict[str, Any]:
    """The manifest of the shard made of the archive."""
    job = make_job(output, False, level)
    return read_shard(piece(source), job, place_of(job.output), Reader(lexicon), Prefilter(level, lexicon))


def locally(source: Path, lexicon: Lexicon) -> list[str]:
    """The records' JSON as `khabar read` gives it."""
    reader = Reader(lexicon)
    found = [reader.attempt(p) for p in open_input(str(source)) if isinstance(p, Page)]
    return [r.to_json() for r in found if isinstance(r, Record)]


def test_records_are_those_of_khabar_read_to_the_byte(source: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    """In the column `json`, in order, nothing left out; the nested columns say the same as the JSON."""
    manifest = written(source, str(tmp_path / "out"), lexicon, "off")
    table = pq.read_table(tmp_path / "out" / RECORDS)
    expected = locally(source, lexicon)
    assert table["json"].to_pylist() == expected and len(expected) == 10
    assert [{k: v for k, v in row.items() if k != "json"} for row in table.to_pylist()] == list(
        map(json.loads, expected)
    )
    assert list(lines_of(Folder(tmp_path / "out"), manifest)) == expected


def test_the_manifest_counts_every_page_and_names_what_it_made(source: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    """Pages are records, passed over or failed; files are named with their hashes; failures stand in their table."""
    manifest = written(source, str(tmp_path / "out"), lexicon)
    counts = manifest["counts"]
    assert counts | {"events": 0} == {
        "pages": 10, "records": 9, "failures": 1, "events": 0, "passed_over": {"language": 1},
    }  # fmt: skip
    assert counts["events"] > 9 and manifest["reader"]["model"] is None and manifest["prefilter"] == "arabic"
    for file in manifest["files"].values():
        content = (tmp_path / "out" / file["name"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
    (failure,) = pq.read_table(tmp_path / "out" / FAILURES).to_pylist()
    assert failure["shard"] == manifest["shard"] and failure["where"].startswith("byte ") and failure["reason"]
    assert finished(Folder(tmp_path / "out")) == {manifest["shard"]: manifest}


def test_the_same_piece_gives_the_same_bytes(source: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    """Two attempts side by side cannot disagree."""
    one = written(source, str(tmp_path / "one"), lexicon)["files"]
    assert one == written(source, str(tmp_path / "two"), lexicon)["files"]


def test_a_shard_behind_a_uri_is_the_same(source: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    """pyarrow's file systems get what a folder gets."""
    one = written(source, str(tmp_path / "one"), lexicon)
    other = written(source, f"file://{tmp_path}/two", lexicon)
    place = place_of(f"file://{tmp_path}/two")
    assert isinstance(place, Remote) and one["files"] == other["files"]
    assert list(finished(place)) == [one["shard"]]
    place.remove(f"{MANIFESTS}/{one['shard']}.json")
    assert finished(place) == {} and place.names("nothing") == []
    with pytest.raises(OutputError, match="give a folder"):
        place_of("gopher://x/y")


class _Stops(Reader):
    """Is stopped, as by a signal, at its fifth page."""

    read_so_far = 0

    def read(self, page: Page) -> Record:
        """Four pages are read."""
        self.read_so_far += 1
        if self.read_so_far == 5:
            raise KeyboardInterrupt
        return super().read(page)


def test_a_shard_that_was_interrupted_is_not_there(source: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    """No table, no manifest, nothing half-written; the next attempt makes it whole."""
    out = tmp_path / "out"
    job = make_job(str(out), False, "off")
    with pytest.raises(KeyboardInterrupt):
        read_shard(piece(source), job, Folder(out), _Stops(lexicon), Prefilter("off", lexicon))
    assert finished(Folder(out)) == {} and not list(out.rglob("*.parquet"))
    manifest = read_shard(piece(source), job, Folder(out), Reader(lexicon), Prefilter("off", lexicon))
    assert manifest["counts"]["records"] == 10 and not list((out / "running").iterdir())


def test_a_file_takes_its_place_whole_or_not_at_all(tmp_path: Path) -> None:
    """A source that fails midway leaves what was there; parts of killed runs are swept out and never listed."""

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("the disk is gone")

    place = Folder(tmp_path)
    place.write("records/a", io.BytesIO(b"old"))
    with pytest.raises(OSError, match="gone"):
        place.write("records/a", Broken())
    (tmp_path / "records" / ".b.123.part").write_bytes(b"half")
    assert place.names("records") == ["a"]
    with place.open("records/a") as file:
        assert file.read() == b"old"
    place.sweep()
    assert sorted(p.name for p in (tmp_path / "records").iterdir()) == ["a"]


def test_a_page_that_kills_its_worker_twice_is_passed_over(source: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    """One death may be chance. After the second on the same page the shard is read without it, and the table of
    failures says so."""
    job, out = make_job(str(tmp_path / "out"), False, "off"), Folder(tmp_path / "out")
    shard = piece(source).shard
    for _ in range(2):
        trail = Trail(out.root, shard)
        trail.__enter__()
        for page in range(1, 5):
            trail.step(page)  # and then the process is no more: nothing is closed
        assert pages_under_way(out.root) == 4
    manifest = read_shard(piece(source), job, out, Reader(lexicon), Prefilter("off", lexicon))
    assert manifest["counts"]["records"] == 9 and pages_under_way(out.root) == 0
    (told,) = [f for f in pq.read_table(out.root / FAILURES).to_pylist() if "died" in f["reason"]]
    assert told["source_id"] == "http://crawl.test/3"


def test_one_death_or_an_error_is_held_against_no_page(tmp_path: Path) -> None:
    """The same page is tried again; an attempt that ended by itself blames none."""
    with pytest.raises(OSError), Trail(tmp_path, "s") as trail:
        trail.step(3)
        raise OSError
    died = Trail(tmp_path, "s")
    died.__enter__()
    died.step(7)
    with Trail(tmp_path, "s") as trail:
        assert trail.step(3) and trail.step(7)


class _Twice:
    """Stands in for Spark: reads pieces here, and counts them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.seen: list[str] = []

    def __call__(self, job: Job, pieces: Any) -> list[dict[str, Any]]:
        self.seen += [p.name for p in pieces]
        reader, prefilter = Reader(self.lexicon), Prefilter(job.prefilter, self.lexicon)
        return [read_shard(p, job, place_of(job.output), reader, prefilter) for p in pieces]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[list[Piece]]:
    """Two archives."""
    for n in range(2):
        archive(tmp_path / "in" / f"{n}.warc.gz", range(n * 3, n * 3 + 3))
    yield pieces_of([str(tmp_path / "in")], 1, lambda uri: [])[0]


def test_what_is_finished_is_never_read_again(two: list[Piece], tmp_path: Path, lexicon: Lexicon) -> None:
    """A second run reads nothing; where one manifest is missing, that shard alone."""
    job, reading = make_job(str(tmp_path / "out"), False, "arabic"), _Twice(lexicon)
    first = carry_out(make_plan(job, two, False), reading)
    assert (first.read, len(first.manifests), len(reading.seen)) == (2, 2, 2)
    again = carry_out(make_plan(job, two, False), reading)
    assert (again.read, again.counts, len(reading.seen)) == (0, first.counts, 2)
    (tmp_path / "out" / MANIFESTS / f"{two[1].shard}.json").unlink()
    third = carry_out(make_plan(job, two, False), reading)
    assert (third.read, third.counts, reading.seen[2:]) == (1, first.counts, [two[1].name])


def test_shards_of_another_reader_are_refused_or_read_again(two: list[Piece], tmp_path: Path, lexicon: Lexicon) -> None:
    """Records of two readers are not mixed unasked; the refusal says what differs."""
    reading = _Twice(lexicon)
    carry_out(make_plan(make_job(str(tmp_path / "out"), False, "arabic"), two, False), reading)
    other = make_job(str(tmp_path / "out"), False, "deeds")
    with pytest.raises(InputError, match=r"prefilter: arabic → deeds\); --reread"):
        make_plan(other, two, False)
    plan = make_plan(other, two, True)
    assert [p.name for p in plan.todo] == [p.name for p in two] and finished(Folder(tmp_path / "out")) == {}
    carry_out(plan, reading)
    assert {m["prefilter"] for m in finished(Folder(tmp_path / "out")).values()} == {"deeds"}


def test_an_input_that_has_changed_is_not_taken_for_read(two: list[Piece], tmp_path: Path, lexicon: Lexicon) -> None:
    """A crawl that has grown since is another input under the same name."""
    job, reading = make_job(str(tmp_path / "out"), False, "arabic"), _Twice(lexicon)
    carry_out(make_plan(job, two, False), reading)
    grown = archive(tmp_path / "in" / "1.warc.gz", range(3, 8))
    pieces, _ = pieces_of([str(grown)], 1, lambda uri: [])
    with pytest.raises(InputError, match="has changed"):
        make_plan(job, pieces, False)
    assert make_plan(job, pieces, True).todo == tuple(pieces)


def test_shards_that_fail_whole_are_told_and_left_to_do(two: list[Piece], tmp_path: Path) -> None:
    """An answer that is an error, and none at all, each name the input."""

    def reading(job: Job, pieces: Any) -> list[dict[str, Any]]:
        return [{"shard": two[0].shard, "error": f"{two[0].name}: no disk"}]

    job = make_job(str(tmp_path / "out"), False, "off")
    outcome = carry_out(Plan(job, tuple(two), (), 0), reading)
    assert outcome.errors == (f"{two[0].name}: no disk", f"{two[1].name}: nothing came of it; is it empty?")
    assert outcome.manifests == () and make_plan(job, two, False).todo == tuple(two)


def test_two_runs_cannot_write_to_one_output(tmp_path: Path) -> None:
    """The second is told to wait."""
    with (
        claimed(str(tmp_path / "out")),
        pytest.raises(OutputError, match="another run"),
        claimed(str(tmp_path / "out")),
    ):
        raise AssertionError(PLACES)
