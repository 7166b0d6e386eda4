"""PLOVER modes and ACLED event and sub-event types: from the kind of deed, the weapons named, who acts, who is hit."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.events.arguments import Parts
from khabar.events.chains import Deed
from khabar.events.scene import Player
from khabar.events.stage import Stage
from khabar.events.triggers import Marked
from khabar.objects import Count, Entity

_OVERTAKES = "overtakes-territory"
_STATE_CODES = ("MIL", "GOV", "COP")
_ARMED_CODES = ("MIL", "COP", "REB", "UAF", "SPY")
_ORDER = ("suicide-attack", "airstrike", "explosives", "heavy-weapons", "firearms", "primitive")
_OPEN = ("strike", "bombing", "explosion", "damage")  # kinds whose mode any weapon named decides
# Kinds whose mode only some weapons change: who throws it from the air, who shells with bombs.
_HALF_OPEN = {
    "shelling": ("airstrike", "heavy-weapons"),
    "fire-munition": ("airstrike",),
    "launch-munition": ("airstrike",),
    "throw-munition": ("airstrike",),
    "falling-munition": ("airstrike",),
    "open-fire": ("airstrike", "heavy-weapons"),
}
_BATTLE = "Battles: Armed clash"
_ATTACK = "Violence against civilians: Attack"
_FORCE = "Protests: Excessive force against protesters"
_BY = frozenset({"من", "في", "جراء", "اثر", "بواسطه", "بفعل", "نتيجه", "بسبب", "عبر", "باستخدام", "تحت", "قبل"})
_AT = frozenset({"علي", "نحو", "باتجاه", "صوب", "ضد"})


def codes(
    stage: Stage, deed: Deed, parts: Parts, counts: Sequence[Count], agents: Sequence[Entity], struck: Sequence[Entity]
) -> tuple[str | None, str | None]:
    """(mode, ACLED type) of a deed; a named weapon decides where the kind leaves it open (هجوم بسيارة مفخخة).

    `agents` and `struck` are the entities of `parts`, `counts` the deed's own figures: who is shot at decides whether
    ACLED has a battle or an attack on civilians.
    """
    mode, acled = _by_weapon(stage, deed, parts)
    if acled == _OVERTAKES:
        return mode, _overtakes(agents)
    if acled == _BATTLE and mode == "firearms" and not any(t.kind.symmetric for t in deed.triggers):
        return mode, _of_shots(agents, struck, counts)
    return mode, acled


def _by_weapon(stage: Stage, deed: Deed, parts: Parts) -> tuple[str | None, str | None]:
    """(mode, ACLED type) of the kind, or of the weapon or the other trigger that says with what it was done."""
    kind = deed.main.kind
    modes = _ORDER if kind.mode is None or kind.id in _OPEN else _HALF_OPEN.get(kind.id, ())
    if kind.type == "ASSAULT" and modes:
        weapon = _weapon(stage, deed, parts, modes)
        if weapon is not None:
            return weapon.mark.mode, weapon.mark.acled
        if modes == _ORDER:
            for trigger in deed.triggers:
                if trigger.kind.type == "ASSAULT" and trigger.kind.mode and trigger.kind.role != "harm":
                    return trigger.kind.mode, trigger.kind.acled
    return kind.mode, kind.acled


def _weapon(stage: Stage, deed: Deed, parts: Parts, modes: Sequence[str]) -> Marked | None:
    """The most telling weapon within the deed's clauses; the words that tell the deed are none (إنزال جوي)."""
    spans = [stage.clauses[c] for c in deed.clauses]
    own = range(deed.main.first, deed.main.last)
    named = [
        m
        for m in stage.scan.marks
        if m.mark.book == "weapons"
        and m.mark.mode in modes
        and m.first not in own
        and any(c.first <= m.first < c.last for c in spans)
        and not _aimed_at(stage, deed, parts, m)
    ]
    return min(named, key=lambda m: _ORDER.index(m.mark.mode or "firearms"), default=None)


def _aimed_at(stage: Stage, deed: Deed, parts: Parts, weapon: Marked) -> bool:
    """True for arms that are struck (تدمير دبابة), and aircraft that only stand beside the dead (طائرة تقل شهداء)."""
    tokens, at, main = stage.scene.text.tokens, weapon.first, deed.main
    if tokens[at].fold.startswith(("ب", "وب")):
        return False
    own = any(p.first - 1 <= at < p.last for p in parts.agents)  # طائرات الجيش
    struck = weapon.mark.id != "air" and any(_holds(p, at) for p in parts.recipients)
    if own or struck or tokens[at - 1].fold in _AT:
        return not own
    if main.kind.id == "damage":
        counted = stage.scene.counted.get(at)
        if counted is not None and stage.counts[counted].what == "vehicles":
            return True
        if main.form == "noun":
            return at == main.last
        return bool(parts.agents) and tokens[at - 1].fold not in _BY
    beside = bool(main.kind.counts) and main.kind.role == "harm" and main.form != "verb" and weapon.mark.id == "air"
    if not beside or tokens[at - 1].fold in _BY or tokens[at - 1].fold.startswith("ب"):
        return False
    caused = (m.first for m in stage.scan.marks if m.mark.book == "links" and m.mark.value == "cause")
    return not any(at < first < main.first for first in caused)  # طائرة أسفرت عن مقتل رجل


def _holds(player: Player, at: int) -> bool:
    return player.first <= at < player.last


def _of_shots(agents: Sequence[Entity], struck: Sequence[Entity], counts: Sequence[Count]) -> str | None:
    """ACLED's type of shots that no two sides exchange: by who was hit; None where nothing says who."""
    hit = [c.who for c in counts if c.what in ("killed", "injured")]
    if any(_sector(e) == "OPP" for e in struck) or "protester" in hit:
        return _FORCE if any(_sector(e) in _STATE_CODES for e in agents) else _ATTACK
    if any(_sector(e) in _ARMED_CODES or e.kind == "armed_group" for e in struck) or "combatant" in hit:
        return _BATTLE
    people = any(e.kind in ("person", "people") for e in struck)
    return _ATTACK if people or any(who not in ("unspecified", None) for who in hit) else None


def _sector(entity: Entity) -> str:
    """The last of the PLOVER sectors of an entity, empty where it has none."""
    return (entity.actor_code or "")[-3:]


def _overtakes(agents: Sequence[Entity]) -> str:
    """ACLED tells apart who takes a place: a state's forces regain, others overtake."""
    state = any(e.kind == "state" or (e.actor_code or "").endswith(_STATE_CODES) for e in agents)
    return "Battles: Government regains territory" if state else "Battles: Non-state actor overtakes territory"
