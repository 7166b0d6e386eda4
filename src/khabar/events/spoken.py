"""Deeds done by speaking: whose word is the cue of a statement (طالب، نحمل، تتوعد) is that statement's speaker.

The room of statements looks for the speaker through the whole report: before a verb without subject (… وحملت الجماعة
مسؤولية), behind a relative clause, for the "we" of whoever issues the report. What the sentence alone took for the
subject is then the one spoken to, if it stands after the verb.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.objects import Entity, Event, Span, Statement


def with_speakers(
    events: Sequence[Event], statements: Sequence[Statement], entities: Mapping[str, Entity]
) -> list[Event]:
    """The events, those whose trigger is a statement's cue with its speaker as the one who acts."""
    cued = {s.cue.start: s for s in statements if s.cue is not None and s.speaker is not None}
    found: list[Event] = []
    for event in events:
        said = cued.get(event.trigger.start)
        speaker = said.speaker if said is not None else None
        found.append(event if speaker is None or speaker in event.actors else _spoken(event, speaker, entities))
    return found


def _spoken(event: Event, speaker: str, entities: Mapping[str, Entity]) -> Event:
    addressed = [a for a in event.actors if _after(event.trigger, event.evidence, entities[a])]
    recipients = tuple(r for r in dict.fromkeys((*addressed, *event.recipients)) if r != speaker)
    return event.model_copy(update={"actors": (speaker,), "recipients": recipients})


def _after(trigger: Span, evidence: Span, entity: Entity) -> bool:
    return any(trigger.end <= m.start < evidence.end for m in entity.mentions)
