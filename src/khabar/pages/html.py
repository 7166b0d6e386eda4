"""HTML pages: the report, its captions and what the page states of itself, told apart from the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from khabar.lexicon import Lexicon
from khabar.objects import Caption, FurnitureKind, Page, PartKind
from khabar.pages.bylines import compile_bylines
from khabar.pages.captions import CreditIndex, compile_credits, read_caption
from khabar.pages.dates import stamp
from khabar.pages.draft import Block, Draft
from khabar.pages.furniture import line_key
from khabar.pages.head import apply_bylines, body_bounds, clean_title, find_headline, read_around, title_parts
from khabar.pages.lines import BULLET, PROSE_WORDS, Line
from khabar.pages.main_text import find_main
from khabar.pages.metadata import Metadata, read_metadata
from khabar.pages.outlets import outlet_named
from khabar.pages.plain import drop_furniture, own_name, take_captions
from khabar.pages.roles import compile_roles
from khabar.pages.sections import drop_sections, drop_windows
from khabar.pages.tree import INLINE, Walked, ancestors, holds_at_most, parse, walk

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PICTURES = ("img", "picture", "amp-img", "video")
_CAPTION_WORDS = 40
_LEAD_WORDS = 6  # a shorter heading above the first paragraph is the paragraph's own
_HEAD_LINES = 15  # how far above the report its captions may stand


def read_html(html: str, page: Page, lexicon: Lexicon) -> Draft:
    """Sort an HTML page. A page without any text gives an empty draft that says so."""
    draft = Draft()
    root = parse(html)
    if root is None:
        draft.warnings.append("the page holds no HTML that can be read")
        return draft
    metadata = read_metadata(root)
    prunable: list[HtmlElement] = []
    walked = walk(root, lexicon.build(compile_roles), prunable)
    credits = lexicon.build(compile_credits)
    drop_furniture(walked.lines, draft, lexicon)
    _mark_captions(walked, credits)
    _drop_boxes(walked)
    find_main(walked, root, prunable)
    _sort(walked, draft, metadata, page, lexicon)
    _apply_metadata(walked, draft, metadata, lexicon)
    return draft


def _sort(walked: Walked, draft: Draft, metadata: Metadata, page: Page, lexicon: Lexicon) -> None:
    lines = walked.lines
    _claim_captions(lines)
    take_captions(lines, draft, lexicon)
    main = [line for line in lines if line.main]
    drop_sections(main)
    drop_windows(lines)
    draft.publisher = own_name(lines, lexicon)
    stated = [t for t in (page.title, *metadata.titles) if t]
    titles = [clean_title(t, lexicon) for t in stated]
    weak = [clean_title(metadata.page_title, lexicon), metadata.page_title] if metadata.page_title else []
    headline = find_headline(lines, draft, lexicon, list(dict.fromkeys([*titles, *stated])), weak)
    titles += weak
    _claim_leads(lines, headline)
    around = read_around(lines, draft, lexicon, headline, signed=True)
    draft.dates += around.dates
    if draft.title is None and titles:
        draft.title = titles[0]
    _keep(lines, draft, headline)
    apply_bylines(draft, around, next((b.text for b in draft.blocks if b.kind in ("lead", "body")), ""), lexicon)


def _claim_captions(lines: list[Line]) -> None:
    """A caption between headline and report often stands outside the element that holds the report."""
    main = [i for i, line in enumerate(lines) if line.main and line.prose]
    for line in lines[max(0, main[0] - _HEAD_LINES) : main[-1]] if main else ():
        line.main = line.main or line.kind == "caption"


def _claim_leads(lines: list[Line], headline: Line | None) -> None:
    """So does a second headline or a lead between the headline and the report."""
    first = next((i for i, line in enumerate(lines) if line.main and line.prose), 0)
    start = lines.index(headline) + 1 if headline is not None else first
    for line in lines[start:first]:
        if line.free and line.linked == 0 and (line.role == "lead" or (line.level > 1 and line.words >= _LEAD_WORDS)):
            line.main = True


def _keep(lines: list[Line], draft: Draft, headline: Line | None) -> None:
    """Headline, then the lines of the main text from the first running text on; the rest is furniture."""
    first, last = body_bounds(lines)
    if draft.title:
        draft.blocks.append(Block("headline", draft.title))
    start = lines.index(headline) if headline is not None else 0
    if start > first:
        start = 0
    for at, line in enumerate(lines):
        if line is headline:
            continue
        if line.kind == "caption" and line.dropped is None:
            continue
        if line.dropped is None and not (line.main and at >= start and _belongs(line, at, first, last)):
            line.dropped = _leftover(line, at < first)
        if line.dropped is not None:
            draft.drop(line.dropped, line.text)
            continue
        draft.blocks.append(Block(_part_kind(line, at, first), line.text))


def _belongs(line: Line, at: int, first: int, last: int) -> bool:
    """True for running text, and for the subheadings and list items that stand between."""
    if line.prose or (first < at < last and line.linked < 0.7):
        return True
    if at > last:
        return line.linked < 0.5 and line.words >= 2
    return line.role == "lead" or (line.level > 1 and line.words >= 3)


def _part_kind(line: Line, at: int, first: int) -> PartKind:
    if line.role == "lead" or (at < first and line.level > 1 and line.words >= _LEAD_WORDS):
        return "lead"
    return "list" if line.listed or BULLET.match(line.text) else "body"


def _leftover(line: Line, above: bool) -> FurnitureKind:
    if line.linked >= 0.7:
        return "navigation" if above else "related"
    return "navigation" if above and line.words <= 4 else "other"


def _mark_captions(walked: Walked, credits: CreditIndex) -> None:
    """Text that shares a small box with a picture, or stands right under one and ends in a credit, is its caption."""
    pictured: dict[HtmlElement, bool] = {}
    for line, owner in zip(walked.lines, walked.owners, strict=True):
        if line.kind == "caption" and (line.words > _CAPTION_WORDS or (line.linked > 0.7 and line.words > 4)):
            line.kind = None
        if not line.free or line.linked > 0.5 or line.level or line.words > _CAPTION_WORDS or line.words < 2:
            continue
        credited = credits.cut(line.text)
        if (credited and credited[2] and _below_picture(owner, pictured)) or (
            not (line.sentence and line.words >= PROSE_WORDS) and _shares_box(owner, line, pictured)
        ):
            line.kind = "caption"


def _shares_box(owner: HtmlElement, line: Line, pictured: dict[HtmlElement, bool]) -> bool:
    """True where a figure, table or box around the line holds a picture and no other text."""
    for level, element in enumerate(ancestors(owner)):
        if level > 5 or element.tag in ("body", "article", "main", "a"):
            return False
        if element.tag in ("figure", "table", "div", "td", "p", "center", "dl") and _has_picture(element, pictured):
            return holds_at_most(element, len(line.text) + 20)
    return False


def _below_picture(owner: HtmlElement, pictured: dict[HtmlElement, bool]) -> bool:
    block = next((e for e in ancestors(owner) if e.tag not in INLINE), owner)
    before = block.getprevious()
    for _ in range(3):
        if before is None or not isinstance(before.tag, str):
            return False
        if not holds_at_most(before, 0):
            return False
        if before.tag in _PICTURES or _has_picture(before, pictured):
            return True
        before = before.getprevious()
    return False


def _has_picture(element: HtmlElement, pictured: dict[HtmlElement, bool]) -> bool:
    if element not in pictured:
        pictured[element] = any(next(element.iter(tag), None) is not None for tag in _PICTURES)
    return pictured[element]


def _drop_boxes(walked: Walked) -> None:
    """A heading of related pieces or comments takes with it the box it opens, unless that holds the report itself."""
    total = sum(line.words for line in walked.lines if line.sentence)
    at = before = 0
    while at < len(walked.lines):
        line = walked.lines[at]
        before += line.words if line.sentence else 0
        until = at + 1
        if line.rule is not None and line.rule.opens and line.rule.kind in ("related", "comments"):
            until = _box_end(walked, at, total, before)
            # The box says how far the heading reaches; what follows it is no part of it.
            line.rule = replace(line.rule, opens=until == at + 1)
            for other in walked.lines[at:until]:
                other.kind, other.dropped = None, other.dropped or line.rule.kind
        at = until


def _box_end(walked: Walked, at: int, total: int, before: int) -> int:
    """Index after the last line of the widest element that begins with line `at` and is no home of the report.

    `total` and `before` are the words in sentences of the page and of what stands above the line.
    """
    end = at + 1
    line = walked.lines[at]
    previous = set(ancestors(walked.owners[at - 1])) if at else set()
    for element in ancestors(walked.owners[at]):
        if element in previous or element.tag in ("body", "html"):
            break
        inside = set(element.iter())
        until = end
        while until < len(walked.lines) and walked.owners[until] in inside:
            until += 1
        words = sum(line.words for line in walked.lines[at:until] if line.sentence)
        told = line.rule is not None and line.rule.kind == "comments" and before >= PROSE_WORDS
        if words * 2 > total and words > 60 and not told:
            break
        end = until
    return end


def _apply_metadata(walked: Walked, draft: Draft, metadata: Metadata, lexicon: Lexicon) -> None:
    draft.dates += metadata.dates
    draft.dates += [d for d in (stamp(text, "time element") for text in walked.stamps[:1]) if d is not None]
    draft.url, draft.language = metadata.url, metadata.language
    sites = title_parts(metadata.page_title or "")[1:]
    _apply_authors(draft, metadata, {line_key(site) for site in sites}, lexicon)
    for name in (metadata.publisher, metadata.site, *(outlet_named(site, lexicon) for site in sites)):
        if draft.publisher is None and name:
            draft.publisher = outlet_named(name, lexicon) or name
    title = line_key(draft.title or "")
    for text in metadata.captions:
        caption = read_caption(text, lexicon.build(compile_credits))
        if caption is not None and line_key(caption.text) != title and caption.text:
            draft.caption(Caption(text=caption.text, credit=caption.credit))
    draft.tag(walked.tags or metadata.tags)
    if metadata.paywall:
        draft.warnings.append("paywall: the page says that its text is not open to all")
    _fill_from_json(draft, metadata)


def _apply_authors(draft: Draft, metadata: Metadata, sites: set[str], lexicon: Lexicon) -> None:
    """The authors of the metadata, where the page prints none: content systems put the site's own name there."""
    bylines = lexicon.build(compile_bylines)
    nobody = bylines.nobody | bylines.exclusive | sites | {""}
    authors = []
    for author in metadata.authors:
        if bylines.agency(author) is not None:
            draft.agency = draft.agency or author
        elif line_key(author) not in nobody and outlet_named(author, lexicon) is None:
            authors.append(author)
    if authors and draft.byline is None:
        draft.byline = "، ".join(dict.fromkeys(authors))


def _fill_from_json(draft: Draft, metadata: Metadata) -> None:
    """A live blog's updates, or the article's body, where the page's own HTML holds much less of them."""
    shown = sum(len(b.text.split()) for b in draft.blocks if b.kind != "headline")
    updates = sum(len(f"{h or ''} {b}".split()) for h, b in metadata.updates)
    if updates > shown:
        kept = [b for b in draft.blocks if b.kind == "headline"]
        for headline, body in metadata.updates:
            kept += [Block("body", text) for text in (*((headline,) if headline else ()), *body.split("\n")) if text]
        draft.blocks = kept
        draft.warnings.append(
            "live blog: the text is that of the page's JSON-LD updates, newest as the page orders them"
        )
    elif metadata.body and len(metadata.body.split()) > 2 * shown:
        draft.blocks = [b for b in draft.blocks if b.kind == "headline"]
        draft.blocks += [Block("body", line) for line in metadata.body.split("\n") if line]
        draft.warnings.append("the text is that of the page's JSON-LD; its HTML holds less")
