"""Which mentions are one and the same."""

from __future__ import annotations

from khabar.lexicon import Lexicon
from khabar.objects import Candidate, Entity, Report, Text


def resolve_entities(
    text: Text, report: Report, candidates: tuple[Candidate, ...], lexicon: Lexicon
) -> tuple[Entity, ...]:
    """The entities of the report; the first is its publisher, when known."""
    return ()
