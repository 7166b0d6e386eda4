"""Those named beside a deed who did not do it."""

from __future__ import annotations

import pytest

from khabar import Page, Reader

READER = Reader()


def actors(text: str) -> set[str]:
    """Names of all actors of all events of a short report."""
    record = READER.read(Page(text, "r", "text", published="2024-02-12"))
    names = {e.id: e.name for e in record.entities}
    return {names[a] for e in record.events for a in e.actors}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("أعلنت وزارة الصحة مقتل 28 فلسطينيًا في قصف إسرائيلي على مدينة رفح.", {"إسرائيل"}),
        ("أعلنت النيابة العامة مقتل 41 شخصًا في انفجار مستودع.", set()),
        ("قال المرصد السوري لحقوق الإنسان إن سبعة عناصر قُتلوا في غارة إسرائيلية قرب الكسوة.", {"إسرائيل"}),
    ],
)
def test_who_tells_of_the_dead_and_who_the_dead_are_did_not_kill(text: str, who: set[str]) -> None:
    """Neither the speaker nor the people counted as victims become perpetrators."""
    assert actors(text) == who


def test_who_announces_a_deed_of_his_own_did_it() -> None:
    """«أعلن حزب الله أنه قصف» names the doer by his own word."""
    assert "حزب الله" in actors("أعلن حزب الله أنه قصف موقعًا إسرائيليًا شمال البلدة.")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("أعلن الجيش اللبناني اغتيال ضابط على يد تنظيم داعش.", {"تنظيم الدولة الإسلامية"}),
        ("ازدحمت المدرسة بالنازحين الذين يحاولون الفرار من الغارات على الحي.", set()),
        ("قدم الأمين العام تعازيه لأسر الضحايا الذين قضوا في الهجوم على السوق.", set()),
    ],
)
def test_who_announces_anothers_deed_and_who_only_suffers_did_not_do_it(text: str, who: set[str]) -> None:
    """A deed at the hands of another is not its announcer's; people told as those who suffer do no violence."""
    record = READER.read(Page(text, "r", "text", published="2024-02-12"))
    names = {e.id: e.name for e in record.entities}
    assert {names[a] for e in record.events if e.type == "ASSAULT" for a in e.actors} == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("دفع الجيش اللبناني بتعزيزات، واعتقل شابًا قرب الحاجز.", "شابًا"),
        ("قتلت الشرطة مسلحًا واعتقلت 16 آخرين.", "مسلحًا"),
        ("أشار مراسلنا إلى أن قصفا عنيفا استهدف أطراف القرية.", "مراسلنا"),
        ("دانت الوزارة الهجوم المسلح على السفارة.", "المسلح"),
        ("زفت الحركة الشاب سامر درويش الذي لقي مصرعه أمس.", "سامر درويش"),
    ],
)
def test_who_cannot_be_the_subject_is_no_doer(text: str, who: str) -> None:
    """The accusative, an adjective, a reporter and the subject of لقي مصرعه name nobody who did violence."""
    assert who not in actors(text)


def test_a_subject_behind_inna_may_stand_in_the_accusative() -> None:
    """In إن مسلحًا هاجم the gunman attacked."""
    assert "مسلحًا" in actors("قالت الشرطة إن مسلحًا هاجم دورية قرب السوق.")


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("تم استهداف موقع الراهب الإسرائيلي قبالة البلدة.", "إسرائيل"),
        ("أفاد ناشطون بإسقاط طائرة مسيرة لحزب الله قرب البلدة.", "حزب الله"),
        ("تواصل قصف مواقع حزب الله قرب البلدة.", "حزب الله"),
        ("أعلنت الحركة إسقاط مسيرة إسرائيلية فوق البلدة.", "مسيرة إسرائيلية"),
    ],
)
def test_the_owner_of_what_is_struck_does_not_strike(text: str, owner: str) -> None:
    """The side whose site or aircraft is the target is no doer of the deed."""
    assert owner not in actors(text)


def test_the_owner_of_the_means_strikes() -> None:
    """In قصف طائرة إسرائيلية the aircraft strikes; with an object after it, so does who follows استهداف."""
    assert actors("قصف طائرة إسرائيلية منزلا في البلدة.")
    assert "إسرائيل" in actors("تواصل القصف الإسرائيلي على أطراف البلدة.")
