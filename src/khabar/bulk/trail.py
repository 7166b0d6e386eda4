"""Which page of a shard is being read: so that a page that kills its worker is found out, and progress can be shown."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType

RUNNING = "running"
_WIDTH = 12
_DEATHS = 2  # one may be chance: an executor that was taken away, a driver that was stopped


class Trail:
    """A small file beside the shards: the number of the page now read, and on which pages earlier attempts ended.

    Two attempts that run side by side share it; it decides nothing but which page is passed over, and only after two
    deaths on that very page.
    """

    def __init__(self, root: Path | None, shard: str) -> None:
        """Without `root` (an output that is no folder) nothing is kept and no page is passed over."""
        self._path = root / RUNNING / shard if root else None
        self._deaths: dict[str, int] = {}
        self._file: int | None = None

    def __enter__(self) -> Trail:
        """Take up what earlier attempts left."""
        if self._path is None:
            return self
        page, self._deaths = _left(self._path)
        if page:
            self._deaths[str(page)] = self._deaths.get(str(page), 0) + 1
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Not cut: another attempt may be reading it.
        self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o644)
        os.pwrite(self._file, f"{0:0{_WIDTH}d}{json.dumps(self._deaths)}\n".encode(), 0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ended by itself, well or with an error: no page is to blame for a death."""
        if self._file is not None:
            os.pwrite(self._file, b"0" * _WIDTH, 0)
            os.close(self._file)

    def step(self, page: int) -> bool:
        """Page number `page` (from 1) comes next: whether to read it."""
        if self._file is not None:
            os.pwrite(self._file, f"{page:0{_WIDTH}d}".encode(), 0)
        return self._deaths.get(str(page), 0) < _DEATHS

    def remove(self) -> None:
        """The shard is finished."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)


def pages_under_way(root: Path) -> int:
    """How many pages the shards now read have come to."""
    total = 0
    with suppress(OSError):
        total = sum(_left(path)[0] for path in (root / RUNNING).iterdir())
    return total


def _left(path: Path) -> tuple[int, dict[str, int]]:
    with suppress(OSError, ValueError):
        raw = path.read_bytes()
        return int(raw[:_WIDTH]), json.loads(raw[_WIDTH:].split(b"\n", 1)[0] or b"{}")
    return 0, {}
