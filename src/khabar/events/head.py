"""The sentence head: whether a sentence that holds words of violence or protest really tells of such a deed.

Words alone mislead (ذكرى اغتيال، قبل أن يقتل)، so a logistic regression over hashed features of the sentence decides:
its words and their letters, pairs of words, what stands around the triggers, and what grammar made of the deeds. Where
the encoder reads along, `sight.py` adds what its states say; without it no numbers library is needed. How it is trained
stands in `training/events.py`, why a report's sentences are weighed together in `docs/decisions/0018-sentence-head.md`.
"""

from __future__ import annotations

import gzip
import json
import math
import struct
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from khabar.errors import DataError
from khabar.events.chains import Deed
from khabar.events.clauses import Clause
from khabar.events.sight import VIEWS, Sight
from khabar.events.status import Told
from khabar.events.triggers import Trigger
from khabar.objects import Sentence, Text, Token

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MODEL = Path(__file__).parent.parent / "model" / "events" / "head.gz"
KINDS = ("ASSAULT", "PROTEST")
GROUPS = ("letters", "words", "pairs", "around", "deeds")
_MAGIC = b"KHE2"
_MEMO = 50_000
_LIKELIEST = 3  # sentences of a report that are asked whether it tells of a deed: many weak hints are no telling
_PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف")
_SUFFIXES = ("هما", "ها", "هم", "ات", "ون", "ين", "ان", "ه", "ا")


@dataclass(frozen=True, slots=True)
class Seen:
    """What grammar made of one deed, as far as the head looks at it."""

    deed: Deed
    status: Told
    counted: bool
    timed: bool


def features(
    text: Text, sentence: Sentence, seen: Sequence[Seen], clauses: Sequence[Clause], kind: str
) -> Iterator[tuple[str, str]]:
    """(group, feature) of one sentence for the question whether it tells of a deed of `kind`."""
    for token in text.tokens[sentence.first : sentence.last]:
        if token.kind == "word":
            yield from of_word(token.fold)
    yield from of_context(text, sentence, seen, clauses, kind)


def of_word(word: str) -> Iterator[tuple[str, str]]:
    """What a word gives by itself, wherever it stands."""
    yield from (("letters", f) for f in letters(word))
    yield "words", word
    yield "words", "~" + stem(word)


def of_context(
    text: Text, sentence: Sentence, seen: Sequence[Seen], clauses: Sequence[Clause], kind: str
) -> Iterator[tuple[str, str]]:
    """What depends on the words around and on what grammar made of the deeds."""
    tokens = text.tokens[sentence.first : sentence.last]
    shapes = [shape(t) for t in tokens]
    for distance in (1, 2):
        yield from (("pairs", f"{distance}{a}_{b}") for a, b in zip(shapes, shapes[distance:], strict=False))
    yield "around", "open=" + shapes[0]
    mine = [s for s in seen if s.deed.main.kind.type == kind]
    for other in seen:
        if other not in mine:
            yield "deeds", f"other={other.deed.main.kind.id}"
            yield "deeds", f"other={other.deed.main.kind.type}"
    yield "deeds", f"number={min(3, len(mine))}"
    yield "deeds", f"length={min(8, len(tokens) // 10)}"
    for each in mine:
        yield from (("deeds", f) for f in _of_deed(each, clauses))
        for trigger in each.deed.triggers:
            yield from (("around", f) for f in _around(text.tokens, trigger, sentence))


def marked(sentence: Sentence, seen: Sequence[Seen], kind: str) -> list[int]:
    """The words of the sentence that tell its deeds of `kind`, by index in the sentence."""
    triggers = [t for s in seen if s.deed.main.kind.type == kind for t in s.deed.triggers]
    return sorted({at - sentence.first for t in triggers for at in range(t.first, t.last)})


