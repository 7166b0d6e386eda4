"""Takers of part that no mention named become entities of their own (ثلاثة مسلحين, دورية للجيش)."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.events.scene import Player
from khabar.objects import Entity, Mention, Text

RULE = "events.participant"


class Cast:
    """The entities of a report, growing by participants. Ids go on from the last one."""

    def __init__(self, text: Text, entities: Sequence[Entity], backing: frozenset[str] = frozenset()) -> None:
        """`backing` are folded participles that say who is behind a group (المدعومة، التابعة)."""
        self._text = text
        self._backing = backing
        self.entities: dict[str, Entity] = {e.id: e for e in entities}
        self._next = 1 + max((int(e.id[1:]) for e in entities if e.id[1:].isdigit()), default=0)
        self._made: dict[tuple[int, int], str] = {}

    def id_of(self, player: Player) -> str:
        """The entity of a player, made where there is none."""
        if player.entity is not None:
            return player.entity
        key = (player.first, player.last)
        if key not in self._made:
            self._made[key] = self._make(player)
        return self._made[key]

    def _make(self, player: Player) -> str:
        span = self._text.words(player.first, self._backed(player.last))
        start = span.start + player.cut
        words = self._text.raw[start : span.end]
        # In للجيش the article has lost its alef, which the name has.
        lost = player.cut > 1 and self._text.tokens[player.first].fold[: player.cut].endswith("لل")
        name = f"ال{words}" if lost else words
        entity = Entity(
            id=f"e{self._next}",
            kind="people",
            name=name,
            actor_code=(player.participant.code or None) if player.participant is not None else None,
            mentions=(Mention(start=start, end=span.end, text=words, form="nominal"),),
            rule=RULE,
        )
        self._next += 1
        self.entities[entity.id] = entity
        return entity.id

    def _backed(self, last: int) -> int:
        """`last`, past who is behind them where the phrase says so (الفصائل المدعومة من الجوار)."""
        tokens = self._text.tokens
        if tokens[last - 1].fold not in self._backing or last + 1 >= len(tokens) or tokens[last].kind != "word":
            return last
        if tokens[last].fold == "من" and tokens[last + 1].kind == "word":
            return last + 2
        if tokens[last].fold.startswith("ل"):
            return last + 2 if tokens[last + 1].fold.startswith("ال") else last + 1
        return last
