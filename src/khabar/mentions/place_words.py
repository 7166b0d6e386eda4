"""The words around names of places: head nouns, prepositions, what speaks against a place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from khabar.lexicon import Lexicon
from khabar.objects import EntityKind
from khabar.text.fold import fold
from khabar.text.phrases import PhraseIndex

_INNER_HAMZA = re.compile("[أإ].")
_INDEFINITE = re.compile("[\u064b-\u064d]")
_DOUBLED = re.compile("^.[\u064e-\u0650]?[\u0621-\u064a]\u0651[\u064e-\u0650]?[\u0621-\u0628\u062a-\u064a]$")


@dataclass(frozen=True, slots=True)
class Head:
    """A noun before a place's name. `include`: it is part of the name; `weak`: it is no proof of a name after it.

    `sure`: what follows is a name whatever it is; `local`: a site inside a town, named after it or otherwise.
    `above`: it is written with أ, and so is not the verbal noun with إ (أحياء، إحياء).
    """

    id: str
    feature: str | None
    include: bool
    many: bool
    weak: bool
    kind: EntityKind
    word: str
    sure: bool
    local: bool
    above: bool = False


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The books `places/heads` and `places/context`, compiled.

    `lists`: head nouns before several names; `inner`: those of places too small to lie in; `bearings`: degrees from
    north of the ids in `directions`.
    """

    heads: PhraseIndex[Head]
    lists: frozenset[str]
    inner: frozenset[str]
    locative: frozenset[str]
    aimed: frozenset[str]
    against: frozenset[str]
    opening: frozenset[str]
    not_names: frozenset[str]
    common: frozenset[str]
    units: frozenset[str]
    epithets: frozenset[str]
    directions: PhraseIndex[str]
    bearings: Mapping[str, int]
    others: PhraseIndex[str]
    near: frozenset[str]
    links: frozenset[str]
    whereabouts: frozenset[str]
    hits: frozenset[str]
    when: frozenset[str]
    comes: frozenset[str]
    titles: PhraseIndex[str]


def compile_place_words(lexicon: Lexicon) -> PlaceWords:
    """Use as `lexicon.build(compile_place_words)`."""
    heads = [
        (
            word,
            Head(
                e["id"],
                e.get("feature"),
                bool(e.get("include")),
                key == "many",
                bool(e.get("weak")),
                e.get("kind", "place"),
                fold(word),
                bool(e.get("sure")),
                bool(e.get("local")) and not e.get("sure"),
                word.startswith("أ"),
            ),
        )
        for e in lexicon.entries("places/heads")
        for key in ("words", "many")
        for word in e.get(key, ())
    ]
    context = {e["id"]: frozenset(fold(w) for w in e["words"]) for e in lexicon.entries("places/context")}
    return PlaceWords(
        heads=PhraseIndex(heads),
        lists=frozenset(h.word for _, h in heads if h.many),
        inner=frozenset(h.word for _, h in heads if h.feature in ("village", "neighbourhood")),
        locative=context["locative"],
        aimed=context["aimed"],
        against=context["against"],
        opening=context["opening"],
        not_names=context["not_names"],
        common=context["common"] | context["not_names"] | frozenset(h.word for _, h in heads),
        units=context["units"],
        epithets=context["epithets"],
        directions=PhraseIndex(
            (w, e["id"]) for e in lexicon.entries("places/context") if "bearing" in e for w in e["words"]
        ),
        bearings={e["id"]: e["bearing"] for e in lexicon.entries("places/context") if e.get("bearing") is not None},
        others=PhraseIndex((w, "other") for w in context["others"]),
        near=frozenset(w for e in lexicon.entries("places/context") if e["id"] == "near" for w in e["words"]),
        links=context["link"] | frozenset(w for _, h in heads for w in h.word.split()),
        whereabouts=context["whereabouts"],
        hits=context["hits"],
        when=context["when"],
        comes=context["comes"],
        titles=PhraseIndex((w, e["id"]) for e in lexicon.entries("roles/honorifics") for w in e["words"]),
    )


def may_head(head: Head, written: str) -> bool:
    """False where the letters show another word: وأدى is not وادي, إحياء not أحياء, سهّل (form II) not سهل.

    So for an indefinite, which governs no name (لولايةٍ ثانية). `written` is the word as the text has it.
    """
    other = _INNER_HAMZA.search(written, 1) or (head.above and written[:1] == "إ")
    return not (other or _INDEFINITE.search(written) or _DOUBLED.search(written))
