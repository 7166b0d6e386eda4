"""Where, when, and under what name."""

from __future__ import annotations

from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import Place

VILLAGE = Place(lat=36.1, lon=36.8, precision="exact", country="SYR", feature="village")
CITY = Place(lat=35.93, lon=36.63, precision="exact", country="SYR", feature="city")
REGION = Place(lat=35.9, lon=36.6, precision="admin1", country="SYR", feature="governorate")


def test_the_finest_place_is_where_it_happened(lexicon: Lexicon) -> None:
    """A village in a region: the village; a place beside it only tells the way."""
    text = "قصفت الطائرات قرية الزيتونة في محافظة إدلب"
    given = (
        entity("e1", "place", text, "محافظة إدلب", place=REGION),
        entity("e2", "place", text, "قرية الزيتونة", place=VILLAGE),
    )
    assert read(text, lexicon, given)[0][0].place == "e2"
    text = "قصف على الزيتونة شرقي إدلب"
    given = (entity("e1", "place", text, "إدلب", place=CITY), entity("e2", "place", text, "الزيتونة", place=CITY))
    assert read(text, lexicon, given)[0][0].place == "e2"


def test_a_place_that_undergoes_an_attack_is_its_place(lexicon: Lexicon) -> None:
    """تعرضت البلدة لقصف."""
    text = "تعرضت الزيتونة لقصف مدفعي"
    event = read(text, lexicon, (entity("e1", "place", text, "الزيتونة", place=VILLAGE),))[0][0]
    assert event.place == "e1" and event.recipients == ()


def test_where_one_comes_from_is_not_where_it_happened(lexicon: Lexicon) -> None:
    """A man from one town, killed in another."""
    text = "قتل رجل من الزيتونة في إدلب"
    given = (entity("e1", "place", text, "الزيتونة", place=VILLAGE), entity("e2", "place", text, "إدلب", place=CITY))
    assert read(text, lexicon, given)[0][0].place == "e2"


def test_time_of_the_clause_else_of_the_report(lexicon: Lexicon) -> None:
    """A deed takes the time of its own clause; one without takes the day that frames the report."""
    events, _ = read("قصفت الطائرات القرية أمس. وهاجم مسلحون حاجزا.", lexicon, published="2024-05-20")
    assert events[0].time is not None and events[1].time == events[0].time
    events, _ = read("قصفت الطائرات القرية أمس، وهاجم مسلحون حاجزا اليوم.", lexicon, published="2024-05-20")
    assert events[0].time != events[1].time


def test_nothing_is_dated_that_the_text_does_not_date(lexicon: Lexicon) -> None:
    """A publication date alone dates no deed."""
    assert read("قصفت الطائرات القرية.", lexicon, published="2024-05-20")[0][0].time is None


def test_an_operation_has_a_name(lexicon: Lexicon) -> None:
    """The quoted name after اسم is the event's name and tells no deed of its own."""
    events, _ = read("بدأت القوات هجوما على البلدة في معركة أطلق عليها اسم “تحرير الوادي”", lexicon)
    assert [e.name for e in events] == ["تحرير الوادي"]
