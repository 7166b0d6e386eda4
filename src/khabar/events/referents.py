"""Whom a pronoun on a verb or on a deed's noun stands for (قتلته القوات, مقتله)."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.events.agreement import gender_of, manifold
from khabar.events.scene import WHO, Player
from khabar.events.stage import Stage, idle
from khabar.events.subjects import possessing

_PLURALS = ("هم", "هما", "هن")
_THIRD = (*_PLURALS, "ه", "ها")


def antecedent(stage: Stage, at: int, pronoun: str, acting: bool = False) -> Player | None:
    """Whom the pronoun of a noun at a token stands for: the nearest fitting player before it in the sentence.

    Nobody nameless who suffers where it is who does the deed (`acting`: خطف الفصيل مدنيين بعد استيلائه).
    """
    if pronoun not in _THIRD:
        return None
    feminine = pronoun == "ها"
    for player in reversed([p for p in stage.players if p.last <= at and not p.adjective]):
        if player.sort == "place" or (acting and player.side == "victim"):
            continue
        if pronoun == "ه" and player.entity is None and player.sort == "people" and manifold(stage.scene, player):
            continue  # القوات | بعد اعتقاله
        person = player.sort == "person" or (player.sort == "people" and player.entity is None)
        body = acting and not person and gender_of(stage.scene, player) == "m"  # الجيش, whose is توغله
        if pronoun in ("هم", "هما"):
            if player.sort == "group" or (player.sort != "state" and manifold(stage.scene, player)) or not acting:
                return player
            continue
        if feminine != (person or body):
            return player
    return None


def possessor(stage: Stage, at: int, pronoun: str) -> Player | None:
    """Who does a deed whose noun has a pronoun and an object behind it (أعلن الجيش اعتقاله رجلين): the nearest before.

    Not a place, nobody of another gender or number; one who suffers, or only owns a thing (إيقاع | قوة في كمين), only
    where nobody else is told.
    """
    otherwise: Player | None = None
    for player in reversed([p for p in stage.players if p.last <= at and not p.adjective and p.sort != "place"]):
        many = player.sort == "people" and manifold(stage.scene, player)
        opposite = {"ه": "f", "ها": "m"}.get(pronoun)
        if many == (pronoun in _PLURALS) and gender_of(stage.scene, player) != (opposite or ""):
            if player.side != "victim" and not possessing(stage, player):
                return player
            otherwise = otherwise or player
    return otherwise


def whom(stage: Stage, verb: int, pronoun: str, subject: Sequence[Player]) -> Player | None:
    """Whom the object pronoun of a verb stands for, or None where nobody fits.

    After الذي it is whom the clause describes, and nobody else; otherwise the nearest before the verb of its gender
    and number. Never who does the deed.
    """
    before = [p for p in stage.players if p.last <= verb and not p.adjective and p not in subject]
    if pronoun not in _THIRD:
        return None  # تحثنا is said of whoever speaks
    if verb and stage.scene.text.tokens[verb - 1].fold in WHO:
        described = before[-1] if before else None
        adjoins = described is not None and idle(stage, described.last, verb - 1) == 0
        return described if adjoins else None
    return next((p for p in reversed(before) if _stands_for(stage, pronoun, p)), None)


def _stands_for(stage: Stage, pronoun: str, player: Player) -> bool:
    """True where a pronoun can stand for someone: by gender and number, as far as the words tell them."""
    if player.sort in ("place", "state"):
        return False
    many = player.sort == "people" and (player.entity is not None or manifold(stage.scene, player))
    if pronoun in _PLURALS:
        return many
    gender = gender_of(stage.scene, player)
    if many:
        return False
    if player.sort == "group":
        return False  # a body is named again rather than taken up as an object
    return gender != ("m" if pronoun == "ها" else "f")
