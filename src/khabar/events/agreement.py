"""Gender and number of who is told, as a verb or a pronoun agrees with them, and who is told together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from khabar.events.scene import Player, Scene
from khabar.mentions.counts_words import read_noun
from khabar.text.fold import without_article

Gender = Literal["m", "f"]


def manifold(scene: Scene, player: Player) -> bool:
    """True where a figure or the head's form tells that nameless people are more than one."""
    token = scene.text.tokens[player.first]
    if player.first in scene.counted:
        token = scene.text.tokens[player.last - 1]  # ثلاثة آلاف أسرة نزحت: the verb agrees with what is counted
    noun = read_noun(scene.words.counting, token, cut=True)
    return noun[0].shape != "singular" if noun is not None else token.fold.endswith(("ون", "ين", "ان", "ات"))


def lone(scene: Scene, player: Player) -> bool:
    """True for a nameless person told in the singular."""
    noun = read_noun(scene.words.counting, scene.text.tokens[player.first], cut=True)
    return noun is not None and noun[0].shape == "singular" and player.first not in scene.counted


def of_many(scene: Scene, verb: int) -> bool:
    """True for a verb that as it is written has a dual or a plural for its subject (طالبوا)."""
    forms = [f for f in scene.forms(verb) if f.person == 3]
    return bool(forms) and all(f.number != "s" for f in forms)


def coordinated(scene: Scene, before: Sequence[Player]) -> list[Player]:
    """The last of several and those joined to it by و, unless a preposition governs them (مع الدولة | والأهالي)."""
    found = [before[-1]]
    for earlier in reversed(before[:-1]):
        joined = scene.text.tokens[found[0].first].fold[:1] == "و" and found[0].first - earlier.last <= 1
        if not joined or (earlier.preposition and earlier.sort != found[0].sort):
            break
        found.insert(0, earlier)
    return found


def gender_of(scene: Scene, player: Player) -> Gender | None:
    """The gender of a player by the form of its head; None where that does not say, as of plurals and names."""
    token = scene.text.tokens[_head(scene, player)]
    if player.adjective or player.first in scene.counted:
        return None
    words = [without_article(stem) for _, stem in token.stems]
    if any(word in scene.words.lists["masculine"] for word in words):
        return "m"  # الاحتلال, whatever state it is
    epithet = any(stem in scene.words.participants for _, stem in token.stems)  # العدو: not the state's name
    if player.sort == "state" and player.participant is None and not epithet:
        return None if scene.words.lists["either-gender"].intersection(s for _, s in token.stems) else "f"
    if any(word in scene.words.lists["plural-in-ta"] for word in words):
        return None
    if player.sort == "person" and player.participant is None:
        return None
    if words and words[-1].endswith(("ات", "ه")) and player.sort != "person":
        return "f"
    noun = read_noun(scene.words.counting, token, cut=True)
    singular = noun is not None and noun[0].shape == "singular" and noun[0].noun.who != "woman"
    return "m" if singular and player.entity is None else None


def alike(scene: Scene, verb: int, player: Player) -> bool:
    """False where no reading of a singular verb has the gender of a player."""
    forms = [f for f in scene.forms(verb) if f.person == 3]
    gender = gender_of(scene, player)
    return gender is None or not forms or any(f.gender == gender or f.number != "s" for f in forms)


def _head(scene: Scene, player: Player) -> int:
    """The token of a player's head: the means right before its nameless owner (طائرات التحالف)."""
    before = scene.text.tokens[player.first - 1] if player.first and player.entity is None else None
    means = (scene.words.participants.get(without_article(s)) for _, s in before.stems) if before is not None else ()
    return player.first - 1 if any(p is not None and p.side == "means" for p in means) else player.first


def uninflected(word: str) -> tuple[str, ...]:
    """A folded noun as it is, and without the ending of the accusative or the dual (موقعا, دبابتين)."""
    if word.endswith("ا"):
        return word, word[:-1]
    bare = word[:-2] if word.endswith(("ين", "ان")) else ""
    return (word, bare, f"{bare[:-1]}ه") if bare else (word,)
