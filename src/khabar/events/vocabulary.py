"""The vocabulary of deeds, compiled once: which words and phrases may tell one, and what grammar makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from khabar.events.valency import Valency, compile_valencies
from khabar.lexicon import Entry, Lexicon, compile_verb_forms
from khabar.mentions.counts_words import CountWords, compile_count_words, read_noun
from khabar.mentions.words import NameBook, compile_names
from khabar.objects import EventType, Token
from khabar.text.fold import fold
from khabar.text.phrases import PhraseIndex, phrase_words
from khabar.text.verbs import VerbForm, VerbForms

TRIGGERS = "events/triggers/"
GRAMMAR = "events/grammar/"
_SUFFIXES = ("ه", "ها", "هم", "هما", "هن", "نا")  # not ي: اجتماعي is "social", and reports do not say "my meeting"
_MEMO = 50_000
_TOLL = ("killed", "injured")  # إصابة and وفاة are no people
# `who` of a count → the entry of the participants it stands for; all others are civilians.
_COUNTED = {
    "combatant": "soldiers",
    "protester": "protesters",
    "journalist": "journalists",
    "medic": "medics",
    "aid worker": "medics",
}

Role = Literal["deed", "harm", "stand", "claim"]
Genitive = Literal["agent", "patient", "theme"]
Side = Literal["agent", "victim", "either", "protester", "means"]
Book = Literal["links", "status", "agency", "weapons"]
Words = frozenset[tuple[str, ...]]
_MARKS: tuple[tuple[Book, str], ...] = (("links", "order"), ("status", "status"), ("agency", "role"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of deed: one entry of a trigger book.

    `role` harm: a casualty or damage that a cause brings about; stand: a position taken on another deed. `genitive`
    says who a genitive after the noun is. `weak` kinds tell a deed only in company; `passive` verbs are read as
    passive where nothing shows an object; `never` are spellings that are another word. `penalty` parts a death that a
    court orders (`passed`) from one that is dealt (`dealt`), where one noun tells both; `reach` is how many tokens on
    what the sense needs may stand, where that is far. `stood_on` kinds need no light verb behind a stand (دعا إلى
    هدنة). `mishap`: nobody's deed, in whose place no assault is told; `by_protesters` is the kind that it is where
    protesters do it (أغلق محتجون). A bare noun of a `topic` kind tells nothing unless somebody does it (التعاون).
    `lights` are the only light verbs that carry it, where not all do; `not_within` are as `not_after`, in reach. What
    a `transitive` kind needs after it is its object: no preposition governs it (أطلق جنود النار).
    """

    id: str
    type: EventType | None
    mode: str | None
    acled: str | None
    role: Role
    genitive: Genitive
    stand: str | None
    weak: bool
    needs_light: bool
    needs_company: bool
    passive: bool
    intransitive: bool
    symmetric: bool
    counts: tuple[str, ...]
    never: frozenset[str]
    not_after: Words
    not_before: Words
    needs_after: Words
    penalty: str | None = None
    reach: int | None = None
    stood_on: bool = False
    mishap: bool = False
    by_protesters: str | None = None
    topic: bool = False
    lights: tuple[str, ...] = ()
    not_within: Words = frozenset()
    transitive: bool = False


