"""What stands above and below a report: headline, lead, dates, bylines, the site's own name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from khabar.lexicon import Lexicon
from khabar.pages.bylines import Byline, compile_bylines
from khabar.pages.dates import PageDate, compile_dates
from khabar.pages.draft import Block, Draft
from khabar.pages.furniture import line_key
from khabar.pages.lines import BULLET, Line
from khabar.pages.outlets import outlet_named
from khabar.text.fold import fold
from khabar.text.tokens import tokenize

_TITLE_WORDS = 30
# A stated title is a headline of this many words, more than this share of which the text does not have.
_SHORTEST_HEAD, _LONGEST_HEAD, _REPEATED = 4, 30, 0.4
_CUT_SHORT = re.compile(r"\.\.\.|…")
_ABOVE, _BELOW = 60, 30  # lines around the report that are looked at
_DATELINE, _DATELINE_WORDS = 3, 3  # lines above the date of a dateline, and their words
_SEPARATOR = re.compile(r"\s+[|»«›·•–—-]\s+|\s*::\s*|\s*\|\s*")


@dataclass(slots=True)
class Around:
    """What the lines around the report told: dates and bylines, in the page's order."""

    dates: list[PageDate] = field(default_factory=list)
    bylines: list[Byline] = field(default_factory=list)


def find_headline(
    lines: list[Line], draft: Draft, lexicon: Lexicon, titles: Sequence[str], weak: Sequence[str] = ()
) -> Line | None:
    """Mark the headline: the line that a known title repeats, else the first above the report that looks like one.

    `weak` titles (a page's `<title>`) are as often the site's name: they count for lines that look like a headline.
    What repeats it is dropped; short lines above it are the site's menu. A text without running text has none.
    """
    kept = [line for line in lines if line.free]
    headed = [line for line in kept if line.level or line.role == "title" or (line.main and line.words >= 3)]
    found = _by_title(kept, titles) or _by_title(headed, weak) or _by_shape(kept, lexicon)
    if found is None:
        return None
    found.kind = "headline"
    draft.title = found.text
    above = True
    for line in kept:
        above = above and line is not found
        if above and (line.words <= 3 or not line.main):
            line.dropped = "navigation"
        elif line is not found and line.key == found.key:
            line.dropped = "other"
    return found


def _by_title(kept: list[Line], titles: Sequence[str]) -> Line | None:
    """The line that a title repeats, alone or with the site's name after it; a heading's wins over a bare line's."""
    for title in titles:
        wanted = line_key(title)
        best = None
        for line in kept:
            key = line.key
            if not (key == wanted or (wanted.startswith(key + " ") and 2 * len(key) >= len(wanted))):
                continue
            if line.words < 2 or (line.words < 4 and not line.level and key != wanted):
                continue
            if best is None or (line.level and not best.level) or (key == wanted and best.key != wanted):
                best = line
        if best is not None:
            return best
    return None


def _by_shape(kept: list[Line], lexicon: Lexicon) -> Line | None:
    """The first heading, marked or not, above running text: no full stop, no list mark, no byline, no date line."""
    first_prose = next((i for i, line in enumerate(kept) if line.main and line.sentence), None)
    if first_prose is None:
        first_prose = next((i for i, line in enumerate(kept) if line.main and line.prose and i), None)
    if first_prose is None:
        return None
    head = [line for line in kept[:first_prose] if _may_title(line) and (line.main or line.level or line.role)]
    dates, bylines = lexicon.build(compile_dates), lexicon.build(compile_bylines)
    for line in sorted(head[:_ABOVE], key=_title_rank):
        states = bylines.read(line.text) is not None or len(dates.split(line.text, "page")[1].split()) < 2
        if not states:
            return line
    return None


def _title_rank(line: Line) -> int:
    """How a line looks like a headline, best first; of equal ones the first counts."""
    signs = (
        line.role == "title",
        line.level == 1,
        line.main and line.level > 1,
        line.main and line.words >= 3,
        line.main,
    )
    return next((rank for rank, sign in enumerate(signs) if sign), len(signs))


def _may_title(line: Line) -> bool:
    full = line.text.rstrip().endswith(".") and not line.text.rstrip().endswith("..")
    if line.text.lstrip().startswith("#"):
        return False
    return not full and 2 <= line.words <= _TITLE_WORDS and not BULLET.match(line.text) and line.linked < 0.7


