"""What a page states of itself for machines: JSON-LD, OpenGraph and other meta tags, microdata, RDFa."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from khabar.pages.dates import PageDate, stamp

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES = frozenset(
    [
        "NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "BlogPosting",
        "LiveBlogPosting", "OpinionNewsArticle", "Report", "SocialMediaPosting", "DiscussionForumPosting",
        "ReviewNewsArticle",
    ]
)  # fmt: skip
_PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "dc:date", "pubdate", "publishdate", "publish_date",
    "publish-date", "sailthru.date", "parsely-pub-date", "article.published", "published_time",
    "cxenseparse:recs:publishtime", "article_date_original", "originalpublicationdate", "displaydate", "created",
)  # fmt: skip
_UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "revised",
)
_TITLES = ("og:title", "twitter:title", "dc.title", "title")
_AUTHORS = ("author", "article:author", "dc.creator", "byl", "parsely-author")
_MAX_DEPTH = 12
_MAX_NODES = 5_000


@dataclass(slots=True)
class Metadata:
    """The page's own statements. Nothing here is trusted without a look at the page."""

    titles: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    page_title: str | None = None
    site: str | None = None
    publisher: str | None = None
    url: str | None = None
    tags: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    dates: list[PageDate] = field(default_factory=list)
    updates: list[tuple[str | None, str]] = field(default_factory=list)
    body: str | None = None
    paywall: bool = False
    language: str | None = None


def read_metadata(root: HtmlElement) -> Metadata:
    """Everything the page states, JSON-LD first. Broken JSON is passed over; nothing is guessed from it."""
    found = Metadata(language=(root.get("lang") or root.get("xml:lang") or "").strip().lower() or None)
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            _read_json_ld(script.text_content(), found)
    _read_meta(root, found)
    _read_marked(root, found)
    title = root.find(".//title")
    if title is not None and title.text:
        found.page_title = " ".join(title.text.split()) or None
    return found


def _read_json_ld(text: str, found: Metadata) -> None:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    for node in _nodes(data):
        kinds = node.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and kind in _ARTICLES for kind in kinds):
            _read_article(node, found)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object of the graph outside articles' own parts, breadth first, within bounds."""
    queue: list[tuple[Any, int]] = [(data, 0)]
    at = 0
    while at < len(queue) and at < _MAX_NODES:
        item, depth = queue[at]
        at += 1
        if depth > _MAX_DEPTH:
            continue
        if isinstance(item, list):
            queue += [(inner, depth + 1) for inner in item]
        elif isinstance(item, dict):
            yield item
            queue += [(item[key], depth + 1) for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def _read_article(node: dict[str, Any], found: Metadata) -> None:
    found.titles += _texts(node.get("headline")) or _texts(node.get("name"))
    found.authors += [name for name in _names(node.get("author")) if name not in found.authors]
    found.publisher = found.publisher or next(iter(_names(node.get("publisher"))), None)
    for key, role in (("datePublished", "published"), ("dateCreated", "published"), ("dateModified", "updated")):
        for text in _texts(node.get(key))[:1]:
            dated = stamp(text, "json-ld", "updated" if role == "updated" else "published")
            if dated is not None and not (key == "dateCreated" and node.get("datePublished")):
                found.dates.append(dated)
    keywords = node.get("keywords")
    for text in _texts(keywords):
        found.tags += re.split(r"\s*[,،;؛]\s*", text)
    images = node.get("image")
    for image in images if isinstance(images, list) else [images]:
        if isinstance(image, dict):
            found.captions += _texts(image.get("caption"))
    body = _texts(node.get("articleBody"))
    found.body = found.body or (body[0] if body else None)
    if node.get("isAccessibleForFree") in (False, "False", "false", "http://schema.org/False"):
        found.paywall = True
    updates = node.get("liveBlogUpdate")
    for update in updates if isinstance(updates, list) else [updates]:
        if isinstance(update, dict):
            _read_update(update, found)


def _read_update(update: dict[str, Any], found: Metadata) -> None:
    headline = next(iter(_texts(update.get("headline"))), None)
    body = next(
        iter(_texts(update.get("articleBody")) or _texts(update.get("text")) or _texts(update.get("description"))), ""
    )
    if (headline or body) and len(found.updates) < _MAX_NODES:
        found.updates.append((headline, body))


def _texts(value: Any) -> list[str]:
    """The non-empty strings of a value that may be a string, a list of them, or an object with `@value`."""
    items = value if isinstance(value, list) else [value]
    items = [item.get("@value") if isinstance(item, dict) else item for item in items]
    return [_clean(item) for item in items if isinstance(item, str) and item.strip()]


def _names(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    found = []
    for item in items:
        name = item.get("name") if isinstance(item, dict) else item
        found += [n for n in _texts(name) if not n.startswith(("http://", "https://"))]
    return found


def _clean(text: str) -> str:
    """Entities and tags that content systems leave in their JSON; line breaks are kept."""
    if "&" in text:
        from html import unescape

        text = unescape(text)
    if "<" in text:
        text = re.sub(r"<(?:br|/p|/div|/li)\b[^<>]{0,200}>", "\n", text, flags=re.I)
        text = re.sub(r"<[^<>]{1,500}>", " ", text)
    return "\n".join(line for line in (" ".join(row.split()) for row in text.split("\n")) if line)


def _read_meta(root: HtmlElement, found: Metadata) -> None:
    stated: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if content and name:
            stated.setdefault(name, []).append(content)
    found.titles += _of(stated, _TITLES)
    found.authors += [a for a in _of(stated, _AUTHORS) if not a.startswith(("http", "@"))]
    found.site = next(iter(_of(stated, ("og:site_name", "application-name"))), None)
    found.url = next(iter(_of(stated, ("og:url",))), None)
    for words in _of(stated, ("article:tag", "news_keywords", "keywords")):
        found.tags += [tag for tag in re.split(r"\s*[,،;؛]\s*", words) if tag][:40]
    for names, role in ((_PUBLISHED, "published"), (_UPDATED, "updated")):
        for text in _of(stated, names):
            dated = stamp(text, "meta", "updated" if role == "updated" else "published")
            found.dates += [dated] if dated is not None else []
    found.paywall = found.paywall or "locked" in stated.get("article:content_tier", ())
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            found.url = link.get("href") or found.url


def _of(stated: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return [content for name in names for content in stated.get(name, ())]


def _read_marked(root: HtmlElement, found: Metadata) -> None:
    """Microdata and RDFa on the page's own elements."""
    for element in root.xpath("//*[@itemprop or @property][not(self::meta)]"):
        name = (element.get("itemprop") or element.get("property") or "").lower()
        value = element.get("content") or element.get("datetime") or ""
        if name in ("datepublished", "dc:date", "schema:datepublished", "dc:created", "dcterms:created", "datecreated"):
            dated = stamp(value or element.text_content()[:60], "microdata")
            if dated is not None:
                found.dates.append(dated)
        elif name in ("datemodified", "schema:datemodified"):
            dated = stamp(value, "microdata", "updated")
            if dated is not None:
                found.dates.append(dated)
        elif name == "author" and not found.authors:
            text = " ".join(element.text_content().split())
            if 0 < len(text) <= 60:
                found.authors.append(text)
        elif name == "headline":
            found.titles.append(" ".join(element.text_content().split())[:400])
