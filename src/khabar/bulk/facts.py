"""Shards of records → the facts that comparing needs, each report under its place in the canonical order, on Spark."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from khabar.incidents.facts import Words, compile_words, facts_of
from khabar.incidents.types import ReportFact
from khabar.lexicon import load_lexicon

Sorted = tuple[tuple[str, str, str, str], ReportFact]


def indexed_facts(spark: Any, files: Sequence[str]) -> tuple[Any, int]:
    """`(facts, captured again)`: an RDD of `ReportFact` with its `index` set as `incidents.compare.canonical` sets it.

    `files` are shards' tables of records. A page that was captured more than once is taken once: of equal texts any,
    of different ones the first in canonical order, and their number is the second value. (`khabar compare` refuses
    such records; without them both orders are the same.)
    """
    lines = spark.read.parquet(*files).select("json").rdd
    facts = lines.mapPartitions(_facts)
    once = facts.map(_by_source).reduceByKey(_first).values().persist()
    again = once.map(lambda kept: len(kept[1]) - 1).sum()
    ordered = once.map(lambda kept: kept[0]).sortBy(lambda item: item[0])
    return ordered.zipWithIndex().map(_numbered), int(again)


def light(report: ReportFact) -> ReportFact:
    """The report without what only finding copies needs, which is most of it."""
    return replace(report, signatures=(), shingles=())


def _facts(rows: Iterable[Any]) -> Iterator[Sorted]:
    for row in rows:
        report = facts_of(json.loads(row[0]), _words())
        yield (report.date or "9999", report.clock or "99", report.text_id, report.source_id), report


def _by_source(item: Sorted) -> tuple[str, tuple[Sorted, frozenset[str]]]:
    return item[1].source_id, (item, frozenset((item[1].text_id,)))


def _first(one: tuple[Sorted, frozenset[str]], other: tuple[Sorted, frozenset[str]]) -> tuple[Sorted, frozenset[str]]:
    return min(one[0], other[0], key=lambda item: item[0]), one[1] | other[1]


def _numbered(item: tuple[Sorted, int]) -> ReportFact:
    (_, report), index = item
    return replace(report, index=index, events=tuple(replace(e, report=index) for e in report.events))


@cache
def _words() -> Words:
    return load_lexicon().build(compile_words)