def read_around(
    lines: list[Line], draft: Draft, lexicon: Lexicon, headline: Line | None, signed: bool = False
) -> Around:
    """Read dates, bylines and the site's name off the short lines above the first and below the last running text.

    `signed`: a bare name right below the report is its author's; in plain text it may as well be a keyword.
    """
    around = Around()
    first, last = body_bounds(lines)
    titled = next((i for i, line in enumerate(lines) if line is headline), -1)
    dateline = _dateline(lines, first, lexicon)
    near = {*range(max(0, first - _ABOVE), first), *range(last + 1, last + 1 + _BELOW), *dateline}
    near |= {*[i for i, line in enumerate(lines) if line.role in ("byline", "date")][:_ABOVE]}
    below: list[PageDate] = []
    for at, line in enumerate(lines):
        if line.free and line.words <= 4 and line.text.startswith("(") and line.main:
            _credit(line, draft, lexicon)
        if at not in near:
            continue
        outside = at < first or at > last or line.role in ("byline", "date") or at in dateline
        if line is headline or line.kind == "caption" or not outside or line.words > 30:
            continue
        if line.dropped == "navigation" and line.rule is None and at < titled:
            # A date too short for a headline: the header's, unless the text says otherwise.
            found, rest = lexicon.build(compile_dates).split(line.text, "page")
            around.dates += [replace(d, role="today") for d in found if not rest and d.role == "plain"]
            continue
        if line.dropped is not None and not (
            line.dropped == "other" and line.main and (at < first or line.rule is None)
        ):
            continue
        known, signed_by = len(around.dates), len(around.bylines)
        alone = not any(other.free and other.main for other in lines[at + 1 : at + 3])
        bare = at < first or (signed and at == last + 1 and line.linked == 0 and alone)
        _read_line(line, at < first, bare, around, draft, lexicon)
        if line.role != "date" and (at < titled or first == len(lines)) and not signed_by:
            # What stands above the headline without a label is as a rule the day on which the page was saved; and
            # where no text runs there is nothing that it could be the date of.
            around.dates[known:] = [replace(d, role="today") if d.role == "plain" else d for d in around.dates[known:]]
        if at > last and line.role != "date":
            below += [d for d in around.dates[known:] if d.role == "plain"]
    if len({d.date for d in below}) > 1:
        # A list of other pieces with their dates, not the report's own below it.
        around.dates = [d for d in around.dates if all(d is not listed for listed in below)]
    return around


def _dateline(lines: list[Line], first: int, lexicon: Lexicon) -> range:
    """The lines of a dateline between lead and text: agency and city, if any, then a whole date and nothing else.

    The date must have its clock, and running text must go on right below it.
    """
    dates = lexicon.build(compile_dates)
    for at in range(first + 1, min(first + 2 + _DATELINE, len(lines) - 1)):
        line = lines[at]
        if line.dropped is not None:
            continue
        if not line.free or line.prose:
            break
        found, rest = dates.split(line.text, "page")
        if len(found) == 1 and found[0].time and not rest:
            return range(first + 1, at + 1) if lines[at + 1].prose else range(0)
        if line.words > _DATELINE_WORDS:
            break
    return range(0)


def body_bounds(lines: list[Line]) -> tuple[int, int]:
    """Indices of the first and the last line of running text; both at the end where there is none."""
    prose = [
        i for i, line in enumerate(lines)
        if line.main and line.prose and line.role != "lead" and (line.stops or line.words >= 20)
    ]  # fmt: skip
    if not prose:
        prose = [i for i, line in enumerate(lines) if line.main and line.prose]
    return (prose[0], prose[-1]) if prose else (len(lines), len(lines))


def _credit(line: Line, draft: Draft, lexicon: Lexicon) -> None:
    """An agency in brackets on a line of its own closes the report, wherever the page goes on after it."""
    agency = lexicon.build(compile_bylines).agency(line.text.strip(" ().،"))
    if agency is not None:
        draft.agency = draft.agency or agency
        line.dropped = "other"


