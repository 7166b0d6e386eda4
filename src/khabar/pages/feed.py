"""Feeds and sitemaps: RSS, Atom, JSON Feed, sitemaps and news sitemaps, read without entities or network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from khabar.objects import Failure, Page
from khabar.pages.dates import stamp

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEAST_BODY = 40  # words: below that an entry is taken for a teaser, and its address matters more than its text
_MAX_ENTRIES = 50_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed or sitemap. `html` is its content where the feed carries it.

    `modified` is when a sitemap says that what is there last changed (`lastmod`), a day or a moment in ISO 8601.
    """

    url: str | None
    title: str | None
    html: str | None
    published: str | None
    source: str | None = None
    modified: str | None = None


def read_feed(data: bytes, name: str) -> Iterator[Page | Failure] | None:
    """The entries of a feed as pages, each with what the feed says of it; None where the bytes are no feed.

    Entries without content (sitemaps, teasers) come as `Failure`s that name the address to fetch: nothing is fetched
    here.
    """
    entries = read_entries(data)
    return None if entries is None else _pages(entries, name)


def _pages(entries: list[Entry], name: str) -> Iterator[Page | Failure]:
    for number, entry in enumerate(entries, 1):
        identity = entry.url or f"{name}:{number}"
        if entry.html is None:
            yield Failure(identity, f"entry {number} of {name}", "holds no text; read its address to get the page")
            continue
        yield Page(
            f"<article><h1>{_escape(entry.title or '')}</h1>{entry.html}</article>", identity, "html", url=entry.url,
            title=entry.title, published=entry.published, publisher=entry.source,
        )  # fmt: skip


def read_entries(data: bytes) -> list[Entry] | None:
    """The entries of a feed or sitemap in its order, at most 50,000; None where the bytes are none."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _json_feed(data)
    root = _root(data)
    if root is None:
        return None
    kind = _local(root)
    if kind in ("urlset", "sitemapindex"):
        return [_of_sitemap(item) for item in list(root)[:_MAX_ENTRIES] if _local(item) in ("url", "sitemap")]
    if kind not in ("rss", "feed", "RDF"):
        return None
    site = next((_text(e) for e in root.iter() if _local(e) == "title"), None)
    items = [e for e in root.iter() if _local(e) in ("item", "entry")]
    return [_of_item(item, site) for item in items[:_MAX_ENTRIES]]


def _root(data: bytes) -> _Element | None:
    """The root of an XML document. No DTD is loaded, no entity resolved, nothing fetched, no huge tree built."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _of_sitemap(item: _Element) -> Entry:
    fields = _fields(item)
    day = fields.get("publication_date")
    modified = _day(fields.get("lastmod"))
    return Entry(fields.get("loc"), fields.get("title"), None, _day(day), fields.get("name"), modified)


def _of_item(item: _Element, site: str | None) -> Entry:
    fields = _fields(item)
    html = fields.get("encoded") or fields.get("content") or fields.get("description") or fields.get("summary")
    if html is not None and len(html.split()) < _LEAST_BODY and fields.get("link"):
        html = None
    published = _day(fields.get("pubDate") or fields.get("published") or fields.get("date") or fields.get("issued"))
    return Entry(fields.get("link"), fields.get("title"), html, published, site)


def _fields(item: _Element) -> dict[str, str]:
    """The text of every element under the item by local name, the first of a name; an Atom link by its `href`."""
    found: dict[str, str] = {}
    for element in item.iter():
        name = _local(element)
        if name == "link" and element.get("href"):
            if element.get("rel") in (None, "alternate"):
                found.setdefault(name, element.get("href") or "")
            continue
        text = _inner(element) if name in ("content", "summary") and len(element) else _text(element)
        if text:
            found.setdefault(name, text)
    return found


def _inner(element: _Element) -> str:
    """XHTML content as markup."""
    from lxml import etree

    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)


def _json_feed(data: bytes) -> list[Entry] | None:
    try:
        feed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict):
        return None
    if "jsonfeed.org" not in str(feed.get("version", "")) or not isinstance(feed.get("items"), list):
        return None
    return [_of_json(item, feed) for item in feed["items"][:_MAX_ENTRIES] if isinstance(item, dict)]


def _of_json(item: dict[str, Any], feed: dict[str, Any]) -> Entry:
    def text(value: Any) -> str | None:
        return value if isinstance(value, str) and value.strip() else None

    html = text(item.get("content_html"))
    plain = text(item.get("content_text"))
    if html is None and plain is not None:
        html = "".join(f"<p>{_escape(line)}</p>" for line in plain.splitlines() if line.strip())
    url = text(item.get("url")) or text(item.get("external_url"))
    return Entry(url, text(item.get("title")), html, _day(text(item.get("date_published"))), text(feed.get("title")))


def _day(text: str | None) -> str | None:
    """An ISO date, with clock and zone where they are stated, from an ISO or RFC 822 stamp; None for others."""
    if not text:
        return None
    if stamp(text, "feed") is not None:
        return text.strip()
    try:
        return parsedate_to_datetime(text.strip()).isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _text(element: _Element) -> str | None:
    return (element.text or "").strip() or None


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
