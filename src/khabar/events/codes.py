"""PLOVER modes and ACLED event and sub-event types, from the kind of deed, the weapons named and who acts."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.events.chains import Deed
from khabar.events.clauses import Clause
from khabar.events.triggers import Marked
from khabar.objects import Entity

_OVERTAKES = "overtakes-territory"
_STATE_CODES = ("MIL", "GOV", "COP")
_ORDER = ("suicide-attack", "airstrike", "explosives", "heavy-weapons", "firearms", "primitive")


def codes(
    deed: Deed, marks: Sequence[Marked], clauses: Sequence[Clause], agents: Sequence[Entity]
) -> tuple[str | None, str | None]:
    """(mode, ACLED type) of a deed; a named weapon decides where the kind leaves it open (هجوم بسيارة مفخخة)."""
    mode, acled = deed.main.kind.mode, deed.main.kind.acled
    if acled == _OVERTAKES:
        return mode, _overtakes(agents)
    open_ = mode is None or deed.main.kind.id in ("shelling", "strike", "bombing", "explosion", "damage")
    if deed.main.kind.type == "ASSAULT" and open_:
        weapon = _weapon(deed, marks, clauses)
        if weapon is not None:
            return weapon.mark.mode, weapon.mark.acled
        for trigger in deed.triggers:
            if trigger.kind.type == "ASSAULT" and trigger.kind.mode and trigger.kind.role != "harm":
                return trigger.kind.mode, trigger.kind.acled
    return mode, acled


def _weapon(deed: Deed, marks: Sequence[Marked], clauses: Sequence[Clause]) -> Marked | None:
    """The most telling weapon within the deed's clauses; the words that tell the deed are none (إنزال جوي)."""
    spans = [clauses[c] for c in deed.clauses]
    own = range(deed.main.first, deed.main.last)
    named = [
        m
        for m in marks
        if m.mark.book == "weapons" and m.first not in own and any(c.first <= m.first < c.last for c in spans)
    ]
    return min(named, key=lambda m: _ORDER.index(m.mark.mode or "firearms"), default=None)


def _overtakes(agents: Sequence[Entity]) -> str:
    """ACLED tells apart who takes a place: a state's forces regain, others overtake."""
    state = any(e.kind == "state" or (e.actor_code or "").endswith(_STATE_CODES) for e in agents)
    return "Battles: Government regains territory" if state else "Battles: Non-state actor overtakes territory"
