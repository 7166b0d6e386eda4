"""CSV in the shape of ACLED: its columns, its codes of precision, and the words each row rests on.

What ACLED counts as fact is here what a report says: only events told of as happened are rows, an unknown figure is
empty and not 0, an unknown day is empty. Countries are ISO 3166 alpha-3 codes. `timestamp` is when ACLED uploaded a row
and `tags` are its own: both are empty; the day of publication stands in the notes.
"""

from __future__ import annotations

from typing import IO, Any

from khabar.export.rows import Row, Table, deaths, rows_of
from khabar.objects import Record

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
TRACE = ("khabar_record", "khabar_event", "span_start", "span_end", "evidence", "chain", "status")
# ACLED codebook: 1 the day, 2 the week, 3 the month; what is vaguer has no code.
_TIME = {"minute": 1, "hour": 1, "part": 1, "day": 1, "week": 2, "month": 3}
# ACLED codebook: 1 the place itself, 2 near it or a part of a district, 3 a larger region.
_PLACE = {"exact": 1, "near": 2, "admin2": 2, "admin1": 3, "country": 3}
_POLITICAL = ("Battles", "Explosions/Remote violence", "Violence against civilians")


class AcledWriter:
    """One row an event that has an ACLED type and is told of as happened."""

    def __init__(self, stream: IO[str]) -> None:
        """Write the head to `stream`."""
        self._table = Table(stream, COLUMNS + TRACE)

    def write(self, record: Record) -> int:
        """The rows of a record."""
        rows = [row for row in rows_of(record) if row.event.acled and row.happened]
        for row in rows:
            self._table.row(_row(row))
        return len(rows)

    def finish(self) -> None:
        """Nothing closes a CSV."""


def _row(row: Row) -> dict[str, Any]:
    kind, _, sub = (row.event.acled or "").partition(": ")
    place, report, (begin, _end) = row.where, row.record.report, row.days
    grain = row.time.grain if row.time and begin else None
    dead = deaths(row.event)
    first, *others = [e.name for e in row.actors] or [""]
    second, *more = [e.name for e in row.recipients] or [""]
    said = " < ".join(row.chain)
    told = f"published {report.published.date}" if report.published.date else "day of publication unknown"
    return dict.fromkeys(COLUMNS) | {
        "event_id_cnty": row.id, "event_date": begin, "year": begin[:4] if begin else None,
        "time_precision": _TIME.get(grain or ""), "disorder_type": _disorder(kind, sub), "event_type": kind,
        "sub_event_type": sub, "actor1": first, "assoc_actor_1": "; ".join(others), "actor2": second,
        "assoc_actor_2": "; ".join(more), "country": place.country, "admin1": place.admin1, "admin2": place.admin2,
        "location": row.place.name if row.place else None, "latitude": place.lat, "longitude": place.lon,
        "geo_precision": _PLACE.get(place.precision or ""), "source": report.publisher or report.url,
        "notes": f"{row.event.evidence.text} [{said or 'source unknown'}; {report.url or report.source_id}; {told}]",
        "fatalities": dead.low if dead else None,
    } | row.trace  # fmt: skip


def _disorder(kind: str, sub: str) -> str:
    """ACLED codebook, table of disorder types."""
    if sub == "Excessive force against protesters":
        return "Political violence; Demonstrations"
    if kind in _POLITICAL or sub == "Mob violence":
        return "Political violence"
    return "Demonstrations" if kind in ("Protests", "Riots") else kind
