"""Every span of a record over its text, as marks to be drawn."""

from __future__ import annotations

from khabar.objects import Entity, Event, Statement
from khabar.sheets.marks import Mark
from khabar.sheets.view import View


def record_marks(view: View, *, named: bool = False) -> list[Mark]:
    """All spans of the record, by start, outer ones first; `named` says in each mark whose span it is (`s1.cue`)."""
    record = view.record
    marks = [m for statement in record.statements for m in _of_statement(view, statement, named)]
    marks += [_of_event(view, event, named) for event in record.events]
    marks += [Mark(t.start, t.end, "time", view.when(t), of=f"{t.id}.time" if named else "") for t in record.times]
    for entity in record.entities:
        where = coordinates(entity)
        title = f"{entity.name} ({where})" if where else entity.name
        of = f"{entity.id}.name" if named else ""
        in_place = entity.kind in ("place", "facility")
        marks += [Mark(m.start, m.end, "place" if in_place else "name", title, of=of) for m in entity.mentions]
    return sorted(marks, key=lambda m: (m.start, -m.end))


def _of_statement(view: View, statement: Statement, named: bool) -> list[Mark]:
    chain = " ‹ ".join(view.chain(statement))
    title = f"{chain}: {view.labels('act', statement.act)}"
    whose = f"{statement.id}." if named else ""
    content = statement.content
    marks = [Mark(content.start, content.end, "said", title, statement.id, whose and f"{whose}said")]
    if statement.cue:
        marks.append(Mark(statement.cue.start, statement.cue.end, "cue", title, of=whose and f"{whose}cue"))
    if statement.speaker_text:
        speaker = statement.speaker_text
        marks.append(Mark(speaker.start, speaker.end, "speaker", title, of=whose and f"{whose}speaker"))
    return marks


def _of_event(view: View, event: Event, named: bool) -> Mark:
    title = f"{view.labels('type', event.type or 'none')}، {view.labels('status', event.status)}"
    of = f"{event.id}.trigger" if named else ""
    return Mark(event.trigger.start, event.trigger.end, "trigger", title, event.id, of)


def coordinates(entity: Entity) -> str:
    """`15.500, 43.250`, or nothing where the place is not known."""
    place = entity.place
    return f"{place.lat:.3f}, {place.lon:.3f}" if place and place.lat is not None and place.lon is not None else ""
