"""Every count of the report goes to one event: the deed of its clause that such a figure fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.events.chains import Deed
from khabar.events.clauses import Clause, clause_at
from khabar.objects import Count

_VIOLENT = frozenset({"killed", "injured", "strikes", "shells", "houses", "vehicles", "missing"})
_THINGS = frozenset({"houses", "vehicles"})  # what violence destroys, and what others come and go in
_FITS: dict[str, frozenset[str]] = {
    "detained": frozenset({"arrest", "raid", "trial"}),
    "abducted": frozenset({"abduction", "hijack"}),
    "displaced": frozenset({"displacement", "forced-displacement"}),
    "villages": frozenset({"take-place", "restore-place", "advance", "seize"}),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A count by its index in the report's list, with the token it begins at."""

    index: int
    token: int
    count: Count


def assign(placed: Sequence[Placed], deeds: Sequence[Deed], clauses: Sequence[Clause]) -> dict[int, int]:
    """Count index → deed index for the counts of one sentence; a part goes where its whole went."""
    found: dict[int, int] = {}
    for item in placed:
        whole = item.count.subset_of
        if whole is not None and whole in found:
            found[item.index] = found[whole]
            continue
        best = min(
            range(len(deeds)),
            key=lambda d: (_misfit(item.count, deeds[d]), _distance(item, deeds[d], clauses)),
            default=None,
        )
        if best is not None and _misfit(item.count, deeds[best]) < 3:
            found[item.index] = best
    return found


def _misfit(count: Count, deed: Deed) -> int:
    """0 where the figure is what the deed is counted in, 3 where it cannot be."""
    ids = {t.kind.id for t in deed.triggers}
    violent = deed.main.kind.type == "ASSAULT" or deed.main.kind.role == "harm"
    if any(count.what in t.kind.counts for t in deed.triggers):
        return 0
    if count.what in _FITS:
        return 0 if ids & _FITS[count.what] else 2
    if count.what in _VIOLENT:
        return 0 if violent else 2 if count.what in _THINGS else 3
    return 1


def _distance(item: Placed, deed: Deed, clauses: Sequence[Clause]) -> tuple[int, int]:
    here = clause_at(tuple(clauses), item.token)
    apart = min(abs(here - c) for c in deed.clauses)
    return apart, min(abs(item.token - t.first) for t in deed.triggers)


def reindexed(counts: Sequence[Count], indexes: Sequence[int]) -> tuple[Count, ...]:
    """The counts at `indexes`, `subset_of` turned into positions in this list, null where the whole is not in it."""
    position = {index: at for at, index in enumerate(indexes)}
    return tuple(
        counts[i].model_copy(
            update={"subset_of": position.get(whole) if (whole := counts[i].subset_of) is not None else None}
        )
        for i in indexes
    )
