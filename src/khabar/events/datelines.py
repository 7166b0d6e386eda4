"""Who reports from where, before the first word of the lead: درعا (تجمع الأحرار) - , غزة - وكالة النهر - ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from khabar.objects import Sentence, Text

if TYPE_CHECKING:
    from khabar.events.scene import Player

_OPENS, _CLOSES = frozenset("(-–—/|،"), frozenset(")-–—/|")
_LONGEST = 4  # players of a dateline at most: town, country, outlet, agency


def outside_dateline(text: Text, sentence: Sentence, players: Sequence[Player]) -> Sequence[Player]:
    """The players of a sentence, of its dateline the town alone: bodies there tell the deed and do not do it.

    A dateline is towns and states from the first token on and a body between marks behind them, or a body in brackets.
    """
    at, end = sentence.first, 0
    for index, player in enumerate(players[:_LONGEST]):
        before = [t.text for t in text.tokens[at : player.first]]
        closed = player.last < sentence.last and text.tokens[player.last].text in _CLOSES
        if player.sort == "group" and closed and _opened(before):
            end = index + 1
        elif player.sort not in ("place", "state") or not set(before) <= _OPENS | _CLOSES:
            break
        at = player.last
    if not end:
        return players
    town = next((replace(p, sort="place") for p in players[:end] if p.sort != "group"), None)
    return [*([town] if town else []), *players[end:]]


def _opened(before: Sequence[str]) -> bool:
    """True where marks stand before a body, and at most the word for what it is (وكالة, شبكة)."""
    return bool(before) and before[0] in _OPENS and set(before[1:-1]) <= _OPENS | _CLOSES
