"""An event with everything around it resolved: what a row of an export is made of."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, Protocol

from khabar.objects import Count, Entity, Event, Place, Record, Statement, Time

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_HAPPENED = ("occurred", "ongoing")
CIVILIANS = frozenset(["civilian", "child", "woman", "journalist", "medic", "family", "protester"])


class Exporter(Protocol):
    """One format: `write` each record, then `finish` once."""

    def write(self, record: Record) -> int:
        """Add a record; how many rows came of it."""

    def finish(self) -> None:
        """Write what closes the output."""


@dataclass(frozen=True, slots=True)
class Row:
    """An event of a record. `id` holds in all of them: the report's id and the event's."""

    record: Record
    event: Event
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    victims: tuple[Entity, ...]
    place: Entity | None
    time: Time | None
    statement: Statement | None
    chain: tuple[str, ...]

    @property
    def id(self) -> str:
        """`<report id>:<event id>`."""
        return f"{self.record.report.id}:{self.event.id}"

    @property
    def where(self) -> Place:
        """The place's position; all unknown without one."""
        return self.place.place or Place() if self.place else Place()

    @property
    def days(self) -> tuple[str | None, str | None]:
        """First and last day of the event, where they are known: the day of the report is never taken for it."""
        interval = self.time.interval if self.time else None
        begin, end = (interval.begin, interval.end) if interval else (None, None)
        return (begin[:10] if begin else None, end[:10] if end else None)

    @property
    def happened(self) -> bool:
        """Whether the report tells of it as of something that was or is; not denied, planned, proposed or imagined."""
        return self.event.status in _HAPPENED

    @property
    def trace(self) -> dict[str, Any]:
        """What leads from a row back to the words it rests on: the same columns in every table."""
        span = self.event.evidence
        return {
            "khabar_record": self.record.report.id, "khabar_event": self.event.id, "span_start": span.start,
            "span_end": span.end, "evidence": span.text, "chain": " < ".join(self.chain), "status": self.event.status,
        }  # fmt: skip


def rows_of(record: Record) -> Iterator[Row]:
    """The events of a record, in its order."""
    entities = {e.id: e for e in record.entities}
    times = {t.id: t for t in record.times}
    statements = {s.id: s for s in record.statements}
    publisher = (record.report.publisher,) if record.report.publisher else ()

    def some(ids: Sequence[str]) -> tuple[Entity, ...]:
        return tuple(entities[i] for i in ids if i in entities)

    for event in record.events:
        statement = statements.get(event.statement or "")
        chain = tuple(e.name for e in some(statement.chain)) if statement else publisher
        yield Row(
            record, event, some(event.actors), some(event.recipients), some(event.victims),
            entities.get(event.place or ""), times.get(event.time or ""), statement, chain,
        )  # fmt: skip


def killed(event: Event) -> list[Count]:
    """The figures of the dead that are no part of another."""
    return [c for c in event.counts if c.what == "killed" and c.subset_of is None]


@dataclass(frozen=True, slots=True)
class Deaths:
    """The dead of an event: surely `low`, at most `high` (None where that is open), `civilians` of the `low`."""

    low: int
    high: int | None
    civilians: int


def deaths(event: Event) -> Deaths | None:
    """The dead of an event, or None where no figure is told.

    Figures of different people (seven civilians, three soldiers) are added; figures of the same people are readings of
    one number, of which the least and the greatest hold. A figure that names no one is the whole.
    """
    groups: dict[str, list[Count]] = {}
    for count in killed(event):
        groups.setdefault(count.who, []).append(count)
    if not groups:
        return None
    bounds = {who: (min(c.min for c in told), _most(told)) for who, told in groups.items()}
    whole = bounds.pop("unspecified", None)
    low = sum(b[0] for b in bounds.values())
    tops = [b[1] for b in bounds.values()]
    high = None if None in tops else sum(top or 0 for top in tops)
    if whole is not None:
        low, high = max(low, whole[0]), None if whole[1] is None or high is None else max(high, whole[1])
    return Deaths(low, high, sum(b[0] for who, b in bounds.items() if who in CIVILIANS))


def _most(told: Sequence[Count]) -> int | None:
    tops = [c.max for c in told]
    return None if None in tops else max(top or 0 for top in tops)


def names(entities: Sequence[Entity]) -> str:
    """Names side by side."""
    return "; ".join(e.name for e in entities)


class Table:
    """CSV with these columns. A cell that a spreadsheet would take for a formula is quoted by an apostrophe."""

    def __init__(self, stream: IO[str], columns: Sequence[str]) -> None:
        """Write the head."""
        self._writer = csv.DictWriter(stream, columns, lineterminator="\r\n", extrasaction="raise")
        self._writer.writeheader()

    def row(self, values: dict[str, Any]) -> None:
        """One row; what is None is empty."""
        self._writer.writerow({key: guarded(value) for key, value in values.items()})


def guarded(value: Any) -> Any:
    """A cell that no spreadsheet runs: text that opens like a formula gets an apostrophe; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "")
    return "'" + text if text.lstrip(" \u00a0\ufeff\u200f\u200e").startswith(_FORMULA) or text[:1] in _FORMULA else text
