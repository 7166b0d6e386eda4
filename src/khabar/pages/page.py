"""One page, whatever its kind, into a report."""

from __future__ import annotations

import hashlib
import re

from khabar.lexicon import Lexicon
from khabar.objects import Page, Part, Published, Report

_BLOCK = re.compile(r"[^\n]+")


def read_page(page: Page, lexicon: Lexicon) -> Report:
    """The report of a page."""
    raw = page.data if isinstance(page.data, str) else page.data.decode("utf-8", "replace")
    text = raw.strip()
    parts = tuple(Part(kind="body", start=m.start(), end=m.end()) for m in _BLOCK.finditer(text))
    return Report(
        id=hashlib.sha256(text.encode()).hexdigest(),
        source_id=page.source_id,
        url=page.url,
        publisher=page.publisher,
        title=page.title,
        language="ar",
        published=Published(date=page.published, basis="given" if page.published else "unknown"),
        text=text,
        parts=parts,
    )
