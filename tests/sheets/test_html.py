"""The page for the browser."""

from __future__ import annotations

import io
import re
from collections import Counter
from html.parser import HTMLParser

from khabar.lexicon import Lexicon
from khabar.objects import Record
from khabar.sheets.html import HtmlWriter
from records import empty, made

VOID = {"meta", "br", "link", "img", "hr", "input"}
HOSTILE = "<script>alert(1)</script>\"' onmouseover=x \u202e"


class Outline(HTMLParser):
    """Checks nesting while it collects tags, ids and links."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag and what it carries."""
        self.tags[tag] += 1
        self.attributes |= {name for name, _ in attrs}
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if found.get("href"):
            self.links.append(str(found["href"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Only the tag opened last may close."""
        assert self.open.pop() == tag


def page(lexicon: Lexicon, *records: Record) -> tuple[str, Outline]:
    """The page of some records, and its outline; fails where tags are not closed as they were opened."""
    stream = io.StringIO()
    writer = HtmlWriter(stream, lexicon)
    for record in records:
        writer.write(record)
    writer.finish()
    outline = Outline()
    outline.feed(stream.getvalue())
    assert outline.open == []
    return stream.getvalue(), outline


def test_the_page_is_self_contained_and_right_to_left(lexicon: Lexicon) -> None:
    """One file, in Arabic, without a script and without anything loaded from elsewhere."""
    html, outline = page(lexicon, made())
    assert '<html lang="ar" dir="rtl">' in html
    assert not outline.tags["script"] and not outline.tags["img"] and not outline.tags["link"]
    assert not re.search(r"url\(|@import|src=", html)
    assert "default-src 'none'" in html


def test_the_page_shows_what_the_record_holds(lexicon: Lexicon) -> None:
    """Marked text, chains, events, unknowns, entities and furniture are all on it."""
    html, outline = page(lexicon, made())
    for words in ("سوق الوادي", "وكالة المرفأ", "15.500, 43.250", "ASSAULT", "منفي", "تبرع الآن", "السوق بعد القصف"):
        assert words in html
    for kind in ("cue", "speaker", "trigger", "time", "place", "said"):
        assert re.search(rf'<span class="[^"]*\b{kind}\b', html)
    assert outline.tags["details"] == 2


def test_links_lead_to_something_on_the_page(lexicon: Lexicon) -> None:
    """Every link inside the page has its target, and ids are unique also where two records share theirs."""
    _, outline = page(lexicon, made(), made())
    assert len(outline.ids) == len(set(outline.ids))
    assert {link[1:] for link in outline.links if link.startswith("#")} <= set(outline.ids)


def test_nothing_of_a_page_becomes_markup(lexicon: Lexicon) -> None:
    """Words, names, urls and warnings of a hostile page stay text; only http links become links."""
    record = made()
    report = record.report.model_copy(
        update={
            "title": HOSTILE,
            "publisher": HOSTILE,
            "byline": HOSTILE,
            "url": "javascript:alert(1)",
            "source_id": HOSTILE,
            "warnings": (HOSTILE,),
            "tags": (HOSTILE,),
        }
    )
    entities = tuple(e.model_copy(update={"name": HOSTILE, "role": HOSTILE}) for e in record.entities)
    _, outline = page(lexicon, record.model_copy(update={"report": report, "entities": entities}))
    assert not outline.tags["script"]
    assert "onmouseover" not in outline.attributes
    assert not any(link.startswith("javascript:") for link in outline.links)


def test_empty_states_are_said(lexicon: Lexicon) -> None:
    """A record of nothing, and a page of no records, are whole pages that say so."""
    html, _ = page(lexicon, empty())
    assert "لا نص في هذه الصفحة" in html and "لم يُعثر على قول منسوب" in html and "لم يُعثر على حدث" in html
    assert page(lexicon)[0].endswith("</html>\n")


def test_a_statement_nested_in_a_lost_one_is_still_shown(lexicon: Lexicon) -> None:
    """A `part_of` that leads nowhere, or to itself, hides no statement."""
    record = made()
    first, _, last = record.statements
    for parent, other in (("s9", None), ("s3", None), ("s1", "s3")):
        statements = (first.model_copy(update={"part_of": other}), last.model_copy(update={"part_of": parent}))
        _, outline = page(lexicon, record.model_copy(update={"statements": statements}))
        assert {"r1-s1", "r1-s3"} <= set(outline.ids)
