"""Figures as they are written: number, counted noun, and what makes the figure open, approximate or zero."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from khabar.mentions.counts_words import CountWords, NounForm, Quantifier, read_noun
from khabar.objects import Token
from khabar.text.numbers import Number
from khabar.text.verbs import VerbForms

Form = Literal["number", "dual", "singular", "vague", "one-of", "zero", "fraction", "same", "bare"]


@dataclass(slots=True)
class Figure:
    """One figure before it is known what befell whom. `high` None: open above.

    `numeral` where a number or quantifier is written; `joined` where و stands before it; `noun2` for a second counted
    noun (قتيلا ومصابا); `of_them` where it counts part of others (ثمانية منهم).
    """

    first: int
    last: int
    start: int
    end: int
    low: int
    high: int | None
    exact: bool
    form: Form
    noun: NounForm | None = None
    noun2: NounForm | None = None
    definite: bool = False
    numeral: bool = True
    joined: bool = False
    others: bool = False
    of_them: bool = False
    of_next: bool = False
    partitive: NounForm | None = None
    measure: bool = False
    combined: bool = False
    fraction: tuple[int, int] | None = None
    what: str = ""
    who: str = "unspecified"
    whole: Figure | None = None
    parts: list[Figure] = field(default_factory=list)
    dropped: bool = False
    head: int = -1

    @property
    def kind(self) -> str:
        """The kind of the counted noun, `person` where none is named."""
        noun = self.noun or self.partitive
        return noun.noun.kind if noun is not None else "person"


class FigureReader:
    """Reads figures from the tokens of one sentence."""

    def __init__(
        self, tokens: Sequence[Token], first: int, end: int, words: CountWords, verbs: VerbForms, taken: set[int]
    ) -> None:
        self.tokens, self.first, self.end, self.taken = tokens, first, end, taken
        self.words, self.verbs = words, verbs

    # ---------------------------------------------------------------------------------------------- look-ups

    def fold(self, at: int) -> str:
        """The folded token, empty outside the sentence."""
        return self.tokens[at].fold if self.first <= at < self.end else ""

    def quantifier(self, at: int, use: str, proclitics: bool = True) -> tuple[Quantifier, int, int] | None:
        """A quantifier of this use at `at`: it, the index after, its start."""
        if not self.first <= at < self.end or self.tokens[at].kind == "punct":
            return None
        found = self.words.quantifiers.at(self.tokens, at, proclitics)
        if found is None or found.last > self.end:
            return None
        value = next((v for v in found.values if v.use == use), None)
        return (value, found.last, found.start) if value is not None else None

    def noun(self, at: int, cut: bool = False) -> tuple[NounForm, bool, int] | None:
        """The noun at `at`."""
        return read_noun(self.words, self.tokens[at], cut) if self.first <= at < self.end else None

    def among(self, at: int, use: str) -> bool:
        """True where the folded word at `at` is of this use."""
        return self.fold(at) in self.words.words[use]

    def number(self, at: int) -> Number | None:
        """A cardinal at `at` that no time has taken."""
        if not self.first <= at < self.end or at in self.taken:
            return None
        found = self.words.numbers.read(self.tokens, at, self.end)
        return found if found is not None and not any(i in self.taken for i in range(found.first, found.last)) else None

    # ---------------------------------------------------------------------------------------------- figures

    def read(self, at: int) -> Figure | None:
        """The figure that begins with token `at`, or None."""
        token = self.tokens[at]
        if token.kind == "punct":
            return None
        found = self._counted(at) if token.kind == "number" else (
            self._zero(at) or self._between(at) or self._approximate(at) or self._vague(at) or self._one_of(at)
            or self._fraction(at) or self._counted(at) or self._noun_first(at) or self._dual(at) or self._singular(at)
        )  # fmt: skip
        if found is not None:
            found.joined = (token.fold[:1] == "و" and found.start > token.start) or self.fold(at - 1) == "و"
            self._least_after(found)
        return found

    def _figure(self, first: int, last: int, start: int, low: int, high: int | None, exact: bool, form: Form) -> Figure:
        return Figure(first, last, start, self.tokens[last - 1].end, low, high, exact, form)

    def _least_after(self, figure: Figure) -> None:
        """على الأقل after a figure opens it."""
        if self.fold(figure.last) == "علي" and self.fold(figure.last + 1) in ("الاقل", "الاكثر") and figure.high is not None:
            least = self.fold(figure.last + 1) == "الاقل"
            figure.last += 2
            figure.end, figure.exact = self.tokens[figure.last - 1].end, False
            figure.low, figure.high = (figure.low, None) if least else (0, figure.high)
        elif self.fold(figure.last) == "تقريبا":
            figure.exact = False

    def _counted(self, at: int) -> Figure | None:
        """A number with what it counts."""
        here = at
        opened = False
        if self.fold(here) in ("ال", "(") and self.first <= here + 1 < self.end:
            opened, here = self.fold(here) == "(", here + 1
        number = self.number(here)
        if number is None or self._glued(number) or (
            number.last < self.end and self.tokens[number.last].kind == "number"
        ):
            return None
        token = self.tokens[at]
        start = number.start if here == at else token.start
        if self.fold(at - 1) in ("كل", "لكل"):
            return None
        figure = self._figure(at, number.last, start, number.value, number.value, True, "bare")
        figure.definite = number.definite or here > at
        if self._parent_of(at, number.start - self.tokens[number.first].start):
            figure.measure = True
        if self.fold(number.last) in ("الي", "-", "–", "او"):
            upper = self.number(number.last + 1)
            if upper is not None and upper.value > number.value and self._noun_after(upper.last):
                figure.high, figure.last, figure.exact = upper.value, upper.last, False
        return self._with_noun(figure, opened)

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

    def _noun_after(self, at: int) -> bool:
        return self.noun(at) is not None

    def _with_noun(self, figure: Figure, opened: bool = False) -> Figure:
        """Adds the noun, the second noun, آخرين, منهم and the partitive that follow the number."""
        at = figure.last
        if self.fold(at) == ")":
            at += 1
        if self.fold(at) in ("%", "٪", "°") or self.among(at, "measure"):
            figure.measure, figure.last = True, at + 1
            return figure
        if self.fold(at) == "في" and self.fold(at + 1) in ("الميه", "المايه", "الماءه"):
            figure.measure, figure.last = True, at + 2
            return figure
        found = self.noun(at)
        if found is not None and not found[0].kin:
            figure.noun, figure.last, figure.form = found[0], at + 1, "number"
            self._after_noun(figure)
        elif self._is_quality(at) and self.noun(at + 1) is not None:
            found = self.noun(at + 1)
            assert found is not None  # noqa: S101 (just looked)
            figure.noun, figure.last, figure.form = found[0], at + 2, "number"
        elif self.among(at, "others") and self.fold(at) != "منهم":
            figure.others, figure.last, figure.form = True, at + 1, "number"
        elif self.among(at, "of-them"):
            figure.of_them, figure.last, figure.form = True, at + 1, "number"
        elif self.fold(at) == "من":
            self._partitive(figure, at)
        elif self._unknown_noun(figure, at):
            figure.last, figure.form = at + 1, "number"
        figure.end = self.tokens[figure.last - 1].end
        return figure

    def _is_quality(self, at: int) -> bool:
        """True for an adjective-like word between number and noun (ثلاثة من, خمسة كبار ضباط): none is known; kept strict."""
        return False

    def _after_noun(self, figure: Figure) -> None:
        assert figure.noun is not None  # noqa: S101 (called after it was set)
        after = figure.last
        following = self.fold(after)
        second = self.noun(after, True)
        if following[:1] == "و" and second is not None and second[2] == 1 and not second[1] and not second[0].kin:
            pair = {figure.noun.noun.what, second[0].noun.what}
            if pair == {"killed", "injured"} or (second[0].noun.kind == figure.noun.noun.kind == "event"):
                figure.noun2, figure.last = second[0], after + 1
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
        if found is None or found[0].noun.kind != "person" or found[0].noun.id == "family":
            return
        figure.partitive = found[0]
        if not keep:
            figure.last, figure.form = at + 2, "number"
            if self.fold(at + 2).startswith("ال") and not found[1] and self.tokens[at + 2].kind == "word":
                figure.last = at + 3

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

    # ----------------------------------------------------------------------------------- approximators, ranges

    def _approximate(self, at: int) -> Figure | None:
        found = self.quantifier(at, "approximator")
        if found is None:
            return None
        quantifier, here, start = found
        if self.fold(here) in ("ال", "(") and here + 1 < self.end:
            here += 0
        figure = self._counted(here) if here < self.end else None
        if figure is None:
            figure = self._vague(here) if here < self.end else None
        if figure is None and here < self.end:
            figure = self._dual(here)
        if figure is None or figure.measure:
            return figure
        if quantifier.kind == "most" and self.fold(at) == "حتي":
            return None
        kind = quantifier.kind
        if kind == "more" and self.fold(at - 1) in ("لم", "لا", "ولم", "ولا", "لن"):
            kind = "most"
        verb = self.fold(at)[:1] in ("ت", "ج", "ف") and quantifier.kind == "more" and here == at + 1 and self.fold(at) != "فوق"
        _open(figure, kind)
        figure.first = at
        figure.start = figure.start if verb else start
        return figure

    def _between(self, at: int) -> Figure | None:
        """بين 30 و35 قتيلا, ما بين 5 إلى 7."""
        word = self.fold(at)
        here = at + 1 if word in ("بين", "مابين") else at + 2 if word == "ما" and self.fold(at + 1) == "بين" else 0
        if not here:
            return None
        low = self.number(here)
        if low is None:
            return self._killed_and_injured(at, here)
        joint = self.fold(low.last)
        after = low.last + 1 if joint in ("و", "الي", "-") else low.last
        if after == low.last and not joint.startswith("و"):
            return None
        high = self.number(after)
        if high is None or high.value <= low.value:
            return None
        figure = self._figure(at, high.last, self.tokens[at].start, low.value, high.value, False, "bare")
        return self._with_noun(figure)

    def _killed_and_injured(self, at: int, here: int) -> Figure | None:
        return None

    def _vague(self, at: int) -> Figure | None:
        """عشرات القذائف, العشرات منهم, عدد من الصحفيين, عدة غارات."""
        found = self.quantifier(at, "vague")
        some = None if found is not None else self.quantifier(at, "some")
        chosen = found or some
        if chosen is None or at in self.taken:
            same = self.quantifier(at, "same")
            if same is not None:
                return self._figure(at, same[1], same[2], 0, None, False, "same")
            return None
        quantifier, last, start = chosen
        figure = self._figure(at, last, start, quantifier.value, None, False, "vague")
        figure.definite = self.tokens[at].text[start - self.tokens[at].start :].startswith("ال")
        noun = self.noun(last)
        if noun is None and self.fold(last) == "من":
            noun = self.noun(last + 1)
            last = last + 1 if noun is not None else last
        if noun is not None and noun[0].noun.id == "national" and noun[0].shape == "singular":
            noun = None
        if noun is not None and noun[0].shape != "dual":
            figure.noun, figure.last = noun[0], last + 1
            self._after_vague(figure)
        elif self.among(last, "of-them"):
            figure.of_them, figure.last = True, last + 1
        elif some is not None or self.among(last, "measure") or last in self.taken or (not figure.definite and not self._unknown_plural(last)):
            return None
        elif not figure.definite:
            figure.last = last + 1
        if figure.last - 1 in self.taken:
            return None
        figure.end = self.tokens[figure.last - 1].end
        return figure

    def _unknown_plural(self, at: int) -> bool:
        """True where عشرات and the like have a definite noun after them, known or not."""
        return self.fold(at).startswith("ال") and len(self.fold(at)) > 4

    def _after_vague(self, figure: Figure) -> None:
        assert figure.noun is not None  # noqa: S101 (called after it was set)
        second = self.noun(figure.last, True)
        if self.fold(figure.last)[:1] == "و" and second is not None and second[2] == 1:
            if {figure.noun.noun.what, second[0].noun.what} == {"killed", "injured"}:
                figure.noun2, figure.combined, figure.last = second[0], True, figure.last + 1

    def _one_of(self, at: int) -> Figure | None:
        """أحد المدنيين, إحدى القذائف."""
        found = self.quantifier(at, "one-of")
        if found is None:
            return None
        noun = self.noun(found[1])
        if noun is None or noun[0].shape == "singular" or at in self.taken:
            return None
        figure = self._figure(at, found[1] + 1, found[2], 1, 1, True, "one-of")
        figure.noun = noun[0]
        if self.fold(figure.last).startswith("ال") and not noun[1]:
            figure.last += 1
            figure.end = self.tokens[figure.last - 1].end
        return figure

    def _fraction(self, at: int) -> Figure | None:
        """ثلثهم, نصفهم, ربع القتلى."""
        word = self.fold(at)
        for ending in ("هم", "هن", "ها"):
            stem = word.removesuffix(ending).removeprefix("و")
            if word.endswith(ending) and stem in self.words.numbers.fractions:
                figure = self._figure(at, at + 1, self.tokens[at].start, 0, 0, False, "fraction")
                figure.fraction, figure.of_them = self.words.numbers.fractions[stem], True
                if self.fold(at + 1) == "من":
                    found = self.noun(at + 2)
                    figure.partitive = found[0] if found is not None else None
                return figure
        return None

    # ----------------------------------------------------------------------------- grammatical number, zero

    def _noun_first(self, at: int) -> Figure | None:
        """القتلى السبعة, الضباط الثلاثة, الجنود البريطانيين الـ15."""
        found = self.noun(at, True)
        if found is None or found[0].shape != "plural" or not (found[1] or found[0].kin):
            return None
        here = at + 1
        for _ in range(2):
            number = self._definite_number(here)
            if number is not None:
                figure = self._figure(at, number.last, self.tokens[at].start + found[2], number.value, number.value, True, "number")
                figure.noun, figure.definite = found[0], True
                return figure
            if not self.fold(here).startswith("ال") or self.tokens[here].kind != "word":
                return None
            here += 1
        return None

    def _definite_number(self, at: int) -> Number | None:
        if self.fold(at) == "ال":
            number = self.number(at + 1)
            return number if number is not None and not number.words else None
        number = self.number(at)
        return number if number is not None and number.definite and number.start == self.tokens[at].start else None

    def _dual(self, at: int) -> Figure | None:
        found = self.noun(at, True)
        if found is None or at in self.taken:
            return None
        form, definite, cut = found
        two = self.among(at + 1, "two")
        if form.shape != "dual" and not (two and form.plural_too):
            return None
        if form.construct and not self._governs(at + 1):
            return None
        if self.fold(at - 1) in ("ابو", "ابي", "ابا", "ام", "تل", "بني") or (
            form.noun.id == "national" and (found[1] or self.noun(at - 1) is not None)
        ):
            return None
        if self._parent_of(at, cut):
            return None
        figure = self._figure(at, at + 2 if two else at + 1, self.tokens[at].start + cut, 2, 2, True, "dual")
        figure.noun, figure.definite, figure.numeral = form, definite, two
        if form.construct:
            figure.last += 1
            figure.end = self.tokens[figure.last - 1].end
        elif self.among(figure.last, "others"):
            figure.others, figure.last = True, figure.last + 1
            figure.end = self.tokens[figure.last - 1].end
        elif self.fold(figure.last) == "من":
            self._partitive(figure, figure.last, keep=True)
        return figure

    def _parent_of(self, at: int, cut: int) -> bool:
        """True for أب لثلاثة أطفال: those counted tell of the parent and are no victims."""
        before = self.noun(at - 1)
        return bool(cut) and self.fold(at)[0] == "ل" and before is not None and before[0].noun.id in ("father", "mother")

    def _governs(self, at: int) -> bool:
        """A dual in the construct (قذيفتي هاون) needs the noun it governs right after."""
        return self.first <= at < self.end and self.tokens[at].kind == "word" and at not in self.taken

    def _singular(self, at: int) -> Figure | None:
        """A singular that may stand for one: accepted later, where something befell it."""
        found = self.noun(at, True)
        if found is not None and found[0].shape == "singular" and not found[1] and (found[0].noun.lone or found[0].kin):
            figure = self._figure(at, at + 1, self.tokens[at].start + found[2], 1, 1, True, "singular")
            figure.noun, figure.numeral = found[0], False
            return figure
        if self.fold(at) in self.words.numbers.ordinals and at not in self.taken and self.fold(at) not in ("اول", "ثاني"):
            figure = self._figure(at, at + 1, self.tokens[at].start, 1, 1, True, "singular")
            figure.others, figure.numeral = True, False
            return figure
        if self.fold(at).removeprefix("و") in ("اخر", "اخري") and at not in self.taken:
            start = self.tokens[at].start + (self.fold(at)[0] == "و")
            figure = self._figure(at, at + 1, start, 1, 1, True, "singular")
            figure.others, figure.numeral = True, False
            return figure
        return None

    def _zero(self, at: int) -> Figure | None:
        """دون وقوع إصابات, لم يسفر عن سقوط ضحايا, لا قتلى, لم يصب أحد; not دون ورود أنباء عن إصابات."""
        head = self.quantifier(at, "zero-head")
        if head is None:
            return None
        here = head[1]
        for _ in range(9):
            if here >= self.end or self.tokens[here].kind == "punct" or self.among(here, "unknown"):
                return None
            last = self._nothing(here)
            if last is not None:
                figure = self._figure(at, last[0], head[2], 0, 0, True, "zero")
                figure.what = last[1]
                return figure
            if not self.among(here, "zero-filler"):
                return None
            here += 1
        return None

    def _nothing(self, at: int) -> tuple[int, str] | None:
        """The casualty noun that the negation ends in: (index after, what)."""
        word = self.fold(at)
        if self.among(at, "zero-killed"):
            return at + 1, "killed"
        if self.among(at, "zero-losses"):
            human = self.fold(at + 1) in ("بشريه", "بالارواح") or (self.fold(at + 1), self.fold(at + 2)) == ("في", "الارواح")
            return (at + (3 if self.fold(at + 1) == "في" else 2), "killed") if human else None
        following = self.noun(at + 1)
        if word == "اصابه" and following is not None and following[0].noun.kind == "person":
            return at + 2, "injured"
        if self.among(at, "zero-injured"):
            return at + 1, "injured"
        if self.among(at, "nobody"):
            return at + 1, "injured" if self.fold(at - 1) in ("يصب", "اصابه") else "killed"
        return None


# Shapes of plurals that the vocabulary may lack: sound feminine, أفعال, أفعلة, أفعلاء, مفاعل, فعالل.
_PLURAL = re.compile(r"\w{3,}ات$|ا\w{2}ا\w$|ا\w{3}ه$|ا?\w{3}اء$|م\wا\w{2,3}$|\w{2}ا[يء]\w$")


def _open(figure: Figure, kind: str) -> None:
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
