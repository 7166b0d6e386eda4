"""From scored pairs to incidents: the likest groups first, by the mean of what their members say of each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import product

from khabar.incidents.matching import MATCH, Score, deeds_of, in_conflict, is_contrary, score
from khabar.incidents.types import EventFact

Key = tuple[int, str]
Pair = tuple[Key, Key]

_SAMPLE = 8  # reports of each side that are held against each other before a union
_EACH = 2  # deeds of each of them; of a pair of reports the likest two speak
# No pair of reports speaks louder for, nor against: of two that contradict each other, and of two that tell too little.
_BEST, _CONTRARY, _SILENT = 13.0, -5.0, -1.0


def cluster(events: Mapping[Key, EventFact], scored: Sequence[tuple[Pair, Score]]) -> tuple[tuple[Key, ...], ...]:
    """Groups of events that are one incident, each sorted, in the order of their first members.

    `events` are those that are weighed, `scored` the pairs of them that look like one. Two groups unite where their
    reports, each held against each, score `MATCH` or more on average, the likest groups first, ties by key, so that the
    order of input cannot matter; and where no report tells two deeds of the union as different ones.
    Members are deeds: of those that a report leads with the one that most pairs are about, and any that half as many
    are about; each other one is a group alone.
    """
    groups = _Groups(events, scored)
    groups.unite()
    home = {key: at for at, members in groups.members.items() for key in members}
    named: dict[Key, Counter[str]] = {}
    for (left, right), known in scored:
        if home[left] == home[right]:
            named.setdefault(left, Counter())[known.left] += 1
            named.setdefault(right, Counter())[known.right] += 1
    meant = {key: {d for d, n in deeds.items() if 2 * n >= max(deeds.values())} for key, deeds in named.items()}
    found: list[tuple[Key, ...]] = []
    for members in groups.members.values():
        found.append(tuple(sorted((key[0], deed) for key in members for deed in meant.get(key, {key[1]}))))
        for key in members:
            rest = {deed.id for deed in deeds_of(events[key])} - meant.get(key, {key[1]})
            found += [((key[0], deed),) for deed in rest]
    return tuple(sorted(found))


class _Groups:
    """Groups in the making: `members` by number, and which groups a pair connects."""

    def __init__(self, events: Mapping[Key, EventFact], scored: Sequence[tuple[Pair, Score]]) -> None:
        self._events = events
        self._values = {pair: found.value for pair, found in scored}
        number = {key: at for at, key in enumerate(sorted(events))}
        self.members: dict[int, list[Key]] = {at: [key] for key, at in number.items()}
        self._near: dict[int, set[int]] = {at: set() for at in self.members}
        for (left, right), _ in scored:
            self._near[number[left]].add(number[right])
            self._near[number[right]].add(number[left])

    def unite(self) -> None:
        """Unite the likest two groups until none are alike."""
        heap = [(-self._mean(a, b), a, b, 1, 1) for a in self.members for b in self._near[a] if a < b]
        heapify(heap)
        while heap:
            _, a, b, many, few = heappop(heap)
            mine, theirs = self.members.get(a), self.members.get(b)
            if mine is None or theirs is None or (len(mine), len(theirs)) != (many, few) or self._conflict(a, b):
                continue  # one of them has grown or is gone
            self.members[a] = sorted(mine + self.members.pop(b))
            near = (self._near[a] | self._near.pop(b)) - {a, b}
            self._near[a] = near
            for other in sorted(near):
                self._near[other].discard(b)
                self._near[other].add(a)
                if (value := self._mean(a, other)) >= MATCH:
                    one, two = min(a, other), max(a, other)
                    heappush(heap, (-value, one, two, len(self.members[one]), len(self.members[two])))

    def _mean(self, a: int, b: int) -> float:
        """What the reports of two groups say of each other on average."""
        sides = [_sample(_by_report(self.members[at])) for at in (a, b)]
        values = [self._value(x, y) for x, y in product(*sides) if x[0][0] != y[0][0]]
        return sum(values) / len(values) if values else _CONTRARY

    def _value(self, mine: Sequence[Key], theirs: Sequence[Key]) -> float:
        return min(_BEST, max(self._pair(x, y) for x, y in product(mine, theirs)))

    def _pair(self, x: Key, y: Key) -> float:
        pair = (x, y) if x < y else (y, x)
        if pair not in self._values:
            found = score(self._events[pair[0]], self._events[pair[1]], False)
            self._values[pair] = max(_CONTRARY if is_contrary(found) else _SILENT, found.value)
        return self._values[pair]

    def _conflict(self, a: int, b: int) -> bool:
        mine, theirs = _by_report(self.members[a]), _by_report(self.members[b])
        return any(
            in_conflict(self._events[x], self._events[y])
            for report in mine.keys() & theirs.keys()
            for x, y in product(mine[report], theirs[report])
        )


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
