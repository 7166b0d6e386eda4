"""A record taken apart into the rows that a search by fields needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from khabar.objects import Event, Record, Time
from khabar.store.stems import stems

_LONGEST_CHARS = 400
_LONGEST_NAME = 20  # stems: what is longer is a description, searched in the text


@dataclass(slots=True)
class Facts:
    """Rows for `event` and `figure`, and who stands where: `(role, part, stems of the name)`."""

    events: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    parties: list[tuple[str, str, str]] = field(default_factory=list)


def facts_of(record: Record) -> Facts:
    """What the events and statements of a record say, without duplicates, in the record's order."""
    facts = Facts()
    names = {e.id: tuple(_names((e.name, *e.aliases))) for e in record.entities}
    times = {t.id: t for t in record.times}
    places = {e.id: e.place for e in record.entities if e.place is not None}
    parties: dict[tuple[str, str, str], None] = {}

    def stand(role: str, part: str, *entities: str | None) -> None:
        for entity in entities:
            parties.update(dict.fromkeys((role, part, name) for name in names.get(entity or "", ())))

    for event in record.events:
        place = places.get(event.place or "")
        facts.events.append(
            _event(event, times.get(event.time or ""), record.report.published.date)
            | {"lat": place.lat if place else None, "lon": place.lon if place else None}
        )
        facts.figures += [
            {"event": event.id, "number": at, "what": c.what, "who": c.who, "low": c.min, "high": c.max}
            for at, c in enumerate(event.counts)
        ]
        stand("actor", event.id, *event.actors)
        stand("recipient", event.id, *event.recipients)
        stand("victim", event.id, *event.victims)
        stand("place", event.id, event.place)
    for statement in record.statements:
        stand("speaker", statement.id, statement.speaker)
        stand("through", statement.id, *statement.via)
    parties.update(dict.fromkeys(("publisher", "", name) for name in _names((record.report.publisher or "",))))
    facts.parties = list(parties)
    return facts


def _event(event: Event, time: Time | None, published: str | None) -> dict[str, Any]:
    interval = time.interval if time else None
    begin, end = (interval.begin, interval.end) if interval else (published, published)
    return {
        "event": event.id, "type": event.type, "mode": event.mode, "acled": event.acled, "status": event.status,
        "day_begin": begin[:10] if begin else None, "day_end": end[:10] if end else None,
        "evidence_begin": event.evidence.start, "evidence_end": event.evidence.end,
    }  # fmt: skip


def _names(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        found = stems(name)
        joined = " ".join(found)
        if found and len(found) <= _LONGEST_NAME and len(joined) <= _LONGEST_CHARS:
            yield joined
