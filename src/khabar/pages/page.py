"""One page, whatever its kind, into a report."""

from __future__ import annotations

import re

from khabar.lexicon import Lexicon
from khabar.objects import Page, Published, Report
from khabar.pages.draft import assemble
from khabar.pages.plain import read_plain
from khabar.settings import load_settings


def read_page(page: Page, lexicon: Lexicon) -> Report:
    """The report of a page."""
    settings = load_settings()
    raw = page.data if isinstance(page.data, str) else page.data.decode("utf-8", "replace")
    draft = read_plain(raw, page, lexicon)
    draft.published = Published(date=page.published, basis="given" if page.published else "unknown")
    return assemble(page, draft, "ar", int(settings["max_text_chars"]))
