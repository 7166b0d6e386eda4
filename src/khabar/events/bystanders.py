"""Who is named beside a deed and did not do it: the one who tells it, and those it counts as its victims.

"أعلنت الوزارة مقتل 28 فلسطينيًا في قصف": the ministry announces, the Palestinians are the dead; neither shelled. Nor did
those who are only ever struck (نازحون، جرحى), nor one who announces what was done at the hands of another, nor whoever
stands in the accusative (اعتقل شابًا). To name any of them as the perpetrator is worse than to name no one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from khabar.events.participants import RULE
from khabar.events.vocabulary import Vocabulary
from khabar.objects import Count, Entity, Event, Mention, Statement
from khabar.text.fold import fold, without_article

# One who claims or admits tells his own deed; one who announces does where the deed is what he announces.
_OWN = ("claim_responsibility", "admit")
_ANNOUNCING = ("announce", "confirm", "threaten", "promise")
_CASUALTIES = ("killing", "martyrdom", "death", "injury")  # ids of data/events/triggers/assault-kill
_COUNTED = ("killed", "injured", "detained", "abducted", "missing", "displaced", "strikes", "shells")
_HANDS = frozenset({"يد", "ايدي", "بيد", "بايدي"})
_VIOLENT = ("ASSAULT", "COERCE", None)
_SPEAKER = "statements.speaker"  # the rule of those whom no name tells apart, made by the room of statements
_SUFFERED = "events.killing.phrase"  # لقي مصرعه: its subject is the dead
_TANWIN = ("ا", "اً", "ًا", "ةً")
_PRONOUNS = ("ها", "نا", "هما")
_SHOT_DOWN = "shoot-down"
_REACH = 40  # characters from a deed to the owner of its target
_WORD = 24  # characters in which the word before another stands
_GOVERNING = frozenset({"ان", "بان", "لان", "لكن", "كان"})  # before a subject in the accusative
_LEAD = 3  # characters of a preposition before the announced noun


def without_bystanders(
    raw: str,
    events: Sequence[Event],
    statements: Sequence[Statement],
    entities: Mapping[str, Entity],
    words: Vocabulary,
) -> list[Event]:
    """The events, those of violence without the actors who only tell them, are counted by them or are only struck.

    `raw` is the report's text.
    """
    told = {s.id: s for s in statements}
    found: list[Event] = []
    for event in events:
        kept = event.actors
        if event.type in _VIOLENT and kept:
            kept = _kept(raw, event, told.get(event.statement or ""), entities, words)
        if kept != event.actors:
            objects = [a for a in event.actors if a not in kept and _object_after(raw, event, entities[a], words)]
            recipients = tuple(dict.fromkeys((*event.recipients, *objects)))
            event = event.model_copy(update={"actors": kept, "recipients": recipients})
        found.append(event)
    return found


def _kept(
    raw: str, event: Event, statement: Statement | None, entities: Mapping[str, Entity], words: Vocabulary
) -> tuple[str, ...]:
    counted = [c for c in event.counts if c.what in _COUNTED]
    kept = [
        actor
        for actor in event.actors
        if not (statement is not None and actor == statement.speaker and _only_tells(event, statement, entities[actor]))
        and not _only_counted(event, counted, entities[actor])
        and not _only_struck(entities[actor], words.lists["only-struck"])
        and _accusative(raw, event, entities[actor]) is None
        and not _owns_target(raw, event, entities[actor], words)
        and not (event.rule == _SUFFERED and entities[actor].kind in ("person", "people"))
    ]
    if len(kept) > 1 and not _HANDS.isdisjoint(fold(event.evidence.text).split()):
        announcing = statement.speaker if statement is not None else None
        kept = [actor for actor in kept if actor != announcing]
    return tuple(kept)


def _only_struck(actor: Entity, struck: frozenset[str]) -> bool:
    """True for nameless people told by a noun of those who suffer (أسر الضحايا، 3 جرحى)."""
    if actor.rule not in (RULE, _SPEAKER):
        return False
    words = [without_article(word) for word in fold(actor.name).split()]
    return any(word in struck for word in words[:2])


def _accusative(raw: str, event: Event, actor: Entity) -> int | None:
    """The offset of nameless people in the accusative without the article, whom no verb has for its subject; or None.

    A subject stands so only behind إن and its like. The dual before its genitive (مقاتلا التنظيم) looks the same.
    """
    words = actor.name.split()
    at = max((m.start for m in actor.mentions if m.start < event.evidence.end), default=None)
    if actor.rule != RULE or at is None or not words[0].endswith(_TANWIN):
        return None
    if words[0].startswith("ال") or words[0].endswith(_PRONOUNS):
        return None
    if len(words) > 1 and not words[1].endswith(_TANWIN) and words[1] != "من":
        return None
    before = fold(raw[max(0, at - _WORD) : at]).split()
    return at if before and before[-1] not in _GOVERNING else None


def _object_after(raw: str, event: Event, actor: Entity, words: Vocabulary) -> bool:
    """True for the owner of what is struck, and for people in the accusative behind the verb that tells the deed."""
    at = _accusative(raw, event, actor)
    if at is None:
        return _owns_target(raw, event, actor, words)
    return at >= event.trigger.end and event.rule.endswith(".verb")


def _owns_target(raw: str, event: Event, actor: Entity, words: Vocabulary) -> bool:
    """True for one named only as the owner of what is struck (استهداف موقع للجيش، إسقاط مسيرة أوكرانية).

    The noun of the target follows the word that tells the deed, and its owner is its genitive, has ل or describes it.
    An aircraft is a target where it is shot down; else its owner strikes with it.
    """
    here = _here(event, actor)
    down = event.rule.split(".")[1] == _SHOT_DOWN
    if actor.rule == RULE:
        return down and bool(here) and without_article(fold(actor.name).split()[0]) in words.lists["aircraft"]
    if not here or any(m.start < event.trigger.end for m in here):
        return False
    owner = here[0]
    between = fold(raw[event.trigger.end : min(owner.start, event.trigger.end + _REACH)]).split()
    if owner.start > event.trigger.end + _REACH or not between or any(w[:1] in "ب،" for w in between):
        return False
    noun = without_article(between[0].removeprefix("ل"))
    if not (
        (down and noun in words.lists["aircraft"]) or (noun in words.targets and words.participants.get(noun) is None)
    ):
        return False
    given = between[-1] in ("ل", "لل") or fold(raw[owner.start - 1 : owner.start]) == "ل"
    describes = owner.form != "name" and fold(owner.text).endswith(("ي", "يه"))
    return given or describes or (len(between) == 1 and not between[0].startswith("ال"))


def _only_tells(event: Event, statement: Statement, speaker: Entity) -> bool:
    """True where the speaker is not spoken of in what he says, and nothing makes the deed his own."""
    if statement.act in _OWN or event.rule.endswith(".verb"):
        return False
    content = statement.content
    if any(content.start <= m.start < content.end for m in speaker.mentions):
        return False
    announced = event.trigger.start <= content.start + _LEAD and event.rule.split(".")[1] not in _CASUALTIES
    return not (statement.act in _ANNOUNCING and announced)


def _only_counted(event: Event, counts: Sequence[Count], actor: Entity) -> bool:
    """True where every mention in the evidence lies inside a figure of victims or blows."""
    here = _here(event, actor)
    return bool(here) and all(any(c.start <= m.start < c.end for c in counts) for m in here)


def _here(event: Event, actor: Entity) -> Sequence[Mention]:
    """The actor's mentions in the evidence, in order."""
    first, last = (
        bisect_left(actor.mentions, at, key=lambda m: m.start) for at in (event.evidence.start, event.evidence.end)
    )
    return actor.mentions[first:last]
