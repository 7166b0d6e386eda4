"""Names that the text itself says are one: أحمد الزعبي الملقب بـ“أبو ليث”; النواصي of كتيبة النواصي."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from khabar.entities.relations import neighbours
from khabar.lexicon import Lexicon
from khabar.objects import Candidate, Text, Token
from khabar.text.fold import fold
from khabar.text.quotes import is_quote

_BETWEEN = 4  # words and marks between a name and another name of the same person
_KUNYA = ("ابو ", "ابي ", "ام ")
_BODIES = frozenset({"organization", "armed_group", "people"})


def compile_other_names(lexicon: Lexicon) -> frozenset[str]:
    """The folded words of `roles/other_names`; use as `lexicon.build(compile_other_names)`."""
    return frozenset(fold(w) for e in lexicon.entries("roles/other_names") for w in e["words"])


def other_names(text: Text, candidates: Sequence[Candidate], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Pairs of persons, by number: a name and the other name that the text gives the same person right after it.

    Said by a word for it (الملقب بـ), or a name of father or mother in brackets.
    """
    words = lexicon.build(compile_other_names)
    persons = [n for n, c in enumerate(candidates) if c.kind == "person" and c.form == "name"]
    for one, other, first, last in neighbours(text, candidates, persons, _BETWEEN):
        if last - first <= _BETWEEN and _says_so(text.tokens[first:last], candidates[other], words):
            yield one, other


def _says_so(between: Sequence[Token], other: Candidate, words: frozenset[str]) -> bool:
    said = [token for token in between if not is_quote(token.text) and token.text not in "،,"]
    if any(stem in words for token in said[:1] for _, stem in token.stems):
        return True
    return [token.text for token in said] == ["("] and is_kunya(other.text)


def is_kunya(name: str) -> bool:
    """True for a father's or mother's name: أبو ليث، أم خالد."""
    return fold(name).lstrip('“«"').startswith(_KUNYA)


def whole_by_name(candidates: Sequence[Candidate]) -> Mapping[str, str]:
    """The whole name of a body or tribe by the part of it that may stand alone: كتيبة النواصي by النواصي.

    Folded; names that two wholes share are left out.
    """
    found: dict[str, set[str]] = {}
    for candidate in candidates:
        if candidate.rule == "mention.whole" and candidate.actor is None and candidate.kind in _BODIES:
            whole = fold(candidate.text)
            found.setdefault(whole.partition(" ")[2], set()).add(whole)
    return {bare: next(iter(wholes)) for bare, wholes in found.items() if len(wholes) == 1}
