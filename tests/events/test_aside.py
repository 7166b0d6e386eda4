"""Places in a deed's clause that are of something else."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import Place

CITY = Place(lat=35.93, lon=36.63, precision="exact", country="SYR", feature="city")


def place_of(text: str, type_: str, lexicon: Lexicon) -> str | None:
    """The name of the place of the one event of a type, of the places الزيتونة and السنديانة."""
    given = tuple(
        entity(f"e{n}", "place", text, name, place=CITY.model_copy(update={"lon": 36.0 + n}))
        for n, name in enumerate(("الزيتونة", "السنديانة"), 1)
        if name in text
    )
    events, entities = read(text, lexicon, given)
    (event,) = [e for e in events if e.type == type_]
    return entities[event.place].name if event.place is not None else None


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("قدمت الحكومة مساعدات للجيش في الحرب على الزيتونة", "AID"),
        ("تتعاون الوزارة مع البلدية بينما تشهد الزيتونة هدوءا", "COOPERATE"),
        ("نشرت صحيفة في الزيتونة أن الوزارة تتعاون مع البلدية", "COOPERATE"),
        ("تظاهر طلاب الجامعة بعد مجزرة الزيتونة", "PROTEST"),
        ("تظاهر المئات ردا على اجتماع الزيتونة", "PROTEST"),
    ],
)
def test_the_place_of_another_deed_is_not_its_own(text: str, type_: str, lexicon: Lexicon) -> None:
    """What a noun of another deed, a topic or another verb has for its place says nothing of where this one was."""
    assert place_of(text, type_, lexicon) is None


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("قال المدير إن اجتماع الوفود سيعقد في الزيتونة غدا", "CONSULT"),
        ("ناقش الجانبان خلال لقاء عقد في الزيتونة ملف المياه", "CONSULT"),
        ("وفي الزيتونة، بحث الوزيران ملف المياه", "CONSULT"),
        ("انسحبت القوات من الزيتونة أمس", "RETREAT"),
        ("زار الوفد الزيتونة قبل مؤتمر السنديانة", "CONSULT"),
    ],
)
def test_a_calm_deed_keeps_its_place(text: str, type_: str, lexicon: Lexicon) -> None:
    """Behind the deed, behind a verb that only says it is held, or at the head of its clause."""
    assert place_of(text, type_, lexicon) == "الزيتونة"


def test_who_is_hurt_while_carried_is_hurt_there(lexicon: Lexicon) -> None:
    """Violence that befalls others at work (أثناء نقل جرحى في X) is done where they work."""
    assert place_of("قصفت الطائرات سيارة أثناء نقل جرحى في الزيتونة", "ASSAULT", lexicon) == "الزيتونة"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("استهدفت الكتيبة موقعا في الزيتونة ردا على المجازر في السنديانة", "الزيتونة"),
        ("استهدفت الكتيبة موقعا عسكريا ردا على المجازر في السنديانة", None),
        ("ردا على مقتل رجل في السنديانة استهدفت الكتيبة موقعا في الزيتونة", "الزيتونة"),
        ("اعتقلت الشرطة رجلا بتهمة السرقة، بعد دهم منزل في الزيتونة", "الزيتونة"),
    ],
)
def test_the_place_of_the_reason_is_not_that_of_the_deed(text: str, found: str | None, lexicon: Lexicon) -> None:
    """What a deed answers was done elsewhere, be it told before it or behind; a comma ends what is behind."""
    given = tuple(
        entity(f"e{n}", "place", text, name, place=CITY.model_copy(update={"lon": 36.0 + n}))
        for n, name in enumerate(("الزيتونة", "السنديانة"), 1)
        if name in text
    )
    events, entities = read(text, lexicon, given)
    told = next(e for e in events if e.trigger.text.startswith(("استهدف", "اعتقل")))
    assert (entities[told.place].name if told.place else None) == found
