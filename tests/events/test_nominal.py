"""Tests of khabar.events.nominal: to whom a deed told as a noun is done."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import Entity, Mention


def sides(text: str, lexicon: Lexicon, *given: Entity) -> tuple[list[str], list[str]]:
    """The names of the actors and recipients of a text's first event."""
    events, entities = read(text, lexicon, given)
    return [entities[a].name for a in events[0].actors], [entities[r].name for r in events[0].recipients]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("دعوات للحكومة إلى الاستقالة", [], ["الحكومة"]),
        ("دعوة من الجمعية إلى الهدوء", ["الجمعية"], []),
        ("اتهامات للوزارة بالتقصير", [], ["الوزارة"]),
        ("اجتماع للحكومة في القصر", ["الحكومة"], []),
        ("استقبال الوزير للوفد في القصر", ["الوزير"], ["الوفد"]),
        ("اجتماع الوزير مع السفير في القصر", ["الوزير"], ["السفير"]),
        ("جدد المدير مطالبته الوزارة بالتمويل", ["المدير"], ["الوزارة"]),
        ("تلقى الوزير اتصالا هاتفيا من السفير", ["السفير"], ["الوزير"]),
    ],
)
def test_prepositions_behind_a_noun_say_to_whom(
    lexicon: Lexicon, text: str, actors: list[str], recipients: list[str]
) -> None:
    """ل brings in the accused and the called upon, but the owner of a meeting; من whoever a thing was received from."""
    assert sides(text, lexicon) == (actors, recipients)


def test_a_visit_is_of_persons_and_to_states(lexicon: Lexicon) -> None:
    """In زيارة للوادي the state of the valley is visited; in زيارة للوزير the minister visits."""
    text = "خلال زيارة لدولة الوادي"
    state = entity("e1", "state", text, "دولة الوادي")
    assert sides(text, lexicon, state) == ([], ["دولة الوادي"])
    text = "خلال زيارة لسامر العلي إلى دولة الوادي"
    given = entity("e1", "state", text, "دولة الوادي"), entity("e2", "person", text, "سامر العلي")
    assert sides(text, lexicon, *given) == (["سامر العلي"], ["دولة الوادي"])


def test_a_noun_of_purpose_has_its_object_in_the_genitive(lexicon: Lexicon) -> None:
    """وصل لزيارة الجمعية: the association is called on; it does not call."""
    text = "سافر الوفد لزيارة جمعية النهر"
    assert sides(text, lexicon, entity("e1", "organization", text, "جمعية النهر")) == ([], ["جمعية النهر"])


def test_a_meeting_that_brings_two_together_is_of_both(lexicon: Lexicon) -> None:
    """لقاء جمع الوزير بالسفير: both take part."""
    text = "لقاء سري جمع سامر العلي بنزار الحسن في المدينة"
    given = entity("e1", "person", text, "سامر العلي"), entity("e2", "person", text, "نزار الحسن")
    assert sides(text, lexicon, *given) == (["سامر العلي", "نزار الحسن"], [])


def test_talks_called_by_the_capital_are_not_of_its_state(lexicon: Lexicon) -> None:
    """لقاء العاصمة: where they are held is no one who talks; a state by its own name is."""
    text = "قال الوسيط إن لقاء تلمار فرصة للحل"
    city = entity("e1", "state", text, "تلمار").model_copy(update={"name": "دولة النهر"})
    assert sides(text, lexicon, city) == ([], [])
    text = "قال الوسيط إن لقاء تلمار فرصة للحل"
    assert sides(text, lexicon, entity("e1", "state", text, "تلمار")) == (["تلمار"], [])


def test_a_delegation_visits_though_its_state_is_named(lexicon: Lexicon) -> None:
    """زيارة الوفد المصري is no visit to the state."""
    text = "تأتي زيارة الوفد المصري وسط توتر"
    state = entity("e1", "state", text, "المصري").model_copy(update={"name": "مصر"})
    assert sides(text, lexicon, state) == (["مصر"], [])


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("طالبت النقابة بإدانة جرائم جمعية النهر", [], ["جمعية النهر"]),
        ("عبر عن شكره لحفاوة استقبال جمعية النهر", [], ["جمعية النهر"]),
        ("تعهد بتمويل لمساعدة جمعية النهر", [], ["جمعية النهر"]),
        ("قرار الاعتراف بدولة جمعية النهر", [], ["جمعية النهر"]),
        ("أعلن الوزير دعم جمعية النهر", ["الوزير"], ["جمعية النهر"]),
        ("أكد الوزير وقوف جمعية النهر مع الأهالي", ["جمعية النهر"], []),
        ("الاتهامات التي وجهتها جمعية النهر إلى الوزير", ["جمعية النهر"], []),
    ],
)
def test_whose_matter_is_judged_and_who_is_received_do_not_do_it(
    lexicon: Lexicon, text: str, actors: list[str], recipients: list[str]
) -> None:
    """The owner of crimes is condemned, who is received is no host, and whom a party supports does not support."""
    events, entities = read(text, lexicon, (entity("e1", "organization", text, "جمعية النهر"),))
    assert [entities[a].name for a in events[-1].actors] == actors
    assert recipients == [entities[r].name for r in events[-1].recipients][: len(recipients)]


def test_states_in_a_row_talk_with_each_other(lexicon: Lexicon) -> None:
    """المحادثات القطرية اليابانية are of both."""
    text = "تناولت المحادثات القطرية اليابانية ملف المياه"
    given = entity("e1", "state", text, "القطرية"), entity("e2", "state", text, "اليابانية")
    given = tuple(e.model_copy(update={"mentions": _described(e), "name": n}) for e, n in zip(given, "قي", strict=True))
    assert read(text, lexicon, given)[0][0].actors == ("e1", "e2")


def _described(entity_: Entity) -> tuple[Mention, ...]:
    return tuple(m.model_copy(update={"form": "nominal"}) for m in entity_.mentions)


def test_the_pronoun_of_a_charge_is_the_accused(lexicon: Lexicon) -> None:
    """اتهامه بالقتل and إدانته بما نسب إليه are done to him; إدانته بشدة للهجوم is his."""
    text = "أسفر التحقيق مع سامر العلي عن اتهامه بالسرقة"
    given = entity("e1", "person", text, "سامر العلي")
    charges = [e for e in read(text, lexicon, (given,))[0] if "اتهام" in e.trigger.text]
    assert [e.recipients for e in charges] == [("e1",)]
    text = "جدد سامر العلي إدانته بشدة للهجوم"
    assert sides(text, lexicon, entity("e1", "person", text, "سامر العلي"))[0] == ["سامر العلي"]
