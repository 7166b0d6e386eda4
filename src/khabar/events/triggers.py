"""Triggers: the words that tell a deed, with the verb that carries them where the deed is told as a noun."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from khabar.events.vocabulary import Kind, Light, Mark, NounForm, Vocabulary, Words
from khabar.mentions.penalties import is_sentence
from khabar.objects import Sentence, Text, Token
from khabar.text.phrases import PhraseMatch
from khabar.text.tokens import has_preposition
from khabar.text.verbs import VerbForm

Form = Literal["verb", "noun", "phrase", "people"]

_SHORTEST = 3  # letters of a grammar word before which a preposition is cut
_TANWIN = ("اً", "ًا", "\u064b", "\u064c", "\u064d")
_SHADDA = "\u0651"
_DAMMA = "\u064f"
_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0652"
_REACH = 9  # tokens between a light verb and the noun it carries
_BACK = 4  # tokens from what a verb's pronoun takes up to the verb (صاروخا باليستيا أطلقته الجماعة)
_SUBJECT = 3  # tokens between a verb and the people who do it
_FAR = 24  # the same where a long subject, its allies and the time stand between (نفذت قوات … وبدعم من … أمس عملية)
_OBLIQUE = frozenset({"في", "من", "عن", "الي", "علي", "مع", "بعد", "قبل", "اثر", "اطلاق", "اطفاء", "اخماد"})
_TURNS = frozenset({"ان", "انه", "انها", "انهم", "الذي", "التي", "الذين", "حيث", "فيما", "بينما", "كما", "ثم"})


@dataclass(frozen=True, slots=True)
class Carrier:
    """The light verb of a trigger: its token, meaning and form."""

    token: int
    light: Light
    form: VerbForm | None


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens `first` to `last` (exclusive) tell a deed of `kind`; `start` is where the word begins without proclitics.

    `verb` is the reading of a finite verb, `passive` how it is read here, `either` where its letters allow both
    voices; `suffix` the pronoun attached to a noun; `carrier` the light verb that carries a noun.
    """

    first: int
    last: int
    start: int
    end: int
    kind: Kind
    form: Form
    verb: VerbForm | None = None
    passive: bool = False
    suffix: str = ""
    definite: bool = False
    carrier: Carrier | None = None
    either: bool = False

    @property
    def known(self) -> bool:
        """True for a noun with the article: a deed that reader or report knows already (القصف, not قصفه)."""
        return self.definite and not self.suffix


