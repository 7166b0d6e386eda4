"""What people changed in the grouping of events: incidents split and merged, applied to whatever was found anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Member = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: `split` makes the events of `one` an incident of their own, `merge` unites two incidents.

    Events are named by source id and event id, and not by incident, so that a change holds when reports are compared
    again and incidents have grown. In a merge `one` and `other` are events of either side.
    """

    kind: Literal["split", "merge"]
    one: tuple[Member, ...]
    other: tuple[Member, ...] = ()


def apply_edits(groups: Iterable[Iterable[Member]], edits: Sequence[Edit]) -> list[list[Member]]:
    """The groups after every change in turn; events that are no longer there are passed over.

    A side of a merge is the group that holds most of its events, the earlier group where two hold as many.
    """
    members: dict[int, dict[Member, None]] = {at: dict.fromkeys(group) for at, group in enumerate(groups)}
    group_of = {member: at for at, group in members.items() for member in group}
    for edit in edits:
        if edit.kind == "split":
            _split(edit, members, group_of)
        else:
            _merge(edit, members, group_of)
    return [list(members[at]) for at in sorted(members) if members[at]]


def _split(edit: Edit, members: dict[int, dict[Member, None]], group_of: dict[Member, int]) -> None:
    known = [m for m in edit.one if m in group_of]
    if not known:
        return
    new = max(members) + 1
    members[new] = {}
    for member in known:
        del members[group_of[member]][member]
        members[new][member] = None
        group_of[member] = new


def _merge(edit: Edit, members: dict[int, dict[Member, None]], group_of: dict[Member, int]) -> None:
    one, other = _most(edit.one, group_of), _most(edit.other, group_of)
    if one is None or other is None or one == other:
        return
    for member in members.pop(other):
        members[one][member] = None
        group_of[member] = one


def _most(wanted: Sequence[Member], group_of: dict[Member, int]) -> int | None:
    counted = Counter(group_of[m] for m in wanted if m in group_of)
    return min(counted, key=lambda at: (-counted[at], at)) if counted else None