@dataclass(frozen=True, slots=True)
class Light:
    """A verb that carries a deed told as a noun. `subject`: what its subject is to the deed; `near`: right before.

    `carries`: the only kinds of deed that it carries, where it does not carry all; `needs`: the preposition without
    which it is another verb (أقدم على); `prepositions` may stand between.
    """

    id: str
    subject: Literal["agent", "patient", "place", "mutual", "none"]
    phase: str | None
    near: bool = False
    carries: tuple[str, ...] = ()
    needs: str = ""
    prepositions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of grammar: a link of cause, a change of status, a sign of agent or recipient, a weapon.

    `never` are spellings that are another word. `adjacent` marks reach the next word only, those `behind` the noun
    right before them, and `bare` ones no deed with the article (تدرس قصف البلدة, not تدرس القصف); `types` are the only
    types of deeds that one is a sign of, where there are such.
    """

    id: str
    book: Book
    value: str
    mode: str | None = None
    acled: str | None = None
    adjacent: bool = False
    never: frozenset[str] = frozenset()
    behind: bool = False
    bare: bool = False
    types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Participant:
    """A head noun that names takers of part."""

    id: str
    side: Side
    code: str


@dataclass(frozen=True, slots=True)
class Governing:
    """A verb whose subject or object does the deed it governs; `types` are the only ones, where there are such.

    `own`: it tells of losses, too (اعترف بقصف القرية, but بمقتل جنديين), which the subject did not bring about.
    """

    doer: Literal["subject", "object"]
    prepositions: frozenset[str]
    types: frozenset[str] = frozenset()
    alleged: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class NounForm:
    """A noun that tells a deed: `suffix` is its possessive pronoun, folded; `definite` with article or pronoun."""

    kind: Kind
    suffix: str
    definite: bool
    people: bool = False


@dataclass(frozen=True, slots=True)
class WordReading:
    """All that one word may be: verbs by what they carry, nouns that tell deeds; `cut` as in `Token.stems`."""

    verbs: tuple[tuple[Kind | Light | Mark, VerbForm], ...]
    nouns: tuple[tuple[int, NounForm], ...]
    light: Light | None = None


_NOTHING = WordReading((), ())


class Vocabulary:
    """Everything of `data/events/`, ready to look up; use as `lexicon.build(Vocabulary)`."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile all books. Cost: once a lexicon."""
        self.forms: VerbForms = lexicon.build(compile_verb_forms)
        self.counting: CountWords = lexicon.build(compile_count_words)
        self.names: NameBook = lexicon.build(compile_names)
        self._verbs: dict[str, list[Kind | Light | Mark]] = {}
        self._nouns: dict[str, list[NounForm]] = {}
        self._lights: dict[str, Light] = {}
        self.participants: dict[str, Participant] = {}
        self._sides: dict[str, Participant] = {}
        self._memo: dict[str, WordReading] = {}
        self.kinds: dict[str, Kind] = {}
        phrases: list[tuple[str, Kind]] = []
        marks: list[tuple[str, Mark]] = []
        weapons: list[tuple[str, Mark]] = []
        for name in lexicon.names(TRIGGERS):
            for entry in lexicon.entries(name):
                phrases += self._trigger(entry)
        for entry in lexicon.entries(GRAMMAR + "light"):
            self._light(entry)
        for name, value in _MARKS:
            for entry in lexicon.entries(GRAMMAR + name):
                marks += self._mark(name, value, entry)
        for entry in lexicon.entries(GRAMMAR + "weapons"):
            weapons += self._mark("weapons", "mode", entry)
        for entry in lexicon.entries(GRAMMAR + "participants"):
            participant = Participant(entry["id"], entry["side"], entry["code"])
            for word in entry["words"]:
                self.participants.setdefault(fold(word), participant)
            self._sides[entry["id"]] = participant
        self.openers = frozenset(w.split()[0] for w in self.participants if " " in w)  # رجال, of رجال الأمن
        self._valencies = lexicon.build(compile_valencies)
        self.governing = {
            verb["lemma"]: Governing(
                e["doer"],
                frozenset(map(fold, e["prepositions"])),
                frozenset(e.get("types", ())),
                bool(e.get("alleged")),
                bool(e.get("own")),
            )
            for e in lexicon.entries(GRAMMAR + "governing")
            for verb in e["verbs"]
        }
        self.targets = frozenset(fold(w) for e in lexicon.entries(GRAMMAR + "targets") for w in e["words"])
        self.places = frozenset(
            fold(w) for e in lexicon.entries("places/heads") for key in ("words", "many") for w in e.get(key, ())
        )
        self.sides = frozenset(
            fold(w) for e in lexicon.entries("places/context") if "bearing" in e for p in e["words"] for w in p.split()
        )
        self.lists = {e["id"]: frozenset(map(fold, e["words"])) for e in lexicon.entries(GRAMMAR + "words")}
        self.phrases: PhraseIndex[Kind] = PhraseIndex(phrases)
        self.marks: PhraseIndex[Mark] = PhraseIndex(marks)
        self.weapons: PhraseIndex[Mark] = PhraseIndex(weapons)

    def valency(self, kind: str, lemma: str = "") -> Valency:
        """What a verb of a kind of deed governs, or, without its lemma, the noun of that kind."""
        return self._valencies.get(lemma) or self._valencies.get(kind) or self._valencies["common"]

    def counted_as(self, token: Token) -> Participant | None:
        """What people that a figure counts (ثمانية سياح) are to a deed, by whom the room of counts takes them for."""
        noun = read_noun(self.counting, token, cut=True)
        if noun is None or noun[0].noun.kind != "person" or (noun[0].noun.what in _TOLL and not noun[0].noun.lone):
            return None
        return self._sides[_COUNTED.get(noun[0].noun.who, "civilians")]

    def is_light(self, noun: str) -> bool:
        """True for the noun of a light verb (شن, قيام), folded and without what is written onto it."""
        return noun in self._lights

    def _light(self, entry: Entry) -> None:
        near, carries = bool(entry.get("near")), tuple(entry.get("carries", ()))
        needs = fold(entry.get("needs", ""))
        between = frozenset(fold(word) for word in entry.get("prepositions", ()))
        light = Light(entry["id"], entry["subject"], entry.get("phase"), near, carries, needs, between)
        self._verbs.setdefault(entry["verb"]["lemma"], []).append(light)
        if entry.get("finite_only"):
            return
        nouns = entry["verb"].get("noun", ())
        for noun in [nouns] if isinstance(nouns, str) else nouns:
            for form, _, _ in noun_forms(noun):
                self._lights.setdefault(form, light)

    def _trigger(self, entry: Entry) -> Iterator[tuple[str, Kind]]:
        kind = self.kinds[entry["id"]] = _kind(entry)
        only = entry.get("only_lemmas")
        if entry.get("bare_verbs", True):
            for verb in entry.get("verbs", ()):
                if only is None or verb["lemma"] in only:
                    self._verbs.setdefault(verb["lemma"], []).append(kind)
        nouns: dict[str, None] = dict.fromkeys(entry.get("nouns", ()))
        for noun in nouns:
            if len(phrase_words(noun)) > 1:
                yield from ((form, kind) for form in _phrase_forms(noun))
                continue
            for form, suffix, definite in noun_forms(noun):
                self._nouns.setdefault(form, []).append(NounForm(kind, suffix, definite))
        for word in entry.get("people", ()):
            for form in (fold(word), "ال" + fold(word)):
                self._nouns.setdefault(form, []).append(NounForm(kind, "", form.startswith("ال"), people=True))
        for phrase in entry.get("phrases", ()):
            yield from ((form, kind) for form in _phrase_forms(phrase))

    def _mark(self, book: Book, value: str, entry: Entry) -> Iterator[tuple[str, Mark]]:
        mark = Mark(
            entry["id"],
            book,
            entry[value],
            entry.get("mode"),
            entry.get("acled"),
            bool(entry.get("adjacent")),
            frozenset(fold(w) for w in entry.get("never", ())),
            bool(entry.get("behind")),
            bool(entry.get("bare")),
            frozenset(entry.get("types", ())),
        )
        for verb in entry.get("verbs", [entry["verb"]] if "verb" in entry else []):
            self._verbs.setdefault(verb["lemma"], []).append(mark)
        for word in entry.get("words", ()):
            yield word, mark

    def read(self, token: Token) -> WordReading:
        """All readings of a word. Remembered by its spelling; the memory is emptied when it grows too large."""
        if token.kind != "word":
            return _NOTHING
        found = self._memo.get(token.text)
        if found is None:
            if len(self._memo) >= _MEMO:
                self._memo.clear()
            found = self._memo[token.text] = self._read(token)
        return found

    def _read(self, token: Token) -> WordReading:
        head = token.fold in self.participants  # وزير is no form of زار
        verbs = [
            (meaning, form)
            for form in self.forms.readings(token)
            if form.tense in ("past", "present") and not (head and form.cut)
            for meaning in self._verbs.get(form.lemma, ())
            if _possible(meaning, form, token)
        ]
        verbs.sort(key=lambda v: (v[1].person == 1, isinstance(v[0], Kind) and v[0].type != "ASSAULT"))
        nouns = [
            (cut, form)
            for cut, stem in token.stems
            for form in self._nouns.get(stem, ())
            if token.fold not in form.kind.never and stem not in form.kind.never
        ]
        light = next((found for _, stem in token.stems if (found := self._lights.get(stem)) is not None), None)
        if not verbs and not nouns and light is None:
            return _NOTHING
        return WordReading(tuple(verbs), tuple(nouns), light)