@dataclass(frozen=True, slots=True)
class Marked:
    """A grammar word at tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    mark: Mark
    form: VerbForm | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """What one sentence holds: triggers, grammar words and light verbs, each in order."""

    triggers: tuple[Trigger, ...]
    marks: tuple[Marked, ...]
    carriers: tuple[Carrier, ...]


def scan_sentence(
    text: Text, sentence: Sentence, words: Vocabulary, closed: Container[int] = (), bodies: Container[int] = ()
) -> Scan:
    """The triggers and grammar words of a sentence. Linear in its tokens.

    Tokens in `closed` tell nothing: those of times (فجر) and of an operation's name. At those in `bodies` a body of a
    state begins, which is no march where somebody strikes (مسيرة تركية تستهدف سيارة).
    """
    tokens = text.tokens
    triggers: list[Trigger] = []
    marks: list[Marked] = []
    carriers: list[Carrier] = []
    at = sentence.first
    while at < sentence.last:
        token = tokens[at]
        if token.kind != "word" or at in closed:
            at += 1
            continue
        found = _marks(text, at, words)
        marks += found
        if found and found[0].last > at + 1 and found[0].mark.book in ("status", "agency"):
            at = found[0].last
            continue
        phrase = words.phrases.at(tokens, at)
        if phrase is not None and phrase.last <= sentence.last:
            trigger = _of_phrase(tokens, phrase, sentence, words)
            if trigger is not None:
                triggers.append(trigger)
                for inside in range(phrase.first + 1, phrase.last):
                    marks += _marks(text, inside, words)
                at = phrase.last
                continue
        trigger = _of_word(text, at, sentence, words)
        if trigger is not None:
            triggers.append(trigger)
        carrier = _carrier(text, at, words)
        if carrier is not None:
            carriers.append(carrier)
        at += 1
    if any(t.kind.type == "ASSAULT" for t in triggers):
        triggers = [t for t in triggers if t.kind.type != "PROTEST" or t.form != "noun" or t.first not in bodies]
    triggers = _by_protesters(triggers, words)
    return Scan(_carried(tokens, triggers, carriers, marks), tuple(marks), tuple(carriers))


def _by_protesters(triggers: list[Trigger], words: Vocabulary) -> list[Trigger]:
    """The triggers, with what those who protest close or burn as their protest (أغلق محتجون الطريق)."""
    found = list(triggers)
    for at, trigger in enumerate(triggers):
        kind = trigger.kind.by_protesters
        if kind is not None and any(_protests(other, trigger) for other in triggers[max(0, at - 1) : at + 2]):
            found[at] = replace(trigger, kind=words.kinds[kind])
    return found


def _protests(other: Trigger, trigger: Trigger) -> bool:
    """True for people who protest, close enough to a trigger to be who does it."""
    near = -_SUBJECT <= other.first - trigger.last <= _SUBJECT
    return near and other.form == "people" and other.kind.type == "PROTEST"


def _marks(text: Text, at: int, words: Vocabulary) -> list[Marked]:
    tokens = text.tokens
    found: list[Marked] = []
    for index in (words.marks, words.weapons):
        match = index.at(tokens, at)
        if match is not None and not _shortened(tokens[at], match.cut):
            found += [Marked(match.first, match.last, mark) for mark in match.values]
    for meaning, form in words.read(tokens[at]).verbs:
        named = form.voice == "passive" and form.tense == "present"  # شاب يدعى سامر
        if isinstance(meaning, Mark) and not named and not any(m.mark is meaning for m in found):
            found.append(Marked(at, at + 1, meaning, form))
    return found


def _shortened(token: Token, cut: int) -> bool:
    """True where ب، ل or ك would be cut from a word of two letters: كلم is kilometres, not ك and لم."""
    return cut > 0 and token.fold[:1] in "بلك" and len(token.fold) - cut < _SHORTEST


def _of_phrase(
    tokens: Sequence[Token], phrase: PhraseMatch[Kind], sentence: Sentence, words: Vocabulary
) -> Trigger | None:
    for kind in phrase.values:
        if _admits(kind, tokens, phrase.first, phrase.last, sentence):
            verb = _phrase_verb(tokens[phrase.first], phrase.cut, words)
            return Trigger(phrase.first, phrase.last, phrase.start, phrase.end, kind, "phrase", verb)
    return None


def _phrase_verb(token: Token, cut: int, words: Vocabulary) -> VerbForm | None:
    """The active finite verb that a phrase begins with (أطلقوا النار), or None where it may be a noun (إطلاق النار)."""
    forms = [f for f in words.forms.readings(token) if f.cut == cut and not f.object]
    if not forms or any(f.tense == "noun" for f in forms):
        return None
    return next((f for f in forms if f.person == 3 and f.voice == "active"), None)


def _of_word(text: Text, at: int, sentence: Sentence, words: Vocabulary) -> Trigger | None:
    token = text.tokens[at]
    reading = words.read(token)
    if not reading.verbs and not reading.nouns:
        return None
    tied = token.text.rstrip(_MARKS).endswith("ة")  # so written, it is no object pronoun (إصابة is not أصابه)
    declined = token.text.endswith(_TANWIN)  # قصفًا is not the dual of a verb
    verbs = [
        (kind, form)
        for kind, form in reading.verbs
        if isinstance(kind, Kind)
        and not declined
        and not (tied and form.object)
        and not (form.cut and token.text[form.cut + 1 : form.cut + 2] == _SHADDA)  # ودّعت is not و and دعت
        and _admits(kind, text.tokens, at, at + 1, sentence, 4, bool(form.object))
    ]
    reach = 4 if any(isinstance(kind, Kind) for kind, _ in reading.verbs) else 1
    nouns = [(cut, n) for cut, n in reading.nouns if not (tied and n.suffix)]
    nouns = [(cut, n) for cut, n in nouns if _admits(n.kind, text.tokens, at, at + 1, sentence, reach)]
    if any(n.kind.penalty for _, n in nouns):
        told = "passed" if is_sentence(text.tokens, at, words.counting) else "dealt"
        nouns = [(cut, n) for cut, n in nouns if n.kind.penalty in (None, told)]
    counted = at > sentence.first and text.tokens[at - 1].kind == "number"  # 750 طلبا
    if (nouns or counted) and verbs and all(f.number == "d" for _, f in verbs) and not _after_two(text, at, sentence):
        verbs = []
    if verbs and (not nouns or _is_verb(text, at, sentence, nouns[0][1], words)):
        kind, form = verbs[0]
        forms = [f for k, f in verbs if k is kind]
        passive, either = (
            _voice(text, at, kind, forms),
            len({f.voice for f in forms}) > 1 and not _written(token, forms),
        )
        start = token.start + form.cut
        return Trigger(at, at + 1, start, token.end, kind, "verb", form, passive, form.object, either=either)
    if nouns:
        cut, noun = nouns[0]
        form_: Form = "people" if noun.people else "noun"
        start = token.start + cut
        return Trigger(at, at + 1, start, token.end, noun.kind, form_, None, False, noun.suffix, noun.definite)
    return None


def _after_two(text: Text, at: int, sentence: Sentence) -> bool:
    """True behind a dual, whose verb may follow (رجلان قتلا); elsewhere قصفا is the noun in the accusative."""
    before = text.tokens[at - 1].fold if at > sentence.first else ""
    return len(before) > _SHORTEST and before.endswith(("ان", "ين", "هما", "كانا"))


def _admits(
    kind: Kind, tokens: Sequence[Token], first: int, last: int, sentence: Sentence, reach: int = 1,
    resumes: bool = False,
) -> bool:  # fmt: skip
    """False where the words around show another sense (ضربة جزاء, هجوم لفظي) or what the sense needs is missing.

    A verb's object may stand after its subject (ضرب الرئيس مثلا): `reach` is how many tokens on it is looked for. Where
    the verb `resumes` it by a pronoun, it stands before (صاروخا أطلقته الجماعة).
    """
    if kind.not_after and any(
        _stands(kind.not_after, tokens, at, sentence.last) for at in range(last, min(last + reach, sentence.last))
    ):
        return False
    if kind.not_before and first > sentence.first and _ends(kind.not_before, tokens[first - 1]):
        return False
    limit = min(sentence.last, last + (kind.reach or reach + 2))
    far = min(sentence.last, last + max(kind.reach or _FAR, _REACH))
    if kind.not_within and _stands(kind.not_within, tokens, last, far, skip=True):
        return False
    before = range(max(sentence.first, first - _BACK), first) if resumes else ()
    return _has_needed(kind, tokens, last, limit) or any(_stands(kind.needs_after, tokens, at, first) for at in before)


def _has_needed(kind: Kind, tokens: Sequence[Token], last: int, limit: int) -> bool:
    """True where a kind needs nothing after it, or what it needs stands there."""
    if kind.transitive:
        objects = (at for at in range(last, limit) if _stands(kind.needs_after, tokens, at, limit))
        return any(at == last or not _oblique(tokens[at - 1]) for at in objects)
    return not kind.needs_after or _stands(kind.needs_after, tokens, last, limit, skip=True)


def _oblique(token: Token) -> bool:
    """True for a preposition, a noun that one is written onto, and one that takes what follows for its own object."""
    return token.fold in _OBLIQUE or has_preposition(token, "بل")


def _stands(wanted: Words, tokens: Sequence[Token], at: int, limit: int, skip: bool = False) -> bool:
    """True where one of the word sequences begins at token `at` (or, with `skip`, before `limit`)."""
    for first in range(at, limit if skip else min(at + 1, limit)):
        words = [t.fold for t in tokens[first : first + 2]]
        if (words[0],) in wanted or tuple(words) in wanted:
            return True
        if skip and any((stem,) in wanted for _, stem in tokens[first].stems):
            return True
    return False


def _ends(wanted: Words, token: Token) -> bool:
    return any((stem,) in wanted for _, stem in token.stems)


def _is_verb(text: Text, at: int, sentence: Sentence, noun: NounForm, words: Vocabulary) -> bool:
    """Whether a word that may be verb or verbal noun (قتل, قصف) is the verb here, by what stands around it."""
    if noun.definite:
        return False
    tokens = text.tokens
    token = tokens[at]
    before = tokens[at - 1] if at > sentence.first else None
    after = tokens[at + 1] if at + 1 < sentence.last else None
    if has_preposition(token, "بلك"):
        return False
    if before is not None and before.fold in words.lists["before-noun"]:
        return False
    if before is not None and before.fold in words.lists["before-verb"]:
        return True
    if 0 < token.text.find(_DAMMA) <= _SHORTEST:
        return True  # وقُتل آخر
    opens = before is None or before.kind == "punct" or token.fold[:1] in "وف"
    if opens:
        return after is not None and after.kind != "punct" and not _describes(after, words)
    return after is not None and (after.kind == "number" or _is_object(after))


def _is_object(token: Token) -> bool:
    """True for an indefinite accusative noun: no genitive follows, so what stands before it is no verbal noun."""
    return token.text.endswith(("ًا", "اً")) and not token.fold.endswith(("يا", "ءا"))


def _describes(token: Token, words: Vocabulary) -> bool:
    """True for an adjective or a preposition after a noun (قصف مدفعي, قصف عنيف, قتل على)."""
    if token.fold in words.participants:
        return False  # قتل جندي: a soldier, no adjective
    if token.fold in words.lists["quality"] or token.fold in words.lists["mutual"] or token.fold.startswith("لل"):
        return True
    return (token.fold.endswith(("ي", "يه")) and not token.fold.startswith("ال")) or token.fold in ("في", "علي", "من")


def _voice(text: Text, at: int, kind: Kind, forms: list[VerbForm]) -> bool:
    """Whether the verb is passive: by its damma, by the only reading there is, else by what the kind is likelier."""
    raw = text.tokens[at].text
    if kind.intransitive:
        return False
    voices = {f.voice for f in forms}
    if len(voices) == 1:
        return "passive" in voices
    mark = raw.find(_DAMMA)
    if 0 < mark <= 3 and not any(f.tense == "present" and _of_four(f.lemma) for f in forms):
        return True
    return kind.passive


def _written(token: Token, forms: list[VerbForm]) -> bool:
    """True for a past written with damma on its first letter, which can only be passive (قُتل, أُصيب)."""
    return token.text.find(_DAMMA) == forms[0].cut + 1 and all(f.tense == "past" for f in forms)


def _of_four(lemma: str) -> bool:
    """True for the stems whose present has a damma in both voices (يُطلق, يُهاجم, يُفجّر)."""
    letters = [c for c in lemma if c not in _MARKS]
    return lemma.startswith("أ") or letters[1:2] == ["ا"] or _SHADDA in lemma[1:5]


def _carrier(text: Text, at: int, words: Vocabulary) -> Carrier | None:
    reading = words.read(text.tokens[at])
    found = [Carrier(at, meaning, form) for meaning, form in reading.verbs if isinstance(meaning, Light)]
    governed = at > 0 and text.tokens[at - 1].fold in words.lists["before-noun"]  # إثر شن غارات: no verb
    if found and not (governed and reading.light is not None):
        return min(found, key=lambda c: bool(c.light.carries))  # تلقى is received before it is laid on
    return Carrier(at, reading.light, None) if reading.light is not None else None


def _carried(
    tokens: Sequence[Token], triggers: list[Trigger], carriers: list[Carrier], marks: list[Marked]
) -> tuple[Trigger, ...]:
    """Each noun with the nearest light verb before it, unless a link of cause or another trigger stands between."""
    breaks = [m.first for m in marks if m.mark.book == "links" and m.mark.value == "cause"]
    found: list[Trigger] = []
    at = broken = 0
    carried: set[int] = set()
    near: Carrier | None = None  # the last that carries any deed
    own: Carrier | None = None  # the last that carries some only
    for trigger in triggers:
        while at < len(carriers) and carriers[at].token < trigger.first:
            near, own = (near, carriers[at]) if carriers[at].light.carries else (carriers[at], own)
            at += 1
        while broken < len(breaks) and breaks[broken] < trigger.first:
            near, own = ((c if c is not None and c.token > breaks[broken] else None) for c in (near, own))
            broken += 1
        mine = next((c for c in (own, near) if c is not None and _may_carry(c.light, trigger.kind)), None)
        if mine is not None and not _led(tokens, mine, trigger):
            mine = None
        if trigger.form == "verb":
            if mine is not None and mine.light.phase and trigger.first - mine.token <= 4:
                trigger = replace(trigger, carrier=mine)
            near = None
        elif mine is not None and (trigger.first - mine.token <= _REACH or _carries_far(tokens, mine, trigger)):
            # a second noun is carried only where و joins it to the first: نظموا وقفة للمطالبة بهدنة held no truce
            joined = found and found[-1].carrier is mine and tokens[trigger.first].fold[:1] == "و"
            if joined or mine.token not in carried:
                carried.add(mine.token)
                trigger = replace(trigger, carrier=mine)
        found.append(trigger)
    return tuple(found)


def _may_carry(light: Light, kind: Kind) -> bool:
    """True where the light verb is none for other deeds only, nor the deed one that other verbs carry."""
    return (not light.carries or kind.id in light.carries) and (not kind.lights or light.id in kind.lights)


def _led(tokens: Sequence[Token], carrier: Carrier, trigger: Trigger) -> bool:
    """True where the preposition that a light verb needs stands before the deed (أقدم على خطف, not تقدم وسط قصف)."""
    needs = carrier.light.needs
    return not needs or any(t.fold == needs for t in tokens[carrier.token + 1 : trigger.first])


def _carries_far(tokens: Sequence[Token], carrier: Carrier, trigger: Trigger) -> bool:
    """True where nothing between a finite light verb of an agent and an indefinite noun begins another clause."""
    if trigger.definite or carrier.form is None or carrier.light.subject != "agent" or carrier.light.phase:
        return False
    between = tokens[carrier.token + 1 : trigger.first]
    hours = {t.index + 1 for t in between if t.kind == "number"}  # 1:22
    ends = (t.fold in _TURNS or (t.text in ".؛:!؟?…" and t.index not in hours) for t in between)
    return len(between) < _FAR and not any(ends)
