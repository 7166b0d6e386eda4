"""Tests of khabar.events.voices: subject and object by voice, gender and what a verb governs."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar import Page, Reader
from khabar.lexicon import Lexicon
from khabar.objects import Entity


def sides(text: str, lexicon: Lexicon, *given: Entity) -> tuple[list[str], list[str]]:
    """The names of the actors and recipients of a text's first event."""
    events, entities = read(text, lexicon, given)
    return [entities[a].name for a in events[0].actors], [entities[r].name for r in events[0].recipients]


def test_a_person_of_whom_no_more_is_said_is_arrested(lexicon: Lexicon) -> None:
    """أوقف after its subject, without an object, is passive."""
    assert sides("الجاني أوقف بعد ساعات من الجريمة", lexicon) == ([], ["الجاني"])


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("استقبل المحافظ، صباح الثلاثاء، وزير الزراعة في مكتبه", ["المحافظ"], ["وزير الزراعة"]),
        ("أوقفت الشرطة في بلدة السهل مواطنا", ["الشرطة"], ["مواطنا"]),
        ("أضرم محتجون النار في المقر", ["محتجون"], []),
        ("مجموعة مسلحة خطفت مساء اليوم طبيبا", ["مجموعة مسلحة"], ["طبيبا"]),
        ("اشتباكات عنيفة بين الفصائل ومسلحين في الحي", ["الفصائل", "مسلحين"], []),
    ],
)
def test_time_and_place_stand_before_the_object(
    lexicon: Lexicon, text: str, actors: list[str], recipients: list[str]
) -> None:
    """Who acts and who is acted on are told apart over times, places and prepositions."""
    assert sides(text, lexicon) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("استسلمت القوات بقيادة اللواء", ["القوات"], []),
        ("أشاد الوزير بجهود الشرطة", ["الوزير"], ["الشرطة"]),
        ("قالت النقابة لأن عمالا كانوا يصادرون الأرض", [], []),
        ("انفجرت عبوة بدورية في القرية", [], ["دورية"]),
    ],
)
def test_who_stands_in_an_adjunct_or_another_clause_has_no_part(
    lexicon: Lexicon, text: str, actors: list[str], recipients: list[str]
) -> None:
    """Whom a noun with a preposition governs is no object, unless the verb governs that preposition."""
    assert sides(text, lexicon) == (actors, recipients)


def test_a_masculine_body_is_not_the_subject_of_a_feminine_verb(lexicon: Lexicon) -> None:
    """وتطالب المجلس goes on with the subject before it: the council is called upon."""
    text = "اجتمعت نقابة السهل أمس وتطالب مجلس الوادي بالتحقيق"
    given = entity("e1", "organization", text, "نقابة السهل"), entity("e2", "organization", text, "مجلس الوادي")
    events, _ = read(text, lexicon, given)
    request = next(e for e in events if e.type == "REQUEST")
    assert (request.actors, request.recipients) == (("e1",), ("e2",))


@pytest.mark.parametrize(
    "text",
    [
        "غارات على مواقع لجيش الوادي في الجرود",
        "إصابة أطفال بانفجار لغم من مخلفات جيش الوادي",
        "انفجرت عبوة بسيارة عسكرية لجيش الوادي",
        "هجوم بقذيفة أوقع جرحى من جيش الوادي",
    ],
)
def test_whose_thing_is_struck_did_not_strike(lexicon: Lexicon, text: str) -> None:
    """Behind a preposition or another noun stands who owns the target or the remains, not who attacks."""
    events, _ = read(text, lexicon, (entity("e1", "armed_group", text, "جيش الوادي"),))
    assert all("e1" not in e.actors for e in events)


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("قصف مدفعي عنيف أردني على القرية", True),
        ("قتلى جراء قصف الطيران الحربي #الأردني على القرية", True),
        ("وقف العدوان على الشعب الأردني", False),
        ("انفجار في خط الغاز الأردني", False),
        ("قصف نقطة عسكرية أردنية في الجرود", False),
    ],
)
def test_an_adjective_of_origin_accuses_where_it_describes_the_deed_or_its_weapon(
    lexicon: Lexicon, text: str, acts: bool
) -> None:
    """Not where it describes the people, the pipe or the post that is struck."""
    names = [w for w in ("الأردني", "أردنية", "أردني") if w in text][:1]
    events, _ = read(text, lexicon, (entity("e1", "state", text, "المملكة", *names, code="JOR"),))
    assert any("e1" in e.actors for e in events) == acts


