"""`khabar bulk` on Spark itself, on two threads of this machine: one JVM for all of it."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from crawl import crawl
from khabar.cli import main
from running import Ran, Run

pytest.importorskip("pyspark", reason="Spark is not installed: uv sync --group bulk, and a Java 17 or newer")

SPARK = ("--master", "local[2]", "--conf", "spark.default.parallelism=2", "--conf", "spark.ui.enabled=false")


@pytest.fixture
def khabar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`khabar(*arguments)` runs the command and gives its exit code and what it printed."""

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr("sys.argv", ["khabar", *map(str, arguments)])
        handler = signal.getsignal(signal.SIGTERM)
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        finally:
            signal.signal(signal.SIGTERM, handler)
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three archives of 24 pages."""
    return crawl(tmp_path_factory.mktemp("crawl") / "a set", 3, 24)


def lines(output: Path) -> dict[str, str]:
    """The JSON of every record by its page; a page that is there twice fails."""
    found = pq.read_table(output / "records", columns=["json"])["json"].to_pylist()
    named = {json.loads(line)["report"]["source_id"]: line for line in found}
    assert len(named) == len(found)
    return named


def locally(khabar: Run, pages: Path, file: Path) -> dict[str, str]:
    """The same as `khabar read` writes it."""
    khabar("read", pages, "-o", file, "--no-model")
    return {json.loads(line)["report"]["source_id"]: line for line in file.read_text("utf-8").splitlines()}


def workers() -> Iterator[int]:
    """The Python workers below this process: children of the process that Spark forks them from."""
    parents: dict[int, int] = {}
    daemons: set[int] = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if b"pyspark.daemon" in command:
                daemons.add(int(entry.name))
    for process, parent in parents.items():
        line = [process]
        while line[-1] in parents:
            line.append(parents[line[-1]])
        if process in daemons and parent in daemons and os.getpid() in line:
            yield process


def test_what_spark_reads_is_what_khabar_reads(khabar: Run, pages: Path, tmp_path: Path) -> None:
    """Byte for byte; from a folder and through Spark's connectors, packed and unpacked, the same; and only once."""
    out, other = tmp_path / "out", tmp_path / "other"
    done = khabar("bulk", pages, out, "--no-model", "--prefilter", "off", *SPARK)
    assert done.code == 0 and "3 shards, 3 of them read now: 72 pages" in done.err
    expected = locally(khabar, pages, tmp_path / "local.jsonl")
    assert lines(out) == expected
    assert khabar("bulk", "records", out, "-o", tmp_path / "records.jsonl").code == 0
    assert sorted((tmp_path / "records.jsonl").read_text("utf-8").splitlines()) == sorted(expected.values())
    again = khabar("bulk", "read", pages, out, "--no-model", "--prefilter", "off", *SPARK)
    assert again.code == 0 and "0 shards to read, 3 are there already" in again.err
    refused = khabar("bulk", pages, out, "--no-model", *SPARK)
    assert refused.code == 2 and "--reread" in refused.err
    remote = khabar("bulk", f"file://{pages}", f"file://{other}", "--no-model", "--prefilter", "off", *SPARK)
    assert remote.code == 0 and lines(other) == expected


def test_a_worker_that_is_killed_costs_no_record(khabar: Run, pages: Path, tmp_path: Path) -> None:
    """Killed amid a shard: the shard is read again by another worker, and every page is there once."""
    out = tmp_path / "out"
    killed: list[int] = []

    def kill() -> None:
        deadline = time.monotonic() + 120
        while not killed and time.monotonic() < deadline:
            under_way = [p for p in (out / "running").glob("*") if int(p.read_bytes()[:12] or b"0") > 3]
            for process in list(workers())[:1] if under_way else ():
                os.kill(process, signal.SIGKILL)
                killed.append(process)
            time.sleep(0.01)

    thread = threading.Thread(target=kill)
    thread.start()
    done = khabar("bulk", pages, out, "--no-model", "--prefilter", "off", *SPARK)
    thread.join()
    assert killed and done.code == 0
    assert lines(out) == locally(khabar, pages, tmp_path / "local.jsonl")
    assert not list((out / "running").iterdir()) and not list(out.rglob("*.part"))


def test_comparing_and_counting_give_what_one_process_gives(khabar: Run, pages: Path, tmp_path: Path) -> None:
    """The incidents of `khabar compare` to the byte; events counted as they are counted in the JSON."""
    out = tmp_path / "out"
    khabar("bulk", pages, out, "--no-model", *SPARK)
    file = tmp_path / "records.jsonl"
    khabar("bulk", "records", out, "-o", file)
    assert khabar("compare", file, "-o", tmp_path / "local.jsonl").code == 0
    assert khabar("bulk", "compare", out, "-o", tmp_path / "spark.jsonl", *SPARK).code == 0
    assert (tmp_path / "spark.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()
    assert khabar("bulk", "compare", out, *SPARK).code == 0
    table = [pq.read_table(part)["json"].to_pylist() for part in sorted((out / "incidents").glob("part-*.parquet"))]
    incidents = (tmp_path / "local.jsonl").read_text("utf-8").splitlines()
    assert [line for part in table for line in part] == incidents
    several = khabar("bulk", "aggregate", out, "--of", "incidents", "--by", "type", "--format", "jsonl", *SPARK)
    assert sum(json.loads(line)["incidents"] for line in several.out.splitlines()) == len(incidents)
    counted = khabar("bulk", "aggregate", out, "--by", "day,type", *SPARK)
    got = {(r["day"], r["type"]): int(r["events"]) for r in csv.DictReader(io.StringIO(counted.out))}
    expected: Counter[tuple[str, str]] = Counter()
    for line in file.read_text("utf-8").splitlines():
        record = json.loads(line)
        times = {t["id"]: t["interval"] for t in record["times"]}
        for event in record["events"]:
            if event["status"] in ("occurred", "ongoing"):
                when = times.get(event["time"]) or {"begin": None, "end": None}
                begin, end = ((when[bound] or "")[:10] for bound in ("begin", "end"))
                expected[begin if begin == end else "", event["type"] or ""] += 1
    assert got == dict(expected) and len(got) > 5


@pytest.mark.parametrize(
    "arguments",
    [
        ("bulk", "only-one"), ("bulk", "none.warc", "out"), ("bulk", "compare", "none"), ("bulk", "aggregate", "none"),
        ("bulk", "records", "none"), ("bulk", ".", "out", "--conf", "nonsense"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_one_line(
    khabar: Run, arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 2 and what to do; nothing is read."""
    monkeypatch.chdir(tmp_path)
    done = khabar(*arguments)
    assert done.code == 2 and "Traceback" not in done.err and done.err
    assert list(tmp_path.iterdir()) == []
