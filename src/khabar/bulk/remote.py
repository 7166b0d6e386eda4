"""Files that only Spark's connectors reach (s3://, hdfs:// …): listed and streamed, never whole in memory.

The bytes travel as the "lines" of a text, cut at each line feed, through Spark's reader of text and out as binary; a
pass-through codec keeps packed files packed. So a file of any size takes a few MB of memory on its way, and its own
size on the disk of the worker that reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from khabar.bulk.pieces import Piece
from khabar.bulk.shard import Job
from khabar.bulk.worker import read_streams, with_slashes
from khabar.errors import InputError

_PASS = "org.apache.hadoop.io.compress.PassthroughCodec"  # noqa: S105 (a class)
_OPTIONS = {
    "lineSep": "\n",
    "io.compression.codecs": _PASS,
    "io.compress.passthrough.extension": ".gz",
    # The same key as Spark's shaded Hadoop spells it.
    "org.apache.hadoop.shaded.io.compress.passthrough.extension": ".gz",
}


def listing(spark: Any, uri: str) -> list[tuple[str, int]]:
    """`(path, bytes)` of the file `uri`, or of every file below it, sorted; hidden ones are passed over.

    Raises `InputError` where nothing is there or no connector knows the scheme.
    """
    hadoop = spark.sparkContext._jvm.org.apache.hadoop
    try:
        path = hadoop.fs.Path(uri)
        files = path.getFileSystem(spark._jsparkSession.sessionState().newHadoopConf())
        found = []
        pending = list(files.globStatus(path) or [])
        while pending:
            status = pending.pop()
            if status.isDirectory():
                pending += files.listStatus(status.getPath())
            elif not status.getPath().getName().startswith((".", "_")):
                found.append((with_slashes(status.getPath().toString()), int(status.getLen())))
    except Exception as error:  # py4j's own
        told = str(error).strip().splitlines()
        raise InputError(f"{uri} cannot be listed ({(told or [''])[-1][:200]}); is its connector there?") from error
    if not found:
        raise InputError(f"{uri} does not exist or holds nothing; check the address")
    return sorted(found)


def stream(spark: Any, job: Job, pieces: Sequence[Piece]) -> Any:
    """The RDD of the manifests: one partition, and so one task, a file."""
    from pyspark.sql.functions import col

    largest = max(p.size for p in pieces) + 1
    # No file is cut, and the price set on opening a file keeps two from sharing a partition.
    spark.conf.set("spark.sql.files.maxPartitionBytes", str(largest))
    spark.conf.set("spark.sql.files.openCostInBytes", str(largest))
    lines = spark.read.options(**_OPTIONS).text([p.path for p in pieces])
    rows = lines.select(col("_metadata.file_path"), col("_metadata.file_size"), col("value").cast("binary"))
    return rows.rdd.mapPartitions(partial(read_streams, job, {p.path: p for p in pieces}))
