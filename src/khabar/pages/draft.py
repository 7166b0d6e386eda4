"""What a reader of pages has sorted, and how it becomes a report: text, parts and the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from khabar.objects import Caption, Furniture, FurnitureKind, Page, Part, PartKind, Published, Report
from khabar.pages.dates import PageDate
from khabar.pages.furniture import line_key

GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the reading text; `gap` is what parts it from the block before, where the source's own is kept."""

    kind: PartKind
    text: str
    gap: str = GAP


@dataclass(slots=True)
class Draft:
    """A page being sorted. Lives within one call of `read_page`; nothing outside it ever sees one."""

    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    dates: list[PageDate] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def drop(self, kind: FurnitureKind, text: str) -> None:
        """Put a piece aside as furniture."""
        text = text.strip()
        if text:
            self.furniture.append(Furniture(kind=kind, text=text))

    def caption(self, caption: Caption) -> None:
        """Keep a caption once; the reading with a credit wins over the one without."""
        key = line_key(caption.text)
        for at, known in enumerate(self.captions):
            if line_key(known.text) == key:
                if known.credit is None and caption.credit is not None:
                    self.captions[at] = caption
                return
        self.captions.append(caption)

    def tag(self, words: Iterable[str]) -> None:
        """Keep keywords, each once, in order."""
        known = {line_key(t) for t in self.tags}
        for word in words:
            word = " ".join(word.split()).strip(" ,،#|")
            key = line_key(word)
            if key and key not in known and len(word) <= 80:
                known.add(key)
                self.tags.append(word)


def assemble(page: Page, draft: Draft, published: Published, language: str | None, longest: int) -> Report:
    """The report of a sorted page. `longest` bounds the reading text, in characters; what is over is cut at a block."""
    pieces: list[str] = []
    parts: list[Part] = []
    at = 0
    for block in draft.blocks:
        gap = block.gap if pieces else ""
        if at + len(gap) + len(block.text) > longest:
            room = longest - at - len(gap)
            draft.warnings.append(f"the text was cut after {longest} characters; KHABAR_MAX_TEXT_CHARS is the bound")
            if pieces or room <= 0:
                break
            block = Block(block.kind, block.text[:room].rstrip(), block.gap)
        at += len(gap)
        pieces += (gap, block.text)
        parts.append(Part(kind=block.kind, start=at, end=at + len(block.text)))
        at += len(block.text)
    text = "".join(pieces)
    return Report(
        id=hashlib.sha256(text.encode()).hexdigest(),
        source_id=page.source_id,
        url=page.url or draft.url,
        publisher=page.publisher or draft.publisher,
        byline=draft.byline,
        agency=draft.agency,
        title=draft.title or (" ".join(page.title.split()) if page.title else None),
        language=language,
        published=published,
        text=text,
        parts=tuple(parts),
        captions=tuple(draft.captions),
        tags=tuple(draft.tags),
        furniture=tuple(draft.furniture),
        warnings=tuple(dict.fromkeys(draft.warnings)),
    )
