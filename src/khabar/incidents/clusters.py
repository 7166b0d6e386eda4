"""From scored pairs to incidents: the best pairs first, and no union that its own members contradict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from khabar.incidents.matching import Score, in_conflict, score
from khabar.incidents.types import EventFact

Key = tuple[int, str]

_SAMPLE = 8  # reports of each side that are held against each other before a union
_EACH = 2  # events of each of them; of a pair of reports the likest two speak
_WORST = -8.0  # a pair of reports speaks no louder against
_AGREE = 1.0  # mean score that the pairs of reports must reach


def cluster(
    events: Mapping[Key, EventFact], scored: Sequence[tuple[tuple[Key, Key], Score]]
) -> tuple[tuple[Key, ...], ...]:
    """Groups of events that are one incident, each sorted, in the order of their first members.

    `scored` are the pairs that look like one.
    Greedy from the highest score down, ties by key, so that the order of input cannot matter. Two groups unite only
    where their reports, held against each other, agree on the whole, and where no report tells two deeds of the union
    as different ones: a chain of pairs is no incident.
    """
    known = dict(scored)
    group: dict[Key, int] = {key: at for at, key in enumerate(sorted(events))}
    members: dict[int, list[Key]] = {at: [key] for key, at in group.items()}
    for (left, right), _ in sorted(scored, key=lambda item: (-item[1].value, item[0])):
        a, b = sorted((group[left], group[right]))
        if a != b and _agree(events, known, members[a], members[b]):
            for key in members[b]:
                group[key] = a
            members[a] = sorted(members[a] + members.pop(b))
    return tuple(tuple(members[at]) for at in sorted(members, key=lambda at: members[at][0]))


def _agree(
    events: Mapping[Key, EventFact],
    known: Mapping[tuple[Key, Key], Score],
    mine: Sequence[Key],
    theirs: Sequence[Key],
) -> bool:
    mine_told, theirs_told = _by_report(mine), _by_report(theirs)
    for report in mine_told.keys() & theirs_told.keys():
        if any(in_conflict(events[x], events[y]) for x, y in product(mine_told[report], theirs_told[report])):
            return False
    pairs = product(_sample(mine_told), _sample(theirs_told))
    values = [max(_WORST, *_values(events, known, x, y)) for x, y in pairs if x[0][0] != y[0][0]]
    return not values or sum(values) / len(values) >= _AGREE


def _values(
    events: Mapping[Key, EventFact], known: Mapping[tuple[Key, Key], Score], mine: Sequence[Key], theirs: Sequence[Key]
) -> Iterator[float]:
    for left, right in product(mine, theirs):
        pair = (left, right) if left < right else (right, left)
        yield (known.get(pair) or score(events[pair[0]], events[pair[1]], False)).value


def _by_report(members: Sequence[Key]) -> dict[int, list[Key]]:
    told: dict[int, list[Key]] = {}
    for key in members:
        told.setdefault(key[0], []).append(key)
    return told


def _sample(told: Mapping[int, Sequence[Key]]) -> list[Sequence[Key]]:
    """`_EACH` events of at most `_SAMPLE` reports, evenly spread over all of them."""
    reports = [held[:_EACH] for held in told.values()]
    if len(reports) <= _SAMPLE:
        return reports
    return [reports[at * len(reports) // _SAMPLE] for at in range(_SAMPLE)]
