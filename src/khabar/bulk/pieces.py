"""What is to be read, cut into pieces of which each is the work of one task: an archive, or one split of a table."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from khabar.errors import ExtraMissing, InputError
from khabar.objects import Failure
from khabar.pages.kinds import kind_of
from khabar.pages.sources import files_of

PieceKind = Literal["warc", "rows", "parquet"]
Listing = Callable[[str], Iterable[tuple[str, int]]]

_NAMES: tuple[tuple[re.Pattern[str], PieceKind], ...] = (
    (re.compile(r"\.(warc|wet)(\.gz)?$", re.I), "warc"),
    (re.compile(r"\.(jsonl|ndjson)(\.gz)?$", re.I), "rows"),
    (re.compile(r"\.parquet$", re.I), "parquet"),
)
_LISTS = (".txt", ".paths", ".list")
_PARQUET = b"PAR1"
_GZIP = b"\x1f\x8b"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """One task's input: the file `path` (absolute, or a URI), `size` bytes long, or a part of it.

    `name` is the file as the caller named it, which rows without id and failures are named after. `start` to `end`
    (exclusive, None: the end) are bytes of a table of lines or row groups of a Parquet file; `first` is the number
    of the part's first line or row in the file, from 1.
    """

    name: str
    path: str
    kind: PieceKind
    size: int
    start: int = 0
    end: int | None = None
    first: int = 1

    @property
    def remote(self) -> bool:
        """Whether only Spark's connectors reach it."""
        return "://" in self.path

    @property
    def shard(self) -> str:
        """The name of what is made of it: the same for the same place in the same file."""
        base = re.sub(r"[^\w.-]+", "_", self.path.rstrip("/").rsplit("/", 1)[-1], flags=re.ASCII).strip("._")[:80]
        digest = hashlib.sha256(f"{self.path}\0{self.start}".encode("utf-8", "surrogateescape")).hexdigest()
        return f"{base or 'input'}-{digest[:10]}"


def pieces_of(names: Iterable[str], split: int, listing: Listing) -> tuple[list[Piece], list[Failure]]:
    """Every piece of the inputs, in order and each once, and the files among them that are none.

    An input is a file, a folder (read recursively), a list of inputs (`.txt`, `.paths` or `.list`, one a line, `#`
    before a remark), or a URI that `listing` expands to `(uri, bytes)`. Tables longer than `split` bytes are cut.
    Raises `InputError` for an input that is not there and for one that holds nothing to read.
    """
    pieces: dict[str, Piece] = {}
    left_out: list[Failure] = []
    for name in names:
        found = 0
        for item in _of_input(name, split, listing, nested=False):
            if isinstance(item, Failure):
                left_out.append(item)
                continue
            found += 1
            pieces.setdefault(item.shard, item)
        if not found:
            raise InputError(f"{name} holds no WARC, WET, Parquet or .jsonl file; single pages are for `khabar read`")
    return list(pieces.values()), left_out


def _of_input(name: str, split: int, listing: Listing, nested: bool) -> Iterator[Piece | Failure]:
    if "://" in name:
        yield from _of_uri(name, listing)
        return
    path = Path(name)
    if path.is_dir():
        for file in files_of(path):
            if not file.name.startswith("_"):  # _SUCCESS and its like
                yield from _of_file(file, str(file), split)
        return
    if not path.is_file():
        raise InputError(f"{name} does not exist or is no file; check the path")
    if not nested and path.suffix.lower() in _LISTS:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                yield from _of_input(line.strip(), split, listing, nested=True)
        return
    yield from _of_file(path, name, split)


def _of_uri(uri: str, listing: Listing) -> Iterator[Piece | Failure]:
    for path, size in listing(uri):
        kind = next((kind for pattern, kind in _NAMES if pattern.search(path)), None)
        if kind is None:
            yield Failure(path, "", "is no archive or table by its name")
        else:
            yield Piece(path, path, kind, size)


def _of_file(path: Path, name: str, split: int) -> Iterator[Piece | Failure]:
    try:
        with path.open("rb") as file:
            head = file.read(4096)
        size = path.stat().st_size
    except OSError as error:
        yield Failure(name, "", f"cannot be read ({error.strerror or error})")
        return
    kind = _kind(head, path.name)
    whole = str(path.resolve())
    if kind is None:
        yield Failure(name, "", "is no archive or table; single pages are for `khabar read`")
    elif kind == "warc" or size <= split:
        yield Piece(name, whole, kind, size)
    elif kind == "parquet":
        yield from _row_groups(Piece(name, whole, kind, size), split)
    elif head.startswith(_GZIP):  # packed lines cannot be entered in the middle
        yield Piece(name, whole, kind, size)
    else:
        yield from _lines(Piece(name, whole, kind, size), split)


def _kind(head: bytes, name: str) -> PieceKind | None:
    if head.startswith(_PARQUET):
        return "parquet"
    if head.startswith(_GZIP) and re.search(r"\.(jsonl|ndjson)\.gz$", name, re.I):
        return "rows"
    found = kind_of(head, name)
    return found if found == "warc" or found == "rows" else None


def _lines(whole: Piece, split: int) -> Iterator[Piece]:
    """Parts of about `split` bytes that begin and end with a line. The file is gone through once, for its lines."""
    start = at = 0
    first = line = 1
    with Path(whole.path).open("rb") as file:
        while block := file.read(min(_BLOCK, split)):
            block += file.readline()
            at += len(block)
            line += block.count(b"\n")
            if at - start >= split or at >= whole.size:
                yield Piece(whole.name, whole.path, whole.kind, whole.size, start, at, first)
                start, first = at, line


def _row_groups(whole: Piece, split: int) -> Iterator[Piece]:
    """Parts of whole row groups, of about `split` bytes unpacked."""
    try:
        from pyarrow.parquet import read_metadata
    except ImportError as error:
        raise ExtraMissing("Parquet needs pyarrow: install khabar[bulk]") from error
    groups = read_metadata(whole.path)
    start, first, size, row = 0, 1, 0, 1
    for at in range(groups.num_row_groups):
        size += groups.row_group(at).total_byte_size
        row += groups.row_group(at).num_rows
        if size >= split or at + 1 == groups.num_row_groups:
            yield Piece(whole.name, whole.path, whole.kind, whole.size, start, at + 1, first)
            start, first, size = at + 1, row, 0
