"""Records as rows of Parquet: every field of the record as a nested column, and the record's own JSON to the byte."""

from __future__ import annotations

import inspect
import io
import types
from collections.abc import Sequence
from types import TracebackType
from typing import IO, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from khabar.errors import ExtraMissing
from khabar.objects import Failure, Record

_FLUSH = 4 << 20  # bytes of JSON of a row group
_ROWS = 2_000


class RecordTable:
    """Rows of records, written in groups as they come, so that memory does not grow with the shard."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Write to a binary stream. Raises `ExtraMissing` without pyarrow."""
        self._pa, parquet = _pyarrow()
        self._nested = nested_schema()
        self._schema = self._nested.append(self._pa.field("json", self._pa.string()))
        self._writer = parquet.ParquetWriter(stream, self._schema, compression="zstd")
        self._lines: list[str] = []
        self._size = 0
        self.rows = 0

    def __enter__(self) -> RecordTable:
        """Ready to write."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the stream while it is open; what was not finished is of no use."""
        self._writer.close()

    def write(self, record: Record) -> None:
        """Add one record."""
        line = record.to_json()
        self._lines.append(line)
        self._size += len(line)
        self.rows += 1
        if self._size >= _FLUSH or len(self._lines) >= _ROWS:
            self._flush()

    def finish(self) -> None:
        """Write the last group and the file's foot."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._lines:
            table = self._columns(self._lines).append_column("json", self._pa.array(self._lines, self._pa.string()))
            self._writer.write_table(table.cast(self._schema))
            self._lines, self._size = [], 0

    def _columns(self, lines: Sequence[str]) -> Any:
        """The nested columns. A record that does not fit them (a figure beyond 64 bits) has its JSON alone."""
        from pyarrow import json

        raw = "\n".join(lines).encode()
        try:
            return json.read_json(
                io.BytesIO(raw),
                json.ReadOptions(use_threads=False, block_size=len(raw) + 1),
                json.ParseOptions(explicit_schema=self._nested, unexpected_field_behavior="error"),
            )
        except self._pa.ArrowInvalid:
            if len(lines) == 1:
                return self._pa.table([self._pa.nulls(1, f.type) for f in self._nested], schema=self._nested)
            half = len(lines) // 2
            return self._pa.concat_tables([self._columns(lines[:half]), self._columns(lines[half:])])


class FailureTable:
    """The pages that could not be read, with the place and the reason."""

    def __init__(self, stream: IO[bytes], shard: str) -> None:
        """Write to a binary stream."""
        self._pa, self._parquet = _pyarrow()
        self._stream = stream
        self._shard = shard
        self._rows: list[Failure] = []

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(self._rows)

    def write(self, failure: Failure) -> None:
        """Add one."""
        self._rows.append(failure)

    def finish(self) -> None:
        """Write the file."""
        text = self._pa.string()
        columns = {
            "shard": [self._shard] * len(self._rows),
            "source_id": [_plain(f.source_id) for f in self._rows],
            "where": [_plain(f.where) for f in self._rows],
            "reason": [_plain(f.reason) for f in self._rows],
        }
        table = self._pa.table({name: self._pa.array(values, text) for name, values in columns.items()})
        self._parquet.write_table(table, self._stream, compression="zstd")


def nested_schema() -> Any:
    """The record's types as an Arrow schema: one column a field of `Record`, under the names of its JSON."""
    pa, _ = _pyarrow()
    return pa.schema(
        [(field.alias or name, _type(pa, field.annotation)) for name, field in Record.model_fields.items()]
    )


def _type(pa: Any, annotation: Any) -> Any:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return pa.string()
    if origin in (Union, types.UnionType):
        (one,) = (a for a in arguments if a is not type(None))
        return _type(pa, one)
    if origin is tuple and arguments[-1] is Ellipsis:
        return pa.list_(_type(pa, arguments[0]))
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.items()
        return pa.struct([(field.alias or name, _type(pa, field.annotation)) for name, field in fields])
    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}[annotation]


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ExtraMissing("Parquet needs pyarrow: install khabar[bulk]") from error
    return pa, pq
