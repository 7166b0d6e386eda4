"""Feeds and sitemaps, read without entities and without network."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from khabar.lexicon import Lexicon
from khabar.objects import Failure, Page
from khabar.pages import read_page
from khabar.pages.feed import read_entries, read_feed

BODY = "<p>" + "قال المجلس المحلي إن الطريق الدولي مغلق أمام الشاحنات منذ أمس بسبب القصف. " * 5 + "</p>"
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>صوت الضفة</title><item><title>الطريق مغلق</title><link>https://a.test/1</link>
<pubDate>Wed, 25 May 2016 11:20:04 +0300</pubDate><content:encoded><![CDATA[{BODY}]]></content:encoded></item>
<item><title>خبر قصير</title><link>https://a.test/2</link><description>سطر واحد.</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>الأفق</title><entry><title>الطريق مغلق</title>
<link rel="self" href="https://a.test/x"/><link href="https://a.test/1"/><published>2016-05-25T11:20:04Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div></content></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.test/1</loc><news:news>
<news:publication><news:name>الأفق</news:name></news:publication><news:publication_date>2016-05-25</news:publication_date>
<news:title>الطريق مغلق</news:title></news:news></url></urlset>"""


def test_rss_gives_a_page_and_names_what_must_be_fetched(lexicon: Lexicon) -> None:
    """An entry with its text is a page with title, day and site; a teaser is told with its address, not passed off."""
    page, teaser = read_feed(RSS.encode(), "f.xml") or ()
    assert isinstance(page, Page) and isinstance(teaser, Failure)
    assert (page.url, page.publisher, page.published) == ("https://a.test/1", "صوت الضفة", "2016-05-25T11:20:04+03:00")
    assert teaser.source_id == "https://a.test/2" and "address" in teaser.reason
    report = read_page(page, lexicon)
    assert report.title == "الطريق مغلق" and report.published.date == "2016-05-25" and "الشاحنات" in report.text


def test_atom_and_json_feed_give_the_same_page() -> None:
    """The alternate link, the XHTML content, the stamp."""
    (page,) = read_feed(ATOM.encode(), "f") or ()
    assert isinstance(page, Page) and page.url == "https://a.test/1" and page.published == "2016-05-25T11:20:04Z"
    item = {"url": "https://a.test/1", "title": "الطريق مغلق", "content_text": "قال <إن>\nالطريق"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "الأفق", "items": [item]}
    (page,) = read_feed(json.dumps(feed).encode(), "f.json") or ()
    assert isinstance(page, Page) and page.publisher == "الأفق" and "&lt;إن&gt;" in str(page.data)


def test_a_news_sitemap_names_addresses_titles_and_days() -> None:
    """Sitemaps hold no text: each address comes as a failure that says so, with nothing fetched."""
    (entry,) = read_entries(SITEMAP.encode()) or ()
    assert (entry.url, entry.title, entry.published, entry.source) == (
        "https://a.test/1",
        "الطريق مغلق",
        "2016-05-25",
        "الأفق",
    )
    assert all(isinstance(f, Failure) for f in read_feed(SITEMAP.encode(), "s.xml") or ())


def test_a_sitemap_says_when_a_page_changed() -> None:
    """`lastmod` is no day of publication: it stands apart, and what is no day is left out."""
    urls = "".join(f"<url><loc>https://a.test/{d}</loc><lastmod>{d}</lastmod></url>" for d in ("2016-05-25", "May"))
    first, second = read_entries(f"<urlset>{urls}</urlset>".encode()) or ()
    assert (first.published, first.modified, second.modified) == (None, "2016-05-25", None)


def test_entities_are_not_resolved_and_nothing_is_read_from_disk() -> None:
    """A feed that names a local file or a bomb of entities gets neither."""
    evil = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY b "bbbbbbbbbb">]>'
    body = BODY.replace("<", "&lt;")
    item = f"<title>&e;&b;</title><link>https://a.test/1</link><description>{body}&e;</description>"
    rss = f"{evil}<rss><channel><item>{item}</item></channel></rss>"
    for entry in read_entries(rss.encode()) or ():
        assert "root:" not in f"{entry}"


def test_what_is_no_feed_is_none() -> None:
    """Other XML and other JSON are left to the reader of pages."""
    for data in (b"<note><to>x</to></note>", b'{"a": 1}', b"<rss", b"", b"[]"):
        entries = read_entries(data)
        assert entries is None or entries == []


@given(st.binary(max_size=200))
def test_any_bytes_after_the_head_of_a_feed_are_answered(data: bytes) -> None:
    """A broken feed gives what can be read of it."""
    read_entries(b"<rss><channel>" + data)
