"""Spark: started, given the pieces, watched. The only place besides `remote` that knows how Spark is set."""

from __future__ import annotations

import os
import re
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from khabar.bulk.pieces import Piece
from khabar.bulk.shard import Job
from khabar.bulk.worker import read_pieces
from khabar.errors import EngineError, ExtraMissing

DEFAULT_MASTER = "local[*]"
_TRIES = 8  # of one task: a page that kills its worker costs two, and more than one such page may be in an archive
_LOCAL = re.compile(r"local\[(?P<threads>\*|\d+)\]")
_JVMS = Path("/usr/lib/jvm")
_TICK = 0.5  # seconds
_LOG = Path(__file__).parent / "log4j2.properties"  # a worker that is lost and replaced is told in our own words


def require() -> None:
    """Raises `ExtraMissing` without pyspark."""
    try:
        import pyspark  # noqa: F401 (only whether it is there)
    except ImportError as error:
        raise ExtraMissing("`khabar bulk` needs Spark: install khabar[bulk], and Java 17 or newer") from error


@contextmanager
def session(master: str | None, conf: Mapping[str, str]) -> Iterator[Any]:
    """A Spark session: of `master`, or the one that `spark-submit` prepared. Its web page is left on.

    Raises `ExtraMissing` without pyspark or Java, `EngineError` where Spark does not start.
    """
    require()
    from pyspark.sql import SparkSession

    submitted = "PYSPARK_GATEWAY_PORT" in os.environ
    if not submitted:
        _prepare(master or DEFAULT_MASTER)
    builder = SparkSession.builder.appName("khabar bulk")
    for name, value in _settings(None if submitted and master is None else master or DEFAULT_MASTER).items():
        builder = builder.config(name, value)
    for name, value in conf.items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except Exception as error:  # py4j's and pyspark's own errors share no base
        raise EngineError(f"Spark does not start: {_first_line(error)}; it needs Java 17 or newer") from error
    try:
        yield spark
    finally:
        spark.stop()


def read_all(spark: Any, job: Job, pieces: Sequence[Piece], watch: Callable[[int], None]) -> list[dict[str, Any]]:
    """Read all pieces, the largest first, each as a task of its own; their manifests, or errors as `worker` gives them.

    `watch` is called twice a second with the number of tasks that were lost and begun again. Raises `EngineError`
    where Spark gives up; what is finished then stays.
    """
    from khabar.bulk.remote import stream

    ordered = sorted(pieces, key=lambda p: (-((p.end or p.size) - p.start), p.shard))
    here = [p for p in ordered if not p.remote]
    there = [p for p in ordered if p.remote]
    found: list[dict[str, Any]] = []
    if here:
        tasks = spark.sparkContext.parallelize(here, len(here))
        found += watched(spark, tasks.mapPartitions(partial(read_pieces, job)).collect, watch)
    if there:
        found += watched(spark, stream(spark, job, there).collect, watch)
    return found


def watched(spark: Any, action: Callable[[], Any], watch: Callable[[int], None]) -> Any:
    """What a Spark action gives, `watch` being called while it runs. Interrupted, the action is cancelled."""
    from pyspark import inheritable_thread_target

    done: list[Any] = []
    failed: list[BaseException] = []

    def act() -> None:
        try:
            done.append(action())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=inheritable_thread_target(spark)(act), daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_TICK)
            watch(_lost(spark))
    except BaseException:
        spark.sparkContext.cancelAllJobs()
        raise
    if failed:
        raise EngineError(
            f"Spark gave up ({_first_line(failed[0])}); what is finished is kept: run the same command again"
        ) from failed[0]
    return done[0]


def _lost(spark: Any) -> int:
    tracker = spark.sparkContext.statusTracker()
    stages = (tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds())
    return sum(stage.numFailedTasks for stage in stages if stage is not None)


def _settings(master: str | None) -> dict[str, str]:
    known = {
        "spark.ui.showConsoleProgress": "false",
        "spark.python.worker.reuse": "true",
        "spark.task.maxFailures": str(_TRIES),
    }
    if master is not None:
        local = _LOCAL.fullmatch(master)
        # Without a number of tries a local master gives up at the first worker that dies.
        known["spark.driver.extraJavaOptions"] = f"-Dlog4j2.configurationFile={_LOG.as_uri()}"
        known["spark.master"] = f"local[{local['threads']},{_TRIES}]" if local else master
    return known


def _prepare(master: str) -> None:
    """The environment of the JVM that is to be started: a Java, this Python for the workers, no open port."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    if "JAVA_HOME" not in os.environ and shutil.which("java") is None:
        found = sorted(p.parent.parent for p in _JVMS.glob("*/bin/java"))
        if not found:
            raise ExtraMissing("Spark needs Java 17 or newer: install openjdk-17-jre-headless, or set JAVA_HOME")
        os.environ["JAVA_HOME"] = str(found[0])


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = next((line for line in lines if "Exception" in line or "Error" in line), lines[0] if lines else "")
    return (told or type(error).__name__)[:300]


def readable(output: str, name: str) -> str:
    """A file or folder of an output as Spark's connectors call it."""
    if "://" in output:
        return f"{output.rstrip('/')}/{name}".replace("s3://", "s3a://", 1)
    return (Path(output).resolve() / name).as_uri()
