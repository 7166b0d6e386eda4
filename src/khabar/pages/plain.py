"""Plain-text dumps: the lines of a saved page sorted into report, captions and furniture."""

from __future__ import annotations

import re

from khabar.lexicon import Lexicon
from khabar.objects import Page, PartKind
from khabar.pages.bylines import compile_bylines
from khabar.pages.captions import compile_credits, is_caption_line, read_caption
from khabar.pages.dates import compile_dates
from khabar.pages.draft import GAP, Block, Draft
from khabar.pages.furniture import FurnitureIndex, compile_furniture
from khabar.pages.head import apply_bylines, clean_title, find_headline, read_around
from khabar.pages.lines import BULLET, Line
from khabar.pages.outlets import outlet_in
from khabar.pages.sections import drop_repeats, drop_sections, drop_tail, drop_windows
from khabar.pages.social import read_social
from khabar.pages.wrapping import unwrap

# Who made the site stands in the same line as whose it is.
_MAKERS = re.compile(r"تصميم|برمجة|تطوير|[Dd]esign|[Pp]owered")
_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def read_plain(raw: str, page: Page, lexicon: Lexicon) -> Draft:
    """Sort the lines of a plain-text dump.

    A text of one line is body whatever it looks like. In longer ones furniture goes by lexicon and shape, captions by
    their credits or because a line comes twice under a pictogram, the headline is the line that a known title
    repeats or the first that looks like one.
    """
    social = read_social(raw, page, lexicon)
    if social is not None:
        return social
    draft = Draft()
    raw = unwrap(raw, draft.warnings)
    lines = [_line(m) for m in _LINE.finditer(raw) if m.group().strip()]
    title = clean_title(page.title, lexicon) if page.title else None
    if len(lines) > 1:
        drop_furniture(lines, draft, lexicon)
        take_captions(lines, draft, lexicon)
        drop_repeats(lines)
        drop_sections(lines)
        drop_windows(lines)
        draft.publisher = own_name(lines, lexicon)
        drop_tail(lines)
        headline = find_headline(lines, draft, lexicon, [t for t in (title, page.title) if t])
        around = read_around(lines, draft, lexicon, headline)
        draft.dates += around.dates
        apply_bylines(draft, around, next((line.text for line in lines if line.prose), ""), lexicon)
    if draft.title is None:
        draft.title = title
    _keep(lines, raw, draft)
    return draft


def _line(found: re.Match[str]) -> Line:
    text = found.group()
    start = found.start() + len(text) - len(text.lstrip())
    text = text.strip()
    return Line(text, start, start + len(text))


def drop_furniture(lines: list[Line], draft: Draft, lexicon: Lexicon) -> None:
    """Mark the lines that the lexicon knows; a pictogram's name glued to a line is cut off it."""
    index = lexicon.build(compile_furniture)
    head = True
    for line in lines:
        if line.dropped is None:
            _cut_icon(line, draft, index, head)
        line.rule = index.classify(line.text, head, line.key)
        if line.rule is None:
            head = head and not line.prose
            continue
        if line.dropped is None or line.dropped == "other":
            line.kind, line.dropped = None, line.rule.kind
        if line.rule.paywall:
            draft.warnings.append("paywall: the page shows only the beginning, the rest is for subscribers")


def own_name(lines: list[Line], lexicon: Lexicon) -> str | None:
    """The site's name from its own rights notice or appeal: an outlet that is known, or whom the appeal itself names.

    An unknown name counts only among other appeals for money: "support X" alone may be anybody's call for anything.
    """
    own = [line for line in lines if line.rule is not None and line.rule.publisher]
    for line in own:
        outlet = outlet_in(_MAKERS.split(line.text)[0], lexicon)
        if outlet is not None:
            return outlet
    appeals = [line for line in lines if line.dropped == "donation"]
    index = lexicon.build(compile_furniture)
    names = [index.appeals_for(line.text) for line in own if line.dropped == "donation"] if len(appeals) >= 3 else []
    return next((name for name in names if name), None)


def _cut_icon(line: Line, draft: Draft, index: FurnitureIndex, head: bool) -> None:
    cut = index.cut_icon(line.text)
    if cut is None:
        return
    draft.drop("icon", cut[0])
    line.start += len(line.text) - len(cut[1])
    line.retext(cut[1])
    if "camera" in cut[0].lower() or "photo" in cut[0].lower() or "image" in cut[0].lower():
        line.kind = "caption" if index.classify(cut[1], head) is None else None


def take_captions(lines: list[Line], draft: Draft, lexicon: Lexicon) -> None:
    """Captions: what stood under a pictogram, what ends in a certain credit, and every line that repeats one."""
    credits = lexicon.build(compile_credits)
    first = next((i for i, line in enumerate(lines) if line.main and line.sentence), len(lines))
    keys = {line.key for line in lines if line.kind == "caption"}
    titled = False
    credit = None
    for at, line in enumerate(lines):
        if line.dropped is not None or not line.main:
            continue
        caption = credits.labelled(line.text)
        if caption is not None and not caption.text:
            line.kind, credit = "caption", caption.credit or credit
            continue
        if caption is None and line.kind != "caption":
            shaped = at < first and titled and is_caption_line(line.text, credits) and not _states(line, lexicon)
            if line.key not in keys and not shaped:
                titled = titled or (not line.stops and line.words > 1)
                continue
        caption = caption or read_caption(line.text, credits)
        line.kind = "caption" if caption else None
        if caption is not None:
            keys.add(line.key)
            draft.caption(caption.model_copy(update={"credit": caption.credit or credit}))
            credit = None


def _states(line: Line, lexicon: Lexicon) -> bool:
    """True for a dateline or a line of publication, which end in the name of an agency or outlet like a caption."""
    if line.words <= 8 and lexicon.build(compile_bylines).read(line.text.rstrip(" :")) is not None:
        return True
    return any(d.role != "plain" for d in lexicon.build(compile_dates).find(line.text, "page"))


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
            kind: PartKind = line.kind or ("list" if len(lines) > 1 and BULLET.match(line.text) else "body")
            gap = raw[before.end : line.start] if together and before is not None else GAP
            draft.blocks.append(Block(kind, line.text, gap))
            before, together = line, True
