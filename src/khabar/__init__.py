"""Khabar reads Arabic news into evidence one can cite."""

from khabar.objects import Page, Record
from khabar.reader import Reader

__version__ = "0.1.0"
__all__ = ["Page", "Reader", "Record", "read"]


def read(data: bytes | str, *, source_id: str = "-", published: str | None = None, publisher: str | None = None,
         url: str | None = None) -> Record:  # fmt: skip
    """The record of one page, with the vocabulary that comes with Khabar. Build a `Reader` to read many."""
    return Reader().read(Page(data, source_id, url=url, publisher=publisher, published=published))