def _of_deed(seen: Seen, clauses: Sequence[Clause]) -> Iterator[str]:
    deed = seen.deed
    main = deed.main
    roles = "".join(sorted({"h" if t.kind.role == "harm" else "c" for t in deed.triggers}))
    form = main.form + (f".{main.verb.tense}" if main.verb is not None else "")
    definite = "def" if main.definite else "ind"
    where = "first" if deed.clauses[0] == 0 else "later"
    carrier = main.carrier.light.id if main.carrier is not None else "-"
    yield f"id={main.kind.id}"
    yield "ids=" + "+".join(sorted({t.kind.id for t in deed.triggers}))
    plain = (
        f"roles={roles}", f"told={seen.status}", f"n={min(4, len(deed.triggers))}", f"count={seen.counted}",
        f"time={seen.timed}", f"where={where}", definite, f"form={form}", f"carrier={carrier}",
        f"joint={clauses[deed.clauses[0]].joint}",
    )  # fmt: skip
    yield from plain
    yield from (f"{main.kind.id}|{p}" for p in plain)
    yield f"{seen.status}|{roles}"
    yield f"{seen.status}|{definite}|{form}"
    yield f"{roles}|{seen.counted}|{seen.timed}|{definite}|{seen.status}"
    yield f"{seen.counted}|{seen.timed}"
    yield f"{roles}|{form}|{where}"


def _around(tokens: Sequence[Token], trigger: Trigger, sentence: Sentence) -> Iterator[str]:
    def at(index: int) -> str:
        if index < sentence.first:
            return "<"
        return shape(tokens[index]) if index < sentence.last else ">"

    first, last = trigger.first, trigger.last
    role = "h" if trigger.kind.role == "harm" else "c"
    before, before2, after, after2, word = at(first - 1), at(first - 2), at(last), at(last + 1), at(first)
    for name in (trigger.kind.id, role):
        yield f"{name}|-1={before}"
        yield f"{name}|-2={before2}"
        yield f"{name}|+1={after}"
        yield f"{name}|+2={after2}"
    yield f"{role}|{before2}_{before}"
    yield f"{role}|{after}_{after2}"
    yield f"={word}"
    yield f"{before}_{word}"
    yield f"{word}_{after}"
    yield f"{trigger.form}.{trigger.verb.tense if trigger.verb is not None else ''}.{trigger.definite}"


def shape(token: Token) -> str:
    """A token as a feature: numbers are one, marks are themselves, words are cut to their stem."""
    if token.kind == "number":
        return "#"
    return stem(token.fold) if token.kind == "word" else token.text


@lru_cache(maxsize=_MEMO)
def stem(word: str) -> str:
    """A light stem: one prefix and one suffix cut where three letters remain."""
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


def letters(word: str) -> Iterator[str]:
    """The runs of two to five letters of a word with its edges marked."""
    edged = f" {word} "
    for length in range(2, 6):
        for start in range(len(edged) - length + 1):
            yield edged[start : start + length]


def bucket(group: str, feature: str, buckets: int) -> int:
    """Where a feature's weight stands: CRC-32 of group and feature, the same on every machine."""
    return crc32(f"{group}\t{feature}".encode()) % buckets


