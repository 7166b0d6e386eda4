"""The vocabulary of times, compiled from `data/times/` into one trie over folded words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from khabar.lexicon import Entry, Lexicon, compile_number_words
from khabar.objects import DayPart
from khabar.text.fold import fold
from khabar.text.numbers import NumberWords
from khabar.text.phrases import PhraseIndex, phrase_words

Shape = Literal["plain", "weak", "bare", "construct", "before", "singular", "dual", "plural"]
_SHAPES: tuple[tuple[str, Shape], ...] = (
    ("forms", "plain"), ("weak", "weak"), ("bare", "bare"), ("construct", "construct"), ("before", "before"),
    ("singular", "singular"), ("dual", "dual"), ("plural", "plural"),
)  # fmt: skip

LIST_PREFIXES = {
    "يومي": "day", "ايام": "day", "ليلتي": "day", "الايام": "day", "اليومين": "day",
    "عامي": "year", "اعوام": "year", "سنوات": "year", "سنتي": "year", "الاعوام": "year", "العامين": "year",
    "شهري": "month", "اشهر": "month", "شهور": "month",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """One reading of a word or phrase: the entry's `kind` (month, weekday, unit …), `id` and `value`.

    `shape` tells which list of forms it stood in; `definite` where a unit has the article; `part` is the part of
    day that a day word carries (الليلة الماضية).
    """

    kind: str
    id: str
    value: Any
    shape: Shape
    definite: bool = False
    part: DayPart | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Terms by phrase, the words that may begin an expression, number words, and words with a use of their own."""

    terms: PhraseIndex[Term]
    starters: frozenset[str]
    numbers: NumberWords
    words: dict[str, frozenset[str]]
    anniversaries: tuple[tuple[frozenset[str], int | None, int, int], ...]
    blocs: frozenset[tuple[int, int]]
    exact: frozenset[str]


def compile_vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The vocabulary of one lexicon; use as `lexicon.build(compile_vocabulary)`."""
    phrases: list[tuple[str, Term]] = []
    words: dict[str, frozenset[str]] = {}
    blocs: set[tuple[int, int]] = set()
    anniversaries: list[tuple[frozenset[str], int | None, int, int]] = []
    for entry in lexicon.entries("times/"):
        kind = entry["kind"]
        if kind == "words":
            words[entry["id"]] = frozenset(" ".join(phrase_words(w)) for w in entry["forms"])
        elif kind == "anniversary":
            names = frozenset(fold(w) for w in entry["after"])
            anniversaries.append((names, entry.get("day"), entry["month"], entry["year"]))
        elif kind == "bloc":
            blocs.add((entry["day"], entry["month"]))
        else:
            phrases += _phrases(entry)
    numbers = lexicon.build(compile_number_words)
    starters = {phrase_words(phrase)[0] for phrase, _ in phrases} | words["openers"] | LIST_PREFIXES.keys()
    for known in (numbers.cardinals, numbers.ordinal_parts):
        starters |= {f"ال{word}" for word in known}
    starters |= numbers.cardinals.keys() | numbers.teens.keys()
    exact = frozenset(w for entry in lexicon.entries("times/months") for w in entry.get("weak", ()) if fold(w) != w)
    return Vocabulary(
        PhraseIndex(phrases), frozenset(starters), numbers, words, tuple(anniversaries),
        frozenset(blocs), exact,
    )  # fmt: skip


def _phrases(entry: Entry) -> list[tuple[str, Term]]:
    found = []
    for key, shape in _SHAPES:
        for form in entry.get(key, ()):
            found.append((form, Term(entry["kind"], entry["id"], entry["value"], shape, False, entry.get("part"))))
            if entry["kind"] == "unit":
                found.append(("ال" + form, Term("unit", entry["id"], entry["value"], shape, True)))
    return found
