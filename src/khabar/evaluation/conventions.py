"""Conventions of the marks that a machine can hold: what two readers would otherwise do differently."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khabar.evaluation.gold_types import GoldEntity

_STATE_FORCES = re.compile(r"[A-Z]{3} (MIL|COP|GOV)")
_CLASS_WORDS = {
    "media": ("وكالة", "صحيفة", "قناة", "إذاعة", "موقع", "جريدة"),
    "place": ("قرية", "بلدة", "مدينة", "محافظة", "ولاية"),
}


def breaches(entity: GoldEntity, text: str) -> Iterator[str]:
    """What a marked entity breaks, each as what to write instead."""
    if entity.kind == "armed_group" and entity.code and _STATE_FORCES.fullmatch(entity.code):
        yield "a state's army or police is an organization; armed_group is for factions and militias"
    for spot in entity.names:
        words = text[spot.start : spot.end]
        for word in _CLASS_WORDS.get(entity.kind, ()):
            if words.startswith(word + " "):
                yield f"«{words}»: leave {word} out of the name (it may stand under called)"
