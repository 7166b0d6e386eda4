"""Quotation marks in pairs, also where the pair is mixed, mirrored or never closed."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.objects import Part, Quotation, Token

_OPENING = "“«‹„〝"
_CLOSING = "”»›‟〞"
_NEUTRAL = '"″＂'
_ALL = _OPENING + _CLOSING + _NEUTRAL
_MAX_DEPTH = 4


def is_quote(char: str) -> bool:
    """True for a mark that opens or closes a quotation."""
    return char in _ALL


_NO_MARKS = str.maketrans("", "", _ALL)


def without_quotes(text: str) -> str:
    """The text without its marks of quotation."""
    return text.translate(_NO_MARKS)


def quoted_words(tokens: Sequence[Token], at: int, quotation: Quotation, most: int) -> Sequence[Token]:
    """The words of a closed quotation whose mark is token `at`; none where they exceed `most` or hold a mark."""
    last = at + 1
    while last < len(tokens) and last - at <= most + 1 and tokens[last].end <= quotation.inner_end:
        last += 1
    words = tokens[at + 1 : last]
    return words if len(words) <= most and all(t.kind != "punct" for t in words) else ()


def find_quotations(raw: str, parts: tuple[Part, ...]) -> tuple[Quotation, ...]:
    """Quotations of each part, by start. A mark's direction is read from its neighbours, not from its shape alone.

    Right-to-left pages mix ”…“ with “…”, so a mark opens when the text before it is blank, an opening bracket, or a
    proclitic ending in tatweel (لـ”…), and closes when it follows a letter. An opened mark that never closes ends with
    its part and is marked `closed=False`.
    """
    found: list[Quotation] = []
    for part in parts:
        found += _in_part(raw, part)
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def _in_part(raw: str, part: Part) -> list[Quotation]:
    found: list[Quotation] = []
    stack: list[int] = []
    for at in range(part.start, part.end):
        if raw[at] not in _ALL:
            continue
        if _opens(raw, at, part, stack):
            if len(stack) < _MAX_DEPTH:
                stack.append(at)
        elif stack:
            start = stack.pop()
            found.append(Quotation(start, at + 1, start + 1, at, True, len(stack)))
    for depth, start in enumerate(stack):
        found.append(Quotation(start, part.end, start + 1, part.end, False, depth))
    return [q for q in found if q.inner_start < q.inner_end]


def _opens(raw: str, at: int, part: Part, stack: list[int]) -> bool:
    before = raw[at - 1] if at > part.start else " "
    after = raw[at + 1] if at + 1 < part.end else " "
    if not stack:
        return not after.isspace() or raw[at] in _OPENING or before == ":"
    blank_before = before.isspace() or before in "([{ـ:،" or before in _OPENING
    if blank_before and not after.isspace() and after not in ".،؛:)]؟!":
        return raw[at] != raw[stack[-1]] or raw[at] not in _NEUTRAL
    return False
