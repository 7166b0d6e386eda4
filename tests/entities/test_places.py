"""Which place of a name, and where."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from khabar.objects import Place
from naming import entities_of, named


@pytest.mark.parametrize(
    ("raw", "name", "lat", "lon"),
    [
        ("أصاب القصف قرية الهيشة بريف الرقة", "الهيشة", 36.35, 39.02),
        ("أصاب القصف قرية الهيشة بريف طرطوس", "الهيشة", 34.78, 35.93),
        ("أغلقت المحال في طرابلس بشمال لبنان", "طرابلس", 34.43, 35.84),
        ("أغلقت المحال في العاصمة الليبية طرابلس", "طرابلس", 32.89, 13.19),
        ("وصلوا إلى كوباني", "كوباني", 36.89, 38.35),
        ("التقى الوزير الأمريكي نظيره في جنيف بشأن سوريا", "جنيف", 46.2, 6.15),
        ("داهمت دورية مدينة بنش فجراً", "بنش", 35.96, 36.71),
        ("انهار سقف في مدينة عفرين شمال حلب", "عفرين", 36.51, 36.87),
        ("انهار سقف في قرية عفرين شرق حلب", "عفرين", 36.23, 37.33),
        ("أغلقت المدارس في مدينة الباب", "الباب", 36.37, 37.52),
        ("وصلت دورية إسرائيلية إلى بلدة بيت جن في سوريا، ثم غادرت بيت جن", "بيت جن", 33.31, 35.88),
        ("وصلت القافلة إلى باب الهوى بريف إدلب", "باب الهوى", 36.24, 36.69),
        ("شيع الأهالي الفقيد في مدينة نصر بالقاهرة", "نصر", 30.06, 31.37),
        ("حلق الطيران فوق قرى في مقاطعة الجزيرة بسوريا", "الجزيرة", 36.3, 40.6),
        ("تعهد لبنان ولبنان ولبنان بدعم غزة", "غزة", 31.51, 34.46),
        ("زار وفد لبناني من الحكومة اللبنانية قرية غزة في البقاع", "غزة", 33.67, 35.83),
        ("أضرار قرب مزرعة بيت جن بعد غارة إسرائيلية في ريف دمشق", "بيت جن", 33.31, 35.88),
    ],
)
def test_context_decides(raw: str, name: str, lat: float, lon: float, lexicon: Lexicon) -> None:
    """The governorate, the state and the neighbours that a text names choose among places of one name."""
    place = named(entities_of(raw, lexicon), name).place
    assert place is not None and place.lat is not None and place.lon is not None
    assert abs(place.lat - lat) < 0.1 and abs(place.lon - lon) < 0.1


def test_an_unknown_village_lies_near_its_neighbour(lexicon: Lexicon) -> None:
    """A place in no gazetteer keeps its name, the words that place it, and its neighbour's position as near."""
    place = named(entities_of("سيطروا على قرية السنديانات جنوب بلدة عين عيسى", lexicon), "السنديانات").place
    assert place is not None
    assert (place.precision, place.relation) == ("near", "جنوب بلدة عين عيسى")
    assert place.lat == pytest.approx(36.3855)


def test_an_unknown_village_alone_has_no_position(lexicon: Lexicon) -> None:
    """Without a neighbour there are no coordinates."""
    place = named(entities_of("سيطروا على قرية السنديانات", lexicon), "السنديانات").place
    assert place is not None and place.lat is None and place.precision is None


def test_a_list_lies_where_its_last_name_does(lexicon: Lexicon) -> None:
    """What is said of where the last of several villages lies is said of all; a village after a comma is another."""
    entities = entities_of("سيطروا على قريتي السنديانات والزعيترات في ريف عين عيسى", lexicon)
    assert [e.place.lat for e in entities if e.place][:2] == pytest.approx([36.3855, 36.3855])
    entities = entities_of("أغلقوا مدخل بلدة السنديانات (قرية عين عيسى) أمس", lexicon)
    assert named(entities, "السنديانات").place == Place(feature="town")


def test_a_quarter_is_of_the_town_that_is_named(lexicon: Lexicon) -> None:
    """A quarter right after its town lies in it; without a town it is no far town of its name."""
    place = named(entities_of("انفجار في مدينة إدلب حي السنديانات", lexicon), "السنديانات").place
    assert place is not None and (place.lat, place.precision) == (pytest.approx(35.93, abs=0.01), "near")
    place = named(entities_of("انفجار في حي صلاح الدين", lexicon), "صلاح الدين").place
    assert place is not None and place.lat is None


def test_what_stands_in_a_town_is_of_the_one_town_named(lexicon: Lexicon) -> None:
    """A hospital without its town lies in the only one that its paragraph names; of two towns nobody can say."""
    place = named(entities_of("وصلوا إلى سرمين، واستقبل مستشفى السنديان ثلاثة منهم", lexicon), "مستشفى السنديان").place
    assert place is not None and (place.lat, place.precision) == (pytest.approx(35.904, abs=0.01), "near")
    place = named(entities_of("بين سرمين وبنش، واستقبل مستشفى السنديان ثلاثة", lexicon), "مستشفى السنديان").place
    assert place is not None and place.lat is None


