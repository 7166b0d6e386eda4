"""The corpora as sentences of Khabar's own tokens with targets for each head.

ANERcorp and NewsFANE are two annotations of the same texts. Only ANERcorp's training words are ever read as text; what
NewsFANE says is laid over them character by character. No sentence of NewsFANE itself is trained on, so none of
ANERcorp's test sentences can be (`tests/test_encoder.py` holds this).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from khabar.encoder import spans_of
from khabar.text.fold import fold
from khabar.text.tokens import tokenize
from training.labels import ANERCORP, NEWSFANE, WOJOOD, masks

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
ANCHOR = 14  # folded characters that must agree, and stand once in NewsFANE, for an alignment to be taken up there
DEVELOPMENT = ((0.30, 0.35), (0.75, 0.80))  # two contiguous slices of ANERcorp's training sentences, in order

UNALIGNED = -2

Row = tuple[str, str]  # a corpus word and its tag


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens with a target mask for each on every head (`labels.masks`); a head without targets is empty.

    `source[i]` is the index of the corpus word that token `i` came from; `stream` tells which sentences are neighbours.
    """

    words: tuple[str, ...]
    targets: dict[str, list[int]]
    source: tuple[int, ...]
    stream: str
    gold: tuple[str, ...] = ()


def read_rows(path: Path) -> Iterator[list[Row]]:
    """The sentences of a CoNLL file of two columns."""
    rows: list[Row] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        parts = line.strip("\r").split("\t")
        if len(parts) >= 2:
            rows.append((parts[0], parts[-1]))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def _tokens(words: Sequence[str]) -> tuple[list[str], list[int], list[bool]]:
    """Khabar's tokens of corpus words, each one's word, and whether it is more than punctuation."""
    texts: list[str] = []
    source: list[int] = []
    solid: list[bool] = []
    for at, word in enumerate(words):
        for token in tokenize(word):
            texts.append(token.text)
            source.append(at)
            solid.append(token.kind != "punct")
    return texts, source, solid


def _project(
    spans: Sequence[tuple[int, int, str]], source: Sequence[int], solid: Sequence[bool]
) -> list[tuple[int, int, str]]:
    """Spans of corpus words as spans of tokens, without punctuation at either end."""
    found = []
    for first, last, kind in spans:
        inside = [i for i, word in enumerate(source) if first <= word < last]
        while inside and not solid[inside[0]]:
            inside.pop(0)
        while inside and not solid[inside[-1]]:
            inside.pop()
        if inside:
            found.append((inside[0], inside[-1] + 1, kind))
    return found


def _sentence(rows: Sequence[Row], stream: str, head: str, kinds: dict[str, tuple[str, ...]]) -> Sentence:
    tags = tuple(tag for _, tag in rows)
    words, source, solid = _tokens([word for word, _ in rows])
    spans = [(a, b, kinds[k]) for a, b, k in _project(spans_of(tags), source, solid) if k in kinds]
    return Sentence(tuple(words), {head: masks(head, spans, len(words))}, tuple(source), stream, tags)


def anercorp(part: str, folder: Path = SHARED / "ner") -> list[Sentence]:
    """`train` (with NewsFANE's kinds laid over), or `test` (for measuring only)."""
    rows = list(read_rows(folder / f"anercorp_{part}.conll"))
    sentences = [_sentence(r, "anercorp", "names", ANERCORP) for r in rows]
    if part != "train":
        return sentences
    kinds = lay_over(sentences, list(read_rows(folder / "newsfane_gold.conll")))
    return [replace(s, targets=s.targets | {"kinds": k}) for s, k in zip(sentences, kinds, strict=True)]


