"""What befell those who are counted, and who they are: governors, heads and neighbours of a figure."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.mentions.counts_figures import Figure, FigureReader

_REACH_BACK, _REACH_AHEAD, _NEAR = 16, 10, 8
_CASUALTY = frozenset({"killed", "injured", "detained", "abducted", "missing", "displaced"})
_INHERENT = frozenset({"killed", "injured", "missing"})
_PREPOSITIONS = frozenset(
    "في من علي الي عن مع بين ضد قرب عند لدي خلال بعد قبل دون عبر نحو حول تحت فوق امام خلف ضمن اثر جراء بسبب نتيجه بواسطه غير اي كل".split()
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
            beside = found.get(at + 1)
            if beside is not None and self.reader.fold(at + 1)[0] in "وأ" and {found[at].what, beside.what} == {"killed", "injured"}:
                found[at], found[at + 1] = Governor(at, "other"), Governor(at + 1, "other")
        return found

    def _governs(self, at: int) -> str | None:
        words = self.reader.words.governors
        for _, stem in self.reader.tokens[at].stems:
            if stem in words:
                if stem == "فقد" and (self.reader.fold(at + 1) in words or self.reader.tokens[at].fold != stem):
                    continue
                return words[stem]
        return None

    # ------------------------------------------------------------------------------------------------- search

    def before(self, figure: Figure, heads: bool = False) -> tuple[Governor, int] | None:
        """The nearest governor before the figure in its clause, with its distance in words outside figures."""
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
            distance += token.kind == "word"
            at -= 1
        return None

    def ahead(self, figure: Figure) -> tuple[Governor, int] | None:
        """The nearest verb after the figure in its clause (60 عنصرا … قتلوا)."""
        for distance, at in enumerate(range(figure.last, min(figure.last + _REACH_AHEAD, self.reader.end))):
            if at in self.inside or self.reader.tokens[at].text in ("؛", "،", ":", ")"):
                return None
            found = self.governors.get(at)
            if found is not None and found.what in _CASUALTY and found.noun_who is None:
                verb = not self.reader.fold(at).startswith(("ال", "و", "ف", "ب", "ل", "م")) or self.reader.fold(at).endswith("وا")
                return (found, distance) if verb else None
        return None

    # --------------------------------------------------------------------------------------------------- what

    def assign(self) -> None:
        """Give every figure its `what` and `who`, and drop those that count nothing here."""
        for figure in self.figures:
            if figure.form == "zero":
                continue
            if figure.measure or self._is_name(figure):
                figure.dropped = True
            elif figure.kind == "person" and figure.form != "same":
                self._person(figure)
            elif figure.form == "same":
                self._same(figure)
            else:
                self._thing(figure)

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
        figure.who = self._who(figure)
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
        if figure.form == "one-of" and (what not in _CASUALTY):
            figure.dropped = True
        if figure.form == "dual" and figure.definite and what not in _CASUALTY:
            figure.dropped = True
        if what in ("destroyed", "taken"):
            what = None
        figure.what = what or inherent or "other"
        if figure.noun is None and figure.partitive is None and not figure.of_them and what is None:
            figure.dropped = not (figure.form == "number" and not figure.others)
        if figure.form == "vague" and figure.noun is None and not figure.of_them and figure.definite and what is None:
            head = self.before(figure, heads=True)
            figure.who = head[0].noun_who or figure.who if head is not None else figure.who

    def _bare(self, figure: Figure) -> None:
        """A number alone: it needs a word that lets a figure follow, and something that befell or is counted."""
        found = self.before(figure, heads=True)
        lead = figure.first - 1
        token = self.reader.tokens[lead] if lead >= self.reader.first else None
        approximate = not figure.exact
        led = token is not None and (
            lead in self.governors or self.reader.among(lead, "lead") or lead in self.inside or token.text == "("
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
        if found is None or found[0].what not in _CASUALTY or self._made_definite(figure):
            return
        adjacent = found[0].at == figure.first - 1
        accusative = self.reader.tokens[figure.last - 1].text.endswith(("ًا", "اً", "ةً"))
        before = self.reader.tokens[figure.first - 1] if figure.first > self.reader.first else None
        free = before is not None and before.fold not in _PREPOSITIONS and before.kind == "word"
        if adjacent or (accusative and found[1] <= 7 and free) or (found[1] <= 2 and self._time_between(found[0].at, figure)):
            figure.dropped = False
            inherent = noun.noun.what if noun is not None else None
            figure.what = inherent if inherent in _INHERENT else found[0].what
            figure.head = found[0].at

    def _time_between(self, at: int, figure: Figure) -> bool:
        """True where only times, commas or figures stand between (قتل أمس رجل)."""
        return all(
            i in self.reader.taken or self.reader.tokens[i].text == "،" for i in range(at + 1, figure.first)
        )

    def _made_definite(self, figure: Figure) -> bool:
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
        if found is None or found[0].what != "destroyed" or self._made_definite(figure):
            return False
        accusative = self.reader.tokens[figure.last - 1].text.endswith(("ًا", "اً", "ةً"))
        return found[0].at == figure.first - 1 or (accusative and found[1] <= 3)

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
