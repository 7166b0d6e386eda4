"""Where, when, and under what name."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import Place

VILLAGE = Place(lat=36.1, lon=36.8, precision="exact", country="SYR", feature="village")
CITY = Place(lat=35.93, lon=36.63, precision="exact", country="SYR", feature="city")
REGION = Place(lat=35.9, lon=36.6, precision="admin1", country="SYR", feature="governorate")
HOSPITAL = VILLAGE.model_copy(update={"feature": "hospital"})
RIVER = Place(lat=35.9, lon=38.9, precision="exact", country="SYR", feature="landform")
UNPLACED = Place(lat=35.9, lon=36.6, precision="admin1", country="SYR", feature="village", relation="شمالي إدلب")

# What is read → the names of the places in it with what they are, and the one where the deed was done.
WHERE = {
    "a village in a region": (
        "قصفت الطائرات قرية الزيتونة في محافظة إدلب",
        [("محافظة إدلب", REGION), ("قرية الزيتونة", VILLAGE)],
        1,
    ),
    "a place beside it only tells the way": ("قصف على الزيتونة شرقي إدلب", [("إدلب", CITY), ("الزيتونة", CITY)], 1),
    "where the hurt are taken": (
        "أصيب خمسة أطفال بقصف استهدف منازل في قرية الزيتونة ما استدعى نقلهم إلى مشفى الرابية",
        [("قرية الزيتونة", VILLAGE), ("مشفى الرابية", HOSPITAL)],
        0,
    ),
    "taken to a hospital named after a town": (
        "قصف على بلدة الزيتونة استدعى نقلهم إلى مشفى السنديانة",
        [("الزيتونة", CITY), ("السنديانة", HOSPITAL)],
        0,
    ),
    "where one comes from": ("قتل رجل من الزيتونة في إدلب", [("الزيتونة", VILLAGE), ("إدلب", CITY)], 1),
    "where a force stands": (
        "قصفت القوات المتمركزة في بلدة الزيتونة أطراف السنديانة",
        [("الزيتونة", VILLAGE), ("السنديانة", VILLAGE)],
        1,
    ),
    "the taken are taken where they come from": (
        "اعتقلت دورية شابا من بلدة الزيتونة في محافظة إدلب",
        [("محافظة إدلب", REGION), ("الزيتونة", VILLAGE)],
        1,
    ),
    "a hashtag at the head is wider": ("#إدلب قصف مدفعي على منطقة الزيتونة", [("إدلب", CITY), ("الزيتونة", CITY)], 1),
    "a village without position is finer than its region": (
        "قصف على محيط قرية الزيتونة شمالي محافظة إدلب",
        [("إدلب", REGION), ("الزيتونة", UNPLACED)],
        1,
    ),
    "off a town is beside it, before the region": (
        "قصف على مزرعة بالقرب من بلدة الزيتونة في محافظة إدلب",
        [("محافظة إدلب", REGION), ("الزيتونة", VILLAGE)],
        1,
    ),
    "fire comes from a base in another town": (
        "سقوط صواريخ في الزيتونة مصدرها قاعدة عسكرية في السنديانة",
        [("الزيتونة", CITY), ("السنديانة", VILLAGE)],
        0,
    ),
    "a town in the clause beside is better than an area": (
        "غارة استهدفت رجلا ينحدر من محافظة إدلب، وذلك قرب قرية الزيتونة",
        [("محافظة إدلب", REGION), ("الزيتونة", VILLAGE)],
        1,
    ),
    "a name that lies nowhere yields": (
        "قصف على الزيتونة في السنديانة",
        [("الزيتونة", Place()), ("السنديانة", CITY)],
        1,
    ),
    "talks are held in a place, not of one": (
        "بحث الوزير تطورات الزيتونة مع نظيره في السنديانة",
        [("الزيتونة", CITY), ("السنديانة", CITY)],
        1,
    ),
    "an agreement is only called after a town": (
        "قصف على السنديانة رغم اتفاق الزيتونة",
        [("السنديانة", CITY), ("الزيتونة", CITY)],
        0,
    ),
    "several hashtags at the head are wider": (
        "#عاجل #إدلب اعتقلت دورية شابا من بلدة الزيتونة",
        [("إدلب", CITY), ("الزيتونة", CITY)],
        1,
    ),
    "a river is wider than a town": (
        "قصف على ضفة نهر الفرات في مدينة الزيتونة",
        [("نهر الفرات", RIVER), ("الزيتونة", CITY)],
        1,
    ),
}


@pytest.mark.parametrize("case", WHERE)
def test_where_a_deed_was_done(lexicon: Lexicon, case: str) -> None:
    """Of the places that a sentence names, the finest where the deed was done, whatever else is of the others."""
    text, named, where = WHERE[case]
    given = tuple(
        entity(f"e{i}", "facility" if place is HOSPITAL else "place", text, name, place=place)
        for i, (name, place) in enumerate(named, start=1)
    )
    assert read(text, lexicon, given)[0][0].place == given[where].id


def test_a_place_that_undergoes_an_attack_is_its_place(lexicon: Lexicon) -> None:
    """تعرضت البلدة لقصف."""
    text = "تعرضت الزيتونة لقصف مدفعي"
    event = read(text, lexicon, (entity("e1", "place", text, "الزيتونة", place=VILLAGE),))[0][0]
    assert event.place == "e1" and event.recipients == ()


def test_of_a_town_and_a_village_the_first_counts(lexicon: Lexicon) -> None:
    """A shelled town is the place though a village is named further on; a village in a town's district is its own."""
    town = VILLAGE.model_copy(update={"feature": "town"})
    text = "قصفت المدفعية منازل في بلدة الوادي بعد يوم من عودة سكان قرية الزيتونة"
    given = (
        entity("e1", "place", text, "بلدة الوادي", place=town),
        entity("e2", "place", text, "قرية الزيتونة", place=VILLAGE),
    )
    assert read(text, lexicon, given)[0][0].place == "e1"
    text = "قصفت المدفعية منازل في قرية الزيتونة في بلدة الوادي"
    given = (
        entity("e1", "place", text, "بلدة الوادي", place=town),
        entity("e2", "place", text, "قرية الزيتونة", place=VILLAGE),
    )
    assert read(text, lexicon, given)[0][0].place == "e2"


