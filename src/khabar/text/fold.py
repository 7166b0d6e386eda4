"""Spelling-insensitive forms: the one place where spelling variants are unified.

Vowel marks, tatweel and invisible controls are dropped; أإآٱ become ا, ى becomes ي, ة becomes ه, ؤ becomes و, ئ
becomes ي; digits of all scripts become ASCII; Persian ک and ی become ك and ي. Dots, stars
and blanks that split a word at a tatweel to hide it from filters (شـ.ـنت, إصـ ـابة) are dropped with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
CONTROLS = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u061c"
TATWEEL = "\u0640"

# What splits a word at a tatweel to hide it from filters: dots or stars (شـ.ـنت, استـ.شهاد), a blank before another
# tatweel (إصـ ـابة).
HIDING = f"(?<={TATWEEL})(?:[.*_+•·]{{1,3}}(?=[{TATWEEL}\u0621-\u064a])|[ \u00a0]{{1,2}}(?={TATWEEL}))"
_SHORT, _REMEMBERED = 40, 50_000  # letters of what is remembered, and how many of these

_DROPPED = re.compile(f"{HIDING}|[{MARKS}{CONTROLS}{TATWEEL}]")
_LETTERS = {
    ord(c): to
    for chars, to in (
        ("أإآٱٲٳ", "ا"), ("ىیې", "ي"), ("ةۀە", "ه"), ("ؤ", "و"), ("ئ", "ي"), ("کڪ", "ك"), ("ھہ", "ه"), ("گ", "ك"),
        ("پ", "ب"), ("چ", "ج"), ("ڤ", "ف"),
    )
    for c in chars
}  # fmt: skip
_DIGITS = {0x660 + d: str(d) for d in range(10)} | {0x6F0 + d: str(d) for d in range(10)}


class _Folding(dict[int, str]):
    """Code point → folded letter; other letters are lowered where that is one character, and kept in the table."""

    def __missing__(self, code: int) -> str:
        lowered = chr(code).lower()
        self[code] = lowered if len(lowered) == 1 else chr(code)
        return self[code]


_TABLE = _Folding(_LETTERS | _DIGITS)


def fold(text: str) -> str:
    """The folded form of `text`; blanks and punctuation stay. Idempotent; never longer than its input."""
    return _remembered(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    return _DROPPED.sub("", text).translate(_TABLE)


_remembered = lru_cache(maxsize=_REMEMBERED)(_folded)  # names and words are folded in many rooms


def fold_map(text: str) -> tuple[str, tuple[int, ...]]:
    """The folded form and, for each of its characters, the offset in `text` it came from."""
    dropped = bytearray(len(text))
    for found in _DROPPED.finditer(text):
        dropped[found.start() : found.end()] = b"\x01" * (found.end() - found.start())
    letters: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        if not dropped[offset]:
            letters.append(_TABLE[ord(char)])
            offsets.append(offset)
    return "".join(letters), tuple(offsets)


def without_pronoun(folded: str, pronouns: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The first of some pronouns that a folded noun ends in, and what it may be without it (سيارته: ه, سيارت, سياره).

    Empty both where it ends in none of them.
    """
    pronoun = next((p for p in pronouns if folded.endswith(p)), "")
    base = folded[: -len(pronoun)] if pronoun else ""
    return pronoun, (base, f"{base[:-1]}ه") if base.endswith("ت") else (base,) if base else ()


@lru_cache(maxsize=_REMEMBERED)
def without_article(folded: str) -> str:
    """A folded word without its article (الجيش → جيش); words of fewer than two further letters keep it."""
    return folded[2:] if folded.startswith("ال") and len(folded) > 3 else folded