def _possible(meaning: Kind | Light | Mark, form: VerbForm, token: Token) -> bool:
    """Whether a form may tell the deed: not as another word, with no object where there can be none."""
    if form.person == 1 and form.number == "s":
        return False  # reports do not tell of themselves; أنتج is the factory, not "I result"
    if isinstance(meaning, Mark):
        return not any(stem in meaning.never for _, stem in token.stems)
    if not isinstance(meaning, Kind):
        return form.voice == "active" or form.tense == "past"
    never = any(stem in meaning.never for _, stem in token.stems)
    return not never and not (meaning.intransitive and form.object)


def _kind(entry: Entry) -> Kind:
    return Kind(
        id=entry["id"],
        type=entry.get("type"),
        mode=entry.get("mode"),
        acled=entry.get("acled"),
        role=entry.get("role", "deed"),
        genitive=entry.get("genitive", "agent"),
        stand=entry.get("stand"),
        weak=bool(entry.get("weak")),
        needs_light=bool(entry.get("needs_light")),
        stood_on=bool(entry.get("stood_on")),
        mishap=bool(entry.get("mishap")),
        by_protesters=entry.get("by_protesters"),
        topic=bool(entry.get("topic")),
        transitive=bool(entry.get("transitive")),
        lights=tuple(entry.get("lights", ())),
        needs_company=bool(entry.get("needs_company")),
        passive=bool(entry.get("passive")),
        intransitive=bool(entry.get("intransitive")),
        symmetric=bool(entry.get("symmetric")),
        counts=tuple(entry.get("counts", ())),
        never=frozenset(fold(w) for w in entry.get("never", ())),
        not_after=_words(entry.get("not_after", ())),
        not_before=_words(entry.get("not_before", ())),
        needs_after=_words(entry.get("needs_after", ())),
        penalty=entry.get("penalty"),
        reach=entry.get("reach"),
        not_within=_words(entry.get("not_within", ())),
    )


