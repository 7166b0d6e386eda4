"""Where a deed was done."""

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
DISTRICT = Place(lat=36.1, lon=36.8, precision="admin2", country="SYR", admin1="الزيتونة", feature="district")
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
    "a valley is where it is, the town beside it tells only that": (
        "ضربة جوية في وادي السرو جنوب الزيتونة",
        [("وادي السرو", RIVER), ("الزيتونة", CITY)],
        0,
    ),
    "a district is finer than the town of its governorate": (
        "أغارت الطائرات على مديرية السنديانة بالزيتونة",
        [("السنديانة", DISTRICT), ("الزيتونة", CITY)],
        0,
    ),
    "where fire goes, not where it comes from": (
        "أطلقت بطارية من مواقعها في الزيتونة صاروخين باتجاه السنديانة",
        [("الزيتونة", CITY), ("السنديانة", CITY)],
        1,
    ),
    "where the struck stand": (
        "قصف المسلحون قوات العدو المتمركزة في الزيتونة انطلاقا من السنديانة",
        [("الزيتونة", CITY), ("السنديانة", CITY)],
        0,
    ),
    "a hospital in another town": (
        "أصيبت امرأة في السنديانة ونقلت إلى مستشفى ميداني في الزيتونة",
        [("السنديانة", CITY), ("الزيتونة", CITY)],
        0,
    ),
    "at a checkpoint, not where the taken is from": (
        "اعتقلت دورية شابا من بلدة الزيتونة على حاجز قرب السنديانة",
        [("الزيتونة", CITY), ("السنديانة", CITY)],
        1,
    ),
    "a court tries nobody where he is from": (
        "قضت محكمة في السنديانة بسجن ناشط من الزيتونة",
        [("السنديانة", CITY), ("الزيتونة", CITY)],
        0,
    ),
    "what someone is in charge of": (
        "قتلت الضربة المسؤول عن الزيتونة قرب السنديانة",
        [("الزيتونة", CITY), ("السنديانة", CITY)],
        1,
    ),
    "where those are who say that it was done": (
        "قالت الشرطة في الزيتونة إن ثلاثة قتلوا في السنديانة",
        [("الزيتونة", VILLAGE), ("السنديانة", CITY)],
        1,
    ),
    "a deed told as before": (
        "اعتقل أحمد في الزيتونة بعد قصف استهدف قرية السنديانة",
        [("الزيتونة", CITY), ("قرية السنديانة", VILLAGE)],
        0,
    ),
    "whence they come by a side": (
        "نفذت الطائرات غارات من جنوبي الزيتونة على محيط السنديانة",
        [("الزيتونة", VILLAGE), ("السنديانة", CITY)],
        1,
    ),
    "what was answered": (
        "استهدف المسلحون ثكنة في الزيتونة كرد على العدوان على قرية السنديانة",
        [("الزيتونة", CITY), ("قرية السنديانة", VILLAGE)],
        0,
    ),
    "what is talked of, and where": (
        "اجتمع الوفدان بالزيتونة لبحث الأوضاع في السنديانة",
        [("الزيتونة", CITY), ("السنديانة", CITY)],
        0,
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


def test_the_preposition_before_a_towns_noun_counts(lexicon: Lexicon) -> None:
    """من | بلدة | X is where the wounded come from; they were hit elsewhere."""
    text = "جرحى من بلدة الزيتونة جراء قصف على السنديانة"
    given = (
        entity("e1", "place", text, "الزيتونة", place=VILLAGE),
        entity("e2", "place", text, "السنديانة", place=VILLAGE),
    )
    assert {e.place for e in read(text, lexicon, given)[0]} == {"e2"}


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


def test_what_a_protest_is_about_is_not_where_it_is(lexicon: Lexicon) -> None:
    """A protest against what was done in X, and talks while a war goes on in X, name no place of their own."""
    texts = ("تظاهر طلاب احتجاجا على القصف في الزيتونة", "جرت مفاوضات بين الجانبين بعد الحرب في الزيتونة")
    for text in (*texts, "عقد الوزيران لقاء، فيما يستمر التوغل في الزيتونة"):
        given = (entity("e1", "place", text, "الزيتونة", place=CITY),)
        assert {e.place for e in read(text, lexicon, given)[0] if e.type in ("CONSULT", "PROTEST")} == {None}


def test_talks_by_telephone_and_calls_about_a_place_have_none(lexicon: Lexicon) -> None:
    """Ministers who telephone meet nowhere; whoever welcomes what two sides did in X does so elsewhere."""
    for text in ("بحث الوزيران في اتصال هاتفي التعاون في الزيتونة", "ترحب البعثة بتوقيع الطرفين في الزيتونة اتفاقا"):
        given = (entity("e1", "place", text, "الزيتونة", place=CITY),)
        assert {e.place for e in read(text, lexicon, given)[0] if e.type in ("CONSULT", "SUPPORT")} == {None}


def test_a_state_or_capital_that_is_visited_is_the_place(lexicon: Lexicon) -> None:
    """زار الوفد X."""
    text = "زار سامر الأحمد الوادي اليوم"
    given = (entity("e1", "state", text, "الوادي", code="WAD"), entity("e2", "person", text, "سامر الأحمد"))
    assert [e.place for e in read(text, lexicon, given)[0]] == ["e1"]


def test_the_only_place_of_a_report_is_not_that_of_a_deed_for_its_sake(lexicon: Lexicon) -> None:
    """Whoever strikes in answer to what was done in X, the only place named, strikes elsewhere; so in a long report."""
    text = "استهدفت الكتيبة موقعا عسكريا ردا على المجازر في الزيتونة"
    long = "قصفت الطائرات مواقع عسكرية. " + "وقال الناطق إن الأمر يحتاج إلى وقت طويل. " * 30 + "عاد من الزيتونة"
    for told in (text, long):
        given = (entity("e1", "place", told, "الزيتونة", place=CITY),)
        assert {e.place for e in read(told, lexicon, given)[0] if e.trigger.start < 30} == {None}


def test_a_headline_keeps_its_area_where_the_text_tells_of_many_places(lexicon: Lexicon) -> None:
    """What a headline sums up was not done in one of the villages farther down; the lead says where it was."""
    areas = (("محافظة إدلب", REGION), ("الزيتونة", VILLAGE), ("السنديانة", VILLAGE))
    far = "قصف في محافظة إدلب\nقال الناطق إن الأمر خطير.\nتوقفت الحركة في السوق.\nأغلقت المدارس.\nالقصف طال الزيتونة."
    near = "قصف في محافظة إدلب\nطال القصف الزيتونة."
    for text, name in ((far, "محافظة إدلب"), (near, "الزيتونة")):
        given = tuple(entity(n, "place", text, n, place=p) for n, p in areas if n in text)
        assert read(text, lexicon, given)[0][0].place == name