def test_a_city_on_a_road_is_not_where_the_road_ends(lexicon: Lexicon) -> None:
    """طريق منبج - حلب قرب a bridge: the bridge lies on the road, and the city stays where it is."""
    place = named(entities_of("انفجار على طريق منبج - حلب قرب جسر قره قوزاق", lexicon), "حلب").place
    assert place is not None and place.lat == pytest.approx(36.2, abs=0.02)


def test_a_state_of_a_federation_speaks_for_its_country(lexicon: Lexicon) -> None:
    """A county of California is no town of its name in the Netherlands."""
    raw = "اندلعت حرائق في كاليفورنيا وامتدت إلى مقاطعة ليك"
    place = named(entities_of(raw, lexicon), "ليك").place
    assert place is not None and place.lat is None


def test_a_village_by_a_town_is_not_a_namesake_far_off(lexicon: Lexicon) -> None:
    """The only village of a name lies sixty kilometres from the town that this one is said to belong to."""
    place = named(entities_of("دخلوا قرية خويلد التابعة لبلدة تل براك", lexicon), "خويلد").place
    assert place is not None and place.precision == "near"


def test_a_district_lies_where_its_seat_does(lexicon: Lexicon) -> None:
    """The people of a district live about its seat; the middle of its outline may be far off."""
    place = named(entities_of("عمت الأمطار منطقة منبج", lexicon), "منبج").place
    assert place is not None and (place.lat, place.precision) == (pytest.approx(36.527, abs=0.01), "admin2")


def test_a_countryside_is_the_governorate(lexicon: Lexicon) -> None:
    """ريف إدلب is as precise as its governorate, the city as exact as a city; they are two entities."""
    entities = entities_of("عاد الهدوء إلى مدينة إدلب وتجدد القصف على ريف إدلب", lexicon)
    assert [e.place.precision for e in entities if e.place] == ["exact", "admin1"]


def test_a_state_lies_inside_its_borders(lexicon: Lexicon) -> None:
    """A state has a point inside it, to the precision of a country."""
    place = named(entities_of("زار أوزبكستان", lexicon), "أوزبكستان").place
    assert place is not None and (place.precision, place.country) == ("country", "UZB")


def test_other_readings_are_named(lexicon: Lexicon) -> None:
    """Where several places fit, the others stand in the alternatives and the confidence is lower."""
    entity = named(entities_of("قتل رجل في بلدة المشيرفة", lexicon), "المشيرفة")
    assert entity.alternatives
    assert entity.confidence is not None and entity.confidence < 0.9


def test_links_of_the_row(lexicon: Lexicon) -> None:
    """A placed entity carries the ids of its row."""
    links = named(entities_of("وصلوا إلى عين عيسى", lexicon), "عين عيسى").links
    assert links.geonames == 172134


def test_a_relation_reaches_past_hashes_and_unknown_neighbours(lexicon: Lexicon) -> None:
    """قرية X في منطقة #Y بريف Z, X and Y unknown: both lie near Z; a quarter lies in its town."""
    entities = entities_of("داهموا قرية السنديانات في منطقة #أبو_زنابق جنوب بلدة عين عيسى", lexicon)
    place = named(entities, "السنديانات").place
    assert place is not None and place.lat == pytest.approx(36.3855)
    place = named(entities_of("داهموا منزلا في حي السنديانات بمدينة #الطبقة", lexicon), "السنديانات").place
    assert place is not None and place.lat == pytest.approx(35.835, abs=0.05)


def test_a_name_of_one_country_does_not_speak_for_itself(lexicon: Lexicon) -> None:
    """A village known in Yemen only is not that village in a report from al-Hasakah; a border crossing is itself."""
    entities = entities_of("قصف على قرية أم حرمل شمال مدينة الحسكة", lexicon)
    place = named(entities, "أم حرمل").place
    assert place is not None and place.country == "SYR" and place.precision == "near"
    place = named(entities_of("دخلت الشاحنات معبر رفح من جهة العريش المصرية", lexicon), "معبر رفح").place
    assert place is not None and place.lat == pytest.approx(31.25, abs=0.05)


def test_a_sea_is_no_province(lexicon: Lexicon) -> None:
    """The Red Sea is water, near its middle, unless the report calls it a province or speaks of the country."""
    sea = named(entities_of("سفن في البحر الأحمر هاجمها الحوثيون", lexicon), "البحر الأحمر").place
    assert sea is not None and (sea.country, sea.precision) == (None, "near")
    province = named(entities_of("قوات الأمن في ولاية البحر الأحمر السودانية", lexicon), "البحر الأحمر").place
    assert province is not None and (province.country, province.precision) == ("SDN", "admin1")


