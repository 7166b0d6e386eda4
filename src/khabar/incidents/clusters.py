"""From scored pairs to incidents: the best pairs first, and no union that its own members contradict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice, product

from khabar.incidents.matching import VETO, Score, score
from khabar.incidents.types import EventFact

Key = tuple[int, str]

_SAMPLE = 8  # members of each side that are held against each other before a union
_AGREE = 0.0  # mean score that their pairs must reach


def cluster(
    events: Mapping[Key, EventFact], scored: Sequence[tuple[tuple[Key, Key], Score]]
) -> tuple[tuple[Key, ...], ...]:
    """Groups of events that are one incident, each sorted, in the order of their first members.

    `scored` are the pairs that look like one.
    Greedy from the highest score down, ties by key, so that the order of input cannot matter. Two groups unite only
    where their members, held against each other, agree on the whole and none contradicts.
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
    values: list[float] = []
    for left, right in product(islice(mine, _SAMPLE), islice(theirs, _SAMPLE)):
        pair = (left, right) if left < right else (right, left)
        found = known.get(pair) or score(events[pair[0]], events[pair[1]], False)
        if found.value < VETO:
            return False
        values.append(found.value)
    return sum(values) / len(values) >= _AGREE
