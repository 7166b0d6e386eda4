"""What a report says of one place by another: in it, by it, on a side of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from khabar.lexicon import Lexicon
from khabar.mentions.place_words import PlaceWords, compile_place_words
from khabar.objects import Candidate, Text, Token
from khabar.text.quotes import is_quote

_LINK_TOKENS = 9


@dataclass(frozen=True, slots=True)
class Relation:
    """Place `of` is said to lie by, in or on a side of place `to` (numbers of candidates), in these words."""

    of: int
    to: int
    words: str


def find_relations(text: Text, candidates: Sequence[Candidate], lexicon: Lexicon) -> list[Relation]:
    """What the text says of one place by another: قرية X في ريف Y الشمالي، X جنوب بلدة Y، ريف Y → X before it."""
    words: PlaceWords = lexicon.build(compile_place_words)
    found: list[Relation] = []
    places = [n for n, c in enumerate(candidates) if is_placed(c)]
    for one, other, first, last in neighbours(text, candidates, places, _LINK_TOKENS):
        between, b = text.tokens[first:last], candidates[other]
        if not _linked(between, b, text, words):
            continue
        end = b.end
        after = last + _width(text, last, b)
        side = words.directions.at(text.tokens, after) if after < len(text.tokens) else None
        if side is not None and side.cut == 0 and text.tokens[side.first].fold[:2] == "ال":
            end = side.end
        found.append(Relation(one, other, text.raw[(between[0].start if between else b.start) : end].lstrip("، ")))
    return found


def neighbours(
    text: Text, candidates: Sequence[Candidate], numbers: Sequence[int], most: int
) -> Iterator[tuple[int, int, int, int]]:
    """Each two candidates of `numbers` that follow each other, with the tokens between them (first, last exclusive).

    Of more than `most` tokens one more is given, and no more is looked at.
    """
    first = 0
    for one, other in pairwise(numbers):
        while first < len(text.tokens) and text.tokens[first].start < candidates[one].end:
            first += 1
        last, start = first, candidates[other].start
        while last < len(text.tokens) and text.tokens[last].start < start and last - first <= most:
            last += 1
        yield one, other, first, last


def is_placed(candidate: Candidate) -> bool:
    """True for a name of a place or site, and for a site that is described by its town (مستشفى سرمين)."""
    named = candidate.form == "name" or candidate.rule == "mention.whole"
    return named and candidate.kind in ("place", "facility")


def _width(text: Text, at: int, candidate: Candidate) -> int:
    """How many tokens a candidate covers from token `at` on."""
    last = at
    while last < len(text.tokens) and text.tokens[last].start < candidate.end:
        last += 1
    return last - at


def _linked(between: Sequence[Token], other: Candidate, text: Text, words: PlaceWords) -> bool:
    """True where only words that relate places stand between two of them, and at least one does."""
    said = False
    for token in between:
        if token.kind == "number" or (token.kind == "punct" and (token.text in "،,()#_" or is_quote(token.text))):
            continue
        stems = {s for _, s in token.stems}
        joined = token.fold[:1] == "و" and token.fold not in words.links
        if joined or not stems & words.links or "\n" in text.raw[token.start : other.start]:
            return False  # قرية X في ريف Y ومدينة Z: the city is another place, not where Y lies
        said = True
    attached = text.raw[other.start - 1 : other.start] in ("ب", "ل") and not between
    return said or attached
