"""How long a user waits: a cold `khabar read` of one report, and the reading alone.

usage: uv run python bench/startup.py [REPORT] [--runs N]

Prints the best and the median of N runs each (milliseconds, wall clock) with the number of cores and the load, since
other work on the machine shows in them: `fresh` with an empty cache folder (the first run after installing), `cold` a
new process with the cache in place, `warm` the reading alone by grammar in a process that has read before, `model` the
same with the encoder, where it is.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples" / "hudna.txt"


def timed(work: Callable[[], object], runs: int) -> list[float]:
    """Milliseconds of each run."""
    times: list[float] = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        times.append((time.perf_counter() - begin) * 1000)
    return times


def show(name: str, times: list[float]) -> None:
    """One line of the result."""
    print(f"{name:6} best {min(times):7.1f} ms   median {statistics.median(times):7.1f} ms   of {len(times)} runs")


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("report", nargs="?", type=Path, default=EXAMPLE)
    arguments.add_argument("--runs", type=int, default=10)
    given = arguments.parse_args()
    command = [sys.executable, "-m", "khabar", "read", str(given.report), "--format", "json"]

    def process(cache: str) -> None:
        environment = os.environ | {"KHABAR_CACHE_DIR": cache}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)

    def fresh() -> None:
        with tempfile.TemporaryDirectory() as folder:
            process(folder)

    version = sys.version.split()[0]
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {version}, {given.report.name}")
    show("fresh", timed(fresh, max(2, given.runs // 3)))
    with tempfile.TemporaryDirectory() as folder:
        process(folder)
        show("cold", timed(lambda: process(folder), given.runs))

    from khabar import Page, Reader, wanted_encoder

    data = given.report.read_bytes()
    encoder = wanted_encoder()
    for name, tagger in (("warm", None), ("model", encoder)):
        if name == "warm" or tagger is not None:
            reader = Reader(tagger=tagger)
            reader.read(Page(data, "warm"))
            show(name, timed(lambda reader=reader: reader.read(Page(data, given.report.name)), given.runs * 5))


if __name__ == "__main__":
    main()
