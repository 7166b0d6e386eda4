"""HTML into lines: one pass over the tree that keeps what plain text loses (headings, captions, links, roles)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.objects import FurnitureKind, PartKind
from khabar.pages.lines import Line
from khabar.pages.roles import RoleIndex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset(
    [
        "script", "style", "noscript", "template", "svg", "iframe", "select", "option", "textarea", "object", "embed",
        "video", "audio", "canvas", "map", "head", "input", "math", "datalist",
    ]
)  # fmt: skip
INLINE = frozenset(
    [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd",
        "label", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
        "data", "strike", "nobr", "g", "img", "picture", "source", "del", "dfn", "ruby", "amp-img",
    ]
)  # fmt: skip
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_TAGGED: dict[str, FurnitureKind] = {
    "nav": "navigation",
    "aside": "related",
    "button": "other",
    "menu": "navigation",
    "dialog": "other",
}
_ARIA: dict[str, FurnitureKind] = {
    "navigation": "navigation", "complementary": "related", "contentinfo": "navigation", "search": "navigation",
    "dialog": "other", "alertdialog": "other", "banner": "navigation", "menu": "navigation", "menubar": "navigation",
}  # fmt: skip
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0\u2028\u2029]+")
_LONG_TAG = re.compile(r"<(?P<name>[A-Za-z][\w-]{0,20})[^<>]{2000,}>?")
_MAX_ATTRIBUTES = 200
_MAX_LINES = 50_000
_LEAST_REPORT = 120  # characters
_MAX_REFUSED = 60  # elements that look like furniture and hold the report: a page with more of them is no news page
# The most characters that an element may hold for its class to say what it is.
_HINTED = {"caption": 600, "byline": 200, "date": 300, "title": 400, "lead": 800}


@dataclass(slots=True)
class Walked:
    """The lines of a page in order, each with the element it stood in; `tags` are the keywords of tag lists."""

    lines: list[Line] = field(default_factory=list)
    owners: list[HtmlElement] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    stamps: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    """What an element hands down to those inside it."""

    dropped: FurnitureKind | None = None
    caption: bool = False
    link: bool = False
    level: int = 0
    role: str = ""
    listed: bool = False
    tags: bool = False


def parse(html: str) -> HtmlElement | None:
    """The tree of a page; None where there is nothing to parse. libxml2's own limits on depth and size hold."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    html = _LONG_TAG.sub(_bare, html)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    return root if isinstance(root.tag, str) else None


def _bare(match: re.Match[str]) -> str:
    """A tag with hundreds of attributes without them: libxml2 compares each with all others."""
    return f"<{match['name']}>" if match.group().count("=") > _MAX_ATTRIBUTES else match.group()


def walk(root: HtmlElement, roles: RoleIndex, prunable: list[HtmlElement]) -> Walked:
    """Cut the tree into lines. Elements whose role is furniture are added to `prunable`."""
    walked = Walked()
    page = _Walk(roles, max(1, letters(root)), prunable)
    buffer = _Buffer(walked)
    stack: list[tuple[HtmlElement, _State, bool]] = [(root, _State(), False)]
    while stack and len(walked.lines) < _MAX_LINES:
        element, state, closing = stack.pop()
        tag = element.tag
        if closing:
            if tag not in INLINE:
                buffer.flush()
            # The tail stands in the parent, whose state was put on the stack with this entry.
            buffer.add(element.tail, state, element.getparent())
            continue
        if not isinstance(tag, str) or tag in _SKIPPED or _hidden(element):
            buffer.add(element.tail, state, element.getparent())
            continue
        inner = _enter(element, state, page)
        if tag not in INLINE or (tag == "a" and buffer.ends_with_link()):
            buffer.flush()
        if tag == "time" and element.get("datetime"):
            walked.stamps.append(element.get("datetime", ""))
        if inner.tags and tag == "a" and len(element) < 3:
            walked.tags.append(" ".join(element.text_content().split()))
        buffer.add(element.text, inner, element)
        stack.append((element, state, True))
        for child in reversed(element):
            stack.append((child, inner, False))
    buffer.flush()
    return walked


