"""How far a run has come: a bar in a terminal, else a line now and then."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from types import TracebackType
from typing import IO, Any

from khabar.bulk.places import Folder, Place
from khabar.bulk.shard import MANIFESTS
from khabar.bulk.trail import pages_under_way

_EVERY = 30.0  # seconds between two lines where nobody watches a terminal
_LOOK = 2.0  # seconds between two looks at the shards


class Progress:
    """Call it often, as `read_all` does; it looks at the output itself, and so sees shards that are under way, too."""

    def __init__(self, place: Place, shards: int, stream: IO[str] | None = None) -> None:
        """`shards` are to be read."""
        self._place = place
        self._shards = shards
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._begin = self._told = time.monotonic()
        self._looked = 0.0
        self._known = set(place.names(MANIFESTS))
        self._counts: Counter[str] = Counter()
        self._done = 0
        self._live: Any = None

    def __enter__(self) -> Progress:
        """Show the bar."""
        if self._terminal:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
            from rich.progress import Progress as Bar

            columns = (BarColumn(24), MofNCompleteColumn(), TextColumn("shards"), TextColumn("{task.description}"))
            self._live = Bar(*columns, TimeElapsedColumn(), console=Console(file=self._stream))
            self._live.start()
            self._live.add_task("starting", total=self._shards)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the bar as it last was."""
        if self._live is not None:
            self._look()
            self._show(0)
            self._live.stop()

    def __call__(self, lost: int) -> None:
        """Look and tell, if it is time to; `lost` tasks were begun again."""
        now = time.monotonic()
        if now - self._looked < _LOOK:
            return
        self._looked = now
        if self._terminal:
            self._look()
            self._show(lost)
        elif now - self._told >= _EVERY:
            self._told = now
            self._look()
            print(f"khabar: {self._done} of {self._shards} shards, {self._line(lost)}", file=self._stream, flush=True)

    def _look(self) -> None:
        for name in self._place.names(MANIFESTS):
            if name not in self._known:
                self._known.add(name)
                self._done += 1
                with self._place.open(f"{MANIFESTS}/{name}") as file:
                    counts = json.load(file)["counts"]
                self._counts.update({fate: counts[fate] for fate in ("pages", "failures")})

    def _line(self, lost: int) -> str:
        root = self._place.root if isinstance(self._place, Folder) else None
        pages = self._counts["pages"] + (pages_under_way(root) if root else 0)
        rate = pages / max(1e-9, time.monotonic() - self._begin)
        parts = [f"{pages} pages", f"{rate:.1f} a second"]
        if self._counts["failures"]:
            parts.append(f"{self._counts['failures']} failures")
        if lost:
            parts.append(f"{lost} tasks begun again")
        return ", ".join(parts)

    def _show(self, lost: int) -> None:
        for task in self._live.task_ids:
            self._live.update(task, completed=self._done, description=self._line(lost), refresh=True)
