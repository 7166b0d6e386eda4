"""What the words of a kind of deed govern: which prepositions bring in whom it is done to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from khabar.lexicon import Lexicon
from khabar.text.fold import fold

BOOK = "events/grammar/valency"


@dataclass(frozen=True, slots=True)
class Valency:
    """What a verb or a noun governs, prepositions folded and "" for none.

    `objects` stand before whom a verb's deed is done to, `to` the same behind its noun; `near`: only right after verb
    and subject; `joint`: the partner acts, too; `subject`: what the subject is, if not who acts. `host`: persons do it,
    and a state, a body or a building behind the noun is where they go; `purpose`: behind ل the genitive is the object;
    `whom`: the verb is always of somebody, so who alone follows it is its object; `somebody`: else it tells no deed.
    """

    objects: frozenset[str]
    near: bool = False
    joint: bool = False
    subject: Literal["agent", "none"] | None = None
    to: frozenset[str] = frozenset()
    host: bool = False
    purpose: bool = False
    whom: bool = False
    somebody: bool = False


def compile_valencies(lexicon: Lexicon) -> Mapping[str, Valency]:
    """Valencies by kind of deed and by a verb's lemma; use as `lexicon.build(compile_valencies)`."""
    return {
        key: Valency(
            objects=frozenset(map(fold, entry["objects"])),
            near=bool(entry.get("near")),
            joint=bool(entry.get("joint")),
            subject=entry.get("subject"),
            to=frozenset(map(fold, entry.get("to", ()))),
            host=bool(entry.get("host")),
            purpose=bool(entry.get("purpose")),
            whom=bool(entry.get("whom")),
            somebody=bool(entry.get("somebody")),
        )
        for entry in lexicon.entries(BOOK)
        for key in (*entry.get("kinds", ()), *entry.get("lemmas", ()))
    }