def split(sentences: Sequence[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """Training and development sentences; the two ends of each development slice become ends of a stream."""
    training: list[Sentence] = []
    development: list[Sentence] = []
    cuts = [(int(a * len(sentences)), int(b * len(sentences))) for a, b in DEVELOPMENT]
    for at, sentence in enumerate(sentences):
        block = sum(at >= a for a, _ in cuts)
        if any(a <= at < b for a, b in cuts):
            development.append(replace(sentence, stream=f"dev{block}"))
        else:
            training.append(replace(sentence, stream=f"anercorp{block}"))
    return training, development


def aqmar(folder: Path = SHARED / "ner") -> list[Sentence]:
    """Wikipedia articles; the names head only."""
    return [_sentence(r, "aqmar", "names", ANERCORP) for r in read_rows(folder / "aqmar.conll")]


def wojood(folder: Path = SHARED / "ner") -> list[Sentence]:
    """The sample of Wojood, its three parts: kinds, and its occupations (OCC) as roles. Sentences are unrelated."""
    found = []
    for part in ("train", "val", "test"):
        for at, rows in enumerate(read_rows(folder / f"wojood_sample_{part}_flat.conll")):
            rows = [row for row in rows if row[0] != "$#$"]
            sentence = _sentence(rows, f"wojood-{part}-{at}", "kinds", WOJOOD)
            words, source, solid = _tokens([word for word, _ in rows])
            spans = [(a, b, ("role",)) for a, b, k in _project(spans_of(sentence.gold), source, solid) if k == "OCC"]
            # An occupation may hold a name that the flat annotation leaves out: nothing is said of kinds inside.
            kinds = list(sentence.targets["kinds"])
            for first, last, _ in spans:
                kinds[first:last] = [0] * (last - first)
            targets = {"kinds": kinds, "roles": masks("roles", spans, len(words))}
            found.append(replace(sentence, targets=targets))
    return [sentence for sentence in found if sentence.words]


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def lay_over(sentences: Sequence[Sentence], newsfane: Sequence[Sequence[Row]]) -> list[list[int]]:
    """NewsFANE's kinds as masks over the tokens of ANERcorp sentences; 0 where the texts do not align.

    Both texts are reduced to folded letters, which undoes NewsFANE's split clitics and its invisible marks. From an
    anchor that both hold, the alignment runs on while the letters agree: linear in the length of the texts.
    """
    letters: list[str] = []
    entity: list[int] = []  # for each letter of NewsFANE the index of its entity, -1 outside
    kinds: list[tuple[str, ...]] = []
    for rows in newsfane:
        inside = {}
        for first, last, fine in spans_of([tag for _, tag in rows]):
            inside |= dict.fromkeys(range(first, last), len(kinds))
            kinds.append(NEWSFANE[fine])
        for at, (word, _) in enumerate(rows):
            reduced = _letters(word)
            letters.append(reduced)
            entity += [inside.get(at, -1)] * len(reduced)
    texts = ["".join(_letters(w) for w in s.words) for s in sentences]
    aligned = _align("".join(texts), "".join(letters))
    found, at = [], 0
    for sentence in sentences:
        ids: list[int | None] = []
        for word in sentence.words:
            length = len(_letters(word))
            ids.append(_entity_of(word, aligned[at : at + length], entity))
            at += length
        found.append(_kind_masks(ids, kinds))
    return found


def _align(text: str, other: str) -> list[int]:
    """For each letter of `text` its place in `other`, or -1."""
    anchors: dict[str, list[int]] = defaultdict(list)
    for at in range(len(other) - ANCHOR + 1):
        anchors[other[at : at + ANCHOR]].append(at)
    found = [-1] * len(text)
    shift: int | None = None
    for at, letter in enumerate(text):
        if shift is None or not (0 <= at + shift < len(other) and other[at + shift] == letter):
            places = anchors.get(text[at : at + ANCHOR], [])
            near = [p for p in places if shift is not None and abs(p - at - shift) < 200]
            if len(places) == 1:
                shift = places[0] - at
            elif near and shift is not None:
                expected = at + shift
                shift = min(near, key=lambda p: abs(p - expected)) - at
            else:
                continue
        found[at] = at + shift
    return found


def _entity_of(word: str, aligned: Sequence[int], entity: Sequence[int]) -> int | None:
    """The entity that most of the word's letters lie in (-1: none, -2: not aligned); None where it has no letters.

    A word may begin with clitics that NewsFANE leaves outside the name: two letters inside are then enough.
    """
    if not aligned:
        return None
    counts = Counter(entity[p] for p in aligned if p >= 0)
    if not counts:
        return UNALIGNED
    best = max(counts, key=lambda e: (counts[e], -e))
    inside = [e for e in counts if e >= 0 and counts[e] >= 2]
    return inside[0] if best < 0 and inside and fold(word)[0] in "وفبلك" else best


def _kind_masks(ids: list[int | None], kinds: Sequence[tuple[str, ...]]) -> list[int]:
    for at, here in enumerate(ids):  # punctuation inside a name belongs to it, other punctuation to none
        if here is None and at > 0:
            later = next((e for e in ids[at + 1 : at + 4] if e is not None), None)
            ids[at] = ids[at - 1] if later is not None and later == ids[at - 1] else -1
    spans = []
    first = 0
    for at in range(1, len(ids) + 1):
        if at == len(ids) or ids[at] != ids[first]:
            here = ids[first]
            if here is not None and here >= 0:
                spans.append((first, at, kinds[here]))
            elif here == UNALIGNED:
                spans.append((first, at, ()))
            first = at
    return masks("kinds", spans, len(ids))
