"""Figures told town by town: شهيدان في X وأربعة في Y are two tolls of one deed, and each stands at its own place.

A deed told of several places comes once for each (`spread`); the room of sentences gave all its figures to the first.
A figure goes where the place right after it says, with its parts; one that names no place stays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from khabar.events.scene import Scene
from khabar.events.tallies import reindexed
from khabar.objects import Entity, Event

_GAP = 9  # tokens from a figure to its place
_INTO = frozenset({"في", "علي", "قرب", "بالقرب", "من", "و"})
_MARKS = frozenset("#“”\"'«»()")


def by_town(scene: Scene, events: Sequence[Event], entities: Mapping[str, Entity]) -> tuple[Event, ...]:
    """The events, each figure of a deed told of several places on the one whose place follows the figure."""
    found = list(events)
    groups: dict[tuple[int, int], list[int]] = {}
    for index, event in enumerate(events):
        if event.place is not None:
            groups.setdefault((event.trigger.start, event.trigger.end), []).append(index)
    for members in groups.values():
        if len(members) > 1:
            _settle(scene, found, members, entities)
    return tuple(found)


def _settle(scene: Scene, events: list[Event], members: Sequence[int], entities: Mapping[str, Entity]) -> None:
    homes = {
        scene.token_at(mention.start): member
        for member in reversed(members)
        for mention in entities[events[member].place or ""].mentions
    }
    starts = sorted(homes)
    for member in members:
        counts = events[member].counts
        going = [_home(scene, c.end, starts, homes, member) if c.subset_of is None else member for c in counts]
        going = [going[c.subset_of] if c.subset_of is not None else home for c, home in zip(counts, going, strict=True)]
        for other in dict.fromkeys(home for home in going if home != member):
            moved = reindexed(counts, [i for i, home in enumerate(going) if home == other])
            held = events[other].counts
            shifted = [
                c.model_copy(update={"subset_of": c.subset_of + len(held)}) if c.subset_of is not None else c
                for c in moved
            ]
            events[other] = events[other].model_copy(update={"counts": (*held, *shifted)})
        if any(home != member for home in going):
            kept = reindexed(counts, [i for i, home in enumerate(going) if home == member])
            events[member] = events[member].model_copy(update={"counts": kept})


def _home(scene: Scene, end: int, starts: Sequence[int], homes: Mapping[int, int], member: int) -> int:
    """The event whose place follows a figure that ends at an offset, over other figures and nouns of place alone."""
    first = bisect_left(scene.starts, end)
    at = bisect_left(starts, first)
    if at == len(starts) or starts[at] - first > _GAP:
        return member
    governors, places = scene.words.counting.governors, scene.words.places
    for index in range(first, starts[at]):
        token = scene.text.tokens[index]
        if index in scene.counted or token.text in _MARKS or token.fold in _INTO:
            continue
        stems = {stem for _, stem in token.stems}
        if token.kind != "word" or not (stems & places or any(stem in governors for stem in stems)):
            return member
    return homes[starts[at]]
