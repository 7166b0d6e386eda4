"""Who is named beside a deed and did not do it: the one who tells it, and those it counts as its victims.

"أعلنت الوزارة مقتل 28 فلسطينيًا في قصف": the ministry announces, the Palestinians are the dead; neither shelled. To name
either as the perpetrator is worse than to name no one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.objects import Count, Entity, Event, Statement

# One who claims or admits tells his own deed; one who announces does where the deed is what he announces.
_OWN = ("claim_responsibility", "admit")
_ANNOUNCING = ("announce", "confirm", "threaten", "promise")
_CASUALTIES = ("killing", "martyrdom", "death", "injury")  # ids of data/events/triggers/assault-kill
_VICTIMS = ("killed", "injured", "detained", "abducted", "missing", "displaced")
_LEAD = 3  # characters of a preposition before the announced noun


def without_bystanders(
    events: Sequence[Event], statements: Sequence[Statement], entities: Mapping[str, Entity]
) -> list[Event]:
    """The events, those of violence without the actors who only tell them or are counted by them."""
    told = {s.id: s for s in statements}
    return [
        event.model_copy(update={"actors": kept})
        if event.type in ("ASSAULT", None)
        and (kept := _kept(event, told.get(event.statement or ""), entities)) != event.actors
        else event
        for event in events
    ]


def _kept(event: Event, statement: Statement | None, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    victims = [c for c in event.counts if c.what in _VICTIMS]
    return tuple(
        actor
        for actor in event.actors
        if not (statement is not None and actor == statement.speaker and _only_tells(event, statement, entities[actor]))
        and not _only_counted(event, victims, entities[actor])
    )


def _only_tells(event: Event, statement: Statement, speaker: Entity) -> bool:
    """True where the speaker is not spoken of in what he says, and nothing makes the deed his own."""
    if statement.act in _OWN or event.rule.endswith(".verb"):
        return False
    content = statement.content
    if any(content.start <= m.start < content.end for m in speaker.mentions):
        return False
    announced = event.trigger.start <= content.start + _LEAD and event.rule.split(".")[1] not in _CASUALTIES
    return not (statement.act in _ANNOUNCING and announced)


def _only_counted(event: Event, victims: Sequence[Count], actor: Entity) -> bool:
    """True where every mention in the evidence lies inside a figure of victims."""
    evidence = event.evidence
    here = [m for m in actor.mentions if evidence.start <= m.start < evidence.end]
    return bool(here) and all(any(c.start <= m.start < c.end for c in victims) for m in here)
