"""Copied passages and pairs of events that look like one, on Spark: the steps of `incidents`, spread by their keys.

Every bucket is gathered whole and sorted before it is paired, so that the same pairs come of it as in one process,
wherever the reports lay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from khabar.incidents.blocking import in_bucket, in_passage, key_of, keys, window_of
from khabar.incidents.copies import COPIED, HASHES, ROWS, bucket_pairs, shared_runs
from khabar.incidents.matching import Score, likely
from khabar.incidents.types import WHOLE, Copy, EventFact, ReportFact

Key = tuple[int, str]
Passage = tuple[int, int]  # report, passage


def find_copies(facts: Any) -> Any:
    """The RDD of every `Copy` among the facts."""
    whole = facts.map(lambda r: (_number(r.text_id), r.index)).groupByKey().flatMap(_whole)
    buckets = facts.flatMap(_bands).groupByKey().values().flatMap(_band_pairs).distinct()
    runs = facts.flatMap(_runs)
    left = buckets.join(runs).map(lambda found: (found[1][0], (found[0], found[1][1])))
    return whole.union(left.join(runs).flatMap(_copy)).coalesce(facts.getNumPartitions())


def find_scored(events: Any, light: Any, copies: Any) -> Any:
    """The RDD of `((left, right), score)` of the pairs that look like one.

    `events` is an RDD of `((report, event), fact)` of those that are weighed; `light` one of all reports.
    """
    blocked = light.flatMap(_blocks).groupByKey().values().flatMap(_block_pairs)
    by_earlier = copies.filter(lambda c: c.earlier_passage != WHOLE).map(lambda c: (c.earlier, c))
    passages = light.map(lambda r: (r.index, r))
    mine = by_earlier.join(passages).map(_told_by_earlier)
    copied = mine.join(passages).flatMap(_told_by_later)
    pairs = blocked.union(copied).reduceByKey(lambda one, other: one or other, light.getNumPartitions())
    left = pairs.map(lambda p: (p[0][0], (p[0][1], p[1]))).join(events)
    right = left.map(lambda found: (found[1][0][0], (found[0], found[1][0][1], found[1][1]))).join(events)
    return right.flatMap(_weighed)


def _whole(group: tuple[int, Iterable[int]]) -> Iterator[Copy]:
    first, *others = sorted(group[1])
    for other in others:
        yield Copy(first, WHOLE, other, WHOLE, 1.0)


def _bands(report: ReportFact) -> Iterator[tuple[int, Passage]]:
    for passage, signature in enumerate(report.signatures):
        for band in range(0, HASHES, ROWS):
            bucket = bytes((band,)) + signature[4 * band : 4 * (band + ROWS)]
            yield int.from_bytes(bucket, "little"), (report.index, passage)


def _band_pairs(bucket: Iterable[Passage]) -> Iterator[tuple[Passage, Passage]]:
    for left, right in bucket_pairs(sorted(bucket)):
        if left[0] != right[0]:
            yield left, right


def _runs(report: ReportFact) -> Iterator[tuple[Passage, bytes]]:
    for passage, runs in enumerate(report.shingles):
        yield (report.index, passage), runs


def _copy(found: tuple[Passage, tuple[tuple[Passage, bytes], bytes]]) -> Iterator[Copy]:
    right, ((left, theirs), mine) = found
    share = shared_runs(theirs, mine)
    if share >= COPIED:
        yield Copy(*left, *right, round(share, 3))


def _blocks(report: ReportFact) -> Iterator[tuple[int, tuple[int, int, str, int]]]:
    for at, event in enumerate(report.events):
        for key in keys(event):
            yield _number(repr(key)), (report.index, at, event.id, window_of(key))


def _block_pairs(bucket: Iterable[tuple[int, int, str, int]]) -> Iterator[tuple[tuple[Key, Key], bool]]:
    ordered = sorted(bucket)
    for left, right in in_bucket(ordered, ordered[0][3]):
        if left[0] != right[0]:
            yield ((left[0], left[2]), (right[0], right[2])), False


def _told_by_earlier(found: tuple[int, tuple[Copy, ReportFact]]) -> tuple[int, tuple[Copy, list[EventFact]]]:
    copy, report = found[1]
    return copy.later, (copy, in_passage(report, copy.earlier_passage))


def _told_by_later(
    found: tuple[int, tuple[tuple[Copy, list[EventFact]], ReportFact]],
) -> Iterator[tuple[tuple[Key, Key], bool]]:
    (copy, mine), report = found[1]
    for left in mine:
        for right in in_passage(report, copy.later_passage):
            if left.family == right.family:
                yield (key_of(left), key_of(right)), True


def _weighed(
    found: tuple[Key, tuple[tuple[Key, bool, EventFact], EventFact]],
) -> Iterator[tuple[tuple[Key, Key], Score]]:
    right, ((left, copied, one), other) = found
    weight = likely(one, other, copied)
    if weight is not None:
        yield (left, right), weight


def _number(text: str) -> int:
    """A key that every process hashes alike."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=15).digest(), "little")
