"""Passages copied or lightly edited from one report to another.

MinHash signatures over overlapping runs of three folded words find candidates through bands (Broder 1997; Leskovec,
Rajaraman and Ullman, Mining of Massive Datasets, ch. 3); each candidate is then checked on the runs themselves.
"""

from __future__ import annotations

import re
import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any
from zlib import crc32

from khabar.incidents.types import WHOLE, Copy, ReportFact
from khabar.text.fold import fold

RUN = 3  # words in a run
MIN_WORDS = 8  # shorter passages are formulae that anyone writes
MAX_PASSAGES = 40
HASHES, ROWS = 32, 2  # sixteen bands of two: a passage half of whose runs are shared is found with p = 0.99
COPIED = 0.5  # share of the shorter passage's runs that must stand in the other
_CROWDED = 64  # passages in one bucket beyond which only neighbours are paired

_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.!؟?\n]+")


def passages_of(
    text: str, parts: Iterable[Mapping[str, Any]]
) -> tuple[tuple[tuple[int, int], ...], tuple[bytes, ...], tuple[bytes, ...]]:
    """(spans, signatures, hashed runs) of the sentences of eight words or more, at most forty a report.

    Signatures and runs are packed 32-bit numbers.
    """
    from rensa import RMinHash

    spans: list[tuple[int, int]] = []
    runs: list[list[int]] = []
    for start, end in _sentences(text, parts):
        words = _WORD.findall(fold(text[start:end]))
        if len(words) >= MIN_WORDS and len(spans) < MAX_PASSAGES:
            spans.append((start, end))
            runs.append(sorted({crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1)}))
    signatures: list[bytes] = []
    for run in runs:
        minhash = RMinHash(num_perm=HASHES, seed=1)
        minhash.update([str(h) for h in run])
        signatures.append(struct.pack(f"<{HASHES}I", *minhash.digest()))
    return tuple(spans), tuple(signatures), tuple(array("I", run).tobytes() for run in runs)


def _sentences(text: str, parts: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, int]]:
    for part in parts:
        start = part["start"]
        for stop in _STOP.finditer(text, part["start"], part["end"]):
            yield start, stop.start()
            start = stop.end()
        yield start, part["end"]


def find_copies(reports: Sequence[ReportFact]) -> tuple[Copy, ...]:
    """Every copied passage, the earlier report first. `reports` stand in their canonical order (see `compare`)."""
    found = list(_whole_copies(reports))
    for (left, i), (right, j) in sorted(_candidates(reports)):
        share = shared_runs(reports[left].shingles[i], reports[right].shingles[j])
        if share >= COPIED:
            found.append(Copy(left, i, right, j, round(share, 3)))
    return tuple(found)


def _whole_copies(reports: Sequence[ReportFact]) -> Iterator[Copy]:
    first: dict[str, int] = {}
    for report in reports:
        earlier = first.setdefault(report.text_id, report.index)
        if earlier != report.index:
            yield Copy(earlier, WHOLE, report.index, WHOLE, 1.0)


def shared_runs(left: bytes, right: bytes) -> float:
    """Share of the shorter passage's runs that stand in the longer one."""
    one, other = set(array("I", left)), set(array("I", right))
    return len(one & other) / max(1, min(len(one), len(other)))


def _candidates(reports: Sequence[ReportFact]) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    """Pairs of passages of different reports that share a band; within a crowded bucket only neighbours."""
    pairs: set[tuple[tuple[int, int], tuple[int, int]]] = set()
    for band in range(0, HASHES, ROWS):
        buckets: dict[bytes, list[tuple[int, int]]] = {}
        for report in reports:
            for passage, signature in enumerate(report.signatures):
                buckets.setdefault(signature[4 * band : 4 * (band + ROWS)], []).append((report.index, passage))
        for bucket in buckets.values():
            if len(bucket) > 1:
                pairs.update(p for p in bucket_pairs(bucket) if p[0][0] != p[1][0])
    return pairs


def bucket_pairs(bucket: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The pairs of one bucket, which is sorted: all of them, or in a crowded one neighbours and the first."""
    if len(bucket) > _CROWDED:
        first = bucket[0]
        yield from ((first, other) for other in bucket[1:])
        yield from pairwise(bucket)
        return
    for at, left in enumerate(bucket):
        for right in bucket[at + 1 :]:
            yield left, right
