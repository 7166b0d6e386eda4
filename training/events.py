"""How the sentence head of `khabar.events.head` is made: labelled sentences in, hashed 16-bit weights out.

A logistic regression for each of ASSAULT and PROTEST over the sources of `training/sentences.py`. A sentence of the
records counts twice, as yes and as no, weighted by the annotators' votes, so that a split vote teaches a middling
probability. What is learned from these labels alone knows few words, so a teacher, who also sees each sentence as a
vector of the encoder, labels sentences of the news, and the head learns from those too: it ships without the vectors.

usage: python -m training.events --work WORK      train on everything, write src/khabar/model/events/head.gz
WORK holds what `training.sentences` and `training.vectors` wrote. The model that ships has seen every sentence of the
records; figures come from `bench/gsr_crossfit.py`, where head, teacher and threshold have not seen the sentence judged.
Needs scikit-learn, which the package itself never does.
"""

from __future__ import annotations

import argparse
import gzip
import json
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from khabar.events.head import GROUPS, KINDS, MODEL, bucket
from khabar.lexicon import Lexicon, load_lexicon
from training.sentences import Row, composed, lent, rows_of, silver

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
SILVER_WEIGHT = 1.0
# A sentence's probability that is enough where another tells the deed: tried on reports of the development half.
CONTEXT = {"ASSAULT": 0.05, "PROTEST": 0.02}
# From which probability a sentence tells: a point on the curves of the records and of the development half (0018).
THRESHOLD = {"ASSAULT": 0.3, "PROTEST": 0.25}
WEIGHED_BY_RARITY = ("letters", "words", "pairs")
C = 4.0
TEACHER_C = 0.003
_DUPLICATE_RUN = 6  # words in a row that two sentences share when one is taken from the other


@dataclass(frozen=True)
class Sources:
    """Everything that is learned from for one kind, and the vector of each text."""

    records: list[Row]
    composed: list[Row]
    lent: list[Row]
    silver: list[Row]
    vectors: Mapping[str, Any]


def load_sources(lexicon: Lexicon, kind: str, work: Path) -> Sources:
    """The sources of a kind, with the vectors in the folder `work`.

    Airwars has no protests, and of the teacher the head learned nothing about them (0018).
    """
    if kind != "ASSAULT":
        return Sources(rows_of(lexicon, kind), composed(lexicon, kind), [], [], {})
    texts = json.loads((work / "texts.json").read_text(encoding="utf-8"))
    vectors = dict(zip(texts, np.load(work / "vectors.npy").astype(np.float32), strict=True))
    return Sources(rows_of(lexicon, kind), composed(lexicon, kind), lent(lexicon), silver(lexicon, kind), vectors)


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
    """Weights by group and feature, already scaled, and the bias."""

    weights: dict[str, dict[str, float]]
    bias: float

    def score(self, row: Row) -> float:
        """The log-odds, as the shipped head computes them before rounding to 16 bits."""
        score = self.bias
        for group, found in row.groups.items():
            total = sum(found.values())
            if total:
                known = self.weights[group]
                score += sum(n * known.get(f, 0.0) for f, n in found.items()) / np.sqrt(total)
        return float(score)

    def probability(self, row: Row) -> float:
        """The probability that the sentence tells of such a deed; 0 where it holds no word of one."""
        return float(1.0 / (1.0 + np.exp(-self.score(row)))) if row.held else 0.0


def learn(sources: Sources, left_out: int | None = None) -> Trained:
    """The head over all sources, without what is in the block `left_out` of the records and of the composed."""
    blocks = fold_of(sources.records)
    kind = sources.records[0].kind
    records = [_sharpened(r, SHARPNESS[kind]) for r, b in zip(sources.records, blocks, strict=True) if b != left_out]
    own = [r for r in sources.composed if composed_fold(r) != left_out]
    labelled = [(records, 1.0), (own, COMPOSED_WEIGHT[kind]), (sources.lent, LENT_WEIGHT)]
    taught = _taught(sources, labelled) if sources.silver else []
    return fit([*labelled, (taught, SILVER_WEIGHT)])


