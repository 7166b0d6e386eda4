"""What pages state of themselves for machines."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from khabar.pages.metadata import Metadata, read_metadata
from khabar.pages.tree import parse


def metadata(head: str, body: str = "") -> Metadata:
    """The metadata of a page with this head."""
    root = parse(f"<html lang='ar'><head>{head}</head><body>{body}</body></html>")
    assert root is not None
    return read_metadata(root)


def ld(data: Any) -> str:
    """A script of JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def test_an_article_is_found_wherever_the_graph_hides_it() -> None:
    """Bare, in a list, in @graph, under mainEntity; types may be lists; entities in strings are undone."""
    article = {
        "@type": ["NewsArticle"],
        "headline": "خبر &quot;عاجل&quot;",
        "datePublished": "2019-01-02T03:04:05+03:00",
        "author": {"name": "رنا حداد"},
    }
    for data in (
        article,
        [article],
        {"@graph": [{"@type": "WebSite"}, article]},
        {"@type": "WebPage", "mainEntity": article},
    ):
        found = metadata(ld(data))
        assert found.titles == ['خبر "عاجل"'] and found.authors == ["رنا حداد"]
        assert [(d.date, d.time) for d in found.dates] == [("2019-01-02", "03:04+03:00")]


def test_live_updates_keep_their_order_and_lose_their_tags() -> None:
    """Each update with headline and body, as the page orders them."""
    blog = {
        "@type": "LiveBlogPosting",
        "liveBlogUpdate": [{"headline": "أولا", "articleBody": "<p>نص</p><p>آخر</p>"}, {"articleBody": "ثان"}, "x"],
    }
    assert metadata(ld(blog)).updates == [("أولا", "نص\nآخر"), (None, "ثان")]


HEAD = """<meta property="og:title" content="خبر"><meta property="article:published_time" content="2019-01-02">
<meta property="article:modified_time" content="2019-01-03"><meta name="keywords" content="حلب، قصف">
<link rel="canonical" href="https://a.test/1">"""
BODY = '<span itemprop="datePublished" content="2019-01-01T10:00:00Z"></span><b itemprop="author">رنا حداد</b>'


def test_meta_tags_and_microdata_are_read() -> None:
    """OpenGraph, article:*, canonical link, itemprop."""
    found = metadata(HEAD, BODY)
    assert (found.titles, found.url) == (["خبر"], "https://a.test/1")
    assert (found.tags, found.authors) == (["حلب", "قصف"], ["رنا حداد"])
    assert [(d.date, d.source, d.role) for d in found.dates] == [
        ("2019-01-02", "meta", "published"),
        ("2019-01-03", "meta", "updated"),
        ("2019-01-01", "microdata", "published"),
    ]


BROKEN = """<script type="application/ld+json">{"@type": "NewsArticle",</script>
<meta property="article:published_time" content="1970-01-01">
<meta name="author" content="https://facebook.com/x">"""


def test_broken_and_absurd_metadata_is_passed_over() -> None:
    """Broken JSON, a year of 1970, an author that is an address."""
    found = metadata(BROKEN)
    assert (found.titles, found.dates, found.authors) == ([], [], [])


KEYS = [
    "@type", "@graph", "headline", "author", "name", "datePublished", "liveBlogUpdate", "articleBody", "image",
    "caption", "keywords", "publisher",
]  # fmt: skip
WORDS = st.sampled_from(["NewsArticle", "2019-01-02", "LiveBlogPosting"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=25,
)


@given(JSON)
def test_any_json_is_answered(data: Any) -> None:
    """Whatever shape the JSON takes, reading it does not fail."""
    metadata(ld(data))
