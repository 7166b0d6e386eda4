"""Khabar reads Arabic news into evidence one can cite.

    import khabar

    record = khabar.read(open("report.html", "rb").read(), published="2018-08-16")
    for statement in record.statements:
        print(statement.act, statement.content.text)

Names load when they are first used, so that `import khabar` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from khabar.encoder import wanted_encoder
    from khabar.errors import KhabarError
    from khabar.objects import Page, PageFormat, Record
    from khabar.reader import Reader

__version__ = "0.1.0"
__all__ = ["KhabarError", "Page", "Reader", "Record", "read", "wanted_encoder"]

_HOMES = {
    "KhabarError": "errors", "Page": "objects", "Record": "objects", "Reader": "reader", "wanted_encoder": "encoder",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """The public names, imported on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'khabar' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"khabar.{_HOMES[name]}"), name)


def read(
    data: bytes | str,
    *,
    source_id: str = "-",
    format: PageFormat = "auto",
    url: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    published: str | None = None,
    model: bool | None = None,
) -> Record:
    """The record of one page: `data` is its bytes, or its text already decoded.

    `published` is an ISO date; it and the other facts given here outrank what the page says of itself. Raises
    `InputError` for a `published` that is no date. `model` says whether the encoder helps (see `wanted_encoder`).

    Loads vocabulary and encoder at each call. To read many pages, build `Reader(tagger=wanted_encoder())` once.
    """
    from khabar.encoder import wanted_encoder
    from khabar.objects import Page
    from khabar.pages.given import iso_day
    from khabar.reader import Reader

    day = iso_day(published) if published is not None else None
    return Reader(tagger=wanted_encoder(model)).read(Page(data, source_id, format, url, publisher, title, day))
