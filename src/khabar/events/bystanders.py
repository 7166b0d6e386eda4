"""Who is named beside a deed and did not do it: the one who tells it, and those it counts as its victims.

"أعلنت الوزارة مقتل 28 فلسطينيًا في قصف": the ministry announces, the Palestinians are the dead; neither shelled. Nor did
those who are only ever struck (نازحون، جرحى), nor one who announces what was done at the hands of another. To name any
of them as the perpetrator is worse than to name no one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.events.participants import RULE
from khabar.objects import Count, Entity, Event, Statement
from khabar.text.fold import fold, without_article

# One who claims or admits tells his own deed; one who announces does where the deed is what he announces.
_OWN = ("claim_responsibility", "admit")
_ANNOUNCING = ("announce", "confirm", "threaten", "promise")
_CASUALTIES = ("killing", "martyrdom", "death", "injury")  # ids of data/events/triggers/assault-kill
_COUNTED = ("killed", "injured", "detained", "abducted", "missing", "displaced", "strikes", "shells")
_HANDS = frozenset({"يد", "ايدي", "بيد", "بايدي"})
_VIOLENT = ("ASSAULT", "COERCE", None)
_LEAD = 3  # characters of a preposition before the announced noun


def without_bystanders(
    events: Sequence[Event], statements: Sequence[Statement], entities: Mapping[str, Entity], struck: frozenset[str]
) -> list[Event]:
    """The events, those of violence without the actors who only tell them, are counted by them or are only struck.

    `struck` are folded nouns, without article, of people who do no violence (نازحين، جرحى).
    """
    told = {s.id: s for s in statements}
    return [
        event.model_copy(update={"actors": kept})
        if event.type in _VIOLENT
        and (kept := _kept(event, told.get(event.statement or ""), entities, struck)) != event.actors
        else event
        for event in events
    ]


def _kept(
    event: Event, statement: Statement | None, entities: Mapping[str, Entity], struck: frozenset[str]
) -> tuple[str, ...]:
    counted = [c for c in event.counts if c.what in _COUNTED]
    kept = [
        actor
        for actor in event.actors
        if not (statement is not None and actor == statement.speaker and _only_tells(event, statement, entities[actor]))
        and not _only_counted(event, counted, entities[actor])
        and not _only_struck(entities[actor], struck)
    ]
    if len(kept) > 1 and not _HANDS.isdisjoint(fold(event.evidence.text).split()):
        announcing = statement.speaker if statement is not None else None
        kept = [actor for actor in kept if actor != announcing]
    return tuple(kept)


def _only_struck(actor: Entity, struck: frozenset[str]) -> bool:
    """True for nameless people told by a noun of those who suffer (أسر الضحايا، 3 جرحى)."""
    if actor.rule != RULE:
        return False
    words = [without_article(word) for word in fold(actor.name).split()]
    return any(word in struck for word in words[:2])


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
    evidence = event.evidence
    here = [m for m in actor.mentions if evidence.start <= m.start < evidence.end]
    return bool(here) and all(any(c.start <= m.start < c.end for c in counts) for m in here)