@pytest.mark.parametrize(
    ("raw", "name", "lat", "lon"),
    [
        ("سقطت قذائف على قرية القرقور في ريف حماة", "القرقور", 35.743, 36.321),
        ("نزح سكان بلدة قورقانيا قرب مدينة حارم", "قورقانيا", 36.138, 36.612),
    ],
)
def test_a_name_spelled_otherwise_is_found_where_the_text_says_it_lies(
    raw: str, name: str, lat: float, lon: float, lexicon: Lexicon
) -> None:
    """An article or a long vowel more or less is the same village, if it lies in or by what the text names with it."""
    place = named(entities_of(raw, lexicon), name).place
    assert place is not None and (place.lat, place.lon) == (pytest.approx(lat, abs=0.02), pytest.approx(lon, abs=0.02))


def test_a_name_spelled_otherwise_is_not_sought_far_away(lexicon: Lexicon) -> None:
    """Without a place beside it, a name in no gazetteer stays without position, however like another it is."""
    place = named(entities_of("نزح سكان قرية القورقانيا", lexicon), "القورقانيا").place
    assert place is not None and place.lat is None


def test_a_site_named_after_a_town_lies_by_it_and_is_not_it(lexicon: Lexicon) -> None:
    """A hospital of a town has the town's position as near, and none of its identifiers."""
    entity = named(entities_of("استهدفت غارة مستشفى سرمين", lexicon), "مستشفى سرمين")
    assert entity.kind == "facility" and entity.links.geonames is None
    assert entity.place is not None and entity.place.precision == "near"
    assert entity.place.lat == pytest.approx(35.904, abs=0.02)


def test_a_town_called_a_bridge_is_a_town(lexicon: Lexicon) -> None:
    """جسر الشغور is a place where people live."""
    entity = named(entities_of("وصل النازحون إلى جسر الشغور", lexicon), "جسر الشغور")
    assert entity.kind == "place" and entity.place is not None and entity.place.precision == "exact"


def test_a_quarter_known_in_another_country_only_is_not_placed_there(lexicon: Lexicon) -> None:
    """حي الدرج in a report of an Israeli strike is no district of Yemen."""
    place = named(entities_of("قتل رجلان في حي الدرج بغارة إسرائيلية", lexicon), "الدرج").place
    assert place is not None and place.lat is None


def test_a_village_lies_where_the_report_once_says(lexicon: Lexicon) -> None:
    """What one sentence says of a village's whereabouts holds wherever the village is named again."""
    raw = "قصف على قرية السنديانات جنوب بلدة عين عيسى. وقال سكان إن قرية السنديانات خالية."
    place = named(entities_of(raw, lexicon), "السنديانات").place
    assert place is not None and place.lat == pytest.approx(36.3855)


def test_floods_are_not_seoul(lexicon: Lexicon) -> None:
    """سيول are floods; the city needs a word that says so."""
    assert not [e for e in entities_of("جرفت سيول منازل في الحديدة", lexicon) if e.name == "سيول"]
    assert named(entities_of("وصل إلى العاصمة سيول", lexicon), "سيول").place is not None


@pytest.mark.parametrize(
    ("raw", "name", "country"),
    [
        ("وصلت الشاحنات إلى قرية أسكندرون بريف الحسكة", "أسكندرون", "SYR"),
        ("أضرار في حي المنشية وسط درعا في سوريا", "المنشية", "SYR"),
    ],
)
def test_what_the_words_say_outweighs_a_namesake(raw: str, name: str, country: str, lexicon: Lexicon) -> None:
    """A village is no city, and a quarter is of the town that is told of: their namesakes abroad are not meant."""
    place = named(entities_of(raw, lexicon), name).place
    assert place is not None and place.country == country


@pytest.mark.parametrize(
    "raw",
    [
        "سقطت قذائف على الفاشر غرب السودان، وتركز القصف على المدينة",
        "سلم المدير الفائز درعاً وشهادة",
        "تصدت الفرق للآليات في غزة وتدمر عدداً منها",
        "احتج عشرات مزارع حبوب في الرباط",
    ],
)
def test_an_ordinary_word_is_no_place(raw: str, lexicon: Lexicon) -> None:
    """The city told of before, a shield, a verb and what farmers grow are none of the towns that are spelled so."""
    named_ = {e.name for e in entities_of(raw, lexicon) if e.place is not None and e.place.lat is not None}
    assert named_ <= {"الفاشر", "السودان", "غزة", "الرباط"}


def test_a_street_is_not_where_what_it_is_named_after_lies(lexicon: Lexicon) -> None:
    """A street or mosque bears the name of any town or man: it lies in the town told of, or nobody knows where."""
    place = named(entities_of("انفجرت سيارة في شارع صلاح الدين وسط غزة", lexicon), "صلاح الدين").place
    assert place is not None and place.country == "PSE"
    place = named(entities_of("انفجرت سيارة في شارع صلاح الدين", lexicon), "صلاح الدين").place
    assert place is not None and place.lat is None


def test_a_base_abroad_is_not_in_its_owners_country(lexicon: Lexicon) -> None:
    """The adjective after a base says whose it is (قاعدة X الأمريكية), not where it lies."""
    place = named(entities_of("طائرة حلقت فوق قاعدة “التنف” الأمريكية في سوريا", lexicon), "قاعدة “التنف”").place
    assert place is not None and place.country == "SYR"
