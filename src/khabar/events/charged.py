"""Who did it, told in another sentence: whom someone accuses of it (حمّلت النقابة الجيش مسؤولية الجريمة), who claims it.

The sentence with the charge names the deed by a word that points back (الهجوم، العملية، الجريمة) and the deed was told
before it without anyone who did it. What an accuser says stays his word (`alleged`); a claim is the doer's own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from khabar.events.pairs import Telling
from khabar.events.scene import Scene
from khabar.objects import Entity, Event, Sentence, Statement

_CHARGES = ("accuse", "blame")
_DONE = ("occurred", "ongoing")
_BACK = 2  # sentences between the deed and the charge
_DURING = frozenset({"خلال", "اثناء", "في", "ضمن"})
_BEHIND = frozenset({"وراء", "خلف"})
_STAND = "وَقَفَ"
_VERB_BEFORE = 5  # tokens from وقف over its subject to وراء
_SIDES = ("armed_group", "state", "organization", "person")


@dataclass(frozen=True, slots=True)
class _Charge:
    """Who is named as the doer of a deed in a sentence, from an offset on; `alleged` by somebody else's word.

    `next`: the deed is the word right after (وراء | الهجوم); else the room of arguments says whether it is this one.
    """

    sentence: int
    start: int
    parties: tuple[str, ...]
    alleged: bool
    next: bool = False


def with_charged(
    scene: Scene,
    tellings: Sequence[Telling],
    events: Sequence[Event],
    statements: Sequence[Statement],
    entities: Mapping[str, Entity],
) -> tuple[list[Telling], list[Event]]:
    """(the tellings, the events), deeds with those charged with them in a later sentence.

    A deed with the article that its sentence charges someone with, or that is claimed, is told a second time.
    """
    told, found = list(tellings), list(events)
    starts = [e.trigger.start for e in events]
    for charge in _charges(scene, tellings, events, statements, entities):
        _lay(scene, told, found, bisect_left(starts, charge.start), charge)
    for index, event in enumerate(found):
        if event.type == "COERCE" and not event.actors and event.status in _DONE:
            doers = _in_whose_course(scene, told, found, index)
            found[index] = event.model_copy(update={"actors": doers}) if doers else event
    return told, found


def _charges(
    scene: Scene,
    tellings: Sequence[Telling],
    events: Sequence[Event],
    statements: Sequence[Statement],
    entities: Mapping[str, Entity],
) -> list[_Charge]:
    """Accusations, claims, and who is said to stand behind a deed, in no order."""
    found = [
        _Charge(telling.sentence, event.trigger.start, able, True)
        for event, telling in zip(events, tellings, strict=True)
        if event.rule.split(".")[1] in _CHARGES and event.status == "occurred"
        if (able := _able(event.recipients, entities))
    ]
    for statement in statements:
        if statement.act == "claim_responsibility" and statement.cue is not None and statement.speaker is not None:
            at, able = statement.cue.start, _able([statement.speaker], entities)
            found += [_Charge(scene.sentence_at(at).index, at, able, False)] if able else []
    for token in scene.text.tokens:
        if token.fold in _BEHIND:
            found += _behind(scene, scene.sentence_at(token.start), token.index)
    return found


def _able(ids: Sequence[str], entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """Those who can have done a deed: of several the first, and those of its kind."""
    able = [i for i in ids if entities[i].kind in _SIDES]
    return tuple(i for i in able if entities[i].kind == entities[able[0]].kind)


def _behind(scene: Scene, sentence: Sentence, at: int) -> list[_Charge]:
    """Who is said to stand behind (وراء, the token `at`) a deed told before: إن الدولة تقف وراء الهجوم."""
    tokens = scene.text.tokens
    if at + 1 >= sentence.last or tokens[at + 1].fold not in scene.words.lists["the-deed"]:
        return []
    verbs = [v for v in range(max(sentence.first, at - _VERB_BEFORE), at) if _stands(scene, v)]
    if not verbs or (verbs[-1] and tokens[verbs[-1] - 1].fold in scene.words.lists["negation"]):
        return []
    sides = [
        p
        for p in scene.players(sentence)
        if p.last <= at and p.entity is not None and p.kind in _SIDES and not p.preposition and not p.adjective
    ]
    if not sides or not (sides[-1].first > verbs[-1] or sides[-1].last == verbs[-1]):
        return []
    return [_Charge(sentence.index, tokens[at].start, (sides[-1].entity or "",), True, next=True)]


def _stands(scene: Scene, token: int) -> bool:
    return any(f.lemma == _STAND and f.person == 3 for f in scene.forms(token))


def _lay(scene: Scene, tellings: list[Telling], found: list[Event], index: int, charge: _Charge) -> None:
    """Gives the deed that a charge is about its actors, or makes its second telling point back.

    `index` is the first event from the charge on.
    """
    for at in range(index, len(found)):
        if tellings[at].sentence != charge.sentence:
            break
        if found[at].type == "ASSAULT":
            doers, known = set(found[at].actors), scene.definite(scene.token_at(found[at].trigger.start))
            if known and (doers or charge.next) and doers <= set(charge.parties):
                tellings[at] = replace(tellings[at], definite=True)
                found[at] = _charged(found[at], charge)
            return
    if not _points(scene, charge):
        return
    for at in range(min(index, len(found)) - 1, -1, -1):
        if charge.sentence - tellings[at].sentence > _BACK:
            return
        if found[at].type == "ASSAULT" and tellings[at].sentence < charge.sentence:
            if found[at].status in _DONE and not found[at].actors:
                found[at] = _charged(found[at], charge)
            return


def _charged(event: Event, charge: _Charge) -> Event:
    """A deed done by those charged with it, unless they suffered it."""
    if event.actors or not set(charge.parties).isdisjoint(event.recipients):
        return event
    return event.model_copy(update={"actors": charge.parties, "alleged": charge.alleged})


def _points(scene: Scene, charge: _Charge) -> bool:
    """True where a word after the charge takes up a deed told before (الجريمة، العملية)."""
    pointing, sentence = scene.words.lists["the-deed"], scene.text.sentences[charge.sentence]
    tokens = scene.text.tokens[scene.token_at(charge.start) : sentence.last]
    return any(stem in pointing for token in tokens for _, stem in token.stems)


def _in_whose_course(scene: Scene, tellings: Sequence[Telling], events: Sequence[Event], index: int) -> tuple[str, ...]:
    """Who did the deed told before in whose course (خلال العملية) an arrest or seizure was made."""
    sentence = tellings[index].sentence
    if not _in_course(scene, scene.text.sentences[sentence]):
        return ()
    for at in range(index - 1, -1, -1):
        if sentence - tellings[at].sentence > _BACK or (tellings[at].sentence == sentence and events[at].actors):
            return ()
        if events[at].type in ("ASSAULT", "COERCE") and events[at].actors:
            return tuple(a for a in events[at].actors if a not in events[index].recipients)
    return ()


def _in_course(scene: Scene, sentence: Sentence) -> bool:
    """True where a sentence says that something was done in the course of a deed told before it."""
    tokens, pointing = scene.text.tokens, scene.words.lists["the-deed"]
    return any(
        tokens[at - 1].fold.removeprefix("و") in _DURING and tokens[at].fold in pointing
        for at in range(sentence.first + 1, sentence.last)
    )
