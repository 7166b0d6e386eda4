"""Tests of khabar.events.agency: who does a deed by words of agency."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("استهدف المسلحون بقذائف المدفعية مواقع الجنود في الوادي", ["المسلحون"], ["الجنود"]),
        ("هجوم بقذائف ثقيلة أصابت تجمعًا للجنود في الوادي", [], []),
        ("قتل راع برصاص الجنود", ["الجنود"], ["راع"]),
        ("قتل راع بغارة في قاعدة للجنود", [], ["راع"]),
        ("استهدف المسلحون عددا من مواقع الجنود", ["المسلحون"], ["الجنود"]),
        ("خطف مسلحون القاضي برفقة ثلاثة جنود", ["مسلحون"], ["ثلاثة جنود"]),
        ("اقتحم الجنود المسجد برفقة مسلحين", ["الجنود", "مسلحين"], []),
        ("قصف مشترك للجنود على البلدة", ["الجنود"], []),
        ("فتح مسلحون يستقلون دراجة نيران أسلحتهم على دورية", ["مسلحون"], ["دورية"]),
        ("قتل شاب بعد أن أطلق عليه مجهولون النار", ["مجهولون"], ["شاب"]),
        ("أطلق جنود النار على متظاهرين", ["جنود"], ["متظاهرين"]),
    ],
)
def test_fire_and_company_are_those_of_who_is_told(
    lexicon: Lexicon, text: str, actors: list[str], recipients: list[str]
) -> None:
    """The shells of a subject are no others', whoever is struck; company does or suffers what one does."""
    events, entities = read(text, lexicon)
    assert [entities[a].name for a in events[0].actors] == actors
    assert set(recipients) <= {entities[r].name for r in events[0].recipients}


def test_who_leads_a_body_does_not_do_its_deeds(lexicon: Lexicon) -> None:
    """Of the coalition that a state leads, the coalition attacks; an attack that somebody leads is his."""
    text = "قصفت قوات الحلف التي تقودها فرنسا المعسكر"
    named = (entity("e1", "organization", text, "قوات الحلف"), entity("e2", "state", text, "فرنسا", code="FRA"))
    events, _ = read(text, lexicon, named)
    assert [e.actors for e in events] == [("e1",)]
    text = "هجوم تقوده فرنسا على المعسكر"
    events, _ = read(text, lexicon, (entity("e1", "state", text, "فرنسا", code="FRA"),))
    assert [e.actors for e in events] == [("e1",)]


def test_a_country_that_fire_comes_from_is_where_it_was_fired(lexicon: Lexicon) -> None:
    """بصواريخ من فرنسا says whence, and not that the state fired."""
    text = "استهداف المعسكر بصواريخ من فرنسا"
    events, _ = read(text, lexicon, (entity("e1", "state", text, "فرنسا", code="FRA"),))
    assert [e.actors for e in events] == [()]


def test_a_country_that_is_the_source_is_no_doer(lexicon: Lexicon) -> None:
    """Of a strike whose source is a country nobody is said to have done it; of one whose source is a force, it is."""
    text = "قتل مدني بقصف مصدره فرنسا"
    events, _ = read(text, lexicon, (entity("e1", "state", text, "فرنسا", code="FRA"),))
    assert [e.actors for e in events] == [()]
    text = "قتل مدني بقصف مصدره مناطق انتشار الجنود"
    events, entities = read(text, lexicon)
    assert [entities[a].name for e in events for a in e.actors] == ["الجنود"]


def test_who_met_with_a_strike_suffers_it(lexicon: Lexicon) -> None:
    """تعرضت له brings in whom the deed befell, and not who did it."""
    events, entities = read("أسفر القصف الذي تعرضت له قوات الحراسة عن قتلى", lexicon)
    assert events[0].actors == ()
    assert [entities[r].name for r in events[0].recipients][:1] == ["قوات الحراسة"]


def test_a_calm_deed_told_by_an_active_verb_needs_no_word_for_who_acts(lexicon: Lexicon) -> None:
    """In تدعو النقابة إلى رفع القيود المفروضة من قبل الجيش the army imposes and does not call."""
    text = "تدعو النقابة إلى رفع القيود المفروضة من قبل جيش الوادي"
    events, entities = read(text, lexicon, (entity("e1", "armed_group", text, "جيش الوادي"),))
    assert [entities[a].name for a in events[0].actors] == ["النقابة"]
