"""When, and under what name."""

from __future__ import annotations

from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import Place

VILLAGE = Place(lat=36.1, lon=36.8, precision="exact", country="SYR", feature="village")
CITY = Place(lat=35.93, lon=36.63, precision="exact", country="SYR", feature="city")
REGION = Place(lat=35.9, lon=36.6, precision="admin1", country="SYR", feature="governorate")


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


def test_figures_without_a_deed_have_the_place_and_time_of_their_sentence(lexicon: Lexicon) -> None:
    """Ten killed in X yesterday, whoever killed them."""
    text = "عشرة قتلى في الزيتونة يوم 3 أيار 2024"
    events, _ = read(text, lexicon, (entity("e1", "place", text, "الزيتونة", place=VILLAGE),))
    assert [(e.place, e.time) for e in events] == [("e1", "t1")]


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


def test_a_call_has_the_place_of_its_speaker_and_no_time_of_what_it_is_about(lexicon: Lexicon) -> None:
    """Condemning a strike on X on Thursday is done neither in X nor on Thursday."""
    text = "تدين المنظمة قصف الطائرات للزيتونة يوم الخميس"
    given = (entity("e1", "place", text, "الزيتونة", place=VILLAGE),)
    events, _ = read(text, lexicon, given, published="2024-05-20")
    assert [(e.place, e.time) for e in events if e.type == "ACCUSE"] == [(None, None)]


def test_a_lapse_after_something_dates_nothing(lexicon: Lexicon) -> None:
    """Neither the raids nor what came a week after them has a day (بعد أسبوع من)."""
    events, _ = read("قصفت الطائرات القرية بعد أسبوع من مداهمات الحي", lexicon, published="2024-05-20")
    assert {e.time for e in events} == {None}


def test_a_deed_told_as_before_keeps_its_own_time(lexicon: Lexicon) -> None:
    """Who died after an arrest four years ago did not die four years ago."""
    events, _ = read("قتل شاب في السجن بعد اعتقاله قبل أربع سنوات", lexicon, published="2024-05-20")
    assert {e.type: e.time for e in events} == {"ASSAULT": None, "COERCE": "t1"}


def test_the_year_of_a_thing_and_the_day_since_which_date_no_deed(lexicon: Lexicon) -> None:
    """Neither land taken in 1948 nor a war that broke out in April dates what is told beside them."""
    for text in ("اعتقل الجنود شابا في الأراضي المحتلة عام 1948", "قتل مئة شخص منذ اندلاع الحرب في 15 نيسان 2023"):
        events, _ = read(text, lexicon, published="2024-05-20")
        assert [e.time for e in events] == [None]
    events, _ = read("قتل مئة شخص في 15 نيسان 2023", lexicon, published="2024-05-20")
    assert [e.time for e in events] == ["t1"]


def test_of_two_times_the_one_behind_the_noun_is_the_deeds(lexicon: Lexicon) -> None:
    """Who claims today a strike of Sunday tells of Sunday; with one time alone that is taken."""
    events, _ = read(
        "تبنت الحركة، اليوم، الهجوم على القرية الواقعة جنوب البلاد يوم الأحد", lexicon, published="2024-05-23"
    )
    assert [e.time for e in events if e.type == "ASSAULT"] == ["t2"]
    events, _ = read("تبنت الحركة، اليوم، الهجوم على القرية", lexicon, published="2024-05-23")
    assert [e.time for e in events if e.type == "ASSAULT"] == ["t1"]
