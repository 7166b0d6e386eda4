"""Conventions of the marks that a machine can hold: what two readers would otherwise do differently."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khabar.evaluation.gold_types import GoldEntity, GoldTime
from khabar.text.fold import fold

_STATE_FORCES = re.compile(r"[A-Z]{3} (MIL|COP|GOV)")
_CLASS_WORDS = {
    "media": ("وكالة", "صحيفة", "قناة", "إذاعة", "موقع", "جريدة"),
    "place": ("قرية", "بلدة", "مدينة", "محافظة", "ولاية"),
}
# Words of clock and day part, folded: an expression of these alone names no day.
_OF_A_DAY = re.compile(
    r"(?:ال)?(?:فجرا?|صباحا?|صبح|ظهرا?|ضهر|عصرا?|مساء|ليل[اه]?|ساع(?:ه|ات)|اولي|منتصف)"
    r"|بع(?:د|يد)|قبيل|منذ|حوالي|نحو|قرابه|عند|من|في|تماما?|[مص]|و(?:ال)?(?:نصف|ربع)|الا|\d{1,2}(?:[:.،,]\d\d)?"
)


def breaches_of_time(time: GoldTime, text: str) -> Iterator[str]:
    """What a marked time breaks: a clock or day part alone fixes no day."""
    words = fold(text[time.spot.start : time.spot.end]).split()
    if (time.begin or time.end) and all(_OF_A_DAY.fullmatch(word) for word in words):
        yield "a day part or clock time without a day has value null; its part is kept"


def breaches(entity: GoldEntity, text: str) -> Iterator[str]:
    """What a marked entity breaks, each as what to write instead."""
    if entity.kind == "armed_group" and entity.code and _STATE_FORCES.fullmatch(entity.code):
        yield "a state's army or police is an organization; armed_group is for factions and militias"
    for spot in entity.names:
        words = text[spot.start : spot.end]
        for word in _CLASS_WORDS.get(entity.kind, ()):
            if words.startswith(word + " "):
                yield f"«{words}»: leave {word} out of the name (it may stand under called)"
