"""Figures that no numeral writes: those of names, plurals, pronouns and lists, made in one way."""

from __future__ import annotations

from typing import Literal

from khabar.objects import Count, CountWhat, Text

Harm = Literal["killed", "injured"]


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
