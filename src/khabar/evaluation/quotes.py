"""Exact words as pointers into a text: `القوات`, `القوات#2` for the second time, `from these words … to these`.

Words are found whole: a quotation begins where a word begins, or behind its proclitics (و ف ب ل ك س أ), and ends
where a word ends. Offsets are code points, end exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBERED = re.compile(r"(?P<words>.*\S)#(?P<number>\d+)", re.S)
_BETWEEN = re.compile(r"\s+(?:…|\.\.\.)\s+")
_LETTER = r"[^\W_]|[\u064b-\u0652\u0670\u0640]"
_CONTEXT = 18


class QuoteError(ValueError):
    """Words that are not in the text, or that stand there more than once without a number."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a text: `start` inclusive, `end` exclusive, in code points."""

    start: int
    end: int

    def overlaps(self, other: Spot) -> bool:
        """True where the two share a character."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Spot) -> bool:
        """True where the other holds this one wholly."""
        return other.start <= self.start and self.end <= other.end


def occurrences(words: str, text: str, start: int = 0) -> list[Spot]:
    """Every place, from `start` on, where the words stand whole."""
    found = []
    at = text.find(words, start)
    while words and at >= 0:
        end = at + len(words)
        if _begins_whole(words, text, at) and _ends_whole(words, text, end):
            found.append(Spot(at, end))
        at = text.find(words, at + 1)
    return found


def _begins_whole(words: str, text: str, at: int) -> bool:
    if not re.match(_LETTER, words[0]):
        return True
    word_start = at
    while word_start and re.match(_LETTER, text[word_start - 1]):
        word_start -= 1
    before = text[word_start:at]
    return at - word_start <= 8 and bool(re.fullmatch(r"(?:[وفبلكسأ][\u064b-\u0652\u0640]*){0,3}", before))


def _ends_whole(words: str, text: str, end: int) -> bool:
    return not re.match(_LETTER, words[-1]) or end == len(text) or not re.match(_LETTER, text[end])


def find(quote: str, text: str, start: int = 0) -> Spot:
    """The one place that a quotation points to.

    Raises `QuoteError`, saying what to write instead, where the words are not there, or several times and no number
    tells which.
    """
    quote = quote.strip()
    edges = _BETWEEN.split(quote)
    if len(edges) == 2:
        first = find(edges[0], text, start)
        return Spot(first.start, _first(edges[1], text, first.end).end)
    if len(edges) > 2:
        raise QuoteError(f"«{quote}»: only one … can stand in a quotation")
    words, number = split(quote)
    spots = occurrences(words, text, start)
    if not spots:
        raise QuoteError(f"«{words}» is not in the text{_hint(words, text)}")
    if number is None and len(spots) > 1:
        places = "; ".join(f"#{n} «{around(s, text)}»" for n, s in enumerate(spots, 1))
        raise QuoteError(f"«{words}» stands {len(spots)} times: write a number behind it: {places}")
    if number is not None and not 1 <= number <= len(spots):
        raise QuoteError(f"«{quote}»: the words stand only {len(spots)} times")
    return spots[(number or 1) - 1]


def split(quote: str) -> tuple[str, int | None]:
    """The words of a quotation and its number, if it has one (`القوات#2` → القوات, 2)."""
    if numbered := _NUMBERED.fullmatch(quote):
        return numbered["words"], int(numbered["number"])
    return quote, None


def around(spot: Spot, text: str) -> str:
    """The spot with a few words on either side, on one line."""
    return " ".join(text[max(0, spot.start - _CONTEXT) : spot.end + _CONTEXT].split())


def _first(quote: str, text: str, start: int) -> Spot:
    """The end of a long quotation: the first time after its beginning, or the nth."""
    words, number = split(quote)
    spots = occurrences(words, text, start)
    if len(spots) < (number or 1):
        raise QuoteError(f"«{words}» does not follow the first words of its quotation{_hint(words, text)}")
    return spots[(number or 1) - 1]


def _hint(words: str, text: str) -> str:
    """What may be meant: the same words inside others, or the longest beginning of them that is there."""
    if words in text:
        at = text.index(words)
        return f" as whole words (it is part of «{around(Spot(at, at + len(words)), text)}»)"
    parts = words.split()
    for size in range(len(parts) - 1, 0, -1):
        if (begin := " ".join(parts[:size])) in text:
            at = text.index(begin)
            return f"; there is «{text[at : at + len(words) + 6]}»".replace("\n", " ")
    return ""
