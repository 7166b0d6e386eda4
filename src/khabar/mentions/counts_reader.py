"""Reading figures: the order in which the readings are tried, and zero."""

from __future__ import annotations

from khabar.mentions.counts_figures import Figure
from khabar.mentions.counts_numerals import open_figure
from khabar.mentions.counts_shapes import Shapes

_ADJECTIVES = 2  # words between the noun counted and على الأقل
_HURT, _KILLED = ("يصب", "تصب", "يجرح", "تجرح"), ("يقتل", "تقتل", "يستشهد", "تستشهد")


class FigureReader(Shapes):
    """Reads the figures of one sentence."""

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

    def _approximate(self, at: int) -> Figure | None:
        """أكثر من 50 غارة, نحو ألفي عائلة, يزيد على 100."""
        found = self.quantifier(at, "approximator")
        if found is None:
            return None
        quantifier, here, start = found
        if here >= self.end:
            return None
        figure = self._counted(here) or self._vague(here) or self._dual(here)
        if figure is None or figure.measure:
            return figure
        if quantifier.kind == "most" and self.fold(at) == "حتي":
            return None
        kind = quantifier.kind
        if kind == "more" and self.fold(at - 1) in ("لم", "لا", "ولم", "ولا", "لن"):
            kind = "most"
        open_figure(figure, kind)
        figure.first, figure.start = at, start
        self._also(figure)
        return figure

    def _also(self, figure: Figure) -> None:
        """نحو 500 مقاتل ومدني: an estimate is of all the kinds it names."""
        second = self.noun(figure.last, True)
        if figure.form != "number" or figure.noun is None or second is None or second[2] != 1 or second[1]:
            return
        if not second[0].noun.lone:
            return  # أكثر من 90 شخصا وإصابة 30
        if second[0].shape == figure.noun.shape == "singular" and not second[0].kin and second[0].noun.kind == "person":
            figure.mixed = figure.noun.noun.who != second[0].noun.who
            figure.last += 1
            figure.end = self.tokens[figure.last - 1].end

    def _least_after(self, figure: Figure) -> None:
        """على الأقل after a figure opens it."""
        at = figure.last
        while figure.noun is not None and at < figure.last + _ADJECTIVES and self._describes_noun(at):
            at += 1
        bound = self.fold(at + 1) if self.fold(at) == "علي" else ""
        if bound in ("الاقل", "الاكثر") and figure.high is not None:
            least = bound == "الاقل"
            figure.last = at + 2
            figure.end, figure.exact = self.tokens[figure.last - 1].end, False
            figure.low, figure.high = (figure.low, None) if least else (0, figure.high)
        elif self.fold(figure.last) == "تقريبا":
            figure.exact = False

    def _describes_noun(self, at: int) -> bool:
        """True for a word that may be an adjective of the noun counted (14 مهاجرا أفريقيا على الأقل)."""
        word = self.fold(at)
        closed = self.among(at, "preposition") or word in self.words.governors or at in self.taken
        joined = word.startswith(("و", "بال", "فال", "لل"))
        return at < self.end and self.tokens[at].kind == "word" and not closed and not joined

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
                figure = self.figure(at, last[0], head[2], 0, 0, True, "zero")
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
            if self.fold(at + 1) == "في" and self.fold(at + 2) == "الارواح":
                return at + 3, "killed"
            return (at + 2, "killed") if self.fold(at + 1) in ("بشريه", "بالارواح") else None
        following = self.noun(at + 1)
        if word == "اصابه" and following is not None and following[0].noun.kind == "person":
            return at + 2, "injured"
        if self.among(at, "zero-injured"):
            return at + 1, "injured"
        if self.among(at, "nobody") and self.among(at - 1, "zero-filler"):  # not لا أحد يعلم
            return at + 1, "injured" if self.fold(at - 1) in ("يصب", "اصابه") else "killed"
        if word in ("اي", "ايه") and following is not None and following[0].noun.kind == "person":
            return self._nobody_of(at)
        return None

    def _nobody_of(self, at: int) -> tuple[int, str] | None:
        """لم يصب أي مدني, لم يقتل أو يجرح أي شخص: what the first verb after the negator tells."""
        told = ""
        for back in range(at - 1, max(self.first - 1, at - 5), -1):
            word = self.fold(back)
            told = "injured" if word in _HURT else "killed" if word in _KILLED else told
            if word in ("لم", "ولم", "لن", "ولن"):
                return (at + 2, told) if told else None
        return None
