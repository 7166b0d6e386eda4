"""Tests of khabar.events.groups: nameless people told twice of one deed are one entity."""

from __future__ import annotations

from khabar.events.groups import united
from khabar.events.participants import RULE
from khabar.objects import Entity, Event, Mention, Span


def _people(identity: str, start: int, name: str = "خمسة مزارعين", rule: str = RULE) -> Entity:
    mention = Mention(start=start, end=start + len(name), text=name, form="nominal")
    return Entity(id=identity, kind="people", name=name, mentions=(mention,), rule=rule)


def _event(*recipients: str) -> Event:
    """Told at 0 to 50 and again at 100 to 150."""
    first, again = (Span(start=at, end=at + 50, text="ق" * 50) for at in (0, 100))
    return Event(
        id="v1", type="ASSAULT", trigger=first, evidence=first, also=(again,), status="occurred", rule="events.test",
        recipients=recipients, victims=recipients,
    )  # fmt: skip


def test_the_same_words_in_two_tellings_are_the_same_people() -> None:
    """The first keeps both mentions, the second is gone from the record and from the event."""
    people = {e.id: e for e in (_people("e1", 10), _people("e2", 110))}
    events, entities = united([_event("e1", "e2")], people)
    assert events[0].recipients == events[0].victims == ("e1",)
    assert [(e.id, [m.start for m in e.mentions]) for e in entities] == [("e1", [10, 110])]


def test_two_groups_of_one_telling_stay_two() -> None:
    """قتل خمسة مزارعين وأصيب خمسة مزارعين tells of ten."""
    people = {e.id: e for e in (_people("e1", 5), _people("e2", 30))}
    events, entities = united([_event("e1", "e2")], people)
    assert events[0].recipients == ("e1", "e2") and len(entities) == 2


def test_other_words_and_named_people_stay_apart() -> None:
    """Only nameless people who are called the same are one."""
    people = {e.id: e for e in (_people("e1", 5), _people("e2", 110, "أربعة مزارعين"), _people("e3", 120, rule="m"))}
    events, entities = united([_event("e1", "e2", "e3")], people)
    assert events[0].recipients == ("e1", "e2", "e3") and len(entities) == 3
