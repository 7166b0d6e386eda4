"""What befell those who are counted, and who they are."""

from __future__ import annotations

from itertools import pairwise

from khabar.mentions.counts_figures import Figure
from khabar.mentions.counts_governors import CASUALTY, INHERENT, THAT, Governor
from khabar.mentions.counts_singles import Singles
from khabar.mentions.counts_words import drives
from khabar.text.quotes import is_quote

# In words: how near a governor must be to a number alone, and to what only leans on it.
_FAR, _NEAR = 9, 8
_SHORT = 3  # words of a description
_TOTAL = 12  # tokens between a total and its number
_PEOPLE = 4  # words before a noun that the vocabulary lacks, within which harm makes it people


class Roles(Singles):
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
        for one, other in pairwise(self.figures):
            if self._kills(one, other):
                one.what, one.combined = "other", False

    def _kills(self, one: Figure, other: Figure) -> bool:
        """True for those right after a verb whose object is told next: قتل مسلحان ثلاثة مدنيين."""
        people = one.kind == other.kind == "person" and other.form != "zero" and not (one.dropped or other.dropped)
        if not people or other.joined or one.what not in CASUALTY or one.what != other.what:
            return False
        told = one.noun is not None and one.noun.noun.what is not None
        verb = self.reader.fold(one.first - 1)
        if told or not (self.reader.words.words["strikes"] & {verb, verb[1:] if verb[:1] in "وف" else verb}):
            return False
        between = range(one.last, other.first)
        plain = all(
            self.reader.tokens[i].kind == "word"
            and not self.reader.among(i, "preposition")
            and not self.reader.among(i, "among")
            and not self.reader.among(i, "identity")
            and i not in self.governors
            for i in between
        )
        return len(between) <= _SHORT and plain

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
        at = figure.first + (self.reader.fold(figure.first) == "ال")
        if figure.form not in ("bare", "number") or self.reader.tokens[at].kind != "number":
            return False
        before = self.reader.tokens[figure.first - 1] if figure.first > self.reader.first else None
        if before is None:
            return False
        if before.text in ("_", "#", ".") and before.end == self.reader.tokens[at].start:
            return True
        if figure.noun is None and (before.fold.endswith("يوم") or before.fold == "يومه"):
            return True  # في اليوم 293
        if before.kind == "word" and not before.fold.isascii():
            names = self.reader.words.words["name"]
            return any(s in names or (s.startswith("ال") and s[2:] in names) for _, s in before.stems) and (
                figure.noun is None or before.fold.startswith("ال"))  # fmt: skip
        return before.kind == "word" and before.fold.isascii() and figure.noun is None

    def _person(self, figure: Figure) -> None:
        noun = figure.noun
        inherent = noun.noun.what if noun is not None else None
        figure.who = self._who(figure) if figure.who == "unspecified" and not figure.mixed else figure.who
        if figure.combined:
            figure.what = "other"
        elif inherent in INHERENT and figure.form != "singular":
            figure.what = "other" if self._is_disease(figure) else self._of_wounds(figure) or inherent or "other"
            figure.dropped = figure.form == "one-of" and not self._befalls(figure)
        elif figure.form == "bare":
            self._bare(figure)
        elif figure.form == "singular":
            self._singular(figure)
            figure.dropped = figure.dropped or self._is_disease(figure)
        elif figure.form == "vague" and self.reader.among(figure.first - 1, "mourning"):
            figure.what = inherent or "other"  # شيع مئات الأهالي | جثامين القتلى
        else:
            self._several(figure, inherent)

    def _befalls(self, figure: Figure) -> bool:
        """False for one of those who are known already: شقيق أحد الضحايا tells of no other death."""
        found = self.before(figure)
        return found is not None and found[0].what in CASUALTY | {"found"}

    def _several(self, figure: Figure, inherent: str | None) -> None:
        """People counted by a numeral, a quantifier or the dual."""
        found = self._telling(figure)
        if found is not None and self._unknown(figure) and not self._near(figure, found[1]):
            found = None
        what = found[0].what if found is not None else None
        if what == "missing" and self._is_dead(figure):
            what = "killed"
        if what in (None, "other", "found") and (later := self.of_them(figure)) is not None:
            what = later.what
        if what not in CASUALTY and self.driven(figure):
            what = "displaced"
        if what == "displaced" and figure.who == "combatant":
            what = None  # فر من الخدمة ألف جندي
        if what not in CASUALTY and (described := self._described(figure)) is not None:
            what = described
        if figure.form == "one-of" and self._predicate(figure):
            what = None
        if what not in CASUALTY:
            figure.dropped = figure.form == "one-of" or (figure.form == "dual" and figure.definite)
        if what in ("destroyed", "taken", "found") or self.reader.fold(figure.first - 1) == "بين":
            what = None
        figure.what = what or inherent or self._of_total(figure) or "other"
        if figure.what == "other" and self._is_aircraft(figure):
            figure.who = "unspecified"
        figure.combined = found is not None and found[0].pair and figure.what == "other"
        if what is None and figure.noun is None and figure.partitive is None and not figure.of_them:
            self._nameless(figure)

    def _is_aircraft(self, figure: Figure) -> bool:
        """True for مقاتلة and مقاتلات, which are fighter planes where nothing befell them that befalls people."""
        fighter = figure.noun is not None and figure.noun.noun.id == "fighter" and figure.last - figure.first > 1
        return fighter and self.reader.tokens[figure.last - 1].fold.endswith(("مقاتله", "مقاتلات"))

    def _unknown(self, figure: Figure) -> bool:
        """True where the noun counted is none of the vocabulary's."""
        named = figure.noun is not None or figure.partitive is not None or figure.others or figure.of_them
        return figure.form == "number" and not named and not figure.combined

    def _near(self, figure: Figure, distance: int) -> bool:
        """True where what is counted must be people, as the word of harm is right before it; 37 قضية are none."""
        token = self.reader.tokens[figure.last - 1]
        if not token.text.endswith(("ة", "ات", "ةً")):
            return distance <= _PEOPLE
        return distance == 0 and figure.start == self.reader.tokens[figure.first].start

    def _telling(self, figure: Figure) -> tuple[Governor, int] | None:
        """The word that tells what befell those counted: a verb that follows them where none before them does."""
        before, ahead = self.before(figure), self.ahead(figure)
        if before is None or ahead is None:
            return before or ahead
        said = self.reader.fold(figure.first - 1 - is_quote(self.reader.fold(figure.first - 1) or " ")) in THAT
        return ahead if said or before[0].what not in CASUALTY else before

    def _described(self, figure: Figure) -> str | None:
        """What an indefinite noun right after the one counted says of them: خمسة أطفال جرحى, 9 من المصابين."""
        if figure.partitive is not None and figure.noun is None and figure.partitive.noun.what in INHERENT:
            return figure.partitive.noun.what
        at = figure.last
        found = self.reader.noun(at) if figure.noun is not None and not figure.definite else None
        if found is not None and found[0].noun.id == "national":
            at, found = at + 1, self.reader.noun(at + 1)  # خمسة جنود فرنسيين جرحى
        if found is None or self._of_disease(at + 1):
            return None
        if found[1] or found[0].kin or found[0].noun.kind != "person" or not found[0].noun.lone:
            return None
        return found[0].noun.what if found[0].noun.what in CASUALTY else None

    def _predicate(self, figure: Figure) -> bool:
        """وهو أحد القادة tells who someone is, وقال أحد السكان who speaks: nothing befell one."""
        at = figure.first - 1
        if self.reader.among(at, "identity") or self.reader.fold(at) in ("هو", "وهو"):
            return True
        return at not in self.governors and self._tells_on(at)

    def _nameless(self, figure: Figure) -> None:
        """العشرات, 20 آخرين that nothing befell: kept where the people were named just before (المتظاهرين بالعشرات)."""
        verb = figure.first > self.reader.first and self.reader.verbs.readings(self.reader.tokens[figure.first - 1])
        subject = figure.form == "vague" and figure.definite and any(r.person == 3 for r in verb or ())  # شيّع الآلاف
        figure.dropped = (figure.form != "number" or figure.others) and not subject
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
        """12 إصابة بالكوليرا, مصاب بالسرطان are no wounded."""
        hurt = figure.noun is not None and figure.noun.noun.id in ("injury", "wounded")
        return hurt and self._of_disease(figure.last)

    def _of_disease(self, at: int) -> bool:
        """True where the next words name a disease."""
        diseases = self.reader.words.words["disease"]
        return any(
            word in diseases
            for token in self.reader.tokens[at : min(at + 2, self.reader.end)]
            for _, stem in token.stems
            for word in (stem, stem.removeprefix("ال"))
        )

    def _bare(self, figure: Figure) -> None:
        """A number alone: it needs a word that lets a figure follow, and something that befell or is counted."""
        found = self.before(figure, heads=True)
        lead = self._lead(figure)
        token = self.reader.tokens[lead] if lead >= self.reader.first else None
        led = token is not None and (self._lets_follow(figure, lead) or self._closes_total(figure) is not None)
        conjoined = figure.joined and token is not None and self._follows(lead)
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
        if (head := self._closes_total(figure)) is not None:
            figure.what, figure.who = ("other" if head.what == "head" else head.what), head.noun_who or figure.who
            return
        near = self.before(figure)
        if what == "head":
            what = near[0].what if near is not None and near[1] <= _NEAR else "other"
        ahead = self.ahead(figure)
        if ahead is not None and ahead[1] <= 1 and not (token is not None and lead in self.governors):
            what = ahead[0].what
        figure.what = "other" if what in ("destroyed", "taken") else what
        figure.combined = found[0].pair and figure.what == "other"

    def _follows(self, lead: int) -> bool:
        """True right after another figure, with one word or with the place of its people between: ثلاثة في X وخمسة."""
        if lead in self.inside or lead - 1 in self.inside:
            return True
        reader = self.reader
        return any(
            reader.among(at, "preposition") and at - 1 in self.inside for at in range(lead - 1, lead - _SHORT, -1)
        )

    def _closes_total(self, figure: Figure) -> Governor | None:
        """بلغ عدد القتلى منذ بدء العملية 158: the people of the total that a number at a clause's end closes."""
        reader, last = self.reader, figure.last
        if last < reader.end and reader.tokens[last].kind != "punct" and not reader.among(last, "preposition"):
            return None
        for at in range(figure.first - 1, max(reader.first, figure.first - _TOTAL) - 1, -1):
            if at in self.inside or reader.tokens[at].text in ("،", "؛", "("):
                return None
            if reader.among(at, "total"):
                head = self.governors.get(at + 1) if reader.among(at - 1, "reached") else None
                return head if head is not None and head.noun_who is not None else None
        return None

    def _lead(self, figure: Figure) -> int:
        """The token before the figure, over times and the preposition before them."""
        lead, taken, first = figure.first - 1, self.reader.taken, self.reader.first
        while lead >= first and (
            lead in taken or (lead + 1 in taken and self.reader.fold(lead) in ("في", "منذ", "خلال"))
        ):
            lead -= 1
        return lead

    def _lets_follow(self, figure: Figure, lead: int) -> bool:
        if lead < figure.first - 1 or lead in self.governors or lead in self.inside:
            return True
        if self.reader.tokens[lead].text == "(":  # إصابة (12), not the number of a unit: الكتيبة (12)
            return lead - 1 in self.governors or lead - 1 in self.inside or self.reader.among(lead - 1, "lead")
        if is_quote(self.reader.tokens[lead].text):  # «استشهاد» 10, not الكتيبة "101"
            return lead - 1 in self.governors and not is_quote(self.reader.fold(figure.last) or " ")
        return self.reader.among(lead, "lead")

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
        if noun.noun.id == "case" and (told := self.governors.get(figure.last)) is not None and told.what in CASUALTY:
            figure.what = told.what
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
        if found is None or self.made_definite(figure):
            return False
        accusative = self.reader.tokens[figure.last - 1].text.endswith(("ًا", "اً", "ةً"))
        if found[0].what == "detained" and accusative:
            return True  # ضبطت في بيته مسدسا
        if found[0].what != "destroyed":
            return False
        if found[0].at == figure.first - 1 or (accusative and found[1] <= 3):
            return True
        between = range(found[0].at + 1, figure.first)
        verb = bool(self.reader.verbs.readings(self.reader.tokens[found[0].at]))
        if verb and self._feminine(figure) and found[1] <= _SHORT and not any(self._parts(i) for i in between):
            return True  # هدمت جرافات البلدية بناية
        earlier = [f for f in self.figures if f.last <= figure.first and not f.dropped and f.kind != "person"]
        return figure.joined and bool(earlier) and figure.first - earlier[-1].last <= 2

    def _feminine(self, figure: Figure) -> bool:
        return self.reader.tokens[figure.last - 1].text.endswith("ة")

    def _parts(self, at: int) -> bool:
        """True for a word that ends what a verb and its subject tell."""
        return (
            self.reader.tokens[at].kind != "word"
            or self.reader.among(at, "preposition")
            or self.reader.fold(at)[0] in "وب"
        )

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
        if who == "combatant" and drives(self.reader.words, self.reader.tokens[figure.last - 1 : figure.last + 1]):
            return "unspecified"
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
