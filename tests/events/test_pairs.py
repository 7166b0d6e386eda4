"""Tellings of one deed meet, and different deeds stay apart."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import Place

HILL = Place(lat=36.1, lon=36.8, precision="exact", country="SYR", feature="village")
PLAIN = Place(lat=35.2, lon=36.9, precision="exact", country="SYR", feature="village")
CITY = Place(lat=34.7, lon=36.7, precision="exact", country="SYR", feature="city")


def told(text: str, lexicon: Lexicon, **places: Place) -> list[tuple[str, int]]:
    """(the trigger, how many further tellings) of each deed of violence; places by their names."""
    given = tuple(entity(f"e{n}", "place", text, name, place=at) for n, (name, at) in enumerate(places.items(), 1))
    given += (
        entity("a1", "organization", text, "الجيش التركي", code="TUR MIL"),
        entity("a2", "organization", text, "الشرطة التركية", code="TUR COP"),
    )
    events, _ = read(text, lexicon, given, published="2024-05-20")
    return [(e.trigger.text, len(e.also)) for e in events if e.type in ("ASSAULT", "COERCE", "PROTEST")]


def test_a_doer_alone_is_told_once_below_his_headline(lexicon: Lexicon) -> None:
    """The lead is what the headline tells; what its doer did besides, farther down, is another deed."""
    text = (
        "الجيش التركي يقصف مواقع على الحدود\nقصف الجيش التركي اليوم مواقع على الحدود.\n"
        "وقصف الجيش التركي قرية الحجارية بالمدفعية.\nوقصف الجيش التركي قرية الزيتونة."
    )
    assert len(told(text, lexicon, الحجارية=HILL, الزيتونة=PLAIN)) == 3


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("قصفت الطائرات الحجارية. وأدى القصف إلى مقتل رجل. قصفت المدفعية الزيتونة. وأدى القصف إلى مقتل امرأتين.", 2),
        ("قصفت الطائرات الحجارية، وقالت الشرطة إن القصف استهدف السوق وأصاب طفلين.", 1),
        ("قصفت الطائرات التركية الحجارية. وأدى القصف التركي إلى حرائق.", 1),
        ("شنت الطائرات غارات على الحجارية. وقالت الشرطة إن هذه الغارة لم تقتل أحدا.", 2),
        ("استهدفت طائرة سيارة على الطريق. وقالت الشرطة إن السيارة تعرضت لقصف من الجو.", 1),
        ("استهدفت طائرة سيارة على الطريق. وقالت الشرطة إن حافلة تعرضت لقصف من الجو.", 2),
    ],
)
def test_what_takes_up_a_deed(lexicon: Lexicon, text: str, events: int) -> None:
    """A definite noun takes up what was told last, in its own sentence, too; a raid is not many; a car comes again."""
    places = {name: at for name, at in (("الحجارية", HILL), ("الزيتونة", PLAIN)) if name in text}
    assert len(told(text, lexicon, **places)) == events


def test_a_noun_that_points_back_does_not_point_elsewhere_or_far(lexicon: Lexicon) -> None:
    """القصف of another village, sentences later, is another shelling; so is what goes on and was not told as done."""
    between = "اجتمع المجلس. ناقش المجلس الميزانية. "
    text = f"قصفت الطائرات الحجارية. {between}وطال القصف الزيتونة."
    assert len(told(text, lexicon, الحجارية=HILL, الزيتونة=PLAIN)) == 2
    assert len(told("قتل مسلحون رجلا في الحجارية. " + between * 3 + "وندد المجلس بالقتل.", lexicon, الحجارية=HILL)) == 2


def test_a_place_that_is_only_carried_on_makes_no_two_deeds_one(lexicon: Lexicon) -> None:
    """A telling without a place goes on with the last one: that says little, unless the report tells of one spot."""
    later = "وقصف الجيش التركي الحجارية. وأطلق الجيش التركي قذائف على دورية."
    assert len(told("قصف الجيش التركي الزيتونة. " + later, lexicon, الحجارية=HILL, الزيتونة=PLAIN)) == 3
    assert len(told(later, lexicon, الحجارية=HILL)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "قتل قيادي في الحجارية. اجتمع المجلس. وقالت الشرطة إن الغارة نفذتها مسيرة.",
        "وقع انفجار على الطريق. اجتمع المجلس. ناقش المجلس الميزانية. وأدانت النقابة التفجير.",
    ],
)
def test_a_deed_is_taken_up_by_its_cause_and_by_other_words(lexicon: Lexicon, text: str) -> None:
    """الغارة after the dead is what killed them, التفجير is the explosion, a few sentences later."""
    places = {"الحجارية": HILL} if "الحجارية" in text else {}
    assert len(told(text, lexicon, **places)) == 1


def test_an_army_strikes_more_than_once_in_a_city(lexicon: Lexicon) -> None:
    """Equal doers and a city make no two deeds one where the report has other places; two measures never are."""
    text = "قصف الجيش التركي الحجارية. وقصف الجيش التركي البيضاء. ثم استهدف الجيش التركي سوقا في البيضاء."
    assert len(told(text, lexicon, الحجارية=HILL, البيضاء=CITY)) == 3
    held = "حاصرت الشرطة التركية الحجارية. ومنعت الشرطة التركية وصول الأطباء إلى الحجارية."
    assert len(told(held, lexicon, الحجارية=HILL)) == 2


@pytest.mark.parametrize(
    "later", ["وقتل رجل في الزيتونة", "وفي حادث آخر قتل رجل بالرصاص", "نفذت الشرطة 3 عمليات قتل فيها رجل"]
)
def test_one_dead_here_and_one_there_are_two(lexicon: Lexicon, later: str) -> None:
    """A single victim is told of too often to make two deeds one; several are not."""
    text = f"قتل رجل في هجوم على الحجارية. {later}."
    places = {"الحجارية": HILL, "الزيتونة": PLAIN} if "الزيتونة" in text else {"الحجارية": HILL}
    assert len(told(text, lexicon, **places)) == 2


def test_a_single_victim_below_a_headline_is_the_same(lexicon: Lexicon) -> None:
    """The headline's dead man is the one told of in the text."""
    assert (
        len(told("مقتل رجل بقصف على الحجارية\nقال الأهالي.\nقتل رجل في قصف على الحجارية.", lexicon, الحجارية=HILL)) == 1
    )


