"""What a report says of one place by another: in it, by it, on a side of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from khabar.lexicon import Lexicon
from khabar.mentions.actors import ActorBook, compile_actors
from khabar.mentions.place_words import PlaceWords, compile_place_words
from khabar.objects import Candidate, Text, Token
from khabar.text.fold import fold
from khabar.text.quotes import is_quote

_LINK_TOKENS = 9
_IN_LIST = 3  # tokens between two names of a list: و, a hash, a quotation mark
_TO = frozenset({"الي", "والي"})
_AWAY = frozenset({"من", "الي", "علي", "بين", "نحو"})  # before a state that the place before it may not lie in
_OWNED = frozenset({"قاعده", "معسكر", "ثكنه"})  # sites that an army has abroad: قاعدة X الأمريكية


@dataclass(frozen=True, slots=True)
class Relation:
    """Place `of` is said to lie by, in or on a side of place `to` (numbers of candidates), in these words.

    `bearing`: degrees from north in which `of` lies from `to`, or from the middle of `to`; None where none is said.
    """

    of: int
    to: int
    words: str
    bearing: int | None = None


def find_relations(text: Text, candidates: Sequence[Candidate], lexicon: Lexicon) -> list[Relation]:
    """What the text says of one place by another: قرية X في ريف Y الشمالي، X جنوب بلدة Y، ريف Y → X before it."""
    words: PlaceWords = lexicon.build(compile_place_words)
    found: list[Relation] = []
    places = [n for n, c in enumerate(candidates) if is_placed(c)]
    for one, other, first, last in neighbours(text, candidates, places, _LINK_TOKENS):
        between, b = text.tokens[first:last], candidates[other]
        if _holds(between, candidates[one], b, text, words):
            found.append(Relation(other, one, text.raw[candidates[one].start : candidates[one].end]))
            continue
        if not _linked(between, b, text, words):
            continue
        end = b.end
        after = last + _width(text, last, b)
        side = words.directions.at(text.tokens, after) if after < len(text.tokens) else None
        if side is not None and side.cut == 0 and text.tokens[side.first].fold[:2] == "ال":
            end = side.end
        else:
            side = next(filter(None, (words.directions.at(text.tokens, at) for at in range(first, last))), None)
        bearing = words.bearings.get(side.values[0]) if side is not None else None
        said = text.raw[(between[0].start if between else b.start) : end].lstrip("، ")
        found.append(Relation(one, other, said, bearing))
    return [*found, *_of_lists(text, candidates, places, {r.of: r for r in found}, words)]


def _holds(between: Sequence[Token], one: Candidate, other: Candidate, text: Text, words: PlaceWords) -> bool:
    """True where only the noun of a smaller place stands after a town, which holds it: مدينة X حي Y، X (قرية Y)."""
    said = [t for t in between if t.kind == "word"]
    if not said or one.head in words.inner or "\n" in text.raw[one.end : other.start]:
        return False
    return all(t.fold in words.inner if t.kind == "word" else t.text in "()#_" for t in between)


def _of_lists(
    text: Text, candidates: Sequence[Candidate], places: Sequence[int], said: dict[int, Relation], words: PlaceWords
) -> list[Relation]:
    """The relation of a list's last name for the names before it: بلدتي X وY في ريف Z."""
    found: list[Relation] = []
    for one, other, first, last in reversed(list(neighbours(text, candidates, places, _IN_LIST))):
        head = candidates[one].head
        if one in said or other not in said or head not in words.lists or candidates[other].head != head:
            continue
        if fold(said[other].words.split()[0]) in _AWAY:
            continue  # من مقاطعات X وY إلى Z: they lie elsewhere
        if all(t.fold[:1] == "و" or t.text in "،,#_" or is_quote(t.text) for t in text.tokens[first:last]):
            said[one] = replace(said[other], of=one)
            found.append(said[one])
    return found


def find_states(text: Text, candidates: Sequence[Candidate], lexicon: Lexicon) -> dict[int, str]:
    """The state (ISO3) that the text says a place lies in, by the place's number: X في سوريا، مدينة X السورية."""
    words: PlaceWords = lexicon.build(compile_place_words)
    book: ActorBook = lexicon.build(compile_actors)
    numbers = [n for n, c in enumerate(candidates) if c.kind == "state" or is_placed(c)]
    found: dict[int, str] = {}
    for one, other, first, last in neighbours(text, candidates, numbers, _LINK_TOKENS):
        state = candidates[other]
        if not is_placed(candidates[one]) or state.kind != "state" or state.actor is None:
            continue
        between = text.tokens[first:last]
        owned = candidates[one].head in _OWNED
        adjective = not between and state.text.startswith("ال") and state.rule == "mention.demonym.adjective"
        away = any(stem in _AWAY for token in between for _, stem in token.stems)
        country = book.country_of(book.by_id.get(state.actor))
        stated = state.form == "name" and not away and _linked(between, state, text, words)
        if country and (stated or (adjective and not owned)):
            found[one] = country
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
    said = small = False
    for token in between:
        if token.kind == "number" or (token.kind == "punct" and (token.text in "،,()#_" or is_quote(token.text))):
            continue
        stems = {s for _, s in token.stems}
        joined = token.fold[:1] == "و" and token.fold not in words.links
        if joined or not stems & words.links or "\n" in text.raw[token.start : other.start]:
            return False  # قرية X في ريف Y ومدينة Z: the city is another place, not where Y lies
        if token.fold in _TO and words.directions.at(text.tokens, token.index + 1) is None:
            return False  # نقلوا من X إلى Y, but not X إلى الشمال من Y
        small = not said and token.fold in words.inner  # بلدة X، قرية Y: another place
        said = True
    attached = text.raw[other.start - 1 : other.start] in ("ب", "ل") and not between
    return (said and not small) or attached