def test_time_of_the_clause_else_of_the_report(lexicon: Lexicon) -> None:
    """A deed takes the time of its own clause; one without takes the day that frames the report."""
    events, _ = read("قصفت الطائرات القرية أمس. وهاجم مسلحون حاجزا.", lexicon, published="2024-05-20")
    assert events[0].time is not None and events[1].time == events[0].time
    events, _ = read("قصفت الطائرات القرية أمس، وهاجم مسلحون حاجزا اليوم.", lexicon, published="2024-05-20")
    assert events[0].time != events[1].time


def test_a_named_day_and_a_century_beside_a_deed_do_not_date_it(lexicon: Lexicon) -> None:
    """Of an anniversary and the day it is told of, the latter counts; a century in the clause beside is another's."""
    text = "قصفت الطائرات القرية في ذكرى هجمات 11 سبتمبر بعد ظهر أمس."
    events, _ = read(text, lexicon, published="2024-09-12")
    assert {e.time for e in events if e.trigger.text == "قصفت"} == {"t2"}
    events, _ = read("دمر المسلحون القلعة، فيما تعود أسوارها إلى القرن الثاني عشر.", lexicon, published="2024-09-12")
    assert [e.time for e in events if e.trigger.text == "دمر"] == [None]


def test_nothing_is_dated_that_the_text_does_not_date(lexicon: Lexicon) -> None:
    """A publication date alone dates no deed."""
    assert read("قصفت الطائرات القرية.", lexicon, published="2024-05-20")[0][0].time is None


def test_an_operation_has_a_name(lexicon: Lexicon) -> None:
    """The quoted name after اسم is the event's name and tells no deed of its own."""
    events, _ = read("بدأت القوات هجوما على البلدة في معركة أطلق عليها اسم “تحرير الوادي”", lexicon)
    assert [e.name for e in events] == ["تحرير الوادي"]


def test_the_preposition_before_a_towns_noun_counts(lexicon: Lexicon) -> None:
    """من | بلدة | X is where the wounded come from; they were hit elsewhere."""
    text = "جرحى من بلدة الزيتونة جراء قصف على السنديانة"
    given = (
        entity("e1", "place", text, "الزيتونة", place=VILLAGE),
        entity("e2", "place", text, "السنديانة", place=VILLAGE),
    )
    assert {e.place for e in read(text, lexicon, given)[0]} == {"e2"}


def test_figures_without_a_deed_have_the_place_and_time_of_their_sentence(lexicon: Lexicon) -> None:
    """Ten killed in X yesterday, whoever killed them."""
    text = "عشرة قتلى في الزيتونة يوم 3 أيار 2024"
    events, _ = read(text, lexicon, (entity("e1", "place", text, "الزيتونة", place=VILLAGE),))
    assert [(e.place, e.time) for e in events] == [("e1", "t1")]


def test_violence_is_of_the_only_place_that_a_report_names(lexicon: Lexicon) -> None:
    """One town named anywhere is where a deed without place was done; of two, neither is."""
    text = "سلام على الزيتونة. قصفت الطائرات السوق أمس."
    given = (entity("e1", "place", text, "الزيتونة", place=VILLAGE),)
    assert read(text, lexicon, given)[0][0].place == "e1"
    text = "سلام على الزيتونة والسنديانة. قصفت الطائرات السوق أمس."
    given = (
        entity("e1", "place", text, "الزيتونة", place=VILLAGE),
        entity("e2", "place", text, "السنديانة", place=VILLAGE),
    )
    assert read(text, lexicon, given)[0][0].place is None


