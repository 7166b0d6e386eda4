"""CSV for Bayanat's sheet import, which makes actors: one row a person or body that a record's events name.

Bayanat asks which column is which; these bear its own field names (its `sheet_import.py` and the models of its actors);
`dtype` is its name for a type that a column gives. `description` says what the report says of the actor, with the words
it stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any

from khabar.export.rows import Row, Table, rows_of
from khabar.objects import Entity, Record

COLUMNS = (
    "originid", "name", "nickname", "dtype", "occupation", "description", "source_link", "publish_date", "sources",
    "tags", "known_dead_opts", "injured_opts", "khabar_record", "khabar_entity", "span_start", "span_end", "chain",
)  # fmt: skip
_LONGEST = 255  # letters of a name, an address and the like in Bayanat's tables
_PERSONS = frozenset(["person"])
_BODIES = frozenset(["organization", "armed_group", "state", "media"])


class BayanatWriter:
    """One row an actor of a report's events, in the order they are first named."""

    def __init__(self, stream: IO[str]) -> None:
        """Write the head to `stream`."""
        self._table = Table(stream, COLUMNS)

    def write(self, record: Record) -> int:
        """The rows of a record."""
        told: dict[str, list[tuple[str, Row]]] = {}
        entities = {e.id: e for e in record.entities}
        for row in rows_of(record):
            for role, parties in (("actor", row.actors), ("recipient", row.recipients), ("victim", row.victims)):
                for entity in parties:
                    if entity.kind in _PERSONS | _BODIES:
                        told.setdefault(entity.id, []).append((role, row))
        for identity, deeds in told.items():
            self._table.row(_row(record, entities[identity], deeds))
        return len(told)

    def finish(self) -> None:
        """Nothing closes a CSV."""


def _row(record: Record, entity: Entity, deeds: list[tuple[str, Row]]) -> dict[str, Any]:
    report, first = record.report, deeds[0][1]
    lines = [
        f"{role}, {row.event.type or 'event'} ({row.event.status}): {row.event.evidence.text}"
        f" [{' < '.join(row.chain) or 'source unknown'}]"
        for role, row in deeds
    ]
    url = report.url or ""
    if len(url) > _LONGEST:
        lines.append(f"source: {url}")
    return {
        "originid": f"{report.id}:{entity.id}", "name": entity.name[:_LONGEST], "nickname": _few(entity.aliases),
        "dtype": "Person" if entity.kind in _PERSONS else "Entity", "occupation": (entity.role or "")[:_LONGEST],
        "description": " | ".join(dict.fromkeys(lines)), "source_link": url if len(url) <= _LONGEST else None,
        "publish_date": report.published.date, "sources": _listed(report.publisher), "tags": "khabar",
        "known_dead_opts": _struck(deeds, "killed"), "injured_opts": _struck(deeds, "injured"),
        "khabar_record": report.id, "khabar_entity": entity.id, "span_start": first.event.evidence.start,
        "span_end": first.event.evidence.end, "chain": " < ".join(first.chain),
    }  # fmt: skip


def _few(names: Sequence[str]) -> str:
    """As many whole names as Bayanat's field takes."""
    kept = ""
    for name in names:
        longer = f"{kept}, {name}" if kept else name
        if len(longer) > _LONGEST:
            break
        kept = longer
    return kept


def _listed(name: str | None) -> str | None:
    """One name of a list: Bayanat cuts a list at commas and blanks where it has a comma, but not within quotes."""
    return f'"{name.replace(chr(34), "")}"' if name and "," in name else name


def _struck(deeds: list[tuple[str, Row]], what: str) -> str:
    """Yes for a victim of an event that killed and did nothing else; Bayanat knows Yes, No and Unknown."""
    for role, row in deeds:
        kinds = {c.what for c in row.event.counts}
        if role == "victim" and row.happened and kinds == {what}:
            return "Yes"
    return "Unknown"
