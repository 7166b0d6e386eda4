"""Figures with a number: what is counted, and what makes the number open, approximate or a stretch."""

from __future__ import annotations

import re

from khabar.mentions.counts_figures import Figure, Lookups
from khabar.text.numbers import Number

# Shapes of plurals that the vocabulary may lack: sound feminine, أفعال, أفعلة, أفعلاء, مفاعل, فعالل.
_MANY = re.compile(r"ال\w{2,}(?:ين|ون|ات)|\w{3,}ي(?:ه|ها|هم|هما|نا)")
_PLURAL = re.compile(r"\w{3,}ات$|ا\w{2}ا\w$|ا\w{3}ه$|ا?\w{3}اء$|م\wا\w{2,3}$|\w{2}ا[يء]\w$")


class Numerals(Lookups):
    """Reads figures that begin with a number or an approximator."""

    def _counted(self, at: int) -> Figure | None:
        """A number with what it counts."""
        here = at + 1 if self.fold(at) in ("ال", "(") else at
        number = self.number(here)
        if (
            number is None
            or self._glued(number)
            or (number.last < self.end and self.tokens[number.last].kind == "number")
        ):
            return None
        token = self.tokens[at]
        start = number.start if here == at else token.start
        one = number.words and number.value == 1 and (number.definite or not self._of(number.last))
        if one or self.fold(at - 1) in ("كل", "لكل"):
            return None
        figure = self.figure(at, number.last, start, number.value, number.value, True, "bare")
        figure.definite = number.definite or here > at
        if self._parent_of(at, number.start - self.tokens[number.first].start):
            figure.measure = True
        if self.fold(number.last) in ("الي", "-", "–", "او"):
            upper = self.number(number.last + 1)
            if upper is not None and upper.value > number.value and self.noun(upper.last) is not None:
                figure.high, figure.last, figure.exact = upper.value, upper.last, False
        return self._with_noun(figure)

    def _of(self, at: int) -> bool:
        """True where منهم or من goes on: واحد منهم counts, واحد after a noun only describes it."""
        return self.fold(at) == "من" or self.among(at, "of-them")

    def _glued(self, number: Number) -> bool:
        """True inside a clock time or a Latin code (8:24, 12K, T4)."""
        before, after = number.first - 1, number.last
        if after < self.end and self.tokens[after].start == self.tokens[after - 1].end:
            following = self.tokens[after]
            if following.fold.isascii() and following.fold.isalpha():
                return True
            if following.text == ":" and after + 1 < self.end and self.tokens[after + 1].kind == "number":
                return True
        if before >= self.first and self.tokens[before].end == self.tokens[number.first].start:
            previous = self.tokens[before]
            clock = previous.text == ":" and before > self.first and self.tokens[before - 1].kind == "number"
            return clock or (previous.fold.isascii() and previous.fold.isalpha())
        return False

    def _with_noun(self, figure: Figure) -> Figure:
        """Adds the noun, the second noun, آخرين, منهم and the partitive that follow the number."""
        at = figure.last
        if self.fold(at) == ")" or (self.fold(at) == self.fold(figure.first - 1) == "/"):
            at += 1
        if self.fold(at) in ("%", "٪", "°") or self.among(at, "measure"):
            figure.measure, figure.last = True, at + 1
            return figure
        if self.fold(at) == "في" and self.fold(at + 1) in ("الميه", "المايه", "الماءه"):
            figure.measure, figure.last = True, at + 2
            return figure
        found = self.noun(at)
        case = self.noun(at + 1) if found is not None and found[0].noun.id == "case" else None
        if case is not None and case[0].noun.id in ("death", "injury"):  # 40 حالة وفاة
            found, at = case, at + 1
        if found is not None and not found[0].kin:
            figure.noun, figure.last, figure.form = found[0], at + 1, "number"
            self._after_noun(figure)
        elif self.among(at, "others") and self.fold(at) != "منهم":
            figure.others, figure.last, figure.form = True, at + 1, "number"
        elif self.among(at, "of-them"):
            figure.of_them, figure.last, figure.form = True, at + 1, "number"
            if self.fold(figure.last) == "من":
                self._partitive(figure, figure.last, keep=True)
        elif self.fold(at) == "من":
            self._partitive(figure, at)
        elif self.fold(at) == "بين" and (pair := self.quantifier(at + 1, "combined")) is not None:
            figure.combined, figure.last, figure.form = True, pair[1], "number"
        elif self._unknown_noun(figure, at):
            figure.last, figure.form = at + 1, "number"
        figure.end = self.tokens[figure.last - 1].end
        return figure

    def _after_noun(self, figure: Figure) -> None:
        assert figure.noun is not None  # noqa: S101 (called after it was set)
        after = figure.last
        following = self.fold(after)
        second = self.noun(after, True)
        if following[:1] == "و" and second is not None and second[2] == 1 and not second[1] and not second[0].kin:
            pair = {figure.noun.noun.what, second[0].noun.what}
            events = second[0].noun.kind == figure.noun.noun.kind == "event"
            singular = figure.noun.shape == second[0].shape == "singular"
            alike = self.fold(after - 1).endswith("ا") == following.endswith("ا")
            mixed = figure.low > 10 and singular and alike  # 21 ضابطاً وجندياً
            if mixed and second[0].noun.kind == figure.noun.noun.kind == "person" and pair <= {None}:
                figure.last, figure.mixed = after + 1, second[0].noun.who != figure.noun.noun.who
                return
            wounded = pair == {"injured"} and figure.low > 10  # 80 مصابا وجريحا
            both = pair == {"killed", "injured"} and second[0].noun.lone and second[0].shape == figure.noun.shape
            if events or wounded or both:
                figure.last = after + 1
                figure.combined = pair == {"killed", "injured"}
                return
        if self.among(after, "two"):
            figure.last = after + 1
        elif self.among(after, "others"):
            figure.others, figure.last = True, after + 1
        elif self.among(after, "of-them"):
            figure.of_them, figure.last = True, after + 1
        elif following == "بين" and self._combined(after + 1):
            figure.combined = True
        if following == "من" and figure.noun.noun.kind == "person":
            self._partitive(figure, after, keep=True)

    def _combined(self, at: int) -> bool:
        return self.quantifier(at, "combined") is not None

    def _partitive(self, figure: Figure, at: int, keep: bool = False) -> None:
        """أربعة من رجال الشرطة, 2 من أولاده; a name of an organisation after من is left out."""
        if not keep and self.number(at + 1) is not None:
            figure.of_next, figure.form = True, "number"
            return
        found = self.noun(at + 1)
        if found is None:
            self._part_of_unknown(figure, at, keep)
            return
        if not keep and found[0].noun.kind != "person" and found[0].shape == "plural":
            figure.noun, figure.last, figure.form = found[0], at + 2, "number"  # ثلاثة من الصواريخ
            return
        if found[0].noun.kind != "person" or found[0].noun.id == "family":
            return
        figure.partitive = found[0]
        if not keep:
            figure.last, figure.form = at + 2, "number"
            if self.fold(at + 2).startswith("ال") and not found[1] and self.tokens[at + 2].kind == "word":
                figure.last = at + 3

    def _part_of_unknown(self, figure: Figure, at: int, keep: bool) -> None:
        """ستة من موكليها, أربعة من الممرضات: a plural that the vocabulary lacks, known by its ending."""
        if keep or not self.first <= at + 1 < self.end or at + 1 in self.taken:
            return
        word = self.fold(at + 1)
        if _MANY.fullmatch(word):
            figure.last, figure.form = at + 2, "number"

    def _unknown_noun(self, figure: Figure, at: int) -> bool:
        """A noun the vocabulary lacks, known by its accusative after a number (ثلاثين خزانا)."""
        if not self.first <= at < self.end or self.tokens[at].kind != "word" or at in self.taken:
            return False
        if self.tokens[at - 1].end == self.tokens[at].start:
            return False
        text, word = self.tokens[at].text, self.fold(at)
        if text.endswith(("ًا", "اً", "ةً")) and len(text) > 3:
            return True
        if word.startswith("ال") or len(word) < 4 or figure.definite or word[0] in "بلكوف":
            return False
        below = figure.low % 100
        if 3 <= below <= 10:
            return bool(_PLURAL.match(word))
        return figure.low > 10 and word.endswith(("ا", "ه")) and word not in self.words.governors

    def _between(self, at: int) -> Figure | None:
        """بين 30 و35 قتيلا, ما بين 5 إلى 7."""
        word = self.fold(at)
        here = at + 1 if word in ("بين", "مابين") else at + 2 if word == "ما" and self.fold(at + 1) == "بين" else 0
        if not here:
            return None
        low = self.number(here)
        if low is None:
            return None
        joint = self.fold(low.last)
        after = low.last + 1 if joint in ("و", "الي", "-") else low.last
        if after == low.last and not joint.startswith("و"):
            return None
        high = self.number(after)
        if high is None or high.value <= low.value:
            return None
        figure = self.figure(at, high.last, self.tokens[at].start, low.value, high.value, False, "bare")
        return self._with_noun(figure)

    def _parent_of(self, at: int, cut: int) -> bool:
        """True for أب لثلاثة أطفال: those counted tell of the parent and are no victims."""
        before = self.noun(at - 1)
        parent = before is not None and before[0].noun.id in ("father", "mother")
        return parent and bool(cut) and self.fold(at)[0] == "ل"


def open_figure(figure: Figure, kind: str) -> None:
    """What an approximator does to a figure."""
    figure.exact = False
    if kind == "more":
        figure.low, figure.high = figure.low + (figure.high is not None), None
    elif kind == "least":
        figure.high = None
    elif kind == "less":
        figure.low, figure.high = 0, figure.low - 1
    elif kind == "most":
        figure.low, figure.high = 0, figure.low
