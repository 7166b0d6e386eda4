"""One piece to one shard: pages in, a table of records, a table of failures and a manifest out, whole or not at all.

The manifest is written last. A shard without one is unfinished, whatever else of it is there, and is read again; a
shard with one is never touched again. Attempts that run side by side, as Spark may start them, write the same bytes.
"""

from __future__ import annotations

import io
import json
import resource
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from khabar.bulk.pages import Settings, pages_of
from khabar.bulk.pieces import Piece
from khabar.bulk.places import Folder, Place, digest_of, spooled
from khabar.bulk.prefilter import Level, Prefilter
from khabar.bulk.tables import FailureTable, RecordTable
from khabar.bulk.trail import Trail
from khabar.objects import Failure
from khabar.reader import Reader

SCHEMA = "khabar.shard/1"
_AT_ONCE = 16  # manifests that are read at a time
RECORDS, FAILURES, MANIFESTS = "records", "failures", "manifests"


@dataclass(frozen=True, slots=True)
class Job:
    """What all shards of a run share. `reader` is its `identity`; `fingerprint` is made of that and the prefilter.

    `worker_mb` bounds the memory of a worker, in MB; None leaves it unbounded. It decides on no record but those that
    do not fit.
    """

    output: str
    model: bool
    prefilter: Level
    settings: Settings
    reader: dict[str, Any]
    fingerprint: str
    worker_mb: int | None = None


def read_shard(
    piece: Piece, job: Job, place: Place, reader: Reader, prefilter: Prefilter, file: BinaryIO | None = None
) -> dict[str, Any]:
    """Read a piece and write its shard; the manifest as written. `file` holds the bytes of a remote piece.

    Raises `OSError` where the input cannot be opened or the output not be written.
    """
    begin, cpu, before = time.perf_counter(), time.process_time(), resident_mb()
    with spooled() as records, spooled() as failures, RecordTable(records) as table:
        failed = FailureTable(failures, piece.shard)
        with Trail(place.root if isinstance(place, Folder) else None, piece.shard) as trail:
            tally, seconds = _read(piece, job, (reader, prefilter), (table, failed), (trail, file))
        table.finish()
        failed.finish()
        files = {}
        for folder, rows, content in ((RECORDS, table.rows, records), (FAILURES, failed.rows, failures)):
            size, digest = digest_of(content)
            name = f"{folder}/{piece.shard}.parquet"
            place.write(name, content)
            files[folder] = {"name": name, "rows": rows, "bytes": size, "sha256": digest}
    seconds |= {"total": time.perf_counter() - begin, "cpu": time.process_time() - cpu}
    manifest = _manifest(piece, job, tally, files) | {
        "seconds": {name: round(value, 3) for name, value in sorted(seconds.items())},
        "resident_mb": [before, resident_mb()],
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    line = json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    place.write(f"{MANIFESTS}/{piece.shard}.json", io.BytesIO(line))
    trail.remove()
    return manifest


def _read(
    piece: Piece,
    job: Job,
    readers: tuple[Reader, Prefilter],
    tables: tuple[RecordTable, FailureTable],
    source: tuple[Trail, BinaryIO | None],
) -> tuple[Counter[str], dict[str, float]]:
    """Every page of the piece into the tables: how many of each fate, and the seconds spent on what."""
    (reader, prefilter), (table, failed), (trail, file) = readers, tables, source
    tally: Counter[str] = Counter()
    spent = {"prefilter": 0.0, "reading": 0.0, "writing": 0.0}
    clock = time.perf_counter
    for item in pages_of(piece, job.settings, file):
        if isinstance(item, Failure):
            failed.write(item)
            continue
        tally["pages"] += 1
        if not trail.step(tally["pages"]):
            failed.write(Failure(item.source_id, "", "the worker died on it twice; it is passed over"))
            continue
        started = clock()
        refused = prefilter.refuses(item)
        judged = clock()
        spent["prefilter"] += judged - started
        if refused is not None:
            tally[f"passed over: {refused}"] += 1
            continue
        found = reader.attempt(item)
        done = clock()
        spent["reading"] += done - judged
        if isinstance(found, Failure):
            failed.write(found)
        else:
            table.write(found)
            tally["events"] += len(found.events)
        spent["writing"] += clock() - done
    return tally, spent


def _manifest(piece: Piece, job: Job, tally: Counter[str], files: dict[str, Any]) -> dict[str, Any]:
    over = "passed over: "
    return {
        "schema": SCHEMA,
        "shard": piece.shard,
        "input": {
            "name": piece.name, "path": piece.path, "kind": piece.kind, "bytes": piece.size, "start": piece.start,
            "end": piece.end,
        },
        "fingerprint": job.fingerprint,
        "prefilter": job.prefilter,
        "reader": job.reader,
        "counts": {
            "pages": tally["pages"],
            "records": files[RECORDS]["rows"],
            "failures": files[FAILURES]["rows"],
            "events": tally["events"],
            "passed_over": {n.removeprefix(over): tally[n] for n in sorted(tally) if n.startswith(over)},
        },
        "files": files,
    }  # fmt: skip


def finished(place: Place) -> dict[str, dict[str, Any]]:
    """The manifest of every finished shard, by its name. A manifest that is no longer legible counts as none."""

    def read(name: str) -> dict[str, Any] | None:
        with suppress(ValueError, OSError), place.open(f"{MANIFESTS}/{name}") as file:
            manifest = json.load(file)
            return manifest if manifest.get("schema") == SCHEMA else None
        return None

    with ThreadPoolExecutor(_AT_ONCE) as pool:  # behind a URI each is a request
        found = [manifest for manifest in pool.map(read, place.names(MANIFESTS)) if manifest is not None]
    return {manifest["shard"]: manifest for manifest in found}


def lines_of(place: Place, manifest: dict[str, Any]) -> Iterator[str]:
    """The records of a finished shard as their own JSON, in the order of its pages."""
    from pyarrow.parquet import ParquetFile

    with place.open(manifest["files"][RECORDS]["name"]) as file:
        for batch in ParquetFile(file).iter_batches(256, columns=["json"], use_threads=False):
            yield from batch.column(0).to_pylist()


def resident_mb() -> int:
    """Memory of this process that is in use now, in MB; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * resource.getpagesize() >> 20
