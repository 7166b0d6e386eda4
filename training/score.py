"""Exact spans of PER, LOC and ORG over the corpus's own words, as `score_ner.py` counts them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from khabar.encoder import best_path, spans_of
from training.corpora import Sentence
from training.labels import HEADS, offset

COARSE = {"person": "PER", "place": "LOC", "organization": "ORG"}
Counts = dict[str, list[int]]  # hits, predictions and gold spans by type
Span = tuple[int, int, str]


def decode(scores: npt.NDArray[np.float32], head: str) -> list[tuple[int, int, str]]:
    """Spans of one sentence from its log-probabilities (tokens, WIDTH)."""
    labels = HEADS[head]
    part = scores[:, offset(head) : offset(head) + len(labels)]
    return spans_of([labels[i] for i in best_path(part, labels)])


def log_softmax(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Label scores (tokens, WIDTH) as log-probabilities, each head by itself."""
    parts = []
    for head, labels in HEADS.items():
        part = scores[:, offset(head) : offset(head) + len(labels)]
        part = part - part.max(1, keepdims=True)
        parts.append(part - np.log(np.exp(part).sum(1, keepdims=True)))
    return np.concatenate(parts, 1)


def gold_spans(sentence: Sentence) -> set[Span]:
    """The corpus's own PER, LOC and ORG, over its words."""
    return {s for s in spans_of(sentence.gold) if s[2] in COARSE.values()}


def add(counts: Counts, gold: set[Span], found: set[Span]) -> None:
    """Add one sentence's hits, predictions and gold spans."""
    for at, spans in enumerate((gold & found, found, gold)):
        for *_, kind in spans:
            counts.setdefault(kind, [0, 0, 0])[at] += 1


def count(sentences: Sequence[Sentence], scores: Sequence[npt.NDArray[np.float32]]) -> Counts:
    """Hits, predictions and gold spans by type, from each sentence's log-probabilities."""
    counts: Counts = {kind: [0, 0, 0] for kind in COARSE.values()}
    for sentence, part in zip(sentences, scores, strict=True):
        spans = [s for s in decode(part, "names") if s[2] in COARSE]
        found = {(sentence.source[a], sentence.source[b - 1] + 1, COARSE[k]) for a, b, k in spans}
        add(counts, gold_spans(sentence), found)
    return counts


def count_kinds(sentences: Sequence[Sentence], scores: Sequence[npt.NDArray[np.float32]]) -> Counts:
    """The same for the fine kinds laid over from NewsFANE, over Khabar's tokens."""
    labels = HEADS["kinds"]
    counts: Counts = {}
    for sentence, part in zip(sentences, scores, strict=True):
        gold = set(spans_of([labels[max(m.bit_length() - 1, 0)] for m in sentence.targets["kinds"]]))
        found = set(decode(part, "kinds"))
        add(counts, gold, found)
    return counts


def f1(hit: int, said: int, wanted: int) -> float:
    """The harmonic mean of precision and recall; 0 where there is nothing."""
    return 2 * hit / (said + wanted) if said + wanted else 0.0


def micro(counts: Counts) -> float:
    """F1 over all types together."""
    hit, said, wanted = (sum(c[at] for c in counts.values()) for at in range(3))
    return f1(hit, said, wanted)


def line(counts: Counts) -> str:
    """One line of figures."""
    hit, said, wanted = (sum(c[at] for c in counts.values()) for at in range(3))
    parts = " ".join(f"{kind} {f1(*c):.3f}" for kind, c in sorted(counts.items()))
    return f"F1 {micro(counts):.4f} P {hit / max(said, 1):.3f} R {hit / max(wanted, 1):.3f} | {parts}"
