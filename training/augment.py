"""Names swapped for others, so that the encoder learns how names are used and not only which ones there are.

People come from Wikidata's names, places from Who's On First and GeoNames, organisations from ANERcorp's own training
sentences. The list of NewsFANE's names is never used here: it was drawn from ANERcorp's test sentences too.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from khabar.text.fold import fold
from training.corpora import SHARED, Sentence
from training.labels import HEADS, masks

_ARAB = "SY IQ EG SA YE LB JO PS LY SD MA DZ TN KW QA BH AE OM"
_PREFIXES = "وفبلك"
_NAMES = HEADS["names"]
_KINDS = HEADS["kinds"]


def people(folder: Path = SHARED / "gazetteer") -> list[list[str]]:
    """Full names as words; those of Arab countries twice over."""
    found = []
    with (folder / "full_names.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            words = row["arabic_key"].split()
            if 2 <= len(words) <= 4:
                found += [words] * (2 if row["country"] in _ARAB.split() else 1)
    return found


def places(folder: Path = SHARED / "gazetteer") -> list[list[str]]:
    """Names of settlements as words: the Arab countries of Who's On First, and GeoNames's larger towns."""
    found = []
    for path in sorted(folder.glob("wof_*.csv")):
        with path.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                if row["placetype"] in ("locality", "county", "region") and row["name_ar"]:
                    found.append(row["name_ar"].split("|")[0].split())
    with (folder / "geonames500_arabic_all.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if int(row["population"] or 0) > 20_000:
                found.append(row["name_ar"].split("|")[0].split())
    return [words for words in found if 1 <= len(words) <= 3 and all(w.isalpha() for w in words)]


class Swapper:
    """Swaps names in a window of sentences: the same name for the same other name throughout."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.pools: dict[str, list[list[str]]] = {"person": people(), "place": places(), "organization": []}
        self.known: set[str] = set()  # first words of names as they stand without a clitic
        for sentence in sentences:
            for first, last, kind in _spans(sentence):
                self.known.add(fold(sentence.words[first]))
                if kind == "organization" and fold(sentence.words[first])[0] not in _PREFIXES:
                    self.pools[kind].append(list(sentence.words[first:last]))

    def _clitics(self, word: str) -> str:
        """The proclitics before a name's first word, as far as the name without them is known."""
        for cut in (1, 2):
            if len(word) > cut + 2 and all(c in _PREFIXES for c in word[:cut]) and fold(word[cut:]) in self.known:
                return word[:cut]
        return ""

    def swap(self, sentences: Sequence[Sentence], chance: random.Random, rate: float = 0.6) -> list[Sentence]:
        """The sentences with about `rate` of their different names swapped."""
        chosen: dict[tuple[str, str], list[str] | None] = {}
        found = []
        for sentence in sentences:
            for first, last, kind in reversed(_spans(sentence)):
                if kind not in self.pools or not _swappable(sentence, first, last):
                    continue
                clitics = self._clitics(sentence.words[first])
                name = [sentence.words[first][len(clitics) :], *sentence.words[first + 1 : last]]
                key = (kind, fold(" ".join(name)))
                if key not in chosen:
                    chosen[key] = self._other(kind, len(name), chance) if chance.random() < rate else None
                other = chosen[key]
                if other is not None:
                    sentence = _put(sentence, first, last, _join(clitics, other))
            found.append(sentence)
        return found

    def _other(self, kind: str, length: int, chance: random.Random) -> list[str]:
        words = chance.choice(self.pools[kind])
        # A surname that stands alone is swapped for a surname, or the text would no longer read like news.
        return words[-1:] if kind == "person" and length == 1 else words


def _spans(sentence: Sentence) -> list[tuple[int, int, str]]:
    found, first = [], None
    for at, mask in enumerate([*sentence.targets["names"], 1]):
        label = _NAMES[mask.bit_length() - 1]
        if first is not None and not label.startswith("I-"):
            found.append((first, at, _NAMES[sentence.targets["names"][first].bit_length() - 1][2:]))
            first = None
        if label.startswith("B-"):
            first = at
    return found


def _swappable(sentence: Sentence, first: int, last: int) -> bool:
    """Whether NewsFANE sees one name here too, with the same ends."""
    kinds = [_KINDS[m.bit_length() - 1] if m else "O" for m in sentence.targets["kinds"][first:last]]
    after = sentence.targets["kinds"][last] if last < len(sentence.words) else 1
    whole = kinds[0].startswith("B-") and all(k.startswith("I-") for k in kinds[1:])
    return whole and not (after and _KINDS[after.bit_length() - 1].startswith("I-"))


def _join(clitics: str, words: list[str]) -> list[str]:
    if clitics.endswith("ل") and words[0].startswith("ال"):
        return [clitics + words[0][1:], *words[1:]]
    return [clitics + words[0], *words[1:]]


def _put(sentence: Sentence, first: int, last: int, words: list[str]) -> Sentence:
    targets = {}
    for head, found in sentence.targets.items():
        label = HEADS[head][max(found[first].bit_length() - 1, 0)]
        new = [1] * len(words) if label == "O" else masks(head, [(0, len(words), (label[2:],))], len(words))
        targets[head] = [*found[:first], *new, *found[last:]]
    return replace(
        sentence,
        words=(*sentence.words[:first], *words, *sentence.words[last:]),
        targets=targets,
        source=(),
        gold=(),
    )
