"""GeoJSON (RFC 7946): one feature an event; what has no position has no geometry."""

from __future__ import annotations

import json
from typing import IO, Any

from khabar.export.rows import Row, names, rows_of
from khabar.objects import Record


class GeoJsonWriter:
    """A feature collection, written as it comes."""

    def __init__(self, stream: IO[str]) -> None:
        """Open the collection."""
        self._stream = stream
        self._first = True
        stream.write('{"type": "FeatureCollection", "features": [')

    def write(self, record: Record) -> int:
        """Every event of a record, with its status."""
        rows = list(rows_of(record))
        for row in rows:
            self._stream.write(("\n" if self._first else ",\n") + json.dumps(_feature(row), ensure_ascii=False))
            self._first = False
        return len(rows)

    def finish(self) -> None:
        """Close the collection."""
        self._stream.write("\n]}\n")


def _feature(row: Row) -> dict[str, Any]:
    place, report, (begin, end) = row.where, row.record.report, row.days
    known = place.lat is not None and place.lon is not None
    return {
        "type": "Feature",
        "id": row.id,
        # Longitude first, WGS 84: RFC 7946, section 3.1.1.
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if known else None,
        "properties": {
            "type": row.event.type, "mode": row.event.mode, "acled": row.event.acled, "begin": begin, "end": end,
            "place": row.place.name if row.place else None, "precision": place.precision, "relation": place.relation,
            "country": place.country, "actors": names(row.actors), "recipients": names(row.recipients),
            "counts": [c.model_dump(exclude={"rule"}) for c in row.event.counts], "title": report.title,
            "publisher": report.publisher, "url": report.url, "published": report.published.date,
        } | row.trace,
    }  # fmt: skip
