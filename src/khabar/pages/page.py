"""One page, whatever its kind, into a report."""

from __future__ import annotations

from khabar.lexicon import Lexicon
from khabar.objects import Page, Report
from khabar.pages.dates import choose_published, compile_dates, date_in_url
from khabar.pages.decode import decode
from khabar.pages.draft import Draft, assemble
from khabar.pages.given import stated_day
from khabar.pages.head import head_with
from khabar.pages.kinds import is_html
from khabar.pages.language import language_of
from khabar.pages.outlets import outlet_of_url
from khabar.pages.plain import read_plain
from khabar.pages.repair import repair
from khabar.pages.social import embedded_dates
from khabar.settings import load_settings

# Where a date was found, the most trusted first.
DATE_ORDER = ("json-ld", "meta", "microdata", "time element", "post number", "page", "url")


def read_page(page: Page, lexicon: Lexicon) -> Report:
    """The report of a page: its reading text and everything that was told apart from it.

    What was repaired, cut or could not be read stands in `warnings`. Raises `InputError` for binary data.
    """
    settings = load_settings()
    raw, warnings = _text_of(page, int(settings["max_page_bytes"]))
    raw = repair(raw, warnings)
    draft = _sorted(raw, page, lexicon)
    head_with(page.title, draft, lexicon)
    in_url = date_in_url(page.url or draft.url)
    dates = [*draft.dates, in_url] if in_url is not None else draft.dates
    posts = "\n".join(block.text for block in draft.blocks if "(@" in block.text)
    dates = [*dates, *embedded_dates(posts, lexicon.build(compile_dates))]
    published = choose_published(dates, stated_day(page.published, lexicon, warnings), DATE_ORDER)
    draft.publisher = outlet_of_url(page.url or draft.url, lexicon) or draft.publisher
    language = language_of("\n".join(block.text for block in draft.blocks), draft.language, warnings)
    draft.warnings[:0] = warnings
    return assemble(page, draft, published, language, int(settings["max_text_chars"]))


def _text_of(page: Page, limit: int) -> tuple[str, list[str]]:
    if isinstance(page.data, bytes):
        text, warnings = decode(page.data, page.charset, limit, page.source_id)
        return text.replace("\r\n", "\n").replace("\r", "\n"), warnings
    if len(page.data) > limit:
        return page.data[:limit], [f"only the first {limit} characters were read; KHABAR_MAX_PAGE_BYTES is the bound"]
    return page.data.removeprefix("\ufeff"), []


def _sorted(raw: str, page: Page, lexicon: Lexicon) -> Draft:
    if page.format == "html" or (page.format == "auto" and is_html(raw[:4096])):
        # Imported only here: plain text must not pay for lxml and trafilatura.
        from khabar.pages.html import read_html

        return read_html(raw, page, lexicon)
    return read_plain(raw, page, lexicon)
