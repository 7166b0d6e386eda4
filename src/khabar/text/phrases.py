"""Finding many fixed phrases in one pass over the tokens: names, cues, triggers, furniture lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from khabar.objects import Token
from khabar.text.fold import fold
from khabar.text.quotes import is_quote
from khabar.text.tokens import tokenize

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[T]):
    """Tokens `first` to `last` (exclusive) spell a phrase; `start` is where it begins, after cut proclitics.

    `cut` is the number of characters of the first token that are not part of the phrase.
    """

    first: int
    last: int
    start: int
    end: int
    cut: int
    values: tuple[T, ...]


@dataclass(slots=True)
class _Node(Generic[T]):
    children: dict[str, _Node[T]] = field(default_factory=dict)
    values: list[T] = field(default_factory=list)


class PhraseIndex(Generic[T]):
    """A trie over folded words. Quotation marks between the words of a phrase are passed over.

    Cost of a scan is linear in the tokens: at each of them as many steps as the longest phrase has words.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        """Compile `(phrase, value)` pairs; several values may share a phrase, in the order given."""
        self._root: _Node[T] = _Node()
        for phrase, value in phrases:
            self._add(phrase_words(phrase), value)

    @classmethod
    def of_words(cls, phrases: Iterable[tuple[Sequence[str], T]]) -> PhraseIndex[T]:
        """An index of phrases that are folded words already, as `phrase_words` gives them."""
        index = cls(())
        for words, value in phrases:
            index._add(words, value)
        return index

    def _add(self, words: Sequence[str], value: T) -> None:
        node = self._root
        for word in words:
            following = node.children.get(word)
            if following is None:
                following = node.children[word] = _Node()
            node = following
        if words and value not in node.values:
            node.values.append(value)

    def at(self, tokens: Sequence[Token], first: int, proclitics: bool = True) -> PhraseMatch[T] | None:
        """The longest phrase that begins with token `first`, or None; uncut readings win over cut ones."""
        token = tokens[first]
        known = self._root.children
        stems = token.stems
        if len(stems) < 2 or not proclitics:  # most words, and most of them begin nothing
            if token.fold not in known:
                return None
            stems = ((0, token.fold),)
        best: PhraseMatch[T] | None = None
        for cut, stem in stems:
            node = known.get(stem)
            if node is None:
                continue
            last, found = self._walk(tokens, first, node)
            if found is not None and (best is None or last > best.last):
                start = token.start + cut
                best = PhraseMatch(first, last, start, tokens[last - 1].end, cut, tuple(found.values))
        return best

    def _walk(self, tokens: Sequence[Token], first: int, node: _Node[T]) -> tuple[int, _Node[T] | None]:
        found = node if node.values else None
        last = first + 1
        at = last
        while at < len(tokens) and node.children:
            token = tokens[at]
            if token.kind == "punct" and is_quote(token.text):
                at += 1
                continue
            following = node.children.get(token.fold)
            if following is None:
                break
            node, at = following, at + 1
            if node.values:
                found, last = node, at
        return last, found

    def scan(self, tokens: Sequence[Token], proclitics: bool = True) -> Iterator[PhraseMatch[T]]:
        """All phrases, leftmost and longest first, without overlaps."""
        at = 0
        while at < len(tokens):
            found = self.at(tokens, at, proclitics) if tokens[at].kind != "punct" else None
            if found is None:
                at += 1
            else:
                yield found
                at = found.last


# Letters that the tokenizer never cuts; ة and ى end a word.
_PLAIN = re.compile("(?:[\u0621-\u0628\u062a-\u063a\u0641-\u0648\u064a ]|[\u0629\u0649](?![\u0621-\u064a]))+")


def all_phrase_words(phrases: Sequence[str]) -> list[tuple[str, ...]]:
    """`phrase_words` of many phrases; folded in one go, which for thousands is several times faster."""
    folded = fold("\n".join(phrases)).split("\n")
    if len(folded) != len(phrases):
        return [phrase_words(phrase) for phrase in phrases]
    return [
        tuple(whole.split()) if _PLAIN.fullmatch(phrase) else phrase_words(phrase)
        for phrase, whole in zip(phrases, folded, strict=True)
    ]


def phrase_words(phrase: str) -> tuple[str, ...]:
    """The folded words of a phrase as the tokenizer cuts them, quotation marks left out."""
    if _PLAIN.fullmatch(phrase):
        return tuple(fold(phrase).split())
    return tuple(fold(t.text) if t.kind != "punct" else t.text for t in tokenize(phrase) if not is_quote(t.text))
