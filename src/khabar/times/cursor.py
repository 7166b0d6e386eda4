"""Reading the tokens of one sentence through the vocabulary of times."""

from __future__ import annotations

import re
from collections.abc import Sequence

from khabar.objects import Token
from khabar.text.fold import CONTROLS
from khabar.text.numbers import Number
from khabar.text.phrases import PhraseMatch
from khabar.times.vocabulary import Term, Vocabulary

# The controls that pages put into right-to-left text: joiners, marks of direction, soft hyphens.
_CONTROLS = re.compile(f"[{CONTROLS}]")


class Cursor:
    """Tokens `first` to `end` (exclusive), with what each of them begins; every look-up is made once."""

    __slots__ = ("_terms", "end", "first", "raw", "tokens", "vocabulary")

    def __init__(self, raw: str, tokens: Sequence[Token], first: int, end: int, vocabulary: Vocabulary) -> None:
        self.raw, self.tokens, self.first, self.end, self.vocabulary = raw, tokens, first, end, vocabulary
        self._terms: dict[int, PhraseMatch[Term] | None] = {}

    def end_of(self, at: int) -> int:
        """Where token `at` ends, without the invisible controls that may hang on it."""
        end = self.tokens[at].end
        while _CONTROLS.match(self.raw, end - 1):
            end -= 1
        return end

    def fold(self, at: int) -> str:
        """The folded word at `at`, empty outside the sentence."""
        return self.tokens[at].fold if self.first <= at < self.end else ""

    def number_token(self, at: int) -> int | None:
        """The value of a token of at most four plain digits."""
        if self.first <= at < self.end and self.tokens[at].kind == "number":
            digits = self.tokens[at].fold
            if len(digits) <= 4 and digits.isdecimal():
                return int(digits)
        return None

    def match(self, at: int) -> PhraseMatch[Term] | None:
        """The longest phrase of the vocabulary at `at` inside the sentence."""
        if not self.first <= at < self.end or self.tokens[at].kind != "word":
            return None
        if at not in self._terms:
            found = self.vocabulary.terms.at(self.tokens, at)
            self._terms[at] = found if found is not None and found.last <= self.end else None
        return self._terms[at]

    def term(self, at: int, kind: str, *shapes: str) -> tuple[Term, PhraseMatch[Term]] | None:
        """A term of this kind (and one of the shapes) that begins with token `at`, with its match."""
        found = self.match(at)
        if found is not None:
            for value in found.values:
                if value.kind == kind and (not shapes or value.shape in shapes):
                    return value, found
        return None

    def uncut(self, at: int, kind: str, *shapes: str) -> tuple[Term, int] | None:
        """As `term`, where no proclitic stands before it; with the index after it."""
        found = self.term(at, kind, *shapes)
        return (found[0], found[1].last) if found is not None and found[1].cut == 0 else None

    def number(self, at: int) -> Number | None:
        """A cardinal in digits or words at `at`."""
        if not self.first <= at < self.end:
            return None
        return self.vocabulary.numbers.read(self.tokens, at, self.end)

    def ordinal(self, at: int) -> Number | None:
        """An ordinal with its article at `at`."""
        if not self.first <= at < self.end:
            return None
        return self.vocabulary.numbers.read_ordinal(self.tokens, at, self.end)

    def among(self, at: int, words: str) -> int:
        """The index after the word (or pair of words) of this use at `at`, 0 where there is none."""
        group = self.vocabulary.words[words]
        word = self.fold(at)
        if not word:
            return 0
        if f"{word} {self.fold(at + 1)}" in group:
            return at + 2
        return at + 1 if word in group else 0

    def stem_among(self, at: int, words: str) -> bool:
        """True where the word at `at`, with or without proclitics and article, is of this use."""
        if not self.first <= at < self.end:
            return False
        group = self.vocabulary.words[words]
        return any(
            stem in group or (stem.startswith("ال") and stem[2:] in group) for _, stem in self.tokens[at].stems
        )

    def leads(self, at: int, words: str) -> bool:
        """True where the word at `at`, with or without و and ف before it, is of this use."""
        word = self.fold(at)
        group = self.vocabulary.words[words]
        return word in group or (word[:1] in ("و", "ف") and word[1:] in group)
