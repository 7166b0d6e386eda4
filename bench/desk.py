"""How long the desk's pages take on a large archive, without the network: the median and the slowest of some runs.

usage: uv run python bench/desk.py ARCHIVE [--runs N] [PATH...]

ARCHIVE is one that `bench/store.py --keep` made, of 38,249 reports. Wall time is of the request within the process; CPU
time tells what it would be on a machine that does nothing else. The budget is 300 ms.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time

from fastapi.testclient import TestClient

from khabar.desk.app import create_app
from khabar.store import open_archive

PAGES = (
    "/", "/?page=40", "/?page=400", "/?q=حلب", "/?q=الرئيس", "/?q=قال", "/?q=%22وقف إطلاق النار%22", "/?type=ASSAULT",
    "/?place=غزة", "/?publisher=الميادين", "/?figures=1", "/?status=machine", "/?status=checked",
    "/?q=غزة&type=ASSAULT&figures=1", "/?since=2026-11-22T00:00:00Z", "/publishers", "/reports/1", "/reports/20000",
    "/reports/20000?edit=events/v1", "/reports/20000/original", "/incidents", "/incidents?least=1",
    "/incidents?least=1&page=300", "/incidents?differs=true", "/incidents?q=غزة", "/incidents?q=type:assault killed:>3",
    *(f"/explore?view={view}&q={q}" for view in ("map", "time", "table", "network")
      for q in ("", "type:assault", "place:غزة", "الرئيس", "من", "from:2023-10 to:2023-12", "speaker:نتنياهو")),
    "/explore?view=table&page=300",
)  # fmt: skip


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("archive")
    arguments.add_argument("paths", nargs="*", default=PAGES)
    arguments.add_argument("--runs", type=int, default=7)
    given = arguments.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with open_archive(given.archive) as archive:
        client = TestClient(create_app(archive), base_url="http://127.0.0.1")
        client.get("/")
        slowest = 0.0
        for path in given.paths:
            walls, works = [], []
            for _ in range(given.runs):
                begin, worked = time.perf_counter(), time.process_time()
                answer = client.get(path)
                walls.append((time.perf_counter() - begin) * 1000)
                works.append((time.process_time() - worked) * 1000)
            slowest = max(slowest, statistics.median(walls))
            wall, work = statistics.median(walls), statistics.median(works)
            told = f"median {wall:6.0f} ms, slowest {max(walls):6.0f}, CPU {work:5.0f}"
            print(f"{told}  {answer.status_code} {len(answer.content) / 1000:6.0f} kB  {path}", flush=True)
        print(f"slowest median {slowest:.0f} ms")


if __name__ == "__main__":
    main()
