"""An analyst's own table of reports (CSV, XLSX) as pages, its columns mapped to what a page needs."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from khabar.errors import ExtraMissing, InputError
from khabar.lexicon import Lexicon
from khabar.objects import Failure, Page
from khabar.text.fold import fold

FIELDS = ("id", "text", "title", "published", "publisher", "url")
_LONGEST_CELL = 5_000_000
_SNIFFED = 65_536


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table opened: its head, which column gives which field, and the columns that give none."""

    path: Path
    columns: tuple[str, ...]
    mapping: Mapping[str, int]

    @property
    def unused(self) -> tuple[str, ...]:
        """Columns that nothing is taken from."""
        return tuple(name for at, name in enumerate(self.columns) if at not in self.mapping.values())

    def pages(self) -> Iterator[Page | Failure]:
        """Each row as a page, in order; a row without text is a `Failure` with its number (the head is row 1)."""
        for number, row in enumerate(_rows(self.path), 1):
            if number == 1 or not any(row):
                continue
            cells = {field: row[at].strip() if at < len(row) else "" for field, at in self.mapping.items()}
            text = cells.get("text", "")
            if not text:
                yield Failure(str(self.path), f"row {number}", f"has no {self.columns[self.mapping['text']]!r}")
                continue
            title = cells.get("title") or None
            body = f"{title}\n\n{text}" if title and title not in text[: len(title) + 40] else text
            known: dict[str, Any] = {k: cells.get(k) or None for k in ("url", "publisher", "published")}
            yield Page(body, cells.get("id") or f"{self.path.name}:{number}", "text", title=title, **known)


def open_sheet(path: Path, lexicon: Lexicon, named: Mapping[str, str] | None = None) -> Sheet:
    """Read the head and map its columns; `named` (field → column's name) goes before what the names suggest.

    What names suggest stands in the book `collect/columns`.

    Raises `InputError`, listing the columns that are there, where no column gives the text, and `ExtraMissing` for an
    `.xlsx` without openpyxl.
    """
    columns = tuple(cell.strip() for cell in next(_rows(path), ()))
    if not any(columns):
        raise InputError(f"{path} has no head: its first row must name the columns")
    mapping: dict[str, int] = {}
    for field, column in (named or {}).items():
        if field not in FIELDS:
            raise InputError(f"{field!r} is no field; fields are {', '.join(FIELDS)}")
        if column not in columns:
            raise InputError(f"{path} has no column {column!r}; it has {', '.join(columns)}")
        mapping[field] = columns.index(column)
    keys = [_key(c) for c in columns]
    for entry in lexicon.entries("collect/columns"):
        field = entry["id"]
        found = [keys.index(key) for word in entry["words"] if (key := _key(str(word))) in keys]
        if field not in mapping and found and found[0] not in mapping.values():
            mapping[field] = found[0]
    if "text" not in mapping:
        raise InputError(f"{path}: which column holds the reports? Say --column text=NAME; it has {', '.join(columns)}")
    return Sheet(path, columns, mapping)


def _key(name: str) -> str:
    return " ".join(fold(name).replace("_", " ").split())


def _rows(path: Path) -> Iterator[Sequence[str]]:
    try:
        with path.open("rb") as file:
            head = file.read(_SNIFFED)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check its path and rights") from error
    yield from _xlsx(path) if head.startswith(b"PK\x03\x04") else _csv(path, head)


def _csv(path: Path, head: bytes) -> Iterator[Sequence[str]]:
    """UTF-8 with or without mark, UTF-16 with one, else windows-1256, as Arabic spreadsheets save."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        try:
            head.decode("utf-8")
            encoding = "utf-8-sig"
        except UnicodeDecodeError as error:
            # A letter cut at the end of the sample is no sign of another encoding.
            encoding = "utf-8-sig" if error.start > len(head) - 4 else "cp1256"
    first = head.decode(encoding, "replace").split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding=encoding, newline="") as stream:
            yield from csv.reader(stream, delimiter=delimiter)
    except (csv.Error, UnicodeDecodeError) as error:
        raise InputError(f"{path} is no whole CSV ({error}); save it again as CSV UTF-8") from error


def _xlsx(path: Path) -> Iterator[Sequence[str]]:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise ExtraMissing("XLSX needs openpyxl: install khabar[xlsx], or save the table as CSV") from error
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise InputError(f"{path} is no readable XLSX ({type(error).__name__}); save it again") from error
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [_cell(value) for value in row]
    finally:
        book.close()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
