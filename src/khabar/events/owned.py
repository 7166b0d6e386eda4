"""Forces told by a pronoun of whose they are (قواته، مقاتليها، مجاهدونا) are the side that the pronoun stands for.

The side is named before them: the subject of the speech where أن brings them in (أعلن الفصيل أن مقاتليه), else the
nearest that the pronoun agrees with; and "our" forces are the speaker's. A pronoun that fits no one names no one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from khabar.events.agreement import gender_of
from khabar.events.scene import Player, Scene
from khabar.objects import Sentence, Statement, Token
from khabar.text.fold import without_pronoun

_SUFFIXES = ("هم", "ها", "ه", "نا")
_THAT = frozenset({"ان", "بان"})
_BACK = 12  # statements that begin before a token and may still hold it


class Speeches:
    """Whose words stand at an offset, by bisection over where the statements' contents begin."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        """`statements` in any order."""
        self._ordered = sorted(statements, key=lambda s: (s.content.start, -s.content.end))
        self._starts = [s.content.start for s in self._ordered]

    def at(self, offset: int) -> Statement | None:
        """The innermost statement whose content holds the offset."""
        near = self._ordered[: bisect_right(self._starts, offset)][-_BACK:]
        holding = [s for s in near if s.content.start <= offset < s.content.end]
        return min(holding, key=lambda s: (s.content.end - s.content.start, s.id), default=None)


def with_owners(scene: Scene, sentence: Sentence, players: Sequence[Player], speeches: Speeches) -> tuple[Player, ...]:
    """The players of a sentence in order, forces that a pronoun owns as the side that owns them, where it is told."""
    found = list(players)
    taken = {at: n for n, p in enumerate(players) for at in range(p.first, p.last)}
    added: list[Player] = []
    for at in range(sentence.first, sentence.last):
        suffix = _suffix(scene, scene.text.tokens[at])
        held = found[taken[at]] if at in taken else None
        if not suffix or (held is not None and (held.entity is not None or held.first != at)):
            continue
        owner = _owner(scene, players, at, suffix, speeches)
        if owner is None:
            continue
        if held is not None:
            found[taken[at]] = replace(owner, first=at, last=held.last, preposition=held.preposition)
        else:
            added.append(replace(owner, first=at, last=at + 1, preposition=scene.governor(at)))
    return tuple(sorted((*found, *added), key=lambda p: p.first)) if added else tuple(found)


def _suffix(scene: Scene, token: Token) -> str:
    """The pronoun on a noun of forces, folded, or empty."""
    if token.kind != "word" or not token.fold.endswith(_SUFFIXES) or token.text.endswith("ة"):
        return ""
    forces = scene.words.lists["own-forces"]
    for _, stem in token.stems:
        suffix, bases = without_pronoun(stem, _SUFFIXES)
        if any(base in forces for base in bases):
            return suffix
    return ""


def _owner(scene: Scene, players: Sequence[Player], at: int, suffix: str, speeches: Speeches) -> Player | None:
    if suffix == "نا":
        said = speeches.at(scene.text.tokens[at].start)
        speaker = scene.entities.get(said.speaker or "") if said is not None else None
        if speaker is None or speaker.kind not in ("armed_group", "organization", "state"):
            return None
        return Player(at, at + 1, "state" if speaker.kind == "state" else "group", speaker.id, speaker.kind)
    sides = [p for p in players if p.last <= at and _side(p) and _fits(scene, p, suffix)]
    beside = next((p for p in players if p.last == at), None)
    if beside is not None and scene.text.tokens[at].fold[:1] == "و":  # جنود الجيش وآلياته
        return replace(beside, participant=None) if beside in sides else None
    telling = [p for p in sides if _leads(scene, p)]
    if not telling:
        return None
    spoken = at > 0 and scene.text.tokens[at - 1].fold in _THAT
    return replace(telling[0] if spoken else telling[-1], participant=None)


def _side(player: Player) -> bool:
    """True for a side named as such, not by an adjective, and no medium."""
    named = player.entity is not None and player.sort in ("group", "state")
    return named and player.kind != "media" and not player.adjective


def _fits(scene: Scene, player: Player, suffix: str) -> bool:
    """True where a pronoun may stand for a player by its gender; past a noun of forces its name's last word counts."""
    if suffix == "هم":
        return True
    named = player if player.participant is None else replace(player, first=player.last - 1, participant=None)
    return gender_of(scene, named) in ("f" if suffix == "ها" else "m", None)


def _leads(scene: Scene, player: Player) -> bool:
    """True for one who opens what is said or follows a verb: a subject, and no owner or object of something else."""
    if player.preposition or player.first == 0:
        return not player.preposition
    before = scene.text.tokens[player.first - 1]
    verb = any(f.person > 0 for f in scene.forms(before.index))
    return before.kind == "punct" or before.fold in _THAT or verb