class Head:
    """The trained regression: weights by bucket, one row a kind, as 16-bit whole numbers with a scale; its `sight`."""

    def __init__(self, raw: bytes) -> None:
        """Read a model as `training/events.py` writes it: magic, length of the header, JSON header, int16 weights."""
        if raw[:4] != _MAGIC:
            raise DataError("the sentence head is no model of this version; run training/events.py again")
        size = struct.unpack("<I", raw[4:8])[0]
        header = json.loads(raw[8 : 8 + size])
        self.buckets: int = header["buckets"]
        self.bias: dict[str, float] = header["bias"]
        self.threshold: dict[str, float] = header["threshold"]
        self.context: dict[str, float] = header["context"]
        self._scale: dict[str, float] = header["scale"]
        weights = array("h", raw[8 + size :])
        if sys.byteorder == "big":
            weights.byteswap()
        self._weights = {k: weights[i * self.buckets : (i + 1) * self.buckets] for i, k in enumerate(KINDS)}
        seen, width = weights[len(KINDS) * self.buckets :], VIEWS * header["hidden"]
        rows = {k: seen[i * width : (i + 1) * width] for i, k in enumerate(KINDS)}
        self.sight = {k: Sight(rows[k], **header["sight"][k]) for k in KINDS}
        self._words: dict[str, dict[str, tuple[int, int, int]]] = {k: {} for k in KINDS}

    def chances(
        self,
        text: Text,
        sentence: Sentence,
        seen: Sequence[Seen],
        clauses: Sequence[Clause],
        states: npt.NDArray[np.float16] | None = None,
    ) -> dict[str, float]:
        """Each kind whose words the sentence holds, with the probability that it tells of such a deed.

        `states` are those of the sentence's words, (words, hidden), where the encoder read it.
        """
        found: dict[str, float] = {}
        held = {s.deed.main.kind.type for s in seen}
        for kind in KINDS:
            if kind in held:
                score = self.score(text, sentence, seen, clauses, kind)
                if states is not None:
                    sight = self.sight[kind]
                    own = sight.score(states, marked(sentence, seen, kind))
                    score = (1 - sight.share) * score + sight.share * own
                found[kind] = 1.0 / (1.0 + math.exp(-score))
        return found

    def doubted(self, chances: Sequence[Mapping[str, float]], sighted: bool = False) -> list[frozenset[str]]:
        """For each sentence of a report the kinds that it holds words for and is not taken to tell.

        The report tells of a kind where one of its likeliest sentences does with a probability of `threshold`. There
        a sentence need only reach `context`: what refers to a deed (جراء القصف) refers to one that is told. `sighted`:
        the chances were given with states, and the bounds are the sight's.
        """
        found: list[set[str]] = [set() for _ in chances]
        for kind in KINDS:
            threshold, context = self.threshold[kind], self.context[kind]
            if sighted:
                threshold, context = self.sight[kind].threshold, self.sight[kind].context
            likeliest = sorted((c[kind] for c in chances if kind in c), reverse=True)[:_LIKELIEST]
            told = 1 - math.prod(1 - chance for chance in likeliest) >= threshold
            for doubts, chance in zip(found, chances, strict=True):
                if kind in chance and not (told and chance[kind] >= context):
                    doubts.add(kind)
        return [frozenset(doubts) for doubts in found]

    def score(
        self, text: Text, sentence: Sentence, seen: Sequence[Seen], clauses: Sequence[Clause], kind: str
    ) -> float:
        """The log-odds that the sentence tells of a deed of `kind`, by its words and its grammar."""
        weights = self._weights[kind]
        sums = dict.fromkeys(GROUPS, 0)
        numbers = dict.fromkeys(GROUPS, 0)
        for token in text.tokens[sentence.first : sentence.last]:
            if token.kind == "word":
                letters_, runs, words = self._word(token.fold, kind)
                sums["letters"] += letters_
                numbers["letters"] += runs
                sums["words"] += words
                numbers["words"] += 2
        for group, feature in of_context(text, sentence, seen, clauses, kind):
            sums[group] += weights[bucket(group, feature, self.buckets)]
            numbers[group] += 1
        score = sum(sums[g] / math.sqrt(numbers[g]) for g in GROUPS if numbers[g])
        return score * self._scale[kind] + self.bias[kind]

    def _word(self, word: str, kind: str) -> tuple[int, int, int]:
        """(sum of the weights of its letters, how many runs, sum of the weights of the word), remembered."""
        memory = self._words[kind]
        if word not in memory:
            if len(memory) >= _MEMO:
                memory.clear()
            sums = {"letters": 0, "words": 0}
            runs = 0
            for group, feature in of_word(word):
                sums[group] += self._weights[kind][bucket(group, feature, self.buckets)]
                runs += group == "letters"
            memory[word] = (sums["letters"], runs, sums["words"])
        return memory[word]


@lru_cache(maxsize=2)
def load_head(path: Path = MODEL) -> Head | None:
    """The head that comes with Khabar, or None where there is none: grammar alone then decides."""
    try:
        return Head(gzip.decompress(path.read_bytes()))
    except FileNotFoundError:
        return None
