"""Raw bytes of pages, kept once in WARC files: appended, never changed, found again by digest.

One process appends to one file at a time and holds its lock, so that writers never meet in a file. Each record is a
gzip member of its own. What a process that was killed leaves at a file's end is adopted by the next one that takes the
file, as far as it is whole; a torn last member is cut off.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import os
import uuid
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from khabar.pages.warc import end_of_member

_LARGEST = 1_000_000_000  # bytes after which a new file is begun

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Exchange:
    """How a page was had over HTTP: what was asked and answered. `status` is the line after the version (`200 OK`)."""

    url: str
    asked: Headers
    status: str
    answered: Headers


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a page's bytes lie: `length` bytes at `offset` of `file` (a name in the folder), packed."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Found:
    """A whole record met while walking a file. `digest` is that of its payload as it is now."""

    kept: Kept
    digest: str
    size: int
    stated: str


class WarcFolder:
    """The folder of an archive's WARC files."""

    def __init__(self, folder: Path) -> None:
        """Nothing is opened or made before the first page is kept."""
        self.folder = folder
        self._file: IO[bytes] | None = None
        self._name = ""
        self._dirty = False

    @property
    def ready(self) -> bool:
        """True while a file is held for appending and has room."""
        return self._file is not None and self._file.tell() < _LARGEST

    def take(self, ends: dict[str, int]) -> Iterator[Found]:
        """Take a file for appending: one that nobody holds, else a new one; yield what its last owner left behind.

        `ends` says, by name, behind which byte no row of the database points. Raises `OSError` where the folder
        cannot be written.
        """
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(self.folder.glob("pages-*.warc.gz")):
            if path.stat().st_size < _LARGEST and self._hold(path):
                yield from self._adopt(ends.get(path.name, 0))
                return
        while not self._hold(self.folder / f"pages-{uuid.uuid4().hex[:12]}.warc.gz"):
            pass

    def _hold(self, path: Path) -> bool:
        file = path.open("a+b")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        file.seek(0, os.SEEK_END)
        self._file, self._name = file, path.name
        return True

    def _adopt(self, end: int) -> Iterator[Found]:
        file, whole = self._held(), end
        for found in walk(file, self._name, end):
            whole = found.kept.offset + found.kept.length
            yield found
        if file.seek(0, os.SEEK_END) > whole:
            self._cut(whole)

    def append(self, source: str, data: bytes, digest: str, came: str, exchange: Exchange | None) -> Kept:
        """Keep a page's bytes; `take` must have been called. They are on the disk after `sync`."""
        records = _records(source, data, digest, came, exchange)
        return self.append_packed(b"".join(gzip.compress(r, 6, mtime=0) for r in records))

    def append_packed(self, packed: bytes) -> Kept:
        """Keep a record that is packed already, as `read_packed` gives it."""
        file = self._held()
        offset = file.tell()
        self._dirty = True
        file.write(packed)
        file.flush()
        return Kept(self._name, offset, len(packed))

    def mark(self) -> tuple[str, int]:
        """The present end of the file held, to go back to."""
        return (self._name, self._file.tell()) if self._file else ("", 0)

    def back_to(self, mark: tuple[str, int]) -> None:
        """Take away what was appended since `mark`, where a transaction failed."""
        if self._file is None or not self._dirty:
            return
        if mark[0] == self._name:
            self._cut(mark[1])
        else:
            self.close()  # begun since: whoever takes it next adopts what is in it
        self._dirty = False

    def sync(self) -> None:
        """Wait until everything appended is on the disk."""
        if self._file is not None and self._dirty:
            self._file.flush()
            os.fsync(self._file.fileno())
        self._dirty = False

    def close(self) -> None:
        """Give the file up for others."""
        if self._file is not None:
            self._file.close()
        self._file, self._name = None, ""

    def read(self, kept: Kept) -> bytes:
        """The payload kept there. Raises `ValueError` where there is no whole record, `OSError` without the file."""
        try:
            return unpack(self.read_packed(kept))
        except ValueError as error:
            raise ValueError(f"the record at byte {kept.offset} of {kept.file} is damaged ({error})") from error

    def read_packed(self, kept: Kept) -> bytes:
        """The record kept there as it lies, packed, headers and all. Raises like `read`."""
        with (self.folder / kept.file).open("rb") as file:
            file.seek(kept.offset)
            packed = file.read(kept.length)
        if len(packed) < kept.length:
            raise ValueError(f"{kept.file} ends within it")
        return packed

    def _cut(self, size: int) -> None:
        file = self._held()
        try:
            file.flush()
        except OSError:
            # What could not be written is in Python's buffer still: a new handle forgets it.
            name = self._name
            self.close()
            with (self.folder / name).open("r+b") as again:
                again.truncate(size)
            return
        file.truncate(size)
        file.seek(0, os.SEEK_END)

    def _held(self) -> IO[bytes]:
        if self._file is None:
            raise ValueError("no file is held: call `take` first")
        return self._file


