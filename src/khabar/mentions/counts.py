"""Figures of a text: who or what is counted, and how many."""

from __future__ import annotations

from khabar.lexicon import Lexicon
from khabar.objects import Count, Text, Time


def find_counts(text: Text, times: tuple[Time, ...], lexicon: Lexicon) -> tuple[Count, ...]:
    """Every count of the text, in order; `subset_of` is an index into this tuple."""
    return ()
