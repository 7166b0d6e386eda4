"""How the sentence head of `khabar.events.head` is made: labelled sentences in, hashed 16-bit weights out.

A logistic regression for each of ASSAULT and PROTEST over the sources of `training/sentences.py`. A sentence of the
records counts twice, as yes and as no, weighted by the annotators' votes, so that a split vote teaches a middling
probability. A second one sees the encoder's states (`training/vectors.py`); where the encoder reads along, the head's
log-odds are a mean of the two.

usage: python -m training.events      train on everything, write src/khabar/model/events/head.gz; five minutes
The model that ships has seen every sentence of the records; figures come from `bench/gsr_crossfit.py`, where head and
threshold have not seen the sentence judged. Needs scikit-learn, which the package itself never does.
"""

from __future__ import annotations

import gzip
import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from khabar.events.head import GROUPS, KINDS, MODEL, bucket
from khabar.events.sight import VIEWS
from khabar.lexicon import Lexicon, load_lexicon
from training.sentences import Row, composed, lent, rows_of
from training.vectors import vectors

BUCKETS = 1 << 18
FOLDS = 5
# How far each group of features may weigh, and the regressions' C: tried on the cross-fitted figures.
SCALES = {
    "ASSAULT": {"letters": 0.3, "words": 0.2, "pairs": 0.3, "around": 0.7, "deeds": 0.5},
    "PROTEST": {"letters": 0.4, "words": 0.2, "pairs": 0.2, "around": 0.7, "deeds": 0.5},
}
# How much the votes are drawn towards their majority before they are learned (1: as they fell); tried likewise.
SHARPNESS = {"ASSAULT": 2.0, "PROTEST": 1.0}
# What a sentence of each source weighs beside one of the records; tried on the cross-fitted figures and the composed.
COMPOSED_WEIGHT = {"ASSAULT": 0.4, "PROTEST": 1.0}
LENT_WEIGHT = 0.1
# The part of the states in the log-odds where the encoder reads along; tried on the cross-fitted figures.
SHARE = {"ASSAULT": 0.4, "PROTEST": 0.8}


@dataclass(frozen=True)
class Bounds:
    """From which probability a sentence tells, and which is enough where another tells the deed.

    Points on the curves of the records and of the development half (0018).
    """

    threshold: Mapping[str, float]
    context: Mapping[str, float]


ALONE = Bounds({"ASSAULT": 0.34, "PROTEST": 0.25}, {"ASSAULT": 0.05, "PROTEST": 0.02})
SIGHTED = Bounds({"ASSAULT": 0.38, "PROTEST": 0.3}, {"ASSAULT": 0.05, "PROTEST": 0.02})
WEIGHED_BY_RARITY = ("letters", "words", "pairs")
C = 4.0
SIGHT_C = 0.003
_TOGETHER = 5  # sentences read as one report, beside each by itself
_DUPLICATE_RUN = 6  # words in a row that two sentences share when one is taken from the other


@dataclass(frozen=True)
class Part:
    """Rows of one source, what one of them weighs, how the encoder sees them: alone and among others, (rows, views).

    A record is one sentence, but a report's sentences are read with their neighbours, which colours their states.
    """

    rows: list[Row]
    weight: float
    seen: tuple[Any, ...]

    @classmethod
    def of(cls, rows: list[Row], weight: float) -> Part:
        """The rows, read by the encoder."""
        return cls(rows, weight, (vectors(rows), vectors(rows, _TOGETHER)))

    def only(self, kept: Sequence[bool]) -> Part:
        """The rows that are marked true."""
        rows = [r for r, keep in zip(self.rows, kept, strict=True) if keep]
        return replace(self, rows=rows, seen=tuple(s[np.array(kept, bool)] for s in self.seen))


@dataclass(frozen=True)
class Sources:
    """Everything that is learned from for one kind."""

    records: Part
    composed: Part
    lent: Part


def load_sources(lexicon: Lexicon, kind: str) -> Sources:
    """The sources of a kind; Airwars has no protests."""
    return Sources(
        Part.of(rows_of(lexicon, kind), 1.0),
        Part.of(composed(lexicon, kind), COMPOSED_WEIGHT[kind]),
        Part.of(lent(lexicon) if kind == "ASSAULT" else [], LENT_WEIGHT),
    )


