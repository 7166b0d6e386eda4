"""CSV in the shape of UCDP GED: events with deaths, as best, low and high, with the original source.

UCDP codes only what took at least one life; so does this. Its type of violence, its conflicts and dyads are judgements
that a report does not make: those columns are empty.
"""

from __future__ import annotations

from typing import IO, Any

from khabar.export.acled import TRACE
from khabar.export.rows import Row, Table, killed, names, rows_of
from khabar.objects import Count, Record

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_new_id", "conflict_name",
    "dyad_new_id", "dyad_name", "side_a_new_id", "side_a", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "country",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low",
)  # fmt: skip
# UCDP GED codebook: 1 exact, 2 within some 25 km, 3 second-order division, 4 first-order division, 6 the country.
_PLACE = {"exact": 1, "near": 2, "admin2": 3, "admin1": 4, "country": 6}
# UCDP GED codebook: 1 the day, 3 the week, 4 the month, 5 longer.
_DATE = {"minute": 1, "hour": 1, "part": 1, "day": 1, "week": 3, "month": 4, "season": 5, "year": 5, "decade": 5}
_CIVILIANS = frozenset(["civilian", "child", "woman", "journalist", "medic", "family", "protester"])


class UcdpWriter:
    """One row an event told of as happened, with a figure of dead."""

    def __init__(self, stream: IO[str]) -> None:
        """Write the head to `stream`."""
        self._table = Table(stream, COLUMNS + TRACE)

    def write(self, record: Record) -> int:
        """The rows of a record."""
        rows = [row for row in rows_of(record) if row.happened and any(_low(c) for c in killed(row.event))]
        for row in rows:
            self._table.row(_row(row))
        return len(rows)

    def finish(self) -> None:
        """Nothing closes a CSV."""


def _row(row: Row) -> dict[str, Any]:
    place, report, (begin, end) = row.where, row.record.report, row.days
    dead = killed(row.event)
    civilians = [c for c in row.event.counts if c.what == "killed" and c.who in _CIVILIANS and c.subset_of is None]
    unknown = [c for c in dead if c not in civilians]
    low = min(_low(c) for c in dead)
    high = None if any(c.max is None for c in dead) else max(c.max or 0 for c in dead)
    known = place.lat is not None and place.lon is not None
    return dict.fromkeys(COLUMNS) | {
        "id": row.id, "relid": row.id, "year": begin[:4] if begin else None, "side_a": names(row.actors),
        "side_b": names(row.recipients), "number_of_sources": 1, "source_article": report.url or report.source_id,
        "source_office": report.publisher, "source_date": report.published.date, "source_headline": report.title,
        "source_original": row.chain[-1] if row.chain else None, "where_prec": _PLACE.get(place.precision or ""),
        "where_coordinates": row.place.name if row.place else None, "where_description": place.relation,
        "adm_1": place.admin1, "adm_2": place.admin2, "latitude": place.lat, "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})" if known else None, "country": place.country,
        "date_prec": _DATE.get(row.time.grain or "") if row.time and begin else None, "date_start": begin,
        "date_end": end, "deaths_civilians": min((_low(c) for c in civilians), default=None),
        "deaths_unknown": min((_low(c) for c in unknown), default=None), "best": low, "high": high, "low": low,
    } | row.trace  # fmt: skip


def _low(count: Count) -> int:
    return count.min
