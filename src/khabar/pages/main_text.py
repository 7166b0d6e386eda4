"""Where in a page the report lies: our own count of running text, held against trafilatura's choice."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from khabar.pages.furniture import line_key
from khabar.pages.lines import Line
from khabar.pages.tree import INLINE, Walked, ancestors

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# How much of a paragraph's words counts for its own block, its parent and so on: enough that paragraphs wrapped each
# in boxes of its own still meet in one container. Set by trying the project's own template fixtures.
_WEIGHTS = (1.0, 1.0, 0.75, 0.5)
_PARAGRAPHS = frozenset(["p", "li", "blockquote", "dd", "pre", "h1", "h2", "h3", "h4", "h5", "h6"])
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # lxml reads them from entities, but writes none
_NEAR = 0.92  # an inner container with so much of the text is the one; the outer adds a sidebar's crumbs
_MAX_ELEMENTS = 20_000  # a tree larger than this is not given to trafilatura, whose cost grows faster than the page


def find_main(walked: Walked, root: HtmlElement, prunable: list[HtmlElement]) -> None:
    """Set `main` on every line: inside the container that holds most running text, as far as both readers agree.

    Where trafilatura chose altogether other text and more of it, its choice holds. `prunable` elements are taken out
    of the tree before it looks.
    """
    best = _container(walked)
    inside = set(best.iter()) if best is not None else set()
    for line, owner in zip(walked.lines, walked.owners, strict=True):
        line.main = owner in inside
    prose = [line for line in walked.lines if line.main and line.prose]
    ours = sum(line.words for line in prose)
    chosen = _trafilatura(root, prunable)
    if not chosen:
        return
    keys = {id(line): line.key for line in walked.lines if line.prose}
    agreed = sum(line.words for line in prose if keys[id(line)] in chosen)
    theirs = [line for line in walked.lines if id(line) in keys and keys[id(line)] in chosen]
    if agreed < 0.3 * ours and sum(line.words for line in theirs) > ours:
        for line in walked.lines:
            line.main = False
        for line in theirs:
            line.main = True
    elif agreed >= 0.5 * ours:
        _trim(walked.lines, chosen)


def _trim(lines: list[Line], chosen: str) -> None:
    """What only we took for the report, below the last line of which both are sure, is not sure enough."""
    words = f" {chosen} "
    sure = max(
        (i for i, line in enumerate(lines) if line.main and line.linked < 0.5 and f" {line.key} " in words), default=-1
    )
    for line in lines[sure + 1 :]:
        if line.main and not line.sentence:
            line.main = line.listed and line.linked < 0.5


def _container(walked: Walked) -> HtmlElement | None:
    scores: dict[HtmlElement, float] = {}
    depth: dict[HtmlElement, int] = {}
    for line, owner in zip(walked.lines, walked.owners, strict=True):
        if not line.prose or line.linked > 0.3:
            continue
        chain = [e for e in ancestors(owner) if e.tag not in INLINE and e.tag not in _PARAGRAPHS]
        for level, (element, weight) in enumerate(zip(chain, _WEIGHTS, strict=False)):
            scores[element] = scores.get(element, 0.0) + weight * line.words
            depth.setdefault(element, len(chain) - level)
    most = max(scores.values(), default=0.0)
    near = (element for element in scores if scores[element] >= _NEAR * most)
    return max(near, key=lambda e: (depth[e], scores[e]), default=None)


def _trafilatura(root: HtmlElement, prunable: list[HtmlElement]) -> str:
    """The folded words of all that trafilatura takes for the article, or nothing where it finds none."""
    for element in prunable:
        _remove(element)
    if sum(1 for _ in root.iter()) > _MAX_ELEMENTS:
        return ""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    from trafilatura import bare_extraction

    found = bare_extraction(root, favor_precision=True, include_comments=False, with_metadata=False)
    if found is None:
        return ""
    text = found.text if hasattr(found, "text") else found.get("text")
    return line_key(text or "")


def _remove(element: HtmlElement) -> None:
    """Take an element out and leave the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and not element.tail.isspace():
        # An element of its own keeps the text; joining it to its neighbour's would have to copy that each time.
        keeper = element.makeelement("span")
        keeper.tail = _CONTROLS.sub(" ", element.tail)
        element.addprevious(keeper)
        element.tail = None
    parent.remove(element)
