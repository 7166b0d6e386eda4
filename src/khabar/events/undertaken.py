"""Who does a deed that the noun of a light verb carries: whoever stands in its genitive, or its pronoun.

(إثر شن الطائرات غارات, محاولة الجيش اقتحام البلدة, بعد قيامه بقصف القرية.)
"""

from __future__ import annotations

from khabar.events.referents import possessor
from khabar.events.scene import Player
from khabar.events.stage import Stage, idle
from khabar.events.triggers import Trigger
from khabar.text.fold import without_pronoun

_PRONOUNS = ("ها", "هم", "هما", "ه")
_MEANS = 3  # tokens of a means between the noun and its owner (شن طائرات حربية | للجيش)


def undertaken(stage: Stage, trigger: Trigger) -> list[Player]:
    """Who does a deed by the noun that carries it; nobody where that is a verb or its subject does not act."""
    carrier = trigger.carrier
    if carrier is None or carrier.form is not None or carrier.light.subject != "agent":
        return []
    pronoun = _pronoun(stage, carrier.token)
    if pronoun:
        doer = possessor(stage, carrier.token, pronoun)
        return [doer] if doer is not None else []
    at = carrier.token + 1
    first = next((p for p in stage.players if at <= p.first < trigger.first), None)
    if first is None or first.adjective or first.sort == "place" or first.side == "victim":
        return []
    if first.preposition == "ل" and first.first - at <= _MEANS and first.entity is not None:
        return [first] if _means(stage, at) else []
    return [first] if not first.preposition and idle(stage, at, first.first) is not None else []


def _pronoun(stage: Stage, at: int) -> str:
    """The pronoun on the noun of a light verb, folded, or nothing."""
    token = stage.scene.text.tokens[at]
    if token.text.endswith("ة"):
        return ""
    words = stage.scene.words
    for _, stem in token.stems:
        pronoun, bases = without_pronoun(stem, _PRONOUNS)
        if any(words.is_light(base) for base in bases):
            return pronoun
    return ""


def _means(stage: Stage, at: int) -> bool:
    head = stage.scene.words.participants.get(stage.scene.text.tokens[at].fold)
    return head is not None and head.side == "means"
