"""Overlapping spans drawn over a text in HTML: the text is cut at every boundary, each piece carries all its marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal
from unicodedata import combining

Kind = Literal["said", "cue", "speaker", "trigger", "time", "place", "name"]
KINDS: tuple[Kind, ...] = ("said", "cue", "speaker", "trigger", "time", "place", "name")

# What HTML cannot hold: C0 controls but tab and line feed, C1 controls, lone surrogates, non-characters.
_INVALID = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the report's text to be drawn as `kind`; `title` explains it, `ref` is the id it leads to or ''.

    `of` names whose span it is (`s1.cue`), for a page that lights what belongs together; it becomes `data-of`.
    """

    start: int
    end: int
    kind: Kind
    title: str = ""
    ref: str = ""
    of: str = ""


def clean(text: str) -> str:
    """`text` escaped for HTML, element or attribute; characters HTML cannot hold become U+FFFD."""
    return escape(_INVALID.sub("\ufffd", text), quote=True)


def draw(text: str, start: int, end: int, marks: Sequence[Mark], prefix: str = "") -> str:
    """HTML of `text[start:end]` with the marks that lie in it; links lead to `#{prefix}{ref}`.

    Marks may overlap and nest at will. A link stands at the end of the word its mark ends in, so that letters that
    join are never torn apart. Linear in the text and the marks, for marks that are not all open at once.
    """
    inside = [m for m in marks if m.start < end and m.end > start and m.start < m.end]
    opening = sorted(inside, key=lambda m: (m.start, -m.end))
    links = _links(text, end, inside, prefix)
    cuts = sorted({start, end, *links} | {p for m in inside for p in (m.start, m.end) if start < p < end})
    active: list[Mark] = []
    pieces: list[str] = []
    following = 0
    for at, until in zip(cuts, [*cuts[1:], end], strict=True):
        pieces += links.get(at, ())
        active = [m for m in active if m.end > at]
        while following < len(opening) and opening[following].start <= at:
            active.append(opening[following])
            following += 1
        if at < until:
            pieces.append(_piece(text[at:until], active))
    return "".join(pieces)


def _piece(text: str, active: Iterable[Mark]) -> str:
    marks = list(active)
    if not marks:
        return clean(text)
    kinds = Counter(m.kind for m in marks)
    names = [kind for kind in KINDS if kinds[kind]] + (["nested"] if kinds["said"] > 1 else [])
    innermost = max(marks, key=lambda m: (m.start, -m.end))
    title = f' title="{clean(innermost.title)}"' if innermost.title else ""
    whose = clean(" ".join(dict.fromkeys(m.of for m in marks if m.of)))
    of = f' data-of="{whose}"' if whose else ""
    return f'<span class="{" ".join(names)}"{title}{of}>{clean(text)}</span>'


def _links(text: str, end: int, marks: Iterable[Mark], prefix: str) -> dict[int, list[str]]:
    links: dict[int, list[str]] = {}
    for mark in sorted(marks, key=lambda m: (m.end, m.start)):
        if mark.ref:
            at = min(mark.end, end)
            while at < end and (text[at].isalnum() or combining(text[at])):
                at += 1
            reference = clean(mark.ref)
            link = f'<a class="ref" href="#{clean(prefix)}{reference}">{reference}</a>'
            links.setdefault(at, []).append(link)
    return links
