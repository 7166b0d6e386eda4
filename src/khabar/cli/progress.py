"""How far a long read has come: one line on standard error, only where someone watches it."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

_PATIENCE = 1.5  # seconds of silence before the line appears


class Progress:
    """Counts reports; shows the count when the work takes longer than a moment and standard error is a terminal."""

    def __init__(self, quiet: bool) -> None:
        """`quiet` where the output itself goes to the same terminal."""
        self._wanted = not quiet and sys.stderr.isatty()
        self._begin = time.monotonic()
        self._live: Any = None
        self.read = 0
        self.failed = 0

    def __enter__(self) -> Progress:
        """Start the clock."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away."""
        if self._live is not None:
            self._live.stop()

    def step(self, name: str, failed: bool = False) -> None:
        """One more report, read or failed."""
        self.failed += failed
        self.read += not failed
        if self._wanted and time.monotonic() - self._begin > _PATIENCE:
            self._show(name)

    def say(self, line: str) -> None:
        """A line of its own on standard error, above the progress line."""
        if self._live is not None:
            self._live.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            print(line, file=sys.stderr, flush=True)

    def _show(self, name: str) -> None:
        if self._live is None:
            from rich.console import Console
            from rich.status import Status

            self._live = Status("", console=Console(stderr=True))
            self._live.start()
        from rich.text import Text

        rate = self.read / (time.monotonic() - self._begin)
        failed = f", {self.failed} not" if self.failed else ""
        self._live.update(Text(f"{self.read} read{failed}, {rate:.0f} a second: {name[-60:]}"))
