"""The pages of one piece, one at a time."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from khabar.bulk.pieces import Piece
from khabar.objects import Failure, Page
from khabar.pages.sources import page_of_row, read_rows
from khabar.pages.warc import read_warc

Settings = dict[str, int | str | bool]

_COLUMNS = ("id", "text", "html", "url", "publisher", "title", "published")
_BATCH = 64  # rows of a Parquet file in memory at a time
_GZIP = b"\x1f\x8b"


def pages_of(piece: Piece, settings: Settings, file: BinaryIO | None = None) -> Iterator[Page | Failure]:
    """The pages of a piece, in order, as `khabar read` would find them; what cannot be read comes as a `Failure`.

    `file` holds the bytes of a remote piece; without it the file is opened. Raises `OSError` where that fails and
    `ValueError` for a Parquet file that is broken.
    """
    with file or Path(piece.path).open("rb") as stream:
        if piece.kind == "warc":
            found = read_warc(stream, piece.name, settings)
        elif piece.kind == "parquet":
            found = _table(stream, piece)
        else:
            found = read_rows(cast(BinaryIO, _Lines(stream, piece)), piece.name, settings, piece.first)
        for item in found:
            yield replace(item, source_id=_spelled(item.source_id)) if isinstance(item, Page) else item


class _Lines:
    """The lines of a part of a file, unpacked where they are packed; all that `read_rows` asks of a file."""

    def __init__(self, file: BinaryIO, piece: Piece) -> None:
        packed = file.read(2) == _GZIP
        file.seek(piece.start)
        self._file: IO[bytes] = cast(IO[bytes], gzip.open(file)) if packed else file  # noqa: SIM115 (the caller's)
        self._left = None if packed or piece.end is None else piece.end - piece.start

    def readline(self, limit: int) -> bytes:
        """The next line, at most `limit` bytes of it; empty behind the part's end."""
        line = self._file.readline(limit if self._left is None else min(limit, self._left))
        if self._left is not None:
            self._left -= len(line)
        return line


def _table(file: BinaryIO, piece: Piece) -> Iterator[Page | Failure]:
    from pyarrow.parquet import ParquetFile

    table = ParquetFile(file, pre_buffer=False)
    columns = [c for c in _COLUMNS if c in table.schema_arrow.names]
    if "text" not in columns and "html" not in columns:
        yield Failure(piece.name, "", f'has no column "text" or "html" but {", ".join(table.schema_arrow.names)[:200]}')
        return
    groups = list(range(piece.start, table.num_row_groups if piece.end is None else piece.end))
    number = piece.first
    for batch in table.iter_batches(_BATCH, groups, columns, use_threads=False):
        for row in batch.to_pylist():
            yield _page(row, piece.name, number)
            number += 1


def _page(row: dict[str, Any], name: str, number: int) -> Page | Failure:
    """The page of a row of a table. `html` may be bytes: they are decoded as any page's are."""
    raw = row.get("html") if isinstance(row.get("html"), bytes) else None
    if raw:
        row = row | {"html": "-"}
    day = row.get("published")
    if isinstance(day, date):  # a datetime is one too
        row = row | {"published": day.isoformat()}
    page = page_of_row(row, f"{name}:{number}")
    if page is None:
        return Failure(name, f"row {number}", 'has neither "text" nor "html"')
    return replace(page, data=raw) if raw else page


def _spelled(name: str) -> str:
    """A file name may be any bytes; what of it is no Unicode cannot stand in a record."""
    return name.encode("utf-8", "replace").decode("utf-8")
