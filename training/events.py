"""How the sentence head of `khabar.events.head` is made: sentences with votes in, hashed 16-bit weights out.

A logistic regression for each of ASSAULT and PROTEST. A sentence counts twice, as yes and as no, weighted by the
annotators' votes, so that a split vote teaches a middling probability. Reports of strikes that researchers coded
(Airwars) lend sentences as further, lighter yeses: news of 2007 is not the only style there is.

usage: python -m training.events            train on everything, write src/khabar/model/events/head.gz
The model that ships has seen every sentence of the records; figures come from `bench/gsr_crossfit.py`, where each
sentence is judged by a model that has not seen it. Needs scikit-learn, which the package itself never does.
"""

from __future__ import annotations

import gzip
import json
import random
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from khabar.events.chains import gather
from khabar.events.clauses import find_clauses
from khabar.events.head import GROUPS, KINDS, MODEL, Seen, bucket, features
from khabar.events.scene import Scene
from khabar.events.status import told_as
from khabar.events.triggers import scan_sentence
from khabar.events.vocabulary import Vocabulary
from khabar.lexicon import Lexicon, load_lexicon
from khabar.mentions import find_counts
from khabar.objects import Part, Published, Report, Text
from khabar.text.analysis import analyse
from khabar.times import find_times
from training.corpora import SHARED

BUCKETS = 1 << 18
FOLDS = 5
# How far each group of features may weigh, and the regression's C: tried on the cross-fitted figures.
SCALES = {
    "ASSAULT": {"letters": 0.3, "words": 0.2, "pairs": 0.3, "around": 0.7, "deeds": 0.5},
    "PROTEST": {"letters": 0.4, "words": 0.2, "pairs": 0.2, "around": 0.7, "deeds": 0.5},
}
# How much the votes are drawn towards their majority before they are learned (1: as they fell); tried likewise.
SHARPNESS = {"ASSAULT": 2.0, "PROTEST": 1.0}
WEIGHED_BY_RARITY = ("letters", "words", "pairs")
C = 4.0
SEED = 20240615
LENT = 300  # sentences lent by Airwars
LENT_WEIGHT = 0.1
_PLAIN = 20  # deed features of a sentence that holds a deed at all
_DUPLICATE_RUN = 6  # words in a row that two sentences share when one is taken from the other


@dataclass(frozen=True)
class Row:
    """One annotated text: the share of annotators who accept it, and its features by group."""

    text: str
    kind: str
    share: float
    groups: dict[str, dict[str, int]]
    held: bool


