"""What runs in Spark's Python workers. A worker loads the reader once and keeps it for all its tasks."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any
from urllib.parse import unquote

from khabar.bulk.identity import differences, identity
from khabar.bulk.pieces import Piece
from khabar.bulk.places import place_of, spooled
from khabar.bulk.prefilter import Level, Prefilter
from khabar.bulk.shard import Job, read_shard
from khabar.errors import EngineError, KhabarError
from khabar.reader import Reader
from khabar.settings import SETTINGS

_OF_THE_MACHINE = ("cache_dir",)  # settings that are not the driver's to make
_MARK = 3  # bytes of a byte order mark, which Spark's reader of text takes away
Streamed = tuple[str, int, bytes]


def read_pieces(job: Job, pieces: Iterable[Piece]) -> Iterator[dict[str, Any]]:
    """The manifest of each piece; `{"shard", "error"}` for one whose input or output failed, so that others go on."""
    for piece in pieces:
        yield _read(job, piece, None)


def read_streams(job: Job, pieces: Mapping[str, Piece], rows: Iterable[Streamed]) -> Iterator[dict[str, Any]]:
    """The same for remote pieces, whose bytes come as `(path, size of the file, bytes up to the next line feed)`.

    `pieces` are by `address`. A file's rows come together and in order. They are put down on this machine's disk,
    then read from there.
    """
    for given, group in groupby(rows, key=lambda row: row[0]):
        path = address(given)
        with spooled() as file:
            promised = 0
            for _, size, part in group:
                file.write(b"\n" + part if promised else part)
                promised = size
            missing = promised - file.tell()
            if missing in (1, 1 + _MARK):  # a line feed at the end of the file ends no further row
                file.write(b"\n")
            elif missing not in (0, _MARK):
                yield {"shard": pieces[path].shard, "error": f"{path}: {promised - missing} of {promised} bytes came"}
                continue
            file.seek(0)
            yield _read(job, pieces[path], file)


def address(uri: str) -> str:
    """A file's address as it is compared, with blanks and the like as they are and not as %20."""
    return with_slashes(unquote(uri))


def with_slashes(uri: str) -> str:
    """Hadoop writes `file:/a` and `file:///a` for one thing; the latter is a URI to everyone."""
    scheme, _, rest = uri.partition(":")
    return uri if rest.startswith("//") else f"{scheme}://{rest}"


def _read(job: Job, piece: Piece, file: Any) -> dict[str, Any]:
    try:
        reader = _reader_of(job)
        return read_shard(piece, job, place_of(job.output), reader, _prefilter(job.prefilter, reader), file)
    except (KhabarError, OSError, ValueError) as error:
        return {"shard": piece.shard, "error": f"{piece.name}: {' '.join(str(error).split())[:300]}"}


def _reader_of(job: Job) -> Reader:
    """This process's reader. Raises `EngineError` where this machine's Khabar is another than the driver's."""
    _take_settings(job)
    if job.worker_mb is not None:
        bound_memory(job.worker_mb)
    here = differences(job.reader, identity(job.model))
    if here:
        raise EngineError(f"the worker's Khabar is not the driver's ({'; '.join(here[:3])}); install the same on both")
    return _load(job.model)


def bound_memory(megabytes: int) -> None:
    """Let this process have no more than so much memory of its own: a page that wants more fails, and no other."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, hard))


@cache
def _load(model: bool) -> Reader:
    import pyarrow as pa

    from khabar.encoder import wanted_encoder

    # One task, one core; and what is freed goes back to the system.
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    pa.set_memory_pool(pa.system_memory_pool())
    return Reader(tagger=wanted_encoder(model))


@cache
def _prefilter(level: Level, reader: Reader) -> Prefilter:
    return Prefilter(level, reader.lexicon)


def _take_settings(job: Job) -> None:
    for setting in SETTINGS:
        if setting.name not in _OF_THE_MACHINE:
            value = job.settings[setting.name]
            os.environ[setting.variable] = str(value).lower() if isinstance(value, bool) else str(value)
