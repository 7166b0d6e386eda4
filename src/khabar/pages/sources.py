"""Inputs: whatever a caller names (file, folder, `.jsonl`, WARC, feed, URL, standard input) into pages, one by one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from khabar.errors import InputError
from khabar.objects import Failure, Page
from khabar.pages.kinds import is_binary, kind_of
from khabar.settings import load_settings

Settings = dict[str, int | str | bool]

# Files that lie beside saved pages and are none: skipped in a folder without a word.
_NO_PAGES = frozenset(
    [
        ".css", ".js", ".mjs", ".map", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".avif", ".bmp",
        ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp4", ".mp3", ".webm", ".pdf", ".zip",
    ]
)  # fmt: skip


def open_input(
    name: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    stdin: BinaryIO | None = None,
    settings: Settings | None = None,
) -> Iterator[Page | Failure]:
    """Every page of the input `name`, in order; what cannot be read comes as a `Failure` in its place.

    `name` is a path, a folder (read recursively, in the order of names), an `http(s)` URL, or `-` for `stdin`. The
    kind of a file is told by its first bytes, not by its name alone. `published` (ISO date) and `publisher` are given
    to every page that brings none of its own. Pages are read lazily. Raises `InputError` at once where the whole
    input is missing or unreadable.
    """
    knobs = settings or load_settings()
    if name.startswith(("http://", "https://")):
        from khabar.pages.fetch import open_url

        pages = open_url(name, knobs)
    elif name == "-":
        if stdin is None:
            raise InputError("standard input was asked for (-) and none is there; name a file")
        pages = _of_stream(stdin, "-", knobs)
    else:
        pages = _of_path(Path(name), name, knobs)
    return _completed(pages, published, publisher)


def _completed(
    pages: Iterator[Page | Failure], published: str | None, publisher: str | None
) -> Iterator[Page | Failure]:
    for page in pages:
        if isinstance(page, Page):
            yield replace(page, published=page.published or published, publisher=page.publisher or publisher)
        else:
            yield page


def _of_path(path: Path, name: str, settings: Settings) -> Iterator[Page | Failure]:
    """Checks now, reads later: a missing input must be known before the first page is asked for."""
    if path.is_dir():
        return _of_folder(path, settings)
    try:
        if not path.exists():
            raise InputError(f"{name} does not exist; check the path")
        if not path.is_file():  # a pipe gives its bytes once only
            return _of_stream(path.open("rb"), name, settings)
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise InputError(f"{name} cannot be read ({error.strerror or error}); check its path and rights") from error
    return _of_file(path, name, head, settings)


def files_of(folder: Path) -> Iterator[Path]:
    """Every file of a folder and those below that may be pages, in the order of names; hidden ones are passed over."""
    for root, folders, names in os.walk(folder):
        folders.sort()
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and path.suffix.lower() not in _NO_PAGES:
                yield path


def _of_folder(folder: Path, settings: Settings) -> Iterator[Page | Failure]:
    for path in files_of(folder):
        try:
            with path.open("rb") as file:
                head = file.read(4096)
            if is_binary(head) and kind_of(head, path.name) == "page":
                yield Failure(str(path), "", "is no text; only pages, feeds and WARC files are read")
                continue
            yield from _of_file(path, str(path), head, settings)
        except (InputError, OSError) as error:
            yield Failure(str(path), "", str(error))


def _of_file(path: Path, name: str, head: bytes, settings: Settings) -> Iterator[Page | Failure]:
    kind = kind_of(head, name)
    if kind == "warc":
        from khabar.pages.warc import read_warc

        yield from read_warc(path, name, settings)
        return
    with path.open("rb") as file:
        if kind == "rows":
            yield from read_rows(file, name, settings)
            return
        limit = int(settings["max_page_bytes"])
        data = file.read(limit + 1)
    if kind in ("xml", "json"):
        yield from _of_structured(data, name)
    else:
        yield Page(data, name)


def _of_stream(stream: BinaryIO, name: str, settings: Settings) -> Iterator[Page | Failure]:
    """What comes once and cannot be gone back in: lists and archives are kept on disk while they are read."""
    import shutil
    import tempfile

    head = stream.read(4096)
    kind = kind_of(head, name)
    if kind in ("warc", "rows"):
        with tempfile.TemporaryFile() as kept:
            kept.write(head)
            shutil.copyfileobj(stream, kept)
            kept.seek(0)
            if kind == "rows":
                yield from read_rows(kept, name, settings)
                return
            from khabar.pages.warc import read_warc

            yield from read_warc(kept, name, settings)
        return
    data = head + stream.read(int(settings["max_page_bytes"]) + 1 - len(head))
    if kind in ("xml", "json"):
        yield from _of_structured(data, name)
    else:
        yield Page(data, name)


def _of_structured(data: bytes, name: str) -> Iterator[Page | Failure]:
    """A feed, a sitemap, one row or an array of rows; anything else in XML or JSON is read as a page."""
    from khabar.pages.feed import read_feed

    pages = read_feed(data, name)
    if pages is not None:
        yield from pages
        return
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        found = None
    rows = found if isinstance(found, list) else [found]
    if not any(page_of_row(row, name) for row in rows):
        yield Page(data, name)
        return
    for number, row in enumerate(rows, 1):
        page = page_of_row(row, name if len(rows) == 1 else f"{name}:{number}")
        yield page or Failure(name, f"entry {number}", 'is no object with a "text" or "html" string')


def read_rows(lines: BinaryIO, name: str, settings: Settings, first: int = 1) -> Iterator[Page | Failure]:
    """Pages of a `.jsonl`: objects with `text` or `html`, and `id`, `published`, `publisher`, `title`, `url` if known.

    A row without `id` is named after the file and its line. A line that is no such object, or is longer than the
    largest page, is a `Failure` with its number (from 1); the others are read. `first` is the number of the first
    line, where `lines` begin within a file.
    """
    limit = int(settings["max_page_bytes"]) * 2
    number = first - 1
    while True:
        line = lines.readline(limit)
        if not line:
            return
        number += 1
        where = f"line {number}"
        if len(line) >= limit and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = lines.readline(limit)
            yield Failure(name, where, f"is longer than {limit} bytes; raise KHABAR_MAX_PAGE_BYTES to read it")
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _row(line, name, number)


def _row(line: bytes, name: str, number: int) -> Page | Failure:
    where = f"line {number}"
    try:
        row = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except (ValueError, RecursionError) as error:
        return Failure(name, where, f"is no JSON ({_short(error)})")
    return page_of_row(row, f"{name}:{number}") or Failure(name, where, 'is no object with a "text" or "html" string')


def page_of_row(row: Any, default_id: str) -> Page | None:
    """The page that a JSON object describes, or None where it describes none."""
    if not isinstance(row, dict):
        return None
    html = isinstance(row.get("html"), str) and bool(row["html"])
    data = row["html"] if html else row.get("text")
    if not isinstance(data, str):
        return None
    known = {k: _text(row.get(k)) for k in ("url", "publisher", "title", "published")}
    identity = row.get("id")
    source_id = str(identity) if isinstance(identity, str | int) and str(identity) else default_id
    # JSON can spell lone surrogates, which no encoding of the output could hold.
    data = data.encode("utf-8", "replace").decode("utf-8")
    return Page(data, source_id, "html" if html else "text", **cast(dict[str, Any], known))


def _text(value: Any) -> str | None:
    return value.strip().encode("utf-8", "replace").decode("utf-8") or None if isinstance(value, str) else None


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
