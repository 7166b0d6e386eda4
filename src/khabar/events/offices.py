"""A person and the office before the name are one taker of part: رئيس مجلس الوزراء فلان acts, not the council."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from khabar.objects import Sentence

if TYPE_CHECKING:
    from khabar.events.scene import Player, Scene

_OFFICE = 9  # tokens of an office before a name (رئيس لجنة الشؤون الخارجية في مجلس النواب فلان)
# Words that no office holds: they begin another clause or phrase.
_APART = frozenset({"ان", "الذي", "التي", "مع", "من", "عن", "علي", "ضد", "بعد", "قبل", "بين", "كما", "حيث", "قال"})


def in_office(scene: Scene, players: Sequence[Player], sentence: Sentence) -> list[Player]:
    """The players of a sentence, a person's office and whoever is named in it made one with the person."""
    found: list[Player] = []
    start = sentence.first  # behind the last person named, whose office is no other's
    for player in players:
        named = player.sort == "person" and player.entity is not None
        office = _same_office(scene, player, found) if named else None
        if office is not None and found[-1].first == office and player.participant is None:
            player = replace(player, participant=scene.entry(scene.text.tokens[office]))
        if named and office is None:
            office = _office(scene, player.first, start)
        start = player.last if named else start
        if office is not None:
            while found and found[-1].first >= office:
                found.pop()
            player = replace(player, first=office, preposition=scene.governor(office))
        found.append(player)
    return found


def _same_office(scene: Scene, named: Player, before: Sequence[Player]) -> int | None:
    """The token of the office before a name that a mention gives the same person (رئيس لجنة الموازنة، فلان)."""
    office = next((p for p in reversed(before) if p.sort == "person" and p.entity is not None), None)
    if office is None or office.entity != named.entity or named.first - office.first > _OFFICE:
        return None
    tokens, offices = scene.text.tokens, scene.words.lists["offices"]
    held = any(stem in offices for _, stem in tokens[office.first].stems)
    between = tokens[office.last : named.first]
    return office.first if held and not any(t.fold in _APART or scene.verb(t) for t in between) else None


def _office(scene: Scene, name: int, start: int) -> int | None:
    """The token at which the office of the person named at a token begins, or None."""
    tokens, offices = scene.text.tokens, scene.words.lists["offices"]
    before = tokens[name - 1]
    owns = before.fold in scene.words.participants and not before.fold.startswith("ال")  # قوات فلان, حكومة فلان
    if name == start or tokens[name].fold[:1] == "و" or owns:
        return name - 1 if name > start and before.fold in offices else None
    found: int | None = None
    for at in range(name - 1, max(start, name - _OFFICE) - 1, -1):
        token = tokens[at]
        if token.kind != "word" or at in scene.timed or at in scene.counted:
            break
        if found is not None and any(stem.startswith("ال") for _, stem in token.stems):
            break  # استقبل الرئيس وزير الخارجية فلان
        if any(stem in offices for _, stem in token.stems):
            found = at
        elif found is not None or token.fold in scene.words.lists["negation"] or token.fold in _APART:
            break
    return found