def fold_of(rows: Sequence[Row]) -> list[int]:
    """Five contiguous blocks of the file; a text that shares six words in a row with an earlier one joins its block."""
    known: dict[str, int] = {}
    found = []
    for index, row in enumerate(rows):
        words = row.text.split()
        runs = [" ".join(words[i : i + _DUPLICATE_RUN]) for i in range(len(words) - _DUPLICATE_RUN + 1)]
        block = next((known[r] for r in runs if r in known), index * FOLDS // len(rows))
        for run in runs:
            known.setdefault(run, block)
        found.append(block)
    return found


def composed_fold(row: Row) -> int:
    """The block of a composed sentence."""
    return crc32(row.text.encode()) % FOLDS


@dataclass(frozen=True)
class Trained:
    """Weights by group and feature, already scaled, and the bias; the same of what the encoder sees."""

    weights: dict[str, dict[str, float]]
    bias: float
    sight: Any
    sight_bias: float
    share: float

    def score(self, row: Row, seen: Any = None) -> float:
        """The log-odds, as the shipped head computes them before rounding to 16 bits; `seen` is the row's vector."""
        score = self.bias
        for group, found in row.groups.items():
            total = sum(found.values())
            if total:
                known = self.weights[group]
                score += sum(n * known.get(f, 0.0) for f, n in found.items()) / np.sqrt(total)
        if seen is None:
            return float(score)
        return float((1 - self.share) * score + self.share * (seen @ self.sight + self.sight_bias))

    def probability(self, row: Row, seen: Any = None) -> float:
        """The probability that the sentence tells of such a deed; 0 where it holds no word of one."""
        return float(1.0 / (1.0 + np.exp(-self.score(row, seen)))) if row.held else 0.0


def learn(sources: Sources, left_out: int | None = None) -> Trained:
    """The head over all sources, without what is in the block `left_out` of the records and of the composed."""
    kind = sources.records.rows[0].kind
    records = sources.records.only([b != left_out for b in fold_of(sources.records.rows)])
    records = replace(records, rows=[_sharpened(r, SHARPNESS[kind]) for r in records.rows])
    own = sources.composed.only([composed_fold(r) != left_out for r in sources.composed.rows])
    parts = (records, own, sources.lent)
    return Trained(*_by_words(parts), *_by_sight(parts), SHARE[kind])


def _sharpened(row: Row, power: float) -> Row:
    """The row with its share of votes drawn towards 0 and 1, a half staying a half."""
    yes, no = row.share**power, (1 - row.share) ** power
    return replace(row, share=yes / (yes + no))


def _by_words(parts: Sequence[Part]) -> tuple[dict[str, dict[str, float]], float]:
    """The regression over the hashed features: weights by group and feature, and the bias."""
    rows = [r for part in parts for r in part.rows]
    weight = np.r_[tuple(np.full(len(part.rows), part.weight) for part in parts)]
    vocabularies, factors, blocks = {}, {}, []
    for group in GROUPS:
        vocabulary, factor = _vocabulary(rows, group)
        vocabularies[group], factors[group] = vocabulary, factor
        blocks.append(_matrix(rows, group, vocabulary) @ sparse.diags(factor))
    model = LogisticRegression(C=C, solver="liblinear", max_iter=300, random_state=0)
    _regress(model, sparse.hstack(blocks).tocsr(), np.array([r.share for r in rows]), weight)
    weights: dict[str, dict[str, float]] = {}
    at = 0
    for group in GROUPS:
        vocabulary = vocabularies[group]
        row = model.coef_[0][at : at + len(vocabulary)] * factors[group]
        weights[group] = {feature: float(row[index]) for feature, index in vocabulary.items()}
        at += len(vocabulary)
    return weights, float(model.intercept_[0])


def _by_sight(parts: Sequence[Part]) -> tuple[Any, float]:
    """The regression over the vectors of the rows that hold a deed: weights for vectors as they come, and the bias."""
    x, share, weight = [], [], []
    for part in parts:
        held = np.array([r.held for r in part.rows], bool)
        for seen in part.seen:
            x.append(seen[held])
            share.append(np.array([r.share for r in part.rows])[held])
            weight.append(np.full(int(held.sum()), part.weight / len(part.seen)))
    rows = np.concatenate(x)
    mean, spread = rows.mean(0), rows.std(0) + 1e-6
    model = LogisticRegression(C=SIGHT_C, max_iter=500)
    _regress(model, (rows - mean) / spread, np.concatenate(share), np.concatenate(weight))
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - mean @ weights)


def _regress(model: LogisticRegression, x: Any, share: Any, weight: Any) -> None:
    """Fit with every row as a yes and as a no, weighted by its share."""
    both = sparse.vstack([x, x]) if sparse.issparse(x) else np.r_[x, x]
    labels = np.r_[np.ones(len(share)), np.zeros(len(share))]
    model.fit(both, labels, sample_weight=np.r_[share * weight, (1 - share) * weight])


