"""Records as rows: nothing of a record is lost in the columns, and none is lost for a value no column can hold."""

from __future__ import annotations

import io
import json

import pyarrow.parquet as pq

from khabar.bulk.tables import RecordTable, nested_schema
from khabar.objects import Event, Record
from records import made


def rows(*records: Record) -> list[dict[str, object]]:
    """What is read back of a table of these records."""
    stream = io.BytesIO()
    table = RecordTable(stream)
    for record in records:
        table.write(record)
    table.finish()
    found: list[dict[str, object]] = pq.read_table(stream).to_pylist()
    return found


def test_every_field_of_a_record_is_a_column() -> None:
    """Names are those of the JSON, down to the last field, and the values come back as they went in."""
    record = made()
    (row,) = rows(record)
    line = row.pop("json")
    assert line == record.to_json() and row == json.loads(record.to_json())
    assert nested_schema().names == list(Record.model_json_schema()["properties"])


def test_a_figure_beyond_64_bits_costs_its_columns_only() -> None:
    """The record itself is there all the same, and its neighbours whole."""
    event = made().events[0]
    count = event.counts[0].model_copy(update={"min": 10**30})
    odd = made(events=(Event(**event.model_dump() | {"counts": (count,)}),))
    found = rows(made(), odd, made())
    assert [r["json"] for r in found] == [made().to_json(), odd.to_json(), made().to_json()]
    assert found[1]["events"] is None and found[0]["events"] == found[2]["events"] is not None


def test_a_table_of_nothing_is_a_table() -> None:
    """A shard all of whose pages failed has its columns."""
    assert rows() == []