def test_the_dead_of_who_struck_are_not_those_of_his_strike(lexicon: Lexicon) -> None:
    """قتلى الجيش after a strike by the army fell elsewhere; so did those told under a heading of their own."""
    assert len(told("قصف الجيش التركي الحجارية. وسقط قتلى من الجيش التركي.", lexicon, الحجارية=HILL)) == 2
    assert (
        len(
            told(
                "ليلة عنيفة في الريف\nقال الأهالي.\nقصفت طائرة الحجارية.\nسبعة قتلى للفصائل\nاجتمع المجلس في العاصمة.",
                lexicon,
                الحجارية=HILL,
            )
        )
        == 2
    )
    assert len(told("قصفت طائرة الحجارية. وسقط سبعة قتلى.", lexicon, الحجارية=HILL)) == 1


def test_persons_who_are_named_are_told_apart(lexicon: Lexicon) -> None:
    """Two men arrested in one town by one police are two arrests."""
    text = "اعتقلت الشرطة التركية سامر الحمدان في الحجارية. واعتقلت الشرطة التركية فادي الخليل في الحجارية."
    given = (
        entity("e1", "person", text, "سامر الحمدان"),
        entity("e2", "person", text, "فادي الخليل"),
        entity("e3", "place", text, "الحجارية", place=HILL),
    )
    assert len(read(text, lexicon, given)[0]) == 2


def test_a_standfirst_and_the_lead_are_one(lexicon: Lexicon) -> None:
    """A sentence that stands twice above the text, hardly changed, is told once."""
    line = "مسلحون يهاجمون حاجزا للشرطة عند مدخل المدينة الشمالي ويلوذون بالفرار"
    text = f"ليلة عنيفة في المدينة\n{line}.\nهاجم مسلحون حاجزا للشرطة عند مدخل المدينة الشمالي ويلوذون بالفرار أمس."
    assert len(told(text, lexicon)) == 1
