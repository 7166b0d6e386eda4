"""Words as they are searched: folded and lightly stemmed, so that one spelling finds the others.

The stemmer is light10 (Larkey, Ballesteros & Connell 2007) over `text.fold`: the conjunction و, the article with what
is written onto it, and the commonest endings are cut. The prepositions ب ل ك and ف, which may as well be a word's
first letter, are left and tried in the query (`spellings`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from khabar.text.fold import CONTROLS, MARKS, TATWEEL, fold

_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}{CONTROLS}{TATWEEL}])*")
_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_ATTACHED = ("ب", "ل", "ك", "ف")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one word as it is written; never empty for a word that has a letter or digit."""
    folded = fold(word)
    if folded.isascii():
        return folded
    if folded.startswith("و") and len(folded) > 3:
        folded = folded[1:]
    for article in _ARTICLES:
        if folded.startswith(article) and len(folded) >= len(article) + 2:
            folded = folded[len(article) :]
            break
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) >= len(ending) + 2:
            folded = folded[: -len(ending)]
    return folded


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [s for word in _WORD.findall(text) if (s := stem(word))]


def find_words(text: str) -> list[re.Match[str]]:
    """The words of a text that have a stem, in order, with their places."""
    return [m for m in _WORD.finditer(text) if m[0][0] != TATWEEL or stem(m[0])]


def spellings(stem_: str) -> tuple[str, ...]:
    """A stem as it may stand in a text: alone, and behind each attached preposition (حلب, بحلب, لحلب …)."""
    if stem_.isascii() or len(stem_) < 2:
        return (stem_,)
    return (stem_, *(letter + stem_ for letter in _ATTACHED))
