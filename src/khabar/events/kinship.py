"""Kin in front of a name is another than the one named: in وفاة والدة سامر الأحمد he is alive."""

from __future__ import annotations

from khabar.events.scene import Player, Scene
from khabar.mentions.counts_words import read_noun

_TITLES = 2  # words between kin and the name (زوجة القائد العسكري فلان)


def of_kin(scene: Scene, player: Player) -> Player:
    """The player, or the nameless kin of the one it names, from their noun on (نجل | القائد سامر الأحمد)."""
    if player.sort != "person" or player.entity is None:
        return player
    at = _kin_before(scene, player)
    if at is None:
        return player
    token = scene.text.tokens[at]
    cut = next(c for c, stem in token.stems if stem in scene.words.lists["kin-of"])
    entry = scene.entry(token)
    return Player(at, player.last, "people", None, "people", False, entry, scene.governor(at), cut)


def _kin_before(scene: Scene, player: Player) -> int | None:
    """The token of the noun of kin before a name and its titles; None for one inside the name (فلان ابن فلان)."""
    tokens, kin = scene.text.tokens, scene.words.lists["kin-of"]
    first = player.first + (player.participant is not None)
    for at in range(first - 1, max(-1, first - 2 - _TITLES), -1):
        token = tokens[at]
        if token.kind != "word":
            return None
        if any(stem in kin for _, stem in token.stems):
            own = token.fold.endswith("ه") and not token.text.endswith("ة")  # ابنه سامر is himself
            inside = at > 0 and scene.words.names.is_name(tokens[at - 1].fold)
            return None if own or inside else at
        title = read_noun(scene.words.counting, token)
        office = token.fold in scene.words.lists["offices"]
        if not (office or (title is not None and title[1] and title[0].shape == "singular")):
            return None
    return None
