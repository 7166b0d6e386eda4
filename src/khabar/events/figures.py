"""Figures of events: those that no numeral writes (of names, plurals, lists), made in one way; and comparing them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from khabar.objects import Count, CountWhat, Text

Harm = Literal["killed", "injured"]
HARM: tuple[Harm, ...] = ("killed", "injured")
_HELD = ("detained", "abducted")
_VAGUE = "counts.vague"  # the rule of عدد من and عشرات, set by the room of mentions


def figure(
    text: Text,
    span: tuple[int, int],
    what: CountWhat,
    bounds: tuple[int, int | None],
    rule: str,
    who: str = "unspecified",
    exact: bool = True,
) -> Count:
    """A count of a stretch of text (offsets), from the first bound to the second, None where it is open above."""
    low, high = bounds
    return Count(
        what=what,
        who=who,
        min=low,
        max=high,
        exact=exact and high == low,
        start=span[0],
        end=span[1],
        text=text.raw[span[0] : span[1]],
        rule=rule,
    )


def is_written(count: Count) -> bool:
    """True for a figure that a numeral or the form of a noun writes, false for those made by `figure`."""
    return not count.rule.startswith("events.")


def compared(one: Sequence[Count], other: Sequence[Count]) -> int:
    """1 where wholes of the same sort have the same value, -1 where only different exact ones face each other."""
    verdict = 0
    for what in (*HARM, *_HELD, "strikes"):
        a, b = ({(c.min, c.max) for c in counts if c.what == what and c.subset_of is None} for counts in (one, other))
        if what != "strikes" and a & b & {(c.min, c.max) for c in one if c.what == what and _is_figure(c)}:
            return 1
        if a and b and not _within(a, b):
            verdict = -1
    return verdict


def many(counts: Sequence[Count]) -> list[Count]:
    """Those of more than one."""
    return [c for c in counts if c.min > 1]


def _is_figure(count: Count) -> bool:
    """True for a figure that two tellings share only by telling of one thing; عدد من الجرحى and شهداء are none."""
    return is_written(count) and count.rule != _VAGUE


def _within(one: set[tuple[int, int | None]], other: set[tuple[int, int | None]]) -> bool:
    """True where an open figure (أكثر من 10) allows the other."""
    return any(
        (high is None and m >= low) or (other_high is None and low >= m) for low, high in one for m, other_high in other
    )
