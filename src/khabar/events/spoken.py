"""Deeds done by speaking: whose word is the cue of a statement (طالب، نحمل، تتوعد) is that statement's speaker.

The room of statements looks for the speaker through the whole report: before a verb without subject (… وحملت الجماعة
مسؤولية), behind a relative clause, for the "we" of whoever issues the report. What the sentence alone took for the
subject is then the one spoken to, if it stands after the verb. A cue that no trigger told of (، متهما الجيش، ملوحين
بالإضراب) is a deed of its own all the same: PLOVER counts demands, charges, refusals and threats among the deeds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from khabar.events.pairs import Telling
from khabar.events.scene import Scene
from khabar.events.told import Told
from khabar.objects import Act, Entity, Event, EventType, Span, Statement

_DEEDS: dict[Act, tuple[EventType, str | None]] = {
    "accuse": ("ACCUSE", "disapprove"),
    "condemn": ("ACCUSE", "disapprove"),
    "call": ("REQUEST", None),
    "demand": ("REQUEST", None),
    "propose": ("REQUEST", None),
    "refuse": ("REJECT", None),
    "threaten": ("THREATEN", None),
}
_GOD = frozenset({"الله", "المولي", "ربه", "ربها"})
_ATTACHED = 2  # letters of a preposition before whom the words are for (للحكومة)


def with_speakers(
    events: Sequence[Event],
    statements: Sequence[Statement],
    entities: Mapping[str, Entity],
    unspoken: frozenset[int] = frozenset(),
) -> list[Event]:
    """The events, those whose trigger is a statement's cue with its speaker as the one who acts.

    Not where it begins at an offset of `unspoken`: a wording, which is nobody (لافتات تدعو الحكومة إلى الاستقالة).
    """
    cued = {s.cue.start: s for s in statements if s.cue is not None and s.speaker is not None}
    found: list[Event] = []
    for event in events:
        said = cued.get(event.trigger.start)
        speaker = said.speaker if said is not None else None
        if event.trigger.start in unspoken:
            speaker = None
        if said is None or speaker is None or speaker in event.actors:
            found.append(event)
        else:
            found.append(_spoken(event, speaker, said.speaker_text, entities))
    return found


def with_cues(
    scene: Scene,
    told: Sequence[Told],
    events: Sequence[Event],
    statements: Sequence[Statement],
    entities: Mapping[str, Entity],
) -> tuple[list[Told], list[Event]]:
    """(told, the events) in order, with a deed for each demand, charge, refusal and threat whose cue triggered none."""
    ordered = sorted(events, key=lambda e: e.trigger.start)
    starts = [e.trigger.start for e in ordered]
    pairs = list(zip(told, events, strict=True))
    named: dict[int, list[tuple[int, str]]] = {}
    for rank, entity in enumerate(entities.values()):
        for mention in entity.mentions if entity.kind not in ("place", "facility") else ():
            named.setdefault(mention.start, []).append((rank, entity.id))
    for said in statements:
        deed, cue = _DEEDS.get(said.act), said.cue
        if deed is None or cue is None or said.speaker is None or _prayed(scene, said):
            continue
        last = bisect_left(starts, max(cue.end, said.content.start))
        near = ordered[max(0, bisect_left(starts, cue.start) - 1) : last]
        if any(cue.start < e.trigger.end and (e.trigger.start < cue.end or e.type == deed[0]) for e in near):
            continue  # told already, as the verb or, in جدد رفضه, as its noun
        pairs.append(_of_cue(scene, said, cue, deed, _addressed(said, named)))
    pairs.sort(key=lambda pair: pair[1].trigger.start)
    return [one for one, _ in pairs], [event for _, event in pairs]


def _prayed(scene: Scene, said: Statement) -> bool:
    """True for words to God, which ask nothing of anyone (داعيا الله أن يحفظ الجميع)."""
    first = scene.token_at(said.content.start)
    return first < len(scene.text.tokens) and scene.text.tokens[first].fold in _GOD


def _addressed(said: Statement, named: Mapping[int, Sequence[tuple[int, str]]]) -> tuple[str, ...]:
    """Whom the words are for: the first entity named where what is said begins, behind a preposition at most."""
    first = said.content.start
    near = (one for at in range(first, first + _ATTACHED + 1) for one in named.get(at, ()) if one[1] != said.speaker)
    return tuple(identity for _, identity in sorted(near))[:1]


def _of_cue(
    scene: Scene, said: Statement, cue: Span, deed: tuple[EventType, str | None], recipients: tuple[str, ...]
) -> tuple[Told, Event]:
    sentence = scene.sentence_at(cue.start)
    event = Event(
        id="v0",
        type=deed[0],
        mode=deed[1],
        trigger=cue,
        actors=(said.speaker,) if said.speaker else (),
        recipients=recipients,
        status="occurred",
        evidence=scene.text.span(sentence.start, sentence.end),
        rule=f"events.{said.act}.cue",
    )
    telling = Telling(sentence.index, sentence.part, said.act, False, deed[0])
    return Told(event, scene.token_at(cue.start), telling, stand=True), event


def _spoken(event: Event, speaker: str, named: Span | None, entities: Mapping[str, Entity]) -> Event:
    """The event with its speaker; who was read for the subject is spoken to, unless the words name the speaker."""
    after = [a for a in event.actors if _after(event.trigger, event.evidence, entities[a])]
    addressed = [a for a in after if named is None or not _inside(named, entities[a])]
    recipients = tuple(r for r in dict.fromkeys((*addressed, *event.recipients)) if r != speaker)
    return event.model_copy(update={"actors": (speaker,), "recipients": recipients})


def _inside(span: Span, entity: Entity) -> bool:
    return any(span.start <= m.start and m.end <= span.end for m in entity.mentions)


def _after(trigger: Span, evidence: Span, entity: Entity) -> bool:
    return any(trigger.end <= m.start < evidence.end for m in entity.mentions)
