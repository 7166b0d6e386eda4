"""The list of what is collected: a TOML file of feeds, sitemaps, pages and folders."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from khabar.errors import InputError

Kind = Literal["feed", "sitemap", "page", "folder"]
_KINDS: tuple[Kind, ...] = ("feed", "sitemap", "page", "folder")
_FLAGS: dict[str, Kind] = {"content": "feed", "updates": "sitemap"}
_EXAMPLE = 'write [[source]] with feed, sitemap, page or folder = "…"'


@dataclass(frozen=True, slots=True)
class Source:
    """One place that reports come from. `where` is an address, or the whole path of a folder or file.

    `content`: what a feed itself carries is kept, and its links are not followed. `since` is the first day (ISO) of
    which entries that state their day are wanted. `updates`: pages of a sitemap are asked for again when it says that
    they changed.
    """

    kind: Kind
    where: str
    publisher: str | None = None
    content: bool = False
    since: str | None = None
    updates: bool = False


@dataclass(frozen=True, slots=True)
class SourceList:
    """All of them, and the seconds between two requests to one host."""

    sources: tuple[Source, ...]
    delay: float = 2.0


def load_sources(path: Path) -> SourceList:
    """Read the list. Raises `InputError`, naming the entry, for anything unknown: no typo is passed over."""
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); name a TOML list of sources") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is no TOML: {error}") from error
    if strange := sorted(found.keys() - {"source", "delay"}):
        raise InputError(f"{path}: {strange[0]!r} means nothing here; {_EXAMPLE}")
    delay = found.get("delay", 2.0)
    if not isinstance(delay, int | float) or isinstance(delay, bool) or not 0 <= delay <= 3600:
        raise InputError(f"{path}: delay must be seconds, 0 to 3600")
    entries = found.get("source")
    if not isinstance(entries, list) or not entries:
        raise InputError(f"{path} names no source; {_EXAMPLE}")
    sources = tuple(_source(entry, f"{path}: source {at}", path.parent) for at, entry in enumerate(entries, 1))
    return SourceList(sources, float(delay))


def _source(entry: Any, name: str, folder: Path) -> Source:
    from khabar.pages.given import iso_day

    if not isinstance(entry, dict):
        raise InputError(f"{name} is no table; {_EXAMPLE}")
    kinds = [k for k in _KINDS if k in entry]
    if len(kinds) != 1:
        raise InputError(f"{name} must have one of feed, sitemap, page, folder; it has {len(kinds)}")
    kind = kinds[0]
    if strange := sorted(entry.keys() - {kind, "publisher", "content", "since", "updates"}):
        raise InputError(f"{name}: {strange[0]!r} means nothing here; known are publisher, since, content, updates")
    texts = {k: entry.get(k) for k in (kind, "publisher", "since")}
    for key, value in texts.items():
        if value is not None and not (isinstance(value, str) and value.strip()):
            raise InputError(f"{name}: {key} must be a text in quotation marks")
    flags = {key: entry.get(key, False) for key in _FLAGS}
    for key, value in flags.items():
        if not isinstance(value, bool) or (value and kind != _FLAGS[key]):
            raise InputError(f"{name}: {key} is true or false, and only of a {_FLAGS[key]}")
    where = cast(str, texts[kind])
    if kind == "folder":
        where = str((folder / where).resolve())
    elif not where.startswith(("http://", "https://")):
        raise InputError(f"{name}: {where} is no http or https address; a folder is named with folder =")
    since = iso_day(texts["since"]) if texts["since"] else None
    return Source(kind, where, texts["publisher"], flags["content"], since, flags["updates"])
