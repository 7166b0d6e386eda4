"""A victim told without a numeral: مقتل سيدة, أصيب في الغارة رجل, قتل المسلحون ضابطا, شهيد بقصف."""

from __future__ import annotations

from functools import cached_property

from khabar.mentions.counts_figures import Figure
from khabar.mentions.counts_governors import CASUALTY, INHERENT, THAT, Governor, Governors
from khabar.text.quotes import is_quote

_ADJUNCT = 5  # tokens of time and place that may stand between the deed and the victim
_SHORT = 3  # letters
_LIFE = 24  # tokens of name and age that may stand before حياته


class Singles(Governors):
    """Accepts a singular noun as one where something befell it."""

    def _of_wounds(self, figure: Figure) -> str | None:
        """وفاة جريحين, توفي مصاب: the wounded who die are dead."""
        governor = self.governors.get(figure.first - 1)
        died = governor is not None and governor.what == "killed" and governor.noun_who is None
        return "killed" if died and not figure.joined else None

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
            if inherent in INHERENT and (self._opens_headline(figure) or self._heard_of(figure)):
                figure.dropped, figure.what = self.made_definite(figure), inherent or "other"
            return
        gap = figure.first - found[0].at
        upon = found[0].what == "found" and gap == 2 and self.reader.fold(figure.first - 1) == "علي"
        adjacent = (gap == 1 and found[0].noun_who is None) or upon
        accusative = self._accusative(figure)
        before = self.reader.tokens[figure.first - 1] if figure.first > self.reader.first else None
        prepositions = self.reader.words.words["preposition"]
        free = before is not None and before.kind == "word" and before.fold not in prepositions
        free = free and before is not None and not before.fold.endswith("وا")
        object_ = accusative and found[1] <= 7 and free and found[0].noun_who is None
        if self._denied(found[0]):
            return  # لم يقتلوا مدنيا واحدا
        if adjacent or object_ or self._adjunct_between(found[0], figure):
            figure.dropped = False
            figure.what = self._of_wounds(figure) or (inherent if inherent in INHERENT and inherent else found[0].what)
            if figure.what == "missing" and self._is_dead(figure):
                figure.what = "killed"

    def _denied(self, governor: Governor) -> bool:
        return self.reader.fold(governor.at - 1).removeprefix("و") in ("لم", "لن", "لا", "ما")

    def _accusative(self, figure: Figure) -> bool:
        """True for a noun in the accusative, by its nunation or by the alif that its singular lacks (ضابطا)."""
        token = self.reader.tokens[figure.last - 1]
        if figure.noun is not None and figure.noun.noun.id == "national":
            return False  # حارسا إسرائيليا
        if token.text.endswith(("ًا", "اً", "ةً")):
            return True
        word = token.fold[figure.start - token.start :] if figure.last - 1 == figure.first else token.fold
        bare = self.reader.words.nouns.get(word[:-1]) if word.endswith("ا") and len(word) > _SHORT else None  # أما
        return bare is not None and bare.shape == "singular" and bare.noun.id != "national"  # سوريا, روسيا

    def _heard_of(self, figure: Figure) -> bool:
        """أنباء أولية عن شهيد وجريحين; not دون معلومات عن قتيل."""
        reader, at = self.reader, figure.first - 1
        news = reader.fold(at) == "عن" and any(reader.among(i, "unknown") for i in range(at - 3, at))
        return news and not any(reader.quantifier(i, "zero-head") for i in range(max(reader.first, at - 6), at))

    def _adjunct_between(self, governor: Governor, figure: Figure) -> bool:
        """True where only time and place of the deed stand between (قتل أمس رجل, قتل على إثرها رجل)."""
        gap = range(governor.at + 1, figure.first)
        if not 0 < len(gap) <= _ADJUNCT or governor.noun_who is not None:
            return False
        at = gap.start
        while at < gap.stop:
            token = self.reader.tokens[at]
            if at in self.reader.taken or token.text == "،":
                at += 1
                continue
            headed = self.reader.among(at, "preposition")
            closing = at + headed
            # A noun that is not closed would be made definite by the one counted (برصاص جندي).
            if closing >= gap.stop or not (headed or token.fold.startswith("ب")) or not self._closed(closing):
                return False
            at = closing + 1
        return True

    def _closed(self, at: int) -> bool:
        """True for a noun with the article or a pronoun, and for ذلك."""
        word = self.reader.fold(at)
        article = word.removeprefix("ب").startswith("ال") or (word.startswith("لل") and len(word) > 4)
        own = self.reader.tokens[at].text.endswith(("ها", "هم", "هما", "ه")) and self.reader.noun(at) is None
        return article or own or word in ("ذلك", "هذا", "هذه")

    def _is_dead(self, figure: Figure) -> bool:
        """True for those lost who lost their lives, or are told beside the wounded of a bombing and no dead."""
        return self._lost_life(figure) or self._bombed

    @cached_property
    def _bombed(self) -> bool:
        """أدى القصف إلى فقدان خمسة وإصابة عشرة: posts that fear a filter say so of the dead."""
        reader, told = self.reader, self.governors.values()
        if any(g.what == "killed" for g in told):
            return False
        if not any(g.what == "injured" and g.noun_who is None and reader.fold(g.at)[0] == "و" for g in told):
            return False
        stems = {stem for token in reader.tokens[reader.first : reader.end] for _, stem in token.stems}
        nouns = (reader.noun(at, True) for at in range(reader.first, reader.end))
        strikes = any(n is not None and n[0].noun.what in ("strikes", "shells") for n in nouns)
        bombing = strikes or not stems.isdisjoint(reader.words.words["aerial"])
        return bombing and stems.isdisjoint(reader.words.words["untraced"])

    def _lost_life(self, figure: Figure) -> bool:
        """فقدان سبعة شبان لحياتهم, فقد طفل يدعى فلان (عامان) حياته."""
        for at in range(figure.last, min(figure.last + _LIFE, self.reader.end)):
            word = self.reader.fold(at)
            if "حيات" in word or "ارواح" in word:
                return True
            found = self.governors.get(at)
            if found is not None and found.noun_who is None and found.what in CASUALTY - {"missing"}:
                return False
        return False

    def _subject(self, figure: Figure) -> None:
        """أن شخصا قتل: a singular right before the verb that tells what befell it."""
        following = self.governors.get(figure.last)
        if following is None or following.what not in CASUALTY or following.noun_who is not None:
            return
        quote = is_quote(self.reader.fold(figure.first - 1) or " ")
        said = self.reader.fold(figure.first - 1 - quote) in THAT
        patient = self.reader.noun(figure.last + 1)
        if patient is not None and patient[0].noun.kind == "person":
            return  # أن رجلا قتل زوجته
        if said and not self.reader.fold(figure.last).startswith(("م", "ب", "است")):
            figure.dropped, figure.what = False, following.what

    def _opens_headline(self, figure: Figure) -> bool:
        """شهيد وجريح بقصف …: a casualty noun that opens the sentence."""
        at = figure.first - 1
        return at < self.reader.first or self.reader.tokens[at].text in ("|", ":", "-", "–", "::")

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
