"""What the books of head nouns and countries say for choosing among places of one name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from khabar.lexicon import Lexicon
from khabar.mentions.place_words import PlaceWords, compile_place_words
from khabar.text.fold import fold


@dataclass(frozen=True, slots=True)
class HeadRule:
    """What a head noun says of the row it wants: its kinds, best first, and whether it names a whole area.

    `after`: what it heads is named after people and places anywhere.
    """

    rows: tuple[str, ...]
    feature: str | None
    area: bool
    after: bool = False


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """The books `places/heads`, `places/context` and `places/countries`, compiled for resolution."""

    heads: Mapping[str, HeadRule]
    centres: Mapping[str, tuple[float, float]]
    home: frozenset[str]
    towns: frozenset[str]
    urban: frozenset[str]


def compile_place_rules(lexicon: Lexicon) -> PlaceRules:
    """Use as `lexicon.build(compile_place_rules)`."""
    heads: dict[str, HeadRule] = {}
    for entry in lexicon.entries("places/heads"):
        wants = tuple(entry["rows"]), entry.get("feature"), entry.get("level") == "admin1"
        for key in ("words", "many"):
            rule = HeadRule(*wants, key == "words" and bool(entry.get("after")))  # شوارع حلب are those of the town
            for word in entry.get(key, ()):
                heads.setdefault(fold(word), rule)
    words: PlaceWords = lexicon.build(compile_place_words)
    return PlaceRules(
        heads=heads,
        centres={e["id"]: (e["lat"], e["lon"]) for e in lexicon.entries("places/countries")},
        home=words.near,
        urban=frozenset(
            fold(word) for e in lexicon.entries("places/heads") if e.get("urban") for word in (*e["words"], *e["many"])
        ),
        towns=frozenset(h for h, rule in heads.items() if rule.feature in ("village", "town")),
    )
