"""Stands on deeds: what is refused, considered or condemned is told after the stand, or before it as الاقتراح."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.objects import Event

_PROPOSED = ("proposed",)
_ANSWERS = ("AGREE", "REJECT", "CONSULT")  # PLOVER types of stands on a proposal
_REACH = 45  # tokens between a stand and the deed it is about


def about(
    stands: Sequence[tuple[int, bool]], starts: Sequence[int], sentences: Sequence[int], events: Sequence[Event]
) -> dict[int, int]:
    """Event index → index of the deed it takes a stand on.

    `stands` are (event index, backward): the next deed of the same sentence, or, with `backward` (الاقتراح ستبحثه
    القيادة), the last proposed deed before; an answer to a proposal that names no deed is about the proposal.
    `starts` and `sentences` are the tokens at which the events' triggers begin and the sentences they stand in.
    """
    found: dict[int, int] = {}
    standing = {index for index, _ in stands}
    for index, backward in stands:
        target = _before(index, standing, events) if backward else _after(index, standing, starts, sentences, events)
        if target is not None:
            found[index] = target
    return found


def _after(
    index: int, standing: set[int], starts: Sequence[int], sentences: Sequence[int], events: Sequence[Event]
) -> int | None:
    proposal = None
    for other in range(index + 1, len(events)):
        if sentences[other] != sentences[index] or starts[other] - starts[index] > _REACH:
            break
        if other not in standing and events[other].type is not None:
            return other
        if proposal is None and events[index].type in _ANSWERS and events[other].type == "REQUEST":
            proposal = other
    return proposal


def _before(index: int, standing: set[int], events: Sequence[Event]) -> int | None:
    for other in range(index - 1, -1, -1):
        if other not in standing and events[other].status in _PROPOSED:
            return other
    return None