def test_who_stands_before_a_relative_clause_has_no_part_in_it(lexicon: Lexicon) -> None:
    """العمليات التي تستهدف: the operations are the subject, not the man who speaks of them."""
    text = "سامر الأحمد عن العمليات التي تستهدف المدنيين"
    events, _ = read(text, lexicon, (entity("e1", "person", text, "سامر الأحمد"),))
    assert all("e1" not in e.actors for e in events)


def test_a_person_after_a_verb_that_goes_on_is_its_object(lexicon: Lexicon) -> None:
    """واعتقلت سامر after the troops: they held him."""
    text = "اقتحمت قوات الوادي القرية واعتقلت سامر الأحمد"
    given = entity("e1", "armed_group", text, "قوات الوادي"), entity("e2", "person", text, "سامر الأحمد")
    arrest = next(e for e in read(text, lexicon, given)[0] if e.type == "COERCE")
    assert (arrest.actors, arrest.recipients) == (("e1",), ("e2",))


def test_an_ally_told_between_subject_and_verb_acts(lexicon: Lexicon) -> None:
    """بمشاركة before the verb brings in who acts with its subject."""
    text = "فصيل السهل بمشاركة جيش الوادي يقصف القرية"
    given = entity("e1", "armed_group", text, "فصيل السهل"), entity("e2", "armed_group", text, "جيش الوادي")
    assert "e2" in read(text, lexicon, given)[0][0].actors


