"""CSV in the shape of UCDP GED: events with deaths, as best, low and high, with the original source.

UCDP codes only what took at least one life; so does this. Its type of violence, its conflicts and dyads are judgements
that a report does not make: those columns are empty. The best estimate is the least that is surely told, and it is the
sum of the four columns of deaths, as UCDP's is.
"""

from __future__ import annotations

from datetime import date
from typing import IO, Any

from khabar.export.acled import TRACE
from khabar.export.rows import Deaths, Row, Table, deaths, names, rows_of
from khabar.objects import Record

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
# UCDP GED codebook: 1 exact, 2 within some 25 km, 3 second-order division, 4 first-order division, 6 the country.
_PLACE = {"exact": 1, "near": 2, "admin2": 3, "admin1": 4, "country": 6}
# UCDP GED codebook: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 longer.
_DATE = ((1, 1), (6, 2), (7, 3), (31, 4))


class UcdpWriter:
    """One row an event told of as happened, with a figure of dead."""

    def __init__(self, stream: IO[str]) -> None:
        """Write the head to `stream`."""
        self._table = Table(stream, COLUMNS + TRACE)

    def write(self, record: Record) -> int:
        """The rows of a record."""
        found = [(row, deaths(row.event)) for row in rows_of(record) if row.happened]
        deadly = [(row, dead) for row, dead in found if dead is not None and dead.low]
        for row, dead in deadly:
            self._table.row(_row(row, dead))
        return len(deadly)

    def finish(self) -> None:
        """Nothing closes a CSV."""


def _row(row: Row, dead: Deaths) -> dict[str, Any]:
    place, report, (begin, end) = row.where, row.record.report, row.days
    known = place.lat is not None and place.lon is not None
    return dict.fromkeys(COLUMNS) | {
        "id": row.id, "relid": row.id, "year": begin[:4] if begin else None, "side_a": names(row.actors),
        "side_b": names(row.recipients), "number_of_sources": 1, "source_article": report.url or report.source_id,
        "source_office": report.publisher, "source_date": report.published.date, "source_headline": report.title,
        "source_original": row.chain[-1] if row.chain else None, "where_prec": _PLACE.get(place.precision or ""),
        "where_coordinates": row.place.name if row.place else None, "where_description": place.relation,
        "adm_1": place.admin1, "adm_2": place.admin2, "latitude": place.lat, "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})" if known else None, "country": place.country,
        "date_prec": _date_prec(begin, end), "date_start": begin, "date_end": end,
        "deaths_civilians": dead.civilians, "deaths_unknown": dead.low - dead.civilians, "best": dead.low,
        "high": dead.high, "low": dead.low,
    } | row.trace  # fmt: skip


def _date_prec(begin: str | None, end: str | None) -> int | None:
    if begin is None or end is None:
        return None
    days = (date.fromisoformat(end) - date.fromisoformat(begin)).days + 1
    return next((code for most, code in _DATE if days <= most), 5)
