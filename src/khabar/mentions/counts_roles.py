"""What befell those who are counted, and who they are: governors, heads and neighbours of a figure."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.mentions.counts_figures import Figure, FigureReader

_REACH_BACK, _REACH_AHEAD, _NEAR = 16, 10, 8
CASUALTY = frozenset({"killed", "injured", "detained", "abducted", "missing", "displaced"})
_INHERENT = frozenset({"killed", "injured", "missing"})
_PREPOSITIONS = frozenset(
    ["في", "من", "علي", "الي", "عن", "مع", "بين", "ضد", "قرب", "عند", "لدي", "خلال", "بعد", "قبل", "دون", "عبر", "نحو", "حول", "تحت", "فوق", "امام", "خلف", "ضمن", "اثر", "جراء", "بسبب", "نتيجه", "بواسطه", "غير", "اي", "كل"]
)


@dataclass(frozen=True, slots=True)
class Governor:
    """A word that tells what befell: its token, what, whether the word beside it makes it killed-and-injured."""

    at: int
    what: str
    noun_who: str | None = None


class Roles:
    """Assigns `what` and `who` to the figures of one sentence."""

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
            if noun is not None and noun[0].shape == "plural" and (noun[1] or noun[0].noun.what in _INHERENT):
                if noun[0].noun.kind == "person":
                    found[at] = Governor(at, noun[0].noun.what or "head", noun[0].noun.who)
        for at in list(found):
            if self._pair(found, at):
                found[at], found[at + 1] = Governor(at, "other"), Governor(at + 1, "other")
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
        for _, stem in self.reader.tokens[at].stems:
            if stem == "الخساير" and self.reader.fold(at + 1) == "البشريه":
                return "killed"
            if stem in words:
                if stem == "فقد" and (self.reader.fold(at + 1) in words or self.reader.tokens[at].fold != stem):
                    continue
                return words[stem]
        return None

    # ------------------------------------------------------------------------------------------------- search

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
        """The nearest verb after the figure in its clause (60 عنصرا … قتلوا)."""
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
                return (found, distance) if word.endswith("وا") or (distance == 0 and word.endswith("هم")) else None
        return None

    def of_them(self, figure: Figure) -> Governor | None:
        """مقتلهم, إصابتهما, اعتقلهم later in the sentence: what befell those who were counted before."""
        for at, found in self.governors.items():
            if at >= figure.last and found.what in CASUALTY and self.reader.fold(at).endswith(("هم", "هما", "هن")):
                return found
        return None

    # --------------------------------------------------------------------------------------------------- what

    def assign(self) -> None:
        """Give every figure its `what` and `who`, and drop those that count nothing here."""
        for figure in self.figures:
            if figure.form == "zero":
                continue
            if figure.measure or self._is_name(figure) or self._is_oil(figure):
                figure.dropped = True
            elif figure.kind == "person" and figure.form != "same":
                self._exceeded(figure)
                self._person(figure)
            elif figure.form == "same":
                self._same(figure)
            else:
                self._thing(figure)

    def _exceeded(self, figure: Figure) -> None:
        """وتجاوز عدد المصابين … 21: a verb of exceeding at the head of the total opens the figure."""
        if figure.high is None or figure.form not in ("number", "bare"):
            return
        for at in range(figure.first - 1, max(self.reader.first, figure.first - 14) - 1, -1):
            if at in self.inside:
                return
            if self.reader.among(at, "total") or self.reader.fold(at).removeprefix("ال") in self.reader.words.words["total"]:
                found = self.reader.quantifier(at - 1, "approximator") if at > self.reader.first else None
                if found is not None and found[0].kind == "more":
                    figure.low, figure.high, figure.exact = figure.low + 1, None, False
                return

    def _is_oil(self, figure: Figure) -> bool:
        """450 ألف برميل يوميا: barrels by the thousand are a measure of oil."""
        return figure.low >= 1000 and "برميل" in self.reader.fold(figure.last - 1)

    def _is_name(self, figure: Figure) -> bool:
        """اللواء 93, غراد 122, المادة 51: digits after a noun that takes a number for its name."""
        at = figure.first
        if figure.form not in ("bare", "number") or self.reader.tokens[at].kind != "number":
            return False
        before = self.reader.tokens[at - 1] if at > self.reader.first else None
        if before is None:
            return False
        if before.text in ("_", "#", ":", ".") and before.end == self.reader.tokens[at].start and before.text != ":":
            return True
        if before.kind == "word" and not before.fold.isascii():
            names = self.reader.words.words["name"]
            return any(s in names or (s.startswith("ال") and s[2:] in names) for _, s in before.stems) and (
                figure.noun is None or before.fold.startswith("ال"))  # fmt: skip
        return before.kind == "word" and before.fold.isascii() and figure.noun is None

    def _person(self, figure: Figure) -> None:
        noun = figure.noun
        inherent = noun.noun.what if noun is not None else None
        figure.who = self._who(figure) if figure.who == "unspecified" else figure.who
        if figure.combined:
            figure.what = "other"
            return
        if inherent in _INHERENT and figure.form != "singular":
            figure.what = inherent or "other"
            return
        if figure.form == "bare":
            self._bare(figure)
            return
        if figure.form == "singular":
            self._singular(figure)
            return
        found = self.before(figure) or self.ahead(figure)
        what = found[0].what if found is not None else None
        if what == "missing" and self._lost_life(figure):
            what = "killed"
        if what in (None, "other", "found") and (later := self.of_them(figure)) is not None:
            what = later.what
        if figure.form == "one-of" and (what not in CASUALTY):
            figure.dropped = True
        if figure.form == "dual" and figure.definite and what not in CASUALTY:
            figure.dropped = True
        if what in ("destroyed", "taken", "found") or self.reader.fold(figure.first - 1) == "بين":
            what = None
        figure.what = what or inherent or self._of_total(figure) or "other"
        if figure.noun is None and figure.partitive is None and not figure.of_them and what is None:
            figure.dropped = not (figure.form == "number" and not figure.others)
        if figure.form == "vague" and figure.noun is None and not figure.of_them and figure.definite and what is None:
            head = self.before(figure, heads=True)
            if head is not None and head[0].noun_who is not None and head[1] <= _NEAR:
                figure.who, figure.dropped = head[0].noun_who, False

    def _of_total(self, figure: Figure) -> str | None:
        """العدد, عددهم before a figure: it is of those the figure before it counts."""
        near = range(max(self.reader.first, figure.first - 3), figure.first)
        totals = self.reader.words.words["total"]
        if not any(self.reader.fold(i).removeprefix("ال") in totals for i in near):
            return None
        earlier = [f for f in self.figures if f.last <= figure.first and not f.dropped and f.kind == "person"]
        return earlier[-1].what if earlier else None

    def _bare(self, figure: Figure) -> None:
        """A number alone: it needs a word that lets a figure follow, and something that befell or is counted."""
        found = self.before(figure, heads=True)
        lead = figure.first - 1
        while lead in self.reader.taken or (lead + 1 in self.reader.taken and self.reader.fold(lead) in ("في", "منذ", "خلال")):
            lead -= 1
        token = self.reader.tokens[lead] if lead >= self.reader.first else None
        approximate = not figure.exact
        led = token is not None and (
            lead < figure.first - 1 or lead in self.governors or self.reader.among(lead, "lead") or lead in self.inside or token.text == "("
        )
        conjoined = figure.joined and token is not None and (lead in self.inside or lead - 1 in self.inside)
        if found is None or found[1] > 9 or not (led or approximate or conjoined or token is None):
            ahead = self.ahead(figure)
            if ahead is not None and ahead[1] <= 5 and (token is None or led or token.text in ("،", ".") or figure.joined):
                figure.what = ahead[0].what
                return
            figure.dropped = True
            return
        what = found[0].what
        if found[0].noun_who is not None:
            figure.who = found[0].noun_who
        near = self.before(figure)
        if what == "head":
            what = near[0].what if near is not None and near[1] <= _NEAR else "other"
        ahead = self.ahead(figure)
        if ahead is not None and ahead[1] <= 1 and not (token is not None and lead in self.governors):
            what = ahead[0].what
        figure.what = "other" if what in ("destroyed", "taken") else what

    def _singular(self, figure: Figure) -> None:
        """مقتل سيدة is one; a definite, governed or merely mentioned singular is none."""
        figure.dropped = True
        noun = figure.noun
        if noun is not None and noun.kin:
            return
        found = self.before(figure)
        inherent = noun.noun.what if noun is not None else None
        telling = CASUALTY | {"found"} if inherent in _INHERENT else CASUALTY
        if found is None or found[0].what not in telling or self.made_definite(figure):
            self._subject(figure)
            if inherent in _INHERENT and self._opens_headline(figure):
                figure.dropped, figure.what = self.made_definite(figure), inherent or "other"
            return
        adjacent = found[0].at == figure.first - 1 and found[0].noun_who is None
        accusative = self.reader.tokens[figure.last - 1].text.endswith(("ًا", "اً", "ةً"))
        before = self.reader.tokens[figure.first - 1] if figure.first > self.reader.first else None
        free = before is not None and before.fold not in _PREPOSITIONS and before.kind == "word"
        if adjacent or (accusative and found[1] <= 7 and free) or self._time_between(found[0], figure):
            figure.dropped = False
            figure.what = inherent if inherent in _INHERENT and inherent is not None else found[0].what
            if figure.what == "missing" and self._lost_life(figure):
                figure.what = "killed"
            figure.head = found[0].at

    def _lost_life(self, figure: Figure) -> bool:
        """فقدان 24 مدنيا لحياتهم."""
        near = range(figure.last, min(figure.last + 4, self.reader.end))
        return any("حيات" in self.reader.fold(i) or "ارواح" in self.reader.fold(i) for i in near)

    def _subject(self, figure: Figure) -> None:
        """أن شخصا قتل: a singular right before the verb that tells what befell it."""
        following = self.governors.get(figure.last)
        before = self.reader.fold(figure.first - 1)
        if following is not None and following.what in CASUALTY and following.noun_who is None and before in ("ان", "وان", "بان"):
            if not self.reader.fold(figure.last).startswith(("ا", "م", "ب")) or self.reader.fold(figure.last) in ("اصيب", "اعتقل"):
                figure.dropped, figure.what = False, following.what

    def _opens_headline(self, figure: Figure) -> bool:
        """شهيد وجريح بقصف …: a casualty noun that opens the sentence."""
        at = figure.first - 1
        return at < self.reader.first or self.reader.tokens[at].text in ("|", ":", "-", "–", "::")

    def _time_between(self, governor: Governor, figure: Figure) -> bool:
        """True where only a time stands between (قتل أمس رجل)."""
        gap = range(governor.at + 1, figure.first)
        return len(gap) > 0 and governor.noun_who is None and all(
            i in self.reader.taken or self.reader.tokens[i].text == "،" for i in gap)  # fmt: skip

    def made_definite(self, figure: Figure) -> bool:
        """True for the first term of an iḍāfa (قائد الفرقة, ابن عمهم), and after an attached ب or ل."""
        following = self.reader.fold(figure.last)
        token = self.reader.tokens[figure.first]
        cut = figure.start - token.start
        if cut and token.fold[cut - 1] in "بلك":
            return True
        if following.startswith("ال") and len(following) > 4 and following not in ("الي", "الان", "اليوم") and figure.last not in self.reader.taken:
            return figure.noun is not None
        noun = self.reader.noun(figure.last)
        return noun is not None and noun[0].kin and figure.noun is not None

    def _same(self, figure: Figure) -> None:
        found = self.before(figure)
        earlier = [f for f in self.figures if f.last <= figure.first and not f.dropped and f.kind == "person"]
        if found is None or not earlier:
            figure.dropped = True
            return
        model = earlier[-1]
        figure.low, figure.high, figure.what, figure.who = model.low, None, found[0].what, model.who

    # ------------------------------------------------------------------------------------------------- things

    def _thing(self, figure: Figure) -> None:
        noun = figure.noun
        assert noun is not None  # noqa: S101 (only figures with a noun are things)
        figure.what = noun.noun.what or "other"
        found = self.before(figure)
        what = found[0].what if found is not None else None
        if noun.noun.kind == "place" and figure.what == "villages" and what != "taken":
            figure.what = "other"
        if noun.noun.kind == "attack" and self._aerial(figure):
            figure.what = "strikes"
        if figure.form == "singular":
            figure.dropped = not self._ruined(figure, found)
        elif figure.form == "one-of":
            figure.dropped = figure.what != "shells"
        elif figure.form == "dual":
            pair = noun.construct and noun.noun.kind == "place"
            figure.dropped = pair or (figure.definite and noun.noun.kind in ("event", "attack", "place", "thing"))
        elif figure.form == "vague" and not figure.definite and noun.shape == "singular":
            figure.dropped = True

    def _ruined(self, figure: Figure, found: tuple[Governor, int] | None) -> bool:
        """A singular thing is one only where it was destroyed, damaged, burnt or captured."""
        if found is None or found[0].what != "destroyed" or self.made_definite(figure):
            return False
        accusative = self.reader.tokens[figure.last - 1].text.endswith(("ًا", "اً", "ةً"))
        if found[0].at == figure.first - 1 or (accusative and found[1] <= 3):
            return True
        earlier = [f for f in self.figures if f.last <= figure.first and not f.dropped and f.kind != "person"]
        return figure.joined and bool(earlier) and figure.first - earlier[-1].last <= 2

    def _aerial(self, figure: Figure) -> bool:
        near = range(max(self.reader.first, figure.first - _NEAR), min(self.reader.end, figure.last + _NEAR))
        words = self.reader.words.words["aerial"]
        return any(stem in words for i in near for _, stem in self.reader.tokens[i].stems)

    # ---------------------------------------------------------------------------------------------------- who

    def _who(self, figure: Figure) -> str:
        noun = figure.noun or figure.partitive
        who = noun.noun.who if noun is not None else "unspecified"
        if figure.noun is not None and figure.partitive is not None and who in ("unspecified", "civilian"):
            who = figure.partitive.noun.who if figure.partitive.noun.who != "unspecified" else who
        if figure.noun is not None and figure.noun.kin and figure.noun.shape == "plural" and who == "child":
            return who
        if who == "unspecified":
            described = self.reader.fold(figure.last)
            if described in ("مدنيين", "مدنيون", "مدنيا", "مدني", "المدنيين"):
                return "civilian"
            for at in range(figure.last, min(figure.last + 7, self.reader.end)):
                if self.reader.tokens[at].stems and any(s in self.reader.words.words["ranks"] for _, s in self.reader.tokens[at].stems):
                    ranked = self.reader.noun(at + 1)
                    return ranked[0].noun.who if ranked is not None else who
                if self.reader.tokens[at].text in ("،", "."):
                    break
        return who
