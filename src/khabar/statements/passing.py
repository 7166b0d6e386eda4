"""What stands between a verb of saying and its object and is passed over: its own noun, the one it is said to."""

from __future__ import annotations

from khabar.statements.cues import Cue
from khabar.statements.reach import MAX_GAP
from khabar.statements.regions import is_comma, phrase, skip
from khabar.statements.taken import governed
from khabar.statements.view import View
from khabar.text.fold import fold


def past_cognate(view: View, cue: Cue, at: int, limit: int) -> int:
    """Past the verb's own noun, which only says how (يرفض رفضاً قاطعاً)."""
    tokens = view.tokens
    ending = tokens[at].fold[-1:] if at < limit else ""
    if ending not in ("ا", "ه") or not _echoes(fold(cue.verb.lemma), tokens[at].fold):
        return at
    after = at + 1
    while after < min(limit, at + 3) and tokens[after].fold[-1:] == ending and _indefinite(view, after):
        after += 1
    return skip(view, after, limit) if at + 1 < after < limit else at


def past_addressed(view: View, cue: Cue, at: int, limit: int) -> int:
    """Past whom ل names as the one it is said to, where the object follows (يؤكد لنظيره التزام بلاده)."""
    token = view.tokens[at] if at < limit else None
    if token is None or token.fold[:1] != "ل" or len(token.fold) < 4 or "object" not in cue.verb.takes:
        return at
    stem = token.fold[2:] if token.fold.startswith("لل") else token.fold[1:]
    found = phrase(view, at, limit, objects=True) if view.grammar.head_class(stem) in ("person", "body") else None
    if found is None or found.last >= limit:
        return at
    after = view.tokens[found.last]
    return found.last if view.grammar.phrases.deed(after) or after.text.endswith(("ه", "ها", "هم")) else at


def past_relative(view: View, at: int, limit: int, takes: frozenset[str]) -> int:
    """Past a relative clause on the subject to the verbal noun that is the object (التي يقودها فلان تحرير المطار)."""
    if at < limit and "to" in takes and view.grammar.phrases.prefixed(view.tokens[at]):
        ends = (i for i in range(at, min(limit, at + MAX_GAP)) if is_comma(view, i))
        after = skip(view, next(ends, at), limit)
        return after if governed(view, after, takes) is not None else at
    if at >= limit or not view.tokens[at].fold.startswith("ال"):
        return at
    if not view.grammar.phrases.is_a(view.tokens[at], "relative"):
        return at
    for i in range(at + 2, min(limit, at + 14)):
        if view.tokens[i].text in "،.":
            return skip(view, i, limit) if is_comma(view, i) else at
        named = i in view.owner or view.grammar.phrases.closed(view.tokens[i - 1])
        if view.grammar.phrases.deed(view.tokens[i]) and not named:
            return i
    return at


def _indefinite(view: View, at: int) -> bool:
    token = view.tokens[at]
    return not (token.fold.startswith("ال") or view.grammar.phrases.closed(token)) and (
        not view.grammar.phrases.is_a(token, "demonstrative")
    )


def _echoes(lemma: str, word: str) -> bool:
    """True where the word holds the verb's consonants in their order."""
    letters = iter(word)
    return all(letter in letters for letter in lemma if letter not in "اويه")