def rows_of(lexicon: Lexicon, kind: str) -> list[Row]:
    """The sentences of the records that were voted on for `kind`, in the order of the file, each text once."""
    found: dict[str, Row] = {}
    with (SHARED / "gsr" / "gsr_sentences.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["event_type"] == kind:
                groups, held = describe(row["text"], kind, lexicon)
                found[row["text"]] = Row(row["text"], kind, row["accept"] / row["total"], groups, held)
    return list(found.values())


def lent(lexicon: Lexicon) -> list[Row]:
    """Sentences of Airwars reports, all of which tell of strikes: those whose grammar shows an attack told as done."""
    with (SHARED / "airwars" / "reports.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    random.Random(SEED).shuffle(texts)
    found: dict[str, Row] = {}
    for sentence in (s.strip() for text in texts for s in text.split("\n")):
        if len(found) >= LENT:
            break
        if 40 < len(sentence) < 500 and sentence not in found:
            groups, held = describe(sentence, "ASSAULT", lexicon)
            if held and groups["deeds"].get("told=occurred") and len(groups["deeds"]) > _PLAIN:
                found[sentence] = Row(sentence, "ASSAULT", 1.0, groups, held)
    return list(found.values())


def describe(raw: str, kind: str, lexicon: Lexicon) -> tuple[dict[str, dict[str, int]], bool]:
    """(features by group with their numbers, whether the text holds a deed of `kind`)."""
    groups: dict[str, dict[str, int]] = {g: {} for g in GROUPS}
    held = False
    for found, holds in _sentences(raw, kind, lexicon):
        held = held or holds
        for group, feature in found:
            groups[group][feature] = groups[group].get(feature, 0) + 1
    return groups, held


def _sentences(raw: str, kind: str, lexicon: Lexicon) -> Iterator[tuple[Iterable[tuple[str, str]], bool]]:
    words = lexicon.build(Vocabulary)
    text = _analysed(raw)
    times = find_times(text, Published(), lexicon)
    counts = find_counts(text, times, lexicon)
    scene = Scene(text, (), times, counts, words)
    for sentence in text.sentences:
        scan = scan_sentence(text, sentence, words, scene.timed)
        clauses = find_clauses(text, sentence, words)
        seen = []
        for deed in gather(text, scan, clauses):
            spans = [range(clauses[c].first, clauses[c].last) for c in deed.clauses]
            counted, timed = (any(at in covered for s in spans for at in s) for covered in (scene.counted, scene.timed))
            seen.append(Seen(deed, told_as(text, deed, scan, clauses, words), counted, timed))
        yield features(text, sentence, seen, clauses, kind), any(s.deed.main.kind.type == kind for s in seen)


def _analysed(raw: str) -> Text:
    part = Part(kind="body", start=0, end=len(raw))
    return analyse(Report(id="r", source_id="r", text=raw, parts=(part,)))


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


@dataclass(frozen=True)
class Trained:
    """Weights by group and feature, already scaled, and the bias."""

    weights: dict[str, dict[str, float]]
    bias: float

    def probability(self, row: Row) -> float:
        """As the shipped head computes it, before rounding to eight bits."""
        score = self.bias
        for group, found in row.groups.items():
            total = sum(found.values())
            if total:
                known = self.weights[group]
                score += sum(n * known.get(f, 0.0) for f, n in found.items()) / np.sqrt(total)
        return float(1.0 / (1.0 + np.exp(-score)))


def fit(rows: Sequence[Row], more: Sequence[Row] = ()) -> Trained:
    """The regression over `rows` by their votes, and over `more` as lighter yeses."""
    weight = np.r_[np.ones(len(rows)), np.full(len(more), LENT_WEIGHT)]
    rows = [*rows, *more]
    share = _sharpened(np.array([r.share for r in rows]), SHARPNESS[rows[0].kind])
    vocabularies, factors, blocks = {}, {}, []
    for group in GROUPS:
        vocabulary, factor = _vocabulary(rows, group)
        vocabularies[group], factors[group] = vocabulary, factor
        blocks.append(_matrix(rows, group, vocabulary) @ sparse.diags(factor))
    x = sparse.hstack(blocks).tocsr()
    model = LogisticRegression(C=C, solver="liblinear", max_iter=300, random_state=0)
    labels = np.r_[np.ones(len(rows)), np.zeros(len(rows))]
    model.fit(sparse.vstack([x, x]), labels, sample_weight=np.r_[share * weight, (1 - share) * weight])
    weights: dict[str, dict[str, float]] = {}
    at = 0
    for group in GROUPS:
        vocabulary = vocabularies[group]
        row = model.coef_[0][at : at + len(vocabulary)] * factors[group]
        weights[group] = {feature: float(row[index]) for feature, index in vocabulary.items()}
        at += len(vocabulary)
    return Trained(weights, float(model.intercept_[0]))


def _sharpened(share: Any, power: float) -> Any:
    """Shares of votes drawn towards 0 and 1, a half staying a half."""
    yes, no = share**power, (1 - share) ** power
    return yes / (yes + no)


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
    return max((t / 100 for t in range(10, 71, 2)), key=lambda t: (_f1(pairs, t), -t))


def _f1(pairs: Sequence[tuple[float, bool]], threshold: float) -> float:
    hit = sum(gold for score, gold in pairs if score >= threshold)
    said = sum(score >= threshold for score, _ in pairs)
    return 2 * hit / max(1, said + sum(gold for _, gold in pairs))


def cross_fit(
    rows: Sequence[Row], more: Sequence[Row], tell: Callable[[str], None] = print
) -> tuple[list[float], list[float]]:
    """(probability of every row by a model that has not seen its block, the threshold chosen on the other blocks)."""
    blocks = fold_of(rows)
    scores = [0.0] * len(rows)
    for fold in range(FOLDS):
        trained = fit([r for r, b in zip(rows, blocks, strict=True) if b != fold], more)
        for index, block in enumerate(blocks):
            if block == fold:
                scores[index] = trained.probability(rows[index]) if rows[index].held else 0.0
        tell(f"fold {fold + 1} of {FOLDS}")
    others = {fold: [i for i, b in enumerate(blocks) if b != fold] for fold in range(FOLDS)}
    by_block = {b: best_threshold([rows[i].share for i in o], [scores[i] for i in o]) for b, o in others.items()}
    return scores, [by_block[b] for b in blocks]


def pack(trained: dict[str, Trained], thresholds: dict[str, float]) -> bytes:
    """The model as `khabar.events.head.Head` reads it."""
    scale, bias, tables = {}, {}, []
    for kind in KINDS:
        table = np.zeros(BUCKETS)
        for group, weights in trained[kind].weights.items():
            for feature, weight in weights.items():
                table[bucket(group, feature, BUCKETS)] += weight
        scale[kind] = float(np.abs(table).max() / 32767)
        bias[kind] = trained[kind].bias
        tables.append(np.round(table / scale[kind]).astype("<i2").tobytes())
    header = json.dumps({"buckets": BUCKETS, "bias": bias, "scale": scale, "threshold": thresholds}).encode()
    return gzip.compress(b"KHE1" + struct.pack("<I", len(header)) + header + b"".join(tables), mtime=0)


def main() -> None:
    """Train on all rows, take the thresholds from the cross-fitted scores, write the model."""
    lexicon = load_lexicon()
    trained, thresholds = {}, {}
    for kind in KINDS:
        rows = rows_of(lexicon, kind)
        more = lent(lexicon) if kind == "ASSAULT" else []
        scores, _ = cross_fit(rows, more)
        thresholds[kind] = best_threshold([r.share for r in rows], scores)
        trained[kind] = fit(rows, more)
        print(kind, len(rows), "rows, threshold", thresholds[kind])
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    MODEL.write_bytes(pack(trained, thresholds))
    print(MODEL, MODEL.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
