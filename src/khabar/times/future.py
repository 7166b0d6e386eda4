"""Whether the words before a time speak of the future: سوف, سـ, لن, من المقرر."""

from __future__ import annotations

from khabar.times.cursor import Cursor
from khabar.times.kinds import Expression

_REACH = 12
_STOPS = frozenset({".", "؛", "…", "!", "؟", ":"})
_PREFIXES = ("سي", "ست", "سن", "سا")


def is_future(cursor: Cursor, expression: Expression, after: int) -> bool:
    """True where a word within twelve tokens before the expression (not before `after`) points ahead."""
    for at in range(expression.first - 1, max(after, expression.first - _REACH, cursor.first) - 1, -1):
        token = cursor.tokens[at]
        if token.text in _STOPS:
            return False
        if token.kind == "word" and is_future_word(cursor, at):
            return True
    return False


def is_future_word(cursor: Cursor, at: int) -> bool:
    """سوف and its like, or a present tense with the سـ of the future, as far as its letters tell."""
    if cursor.stem_among(at, "future"):
        return True
    for cut, stem in cursor.tokens[at].stems:
        if cut <= 1 and len(stem) >= 4 and stem.startswith(_PREFIXES[:3]):
            return not cursor.stem_among(at, "not-future")
    return False
