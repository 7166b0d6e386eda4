"""Names whose noun says what they are: شركة انرون، صحيفة ليبرتي، سائق رينو، شركتي IBM وLenovo."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from khabar.lexicon import Lexicon
from khabar.mentions.actors import ActorBook, compile_actors
from khabar.mentions.words import NameBook, compile_names
from khabar.objects import Candidate, EntityKind, Text, Token
from khabar.text.fold import fold

_LATIN = re.compile(r"[A-Z][A-Za-z&'’-]+")
_OPENING = frozenset("«“\"'(‹„[")


def compile_governors(lexicon: Lexicon) -> Mapping[str, EntityKind]:
    """What the name after a folded noun is; use as `lexicon.build(compile_governors)`."""
    return {fold(word): e["kind"] for e in lexicon.entries("roles/governors") for word in e["words"]}


def governed(text: Text, found: Sequence[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """The encoder's candidates, those that a noun governs with the noun's kind, and so wherever they are named again.

    Known names of people keep their kind (مؤسسة الحريري); known places change only where they are governed.
    """
    governors, names = lexicon.build(compile_governors), lexicon.build(compile_names)
    actors: ActorBook = lexicon.build(compile_actors)
    by_start = {token.start: number for number, token in enumerate(text.tokens)}
    kinds: dict[int, EntityKind] = {}
    everywhere: dict[str, EntityKind] = {}
    for number, candidate in enumerate(found):
        first = by_start.get(candidate.start)
        kind = _kind_of(text, candidate, first, governors)
        if first is None or kind is None or not _may_change(text, first, candidate, names, actors):
            continue
        kinds[number] = kind
        if not candidate.places:
            everywhere.setdefault(fold(candidate.text), kind)
    changed = []
    for number, candidate in enumerate(found):
        again = None if candidate.places or candidate.kind != "person" else everywhere.get(fold(candidate.text))
        kind = kinds.get(number) or again
        changed.append(
            candidate if kind is None else replace(candidate, kind=kind, places=(), rule="mention.encoder.governed")
        )
    return changed


def find_latin(text: Text, lexicon: Lexicon) -> list[Candidate]:
    """Names in Latin letters after a noun that says what they are, and wherever they stand again in the text."""
    governors = lexicon.build(compile_governors)
    read = [number for number, token in enumerate(text.tokens) if _LATIN.fullmatch(token.text)]
    kinds: dict[str, EntityKind] = {}
    before: tuple[int, EntityKind | None] = (-2, None)
    for number in read:
        joined = before[1] if before[0] == number - 2 and text.tokens[number - 1].text == "و" else None
        kind = _governor(text.tokens, number, governors) or joined
        before = (number, kind)
        if kind is not None:
            kinds.setdefault(text.tokens[number].text, kind)
    return [
        _latin(text.tokens[number], kinds[text.tokens[number].text])
        for number in read
        if text.tokens[number].text in kinds
    ]


def _latin(token: Token, kind: EntityKind) -> Candidate:
    return Candidate(
        start=token.start,
        end=token.end,
        text=token.text,
        kind=kind,
        form="name",
        rule="mention.latin.governed",
        score=0.9,
    )


def _kind_of(
    text: Text, candidate: Candidate, first: int | None, governors: Mapping[str, EntityKind]
) -> EntityKind | None:
    if first is None or candidate.form != "name" or candidate.kind not in ("person", "place", "facility"):
        return None
    return _governor(text.tokens, first, governors)


def _governor(tokens: Sequence[Token], number: int, governors: Mapping[str, EntityKind]) -> EntityKind | None:
    """The kind that the noun right before a token gives it; an opening quotation mark may stand between."""
    at = number - 1
    if at > 0 and tokens[at].text in _OPENING:
        at -= 1
    if at < 0:
        return None
    return next((governors[stem] for _, stem in tokens[at].stems if stem in governors), None)


def _may_change(text: Text, first: int, candidate: Candidate, names: NameBook, actors: ActorBook) -> bool:
    """False for people whose name is known, and for countries: in منتخب إيطاليا the name stays the country's."""
    if candidate.kind == "person":
        words = fold(candidate.text).split()
        return len(words) == 1 and not names.is_name(words[0])
    match = actors.names.at(text.tokens, first)
    return match is None or all(actors.by_id[naming.actor].kind != "state" for naming in match.values)
