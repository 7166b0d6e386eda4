"""Where reports differ about one incident, and where actors stand on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, cast

from khabar.incidents.matching import total
from khabar.incidents.origins import innermost
from khabar.incidents.places import distance_km
from khabar.incidents.types import Disagreement, DisagreementValue, EventFact, Position, ReportFact

Field = Literal["killed", "injured", "actor", "place", "time", "status"]
Stand = Literal["refuses", "proposes", "considers", "accepts", "denies", "condemns", "claims"]

_ACTS: dict[str, Stand] = {
    "deny": "denies", "claim_responsibility": "claims", "condemn": "condemns", "refuse": "refuses",
    "propose": "proposes",
}  # fmt: skip
_ONE_SPOT_KM = 1.0
_AFFIRMED = frozenset({"occurred", "ongoing"})


def find_disagreements(members: Sequence[EventFact], reports: Sequence[ReportFact]) -> tuple[Disagreement, ...]:
    """The fields on which the events' values cannot all be true, with who holds what."""
    found = [_figures(members, reports, "killed"), _figures(members, reports, "injured")]
    found += [_actors(members, reports), _places(members, reports), _days(members, reports), _status(members, reports)]
    return tuple(d for d in found if d is not None)


def _disagreement(field: Field, held: Mapping[str, Iterable[str]]) -> Disagreement | None:
    if len(held) < 2:
        return None
    values = tuple(DisagreementValue(value=v, reports=tuple(sorted(set(held[v])))) for v in sorted(held))
    return Disagreement(field=field, values=values)


def _figures(members: Sequence[EventFact], reports: Sequence[ReportFact], what: Field) -> Disagreement | None:
    held: dict[tuple[int, int | None], list[str]] = {}
    for event in members:
        figure = total(event, what)
        if figure is not None:
            held.setdefault((figure.min, figure.max), []).append(reports[event.report].source_id)
    exact = {bounds for bounds in held if bounds[0] == bounds[1]}
    low, high = max(b[0] for b in held) if held else 0, min((b[1] for b in held if b[1] is not None), default=None)
    if len(exact) < 2 and (high is None or low <= high):
        return None
    spelled = {_spell(bounds): ids for bounds, ids in held.items()}
    return _disagreement(what, spelled)


def _spell(bounds: tuple[int, int | None]) -> str:
    low, high = bounds
    return str(low) if low == high else f"{low}+" if high is None else f"{low}-{high}"


def _actors(members: Sequence[EventFact], reports: Sequence[ReportFact]) -> Disagreement | None:
    """Disagreement only where no actor is common to two reports' events."""
    held: dict[str, list[str]] = {}
    sets = [frozenset(s.key for s in e.actors) for e in members if e.actors]
    if not sets or frozenset.intersection(*sets):
        return None
    for event in members:
        for actor in event.actors:
            held.setdefault(actor.name, []).append(reports[event.report].source_id)
    return _disagreement("actor", held)


def _places(members: Sequence[EventFact], reports: Sequence[ReportFact]) -> Disagreement | None:
    """Fine places with different names that are not one spot."""
    held: dict[str, list[str]] = {}
    fine = [(e, e.place) for e in members if e.place and not e.place.coarse]
    for event, place in fine:
        same = next((n for _, p in fine for n in [p.name] if n in held and _one_spot(p.names, place.names)), place.name)
        held.setdefault(same, []).append(reports[event.report].source_id)
    spots = [p for _, p in fine]
    pairs = [(a, b) for a in spots for b in spots if not _one_spot(a.names, b.names)]
    apart = any((km := distance_km(a, b)) is None or km > _ONE_SPOT_KM for a, b in pairs)
    return _disagreement("place", held) if apart else None


def _one_spot(a: Iterable[str], b: Iterable[str]) -> bool:
    return bool(set(a) & set(b))


def _days(members: Sequence[EventFact], reports: Sequence[ReportFact]) -> Disagreement | None:
    held: dict[str, list[str]] = {}
    for event in members:
        if event.dated and event.begin and event.begin == event.end:
            held.setdefault(event.begin, []).append(reports[event.report].source_id)
    return _disagreement("time", held)


def _status(members: Sequence[EventFact], reports: Sequence[ReportFact]) -> Disagreement | None:
    held: dict[str, list[str]] = {}
    for event in members:
        value = "denied" if event.status == "denied" or event.act == "deny" else event.status
        held.setdefault("occurred" if value in _AFFIRMED else value, []).append(reports[event.report].source_id)
    return _disagreement("status", held)


def find_positions(
    members: Sequence[EventFact], stands: Sequence[EventFact], reports: Sequence[ReportFact]
) -> tuple[Position, ...]:
    """Who proposes, considers, accepts, refuses, condemns, claims or denies the deed.

    `members` tell the deed, `stands` are events about one of them; a statement's own act (نفت، تبنّى) is a stand too.
    """
    held: dict[tuple[str, Stand], set[str]] = {}
    for event in stands:
        for actor in event.actors:
            held.setdefault((actor.name, cast(Stand, event.stand)), set()).add(reports[event.report].source_id)
    for event in members:
        speaker = innermost(event, reports[event.report])
        stand = _ACTS.get(event.act or "")
        if speaker is not None and stand is not None:
            held.setdefault((speaker.name, stand), set()).add(reports[event.report].source_id)
    return tuple(Position(actor=a, stand=s, reports=tuple(sorted(held[a, s]))) for a, s in sorted(held))
