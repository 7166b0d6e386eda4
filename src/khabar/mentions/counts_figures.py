"""A figure as it is written, and the look-ups with which one is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from khabar.mentions.counts_words import CountWords, NounForm, Quantifier, read_noun
from khabar.objects import Token
from khabar.text.numbers import Number
from khabar.text.phrases import PhraseMatch
from khabar.text.verbs import VerbForms

Form = Literal["number", "dual", "singular", "vague", "one-of", "zero", "fraction", "same", "bare"]


@dataclass(slots=True)
class Figure:
    """One figure before it is known what befell whom. `high` None: open above.

    `numeral` where a number or quantifier is written; `joined` where و stands before it;
    `combined` for killed and injured in one; `of_them` where it counts part of others (ثمانية منهم);
    `mixed` where it counts people of two classes in one (21 عسكرياً ومدنياً).
    """

    first: int
    last: int
    start: int
    end: int
    low: int
    high: int | None
    exact: bool
    form: Form
    noun: NounForm | None = None
    definite: bool = False
    numeral: bool = True
    joined: bool = False
    others: bool = False
    of_them: bool = False
    of_next: bool = False
    mixed: bool = False
    partitive: NounForm | None = None
    measure: bool = False
    combined: bool = False
    fraction: tuple[int, int] | None = None
    what: str = ""
    who: str = "unspecified"
    whole: Figure | None = None
    dropped: bool = False

    @property
    def kind(self) -> str:
        """The kind of the counted noun, `person` where none is named."""
        noun = self.noun or self.partitive
        return noun.noun.kind if noun is not None else "person"


class Lookups:
    """The tokens of one sentence, read through the vocabulary; `taken` are those that belong to times."""

    def __init__(
        self, tokens: Sequence[Token], first: int, end: int, words: CountWords, verbs: VerbForms, taken: set[int]
    ) -> None:
        self.tokens, self.first, self.end, self.taken = tokens, first, end, taken
        self.words, self.verbs = words, verbs
        self._quantifiers: dict[tuple[int, bool], PhraseMatch[Quantifier] | None] = {}

    def fold(self, at: int) -> str:
        """The folded token, empty outside the sentence."""
        return self.tokens[at].fold if self.first <= at < self.end else ""

    def quantifier(self, at: int, use: str, proclitics: bool = True) -> tuple[Quantifier, int, int] | None:
        """A quantifier of this use at `at`: it, the index after, its start."""
        if not self.first <= at < self.end or self.tokens[at].kind == "punct":
            return None
        key = (at, proclitics)
        if key not in self._quantifiers:
            self._quantifiers[key] = self.words.quantifiers.at(self.tokens, at, proclitics)
        found = self._quantifiers[key]
        if found is None or found.last > self.end:
            return None
        if self.tokens[at].text[: found.start - self.tokens[at].start].endswith("ك"):
            return None  # كميات are quantities, and what is like dozens is no dozens
        value = next((v for v in found.values if v.use == use), None)
        return (value, found.last, found.start) if value is not None else None

    def noun(self, at: int, cut: bool = False) -> tuple[NounForm, bool, int] | None:
        """The noun at `at`."""
        return read_noun(self.words, self.tokens[at], cut) if self.first <= at < self.end else None

    def among(self, at: int, use: str) -> bool:
        """True where the folded word at `at` is of this use."""
        return self.fold(at) in self.words.words[use]

    def number(self, at: int) -> Number | None:
        """A cardinal at `at` that no time has taken."""
        if not self.first <= at < self.end or at in self.taken:
            return None
        found = self.words.numbers.read(self.tokens, at, self.end)
        return found if found is not None and not any(i in self.taken for i in range(found.first, found.last)) else None

    def figure(self, first: int, last: int, start: int, low: int, high: int | None, exact: bool, form: Form) -> Figure:
        """A figure of tokens `first` to `last` that begins at offset `start`."""
        return Figure(first, last, start, self.tokens[last - 1].end, low, high, exact, form)
