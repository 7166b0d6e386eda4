"""Chains of cause: which triggers of a sentence tell one and the same deed (قصف … أدى إلى مقتل … وإصابة …)."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from khabar.events.clauses import Clause, clause_at
from khabar.events.triggers import Scan, Trigger
from khabar.objects import Text

_ARMS = ("heavy-weapons", "explosives", "firearms", "suicide-attack", "primitive")  # modes of arms but aircraft
_GOVERNING = frozenset({"الي", "علي", "عن", "في", "اي", "هذا", "هذه", "عقد", "استيناف", "بدء"})
_REACH = 12  # tokens from a stand to the noun of what it is about


@dataclass(frozen=True, slots=True)
class Deed:
    """The triggers that tell one deed, in order; `main` names it: a cause before a casualty, a strong before a weak."""

    triggers: tuple[Trigger, ...]
    main: Trigger
    clauses: tuple[int, ...]


def gather(text: Text, scan: Scan, clauses: tuple[Clause, ...]) -> tuple[Deed, ...]:
    """The deeds of a sentence, in order of their first triggers."""
    groups: list[list[Trigger]] = []
    for trigger in scan.triggers:
        if groups and _agreed(groups[-1][-1], trigger):
            continue
        home = _home(text, groups, trigger, scan, clauses)
        if home is None:
            groups.append([trigger])
        else:
            home.append(trigger)
    return _deeds(text, groups, scan, clauses)


def parted(text: Text, deed: Deed, at: int, scan: Scan, clauses: tuple[Clause, ...]) -> tuple[Deed, ...]:
    """A deed as two, the second of its triggers from token `at` on."""
    groups = [[t for t in deed.triggers if t.first < at], [t for t in deed.triggers if t.first >= at]]
    return _deeds(text, groups, scan, clauses)


def _deeds(
    text: Text, groups: Sequence[Sequence[Trigger]], scan: Scan, clauses: tuple[Clause, ...]
) -> tuple[Deed, ...]:
    stands = [t.first for t in scan.triggers if t.kind.role == "stand"]
    held = {t.first for t in scan.triggers if t.kind.stood_on and _governed(text, t)}
    arms = [m.first for m in scan.marks if m.mark.mode in _ARMS]
    deeds = [_deed(group, clauses, stands, held, arms) for group in groups]
    return tuple(d for d in deeds if d is not None)


def _agreed(last: Trigger, trigger: Trigger) -> bool:
    """True for a truce right after the agreement that it is (اتفاق دائم لوقف إطلاق النار): one deed, told once."""
    pact = last.kind.id in ("agreement", "sign") and last.form != "verb"
    return pact and trigger.kind.id == "ceasefire" and trigger.first - last.last <= 1


def _home(
    text: Text, groups: list[list[Trigger]], trigger: Trigger, scan: Scan, clauses: tuple[Clause, ...]
) -> list[Trigger] | None:
    """The latest group that this trigger goes on telling, or None."""
    for group in reversed(groups[-2:]):
        if _family(group[0]) == _family(trigger) and _joins(text, group, trigger, scan, clauses):
            return group
    return None


def _family(trigger: Trigger) -> str:
    kind = trigger.kind
    if kind.type == "ASSAULT" or kind.role == "harm" or kind.mishap:
        return "violence"
    return kind.type or kind.id


def _joins(text: Text, group: list[Trigger], trigger: Trigger, scan: Scan, clauses: tuple[Clause, ...]) -> bool:
    last = group[-1]
    here, there = clause_at(clauses, trigger.first), clause_at(clauses, last.first)
    family = _family(trigger)
    if family != "violence":
        if here == there and _absolute(text, group, trigger):
            return True
        if trigger.kind.stand == "considers" and any(t.kind.role != "stand" for t in group):
            return all(clauses[c].joint not in ("while", "also", "stop") for c in range(there + 1, here + 1))
        if trigger.kind.role == "stand":
            return here == there and trigger.kind.id == last.kind.id and trigger.first - last.first <= 2
        return all(clauses[c].joint not in ("while", "also", "stop") for c in range(there + 1, here + 1))
    if here == there:
        return _same_clause(text, group, trigger)
    return _next_clause(text, group, trigger, scan, clauses, there, here)


def _absolute(text: Text, group: list[Trigger], trigger: Trigger) -> bool:
    """True for a verbal noun that only strengthens its own verb (ترفض رفضا قاطعا)."""
    alike = any(t.kind.id == trigger.kind.id and t.form == "verb" for t in group)
    return alike and trigger.form == "noun" and text.tokens[trigger.first].fold.endswith("ا")


def _same_clause(text: Text, group: list[Trigger], trigger: Trigger) -> bool:
    """Within a clause: cause and casualty are one; a second finite verb of the same sort after و is another deed."""
    both_verbs = trigger.form == "verb" and any(t.form == "verb" and t.kind.role == trigger.kind.role for t in group)
    return not (both_verbs and text.tokens[trigger.first].fold[:1] == "و" and trigger.kind.role != "harm")


def _next_clause(
    text: Text, group: list[Trigger], trigger: Trigger, scan: Scan, clauses: tuple[Clause, ...], there: int, here: int
) -> bool:
    joints = [clauses[c].joint for c in range(there + 1, here + 1)]
    if "also" in joints or len(joints) > 2:
        return False
    has_cause = any(t.kind.role != "harm" for t in group)
    harm = trigger.kind.role == "harm"
    own = [t for t in scan.triggers if clauses[here].first <= t.first < clauses[here].last and _family(t) == "violence"]
    own_cause = any(t.kind.role != "harm" and not t.definite for t in own)
    if "result" in joints or "then" in joints:
        return harm or not has_cause
    if "cause" in joints:
        return not has_cause
    if "while" in joints or "stop" in joints:
        return (harm and not own_cause and has_cause and joints == ["stop"]) or _refers(group, trigger)
    if harm:
        armed = _arms_of(scan, clauses, there), _arms_of(scan, clauses, here)
        other = trigger.form == "verb" and bool(armed[0]) and armed[0].isdisjoint(armed[1])
        return not (own_cause and has_cause) and not (other and (own_cause or bool(armed[1])))
    return _refers(group, trigger) or (not has_cause and trigger.form != "verb")


def _arms_of(scan: Scan, clauses: tuple[Clause, ...], index: int) -> set[str]:
    """The arms that a clause names: who was shot here and who died of a mine there were not harmed by one deed."""
    first, last = clauses[index].first, clauses[index].last
    return {m.mark.id for m in scan.marks if m.mark.book == "weapons" and first <= m.first < last}


def _refers(group: list[Trigger], trigger: Trigger) -> bool:
    """True where a definite noun takes up a deed already told (… قصف … وأسفر القصف عن)."""
    return trigger.known and any(t.kind.id == trigger.kind.id for t in group)


def _governed(text: Text, trigger: Trigger) -> bool:
    """True but for a noun with the article and nothing that governs it: the subject of a stand (يدعو المؤتمر)."""
    token = text.tokens[trigger.first]
    return not trigger.known or trigger.start > token.start or text.tokens[trigger.first - 1].fold in _GOVERNING


def _mishap(group: Sequence[Trigger], strong: Sequence[Trigger], armed: bool) -> list[Trigger]:
    """The mishaps of a group in which only people come to harm, and by no arms: who burns houses does it."""
    if armed:
        return []
    harmed = all(t.kind.role == "harm" and t.kind.counts for t in strong if not t.kind.mishap)
    people = not any(t.kind.mode == "destroy" for t in strong)
    return [t for t in group if t.kind.mishap] if harmed and people else []


def _deed(
    group: Sequence[Trigger],
    clauses: tuple[Clause, ...],
    stands: Sequence[int],
    held: Container[int],
    arms: Sequence[int],
) -> Deed | None:
    """The deed that a group tells; None where its noun needs a light verb, or a stand before it, and has none.

    `held` are the tokens of nouns that a stand may be about, by what stands before them.
    """
    homes = tuple(dict.fromkeys(clause_at(clauses, t.first) for t in group))
    armed = any(clauses[c].first <= at < clauses[c].last for at in arms for c in homes)
    stood_on = {t.first for t in group if t.first in held and any(0 < t.first - at <= _REACH for at in stands)}
    told = [t for t in group if not _uncarried(t) or t.first in stood_on]
    strong = [t for t in told if not t.kind.weak and t.form != "people"]
    causes = [t for t in strong if t.kind.role != "harm"]
    main = next(iter(causes or _mishap(told, strong, armed) or strong or told), None)
    if main is None or (main.kind.needs_company and len({t.kind.id for t in group}) < 2):
        return None
    return Deed(tuple(group), main, homes)


def _uncarried(trigger: Trigger) -> bool:
    """True for a noun that needs a light verb and has none."""
    return trigger.kind.needs_light and trigger.carrier is None and trigger.form != "verb"