def test_a_day_said_once_holds_for_the_whole_sentence(lexicon: Lexicon) -> None:
    """A day at the head of a long sentence dates the deed at its end; a year or what is to come does not."""
    text = "أمس زار الوفد السوق، وتفقد المشفى، وسأل عن الحال، وقتل حارسان."
    events, _ = read(text, lexicon, published="2024-05-20")
    assert [e.time for e in events if e.counts] == ["t1"]
    text = "عام 2015 بني السوق، وتوسع بعدها، وعرفه الناس، وقتل حارسان."
    assert [e.time for e in read(text, lexicon, published="2024-05-20")[0] if e.counts] == [None]


def test_no_year_of_a_clause_beside_it_dates_a_stand(lexicon: Lexicon) -> None:
    """Who rejects a step today, calling it a breach of an agreement of 2015, did not reject it in 2015."""
    events, _ = read("ترفض الوزارة القرار، وتعده خرقا لنص أقر في عام 2015.", lexicon, published="2024-05-20")
    assert [e.time for e in events if e.type == "REJECT"] == [None]


def test_the_day_of_the_lead_is_carried_to_violence_in_the_same_place_alone(lexicon: Lexicon) -> None:
    """What follows of the attack is of its day; calls, and what is told of another town, have none of their own."""
    text = "قصفت الطائرات الزيتونة أمس.\nوقتل في الزيتونة رجلان.\nوقصفت السنديانة.\nوطالبت الوزارة بتحقيق."
    given = (
        entity("e1", "place", text, "الزيتونة", place=VILLAGE),
        entity("e2", "place", text, "السنديانة", place=CITY),
    )
    events, _ = read(text, lexicon, given, published="2024-05-20")
    assert {e.place: e.time for e in events if e.type == "ASSAULT"} == {"e1": "t1", "e2": None}
    assert [e.time for e in events if e.type == "REQUEST"] == [None]


def test_what_had_been_done_before_is_not_of_the_leads_day(lexicon: Lexicon) -> None:
    """وكان … قد, سبق أن tell of an earlier day, which they may name."""
    text = "قصفت الطائرات السوق أمس.\n{} المدفعية قصفت السوق{}."
    for told in ("وكانت", "وسبق أن كانت"):
        events, _ = read(text.format(told, ""), lexicon, published="2024-05-20")
        assert [e.time for e in events] == ["t1", None]
    events, _ = read(text.format("وكانت", " في 3 أيار 2024"), lexicon, published="2024-05-20")
    assert [e.time for e in events] == ["t1", "t2"]


def test_casualties_are_of_what_was_told_just_before_them(lexicon: Lexicon) -> None:
    """X was struck, where three were killed, and Y is calm: killed in X."""
    text = "استهدفت الطائرات الزيتونة، حيث قتل ثلاثة رجال، وعاد الهدوء في السنديانة"
    given = (
        entity("e1", "place", text, "الزيتونة", place=VILLAGE),
        entity("e2", "place", text, "السنديانة", place=VILLAGE),
    )
    assert {e.place for e in read(text, lexicon, given)[0] if e.counts} == {"e1"}


def test_whose_a_thing_is_and_who_holds_a_place_is_not_where(lexicon: Lexicon) -> None:
    """A car of the hospital of X is hit in Y, land that X holds lies in Y; a station of the town of X lies there."""
    car, land, station = "سيارة تابعة لمشفى الزيتونة", "مناطق خاضعة لسيطرة الزيتونة", "محطة تابعة لمدينة الزيتونة"
    for target, place in ((car, "e2"), (land, "e2"), (station, "e1")):
        text = f"قصفت الطائرات {target} في السنديانة"
        entities = (
            entity("e1", "place", text, "الزيتونة", place=VILLAGE),
            entity("e2", "place", text, "السنديانة", place=REGION),
        )
        assert read(text, lexicon, entities)[0][0].place == place


def test_for_whose_sake_is_not_where(lexicon: Lexicon) -> None:
    """A protest in one town in solidarity with another, or against what was done there, is in the first."""
    for words in ("تضامنا مع الرابية", "احتجاجا على قصف استهدف الرابية"):
        text = f"تظاهر المئات في الزيتونة {words}"
        given = (
            entity("e1", "place", text, "الزيتونة", place=CITY),
            entity("e2", "place", text, "الرابية", place=CITY),
        )
        events, found = read(text, lexicon, given)
        protest = next(e for e in events if e.type == "PROTEST")
        assert protest.place == "e1" and [found[a].name for a in protest.actors] == ["المئات"]


def test_a_call_has_the_place_of_its_speaker_and_no_time_of_what_it_is_about(lexicon: Lexicon) -> None:
    """Condemning a strike on X on Thursday is done neither in X nor on Thursday."""
    text = "تدين المنظمة قصف الطائرات للزيتونة يوم الخميس"
    given = (entity("e1", "place", text, "الزيتونة", place=VILLAGE),)
    events, _ = read(text, lexicon, given, published="2024-05-20")
    assert [(e.place, e.time) for e in events if e.type == "ACCUSE"] == [(None, None)]