def test_then_goes_on_with_the_subject_before_its_object(lexicon: Lexicon) -> None:
    """ثم أطلقوا سراحهم: those who were held set nobody free."""
    events, entities = read("الجنود أوقفوا ثلاثة شبان ثم أطلقوا سراحهم", lexicon)
    release = next(e for e in events if e.type == "RETREAT")
    assert [entities[a].name for a in release.actors] == ["الجنود"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("قالت حركة حماس إنها قتلت جنديا شرق المدينة.", "حركة حماس"),
        ("أعلنت قوات الدعم السريع أنها قنصت جنديا في السوق.", "قوات الدعم السريع"),
    ],
)
def test_the_pronoun_of_that_is_the_subject(lexicon: Lexicon, text: str, actor: str) -> None:
    """Behind إنها the verb has its subject, whoever follows is the object: the killed are not the killers."""
    record = Reader(lexicon).read(Page(data=text, source_id="voice", format="text"))
    names = {e.id: e.name for e in record.entities}
    (event,) = [e for e in record.events if e.type == "ASSAULT"]
    assert [names[i] for i in event.actors] == [actor]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("أسعفت الجمعية المصابين إلى المشفى", ["الجمعية"], ["المصابين"]),
        ("الجرحى أسعفوا إلى المشفى", [], ["الجرحى"]),
        ("أشاد الوزير بجهود طواقم البلدية", ["الوزير"], ["طواقم البلدية"]),
        ("وافقت الوزارة على مسار الحوار بشأن السجناء", ["الوزارة"], []),
        ("طالب المدير الوزارة بالضغط على الشركات", ["المدير"], ["الوزارة"]),
        ("زار الوفد معرضا فرنسيا في العاصمة", ["الوفد"], []),
    ],
)
def test_a_calm_deed_is_done_to_its_own_object(
    lexicon: Lexicon, text: str, actors: list[str], recipients: list[str]
) -> None:
    """Whom a calm deed is done to stands right behind it, or behind a noun or two; no plural in ين is a subject."""
    assert sides(text, lexicon) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("أصيب شاب في هجوم مسلح استهدف حافلة", []),
        ("خمس غارات قرب الوادي قصفت وحدات عسكرية", []),
        ("أُصيب أفراد أسرة واحدة في القرية", []),
        ("أعلن الجيش قصف موقع وقنص جندي في الحي", ["الجيش"]),
        ("قنص جندي شابا في الحي", ["جندي"]),
    ],
)
def test_a_deed_and_the_struck_are_no_doers(lexicon: Lexicon, text: str, actors: list[str]) -> None:
    """The subject of a verb behind an indefinite deed is that deed; who has a passive or no object is hit."""
    events, entities = read(text, lexicon)
    assert [entities[a].name for a in events[-1].actors] == actors


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("تحدثت النقابة عن سلوك دولة الوادي، وعارضت تقرير الوزارة", [], ["الوزارة"]),
        ("وصل سامر العلي، الثلاثاء، إلى المدينة والتقى وزير المياه، وبحث الملف", ["سامر العلي"], ["وزير المياه"]),
        ("التقى وزير المياه في المدينة وفدا من الأهالي", ["وزير المياه"], ["وفدا"]),
        ("ودّعت البلدة الطبيب", None, None),
    ],
)
def test_who_goes_on_with_a_verb_is_no_owner(
    lexicon: Lexicon, text: str, actors: list[str] | None, recipients: list[str] | None
) -> None:
    """An unsaid subject is nobody who only owns something; who alone follows a meeting is whom the one before met."""
    given = entity("e1", "state", text, "دولة الوادي"), entity("e2", "person", text, "سامر العلي")
    events, entities = read(text, lexicon, tuple(e for e in given if e.mentions))
    told = [e for e in events if e.type in ("REJECT", "CONSULT", "REQUEST") and e.mode != "visit"]
    if actors is None:
        assert told == []
        return
    assert [entities[a].name for a in told[0].actors] == actors
    assert [entities[r].name for r in told[0].recipients] == recipients


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("القيادة تهنئ جمعية النهر بالعيد", [], ["جمعية النهر"]),
        ("استقبل صاحب السمو الملكي الأمير سامر العلي في مكتبه رئيس البلدية", ["سامر العلي"], ["رئيس البلدية"]),
        ("يرفض الاحتلال تزويد المنظمات بالوقود", ["الاحتلال"], ["المنظمات"]),
        ("مسلحون يُطلقون سراح الطبيب", ["مسلحون"], ["الطبيب"]),
    ],
)
def test_a_subject_may_be_unknown_or_titled(
    lexicon: Lexicon, text: str, actors: list[str], recipients: list[str]
) -> None:
    """What opens a headline before its verb is its subject, known or not; honours stand between verb and subject."""
    given = entity("e1", "organization", text, "جمعية النهر"), entity("e2", "person", text, "سامر العلي")
    assert sides(text, lexicon, *(e for e in given if e.mentions)) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("أشاد سامر العلي، نائب رئيس النقابة، بالقرارات", ["سامر العلي"], []),
        ("استقبل الأمير سامر العلي أمير المنطقة في مكتبه محافظ المياه", ["سامر العلي"], ["محافظ المياه"]),
        ("أدانت النقابة اغتيال سامر العلي", ["النقابة"], []),
    ],
)
def test_an_office_beside_the_subject_and_the_dead_are_no_object(
    lexicon: Lexicon, text: str, actors: list[str], recipients: list[str]
) -> None:
    """What a name is called by is no second person; who was killed is not condemned."""
    assert sides(text, lexicon, entity("e2", "person", text, "سامر العلي")) == (actors, recipients)


def test_who_leads_or_attends_is_not_met(lexicon: Lexicon) -> None:
    """برئاسة فلان says of whom the subject consists; the object stands behind it, and no office is the delegation's."""
    assert sides("التقى الوفد برئاسة نائب الوزير محافظ المدينة", lexicon) == (["الوفد"], ["محافظ المدينة"])
    text = "التقى الوفد رئيس البلدية سامر العلي"
    assert sides(text, lexicon, entity("e1", "person", text, "سامر العلي")) == (["الوفد"], ["سامر العلي"])


def test_what_a_meeting_is_for_is_not_met(lexicon: Lexicon) -> None:
    """In تجتمع اللجنة لتعديل قانون النقابة nobody meets the union: ل of the first noun governs all."""
    assert sides("تجتمع اللجنة غدا لتعديل قانون النقابة", lexicon) == (["اللجنة"], [])


def test_who_marches_and_demands_is_not_whom_the_march_calls_upon(lexicon: Lexicon) -> None:
    """مظاهرة تدعو النقابة: the union is called upon."""
    events, entities = read("مظاهرة حاشدة تدعو النقابة إلى الحوار", lexicon)
    call = next(e for e in events if e.type == "REQUEST")
    assert ([*call.actors], [entities[r].name for r in call.recipients]) == ([], ["النقابة"])
