"""Candidates for mentions, from everything that can find one."""

from __future__ import annotations

from typing import Any, Protocol

from khabar.lexicon import Lexicon
from khabar.objects import Candidate, Report, Text, Time


class Tagger(Protocol):
    """What finds names that no lexicon holds: sentences of words in, spans of words out."""

    def tag(self, sentences: list[list[str]]) -> list[list[Any]]:
        """For each sentence its spans."""


def find_candidates(
    text: Text, report: Report, times: tuple[Time, ...], lexicon: Lexicon, tagger: Tagger | None
) -> tuple[Candidate, ...]:
    """Every candidate of the text, by start, without overlaps."""
    return ()
