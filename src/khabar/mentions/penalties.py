"""A death that a court only orders is none: بإعدام أربعة متهمين after حكمت is a sentence, تنفيذ الإعدام a death.

Courts, prosecutors and pardons speak of the penalty by the noun of the deed; nobody is counted among the dead for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.mentions.counts_words import CountWords
from khabar.objects import Token

_BACK = 14  # tokens before the noun in which a court's word may stand
_AHEAD = 3  # tokens after it in which its manner may stand (الإعدام شنقا)
_ENDS = frozenset("؛.!؟?…")


def is_sentence(tokens: Sequence[Token], at: int, words: CountWords) -> bool:
    """True where the noun of execution at a token tells a penalty sought, passed, upheld or lifted, not carried out."""
    definite = ordered = False
    for back in range(at, max(-1, at - _BACK), -1):
        token = tokens[back]
        if token.text in _ENDS:
            break
        stems = {stem for _, stem in token.stems}
        if not stems.isdisjoint(words.words["carried-out"]):
            return False
        if back == at:
            definite = any(stem.startswith("ال") for stem in stems) or token.fold.startswith("بال")
        elif not stems.isdisjoint(words.words["verdict"]):
            ordered = True  # نفذت السلطات حكم الإعدام: whether it was carried out stands before
        elif not stems.isdisjoint(words.words["sentence"]):
            return True
    if ordered:
        return True
    following = [t.fold for t in tokens[at + 1 : at + 1 + _AHEAD]]
    return definite and (
        not words.words["manner"].isdisjoint(following) or following[:1] == ["بحق"] or _for_someone(following)
    )


def is_penalty(token: Token, words: CountWords) -> bool:
    """True for the noun of execution, which is a deed or a penalty."""
    return any(stem in words.words["penalty"] for _, stem in token.stems)


def _for_someone(following: Sequence[str]) -> bool:
    """True for الإعدام لأربعة متهمين, الإعدام للمتهم: the headline of a verdict."""
    return bool(following) and following[0].startswith("ل") and following[0] not in ("لم", "لا", "لن", "ليس", "لكن")
