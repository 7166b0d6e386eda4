"""What someone selected, brought to whole words; the particles written onto a word (و ف ب ل ك) can be left off."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.objects import Part, Report, Token
from khabar.text.sentences import find_sentences
from khabar.text.tokens import tokenize

_AROUND = 2_000  # characters looked at on either side of a selection
_MOST = 20_000  # characters that can be selected


@dataclass(frozen=True, slots=True)
class Snapped:
    """A stretch of whole words. `openings` are the places at which its first word may begin, that one first."""

    start: int
    end: int
    openings: tuple[int, ...]


def snap(text: str, start: int, end: int) -> Snapped | None:
    """The words that `text[start:end]` touches, without punctuation about them; None where it touches none.

    A selection that begins behind a particle (الرقة in بالرقة) keeps it out; one that begins inside a word takes the
    word whole.
    """
    start, end = max(0, start), min(len(text), end, max(0, start) + _MOST)
    base = max(0, start - _AROUND)
    tokens = [_Placed(t, base) for t in tokenize(text[base : end + _AROUND])]
    touched = [t for t in tokens if t.start < end and t.end > start]
    while touched and touched[0].kind == "punct":
        touched.pop(0)
    while touched and touched[-1].kind == "punct":
        touched.pop()
    if not touched:
        return None
    first = touched[0]
    begin = start if start in first.openings else first.start
    return Snapped(begin, touched[-1].end, (begin, *(p for p in first.openings if p != begin)))


class _Placed:
    """A token where it stands in the whole text."""

    def __init__(self, token: Token, base: int) -> None:
        self.start, self.end, self.kind = token.start + base, token.end + base, token.kind
        self.openings = tuple(dict.fromkeys((self.start, *(self.start + cut for cut, _ in token.stems))))


def sentence_around(report: Report, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds a stretch, within its part; the stretch itself where there is none."""
    part = next((p for p in report.parts if p.start <= start < p.end), Part(kind="body", start=0, end=len(report.text)))
    base, last = max(part.start, start - _AROUND), min(part.end, end + _AROUND)
    piece = report.text[base:last]
    tokens = tokenize(piece)
    for sentence in find_sentences(piece, tokens, (Part(kind="body", start=0, end=len(piece)),)):
        if base + sentence.start <= start < base + sentence.end:
            return base + sentence.start, max(end, base + sentence.end)
    return start, end