def _read_line(line: Line, above: bool, bare: bool, around: Around, draft: Draft, lexicon: Lexicon) -> None:
    dates, bylines = lexicon.build(compile_dates), lexicon.build(compile_bylines)
    found, rest = dates.split(line.text, "page")
    if found:
        byline = bylines.read(rest) if rest else None
        labelled = any(d.role != "plain" for d in found)
        if byline is not None or len(rest.split()) <= (6 if labelled else 2):
            around.dates += found
            line.dropped = "other"
            if byline is not None:
                around.bylines.append(byline)
        return
    source = bylines.source(line.text)
    if source is not None:
        if line_key(source) not in bylines.exclusive:
            draft.agency = draft.agency or source
        line.dropped = "other"
        return
    clock = dates.clock.fullmatch(fold(line.text).strip()) if line.words <= 2 else None
    if clock is not None and around.dates and above:
        around.dates[-1] = replace(around.dates[-1], time=around.dates[-1].time or dates.clock_of(line.text))
        line.dropped = "other"
        return
    if line.kind is None and line.rule is None:
        outlet = outlet_named(line.text, lexicon)
        byline = None if outlet else bylines.read(line.text.rstrip(" :"), marked=not bare)
        if byline is not None and line.text.rstrip().endswith(":") and not (byline.agency or byline.outlet):
            byline = None  # it announces what follows (أسماء القتلى:)
        if outlet is None and byline is None and line.role == "byline" and line.words <= 5:
            byline = Byline((line.text.strip(),))
        if outlet is not None:
            draft.publisher = draft.publisher or outlet
        elif byline is None or not (above or byline.authors or byline.agency):
            return
        else:
            around.bylines.append(byline)
        line.dropped = "other"


def apply_bylines(draft: Draft, around: Around, first_paragraph: str, lexicon: Lexicon) -> None:
    """Set author, agency and publisher from the bylines read, and the agency from the report's own dateline."""
    authors = [a for byline in around.bylines for a in byline.authors]
    if authors and draft.byline is None:
        draft.byline = "، ".join(dict.fromkeys(authors))
    for byline in around.bylines:
        draft.agency = draft.agency or byline.agency
        draft.publisher = draft.publisher or byline.outlet
    if draft.agency is None:
        draft.agency = lexicon.build(compile_bylines).dateline(first_paragraph)


def clean_title(title: str, lexicon: Lexicon) -> str:
    """A page's `<title>` without the names of site and section after (or before) its bars and dashes."""
    words = title.split()
    # Content systems put the headline into two or three fields, and crawlers run them together.
    for times in (4, 3, 2):
        once = words[: len(words) // times]
        if len(once) >= 3 and once * times == words:
            words = once
    title = " ".join(words)
    while True:
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            return title
        head, tail = title[: cuts[-1].start()].strip(), title[cuts[-1].end() :].strip()
        if len(head.split()) >= 3 and (outlet_named(tail, lexicon) or len(tail.split()) <= 4):
            title = head
            continue
        head, tail = title[: cuts[0].start()].strip(), title[cuts[0].end() :].strip()
        if len(tail.split()) >= 3 and outlet_named(head, lexicon):
            title = tail
            continue
        return title


def head_with(title: str | None, draft: Draft, lexicon: Lexicon) -> None:
    """Put a title that the caller states above the text, where its words stand nowhere in it.

    Lists keep headline and text apart; what only the headline tells is part of the report. A title that the text
    repeats adds nothing and is left out; so is one cut short ("...") by the platform that made it of the text.
    """
    if title is None or _CUT_SHORT.search(title) or any(block.kind == "headline" for block in draft.blocks):
        return
    stated = clean_title(title, lexicon)
    words = [t.fold for t in tokenize(stated) if t.kind == "word"]
    told = {t.fold for block in draft.blocks for t in tokenize(block.text) if t.kind == "word"}
    missing = sum(word not in told for word in words)
    if _SHORTEST_HEAD <= len(words) <= _LONGEST_HEAD and missing > len(words) * _REPEATED:
        draft.title = stated
        draft.blocks.insert(0, Block("headline", stated))


def title_parts(title: str) -> list[str]:
    """A page's `<title>` at its bars and dashes: the headline, then names of section and site."""
    return [part.strip() for part in _SEPARATOR.split(title) if part.strip()]
