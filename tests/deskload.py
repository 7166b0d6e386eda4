"""Analysts at work on one archive through two desks, over loopback, as fast as they are answered."""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from khabar.desk.app import create_app
from khabar.desk.security import Access
from khabar.store import open_archive

_TESTS = Path(__file__).parent


@dataclass
class Told:
    """What the desks answered to one analyst: changes accepted, refusals with their reason, and anything else."""

    accepted: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


@contextmanager
def desk(where: str, pages: Path) -> Iterator[str]:
    """The address of a desk in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, __file__, where, str(pages), str(port)], cwd=_TESTS)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(600):
            try:
                httpx.get(f"{address}/sign-in")
                break
            except httpx.ConnectError:
                assert process.poll() is None, "the desk ended"
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def work(addresses: list[str], keys: dict[str, str], reports: dict[int, int], seconds: float) -> dict[str, Told]:
    """Let everyone work for that long; `keys` are tokens by name, `reports` the readings by report."""
    told = {name: Told() for name in keys}
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_analyst, args=(name, addresses[at % len(addresses)], key, reports, until, told[name]))
        for at, (name, key) in enumerate(keys.items())
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def _analyst(name: str, address: str, key: str, reports: dict[int, int], until: float, told: Told) -> None:
    chance = random.Random(name)  # noqa: S311 (no secret)
    number = 0
    with httpx.Client(base_url=f"{address}/api/v1", headers={"Authorization": f"Bearer {key}"}, timeout=120) as desk_:
        while time.monotonic() < until:
            number += 1
            report = chance.choice(sorted(reports))
            path = f"/reports/{report}"
            revision = desk_.get(f"{path}/changes").json()["standing"]["revision"]
            body: dict[str, Any] = {"revision": revision, "reading": reports[report]}
            begun = time.monotonic()
            if chance.random() < 0.1:
                answer = desk_.post(f"{path}/undo", json=body)
            else:
                body |= {"action": "edit", "target": "events/v1", "field": "name", "after": f"{name} {number}"}
                answer = desk_.post(f"{path}/changes", json=body)
            told.seconds.append(time.monotonic() - begun)
            if answer.status_code == 201:
                told.accepted.append(answer.json())
            elif answer.status_code in (404, 409) and answer.json()["title"]:  # 404: nothing of one's own to undo
                told.refused.append(answer.json())
            else:
                told.strange.append(f"{answer.status_code} {answer.text[:200]}")


if __name__ == "__main__":
    with open_archive(sys.argv[1], pages=Path(sys.argv[2])) as opened:
        application = create_app(opened, Access(team=True, writes=10**9))
        uvicorn.run(application, host="127.0.0.1", port=int(sys.argv[3]), log_level="error", proxy_headers=False)