def unpack(packed: bytes) -> bytes:
    """The payload of a packed record. Raises `ValueError` where it is none, or not whole."""
    try:
        return _payload(gzip.decompress(packed))[1]
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(str(error)) from error


def walk(file: IO[bytes], name: str, start: int = 0) -> Iterator[Found]:
    """Every whole page in an open WARC file from byte `start`, in order; it ends at the first that is not whole.

    The record of a request belongs to the response behind it.
    """
    begin = position = start
    while (end := end_of_member(file, position)) > position:
        file.seek(begin)
        try:
            headers, payload = _payload(gzip.decompress(file.read(end - begin)))
        except ValueError:
            position = end  # a request so far: its response follows
            continue
        except (OSError, EOFError, zlib.error):
            return
        digest = hashlib.sha256(payload).hexdigest()
        stated = headers.get("warc-payload-digest", "").removeprefix("sha256:")
        yield Found(Kept(name, begin, end - begin), digest, len(payload), stated)
        begin = position = end


def _records(source: str, data: bytes, digest: str, came: str, exchange: Exchange | None) -> Iterator[bytes]:
    payload = f"WARC-Payload-Digest: sha256:{digest}\r\n"
    if exchange is None:
        uri = f"WARC-Target-URI: urn:khabar:source:{_quoted(source)}\r\n"
        kind = f"{uri}{payload}Content-Type: application/octet-stream\r\n"
        yield _record("resource", came, kind, data)
        return
    target = f"WARC-Target-URI: {_line(exchange.url)}\r\n"
    path = exchange.url.split("://", 1)[-1]
    path = "/" + path.split("/", 1)[1] if "/" in path else "/"
    request = _http(f"GET {path} HTTP/1.1", exchange.asked)
    yield _record("request", came, f"{target}Content-Type: application/http;msgtype=request\r\n", request)
    response = _http(f"HTTP/1.1 {exchange.status}", _as_kept(exchange.answered, len(data))) + data
    kind = f"{target}{payload}Content-Type: application/http;msgtype=response\r\n"
    yield _record("response", came, kind, response)


def _record(kind: str, came: str, headers: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\nWARC-Date: {came}\r\n"
        f"{headers}Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _http(first: str, headers: Headers) -> bytes:
    lines = [first, *(f"{_line(key)}: {_line(value)}" for key, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


def _as_kept(headers: Headers, size: int) -> Headers:
    """The body is kept unpacked: the headers that speak of its packing are kept under other names."""
    packing = ("content-encoding", "transfer-encoding", "content-length")
    kept = [(f"X-Archive-Orig-{key}" if key.lower() in packing else key, value) for key, value in headers]
    return [*kept, ("Content-Length", str(size))]


def _payload(data: bytes) -> tuple[dict[str, str], bytes]:
    """Headers and payload of the last record in `data`. Raises `ValueError` where that is no page."""
    while True:
        head, mark, rest = data.partition(b"\r\n\r\n")
        if not mark or not head.startswith(b"WARC/"):
            raise ValueError("no WARC record")
        pairs = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n")[1:])
        headers = {key.strip().lower(): value.strip() for key, _, value in pairs}
        size = int(headers.get("content-length") or -1)
        if not 0 <= size <= len(rest):
            raise ValueError("a WARC record is cut")
        data, block = rest[size + 4 :], rest[:size]
        if not data:
            break
    if headers.get("warc-type") == "resource":
        return headers, block
    if headers.get("warc-type") != "response":
        raise ValueError("a record of a request")
    return headers, block.partition(b"\r\n\r\n")[2]


def _line(value: str) -> str:
    return " ".join(value.split())


def _quoted(source: str) -> str:
    from urllib.parse import quote

    return quote(source, safe="/:._-")
