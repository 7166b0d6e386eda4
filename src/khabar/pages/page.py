"""One page, whatever its kind, into a report."""

from __future__ import annotations

from khabar.lexicon import Lexicon
from khabar.objects import Page, Report
from khabar.pages.dates import choose_published, date_in_url
from khabar.pages.draft import assemble
from khabar.pages.plain import read_plain
from khabar.settings import load_settings

# The most trusted first.
DATE_ORDER = ("json-ld", "meta", "microdata", "time element", "page", "url")


def read_page(page: Page, lexicon: Lexicon) -> Report:
    """The report of a page."""
    settings = load_settings()
    raw = page.data if isinstance(page.data, str) else page.data.decode("utf-8", "replace")
    draft = read_plain(raw, page, lexicon)
    dates = [*draft.dates]
    in_url = date_in_url(page.url or draft.url)
    if in_url is not None:
        dates.append(in_url)
    published = choose_published(dates, page.published, DATE_ORDER)
    return assemble(page, draft, published, "ar", int(settings["max_text_chars"]))
