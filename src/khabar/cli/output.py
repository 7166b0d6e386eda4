"""Where records go: a file written beside and renamed, or standard output; in each of the four formats."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Literal, Protocol

from khabar.errors import OutputError
from khabar.lexicon import Lexicon
from khabar.objects import Record

Format = Literal["json", "jsonl", "text", "html"]
_SUFFIXES: dict[str, Format] = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".html": "html", ".txt": "text"}


def is_terminal() -> bool:
    """True where standard output goes to a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


class Writer(Protocol):
    """One format: `write` each record, then `finish` once."""

    def write(self, record: Record) -> None:
        """Add one record; nothing is kept of it afterwards but what the format needs."""

    def finish(self) -> None:
        """Write what closes the output."""


def choose_format(given: Format | None, output: Path | None) -> Format:
    """The format asked for, else the one the file's name tells, else a sheet for a terminal and JSON for a pipe."""
    if given:
        return given
    if output is not None:
        return _SUFFIXES.get(output.suffix.lower(), "json")
    return "text" if is_terminal() else "json"


def make_writer(format_: Format, stream: IO[str], lexicon: Lexicon) -> Writer:
    """The writer of a format; what only one format needs is imported for that one alone."""
    if format_ == "text":
        from khabar.sheets.terminal import TerminalWriter

        return TerminalWriter(stream, lexicon)
    if format_ == "html":
        from khabar.sheets.html import HtmlWriter

        return HtmlWriter(stream, lexicon)
    return LinesWriter(stream) if format_ == "jsonl" else JsonWriter(stream)


class LinesWriter:
    """`jsonl`: one record a line, written as it comes."""

    def __init__(self, stream: IO[str]) -> None:
        """Write to `stream`."""
        self._stream = stream

    def write(self, record: Record) -> None:
        """One line."""
        self._stream.write(record.to_json() + "\n")

    def finish(self) -> None:
        """Nothing closes a `.jsonl`."""


class JsonWriter:
    """`json`: one record is an object, several are an array; at most one record is held back to know which."""

    def __init__(self, stream: IO[str]) -> None:
        """Write to `stream`."""
        self._stream = stream
        self._first: Record | None = None
        self._many = False

    def write(self, record: Record) -> None:
        """Hold the first record until there is a second."""
        if self._first is None:
            self._first = record
            return
        if not self._many:
            self._many = True
            self._stream.write("[\n" + self._first.to_json(2))
        self._stream.write(",\n" + record.to_json(2))

    def finish(self) -> None:
        """The one object, or the end of the array; no record at all is an empty array."""
        if self._many:
            self._stream.write("\n]\n")
        else:
            self._stream.write((self._first.to_json(2) if self._first else "[]") + "\n")


class Target:
    """An output being written. `keep()` makes it take its place; without that, a file that stood there stays."""

    def __init__(self, stream: IO[str]) -> None:
        """Around the open stream."""
        self.stream = stream
        self.kept = False

    def keep(self) -> None:
        """The output is whole."""
        self.kept = True


@contextmanager
def open_target(output: Path | None) -> Iterator[Target]:
    """Standard output, a device, or a file that is written beside its place and renamed into it once kept.

    Raises `OutputError` before anything is read where the file cannot be opened, and later where it cannot be written.
    """
    named = "standard output" if output is None else str(output)
    try:
        if output is None:
            yield from _standard()
        elif output.exists() and not output.is_file() and not output.is_dir():
            with _opened(output, output, "w") as stream:  # a device or a pipe cannot be renamed into
                yield Target(stream)
        else:
            yield from _beside(output)
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno is None:
            raise
        raise OutputError(f"{named} cannot be written ({error.strerror}); what stood there is as it was") from error


def _standard() -> Iterator[Target]:
    if sys.stdout is None or sys.stdout.closed:
        raise OutputError("standard output is closed; name a file with -o")
    sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
    yield Target(sys.stdout)
    sys.stdout.flush()


def _beside(output: Path) -> Iterator[Target]:
    if output.is_dir():
        raise OutputError(f"{output} is a folder; name a file with -o")
    place = output.resolve()
    beside = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with _opened(beside, output, "x") as stream:
            target = Target(stream)
            yield target
        if target.kept:
            _rename(beside, place)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _opened(path: Path, output: Path, mode: Literal["w", "x"]) -> IO[str]:
    try:
        return path.open(mode, encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise OutputError(f"{output} cannot be written ({error.strerror}); choose another place with -o") from error


def _rename(beside: Path, place: Path) -> None:
    if place.exists():
        with suppress(OSError):
            shutil.copymode(place, beside)
    beside.replace(place)
