"""What the steps of this room ask of a report again and again: laid out once, by token."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from khabar.objects import Entity, Quotation, Report, Text, Time, Token
from khabar.statements.grammar import Grammar
from khabar.text.fold import fold, without_article
from khabar.text.quotes import is_quote

_NAME = 5  # words of a name at most, that stand before another

MAX_UNCLOSED = 120


@dataclass(frozen=True)
class Quote:
    """A quotation by tokens: `first` is the opening mark, `last` the token after the closing one.

    `inner` is the token after the last one inside the marks; `name` is true for a few words without a verb.
    """

    first: int
    last: int
    inner: int
    name: bool


@dataclass(frozen=True)
class View:
    """A report's tokens with what is known of each: sentence, quotation, mention, time."""

    text: Text
    report: Report
    grammar: Grammar
    times: tuple[Time, ...]
    entities: tuple[Entity, ...]
    units: dict[int, int]
    people: dict[int, int]
    owner: dict[int, tuple[int, ...]]
    clock: dict[int, int]
    clock_index: dict[int, int]
    quotes: dict[int, Quote]
    quoted: tuple[int, ...]
    sentence: tuple[int, ...]
    starts: tuple[int, ...]
    tokens: tuple[Token, ...]
    surnames: frozenset[str]

    def first_of(self, at: int) -> int:
        """The first token of the sentence of token `at`."""
        return self.text.sentences[self.sentence[at]].first

    def last_of(self, at: int) -> int:
        """The token after the sentence of token `at`."""
        return self.text.sentences[self.sentence[at]].last

    def opens_sentence(self, at: int) -> bool:
        """True for the first token of a sentence."""
        return self.first_of(at) == at

    def in_person(self, at: int) -> bool:
        """True for a token of a person's name: علي there is no preposition."""
        return any(self.people.get(first, 0) > at for first in range(max(0, at - _NAME), at + 1))

    def token_at(self, offset: int) -> int:
        """The first token that begins at or after `offset`."""
        return bisect_left(self.starts, offset)


def make_view(
    text: Text, report: Report, times: tuple[Time, ...], entities: tuple[Entity, ...], grammar: Grammar
) -> View:
    """Lay out a report by token. Linear in tokens, mentions, times and quotations."""
    starts = tuple(t.start for t in text.tokens)
    sentence = [0] * len(text.tokens)
    for s in text.sentences:
        sentence[s.first : s.last] = [s.index] * (s.last - s.first)
    units: dict[int, int] = {}
    people: dict[int, int] = {}
    owner: dict[int, list[int]] = {}
    for index, entity in enumerate(entities):
        for mention in entity.mentions:
            first = max(0, bisect_right(starts, mention.start) - 1)
            last = bisect_left(starts, mention.end)
            for at in range(first, last) if mention.form != "pronoun" else ():  # جيشه is not he
                owner.setdefault(at, []).append(index)
            if mention.form in ("name", "acronym") and entity.kind != "people" and last > units.get(first, first):
                units[first] = last
                if entity.kind == "person":
                    people[first] = last
    clock: dict[int, int] = {}
    clock_index: dict[int, int] = {}
    for index, time in enumerate(times):
        first, last = bisect_left(starts, time.start), bisect_left(starts, time.end)
        for at in range(first, last):
            clock[at] = last
            clock_index.setdefault(at, index)
    quotes = {q.first: q for q in _quotes(text, starts, sentence, grammar)}
    quoted = [-1] * len(text.tokens)
    for quote in quotes.values():
        for at in range(quote.first, min(quote.last, len(quoted))):
            if quoted[at] < 0:
                quoted[at] = quote.first
    owners = {at: tuple(found) for at, found in owner.items()}
    return View(
        text, report, grammar, times, entities, units, people, owners, clock, clock_index, quotes,
        tuple(quoted), tuple(sentence), starts, text.tokens, _surnames(entities),
    )  # fmt: skip


def _surnames(entities: tuple[Entity, ...]) -> frozenset[str]:
    """The last words of people's names, folded, without article: who bears one speaks (العلم، الورد)."""
    names = (e.name.split() for e in entities if e.kind == "person")
    return frozenset(without_article(fold(words[-1])) for words in names if len(words) > 1)


def _quotes(text: Text, starts: tuple[int, ...], sentence: list[int], grammar: Grammar) -> Iterator[Quote]:
    """The outermost quotations. One that never closes ends with a sentence before a new verb of saying."""
    end = 0
    for quotation in text.quotations:
        if quotation.depth > 0 or quotation.start < end:
            continue
        first = bisect_left(starts, quotation.start)
        last = bisect_left(starts, quotation.end)
        if first >= len(starts) or starts[first] != quotation.start:
            continue
        if not quotation.closed:
            last = _unclosed_end(text, first, last, sentence, grammar)
        inner = last - 1 if quotation.closed or is_quote(text.tokens[last - 1].text) else last
        if inner <= first + 1:
            continue
        end = _end_offset(text, last, quotation)
        closing = grammar.phrases.quoted_name(text, first)
        says = grammar.phrases.is_a(text.tokens[first + 1], "negation") or _past(text.tokens[first + 1], grammar)
        yield Quote(first, last, inner, closing == last and not says)


def _past(token: Token, grammar: Grammar) -> bool:
    """True for a feminine or plural past that can be no noun (سلّمت): a quotation that begins with it is no name."""
    readings = grammar.verbs.readings(token)
    past = any(r.person == 3 and r.tense == "past" and (r.gender == "f" or r.number == "p") for r in readings)
    return past and token.fold.endswith(("ت", "وا")) and not any(r.tense == "noun" for r in readings)


def _end_offset(text: Text, last: int, quotation: Quotation) -> int:
    return quotation.end if quotation.closed else text.tokens[last - 1].end


def _unclosed_end(text: Text, first: int, last: int, sentence: list[int], grammar: Grammar) -> int:
    """Where a quotation ends that was never closed: before the next sentence that tells who speaks."""
    at = text.sentences[sentence[first]].last
    while at < last and at - first < MAX_UNCLOSED:
        token = text.tokens[at]
        readings = grammar.verbs.readings(token)
        if any(r.lemma in grammar.cues and r.person == 3 and r.tense == "past" and r.cut for r in readings):
            return at
        at = text.sentences[sentence[at]].last
    return min(at, last)
