"""The archive: pages kept byte for byte, every version of their records, and everything found again."""

from khabar.store.archive import Archive, open_archive
from khabar.store.search import Hit, Results, search
from khabar.store.verify import verify
from khabar.store.write import Given, add_page, add_record, load_page, pending_pages

__all__ = [
    "Archive", "Given", "Hit", "Results", "add_page", "add_record", "load_page", "open_archive", "pending_pages",
    "search", "verify",
]  # fmt: skip
