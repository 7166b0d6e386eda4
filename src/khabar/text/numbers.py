"""Numbers in digits of all scripts and in words, read from tokens.

The words come from `data/numbers/`: units with both polarities, tens, hundreds with their duals and fused forms,
thousands, millions and milliards. A number is read greedily from its first token and never crosses a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from khabar.objects import Token
from khabar.text.fold import fold, without_article

# Longer runs of digits are telephone numbers and the like, never a figure (and int() refuses 4,300 of them).
_MAX_DIGITS = 12
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")  # 1.200 with the point of thousands
_GROUP = 3  # digits between two separators
_UNIT, _TEN_OR_TENS = 10, 100
_MILLION = 10**6
_HALF = (1, 2)


class Word(NamedTuple):
    """What a number word stands for: its role in a compound, its value, and how many of it (مئتان: 2 hundreds)."""

    role: str
    value: int
    times: int


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens `first` to `last` (exclusive) spell `value`; `start` is where it begins, after cut proclitics.

    `definite` where it has the article; `words` where no digit is in it.
    """

    value: int
    first: int
    last: int
    start: int
    end: int
    words: bool
    definite: bool = False


class NumberWords:
    """The words of numbers, folded, as the books in `data/numbers/` give them."""

    def __init__(self, entries: Iterable[Mapping[str, Any]]) -> None:
        """Compile entries with `role`, `value` and `forms`; fractions and ordinals are kept apart."""
        self.cardinals: dict[str, Word] = {}
        self.teens: dict[str, Word] = {}
        self.ordinals: dict[str, int] = {}
        self.ordinal_parts: dict[str, int] = {}
        self.fractions: dict[str, tuple[int, int]] = {}
        for entry in entries:
            for form in entry["forms"]:
                self._add(entry, fold(form))

    def _add(self, entry: Mapping[str, Any], form: str) -> None:
        role = entry["role"]
        if role == "fraction":
            self.fractions[form] = (entry["part"], entry["of"])
        elif role == "ordinal":
            self.ordinals[form] = self.ordinal_parts[form] = entry["value"]
        elif role == "ordinal-part":
            self.ordinal_parts[form] = entry["value"]
        elif role == "teen-unit":
            self.teens[form] = Word("unit", entry["value"], 1)
        else:
            self.cardinals[form] = Word(role, entry["value"], entry.get("times", 1))

    # ------------------------------------------------------------------------------------------------ cardinals

    def read(self, tokens: Sequence[Token], at: int, end: int) -> Number | None:
        """The number that begins with token `at` (after its proclitics) and ends before token `end`, or None."""
        token = tokens[at]
        if token.kind == "number":
            return self._from_digits(tokens, at, end)
        if token.kind != "word":
            return None
        for cut, stem in token.stems:
            if cut and fold(token.text[:cut]).endswith("ك"):
                continue  # كمية is a quantity, and what is like three is not three
            half = self._part_of_scale(tokens, at, end, stem)
            if half is not None:
                return Number(half, at, at + 2, token.start + cut, tokens[at + 1].end, True)
            found = self._word(stem) or self._teen(tokens, at, end, stem)
            if found is not None:
                value, last = self._compound(tokens, at, end, found)
                definite = stem not in self.cardinals and stem not in self.teens
                return Number(value, at, last, token.start + cut, tokens[last - 1].end, True, definite)
        return None

    def _part_of_scale(self, tokens: Sequence[Token], at: int, end: int, stem: str) -> int | None:
        """نصف مليون, ربع مليون, as far as whole numbers go."""
        part = self.fractions.get(stem)
        following = self._plain(tokens, at + 1, end) if part is not None else None
        if part is None or following is None or following.role != "scale" or following.times != 1:
            return None
        return following.value * part[0] // part[1]

    def _word(self, stem: str) -> Word | None:
        found = self.cardinals.get(stem)
        if found is None and stem.startswith("ال"):
            found = self.cardinals.get(without_article(stem))
        return found

    def _teen(self, tokens: Sequence[Token], at: int, end: int, stem: str) -> Word | None:
        """أحد and اثنا are numbers only before عشر; أحد and إحدى also before وعشرون."""
        found = self.teens.get(stem) or self.teens.get(without_article(stem))
        if found is None or at + 1 >= end:
            return None
        following = tokens[at + 1]
        ten = self._word(following.fold)
        if ten is not None and ten.role == "ten":
            return found
        joined = self._joined(tokens, at + 1, end)
        return found if joined is not None and joined[0].role == "tens" else None

    def _plain(self, tokens: Sequence[Token], at: int, end: int) -> Word | None:
        return self._word(tokens[at].fold) if at < end and tokens[at].kind == "word" else None

    def _joined(self, tokens: Sequence[Token], at: int, end: int) -> tuple[Word, int, str] | None:
        """The number word that و joins at token `at`: word, index of its token, folded stem."""
        if at >= end:
            return None
        token = tokens[at]
        if token.fold == "و" and at + 1 < end:
            stem, index = tokens[at + 1].fold, at + 1
        elif token.kind == "word" and token.fold[0] == "و":
            stem, index = token.fold[1:], at
        else:
            return None
        found = self._word(stem) or self._teen(tokens, index, end, stem)
        return (found, index, stem) if found is not None else None

    def _compound(self, tokens: Sequence[Token], at: int, end: int, word: Word) -> tuple[int, int]:
        """Value and end of the number whose first word is `word` at token `at`."""
        total, limit = 0, 10**15
        while True:
            if word.role == "scale":
                group, last = word.times, at + 1
                scale = word.value
            else:
                group, last = self._below_thousand(tokens, at, end, word)
                following = self._plain(tokens, last, end)
                scale = 1
                if following is not None and following.role == "scale" and following.times == 1 and group:
                    scale, last = following.value, last + 1
            total += group * scale
            limit = scale
            joined = self._joined(tokens, last, end) if limit > 1 else None
            if joined is None or not self._fits(tokens, joined, end, limit):
                return self._digits_below(tokens, last, end, total, limit)
            word, at = joined[0], joined[1]

    def _fits(self, tokens: Sequence[Token], joined: tuple[Word, int, str], end: int, limit: int) -> bool:
        """True where the joined group is smaller than the scale before it (خمسة آلاف وثلاثمئة, not ألف ومليون)."""
        word, at, _ = joined
        if word.role == "scale":
            return word.value < limit
        _, last = self._below_thousand(tokens, at, end, word)
        following = self._plain(tokens, last, end)
        return following is None or following.role != "scale" or following.value < limit

    def _below_thousand(self, tokens: Sequence[Token], at: int, end: int, word: Word) -> tuple[int, int]:
        hundreds, last = 0, at + 1
        following = self._plain(tokens, last, end)
        if word.role == "hundred":
            hundreds = 100 * word.times
        elif word.role == "unit" and following is not None and following == Word("hundred", 100, 1):
            hundreds, last = 100 * word.value, last + 1
        if not hundreds:
            return self._below_hundred(tokens, at, end, word)
        joined = self._joined(tokens, last, end)
        if joined is None or joined[0].role not in ("unit", "ten", "tens"):
            return hundreds, last
        below, after = self._below_hundred(tokens, joined[1], end, joined[0])
        following = self._plain(tokens, after, end)
        if following == Word("hundred", 100, 1):
            return hundreds, last
        return hundreds + below, after

    def _below_hundred(self, tokens: Sequence[Token], at: int, end: int, word: Word) -> tuple[int, int]:
        last = at + 1
        if word.role == "unit":
            following = self._plain(tokens, last, end)
            if following is not None and following.role == "ten":
                return 10 + word.value, last + 1
            joined = self._joined(tokens, last, end)
            if joined is not None and joined[0].role == "tens":
                return word.value + joined[0].value, joined[1] + 1
        return word.value, last

    def _from_digits(self, tokens: Sequence[Token], at: int, end: int) -> Number | None:
        token = tokens[at]
        digits = token.fold.replace(",", "").replace("٬", "")
        if len(digits) > _MAX_DIGITS or self._is_decimal(tokens, at - 2, end):
            return None
        scale, last = 1, at + 1
        if self._is_decimal(tokens, at, end):
            digits, last = f"{digits}.{tokens[at + 2].fold}", at + 3
        following = self._plain(tokens, last, end)
        if following is not None and following.role == "scale" and following.times == 1:
            scale, last = following.value, last + 1
        elif _DOTTED.fullmatch(digits):
            digits = digits.replace(".", "")
        if "." in digits or "٫" in digits:
            whole, _, part = digits.replace("٫", ".").partition(".")
            if scale == 1 or len(part) > 6:
                return None
            value = int(whole) * scale + int(part) * scale // 10 ** len(part)
        else:
            value = int(digits) * scale
        if scale > 1:
            value, last = self._tail(tokens, last, end, value, scale)
        return Number(value, at, last, token.start, tokens[last - 1].end, False)

    def _is_decimal(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """True where a comma written close to the token at `at` and one or two digits part thousands (12,5 ألف)."""
        if at < 0 or at + 3 >= end or tokens[at + 1].text not in ",،":
            return False
        whole, comma, part = tokens[at : at + 3]
        digits = whole.fold.isdecimal() and part.fold.isdecimal() and len(part.fold) < _GROUP
        scale = self._plain(tokens, at + 3, end) if digits and whole.end == comma.start else None
        return scale is not None and scale.role == "scale" and comma.end == part.start

    def _tail(self, tokens: Sequence[Token], at: int, end: int, value: int, scale: int) -> tuple[int, int]:
        """What و adds below the scale: 3 آلاف و500, 5 آلاف ومئتان."""
        joined = self._joined(tokens, at, end)
        if joined is not None and self._fits(tokens, joined, end, scale):
            more, last = self._compound(tokens, joined[1], end, joined[0])
            if more < scale:
                return value + more, last
        return self._digits_below(tokens, at, end, value, scale)

    def _digits_below(self, tokens: Sequence[Token], at: int, end: int, value: int, scale: int) -> tuple[int, int]:
        """Value and end with the digits or the part that و adds below the scale: ألفين و226, مليون ونصف المليون."""
        while scale > 1 and at + 1 < end and tokens[at].fold == "و" and tokens[at + 1].kind == "number":
            digits, following = tokens[at + 1].fold, self._plain(tokens, at + 2, end)
            told = following if following is not None and following.role == "scale" else None
            lower = told.value if told is not None and told.times == 1 else 1
            if not digits.isdecimal() or len(digits) > _MAX_DIGITS or int(digits) * lower >= scale:
                break
            value, scale, at = value + int(digits) * lower, lower, at + 2 + (lower > 1)
        part = self.fractions.get(tokens[at].fold[1:]) if at < end and tokens[at].fold[:1] == "و" else None
        again = part is not None and self._plain(tokens, at + 1, end) == Word("scale", scale, 1)
        if part is not None and (again or (scale >= _MILLION and part == _HALF)):
            return value + scale * part[0] // part[1], at + 1 + again
        return value, at

    # ------------------------------------------------------------------------------------------------- ordinals

    def read_ordinal(self, tokens: Sequence[Token], at: int, end: int) -> Number | None:
        """The ordinal with its article that begins with token `at` (الثامن عشر، الحادية والعشرين), 1 to 99, or None."""
        token = tokens[at]
        if token.kind != "word":
            return None
        for cut, stem in token.stems:
            if not stem.startswith("ال"):
                continue
            value, last = self._ordinal(tokens, at, end, stem[2:])
            if value:
                return Number(value, at, last, token.start + cut, tokens[last - 1].end, True, True)
        return None

    def _ordinal(self, tokens: Sequence[Token], at: int, end: int, stem: str) -> tuple[int, int]:
        part = self.ordinal_parts.get(stem)
        last = at + 1
        if part is not None:
            following = self._plain(tokens, last, end)
            if following is not None and following.role == "ten" and part < _UNIT:
                return 10 + part, last + 1
            joined = self._joined(tokens, last, end)
            if joined is not None and joined[0].role == "tens" and part < _UNIT:
                return part + joined[0].value, joined[1] + 1
            # الحادي and الواحد are ordinals only inside a compound.
            return self.ordinals.get(stem, 0), last
        tens = self.cardinals.get(stem)
        if tens is not None and tens.role == "tens":
            return tens.value, last
        return 0, last
