"""The words that tell what befell those who are counted, and which of them governs a figure."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.mentions.counts_figures import Figure
from khabar.mentions.counts_reader import FigureReader
from khabar.mentions.penalties import is_penalty, is_sentence

CASUALTY = frozenset({"killed", "injured", "detained", "abducted", "missing", "displaced"})
INHERENT = frozenset({"killed", "injured", "missing"})
# In words: how far a governor reaches in its clause, set on the development sentences of the gold counts.
_REACH_BACK, _REACH_AHEAD = 16, 10


@dataclass(frozen=True, slots=True)
class Governor:
    """A word that tells what befell, by its token; `noun_who` for a noun that names the people, too (القتلى).

    `pair` where it is one of two before one figure (مقتل وإصابة عشرة), which is of both together.
    """

    at: int
    what: str
    noun_who: str | None = None
    pair: bool = False


class Governors:
    """Finds the governors of one sentence, and the one of each figure."""

    def __init__(self, reader: FigureReader, figures: list[Figure]) -> None:
        self.reader, self.figures = reader, figures
        self.inside = {i: f for f in figures for i in range(f.first, f.last) if f.form not in ("zero", "singular")}
        self.governors = self._find_governors()

    def _find_governors(self) -> dict[int, Governor]:
        found: dict[int, Governor] = {}
        for at in range(self.reader.first, self.reader.end):
            if at in self.inside or self.reader.tokens[at].kind != "word" or at in self.reader.taken:
                continue
            what = self._governs(at)
            if what is not None:
                found[at] = Governor(at, what)
                continue
            noun = self.reader.noun(at, True)
            if noun is None or noun[0].shape != "plural" or noun[0].noun.kind != "person":
                continue
            if noun[1] or noun[0].noun.what in INHERENT:
                found[at] = Governor(at, noun[0].noun.what or "head", noun[0].noun.who)
        for at in list(found):
            if self._pair(found, at):
                found[at], found[at + 1] = Governor(at, "other", pair=True), Governor(at + 1, "other", pair=True)
        return found

    def _pair(self, found: dict[int, Governor], at: int) -> bool:
        """True for مقتل وإصابة, قتل وجرح before one figure; not for شخصا قتل وأصيب أربعة."""
        beside = found.get(at + 1)
        if beside is None or self.reader.fold(at + 1)[0] != "و" or self.reader.fold(at).endswith("هم"):
            return False
        noun = self.reader.noun(at - 1)
        if noun is not None and noun[0].noun.kind == "person" and not noun[1]:
            return False
        return {found[at].what, beside.what} == {"killed", "injured"}

    def _governs(self, at: int) -> str | None:
        words = self.reader.words.governors
        token = self.reader.tokens[at]
        if is_penalty(token, self.reader.words) and is_sentence(self.reader.tokens, at, self.reader.words):
            return "other"
        for _, stem in token.stems:
            if stem == "الخساير" and self.reader.fold(at + 1) == "البشريه":
                return "killed"
            if stem == "ضحيه" and self.reader.fold(at - 1).removeprefix("و") in ("راح", "راحت", "ذهب"):
                return "killed"
            if stem in words:
                if stem == "فقد" and (self.reader.fold(at + 1) in words or self.reader.tokens[at].fold != stem):
                    continue
                return words[stem]
        return None

    def before(self, figure: Figure, heads: bool = False) -> tuple[Governor, int] | None:
        """The nearest governor before the figure in its clause, with its distance in words outside figures."""
        if not self.governors:
            return None
        distance, at = 0, figure.first - 1
        while at >= self.reader.first and distance <= _REACH_BACK:
            inner = self.inside.get(at)
            if inner is not None and inner is not figure:
                at = inner.first - 1
                continue
            found = self.governors.get(at)
            if found is not None and (found.what != "head" or heads):
                return found, distance
            token = self.reader.tokens[at]
            if token.text in ("؛", ":") or (self.reader.among(at, "break") and distance > 0):
                return None
            if distance > 3 and self._tells_on(at):
                return None
            distance += token.kind == "word" and at not in self.reader.taken
            at -= 1
        return None

    def _tells_on(self, at: int) -> bool:
        """True for a finite verb between governor and figure: another deed is told (unless it is a relative clause)."""
        readings = self.reader.verbs.readings(self.reader.tokens[at])
        if not readings or any(r.person == 0 for r in readings):
            return False
        return self.reader.fold(at - 1) not in ("الذي", "التي", "الذين", "ما", "مما", "كما")

    def ahead(self, figure: Figure) -> tuple[Governor, int] | None:
        """The nearest verb after the figure in its clause (20 شابا … خطفوا)."""
        if not self.governors:
            return None
        for distance, at in enumerate(range(figure.last, min(figure.last + _REACH_AHEAD, self.reader.end))):
            if self.reader.tokens[at].text in ("؛", "،", ":", ")"):
                return None
            if at in self.inside:
                continue
            counted = self.reader.fold(at) in ("عداد", "حصيله", "عدد") and at + 1 in self.governors
            if counted and self.governors[at + 1].what != "head":
                return self.governors[at + 1], distance
            found = self.governors.get(at)
            if found is not None and found.what in CASUALTY and found.noun_who is None:
                word = self.reader.fold(at)
                agrees = word.endswith("وا") or (figure.form == "dual" and word.endswith("ا"))
                agrees = agrees or (figure.who == "family" and self._feminine(at))
                return (found, distance) if agrees or (distance == 0 and word.endswith("هم")) else None
        return None

    def _feminine(self, at: int) -> bool:
        """True for a verb in the feminine singular, as it follows families (مئات العائلات نزحت)."""
        readings = self.reader.verbs.readings(self.reader.tokens[at])
        return any(r.person == 3 and r.gender == "f" and r.number == "s" for r in readings)

    def of_them(self, figure: Figure) -> Governor | None:
        """مقتلهم, إصابتهما, اعتقلهم later in the sentence: what befell those who were counted before."""
        for at, found in self.governors.items():
            if at >= figure.last and found.what in CASUALTY and self.reader.fold(at).endswith(("هم", "هما", "هن")):
                return found
        return None
