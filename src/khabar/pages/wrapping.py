"""Lines that a mail program or a terminal broke at a fixed width, joined to paragraphs again."""

from __future__ import annotations

import re

from khabar.pages.lines import BULLET

_PARAGRAPH = re.compile(r"^[^\n]++(?:\n[^\n]++)++", re.M)  # possessive: a line of a megabyte must not be tried twice
_NARROW, _WIDE = 35, 110  # characters at which text is wrapped
_SLACK = 24  # a line is wrapped when the next word no longer fits: no line is shorter than the widest by more
_LEAST = 4  # lines
_ENDS = (".", "؟", "!", ":", "…", "”", "»", '"')


def unwrap(raw: str, warnings: list[str]) -> str:
    """The text with the breaks inside wrapped paragraphs replaced by blanks, one for one: offsets stay.

    A paragraph is wrapped when its lines are of like width and most of them end in the middle of a sentence; the text
    is when one of at least four lines shows it. Lists and verse keep their lines.
    """
    joined = 0
    paragraphs = (match.group().split("\n") for match in _PARAGRAPH.finditer(raw))
    if not any(len(lines) >= _LEAST and _wrapped(lines) for lines in paragraphs):
        return raw

    def join(match: re.Match[str]) -> str:
        nonlocal joined
        if not _wrapped(match.group().split("\n")):
            return match.group()
        joined += 1
        return match.group().replace("\n", " ")

    text = _PARAGRAPH.sub(join, raw)
    if joined:
        warnings.append(f"{joined} paragraphs were broken at a fixed width and were joined")
    return text


def _wrapped(lines: list[str]) -> bool:
    full = [line.strip() for line in lines[:-1]]
    if any(BULLET.match(line) for line in lines[1:]):
        return False
    widths = [len(line) for line in full]
    if (
        not _NARROW <= max(widths) <= _WIDE
        or min(widths) < max(widths) - _SLACK
        or len(lines[-1].strip()) > max(widths)
    ):
        return False
    return 3 * sum(line.endswith(_ENDS) for line in full) <= len(full)
