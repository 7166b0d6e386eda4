"""Tests of khabar.events.spoken: who speaks a deed that is done by speaking."""

from __future__ import annotations

from khabar.events.spoken import with_speakers
from khabar.objects import Entity, Event, Mention, Span, Statement

_TEXT = "وحملت الجماعة مسؤولية الهجوم"


def _entity(id_: str, start: int, text: str) -> Entity:
    mention = Mention(start=start, end=start + len(text), text=text, form="name")
    return Entity(id=id_, kind="organization", name=text, mentions=(mention,))


def _event(actors: tuple[str, ...], recipients: tuple[str, ...] = ()) -> Event:
    return Event(
        id="v1",
        type="ACCUSE",
        trigger=Span(start=1, end=5, text="حملت"),
        evidence=Span(start=0, end=len(_TEXT), text=_TEXT),
        actors=actors,
        recipients=recipients,
        status="occurred",
        rule="events.blame.verb",
    )


def _statement(speaker: str | None) -> Statement:
    cue = Span(start=1, end=5, text="حملت")
    return Statement(
        id="s1",
        act="accuse",
        cue=cue,
        speaker=speaker,
        speaker_text=None,
        chain=(),
        via=(),
        content=Span(start=6, end=9, text="الج"),
        quotation="indirect",
        rule="statements.test",
    )


_ENTITIES = {"e1": _entity("e1", 40, "الوزارة"), "e2": _entity("e2", 6, "الجماعة")}


def test_who_is_spoken_to_is_no_speaker() -> None:
    """A verb without subject goes on with the statement's speaker; who stands after it is accused."""
    (event,) = with_speakers([_event(("e2",))], (_statement("e1"),), _ENTITIES)
    assert (event.actors, event.recipients) == (("e1",), ("e2",))


def test_a_speaker_among_the_actors_changes_nothing() -> None:
    """Where the sentence already names the speaker, those who speak with him stay."""
    event = _event(("e1", "e2"))
    assert with_speakers([event], (_statement("e1"),), _ENTITIES) == [event]


def test_no_speaker_no_guess() -> None:
    """A statement without speaker says nothing of who acts."""
    event = _event(("e2",))
    assert with_speakers([event], (_statement(None),), _ENTITIES) == [event]
