"""The subject of a verb, and what its form forbids."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("نناشد المنظمات التدخل", [], ["المنظمات"]),
        ("الذي ناشد المنظمات التدخل", [], ["المنظمات"]),
        ("ناشدت المنظمات السلطات التدخل", ["المنظمات"], ["السلطات"]),
    ],
)
def test_the_form_of_a_verb_says_who_cannot_be_its_subject(
    lexicon: Lexicon, text: str, actors: list[str], recipients: list[str]
) -> None:
    """Who stands after a verb in the first person, or in the masculine before a feminine plural, is called upon."""
    events, entities = read(text, lexicon)
    assert [entities[a].name for a in events[0].actors] == actors
    assert [entities[a].name for a in events[0].recipients] == recipients


def test_the_condemned_do_not_condemn(lexicon: Lexicon) -> None:
    """Between a verb and its subject no other deed is told: تقضي بإعدام قادة names the court's victims."""
    events, entities = read("محكمة المدينة تقضي بإعدام قادة الفصيل", lexicon)
    assert [[entities[a].name for a in e.actors] for e in events] == [["محكمة المدينة"]]


def test_a_verb_goes_on_with_its_subject(lexicon: Lexicon) -> None:
    """ويحتجز المئات after يقتل: the hundreds are held by who killed."""
    text = "جيش الوادي يقتل شابين ويحتجز المئات"
    events, _ = read(text, lexicon, (entity("e1", "armed_group", text, "جيش الوادي"),))
    assert {e.actors for e in events if e.type == "COERCE"} == {("e1",)}


def test_those_joined_by_waw_are_called_upon_together(lexicon: Lexicon) -> None:
    """Two bodies after a call are both its recipients."""
    text = "دعت الجمعية جيش الوادي وفيلق السهل إلى الهدوء"
    given = (entity("e1", "armed_group", text, "جيش الوادي"), entity("e2", "armed_group", text, "فيلق السهل"))
    assert {"e1", "e2"} <= set(read(text, lexicon, given)[0][0].recipients)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("سنقصف الفصائل غدا", []),
        ("دمرت دبابةً للجيش في الوادي", []),
        ("قال الفصيل «قصف الجيش القرية»", ["الجيش"]),
        ("#شبكة_الفصيل #الوحش_يقتل_المدنيين", []),
        ("قصف المسلحون البلدة بعد مقتل جنود، ثم انسحبوا وقتلوا راعيا", ["المسلحون"]),
        ("الفصائل التي يدعمها الجيش، قصفت القرية", ["الفصائل"]),
    ],
)
def test_who_stands_near_a_verb_need_not_be_its_subject(lexicon: Lexicon, text: str, actors: list[str]) -> None:
    """Not in the first person, the accusative, before a quotation, in another hashtag or a relative clause."""
    events, entities = read(text, lexicon)
    assert [entities[a].name for a in events[0].actors] == actors


def test_a_verb_goes_on_with_nobody_whom_another_deed_befell(lexicon: Lexicon) -> None:
    """كما أغارت after مقتل جنود is done by who came before them, and by nobody where there is none."""
    text = "شن طيران الوادي غارة أدت إلى مقتل جنود، كما أغار على المعسكر"
    events, _ = read(text, lexicon, (entity("e1", "organization", text, "طيران الوادي"),))
    assert {e.actors for e in events if e.type == "ASSAULT"} == {("e1",)}


@pytest.mark.parametrize(
    "text", ["الاحتلال يعتقل شابا من البلدة", "اعتقل الاحتلال شابا من البلدة", "إسرائيل تعتقل شابا من البلدة"]
)
def test_an_epithet_of_a_state_has_the_gender_of_its_word(lexicon: Lexicon, text: str) -> None:
    """A state's name is feminine, الاحتلال is not: either agrees with its own verb."""
    state = entity("israel", "state", text, "الاحتلال", "إسرائيل", code="ISR")
    events, entities = read(text, lexicon, (state,))
    assert [entities[a].id for a in events[0].actors] == ["israel"]
    assert [entities[r].name for r in events[0].recipients] == ["شابا"]


def test_who_speaks_is_not_the_unknown_subject_behind_that(lexicon: Lexicon) -> None:
    """Behind إن an unread noun is the verb's subject; with a pronoun or the bare verb the speaker goes on."""
    text = "قالت قيادة الوادي، في بيان، إن حوامة مجهولة الهوية استهدفت السوق"
    events, _ = read(text, lexicon, (entity("command", "organization", text, "قيادة الوادي"),))
    assert [e.actors for e in events if e.type == "ASSAULT"] == [()]
    text = "قالت قيادة الوادي، في بيان، إنها استهدفت السوق"
    events, _ = read(text, lexicon, (entity("command", "organization", text, "قيادة الوادي"),))
    assert [e.actors for e in events if e.type == "ASSAULT"] == [("command",)]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("النقابة وثلاث لجان يطالبون الشركة بالتعويض", ["النقابة", "ثلاث لجان"], ["الشركة"]),
        ("وجه العمال رسالة إلى سامر العلي، طالبوا فيها بالتعويض", ["العمال"], []),
        ("عند الحدود مع جمعية النهر والأهالي يرفضون العودة", ["الأهالي"], []),
        ("يوافق هذا ما تدعو إليه النقابة", ["النقابة"], []),
    ],
)
def test_number_and_the_pronoun_that_takes_up_a_thing_say_who_is_the_subject(
    lexicon: Lexicon, text: str, actors: list[str], recipients: list[str]
) -> None:
    """A verb of many has no subject behind it and no one person for it; behind إليه, which takes up ما, it follows."""
    given = entity("e1", "organization", text, "جمعية النهر"), entity("e2", "person", text, "سامر العلي")
    events, entities = read(text, lexicon, tuple(e for e in given if e.mentions))
    assert {entities[a].name for a in events[0].actors} <= set(actors)
    assert [entities[r].name for r in events[0].recipients] == recipients


def test_all_whom_waw_joins_before_a_verb_are_its_subject(lexicon: Lexicon) -> None:
    """Three states in a row recognise a fourth together."""
    text = "أعلن أن فرنسا والنرويج واليابان تعارض القرار"
    given = tuple(entity(f"e{n}", "state", text, name) for n, name in enumerate(("فرنسا", "النرويج", "اليابان")))
    assert read(text, lexicon, given)[0][0].actors == ("e0", "e1", "e2")


def test_a_relative_clause_has_the_gender_of_whom_it_describes(lexicon: Lexicon) -> None:
    """In إحدى دول الاتحاد التي تعارض the state opposes, and not the union."""
    text = "وتعد الجزيرة إحدى الدول الأعضاء في اتحاد النهر التي تعارض القرار"
    assert read(text, lexicon, (entity("e1", "organization", text, "اتحاد النهر"),))[0][0].actors == ()


def test_a_name_and_its_short_form_in_one_quotation_are_the_subject(lexicon: Lexicon) -> None:
    """Two mentions of one side before a verb, with a dash between, are that side and quote nobody."""
    text = 'أكد شاهد أن "قوات الوادي - قود" استهدفت بلدة السهل'
    side = entity("e1", "armed_group", text, "قوات الوادي", "قود")
    events, _ = read(text, lexicon, (side,))
    assert [e.actors for e in events if e.trigger.text == "استهدفت"] == [("e1",)]
