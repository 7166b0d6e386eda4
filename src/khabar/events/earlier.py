"""Deeds that their sentence tells as done some time before, or as known anyway: silence about the day says nothing."""

from __future__ import annotations

from bisect import bisect_right

from khabar.objects import Text, Token

_THEN = frozenset({"سابقا", "انذاك", "حينها", "حينذاك", "وقتها", "يومها", "وقتذاك"})
_TODAY = frozenset({"اليوم", "امس", "الامس", "هذا", "هذه"})
_KNOWN = frozenset({"يذكر", "يشار", "الجدير", "جدير", "تجدر"})
_BEHIND = 4  # tokens from a deed to the word that says it was before


def is_of_before(text: Text, at: int) -> bool:
    """True for the deed at an offset where its sentence says في وقت سابق, آنذاك, or begins with يذكر أن.

    في وقت سابق اليوم is a time of its own.
    """
    sentence = text.sentences[max(0, bisect_right(text.sentences, at, key=lambda s: s.start) - 1)]
    deed = bisect_right(text.tokens, at, key=lambda t: t.start) - 1
    words = text.tokens[sentence.first : min(deed + _BEHIND, sentence.last)]
    opening = [w.fold.removeprefix("و") for w in words if w.kind == "word"][:2]
    if not _KNOWN.isdisjoint(opening):
        return True
    return any(word.fold in _THEN or _once(text, word) for word in words)


def _once(text: Text, word: Token) -> bool:
    """True for the سابق of في وقت سابق, no day behind it."""
    before, behind = text.tokens[max(0, word.index - 1)], text.tokens[word.index + 1 : word.index + 3]
    return word.fold == "سابق" and before.fold == "وقت" and _TODAY.isdisjoint(t.fold for t in behind)
