"""FollowTheMoney entities, one JSON object a line: the article, its events, and who takes part in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import IO, Any

from khabar.export.rows import Row, rows_of
from khabar.objects import Entity, Record

_SCHEMATA = {
    "person": "Person", "organization": "Organization", "armed_group": "Organization", "media": "Organization",
    "state": "PublicBody",
}  # fmt: skip


class FollowTheMoneyWriter:
    """An `Article` a report, an `Event` an event, and the parties of the events under ids of their record."""

    def __init__(self, stream: IO[str]) -> None:
        """Write to `stream`."""
        self._stream = stream

    def write(self, record: Record) -> int:
        """The entities of a record."""
        found = list(_entities(record))
        self._stream.writelines(json.dumps(e, ensure_ascii=False) + "\n" for e in found)
        return len(found)

    def finish(self) -> None:
        """Nothing closes lines."""


def _entities(record: Record) -> Iterator[dict[str, Any]]:
    report = record.report
    yield _entity(
        record, "article", "Article", title=report.title, name=report.title or report.source_id, author=report.byline,
        publisher=report.publisher, sourceUrl=_address(report.url), publishedAt=report.published.date,
        language="ara" if report.language == "ar" else None, bodyText=report.text, notes=f"khabar record {report.id}",
    )  # fmt: skip
    told: dict[str, None] = {}
    for row in rows_of(record):
        for party in (*row.actors, *row.recipients, *row.victims):
            if party.kind in _SCHEMATA and party.id not in told:
                told[party.id] = None
                yield _party(record, party)
        yield _event(record, row)


def _party(record: Record, party: Entity) -> dict[str, Any]:
    wikidata = party.links.wikidata
    person = {"position": party.role} if party.kind == "person" else {}
    return _entity(
        record, party.id, _SCHEMATA[party.kind], name=party.name, alias=party.aliases, wikidataId=wikidata,
        proof=_id(record, "article"), **person,
    )  # fmt: skip


def _event(record: Record, row: Row) -> dict[str, Any]:
    begin, end = row.days
    report = record.report
    named = [*row.actors, *row.recipients, *row.victims]
    involved = dict.fromkeys(_id(record, e.id) for e in named if e.kind in _SCHEMATA)
    trace = row.trace
    notes = [f"{key}: {value}" for key, value in trace.items() if key != "evidence"]
    return _entity(
        record, row.event.id, "Event", name=row.event.name or f"{row.event.type or 'event'}: {row.event.trigger.text}",
        summary=trace["evidence"], startDate=begin, endDate=end, location=row.place.name if row.place else None,
        involved=tuple(involved), keywords=[k for k in (row.event.mode, row.event.acled) if k], notes=notes,
        proof=_id(record, "article"), publisher=report.publisher, sourceUrl=_address(report.url),
    )  # fmt: skip


def _entity(record: Record, part: str, schema: str, **values: str | Sequence[str] | None) -> dict[str, Any]:
    """FollowTheMoney's own form: every property is a list of texts, and none is empty."""
    listed = {k: [v] if isinstance(v, str) else list(v or ()) for k, v in values.items()}
    properties = {k: [text for text in texts if text] for k, texts in listed.items()}
    return {"id": _id(record, part), "schema": schema, "properties": {k: v for k, v in properties.items() if v}}


def _id(record: Record, part: str) -> str:
    return f"khabar-{record.report.id}-{part}"


def _address(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
