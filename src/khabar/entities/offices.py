"""Whom an office without a name beside it means: the person to whom the report gives it elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.entities.clusters import Cluster
from khabar.lexicon import Lexicon
from khabar.mentions.actors import ActorBook, compile_actors
from khabar.objects import Candidate, Text
from khabar.text.fold import fold
from khabar.text.tokens import tokenize

_BESIDE = 3  # characters between a role and the name that it belongs to
_HEADS = ("رييس", "رييسه")  # of a state, where only its adjective follows, and of nothing else
_FORMER = ("سابق", "اسبق", "راحل", "منتخب")  # by these an office is another person's


class Holders:
    """The persons of one report by what the report calls their offices; `book` tells whose country a person is of."""

    def __init__(self, text: Text, candidates: Sequence[Candidate], lexicon: Lexicon) -> None:
        self._raw = text.raw
        self._candidates = candidates
        self._book: ActorBook = lexicon.build(compile_actors)
        self._of: dict[int, Cluster] = {}
        self._starts: dict[int, Cluster] = {}
        self._roles: dict[str, list[tuple[tuple[str, ...], Cluster]]] = {}

    def add(self, number: int, cluster: Cluster) -> None:
        """Note the office that the report gives a person."""
        person = self._candidates[number]
        self._of[number] = cluster
        if person.role is None:
            return
        self._starts[person.role[0]] = cluster
        words = self._words(person.role)
        if words:
            self._roles.setdefault(words[0], []).append((words, cluster))

    def of(self, number: int, named: int | None) -> Cluster | None:
        """The holder of the office that a candidate is, `named` the number of the name that comes next.

        Beside a name its bearer; else the only one whose office begins with the same words. A state's adjective more
        (رئيس الوزراء, رئيس الوزراء التونسي) is borne out by the person's own country. None of none or of two.
        """
        office = self._candidates[number]
        if office.role is None:
            return None
        beside = self._starts.get(office.role[0])
        if beside is None and named is not None and self._beside(office.role[1], named):
            beside = self._of.get(named)
        return beside or self._elsewhere(self._words(office.role), office.head is not None)

    def _beside(self, end: int, number: int) -> bool:
        between = self._raw[end : self._candidates[number].start]
        return len(between) <= _BESIDE and not between.strip(' ،,«»“”"')

    def _elsewhere(self, words: tuple[str, ...], definite: bool) -> Cluster | None:
        """The only person of whom the words are the office; of its noun and a state's adjective after it, too."""
        if len(words) < 2:
            return None
        short = definite and len(words) == 2 and words[0] not in _HEADS and words[1] in self._book.by_id
        found = {
            cluster.key: cluster
            for held, cluster in self._roles.get(words[0], ())
            if (held[: len(words)] == words and not any(w in _FORMER for w in held[len(words) :]))
            or (held == words[:-1] and self._is_of(cluster, words[-1]))
            or (short and words[1] in held)  # المتحدث الإيراني of المتحدث باسم الخارجية الإيرانية
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _is_of(self, cluster: Cluster, state: str) -> bool:
        """True for a person of the books who belongs to a state (its id)."""
        known, own = self._book.by_id.get(state), self._book.by_id.get(cluster.actor or "")
        country = self._book.country_of(own)
        return known is not None and country is not None and country == self._book.country_of(known)

    def inside(self, number: int) -> bool:
        """True for a noun inside the role phrase of an office, or right behind it: الرئيس in نائبة الرئيس."""
        noun, before = self._candidates[number], self._candidates[number - 1] if number else None
        return before is not None and before.role is not None and before.start < noun.start <= before.role[1] + 1

    def _words(self, span: tuple[int, int]) -> tuple[str, ...]:
        """The words of a role, without articles and marks, the adjective of a state as its id."""
        found = []
        for token in tokenize(self._raw[span[0] : span[1]]):
            if token.kind != "word":
                continue
            word = fold(token.text)
            word = word[2:] if word.startswith(("ال", "لل")) and len(word) > 4 else word
            demonym = self._book.demonym(word)
            found.append(demonym.state if demonym is not None else word)
        return tuple(found)