class _Buffer:
    """Text of the line being read, with what is known of it."""

    def __init__(self, walked: Walked) -> None:
        self.walked = walked
        self.pieces: list[str] = []
        self.states: list[_State] = []
        self.owner: HtmlElement | None = None
        self.size = self.linked = 0

    def add(self, text: str | None, state: _State, owner: HtmlElement | None) -> None:
        if not text:
            return
        self.pieces.append(text)
        if text.isspace():
            return
        self.states.append(state)
        if self.owner is None:
            self.owner = owner
        self.size += len(text)
        self.linked += len(text) if state.link else 0

    def ends_with_link(self) -> bool:
        """True where all the line so far is links and nothing parts the last from what follows."""
        return bool(self.size) and self.linked == self.size and not self.pieces[-1][-1].isspace()

    def flush(self) -> None:
        if self.states and self.owner is not None:
            first = self.states[0]
            text = _BLANKS.sub(" ", "".join(self.pieces)).strip()
            if text:
                dropped = None if any(s.dropped is None for s in self.states) else first.dropped
                kind: PartKind | None = "caption" if all(s.caption for s in self.states) else None
                share = self.linked / self.size
                self.walked.lines.append(
                    Line(
                        text,
                        dropped=dropped,
                        kind=kind,
                        level=first.level,
                        linked=share,
                        role=first.role,
                        listed=first.listed,
                    )
                )
                self.walked.owners.append(self.owner)
        self.pieces, self.states, self.owner, self.size, self.linked = [], [], None, 0, 0


@dataclass(slots=True)
class _Walk:
    """What one walk knows: the page's size, what may be taken out, how often a role was refused."""

    roles: RoleIndex
    total: int
    prunable: list[HtmlElement]
    refused: int = 0


def _enter(element: HtmlElement, state: _State, page: _Walk) -> _State:
    tag = element.tag
    names = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    role = page.roles.of(names) if names else None
    dropped = state.dropped
    if dropped is None and tag not in ("html", "body", "main", "article", "h1"):
        kind = (role.furniture if role else None) or _TAGGED.get(tag) or _ARIA.get(element.get("role") or "")
        if kind is None and tag == "footer" and not _within(element, "article"):
            kind = "navigation"
        if kind is not None and page.refused < _MAX_REFUSED:
            if _holds_report(element, page.total, kind):
                page.refused += 1
            else:
                dropped = kind
                page.prunable.append(element)
    hint = role.hint if role else ""
    if hint and not holds_at_most(element, _HINTED.get(hint, 0)):
        hint = ""
    return _State(
        dropped,
        state.caption or tag == "figcaption" or hint == "caption",
        state.link or tag == "a",
        _HEADINGS.get(tag, state.level),
        hint if hint not in ("", "caption") else state.role,
        state.listed or tag in ("li", "dd"),
        dropped == "tags",
    )


def letters(element: HtmlElement) -> int:
    """How much text an element holds, in characters; pieces of blanks do not count."""
    return sum(len(piece) for piece in element.itertext() if not piece.isspace())


def holds_at_most(element: HtmlElement, bound: int) -> bool:
    """True for an element with at most so many characters of text; looks no further than it must."""
    found = 0
    for piece in element.itertext():
        if not piece.isspace():
            found += len(piece)
            if found > bound:
                return False
    return True


def _holds_report(element: HtmlElement, total: int, kind: FurnitureKind) -> bool:
    """True for an element that is no furniture whatever its class says: it holds the headline or most of the text."""
    if element.tag in ("html", "body"):
        return True
    prose = _prose(element)
    if next(element.iter("h1"), None) is not None and prose > 60:
        return True
    if kind == "comments":
        # Readers may well write more than the reporter did: only what leaves no report at all cannot be comments.
        return total - prose < _LEAST_REPORT
    return prose * 2 > total


def _prose(element: HtmlElement) -> int:
    """Characters in paragraphs' worth of text: pieces of at least sixty characters outside links."""
    return sum(
        len(piece)
        for inner in element.iter()
        if isinstance(inner.tag, str) and inner.tag not in ("a", "script", "style")
        for piece in (inner.text, *(child.tail for child in inner))
        if piece and len(piece) >= 60
    )


def _within(element: HtmlElement, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None or element.tag == "amp-ad":
        return True
    style = element.get("style")
    return bool(style and _HIDDEN.search(style))


def ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    """The element and everything it lies in, innermost first."""
    yield element
    yield from element.iterancestors()
