"""PLOVER: events with its types, modes and actor codes, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import IO, Any

from khabar.export.rows import Row, rows_of
from khabar.objects import Entity, Record

# PLOVER manual: what comes from the air is of its heavy weapons.
_MODES = {"airstrike": "heavy-weapons"}
# PLOVER manual, "Event, Mode, and Context".
_CONTEXTS = {"denied": ["negation"], "planned": ["future"], "proposed": ["future"], "hypothetical": ["hypothetical"]}


class PloverWriter:
    """Every event that has a PLOVER type, whatever its status: the context says it, as PLOVER's does."""

    def __init__(self, stream: IO[str]) -> None:
        """Write to `stream`."""
        self._stream = stream

    def write(self, record: Record) -> int:
        """One line an event."""
        rows = [row for row in rows_of(record) if row.event.type is not None]
        self._stream.writelines(json.dumps(_event(row), ensure_ascii=False) + "\n" for row in rows)
        return len(rows)

    def finish(self) -> None:
        """Nothing closes lines."""


def _event(row: Row) -> dict[str, Any]:
    begin, end = row.days
    place, report = row.where, row.record.report
    return {
        "id": row.id,
        "event_type": row.event.type,
        "event_mode": _MODES.get(row.event.mode or "", row.event.mode),
        "context": _CONTEXTS.get(row.event.status, []),
        "date": {"start": begin, "end": end, "text": row.time.text if row.time else None},
        "actor": _parties(row.actors),
        "recipient": _parties(row.recipients),
        "location": {
            "text": row.place.name if row.place else None, "lat": place.lat, "lon": place.lon,
            "country": place.country, "admin1": place.admin1, "precision": place.precision,
        },
        "magnitude": {
            what: {"min": count.min, "max": count.max, "text": count.text}
            for what in ("killed", "injured", "displaced")
            for count in [c for c in row.event.counts if c.what == what and c.subset_of is None][:1]
        },
        "event_text": row.event.trigger.text,
        "source": {"publisher": report.publisher, "url": report.url, "published": report.published.date},
        "provenance": row.trace | {"khabar_mode": row.event.mode},
    }  # fmt: skip


def _parties(entities: Sequence[Entity]) -> list[dict[str, Any]]:
    found = []
    for entity in entities:
        country, _, sector = (entity.actor_code or "").partition(" ")
        found.append({"text": entity.name, "country": country or None, "sector": sector or None, "kind": entity.kind})
    return found
