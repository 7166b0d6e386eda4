"""Figures without a number: vague quantifiers, fractions, duals, singulars, أحد and إحدى, a noun before its number."""

from __future__ import annotations

from khabar.mentions.counts_figures import Figure
from khabar.mentions.counts_numerals import Numerals
from khabar.mentions.counts_words import NounForm
from khabar.text.numbers import Number


class Shapes(Numerals):
    """Reads figures from quantifiers and grammatical number."""

    def _vague(self, at: int) -> Figure | None:
        """عشرات القذائف, العشرات منهم, عدد من الصحفيين, عدة غارات."""
        found = self.quantifier(at, "vague")
        most = self.among(at - 1, "superlative")  # أكبر عدد من الناس is no number of them
        some = None if found is not None or most else self.quantifier(at, "some")
        chosen = found or some
        if chosen is None or at in self.taken:
            same = self.quantifier(at, "same")
            if same is not None:
                return self.figure(at, same[1], same[2], 0, None, False, "same")
            return None
        quantifier, last, start = chosen
        figure = self.figure(at, last, start, quantifier.value, None, False, "vague")
        figure.definite = self.tokens[at].text[start - self.tokens[at].start :].startswith("ال")
        whole = last > at + 1 and self.fold(last - 1).startswith("ال")  # عشرات الآلاف, of whom none need be told
        noun = self.noun(last) if found is None or not figure.definite else None  # شيّع الآلاف جثامين
        if noun is None and self.fold(last) == "من":
            noun = self.noun(last + 1)
            if noun is not None and noun[0].noun.kind != "person" and (noun[0].kin or noun[0].shape == "singular"):
                noun = None  # خطفوا العشرات من منازلهم, نزوح العشرات من البلدة
            last = last + 1 if noun is not None else last
        if noun is not None and noun[0].noun.id == "national" and noun[0].shape == "singular":
            noun = None
        if noun is not None and noun[0].shape != "dual":
            figure.noun, figure.last = noun[0], last + 1
            self._after_vague(figure)
        elif self.among(last, "of-them"):
            figure.of_them, figure.last = True, last + 1
        elif found is not None and not figure.definite and self.among(last, "others"):
            figure.others, figure.last = True, last + 1  # مئات آخرين
        elif some is not None and self.fold(last - 1) == "اخر":
            figure.others = True
        elif not (whole and self.among(last, "preposition")) and not self._of_unnamed(figure, last, some is not None):
            return None
        if figure.last - 1 in self.taken:
            return None
        figure.end = self.tokens[figure.last - 1].end
        return figure

    def _alone(self, figure: Figure, at: int) -> bool:
        """True where a verb governs عشرات and nothing that is counted follows (أصيب عشرات في التدافع)."""
        before = self.tokens[figure.first - 1].stems if figure.first > self.first else ()
        return self.among(at, "preposition") and any(stem in self.words.governors for _, stem in before)

    def _of_unnamed(self, figure: Figure, at: int, some: bool) -> bool:
        """Take in what is counted where the vocabulary lacks it; False where nobody is."""
        if some:
            figure.last = at + 1
            return self._some_unnamed(figure, at)
        pair = self.quantifier(at + 1, "combined") if self.fold(at) == "بين" else None
        if pair is not None:
            figure.combined, figure.last = True, pair[1]
            return True
        if self._alone(figure, at):
            return True
        figure.last += not figure.definite
        return self._counts_unnamed(figure, at)

    def _some_unnamed(self, figure: Figure, at: int) -> bool:
        """عدد من before people that the vocabulary lacks: right after the word that tells their death or arrest."""
        if not self.first < at < self.end or self.tokens[at].kind != "word" or at in self.taken:
            return False
        if self.among(at, "measure") or self.among(at, "preposition") or self.fold(at - 1) != "من":
            return False
        before = self.tokens[figure.first - 1].stems if figure.first > self.first else ()
        told = {self.words.governors.get(stem) for _, stem in before}
        people = self.fold(at).startswith("ال") and self.fold(at).endswith(("ين", "ون"))
        return bool(told & {"killed", "detained", "abducted"}) or ("injured" in told and people)

    def _counts_unnamed(self, figure: Figure, at: int) -> bool:
        """True where العشرات stands alone, or عشرات before a definite noun that the vocabulary lacks."""
        if self.among(at, "measure") or at in self.taken:
            return False
        return figure.definite or (self.fold(at).startswith("ال") and len(self.fold(at)) > 4)

    def _after_vague(self, figure: Figure) -> None:
        assert figure.noun is not None  # noqa: S101 (called after it was set)
        second = self.noun(figure.last, True)
        if self.fold(figure.last)[:1] != "و" or second is None or second[2] != 1:
            return
        verbal = second[0].shape == "singular" and not second[0].noun.lone
        if not verbal and {figure.noun.noun.what, second[0].noun.what} == {"killed", "injured"}:
            figure.combined, figure.last = True, figure.last + 1

    def _one_of(self, at: int) -> Figure | None:
        """أحد المدنيين, إحدى القذائف."""
        found = self.quantifier(at, "one-of")
        if found is None:
            return None
        noun = self.noun(found[1])
        if noun is None or noun[0].shape == "singular" or at in self.taken:
            return None
        figure = self.figure(at, found[1] + 1, found[2], 1, 1, True, "one-of")
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
                figure = self.figure(at, at + 1, self.tokens[at].start, 0, 0, False, "fraction")
                figure.fraction, figure.of_them = self.words.numbers.fractions[stem], True
                found = self.noun(at + 2 if self.fold(at + 1) == "من" else at + 1)
                if found is not None and found[0].noun.kind == "person" and found[0].shape == "plural":
                    figure.partitive = found[0]
                return figure
        return None

    def _noun_first(self, at: int) -> Figure | None:
        """القتلى السبعة, الضباط الثلاثة, الجنود البريطانيين الـ15."""
        found = self.noun(at, True)
        if found is None or found[0].shape != "plural" or not (found[1] or found[0].kin):
            return None
        here = at + 1
        for _ in range(2):
            number = self._definite_number(here)
            if number is not None:
                start = self.tokens[at].start + found[2]
                figure = self.figure(at, number.last, start, number.value, number.value, True, "number")
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
        if at in self.taken:
            return None
        if found is None:
            return self._two_others(at)
        form, definite, cut = found
        two = self.among(at + 1, "two")
        if form.shape != "dual" and not (two and form.shape == "plural" and form.noun.kind == "person"):
            return None
        if form.construct and not self._governs(at + 1):
            return None
        if (cut == 0 and self.fold(at - 1) in ("ابو", "ابي", "ابا", "ام", "تل", "بني")) or (
            form.noun.id == "national" and (found[1] or self.noun(at - 1) is not None)
        ):
            return None
        if self._parent_of(at, cut) or (definite and self._one_of_many(at)):
            return None
        figure = self.figure(at, at + 2 if two else at + 1, self.tokens[at].start + cut, 2, 2, True, "dual")
        figure.noun, figure.definite, figure.numeral = form, definite, two
        case = self.noun(at + 1) if form.construct and form.noun.id == "case" else None
        if case is not None and case[0].noun.id in ("death", "injury"):
            figure.noun = case[0]
        if form.construct:
            following = self.noun(at + 1) if form.noun.id == "dead" else None
            figure.partitive = following[0] if following is not None else None  # جثتي طفلين
            figure.last += 1
            figure.end = self.tokens[figure.last - 1].end
        elif self.among(figure.last, "others"):
            figure.others, figure.last = True, figure.last + 1
            figure.end = self.tokens[figure.last - 1].end
        elif self.fold(figure.last) == "من":
            self._partitive(figure, figure.last, keep=True)
        return figure

    def _one_of_many(self, at: int) -> bool:
        """True for من العاملين, whose ending is that of many; كل من الشقيقين names two."""
        return self.fold(at - 1) == "من" and self.fold(at - 2) != "كل" and self.fold(at).endswith("ين")

    def _two_others(self, at: int) -> Figure | None:
        """آخران, أخريان: two more; آخرين alone are any number."""
        word = self.fold(at).removeprefix("و")
        if word not in ("اخران", "اخريان", "اخريين"):
            return None
        start = self.tokens[at].start + len(self.fold(at)) - len(word)
        figure = self.figure(at, at + 1, start, 2, 2, True, "dual")
        figure.others, figure.numeral = True, False
        return figure

    def _governs(self, at: int) -> bool:
        """A dual in the construct (قذيفتي هاون) needs the noun it governs right after."""
        if not self.first <= at < self.end or self.tokens[at].kind != "word" or at in self.taken:
            return False
        word = self.fold(at)
        named = word in self.words.governors or self.noun(at) is not None  # عمليتي خطف, حالتي وفاة
        return named or not (word.startswith("و") or self.verbs.readings(self.tokens[at]))  # سيارتي وغادرت: my car

    @staticmethod
    def _counts_one(form: NounForm) -> bool:
        """False for what befell one and for relations, but with a pronoun: شقيقه, not إصابته."""
        return form.noun.lone or (form.kin and form.noun.what is None)

    def _singular(self, at: int) -> Figure | None:
        """A singular that may stand for one: accepted later, where something befell it."""
        found = self.noun(at, True)
        if found is not None and found[0].shape == "singular" and not found[1] and self._counts_one(found[0]):
            figure = self.figure(at, at + 1, self.tokens[at].start + found[2], 1, 1, True, "singular")
            figure.noun, figure.numeral = found[0], False
            if self.fold(at + 1) in ("واحد", "واحده"):
                figure.last, figure.end = at + 2, self.tokens[at + 1].end
            return figure
        ordinal = self.words.numbers.ordinals.get(self.fold(at), 0)
        if ordinal > 2 and at not in self.taken:
            figure = self.figure(at, at + 1, self.tokens[at].start, 1, 1, True, "singular")
            figure.others, figure.numeral = True, False
            return figure
        if self.fold(at).removeprefix("و") in ("اخر", "اخري") and at not in self.taken:
            start = self.tokens[at].start + (self.fold(at)[0] == "و")
            figure = self.figure(at, at + 1, start, 1, 1, True, "singular")
            figure.others, figure.numeral = True, False
            return figure
        return None
