"""How many events or incidents by day, place, type and the like, on Spark, from the nested columns alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from khabar.errors import InputError

_ONE_DAY = "left(time.interval.begin, 10) = left(time.interval.end, 10)"
_ONE_MONTH = "left(time.interval.begin, 7) = left(time.interval.end, 7)"
EVENTS = {
    "day": f"if({_ONE_DAY}, left(time.interval.begin, 10), null)",
    "month": f"if({_ONE_MONTH}, left(time.interval.begin, 7), null)",
    "place": "place.name",
    "country": "place.place.country",
    "admin1": "place.place.admin1",
    "type": "event.type",
    "mode": "event.mode",
    "acled": "event.acled",
    "status": "event.status",
    "publisher": "report.publisher",
}
INCIDENTS = {
    "day": "if(begin = end, begin, null)",
    "month": "if(left(begin, 7) = left(end, 7), left(begin, 7), null)",
    "place": "place",
    "type": "type",
    "mode": "mode",
}


def aggregate_events(spark: Any, files: Sequence[str], by: Sequence[str], every_status: bool) -> Any:
    """A data frame of `by` with `events`, `reports` and `publishers` (both distinct), ordered by its columns.

    Only what is told of as happened is counted unless `every_status`. A day is only given to an event of one day, a
    month to one within a month; what is unknown is null. A page captured twice with the same text counts once. Raises
    `InputError` for a column that there is not.
    """
    from pyspark.sql import functions as f

    columns = _columns(by, EVENTS)
    told = _once(spark.read.parquet(*files).drop("json", "statements")).selectExpr(
        "report", "entities", "times", "explode(events) as event"
    )
    if not every_status:
        told = told.where("event.status in ('occurred', 'ongoing')")
    joined = told.selectExpr(
        "event", "report", "get(filter(entities, e -> e.id = event.place), 0) as place",
        "get(filter(times, t -> t.id = event.time), 0) as time",
    )  # fmt: skip
    counted = joined.groupBy(*(f.expr(column).alias(name) for name, column in columns.items())).agg(
        f.count("*").alias("events"),
        f.countDistinct("report.id").alias("reports"),
        f.countDistinct("report.publisher").alias("publishers"),
    )
    return counted.orderBy(*columns)


def aggregate_incidents(spark: Any, folder: str, by: Sequence[str]) -> Any:
    """The same of the incidents that `khabar bulk compare` wrote to `folder`: `incidents`, and how many of them rest
    on two or more independent origins."""
    from pyspark.sql import functions as f

    columns = _columns(by, INCIDENTS)
    counted = (
        spark.read.parquet(folder)
        .groupBy(*(f.expr(column).alias(name) for name, column in columns.items()))
        .agg(f.count("*").alias("incidents"), f.sum(f.expr("int(independent_origins > 1)")).alias("corroborated"))
    )
    return counted.orderBy(*columns)


def _once(records: Any) -> Any:
    named = records.selectExpr("*", "report.source_id as source_id", "report.id as text_id")
    return named.dropDuplicates(["source_id", "text_id"])


def _columns(by: Sequence[str], known: dict[str, str]) -> dict[str, str]:
    for name in by:
        if name not in known:
            raise InputError(f"cannot count by {name!r}; known are {', '.join(known)}")
    return {name: known[name] for name in dict.fromkeys(by)}
