"""The same event told twice in one report becomes one event with two evidences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khabar.events import places
from khabar.objects import Count, Entity, Event, Span

_MEMORY = 8  # how many events back a repetition is looked for
_ANAPHORA = 4  # how many events back a definite noun may point (القصف المذكور)
_MERGED = ("ASSAULT", "PROTEST", "COERCE")
_GENERIC = frozenset({"attack", "targeting", "explosion", "strike", "aggression", "massacre", "military-operation"})


@dataclass(frozen=True, slots=True)
class Telling:
    """What of a telling decides whether it repeats: its sentence and part, its kind, whether it points back (القصف)."""

    sentence: int
    part: int
    kind: str
    definite: bool


def merge_repeats(
    events: Sequence[Event], tellings: Sequence[Telling], days: Mapping[str, str], entities: Mapping[str, Entity]
) -> tuple[dict[int, int], list[Event]]:
    """(index → index of the event it repeats, the events with what their repetitions add).

    Told twice: same type, nothing that contradicts (mode, place, day, actors, figures) and a reason to think so: an
    equal figure, an equal place with an equal day or actor, a definite noun that points back, or a headline above.
    `days` are the days of times by id. Two deeds of one sentence are never one.
    """
    kept: list[int] = []
    same: dict[int, int] = {}
    merged = list(events)
    for index, event in enumerate(events):
        if event.type not in _MERGED:
            continue
        for back, earlier in enumerate(reversed(kept[-_MEMORY:])):
            if tellings[earlier].sentence != tellings[index].sentence and _same(
                merged[earlier], event, tellings[earlier], tellings[index], back, days, entities
            ):
                same[index] = earlier
                merged[earlier] = _joined(merged[earlier], event, entities)
                break
        else:
            kept.append(index)
    return same, merged


def _same(
    one: Event,
    other: Event,
    first: Telling,
    second: Telling,
    back: int,
    days: Mapping[str, str],
    entities: Mapping[str, Entity],
) -> bool:
    if one.type != other.type or one.status != other.status:
        return False
    kin = first.kind == second.kind or first.kind in _GENERIC or second.kind in _GENERIC
    if one.mode and other.mode and one.mode != other.mode and not kin:
        return False
    time = _equal(days.get(one.time or ""), days.get(other.time or ""))
    place = places.agree(entities.get(one.place or ""), entities.get(other.place or ""))
    actors = _actors(one.actors, other.actors, entities)
    figures = _figures(one.counts, other.counts)
    if -1 in (time, place, actors, figures):
        return False
    if figures == 1 or (place == 1 and (actors == 1 or time == 1)):
        return True
    if second.definite and kin and back < _ANAPHORA:
        return True
    return first.part == 0 and second.part > 0 and kin and (place == 1 or actors == 1)


def _equal(one: str | None, other: str | None) -> int:
    """1 equal, 0 one unknown, -1 different."""
    return 0 if not one or not other else 1 if one == other else -1


def _actors(one: Sequence[str], other: Sequence[str], entities: Mapping[str, Entity]) -> int:
    """Compared by state where it is known: روسيا and سلاح الجو الروسي act as one; nameless ones decide nothing."""
    a, b = ({k for i in ids if (k := _key(entities.get(i)))} for ids in (one, other))
    return 0 if not a or not b else 1 if a & b else -1


def _key(entity: Entity | None) -> str | None:
    if entity is None or entity.rule == "events.participant":
        return None
    code = entity.actor_code or ""
    return code[:3] if code.endswith(("MIL", "GOV")) or len(code) == 3 else entity.id


def _figures(one: Sequence[Count], other: Sequence[Count]) -> int:
    """1 where wholes of the same sort have the same value, -1 where only different exact ones face each other."""
    verdict = 0
    for what in ("killed", "injured"):
        a, b = ({(c.min, c.max) for c in counts if c.what == what and c.subset_of is None} for counts in (one, other))
        if a & b:
            return 1
        if a and b and not _within(a, b):
            verdict = -1
    return verdict


def _within(one: set[tuple[int, int | None]], other: set[tuple[int, int | None]]) -> bool:
    """True where an open figure (أكثر من 10) allows the other."""
    return any(
        (high is None and m >= low) or (other_high is None and low >= m) for low, high in one for m, other_high in other
    )


def _joined(one: Event, other: Event, entities: Mapping[str, Entity]) -> Event:
    """The first telling with what only the second one says, and its words as further evidence."""
    known = {(c.what, c.who, c.min, c.max) for c in one.counts}
    new = [i for i, c in enumerate(other.counts) if (c.what, c.who, c.min, c.max) not in known]
    position = {i: len(one.counts) + at for at, i in enumerate(new)}
    moved = tuple(
        other.counts[i].model_copy(
            update={"subset_of": position.get(whole) if (whole := other.counts[i].subset_of) is not None else None}
        )
        for i in new
    )
    also: tuple[Span, ...] = (*one.also, other.evidence, *other.also)
    return one.model_copy(
        update={
            "actors": tuple(dict.fromkeys((*one.actors, *other.actors))),
            "recipients": tuple(dict.fromkeys((*one.recipients, *other.recipients))),
            "victims": tuple(dict.fromkeys((*one.victims, *other.victims))),
            "place": _finer(one.place, other.place, entities),
            "time": one.time or other.time,
            "mode": one.mode or other.mode,
            "acled": one.acled or other.acled,
            "name": one.name or other.name,
            "alleged": one.alleged and other.alleged,
            "counts": (*one.counts, *moved),
            "also": also,
        }
    )


def _finer(one: str | None, other: str | None, entities: Mapping[str, Entity]) -> str | None:
    if one is None or other is None:
        return one or other
    return other if places.named_fineness(entities.get(other)) > places.named_fineness(entities.get(one)) else one
