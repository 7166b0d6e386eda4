"""Parquet: one row an event, for notebooks and DuckDB; needs `khabar[parquet]`."""

from __future__ import annotations

from typing import IO, Any

from khabar.errors import ExtraMissing
from khabar.export.rows import Row, rows_of
from khabar.objects import Record

_BATCH = 5_000  # rows of a row group
_COUNT = {"what", "who", "min", "max", "exact", "subset_of", "text"}


class ParquetWriter:
    """Row groups of a few thousand events, written as they fill."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Write to a binary stream. Raises `ExtraMissing` without pyarrow."""
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as error:
            raise ExtraMissing("Parquet needs pyarrow: install khabar[parquet]") from error
        self._pa = pa
        self._schema = _schema(pa)
        self._writer = pq.ParquetWriter(stream, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def write(self, record: Record) -> int:
        """Every event of a record, with its status."""
        rows = [_row(row) for row in rows_of(record)]
        self._rows += rows
        if len(self._rows) >= _BATCH:
            self._flush()
        return len(rows)

    def finish(self) -> None:
        """Write the last group and the file's foot."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


def _schema(pa: Any) -> Any:
    text, number = pa.string(), pa.int64()
    count = pa.struct(
        [("what", text), ("who", text), ("min", number), ("max", number), ("exact", pa.bool_()), ("subset_of", number),
         ("text", text)]
    )  # fmt: skip
    texts = ("id", "type", "mode", "acled", "begin", "end", "place", "precision", "country", "admin1", "admin2")
    return pa.schema(
        [
            *((name, text) for name in texts),
            ("lat", pa.float64()), ("lon", pa.float64()),
            *((name, pa.list_(text)) for name in ("actors", "actor_codes", "recipients", "recipient_codes", "victims")),
            ("counts", pa.list_(count)),
            *((name, text) for name in ("title", "publisher", "url", "published", "khabar_record", "khabar_event")),
            ("span_start", number), ("span_end", number), ("evidence", text), ("chain", text), ("status", text),
        ]
    )  # fmt: skip


def _row(row: Row) -> dict[str, Any]:
    place, report, event, (begin, end) = row.where, row.record.report, row.event, row.days
    return {
        "id": row.id, "type": event.type, "mode": event.mode, "acled": event.acled, "begin": begin, "end": end,
        "place": row.place.name if row.place else None, "precision": place.precision, "country": place.country,
        "admin1": place.admin1, "admin2": place.admin2, "lat": place.lat, "lon": place.lon,
        "actors": [e.name for e in row.actors], "actor_codes": [e.actor_code for e in row.actors],
        "recipients": [e.name for e in row.recipients], "recipient_codes": [e.actor_code for e in row.recipients],
        "victims": [e.name for e in row.victims],
        "counts": [c.model_dump(include=_COUNT) for c in event.counts],
        "title": report.title, "publisher": report.publisher, "url": report.url, "published": report.published.date,
    } | row.trace  # fmt: skip
