"""Records as they are, one a line: what `khabar compare` and `khabar import` take."""

from __future__ import annotations

from typing import IO

from khabar.objects import Record


class LinesWriter:
    """One record a line."""

    def __init__(self, stream: IO[str]) -> None:
        """Write to `stream`."""
        self._stream = stream

    def write(self, record: Record) -> int:
        """One line."""
        self._stream.write(record.to_json() + "\n")
        return 1

    def finish(self) -> None:
        """Nothing closes lines."""