def _words(words: Iterable[str]) -> Words:
    return frozenset(phrase_words(w) for w in words)


def _phrase_forms(phrase: str) -> Iterator[str]:
    """The phrase, and with articles where it is an indefinite noun with adjectives (غارة جوية, الغارة الجوية)."""
    yield phrase
    words = phrase.split()
    if len(words) == 2 and not any(w.startswith(("ال", "ب", "ل")) for w in words) and words[1].endswith(_ADJECTIVE):
        yield f"ال{words[0]} ال{words[1]}"
        if not words[0].endswith(("ة", "ات", "ين", "ان")):
            yield f"{words[0]}ا {words[1]}ا"


_ADJECTIVE = ("ي", "ية", "يان", "يين", "يتين", "ة", "يتان")


def noun_forms(noun: str) -> Iterator[tuple[str, str, bool]]:
    """Folded (form, possessive, definite) of a noun: bare, with article, in the accusative, dual, with pronouns."""
    base = fold(noun)
    yield base, "", False
    yield "ال" + base, "", True
    feminine = noun.endswith("ة")
    stem = base[:-1] + "ت" if feminine else base
    for suffix in _SUFFIXES:
        yield stem + suffix, suffix, True
    if base.endswith("اء"):
        for seat in "يو":
            for suffix in _SUFFIXES:
                yield base[:-1] + seat + suffix, suffix, True
    if feminine:
        yield stem + "ي", "", False
    elif not base.endswith("ات"):
        yield base + "ا", "", False
    if not base.endswith(("ات", "ين", "ان", "ون")):
        for ending in ("ان", "ين"):
            yield stem + ending, "", False
            yield "ال" + stem + ending, "", True
