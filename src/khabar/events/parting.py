"""Deeds that و joins and others do: قتل مسلحون ضابطا وقتل الجيش مسلحا are two, each with its own doers."""

from __future__ import annotations

from khabar.events.arguments import find_parts
from khabar.events.chains import Deed, parted
from khabar.events.stage import Stage


def by_subject(stage: Stage, deed: Deed) -> tuple[Deed, ...]:
    """A deed as two where a verb of harm in a later clause has others behind it for its subject; else as it is."""
    last = stage.players[-1].first if stage.players else -1
    for verb in deed.triggers[1:]:
        if verb.first > last:
            break  # nobody stands behind it
        if verb.verb is None or verb.kind.role != "harm" or verb.kind.type != deed.main.kind.type:
            continue
        if verb.verb.number != "s":
            continue  # قتلوا has its subject before it
        parts = parted(stage.scene.text, deed, verb.first, stage.scan, stage.clauses)
        if len(parts) < 2 or parts[0].clauses[-1] >= parts[1].clauses[0]:
            continue
        one, other = (find_parts(stage, part).agents for part in parts)
        own = {p.entity for p in other if p.first > verb.first}
        if one and own and all(p.last <= verb.first for p in one) and own.isdisjoint(p.entity for p in one if p.entity):
            return parts
    return (deed,)
