"""Events of a text."""

from __future__ import annotations

from khabar.lexicon import Lexicon
from khabar.objects import Count, Entity, Event, Report, Statement, Text, Time


def find_events(
    text: Text,
    report: Report,
    times: tuple[Time, ...],
    counts: tuple[Count, ...],
    entities: tuple[Entity, ...],
    statements: tuple[Statement, ...],
    lexicon: Lexicon,
) -> tuple[tuple[Event, ...], tuple[Entity, ...]]:
    """The events in order, and the entities with those participants added that no mention had found."""
    return (), entities
