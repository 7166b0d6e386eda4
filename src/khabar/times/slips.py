"""Slips of the pen that the words around them show: اليوم الخمس for الخميس, الشهل المقبل for الشهر."""

from __future__ import annotations

from khabar.times.cursor import Cursor

# Only names long enough to be told from other words.
_WEEKDAYS = (("الاثنين", 1), ("الثلاثاء", 2), ("الاربعاء", 3), ("الخميس", 4))
_UNITS = (("الشهر", "month"), ("الاسبوع", "week"))


def nearly_weekday(cursor: Cursor, at: int) -> int:
    """The ISO weekday that the word after يوم or اليوم is a slip for, 0 for none."""
    return next((value for name, value in _WEEKDAYS if _nearly(cursor.fold(at), name)), 0)


def nearly_unit(cursor: Cursor, at: int) -> str | None:
    """The unit that the word before المقبل or الماضي is a slip for, or None."""
    return next((unit for name, unit in _UNITS if _nearly(cursor.fold(at), name)), None)


def _nearly(word: str, name: str) -> bool:
    """True where one letter after the article is dropped or exchanged."""
    if word[:2] != "ال" or not len(name) - 1 <= len(word) <= len(name) or word == name:
        return False
    if len(word) == len(name):
        return sum(a != b for a, b in zip(word, name, strict=True)) == 1
    return len(name) >= 6 and any(name[:i] + name[i + 1 :] == word for i in range(2, len(name)))
