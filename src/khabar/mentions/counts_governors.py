"""The words that tell what befell those who are counted, and which of them governs a figure."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.mentions.counts_figures import Figure
from khabar.mentions.counts_reader import FigureReader
from khabar.mentions.penalties import is_penalty, is_sentence

CASUALTY = frozenset({"killed", "injured", "detained", "abducted", "missing", "displaced"})
INHERENT = frozenset({"killed", "injured", "missing"})
_TO = ("علي", "الي")
THAT = ("ان", "وان", "بان")
_OWN = ("ه", "ها", "هم", "هما", "هن")
# In words: how far a governor reaches in its clause, set on the development sentences of the gold counts.
_REACH_BACK, _REACH_AHEAD = 16, 10
_DRIVEN = 4  # words after those counted in which على النزوح may stand
_COMPANY = 10  # tokens in which a verb finds the noun that it needs


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
                pair = found[at].what != "missing"
                found[at], found[at + 1] = Governor(at, "other", pair=pair), Governor(at + 1, "other", pair=pair)
        return found

    def _pair(self, found: dict[int, Governor], at: int) -> bool:
        """True for مقتل وإصابة, قتل وجرح, فقدان وإصابة before one figure; not for شخصا قتل وأصيب أربعة."""
        beside = found.get(at + 1)
        if beside is None or self.reader.fold(at + 1)[0] != "و" or self._own(at):
            return False
        if self.reader.fold(at).endswith("وا"):  # قتلوا وأصيب عشرة
            return False
        noun = self.reader.noun(at - 1)
        if noun is not None and noun[0].noun.kind == "person" and not noun[1]:
            return False
        return {found[at].what, beside.what} in ({"killed", "injured"}, {"missing", "injured"})

    def _own(self, at: int) -> bool:
        """True for a noun with its pronoun (مصرعه وأصيب 15): the deed of one who was told before."""
        return self.reader.fold(at).endswith(_OWN) and not self.reader.tokens[at].text.endswith("ة")

    def _governs(self, at: int) -> str | None:
        token = self.reader.tokens[at]
        if self.reader.among(at, "measure"):  # فجرا is an hour before it is a verb
            return None
        if is_penalty(token, self.reader.words) and is_sentence(self.reader.tokens, at, self.reader.words):
            return "other"
        for _, stem in token.stems:
            what = self._phrase(at, stem) or self.reader.words.governors.get(stem)
            if what is None or (stem == "فقد" and self._particle(at)) or self._alone(at, stem):
                continue
            # What was only tried or ordered befell nobody (محاولة خطف طبيبين, مذكرة توقيف).
            return "other" if what in CASUALTY and self._tried(at) else what
        return None

    def _phrase(self, at: int, stem: str) -> str | None:
        """What words tell only together: راح ضحية, حصد أرواح, فارق الحياة, إخلاء سبيل."""
        following = self.reader.fold(at + 1)
        if stem == "الخساير" and following == "البشريه":
            return "killed"
        if stem == "ضحيه" and self.reader.fold(at - 1).removeprefix("و") in ("راح", "راحت", "ذهب"):
            return "killed"
        if stem in ("القضا", "القضاء", "قضاء", "قضا") and following == "علي":
            return "killed"
        if following.startswith("سبيل") and self.reader.words.governors.get(stem) == "displaced":
            return "other"
        return None

    def _alone(self, at: int, stem: str) -> bool:
        """True where the words are missing that make the verb tell of harm (فارق الحياة)."""
        company = self.reader.words.company.get(stem)
        near = range(at + 1, min(at + _COMPANY, self.reader.end))
        return company is not None and company.isdisjoint(self.reader.fold(i) for i in near)

    def _particle(self, at: int) -> bool:
        """True where فقد is no verb of loss (فقد أصيب, فقد تم, وفقد)."""
        if self.reader.tokens[at].fold != "فقد" or self.reader.fold(at + 1) in self.reader.words.governors:
            return True
        readings = () if self.reader.noun(at + 1) else self.reader.verbs.readings(self.reader.tokens[at + 1])
        told = any(r.person == 3 for r in readings)
        return told or self.reader.among(at + 1, "transparent")

    def _tried(self, at: int) -> bool:
        before = self.reader.fold(at - 1)
        tried = self.reader.words.words["attempt"]
        return any(word in tried for word in (before, before[1:], before[2:]))

    def before(self, figure: Figure, heads: bool = False) -> tuple[Governor, int] | None:
        """The nearest governor before the figure in its clause, with its distance in words outside figures."""
        if not self.governors or self._does(figure):
            return None
        distance, at = 0, figure.first - 1
        while at >= self.reader.first and distance <= _REACH_BACK:
            inner = self.inside.get(at)
            if inner is not None and inner is not figure:
                at = inner.first - 1
                continue
            found = self.governors.get(at)
            if found is not None and (found.what != "head" or heads) and not self._among_whom(found):
                listed = found.noun_who is not None and figure.form == "vague" and figure.joined
                return None if listed and figure.noun is not None else (found, distance)  # الجرحى وآلاف النازحين
            token = self.reader.tokens[at]
            if token.text in ("؛", ":") or (self.reader.among(at, "break") and distance > 0):
                return None
            if (distance > 3 or (at == figure.first - 1 and self._counted_by_verb(figure))) and self._tells_on(at):
                return None
            distance += token.kind == "word" and at not in self.reader.taken
            at -= 1
        return None

    def _does(self, figure: Figure) -> bool:
        """True for those by whom or upon whom it is done, and those whom a thing holds: على يد ثلاثة, تقل 30 راكبا."""
        reader, at = self.reader, figure.first - 1
        if figure.kind != "person":
            return False
        if reader.among(at, "agent") or (reader.among(at, "side") and reader.fold(at - 1) == "من"):
            return True
        if reader.fold(at) == "علي" and at - 1 not in self.governors:
            return reader.tokens[at - 1].kind == "word" and at - 1 >= reader.first
        known = figure.noun is not None and figure.noun.noun.what is not None
        return reader.among(at, "holds") and not known  # أفرجت عن دفعة تضم 63 معتقلا

    def _counted_by_verb(self, figure: Figure) -> bool:
        """True for people whom the verb right before them governs (حافلة تقل 30 راكبا), whatever befell others."""
        bare = figure.start == self.reader.tokens[figure.first].start and not figure.others
        told = figure.form in ("number", "vague", "dual") and bare
        return told and not self.reader.among(figure.first - 1, "among")

    def _among_whom(self, found: Governor) -> bool:
        """True for a noun that says among whom the dead were (عدد القتلى بين السجناء)."""
        return found.noun_who is not None and self.reader.fold(found.at - 1) in ("بين", "من", "ضمن") and any(
            at in self.governors for at in range(found.at - 3, found.at - 1))  # fmt: skip

    def _tells_on(self, at: int) -> bool:
        """True for a finite verb between governor and figure: another deed is told (unless it is a relative clause)."""
        readings = self.reader.verbs.readings(self.reader.tokens[at]) if at not in self.reader.taken else ()
        if not readings or any(r.person == 0 for r in readings) or self.reader.among(at, "transparent"):
            return False
        if self.reader.among(at, "preposition"):
            return False  # بين
        return self.reader.fold(at - 1) not in ("الذي", "التي", "الذين", "ما", "مما", "كما")

    def ahead(self, figure: Figure) -> tuple[Governor, int] | None:
        """The nearest verb after the figure in its clause (20 شابا … خطفوا)."""
        if not self.governors:
            return None
        first = self._past_aside(figure.last)
        for distance, at in enumerate(range(first, min(first + _REACH_AHEAD, self.reader.end))):
            word = self.reader.fold(at)
            if self.reader.tokens[at].text in ("؛", "،", ":", ")") or word == "اصل" or word in THAT:
                return None  # أبلغ 20 عائلة أن أبناءها قتلوا
            if at in self.inside:
                continue
            counted = word in ("عداد", "حصيله", "عدد") and at + 1 in self.governors
            if counted and self.governors[at + 1].what != "head":
                return self.governors[at + 1], distance
            found = self.governors.get(at)
            if found is not None and found.what in CASUALTY and found.noun_who is None:
                if word[0] in "وف" and not self.reader.among(at, "transparent") and self.reader.tokens[at].stems[1:]:
                    return None  # ثلاثة مسلحين هاجموا حاجزا وقتلوا شرطيا
                own = word.endswith(("هم", "هما")) and (distance == 0 or self.reader.among(at - 1, "done"))
                return (found, distance) if own or self._agrees(figure, at, distance) else None
        return None

    def _past_aside(self, at: int) -> int:
        """Past a bracket, and past who most of them are between commas (، معظمهم من النساء،)."""
        opener = self.reader.tokens[at].text if at < self.reader.end else ""
        aside = opener == "(" or (opener == "،" and self.reader.among(at + 1, "aside"))
        if aside:
            for after in range(at + 1, min(at + _REACH_AHEAD, self.reader.end)):
                if self.reader.tokens[after].text == (")" if opener == "(" else "،"):
                    return after + 1
        return at

    def _agrees(self, figure: Figure, at: int, distance: int) -> bool:
        """True for a verb in the number and gender of those counted before it, and for 40 مدنيا قتل."""
        word = self.reader.fold(at)
        after = self.reader.noun(at + 1)
        if figure.form == "one-of" or at + 1 in self.inside or (after is not None and after[0].noun.kind == "person"):
            return False  # ثلاثة مسلحين قتلوا شرطيا
        if word.endswith("وا") or (figure.form == "dual" and word.endswith("ا")):
            return True
        if figure.who == "family" and self._inflected(at, "f"):  # مئات العائلات نزحت
            return True
        single = figure.form == "number" and figure.noun is not None and figure.noun.shape == "singular"
        of_them = self.reader.among(at + 1, "of-them")
        return single and distance == 0 and not of_them and self._inflected(at, "m")

    def _inflected(self, at: int, gender: str) -> bool:
        """True for a verb in the third person singular of this gender."""
        readings = self.reader.verbs.readings(self.reader.tokens[at])
        return any(r.person == 3 and r.gender == gender and r.number == "s" for r in readings)

    def driven(self, figure: Figure) -> bool:
        """True for those made to leave: أجبر 300 عائلة على الفرار, اضطرت 40 أسرة للنزوح."""
        near = range(figure.last, min(figure.last + _DRIVEN, self.reader.end))
        return any(
            self.reader.among(at, "leave") and (self.reader.fold(at)[:2] == "لل" or self.reader.fold(at - 1) in _TO)
            for at in near
        )

    def of_them(self, figure: Figure) -> Governor | None:
        """مقتلهم, إصابتهما, اعتقلهم later in the sentence: what befell those who were counted before."""
        endings = ("هما", "هم", "هن") if figure.low == 2 else ("هم", "هن")
        for at, found in self.governors.items():
            between = (self.inside.get(i) for i in range(figure.last, at))
            if any(f is not None and f.kind == "person" and not f.joined for f in between):
                return None
            if at >= figure.last and found.what in CASUALTY and self.reader.fold(at).endswith(endings):
                return found
        return None
