"""WARC and WET archives, through fastwarc: every page in them, also round the places where the archive is broken."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, BinaryIO

from khabar.objects import Failure, Page, PageFormat

_GZIP = b"\x1f\x8b\x08"
_BLOCK = 1 << 20
_FORMATS: Mapping[str, PageFormat] = {
    "text/html": "html", "application/xhtml+xml": "html", "application/vnd.wap.xhtml+xml": "html", "text/plain": "text",
}  # fmt: skip


def read_warc(source: Path | BinaryIO, name: str, settings: Mapping[str, int | str | bool]) -> Iterator[Page | Failure]:
    """The pages of an archive (WARC or WET, plain or gzipped), in order; `source_id` is the page's address.

    A record is a page when it is a response with status 200, a resource or a conversion, of HTML or plain text; others
    are passed over. A broken member comes as a `Failure` with its offset in the file, in bytes, and reading goes on
    at the next whole one. A record that is shorter than it says is read and told of.
    """
    if isinstance(source, Path):
        with source.open("rb") as file:
            yield from _read(file, name, settings)
    else:
        yield from _read(source, name, settings)


def _read(file: BinaryIO, name: str, settings: Mapping[str, int | str | bool]) -> Iterator[Page | Failure]:
    limit = int(settings["max_page_bytes"])
    start: int | None = 0
    told = -1
    while start is not None:
        good = None
        try:
            for position, record in _records(file, start):
                good = position
                yield from _page(record, name, position, limit)
            return
        except (OSError, ValueError, EOFError, RuntimeError) as error:
            where = start if good is None else end_of_member(file, good)
            if where > told:
                told = where
                yield Failure(name, f"byte {where}", f"is broken there ({_short(error)}); reading goes on behind it")
            start = _find(file, (start if good is None else good) + 1)


def _records(file: BinaryIO, start: int) -> Iterator[tuple[int, Any]]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    file.seek(start)
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    base = None
    for record in ArchiveIterator(file, record_types=kinds, auto_decode="all"):
        # Offsets count from the file's start or from where it was opened, by version; both come to the former.
        if base is None:
            base = start if record.stream_pos < start else 0
        yield base + record.stream_pos, record


def _page(record: Any, name: str, position: int, limit: int) -> Iterator[Page | Failure]:
    url = record.headers.get("WARC-Target-URI")
    if not url:
        yield Failure(name, f"byte {position}", "is a record without address, as a cut archive ends; left out")
        return
    url = url.strip("<>")
    if record.is_http:
        if record.http_headers is None or record.http_headers.status_code not in (200, None):
            return
        kind, charset = record.http_content_type, record.http_charset
    else:
        kind, charset = (record.headers.get("Content-Type") or "").split(";")[0].strip(), None
    page_format = _FORMATS.get((kind or "").lower())
    if page_format is None:
        return
    promised = record.content_length
    try:
        data = record.reader.read(limit + 1)
    except (OSError, ValueError, RuntimeError) as error:
        yield Failure(url, f"byte {position} of {name}", f"cannot be unpacked ({_short(error)})")
        return
    if data:
        if len(data) < min(promised, limit) and not _encoded(record):
            yield Failure(url, f"byte {position} of {name}", f"is cut: {len(data)} of {promised} bytes are there")
        yield Page(data, url, page_format, url=url, charset=charset, content_type=kind)
    elif promised:
        yield Failure(url, f"byte {position} of {name}", "is empty where the archive promises a page")


def _encoded(record: Any) -> bool:
    """True where the stored length says nothing of the length unpacked."""
    headers = record.http_headers if record.is_http else None
    return headers is not None and any(headers.get(h) for h in ("Content-Encoding", "Transfer-Encoding"))


def end_of_member(file: IO[bytes], start: int) -> int:
    """Where the gzip member at `start` ends: there the broken one begins. `start` itself where it has no end."""
    file.seek(start)
    unpack = zlib.decompressobj(wbits=31)
    read = 0
    while block := file.read(_BLOCK):
        read += len(block)
        try:
            while block and not unpack.eof:
                unpack.decompress(block, _BLOCK)
                block = unpack.unconsumed_tail
        except zlib.error:
            return start
        if unpack.eof:
            return start + read - len(unpack.unused_data)
    return start


def _find(file: BinaryIO, start: int) -> int | None:
    """Offset of the first gzip member at or after `start` that unpacks to a record; None without one."""
    base = start
    while True:
        file.seek(base)
        block = file.read(_BLOCK)
        if len(block) < len(_GZIP):
            return None
        at = block.find(_GZIP)
        while at >= 0:
            file.seek(base + at)
            if _begins_record(file.read(512)):
                return base + at
            at = block.find(_GZIP, at + 1)
        base += len(block) - len(_GZIP) + 1


def _begins_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _short(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:100]
