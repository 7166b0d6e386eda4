"""What befell those who are counted, and who they are."""

from __future__ import annotations

from khabar.mentions.counts_figures import Figure
from khabar.mentions.counts_governors import CASUALTY, INHERENT, Governor, Governors
from khabar.text.quotes import is_quote

# In words: how near a governor must be to a number alone, and to what only leans on it.
_FAR, _NEAR = 9, 8


class Roles(Governors):
    """Assigns `what` and `who` to the figures of one sentence."""

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
        """تجاوز عدد القتلى … 30: a verb of exceeding at the head of the total opens the figure."""
        if figure.high is None or figure.form not in ("number", "bare"):
            return
        for at in range(figure.first - 1, max(self.reader.first, figure.first - 14) - 1, -1):
            if at in self.inside:
                return
            if self.reader.fold(at).removeprefix("ال") in self.reader.words.words["total"]:
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
        if before.text in ("_", "#", ".") and before.end == self.reader.tokens[at].start:
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
        elif inherent in INHERENT and figure.form != "singular":
            figure.what = "other" if self._is_disease(figure) else inherent or "other"
            figure.dropped = figure.form == "one-of" and not self._befalls(figure)
        elif figure.form == "bare":
            self._bare(figure)
        elif figure.form == "singular":
            self._singular(figure)
        else:
            self._several(figure, inherent)

    def _befalls(self, figure: Figure) -> bool:
        """False for one of those who are known already: شقيق أحد الضحايا tells of no other death."""
        found = self.before(figure)
        return found is not None and found[0].what in CASUALTY | {"found"}

    def _several(self, figure: Figure, inherent: str | None) -> None:
        """People counted by a numeral, a quantifier or the dual."""
        found = self.before(figure) or self.ahead(figure)
        what = found[0].what if found is not None else None
        if what == "missing" and self._lost_life(figure):
            what = "killed"
        if what in (None, "other", "found") and (later := self.of_them(figure)) is not None:
            what = later.what
        if what not in CASUALTY:
            figure.dropped = figure.form == "one-of" or (figure.form == "dual" and figure.definite)
        if what in ("destroyed", "taken", "found") or self.reader.fold(figure.first - 1) == "بين":
            what = None
        figure.what = what or inherent or self._of_total(figure) or "other"
        figure.combined = found is not None and found[0].pair and figure.what == "other"
        if what is None and figure.noun is None and figure.partitive is None and not figure.of_them:
            self._nameless(figure)

    def _nameless(self, figure: Figure) -> None:
        """العشرات, 20 آخرين that nothing befell: kept where the people were named just before (المتظاهرين بالعشرات)."""
        figure.dropped = figure.form != "number" or figure.others
        head = self.before(figure, heads=True) if figure.form == "vague" and figure.definite else None
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

    def _is_disease(self, figure: Figure) -> bool:
        """12 إصابة بالكوليرا are no wounded."""
        if figure.noun is None or figure.noun.noun.id != "injury" or figure.last >= self.reader.end:
            return False
        diseases = self.reader.words.words["disease"]
        return any(
            word in diseases
            for _, stem in self.reader.tokens[figure.last].stems
            for word in (stem, stem.removeprefix("ال"))
        )

    def _bare(self, figure: Figure) -> None:
        """A number alone: it needs a word that lets a figure follow, and something that befell or is counted."""
        found = self.before(figure, heads=True)
        lead = self._lead(figure)
        token = self.reader.tokens[lead] if lead >= self.reader.first else None
        led = token is not None and self._lets_follow(figure, lead)
        conjoined = figure.joined and token is not None and (lead in self.inside or lead - 1 in self.inside)
        if found is None or found[1] > _FAR or not (led or not figure.exact or conjoined or token is None):
            ahead = self.ahead(figure)
            free = token is None or led or token.text in ("،", ".") or figure.joined
            if ahead is not None and ahead[1] <= _NEAR // 2 + 1 and free:
                figure.what = ahead[0].what
            else:
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
        figure.combined = found[0].pair and figure.what == "other"

    def _lead(self, figure: Figure) -> int:
        """The token before the figure, over times and the preposition before them."""
        lead, taken = figure.first - 1, self.reader.taken
        while lead in taken or (lead + 1 in taken and self.reader.fold(lead) in ("في", "منذ", "خلال")):
            lead -= 1
        return lead

    def _lets_follow(self, figure: Figure, lead: int) -> bool:
        if lead < figure.first - 1 or lead in self.governors or lead in self.inside:
            return True
        return self.reader.among(lead, "lead") or self.reader.tokens[lead].text == "("

    def _singular(self, figure: Figure) -> None:
        """مقتل سيدة is one; a definite, governed or merely mentioned singular is none."""
        figure.dropped = True
        noun = figure.noun
        if noun is not None and noun.kin:
            return
        found = self.before(figure)
        inherent = noun.noun.what if noun is not None else None
        telling = CASUALTY | {"found"} if inherent in INHERENT else CASUALTY
        if found is None or found[0].what not in telling or self.made_definite(figure):
            self._subject(figure)
            if inherent in INHERENT and self._opens_headline(figure):
                figure.dropped, figure.what = self.made_definite(figure), inherent or "other"
            return
        gap = figure.first - found[0].at
        upon = found[0].what == "found" and gap == 2 and self.reader.fold(figure.first - 1) == "علي"
        adjacent = (gap == 1 and found[0].noun_who is None) or upon
        accusative = self.reader.tokens[figure.last - 1].text.endswith(("ًا", "اً", "ةً"))
        before = self.reader.tokens[figure.first - 1] if figure.first > self.reader.first else None
        prepositions = self.reader.words.words["preposition"]
        free = before is not None and before.kind == "word" and before.fold not in prepositions
        if adjacent or (accusative and found[1] <= 7 and free) or self._time_between(found[0], figure):
            figure.dropped = False
            figure.what = inherent if inherent in INHERENT and inherent is not None else found[0].what
            if figure.what == "missing" and self._lost_life(figure):
                figure.what = "killed"

    def _lost_life(self, figure: Figure) -> bool:
        """فقدان سبعة شبان لحياتهم."""
        near = range(figure.last, min(figure.last + 4, self.reader.end))
        return any("حيات" in self.reader.fold(i) or "ارواح" in self.reader.fold(i) for i in near)

    def _subject(self, figure: Figure) -> None:
        """أن شخصا قتل: a singular right before the verb that tells what befell it."""
        following = self.governors.get(figure.last)
        if following is None or following.what not in CASUALTY or following.noun_who is not None:
            return
        quote = is_quote(self.reader.fold(figure.first - 1) or " ")
        said = self.reader.fold(figure.first - 1 - quote) in ("ان", "وان", "بان")
        if said and not self.reader.fold(figure.last).startswith(("م", "ب", "است")):
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
        article = following.startswith("ال") and len(following) > 4 and following not in ("الي", "الان")
        if article and figure.last not in self.reader.taken:
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

    def _of_forces(self, figure: Figure) -> bool:
        """أحد أفراد الأمن, 11 من رجال الشرطة: men and members of a force."""
        forces = self.reader.words.words["force"]
        ends = [figure.last - 1, figure.last] + ([figure.last + 2] if self.reader.fold(figure.last) == "من" else [])
        return any(self.reader.fold(i) in forces and self.reader.noun(i - 1) is not None for i in ends)

    def _who(self, figure: Figure) -> str:
        noun = figure.noun or figure.partitive
        who = noun.noun.who if noun is not None else "unspecified"
        if figure.noun is not None and figure.partitive is not None and who == "unspecified":
            who = figure.partitive.noun.who
        if who in ("unspecified", "man") and self._of_forces(figure):
            return "combatant"
        if figure.noun is not None and figure.noun.kin and figure.noun.shape == "plural" and who == "child":
            return who
        if who == "unspecified":
            described = self.reader.fold(figure.last)
            if described in ("مدنيين", "مدنيون", "مدنيا", "مدني", "المدنيين"):
                return "civilian"
            for at in range(figure.last, min(figure.last + 7, self.reader.end)):
                if any(stem in self.reader.words.words["ranks"] for _, stem in self.reader.tokens[at].stems):
                    ranked = self.reader.noun(at + 1)
                    return ranked[0].noun.who if ranked is not None else who
                if self.reader.tokens[at].text in ("،", "."):
                    break
        return who
