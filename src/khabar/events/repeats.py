"""The same event told twice in one report becomes one event with two evidences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.objects import Count, Event, Span

_MEMORY = 6  # how many events back a repetition is looked for


def merge_repeats(events: Sequence[Event], sentences: Sequence[int], grains: Mapping[str, str]) -> tuple[dict[int, int], list[Event]]:
    """(index → index of the event it repeats, the events with what their repetitions add).

    Told twice: same type and mode, nothing that contradicts (place, day, actors, figures) and at least one thing in
    common. `sentences` are the events' sentences: two deeds of one sentence are never one. `grains` maps a time's id
    to its value, so that two expressions of one day count as the same.
    """
    kept: list[int] = []
    same: dict[int, int] = {}
    merged = list(events)
    for index, event in enumerate(events):
        for earlier in reversed(kept[-_MEMORY:]):
            if sentences[earlier] != sentences[index] and _same(merged[earlier], event, grains):
                same[index] = earlier
                merged[earlier] = _joined(merged[earlier], event)
                break
        else:
            kept.append(index)
    return same, merged


def _same(one: Event, other: Event, grains: Mapping[str, str]) -> bool:
    if one.type != other.type or one.type not in ("ASSAULT", "PROTEST") or one.status != other.status:
        return False
    if one.mode and other.mode and one.mode != other.mode:
        return False
    time = _agree(grains.get(one.time or ""), grains.get(other.time or ""))
    place = _agree(one.place, other.place)
    actors = _overlap(one.actors, other.actors)
    figures = _figures(one.counts, other.counts)
    if -1 in (time, place, actors, figures):
        return False
    return figures == 1 or (place == 1 and (actors == 1 or time == 1))


def _agree(one: str | None, other: str | None) -> int:
    """1 equal, 0 one unknown, -1 different."""
    return 0 if not one or not other else 1 if one == other else -1


def _overlap(one: Sequence[str], other: Sequence[str]) -> int:
    return 0 if not one or not other else 1 if set(one) & set(other) else -1


def _figures(one: Sequence[Count], other: Sequence[Count]) -> int:
    """1 where a whole of the same sort has the same value, -1 where one contradicts, 0 otherwise."""
    agreed = 0
    for a in one:
        for b in other:
            if a.what == b.what and a.what in ("killed", "injured") and a.subset_of is None and b.subset_of is None:
                if (a.min, a.max) == (b.min, b.max):
                    agreed = 1
                elif agreed == 0 and a.exact and b.exact:
                    return -1
    return agreed


def _joined(one: Event, other: Event) -> Event:
    """The first telling with what only the second one says, and its words as further evidence."""
    new = [c for c in other.counts if not any((c.what, c.who, c.min, c.max) == (k.what, k.who, k.min, k.max) for k in one.counts)]
    offset = len(one.counts)
    position = {other.counts.index(c): offset + at for at, c in enumerate(new)}
    moved = tuple(c.model_copy(update={"subset_of": position.get(c.subset_of) if c.subset_of is not None else None}) for c in new)
    also: tuple[Span, ...] = (*one.also, other.evidence, *other.also)
    return one.model_copy(
        update={
            "actors": tuple(dict.fromkeys((*one.actors, *other.actors))),
            "recipients": tuple(dict.fromkeys((*one.recipients, *other.recipients))),
            "victims": tuple(dict.fromkeys((*one.victims, *other.victims))),
            "place": one.place or other.place,
            "time": one.time or other.time,
            "mode": one.mode or other.mode,
            "acled": one.acled or other.acled,
            "name": one.name or other.name,
            "counts": (*one.counts, *moved),
            "also": also,
        }
    )