def _vocabulary(rows: Sequence[Row], group: str) -> tuple[dict[str, int], Any]:
    """Features seen in two texts or more, by column, and the factor of each column."""
    seen: dict[str, int] = {}
    for row in rows:
        for feature in row.groups[group]:
            seen[feature] = seen.get(feature, 0) + 1
    kept = sorted(f for f, n in seen.items() if n >= 2)
    rarity = np.array([np.log((1 + len(rows)) / (1 + seen[f])) + 1 for f in kept])
    factor = SCALES[rows[0].kind][group] * (rarity if group in WEIGHED_BY_RARITY else np.ones(len(kept)))
    return {f: i for i, f in enumerate(kept)}, factor


def _matrix(rows: Sequence[Row], group: str, vocabulary: dict[str, int]) -> Any:
    data, columns, ends = [], [], [0]
    for row in rows:
        found = row.groups[group]
        norm = np.sqrt(sum(found.values())) or 1.0
        for feature, number in found.items():
            if feature in vocabulary:
                columns.append(vocabulary[feature])
                data.append(number / norm)
        ends.append(len(columns))
    return sparse.csr_matrix((data, columns, ends), shape=(len(rows), len(vocabulary)))


def best_threshold(shares: Sequence[float], scores: Sequence[float]) -> float:
    """The threshold with the highest F1 against the majority of votes, ties left out."""
    pairs = [(s, 2 * share > 1) for share, s in zip(shares, scores, strict=True) if 2 * share != 1]
    return max((t / 100 for t in range(10, 71, 2)), key=lambda t: (f1(pairs, t), -t))


def f1(pairs: Sequence[tuple[float, bool]], threshold: float) -> float:
    """F1 of what scores at least `threshold`; `pairs` are (score, gold)."""
    hit = sum(gold for score, gold in pairs if score >= threshold)
    said = sum(score >= threshold for score, _ in pairs)
    return 2 * hit / max(1, said + sum(gold for _, gold in pairs))


@dataclass(frozen=True)
class CrossFit:
    """Five heads, each without one block; every record's block and its probability by the head that has not seen it.

    `alone` are the probabilities without the encoder, `sighted` those with it.
    """

    heads: list[Trained]
    blocks: list[int]
    alone: list[float]
    sighted: list[float]

    def threshold(self, shares: Sequence[float], left_out: int, sighted: bool) -> float:
        """The best threshold on the records outside the block `left_out`."""
        kept = [i for i, b in enumerate(self.blocks) if b != left_out]
        scores = self.sighted if sighted else self.alone
        return best_threshold([shares[i] for i in kept], [scores[i] for i in kept])


def cross_fit(sources: Sources) -> CrossFit:
    """Five heads over the sources, each without one block of the records."""
    rows, seen = sources.records.rows, sources.records.seen[0]
    blocks = fold_of(rows)
    heads = [learn(sources, fold) for fold in range(FOLDS)]
    alone = [heads[b].probability(r) for r, b in zip(rows, blocks, strict=True)]
    sighted = [heads[b].probability(r, s) for r, s, b in zip(rows, seen, blocks, strict=True)]
    return CrossFit(heads, blocks, alone, sighted)


def pack(trained: Mapping[str, Trained], alone: Bounds = ALONE, sighted: Bounds = SIGHTED) -> bytes:
    """The model as `khabar.events.head.Head` reads it, unpressed."""
    scale, bias, sight, tables, rows = {}, {}, {}, [], []
    for kind in KINDS:
        table = np.zeros(BUCKETS)
        for group, weights in trained[kind].weights.items():
            for feature, weight in weights.items():
                table[bucket(group, feature, BUCKETS)] += weight
        scale[kind], bytes_ = _rounded(table)
        tables.append(bytes_)
        bias[kind] = trained[kind].bias
        sight_scale, bytes_ = _rounded(trained[kind].sight)
        rows.append(bytes_)
        sight[kind] = {
            "scale": sight_scale,
            "bias": trained[kind].sight_bias,
            "share": trained[kind].share,
            "threshold": sighted.threshold[kind],
            "context": sighted.context[kind],
        }
    fields = {"buckets": BUCKETS, "hidden": len(trained[KINDS[0]].sight) // VIEWS, "bias": bias, "scale": scale}
    fields |= {"threshold": alone.threshold, "context": alone.context, "sight": sight}
    header = json.dumps(fields).encode()
    return b"KHE2" + struct.pack("<I", len(header)) + header + b"".join(tables + rows)


def _rounded(weights: Any) -> tuple[float, bytes]:
    """The weights as 16-bit numbers, with what one of them stands for."""
    scale = float(np.abs(weights).max() / 32767)
    return scale, np.round(weights / scale).astype("<i2").tobytes()


def main() -> None:
    """Train on all rows, write the model."""
    lexicon = load_lexicon()
    trained = {kind: learn(load_sources(lexicon, kind)) for kind in KINDS}
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    MODEL.write_bytes(gzip.compress(pack(trained), mtime=0))
    print(MODEL, MODEL.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
