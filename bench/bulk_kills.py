"""What `khabar bulk` loses when things die: nothing. Workers, executors and the driver are killed amid a run.

usage: python bench/bulk_kills.py FOLDER_OF_WARCS [--work DIR] [--model]

1. The set is read on local[2] and on local-cluster[2,1,2048]: the records must be the same to the byte.
2. On local-cluster a Python worker is killed, then an executor's JVM, while shards are under way.
3. On local[2] the driver (Python and JVM) is killed with -9 once a third of the shards is finished; the same command
   then finishes what is missing and touches nothing else.

Prints a line for each; the exit code is 1 where a record was lost, doubled or changed. Nothing but what this script
started is killed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq

CLUSTER = "local-cluster[2,1,2048]"
Found = dict[str, str]


def below(root: int) -> Iterator[tuple[int, bytes]]:
    """The processes below `root`, each with its command line."""
    parents: dict[int, int] = {}
    commands: dict[int, bytes] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                commands[int(entry.name)] = (entry / "cmdline").read_bytes()
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    for process in parents:
        line = process
        while line in parents and line != root:
            line = parents[line]
        if line == root and process != root:
            yield process, commands.get(process, b"")


def workers(root: int) -> list[int]:
    """Python workers that read: those whose parent is a daemon, too."""
    daemons = {p for p, command in below(root) if b"pyspark.daemon" in command}
    return sorted(p for p in daemons if _parent(p) in daemons)


def executors(root: int) -> list[int]:
    """JVMs of executors."""
    return sorted(p for p, c in below(root) if b"CoarseGrainedExecutorBackend" in c and c.startswith((b"/", b"java")))


def _parent(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


class Bulk:
    """`khabar bulk` as a process of its own."""

    def __init__(self, source: Path, output: Path, master: str, work: Path, more: list[str]) -> None:
        command = [sys.executable, "-m", "khabar", "bulk", str(source), str(output), "--master", master, *more]
        self.output = output
        self.log = work / f"{output.name}.log"
        with self.log.open("a") as log:
            self.process = subprocess.Popen(command, stderr=log, env=environment(work))

    def wait_for(self, ready: Callable[[], bool], what: str) -> None:
        """Until `ready`, or an end before it."""
        while not ready():
            if self.process.poll() is not None:
                sys.exit(f"ended before {what}: {self.log.read_text()[-2000:]}")
            time.sleep(0.02)

    def under_way(self) -> bool:
        """Whether some shard is past its third page."""
        for path in (self.output / "running").glob("*"):
            try:
                if int(path.read_bytes()[:12] or b"0") > 3:
                    return True
            except (OSError, ValueError):
                continue
        return False

    def finished(self) -> dict[str, int]:
        """Finished shards with the time of their manifest, in ns."""
        return {p.name: p.stat().st_mtime_ns for p in (self.output / "manifests").glob("*.json")}

    def end(self) -> str:
        """Wait; the last line it printed."""
        code = self.process.wait()
        lines = self.log.read_text().splitlines()
        if code:
            sys.exit(f"exit code {code}: {lines[-5:]}")
        return lines[-1]


def environment(work: Path) -> dict[str, str]:
    """local-cluster writes into SPARK_HOME: it gets one of its own, of links."""
    import pyspark

    home = work / "spark"
    if not home.exists():
        home.mkdir(parents=True)
        for path in Path(pyspark.__file__).parent.iterdir():
            (home / path.name).symlink_to(path)
    return os.environ | {"SPARK_HOME": str(home)}


def records(output: Path) -> Found:
    """Digest of each record by its page."""
    found: Found = {}
    for path in sorted((output / "records").glob("*.parquet")):
        for batch in pq.ParquetFile(path).iter_batches(256, columns=["json"]):
            for line in batch.column(0).to_pylist():
                name = json.loads(line)["report"]["source_id"]
                if name in found:
                    sys.exit(f"{name} is in {output} twice")
                found[name] = hashlib.sha256(line.encode()).hexdigest()
    return found


def told(what: str, found: Found, expected: Found, line: str) -> bool:
    """Print how it came out."""
    lost, more = len(expected.keys() - found.keys()), len(found.keys() - expected.keys())
    changed = sum(found[n] != expected[n] for n in found.keys() & expected.keys())
    print(f"{what}: {len(found)} records, {lost} lost, {more} too many, {changed} changed\n  {line}", flush=True)
    return not (lost or more or changed)


def kill_one(bulk: Bulk, which: Callable[[int], list[int]], what: str) -> int:
    """Kill one of these processes once a shard is under way; which."""
    bulk.wait_for(lambda: bulk.under_way() and bool(which(bulk.process.pid)), f"a {what} could be killed")
    victim = which(bulk.process.pid)[0]
    os.kill(victim, signal.SIGKILL)
    return victim


def main() -> int:
    """Run all; 1 where anything is not as it was."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--work", type=Path)
    arguments.add_argument("--model", action="store_true")
    given = arguments.parse_args()
    work = given.work or Path(tempfile.mkdtemp(prefix="khabar-kills-"))
    work.mkdir(parents=True, exist_ok=True)
    more = [] if given.model else ["--no-model"]
    for name in ("local", "cluster", "killed", "driver"):
        shutil.rmtree(work / name, ignore_errors=True)
        (work / f"{name}.log").unlink(missing_ok=True)
    print(f"load {os.getloadavg()[0]:.1f}")
    line = Bulk(given.folder, work / "local", "local[2]", work, more).end()
    expected = records(work / "local")
    print(f"local[2]: {len(expected)} records\n  {line}")
    sound = True

    line = Bulk(given.folder, work / "cluster", CLUSTER, work, more).end()
    sound &= told(CLUSTER, records(work / "cluster"), expected, line)

    bulk = Bulk(given.folder, work / "killed", CLUSTER, work, more)
    worker = kill_one(bulk, workers, "worker")
    done = len(bulk.finished())
    bulk.wait_for(lambda: len(bulk.finished()) > done, "another shard")
    executor = kill_one(bulk, executors, "executor")
    line = bulk.end()
    what = f"{CLUSTER}, worker {worker} and executor {executor} killed after {done} shards and one more"
    sound &= told(what, records(work / "killed"), expected, line)

    shards = len(list((work / "local" / "manifests").glob("*.json")))
    bulk = Bulk(given.folder, work / "driver", "local[2]", work, more)
    bulk.wait_for(lambda: len(bulk.finished()) >= max(1, shards // 3) and bulk.under_way(), "a third was finished")
    everything = [p for p, _ in below(bulk.process.pid)]
    os.kill(bulk.process.pid, signal.SIGKILL)
    for process in everything:
        if b"java" in Path(f"/proc/{process}/cmdline").read_bytes()[:200]:
            os.kill(process, signal.SIGKILL)
    bulk.process.wait()
    while any(Path(f"/proc/{p}").exists() for p in everything):
        time.sleep(0.1)
    before = bulk.finished()
    again = Bulk(given.folder, work / "driver", "local[2]", work, more)
    line = again.end()
    untouched = all(again.finished()[name] == when for name, when in before.items())
    what = f"driver killed after {len(before)} of {shards} shards; they are {'untouched' if untouched else 'TOUCHED'}"
    sound &= told(what, records(work / "driver"), expected, line) and untouched
    print("nothing lost, doubled or changed" if sound else "BROKEN")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
