"""Words, numbers and punctuation, with the readings of a word's proclitics."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from khabar.objects import Token, TokenKind
from khabar.text.boundaries import boundary
from khabar.text.fold import CONTROLS, HIDING, MARKS, TATWEEL, fold, fold_map

_JOINED = f"{MARKS}{CONTROLS}{TATWEEL}"
_SCRIPT = r"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
_ARABIC = rf"(?:(?=[{_SCRIPT}])[^\W\d_])"
_OTHER = rf"(?:(?![{_SCRIPT}])[^\W\d_])"
# ة and ى end a word: where a blank or a line's end was lost, القريةقتل and علىمخيم are two. Before fewer than three
# letters ى may be another's ي (القاهرىة, الطوارىء).
_LAST = r"[ةى]"
_MIDDLE = r"ى(?![\u0621-\u064a]{3})"
_PLAIN = rf"(?:{_MIDDLE}|(?!{_LAST}){_ARABIC})"
# A word is of one script (Publicقصف are two); an Arabic one may hold marks, tatweel and what hides it from filters.
_WORD = (
    rf"(?:{_PLAIN}(?:{_PLAIN}|[{_JOINED}]|{HIDING})*(?:{_LAST}[{_JOINED}]*)?|{_LAST}[{_JOINED}]*)"
    rf"|{_OTHER}(?:{_OTHER}|[{_JOINED}])*"
)
# 1,500 and 1.5 are one number; 5.6.2016 and 12:30 are three and two.
_NUMBER = r"\d{1,3}(?:[,٬]\d{3})+(?!\d)|(?<!\d[.٫])\d+[.٫]\d+(?![.٫]?\d)|\d+"
# An underscore between letters is how hashtags write a blank (#دير_الزور), and is passed over as one.
_JOIN = r"(?<=[^\W_])_(?=[^\W_])"
_TOKEN = re.compile(rf"(?P<word>{_WORD})|(?P<number>{_NUMBER})|(?P<punct>\.{{2,}}|(?!{_JOIN})[^\s{CONTROLS}])")

_INVISIBLE = re.compile(f"[{CONTROLS}]")
_LONGEST, _REMEMBERED = 24, 50_000  # letters of the words whose readings are kept, and how many of these

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"


def tokenize(raw: str) -> tuple[Token, ...]:
    """All tokens of `raw`, in order, offsets in code points.

    Blanks, invisible controls and the underscores that join the words of a hashtag are in no token.
    """
    tokens: list[Token] = []
    for found in _TOKEN.finditer(raw):
        kind, text, start = _kind(found), found.group(), found.start()
        if kind != "word":
            folded = fold(text) if kind == "number" else text
            tokens.append(Token(len(tokens), start, found.end(), text, folded, kind, ()))
            continue
        for word, folded, stems in _known(text) if len(text) <= _LONGEST else _read(text):
            if folded:
                tokens.append(Token(len(tokens), start, start + len(word), word, folded, "word", stems))
            else:
                tokens.append(Token(len(tokens), start, start + len(word), word, word, "punct", ()))  # tatweels: a dash
            start += len(word)
    return tuple(tokens)


@lru_cache(maxsize=_REMEMBERED)
def spaced(raw: str) -> str:
    """`raw` with one blank for every run of them, one where two words of it were written as one, and no controls."""
    raw = _INVISIBLE.sub("", raw)
    tokens = tokenize(raw)
    lost = [b.start for a, b in pairwise(tokens) if a.end == b.start and a.kind == b.kind == "word"]
    pieces = [raw[i:j] for i, j in pairwise((0, *lost, len(raw)))]
    return " ".join(" ".join(pieces).split())


_Reading = tuple[str, str, tuple[tuple[int, str], ...]]


def has_preposition(token: Token, letters: str) -> bool:
    """True where one of some prepositions of a letter (ب، ل، ك) may be written onto a word that no و or ف opens."""
    return token.fold[:1] in letters and any(cut == 1 for cut, _ in token.stems)


def _read(text: str) -> tuple[_Reading, ...]:
    """The words that a stretch of letters holds, one but where a blank was lost: each with its fold and its stems."""
    words: list[_Reading] = []
    while text:
        cut = boundary(text) or len(text)
        word, text = text[:cut], text[cut:]
        folded = fold(word)
        words.append((word, folded, _stems(word, folded) if folded else ()))
    return tuple(words)


_known = lru_cache(maxsize=_REMEMBERED)(_read)  # a text, and the texts after it, say most words again


def _kind(found: re.Match[str]) -> TokenKind:
    group = found.lastgroup
    return "word" if group == "word" else "number" if group == "number" else "punct"


def _stems(text: str, folded: str) -> tuple[tuple[int, str], ...]:
    """Readings of the word with و ف, then ب ل ك cut; لل is read as ل before the article it has swallowed."""
    found = [(0, folded)]
    if folded[:1] in _CONJUNCTIONS and len(folded) > 2:
        found.append((1, folded[1:]))
    for cut, stem in list(found):
        if stem[:1] in _PREPOSITIONS and len(stem) > 2:
            found.append((cut + 1, stem[1:]))
            if stem.startswith("لل") and len(stem) > 3:
                found += [(cut + 1, "ا" + stem[1:]), (cut + 1, "ال" + stem[1:])]
    if len(found) > 1 and len(text) != len(folded):
        offsets = fold_map(text)[1]
        return tuple((offsets[cut] if cut else 0, stem) for cut, stem in found)
    return tuple(found)
