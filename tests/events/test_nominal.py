"""Tests of khabar.events.nominal: to whom a deed told as a noun is done."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import Entity


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
