"""Who does a deed that a verb governs: its subject (تعتزم الدولة شن هجوم) or its object (دعا الطرفين إلى هدنة)."""

from __future__ import annotations

from khabar.events.chains import Deed
from khabar.events.scene import Player
from khabar.events.sides import of_trigger, only_suffered
from khabar.events.stage import Stage
from khabar.events.subjects import find_subject, limit_of
from khabar.events.triggers import Trigger
from khabar.events.vocabulary import Governing

_REACH = 26  # tokens from a deed back to the verb that governs it, with its subject and object between
_OTHER = 4  # of them words that name nobody and are no time
_NEGATIONS = ("لم", "لا", "ما")
_MARKS = '،,"”“»«()'


def governed(stage: Stage, deed: Deed) -> tuple[list[Player], bool]:
    """Who does a deed told as a noun by the verb that governs it, and whether that is an accuser's word alone."""
    start = _start(stage, deed.main)
    if start is None:
        return [], False
    found = _verb(stage, start)
    if found is None:
        return [], False
    verb, rule = found
    kind = deed.main.kind
    if rule.types and (kind.type not in rule.types or kind.genitive == "theme"):
        return [], False  # رفض هدنة is no truce of whoever refuses
    if _preposition(stage, start) not in rule.prepositions or _denied(stage, verb) or _owned(stage, verb, start):
        return [], False
    if rule.own and only_suffered(stage, deed.main):
        return [], False  # اعترف الجيش بمقتل جنديين
    subject, objects = _sides(stage, verb)
    doers = [p for p in (subject if rule.doer == "subject" else objects) if p.last <= start]
    return doers, rule.alleged and bool(doers)


def _start(stage: Stage, trigger: Trigger) -> int | None:
    """The token of a deed's noun, or of the noun before that carries it or says that someone was part of it.

    (بارتكاب مجزرة, بالوقوف وراء التفجير.) None where a verb tells the deed.
    """
    if trigger.form not in ("noun", "phrase") or (trigger.carrier is not None and trigger.carrier.form is not None):
        return None
    at = trigger.first if trigger.carrier is None else trigger.carrier.token
    if trigger.verb is not None and not _preposition(stage, at):
        return None
    tokens, lists = stage.scene.text.tokens, stage.scene.words.lists
    for back in (1, 2):
        if at - back >= stage.sentence.first and any(s in lists["involved"] for _, s in tokens[at - back].stems):
            return at - back
    return at


def _verb(stage: Stage, start: int) -> tuple[int, Governing] | None:
    """The governing verb before a deed, where only its subject and object, times and a few words stand between."""
    scene, first = stage.scene, max(stage.sentence.first, start - _REACH)
    named = {at for p in stage.players if p.last <= start for at in range(p.first, p.last)}
    told = {t.first for t in stage.scan.triggers}
    others = 0
    for at in range(start - 1, first - 1, -1):
        token = scene.text.tokens[at]
        if at in named or at in scene.timed:
            continue
        if token.kind != "word":
            if token.text not in _MARKS:
                return None
            continue
        finite = [f for f in scene.forms(at) if f.person]
        rule = next((r for f in finite if (r := scene.words.governing.get(f.lemma)) is not None), None)
        if rule is not None:
            return at, rule
        others += token.fold not in scene.words.lists["preposition"]
        if at in told or others > _OTHER:
            return None
    return None


def _denied(stage: Stage, verb: int) -> bool:
    """True where a negation before the governing verb says that nobody is named (لم يتبن التنظيم الهجوم)."""
    before = stage.scene.text.tokens[verb - 1].fold if verb > stage.sentence.first else ""
    return before.removeprefix("و") in _NEGATIONS


def _owned(stage: Stage, verb: int, start: int) -> bool:
    """True for a deed's noun in the genitive of a noun that is none of a deed (دعا الدولة إلى رفض شرعنة | الحصار)."""
    at, tokens = start - 1, stage.scene.text.tokens
    if at <= verb or _preposition(stage, start) or at in stage.scene.timed:
        return False
    named = any(p.first <= at < p.last for p in stage.players) or tokens[at].kind != "word"
    adverb = any(tokens[at].fold in stage.scene.words.lists[name] for name in ("adverb", "preposition", "quality"))
    told = any(t.first == at for t in stage.scan.triggers)
    return not named and not adverb and not told and not stage.scene.definite(at)


def _preposition(stage: Stage, start: int) -> str:
    """What governs a deed's noun: ب or ل written onto it, the preposition before it, or nothing."""
    tokens, words = stage.scene.text.tokens, stage.scene.words
    token, before = tokens[start], tokens[start - 1].fold if start else ""
    if before in words.lists["preposition"]:
        return before
    reading = words.read(token)
    cut = {c for c, _ in reading.nouns} if reading.nouns else {c for c, _ in token.stems}
    return token.fold[0] if token.fold[0] in "بل" and 0 not in cut else ""


def _sides(stage: Stage, verb: int) -> tuple[list[Player], list[Player]]:
    """Subject and objects of a governing verb, which may be told as a deed of its own or not."""
    trigger = next((t for t in stage.scan.triggers if t.first <= verb < t.last), None)
    if trigger is not None and trigger.form == "verb":
        return of_trigger(stage, trigger)
    subject, rest = find_subject(stage, verb, limit_of(stage, verb))
    return subject, [p for p in rest[:1] if p.preposition in ("", "من")]