def _sharpened(row: Row, power: float) -> Row:
    """The row with its share of votes drawn towards 0 and 1, a half staying a half."""
    yes, no = row.share**power, (1 - row.share) ** power
    return replace(row, share=yes / (yes + no))


def _taught(sources: Sources, labelled: Sequence[tuple[Sequence[Row], float]]) -> list[Row]:
    """The unlabelled sentences with the teacher's probabilities: the mean, in log-odds, of words' and vectors' view."""
    by_words = fit(labelled)
    rows = [r for part, _ in labelled[:2] for r in part]
    weight = np.r_[tuple(np.full(len(part), w) for part, w in labelled[:2])]
    seen = np.array([sources.vectors[r.text] for r in rows])
    mean, spread = seen.mean(0), seen.std(0) + 1e-6
    model = LogisticRegression(C=TEACHER_C, max_iter=500)
    _regress(model, (seen - mean) / spread, np.array([r.share for r in rows]), weight)
    unseen = np.array([sources.vectors[r.text] for r in sources.silver])
    by_vectors = model.decision_function((unseen - mean) / spread)
    scores = (by_vectors + np.array([by_words.score(r) for r in sources.silver])) / 2
    return [replace(r, share=float(p)) for r, p in zip(sources.silver, 1 / (1 + np.exp(-scores)), strict=True)]


def fit(parts: Sequence[tuple[Sequence[Row], float]]) -> Trained:
    """The regression over the rows of each part by their shares, a row weighing as its part says."""
    rows = [r for part, _ in parts for r in part]
    weight = np.r_[tuple(np.full(len(part), w) for part, w in parts)]
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
    return Trained(weights, float(model.intercept_[0]))


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
    """Five heads, each without one block; every record's block, its probability by the head that has not seen it."""

    heads: list[Trained]
    blocks: list[int]
    scores: list[float]

    def threshold(self, shares: Sequence[float], left_out: int | None = None) -> float:
        """The best threshold on the records outside the block `left_out`."""
        kept = [i for i, b in enumerate(self.blocks) if b != left_out]
        return best_threshold([shares[i] for i in kept], [self.scores[i] for i in kept])


def cross_fit(sources: Sources, tell: Callable[[str], None] = print) -> CrossFit:
    """Five heads over the sources, each without one block of the records."""
    blocks = fold_of(sources.records)
    heads = []
    for fold in range(FOLDS):
        heads.append(learn(sources, fold))
        tell(f"fold {fold + 1} of {FOLDS}")
    scores = [heads[b].probability(r) for r, b in zip(sources.records, blocks, strict=True)]
    return CrossFit(heads, blocks, scores)


def pack(trained: Mapping[str, Trained], thresholds: Mapping[str, float]) -> bytes:
    """The model as `khabar.events.head.Head` reads it, unpressed."""
    scale, bias, tables = {}, {}, []
    for kind in KINDS:
        table = np.zeros(BUCKETS)
        for group, weights in trained[kind].weights.items():
            for feature, weight in weights.items():
                table[bucket(group, feature, BUCKETS)] += weight
        scale[kind] = float(np.abs(table).max() / 32767)
        bias[kind] = trained[kind].bias
        tables.append(np.round(table / scale[kind]).astype("<i2").tobytes())
    fields = {"buckets": BUCKETS, "bias": bias, "scale": scale, "threshold": thresholds, "context": CONTEXT}
    header = json.dumps(fields).encode()
    return b"KHE1" + struct.pack("<I", len(header)) + header + b"".join(tables)


def main() -> None:
    """Train on all rows, write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    work = parser.parse_args().work
    lexicon = load_lexicon()
    trained = {kind: learn(load_sources(lexicon, kind, work)) for kind in KINDS}
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    MODEL.write_bytes(gzip.compress(pack(trained, THRESHOLD), mtime=0))
    print(MODEL, MODEL.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
