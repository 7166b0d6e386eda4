"""Dead and wounded behind a mishap and no deed are the mishap's (اصطدمت حافلتان … وأصيب سبعة): no assault is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from khabar.events.told import Told
from khabar.events.vocabulary import Kind

_NEAR = 3  # sentences behind a mishap, or its last casualties, in which others are told
_OF_WAR = "martyrdom"  # who falls a martyr was not run over


def after_mishaps(told: Sequence[Told], kinds: Mapping[str, Kind]) -> list[Told]:
    """The deeds in order, casualties right behind a mishap without a type, where no violence was told before them.

    `kinds` are the vocabulary's by id. Who names a doer or a weapon tells of a deed.
    """
    found: list[Told] = []
    mishap: int | None = None
    violent = False
    for item in told:
        event, at = item.event, item.telling.sentence
        kind = kinds.get(item.telling.kind)
        bare = item.telling.toll and item.telling.kind != _OF_WAR and not (event.actors or event.mode)
        if kind is not None and kind.mishap:
            mishap = at
        elif event.type == "ASSAULT" and not bare and not item.doubtful:
            violent = True
        elif event.type == "ASSAULT" and bare and not violent and mishap is not None and at - mishap <= _NEAR:
            item, mishap = replace(item, event=event.model_copy(update={"type": None, "acled": None})), at
        found.append(item)
    return found
