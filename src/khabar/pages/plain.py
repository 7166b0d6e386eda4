"""Plain-text dumps: the lines of a saved page sorted into report, captions and furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khabar.lexicon import Lexicon
from khabar.objects import FurnitureKind, Page, PartKind
from khabar.pages.captions import CreditIndex, compile_credits, is_caption_line, read_caption
from khabar.pages.draft import GAP, Block, Draft
from khabar.pages.furniture import FurnitureIndex, FurnitureRule, compile_furniture, line_key
from khabar.pages.outlets import outlet_in, outlet_named

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = re.compile(r"^\s*(?:[-–—•▪●◾■*·»◆]|\d{1,2}\s*[-–.)])\s*\S")
_STOP = re.compile(r"[.!؟?…][\"”“»«)\]]*\s*$")
_PROSE_WORDS = 12  # a line of so many words is prose even where its full stop is missing
_TITLE_WORDS = 30


@dataclass(slots=True)
class Line:
    """One line of the dump and what it was taken for; `start` and `end` are offsets in the dump."""

    start: int
    end: int
    text: str
    words: int
    rule: FurnitureRule | None = None
    kind: PartKind | None = None
    dropped: FurnitureKind | None = None

    @property
    def stops(self) -> bool:
        """True where the line ends as a sentence ends."""
        return _STOP.search(self.text) is not None

    @property
    def prose(self) -> bool:
        """True for a line that reads as running text."""
        return self.dropped is None and self.kind is None and (self.words >= _PROSE_WORDS or (self.stops and self.words >= 4))


def read_plain(raw: str, page: Page, lexicon: Lexicon) -> Draft:
    """Sort the lines of a plain-text dump.

    A text of one line is body whatever it looks like. In longer ones furniture goes by lexicon and shape, captions by
    their credits or because a line comes twice under a pictogram, the headline is the first line that looks like one.
    """
    draft = Draft()
    lines = [_line(m) for m in _LINE.finditer(raw) if m.group().strip()]
    if len(lines) > 1:
        furniture = lexicon.build(compile_furniture)
        _drop_furniture(lines, draft, furniture, lexicon)
        _take_captions(lines, draft, lexicon.build(compile_credits))
        _drop_sections(lines)
        _find_headline(lines, draft, page.title)
    _keep(lines, raw, draft)
    return draft


def _line(found: re.Match[str]) -> Line:
    text = found.group()
    start = found.start() + len(text) - len(text.lstrip())
    text = text.strip()
    return Line(start, start + len(text), text, len(text.split()))


def _drop_furniture(lines: list[Line], draft: Draft, index: FurnitureIndex, lexicon: Lexicon) -> None:
    """Mark the lines that the lexicon knows; a pictogram's name glued to a line is cut off it."""
    head = True
    for line in lines:
        cut = index.cut_icon(line.text)
        if cut is not None:
            draft.drop("icon", cut[0])
            line.start += len(line.text) - len(cut[1])
            line.text, line.words = cut[1], len(cut[1].split())
            line.kind = "caption" if index.classify(cut[1], head) is None else None
        line.rule = index.classify(line.text, head)
        if line.rule is not None:
            line.dropped = line.rule.kind
            if line.rule.publisher and draft.publisher is None:
                draft.publisher = outlet_in(line.text, lexicon)
            if line.rule.paywall:
                draft.warnings.append("the page shows only the beginning; the rest is for subscribers")
        elif line.prose:
            head = False


def _take_captions(lines: list[Line], draft: Draft, credits: CreditIndex) -> None:
    """Captions: what stood under a pictogram, what ends in a certain credit, and every line that repeats one."""
    first_prose = next((i for i, line in enumerate(lines) if line.prose and line.stops), len(lines))
    keys = {line_key(line.text) for line in lines if line.kind == "caption"}
    titled = False
    for at, line in enumerate(lines):
        if line.dropped is not None:
            continue
        if line.kind != "caption":
            repeats = line_key(line.text) in keys
            shaped = at < first_prose and titled and is_caption_line(line.text, credits)
            if not repeats and not shaped:
                titled = titled or not line.stops
                continue
        caption = read_caption(line.text, credits)
        if caption is None:
            line.kind = None
            continue
        line.kind = "caption"
        keys.add(line_key(line.text))
        draft.caption(caption)


