"""Tests of khabar.events.spoken: who speaks a deed that is done by speaking."""

from __future__ import annotations

import pytest

from khabar import Page, Reader
from khabar.events.spoken import with_speakers
from khabar.lexicon import Lexicon
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


@pytest.mark.parametrize(
    ("text", "cue", "type_", "recipient"),
    [
        ("قال رئيس الحزب سامي نادر إن الحادث مدبر، متهما إيران بالوقوف وراءه.", "متهما", "ACCUSE", "إيران"),
        ("أشاد الوزير بالاتفاق، داعيا الجيش السوداني إلى ضبط النفس.", "داعيا", "REQUEST", "الجيش السوداني"),
        ("علق الوفد مشاركته، ملوحا بالانسحاب.", "ملوحا", "THREATEN", None),
    ],
)
def test_a_cue_without_trigger_is_a_deed(lexicon: Lexicon, text: str, cue: str, type_: str, recipient: str) -> None:
    """Who charges, asks or threatens by a participle does so; whom the words are for is the recipient."""
    record = Reader(lexicon).read(Page(data=text, source_id="cue", format="text"))
    names = {e.id: e.name for e in record.entities}
    (event,) = [e for e in record.events if e.trigger.text == cue]
    assert event.type == type_ and event.actors == (record.statements[-1].speaker,)
    assert [names[i] for i in event.recipients] == ([recipient] if recipient else [])


def test_a_cue_that_triggered_a_deed_is_no_second_one(lexicon: Lexicon) -> None:
    """The verb, or in جدد رفضه its noun, tells the refusal once."""
    for text in ("رفض الوفد الاتفاق.", "جدد الوفد رفضه الاتفاق."):
        record = Reader(lexicon).read(Page(data=text, source_id="cue", format="text"))
        assert [e.type for e in record.events].count("REJECT") == 1


def test_words_to_god_ask_nothing_of_anyone(lexicon: Lexicon) -> None:
    """داعيا الله أن … is a prayer and no request among the deeds."""
    text = "أعرب المحافظ عن حزنه، داعيا الله أن يحفظ الجميع"
    record = Reader(lexicon).read(Page(data=text, source_id="prayer", format="text"))
    assert [e.type for e in record.events if e.type == "REQUEST"] == []


def test_the_office_of_who_speaks_is_not_spoken_to() -> None:
    """Whom the words that name the speaker hold is the speaker himself, not whom he calls upon."""
    said = _statement("e1").model_copy(update={"speaker_text": Span(start=6, end=13, text="الجماعة")})
    (event,) = with_speakers([_event(("e2",))], (said,), {**_ENTITIES, "e2": _entity("e2", 6, "الجماعة")})
    assert (event.actors, event.recipients) == (("e1",), ())
