"""Drawing a network in columns: who only tells first, whoever is told by them next. The same network, the same drawing.

Columns are longest paths and rows are ordered by the mean row of the neighbours before (the barycentre heuristic of
Sugiyama, Tagawa and Toda 1981); parts that nothing connects stand one below the other, the largest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Edge = tuple[str, str, int]
_MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """`places`: column, row and whether anyone's edge leads there, by name; rows may lie between two."""

    places: dict[str, tuple[int, float, bool]]
    columns: int
    rows: float


def lay_out(edges: Sequence[Edge]) -> Layout:
    """Where each name stands; `edges` are from, to and weight."""
    columns = _columns(edges)
    told = {end for _, end, _ in edges}
    places: dict[str, tuple[int, float, bool]] = {}
    top = 0.0
    for part in _parts(edges):
        rows, height = _rows(part, columns, edges)
        places |= {name: (columns[name], top + row, name in told) for name, row in rows.items()}
        top += height + 0.4
    return Layout(places, max(columns.values(), default=0) + 1, max(0.0, top - 0.4))


def _columns(edges: Sequence[Edge]) -> dict[str, int]:
    """The longest way to each name from who is told by nobody; the lightest edge of a circle does not count."""
    onward: dict[str, list[str]] = defaultdict(list)
    counted: list[Edge] = []
    for begin, end, weight in sorted(edges, key=lambda edge: (-edge[2], edge[:2])):
        if not _leads(onward, end, begin):
            onward[begin].append(end)
            counted.append((begin, end, weight))
    columns = {name: 0 for begin, end, _ in edges for name in (begin, end)}
    for _ in range(_MOST_COLUMNS - 1):
        for begin, end, _ in counted:
            columns[end] = max(columns[end], min(columns[begin] + 1, _MOST_COLUMNS - 1))
    return columns


def _leads(onward: Mapping[str, Sequence[str]], begin: str, end: str) -> bool:
    """Whether one comes from `begin` to `end`."""
    waiting, seen = [begin], {begin}
    while waiting:
        at = waiting.pop()
        if at == end:
            return True
        new = [name for name in onward.get(at, ()) if name not in seen]
        seen.update(new)
        waiting += new
    return False


def _parts(edges: Sequence[Edge]) -> list[list[str]]:
    """Names that edges connect, by weight."""
    leader: dict[str, str] = {}

    def lead(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for begin, end, _ in edges:
        leader[lead(end)] = lead(begin)
    weight: dict[str, int] = defaultdict(int)
    for begin, _, number in edges:
        weight[lead(begin)] += number
    parts: dict[str, list[str]] = {}
    for name in dict.fromkeys(n for begin, end, _ in edges for n in (begin, end)):
        parts.setdefault(lead(name), []).append(name)
    return sorted(parts.values(), key=lambda part: (-weight[lead(part[0])], part[0]))


def _rows(part: Sequence[str], columns: Mapping[str, int], edges: Sequence[Edge]) -> tuple[dict[str, float], int]:
    """Rows within a part, and how many it needs; a shorter column stands in the middle beside a longer one."""
    near: dict[str, list[str]] = defaultdict(list)
    for begin, end, _ in edges:
        near[begin].append(end)
        near[end].append(begin)
    layers: dict[int, list[str]] = {}
    for name in part:
        layers.setdefault(columns[name], []).append(name)
    height = max(map(len, layers.values()))
    rows: dict[str, float] = {}
    for column in (*sorted(layers), *sorted(layers, reverse=True)):
        ordered = sorted(layers[column], key=lambda name: (_mean(rows[n] for n in near[name] if n in rows), name))
        first = (height - len(ordered)) / 2
        rows |= {name: first + at for at, name in enumerate(ordered)}
    return rows, height


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0