def _drop_sections(lines: list[Line]) -> None:
    """Below a heading of related pieces, comments or a share bar, what belongs to it goes with it.

    A box in the middle of the report ends at the next running paragraph. After the last running paragraph the short
    lines before the first heading (the author's name, a slogan) are furniture too, and so is what a window holds
    that a closing mark and a call to act tell of.
    """
    open_rule: FurnitureRule | None = None
    last_prose = max((i for i, line in enumerate(lines) if line.prose and line.stops), default=-1)
    for at, line in enumerate(lines):
        if line.dropped is not None:
            opens = line.rule is not None and (line.rule.opens or line.rule.opens_short)
            if opens and not (open_rule is not None and open_rule.to_end):
                open_rule = line.rule
            continue
        if open_rule is None or line.kind is not None:
            continue
        if open_rule.to_end and at > last_prose:
            line.dropped = open_rule.kind
        elif line.prose and (line.stops or at < last_prose) and not open_rule.to_end:
            open_rule = None
        elif open_rule.to_end:
            line.dropped = open_rule.kind
        elif open_rule.opens or line.words <= 4:
            line.dropped = open_rule.kind
    _drop_windows(lines)
    _drop_tail(lines)


def _drop_windows(lines: list[Line]) -> None:
    """A closing mark (×) with a call for money or a newsletter in the lines after it: all of them are the window's."""
    for at, line in enumerate(lines):
        if line.rule is None or line.rule.kind != "close":
            continue
        last = next((j for j in range(len(lines) - 1, at, -1) if lines[j].dropped in ("donation", "subscribe")), None)
        if last is None or any(other.words > 40 for other in lines[at + 1 : last + 1]):
            continue
        for other in lines[at + 1 : last + 1]:
            if other.dropped is None or other.rule is None:
                other.kind, other.dropped = None, lines[last].dropped


def _drop_tail(lines: list[Line]) -> None:
    last = max((i for i, line in enumerate(lines) if line.prose or (line.dropped is None and _BULLET.match(line.text))), default=-1)
    tail = lines[last + 1 :]
    if last < 0 or not any(line.rule is not None for line in tail):
        return
    first_known = next(i for i, line in enumerate(tail) if line.rule is not None)
    for at, line in enumerate(tail):
        if line.dropped is None and line.kind is None and (line.words <= 4 or at > first_known):
            line.dropped = "other"


def _find_headline(lines: list[Line], draft: Draft, title: str | None) -> None:
    kept = [line for line in lines if line.dropped is None and line.kind is None]
    if len(kept) < 2:
        return
    found = _by_title(kept, title) if title else None
    if found is None:
        first = kept[0]
        shaped = not first.stops and first.words <= _TITLE_WORDS and not _BULLET.match(first.text)
        found = first if shaped and any(line.prose for line in kept[1:]) else None
    if found is None:
        return
    found.kind = "headline"
    draft.title = found.text
    for line in kept:
        if line is found:
            break
        if line.words <= 3:
            line.dropped = "navigation"
    for line in kept:
        if line is not found and line.dropped is None and line_key(line.text) == line_key(found.text):
            line.dropped = "other"


def _by_title(kept: list[Line], title: str) -> Line | None:
    """The line that the title given from outside repeats, alone or with the site's name after it."""
    wanted = line_key(title)
    for line in kept[:12]:
        key = line_key(line.text)
        if key and line.words >= 2 and (key == wanted or wanted.startswith(key + " ")):
            return line
    return None


def _keep(lines: list[Line], raw: str, draft: Draft) -> None:
    """What is left becomes the reading text. Between two blocks that stood together their own line breaks are kept."""
    before: Line | None = None
    together = False
    for line in lines:
        if line.dropped is not None:
            draft.drop(line.dropped, line.text)
            together = False
        elif line.kind == "caption":
            together = False
        else:
            kind: PartKind = line.kind or ("list" if len(lines) > 1 and _BULLET.match(line.text) else "body")
            gap = raw[before.end : line.start] if together and before is not None else GAP
            draft.blocks.append(Block(kind, line.text, gap))
            before, together = line, True
