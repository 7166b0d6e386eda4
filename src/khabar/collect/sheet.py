"""An analyst's own table of reports (CSV, XLSX) as pages, its columns mapped to what a page needs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import IO, Any, Literal

from khabar.errors import ExtraMissing, InputError
from khabar.lexicon import Lexicon
from khabar.objects import Failure, Page
from khabar.pages.kinds import is_html
from khabar.text.fold import fold

FIELDS = ("id", "text", "title", "published", "publisher", "url")
_LONGEST_CELL = 5_000_000
_SNIFFED = 65_536
_HEAD_ROWS = 20  # among which the head is looked for, below titles and notes
_ZIP = b"PK\x03\x04"
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NUMBERS = re.compile(r"(?P<first>\d{1,2})[/.\-](?P<second>\d{1,2})[/.\-](?P<year>\d{4})")
# Days since then, as spreadsheets keep a date; five digits are the years 1982 to 2064 from 30000 to 60000.
_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"[3-5]\d{4}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table opened: its head, which column gives which field, and the columns that give none.

    `head` is the number of the row with the names of the columns (the first is 1), `tab` the worksheet it stands in,
    and `order` how dates of bare numbers are written all over the table, where a row of it shows that.
    """

    path: Path
    columns: tuple[str, ...]
    mapping: Mapping[str, int]
    head: int = 1
    tab: str | None = None
    order: Literal["day first", "month first", "mixed"] | None = None

    @property
    def unused(self) -> tuple[str, ...]:
        """Columns that nothing is taken from."""
        return tuple(name for at, name in enumerate(self.columns) if name and at not in self.mapping.values())

    def pages(self) -> Iterator[Page | Failure]:
        """Each row as a page, in order; a row without text is a `Failure` with its number."""
        for number, cells in self.rows():
            text = cells.get("text", "")
            if not text:
                yield Failure(str(self.path), f"row {number}", f"has no {self.columns[self.mapping['text']]!r}")
                continue
            title = cells.get("title") or None
            marked = is_html(text)  # a cell copied out of a site's own database
            body = f"{title}\n\n{text}" if title and not marked and title not in text[: len(title) + 40] else text
            known: dict[str, Any] = {k: cells.get(k) or None for k in ("url", "publisher")}
            known["published"] = _day(cells.get("published", ""), self.order)
            name = cells.get("id") or f"{self.path.name}:{number}"
            yield Page(body, name, "html" if marked else "text", title=title, **known)

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The number of each row that is not blank, and its cells by field."""
        for number, row in enumerate(_rows(self.path, self.tab), 1):
            if number > self.head and any(row):
                yield number, {f: row[at].strip() if at < len(row) else "" for f, at in self.mapping.items()}


def open_sheet(path: Path, lexicon: Lexicon, named: Mapping[str, str] | None = None, tab: str | None = None) -> Sheet:
    """Find the head and map its columns; `named` (field → column's name) goes before what the names suggest.

    What names suggest stands in the book `collect/columns`. The head is the first row with a column for the text, among
    the first rows of the worksheet `tab` (the first worksheet that has one). Raises `InputError`, listing the columns
    that are there, where no column gives the text, and `ExtraMissing` for an `.xlsx` without openpyxl.
    """
    for field in named or {}:
        if field not in FIELDS:
            raise InputError(f"{field!r} is no field; fields are {', '.join(FIELDS)}")
    fullest: tuple[str, ...] = ()
    for sheet in [tab] if tab is not None else _tabs(path):
        for number, row in enumerate(islice(_rows(path, sheet), _HEAD_ROWS), 1):
            columns = tuple(" ".join(cell.split()) for cell in row)
            mapping = _mapped(columns, lexicon, named or {})
            if "text" in mapping and all(column in columns for column in (named or {}).values()):
                found = Sheet(path, columns, mapping, number, sheet)
                return replace(found, order=_order(found))
            if sum(map(bool, columns)) > sum(map(bool, fullest)):
                fullest = columns
    if not any(fullest):
        raise InputError(f"{path} has no head: a row must name the columns")
    listed = ", ".join(c for c in fullest if c)
    if lacking := [column for column in (named or {}).values() if column not in fullest]:
        raise InputError(f"{path} has no column {lacking[0]!r}; it has {listed}")
    raise InputError(f"{path}: which column holds the reports? Say --column text=NAME; it has {listed}")


def _mapped(columns: Sequence[str], lexicon: Lexicon, named: Mapping[str, str]) -> dict[str, int]:
    mapping = {field: columns.index(column) for field, column in named.items() if column in columns}
    keys = [_key(c) for c in columns]
    for entry in lexicon.entries("collect/columns"):
        field = entry["id"]
        found = [keys.index(key) for word in entry["words"] if (key := _key(str(word))) in keys]
        if field not in mapping and found and found[0] not in mapping.values():
            mapping[field] = found[0]
    return mapping


def _order(sheet: Sheet) -> Literal["day first", "month first", "mixed"] | None:
    """How the table writes its dates, told by those that can be read in one way only; all must agree."""
    if "published" not in sheet.mapping:
        return None
    days = (_NUMBERS.fullmatch(fold(cells["published"])) for _, cells in sheet.rows())
    pairs = [(int(found["first"]), int(found["second"])) for found in days if found]
    first, second = any(a > 12 for a, _ in pairs), any(b > 12 for _, b in pairs)
    if first and second:
        return "mixed"
    return "day first" if first else "month first" if second else None


def _day(stated: str, order: str | None) -> str | None:
    """What a cell states, with its numbers in the order of the table; a bare number is a spreadsheet's count of days.

    In a table of mixed orders a date that can be read in two ways is none.
    """
    plain = fold(stated)
    if _SERIAL.fullmatch(plain):
        return (_EPOCH + timedelta(days=int(plain))).isoformat()
    found = _NUMBERS.fullmatch(plain)
    if found is None or order not in ("month first", "mixed"):
        return stated or None
    first, second = int(found["first"]), int(found["second"])
    if order == "mixed" and first <= 12 and second <= 12 and first != second:
        return None
    month, day = (second, first) if first > 12 else (first, second)
    return f"{found['year']}-{month:02}-{day:02}"


def _key(name: str) -> str:
    """A column's name as it is compared: without what stands in brackets, without marks."""
    return " ".join(fold(_BRACKETS.sub(" ", name)).replace("_", " ").strip(" :*.").split())


def _tabs(path: Path) -> list[str | None]:
    """The worksheets of a workbook, in order; a CSV has one without a name."""
    with _opened(path) as file:
        head = file.read(4)
    if head != _ZIP:
        return [None]
    with _book(path) as book:
        return list(book.sheetnames)


def _rows(path: Path, tab: str | None) -> Iterator[Sequence[str]]:
    with _opened(path) as file:
        head = file.read(_SNIFFED)
    yield from _xlsx(path, tab) if head.startswith(_ZIP) else _csv(path, head)


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check its path and rights") from error


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
    # A title above the head has no delimiter: the first rows are asked together.
    first = "\n".join(head.decode(encoding, "replace").split("\n", _HEAD_ROWS)[:_HEAD_ROWS])
    delimiter = max((",", ";", "\t"), key=lambda mark: _even(first, mark))
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding=encoding, newline="") as stream:
            yield from csv.reader(stream, delimiter=delimiter)
    except (csv.Error, UnicodeDecodeError) as error:
        raise InputError(f"{path} is no whole CSV ({error}); save it again as CSV UTF-8") from error


@contextmanager
def _book(path: Path) -> Iterator[Any]:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise ExtraMissing("XLSX needs openpyxl: install khabar[xlsx], or save the table as CSV") from error
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise InputError(f"{path} is no readable XLSX ({type(error).__name__}); save it again") from error
    try:
        yield book
    finally:
        book.close()


def _xlsx(path: Path, tab: str | None) -> Iterator[Sequence[str]]:
    with _book(path) as book:
        if tab is not None and tab not in book.sheetnames:
            raise InputError(f"{path} has no worksheet {tab!r}; it has {', '.join(book.sheetnames)}")
        sheet = book[tab] if tab is not None else book.worksheets[0]
        if not hasattr(sheet, "iter_rows"):  # a sheet that is one chart
            return
        for row in sheet.iter_rows(values_only=True):
            yield [_cell(value) for value in row]


def _even(text: str, mark: str) -> tuple[int, int]:
    """How many rows have the same number of such marks as the most do, and that number: a delimiter is even."""
    numbers = [n for line in text.split("\n") if (n := line.count(mark))]
    return max(((numbers.count(n), n) for n in numbers), default=(0, 0))


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
