"""Furniture that comes in stretches: boxes of related pieces, comments, windows, and the tail of a saved page."""

from __future__ import annotations

from bisect import bisect_right

from khabar.pages.furniture import FurnitureRule
from khabar.pages.lines import BULLET, PROSE_WORDS, Line

_TEASERS = 3  # so many headlines in a row below the report are no part of it
_SHORT = 4  # words: a name, not a headline
_SIGNATURE = 3  # lines
_WINDOW_LINES = 15
_WINDOW_WORDS = 16  # a sentence so long is the report's, not the window's
_REPEAT_WORDS = 6
_RESUMES = 8  # a sentence so long with a full stop is no headline of another piece


def drop_sections(lines: list[Line]) -> None:
    """Below a heading of related pieces, comments or a share bar, what belongs to it goes with it.

    A box in the middle of the report ends where running text with a full stop goes on; comments run to the end once
    the report is over.
    """
    open_rule: FurnitureRule | None = None
    last = max((i for i, line in enumerate(lines) if line.sentence), default=-1)
    first = next((i for i, line in enumerate(lines) if line.sentence), len(lines))
    for at, line in enumerate(lines):
        if line.dropped is not None:
            if line.rule is not None and line.rule.to_end and at < first <= last:
                continue  # a count of comments above the report opens nothing
            if line.rule is not None and (line.rule.opens or line.rule.opens_short):
                open_rule = open_rule if open_rule is not None and open_rule.to_end else line.rule
            continue
        if open_rule is None or line.kind is not None:
            continue
        if line.sentence and line.words >= _RESUMES and not (open_rule.to_end and _ends_page(lines, at, last)):
            open_rule = None
        elif open_rule.opens or line.words <= 4:
            line.dropped = open_rule.kind


def _ends_page(lines: list[Line], at: int, last: int) -> bool:
    """True where comments go on to the end: fewer than three full paragraphs follow."""
    return sum(line.sentence and line.words >= PROSE_WORDS * 2 for line in lines[at : last + 1]) < 3


def drop_repeats(lines: list[Line]) -> None:
    """A line that breaks off (…) and stands whole elsewhere is a preview; a long line said before is said once."""
    whole = sorted(line.key for line in lines if line.free)
    seen: set[str] = set()
    for line in lines:
        key = line.key
        if not line.free or line.words < _REPEAT_WORDS:
            continue
        at = bisect_right(whole, key)
        broken = line.text.rstrip().endswith(("...", "…"))
        if key in seen or (broken and at < len(whole) and whole[at].startswith(key)):
            line.dropped = "other"
        seen.add(key)


def drop_windows(lines: list[Line]) -> None:
    """A closing mark (×) and a call for money or a newsletter below it: the lines between are the window's too."""
    for at, line in enumerate(lines):
        if line.rule is None or line.rule.kind != "close":
            continue
        window = lines[at + 1 : at + 1 + _WINDOW_LINES]
        until = next(
            (j for j, other in enumerate(window) if other.sentence and other.words >= _WINDOW_WORDS), len(window)
        )
        calls = [j for j, other in enumerate(window[:until]) if other.dropped in ("donation", "subscribe")]
        for other in window[: calls[-1]] if calls else ():
            if other.dropped is None or other.rule is None:
                other.kind, other.dropped = None, window[calls[-1]].dropped


def drop_tail(lines: list[Line]) -> None:
    """What trails after the last paragraph of a saved page.

    Where furniture is known there: a few short lines before it and everything after it. Else only a run of at least
    three headlines under a report whose own paragraphs all end in a full stop. What a colon announces stays.
    """
    last = max(
        (i for i, line in enumerate(lines) if line.sentence or (line.free and BULLET.match(line.text))), default=-1
    )
    if last < 0:
        return
    tail = lines[last + 1 :]
    announced = lines[last].text.rstrip().endswith(":")
    known = next((i for i, line in enumerate(tail) if line.rule is not None and line.rule.kind != "icon"), None)
    if known is not None:
        # An author, a slogan, a keyword or two; more short lines are a list, of the dead as often as not.
        before = [line for line in tail[:known] if line.free and line.words <= _SHORT]
        for line in before if len(before) <= _SIGNATURE and not announced else ():
            line.dropped = "other"
        for line in tail[known:]:
            if line.free:
                line.dropped = "other"
    rest = [line for line in tail if line.free]
    body = [line for line in lines[: last + 1] if line.free and line.words >= PROSE_WORDS]
    teasers = len(rest) >= _TEASERS and all(line.words > _SHORT for line in rest) and not announced
    if teasers and len(body) >= 3 and all(line.stops for line in body):
        for line in rest:
            line.dropped = "related"
