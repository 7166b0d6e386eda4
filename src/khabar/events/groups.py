"""Nameless people who are told twice of one deed are one entity (خمسة مدنيين in the headline and in the lead)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.events.participants import RULE
from khabar.objects import Entity, Event
from khabar.text.fold import fold


def united(events: Sequence[Event], entities: Mapping[str, Entity]) -> tuple[tuple[Event, ...], tuple[Entity, ...]]:
    """The events and entities with those as one whom two tellings of one event name alike; mentions are kept."""
    first_of: dict[str, str] = {}
    for event in events:
        told: dict[str, tuple[int, str]] = {}  # by the words: in which telling, and who
        for party in sorted({*event.actors, *event.recipients, *event.victims}, key=_order) if event.also else ():
            entity = entities.get(party)
            if entity is None or entity.rule != RULE:
                continue
            telling = _telling(event, entity)
            before, first = told.setdefault(fold(entity.name), (telling, first_of.get(party, party)))
            first_of.setdefault(party, first if before != telling else party)
    twice = {party: first for party, first in first_of.items() if party != first}
    if not twice:
        return tuple(events), tuple(entities.values())
    found = dict(entities)
    for party, first in twice.items():
        mentions = {m.start: m for m in (*found[first].mentions, *found.pop(party).mentions)}
        found[first] = found[first].model_copy(update={"mentions": tuple(mentions[s] for s in sorted(mentions))})
    return tuple(_renamed(e, twice) for e in events), tuple(found.values())


def _telling(event: Event, entity: Entity) -> int:
    """Which of the event's tellings names the people: two groups of one telling are two (قتل ثلاثة … وجرح ثلاثة)."""
    at = entity.mentions[0].start
    return next((i for i, span in enumerate((event.evidence, *event.also)) if span.start <= at < span.end), -1)


def _renamed(event: Event, twice: Mapping[str, str]) -> Event:
    sides = ("actors", "recipients", "victims")
    return event.model_copy(
        update={side: tuple(dict.fromkeys(twice.get(i, i) for i in getattr(event, side))) for side in sides}
    )


def _order(identity: str) -> tuple[int, str]:
    return len(identity), identity
