"""Where in a text the words of a search stand, and which stretch of it shows them best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from khabar.store.query import Phrase
from khabar.store.stems import find_words, stem

_WINDOW = 240  # characters of a snippet
_MOST_MARKS = 200  # highlights given of one report


class Finder:
    """Finds phrases of stems in texts."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Phrases by their first stem."""
        self._phrases: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            self._phrases.setdefault(phrase[0], []).append(phrase)
        self._opens: dict[str, Sequence[Phrase]] = {}  # phrases by the word as it is written

    def find(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where they stand: `(start, end)` in code points, in order, none within another; the first 200."""
        if not self._phrases:
            return ()
        words = find_words(text)
        marks: list[tuple[int, int]] = []
        opens = self._opens
        for at, word in enumerate(words):
            phrases = opens.get(word[0])
            if phrases is None:
                phrases = opens[word[0]] = self._phrases.get(stem(word[0]), ())
            for phrase in phrases:
                if len(phrase) > 1 and tuple(stem(w[0]) for w in words[at : at + len(phrase)]) != phrase:
                    continue
                start, end = word.start(), words[at + len(phrase) - 1].end()
                if marks and marks[-1][0] <= start < marks[-1][1]:
                    marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
                else:
                    marks.append((start, end))
            if len(marks) >= _MOST_MARKS:
                break
        return tuple(marks)


def snippet(text: str, marks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The window with the most marks, the first of equals, on the bounds of words."""
    best, most, last = (marks[0][0] if marks else 0), 0, 0
    for first, (start, _) in enumerate(marks):
        while last < len(marks) and marks[last][1] <= start + _WINDOW - 40:
            last += 1
        if last - first > most:
            best, most = start, last - first
    begin = max(0, best - 40)
    if begin:
        blank = text.rfind(" ", 0, begin)
        begin = blank + 1 if blank >= begin - 30 else begin
    end = min(len(text), begin + _WINDOW)
    if end < len(text):
        blank = text.find(" ", end)
        end = blank if 0 <= blank <= end + 30 else end
    return begin, end
