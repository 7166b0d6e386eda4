"""Figures of a text: who or what is counted, and how many."""

from __future__ import annotations

import re
from typing import cast, get_args

from khabar.lexicon import Lexicon, compile_verb_forms
from khabar.mentions.counts_figures import Figure
from khabar.mentions.counts_reader import FigureReader
from khabar.mentions.counts_roles import Roles
from khabar.mentions.counts_sums import Sums
from khabar.mentions.counts_words import CountWords, compile_count_words
from khabar.objects import Count, CountWhat, Sentence, Text, Time
from khabar.text.fold import CONTROLS
from khabar.text.verbs import VerbForms

_CONTROLS = re.compile(f"[{CONTROLS}]")
_WHATS = frozenset(get_args(CountWhat))


def find_counts(text: Text, times: tuple[Time, ...], lexicon: Lexicon) -> tuple[Count, ...]:
    """Every count of the text, in order; `subset_of` is an index into this tuple.

    Figures inside the times given, ages, measures, ordinals and the numbers of units and places are no counts.
    """
    words, verbs = lexicon.build(compile_count_words), lexicon.build(compile_verb_forms)
    taken = _tokens_of_times(text, times)
    counts: list[Count] = []
    for sentence in text.sentences:
        if any_starter(text, sentence, words):
            counts += _counts(text, _in_sentence(text, sentence, words, verbs, taken), len(counts))
    return tuple(counts)


def any_starter(text: Text, sentence: Sentence, words: CountWords) -> bool:
    """True where some token of the sentence can begin a figure."""
    return any(_starts(text, at, words) for at in range(sentence.first, sentence.last))


def _starts(text: Text, at: int, words: CountWords) -> bool:
    token = text.tokens[at]
    if token.kind != "word":
        return token.kind == "number" or token.text == "("
    starters = words.starters
    for _, stem in token.stems:
        if stem in starters or (stem.startswith("ال") and stem[2:] in starters) or stem == "ال":
            return True
    return False


def _in_sentence(text: Text, sentence: Sentence, words: CountWords, verbs: VerbForms, taken: set[int]) -> list[Figure]:
    reader = FigureReader(text.tokens, sentence.first, sentence.last, words, verbs, taken)
    figures: list[Figure] = []
    at = sentence.first
    while at < sentence.last:
        figure = reader.read(at) if at not in taken and _starts(text, at, words) else None
        if figure is None or _describes(figure, figures):
            at += 1
        else:
            figures.append(figure)
            at = max(figure.last, at + 1)
    if not figures:
        return []
    roles = Roles(reader, figures)
    roles.assign()
    return Sums(reader, roles, figures).run()


def _describes(figure: Figure, figures: list[Figure]) -> bool:
    """True for a noun that only describes the one before it (شخصان مدنيان, طائرتين مسيرتين)."""
    if not figures or figures[-1].last != figure.first or figure.joined or figure.form not in ("dual", "singular"):
        return False
    before = figures[-1]
    if before.noun is not None and "person" not in (before.kind, figure.kind):
        return before.form == figure.form and not before.noun.construct and not figure.definite
    if before.noun is None or before.kind != "person" or figure.kind != "person" or figure.others:
        return False
    if before.noun.shape == "plural" and figure.form == "singular":
        return False  # ثلاثة عناصر شابا: another one
    if before.noun.noun.who == "unspecified" and figure.noun is not None and figure.noun.noun.who == "civilian":
        before.who = "civilian"
    return True


def _counts(text: Text, figures: list[Figure], offset: int) -> list[Count]:
    index = {id(f): offset + i for i, f in enumerate(figures)}
    return [
        Count(
            what=cast(CountWhat, f.what if f.what in _WHATS else "other"),
            who=f.who,
            min=f.low,
            max=f.high,
            exact=f.exact and f.high is not None,
            subset_of=index.get(id(f.whole)) if f.whole is not None else None,
            start=f.start,
            end=(end := _trimmed(text.raw, f.end)),
            text=text.raw[f.start : end],
            rule="counts.combined" if f.combined else f"counts.{f.form}",
        )
        for f in figures
    ]


def _trimmed(raw: str, end: int) -> int:
    """`end` without the invisible controls that may hang on the last word."""
    while _CONTROLS.match(raw, end - 1):
        end -= 1
    return end


def _tokens_of_times(text: Text, times: tuple[Time, ...]) -> set[int]:
    """The tokens that times cover; times and tokens are both in order."""
    taken: set[int] = set()
    at = 0
    for time in times:
        while at < len(text.tokens) and text.tokens[at].end <= time.start:
            at += 1
        here = at
        while here < len(text.tokens) and text.tokens[here].start < time.end:
            taken.add(here)
            here += 1
    return taken
