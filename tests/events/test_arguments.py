"""Who did it and to whom."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import EntityKind


def actors(text: str, lexicon: Lexicon, *named: tuple[str, str]) -> tuple[list[str], list[str]]:
    """Names of actors and recipients of the first event; `named` are (kind, name) of given entities."""
    given = tuple(entity(f"e{i}", kind, text, name) for i, (kind, name) in enumerate(named, 1))  # type: ignore[arg-type]
    events, found = read(text, lexicon, given)
    return [found[a].name for a in events[0].actors], [found[r].name for r in events[0].recipients]


ARMY, GROUP, STATE = ("organization", "قوات النظام"), ("armed_group", "داعش"), ("state", "تركي")


@pytest.mark.parametrize(
    ("text", "named", "actor"),
    [
        ("قصفت قوات النظام القرية", [ARMY], "قوات النظام"),
        ("قوات النظام تقصف القرية", [ARMY], "قوات النظام"),
        ("قصف مدفعي لقوات النظام على القرية", [ARMY], "قوات النظام"),
        ("قصف قوات النظام للقرية أدى إلى مقتل رجل", [ARMY], "قوات النظام"),
        ("شنت قوات النظام هجوما على القرية", [ARMY], "قوات النظام"),
        ("قتل مدني على يد داعش في القرية", [GROUP], "داعش"),
        ("مقتل مدني برصاص داعش في القرية", [GROUP], "داعش"),
        ("هجوم نفذته داعش على القرية", [GROUP], "داعش"),
        ("استهداف قوات النظام لسيارة مدنية في القرية", [ARMY], "قوات النظام"),
        ("قصفت طائرات تابعة لـقوات النظام القرية", [ARMY], "قوات النظام"),
        ("نجح داعش في قتل القائد", [GROUP], "داعش"),
        ("هاجم مسلحون مجهولون الدورية", [], "مسلحون مجهولون"),
        ("مسلحون مجهولون هاجموا الدورية", [], "مسلحون مجهولون"),
    ],
)
def test_agents(lexicon: Lexicon, text: str, named: list[tuple[str, str]], actor: str) -> None:
    """Subjects before and after the verb, genitives, ل, من قبل and its like, owners, carriers, the nameless."""
    assert actors(text, lexicon, *named)[0] == [actor]


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("قتل ثلاثة مدنيين في القرية", "ثلاثة مدنيين"),
        ("مقتل جندي في هجوم", "جندي"),
        ("اعتقلت الشرطة صحفيا في المدينة", "صحفيا"),
        ("تعرض موكب لهجوم مسلح", "موكب"),
    ],
)
def test_recipients(lexicon: Lexicon, text: str, recipient: str) -> None:
    """Who suffers a passive, stands in the genitive of a killing, or undergoes an attack."""
    assert recipient in actors(text, lexicon)[1]


def test_a_singular_verb_has_no_plural_of_people_before_it(lexicon: Lexicon) -> None:
    """اعتقلت القوة أشخاصا بعد أن شنت حملة: the people arrested did not launch the raid."""
    text = "اعتقلت داعش أربعة أشخاص بعد أن شنت هجوما"
    events, found = read(text, lexicon, (entity("e1", "armed_group", text, "داعش"),))
    attack = next(e for e in events if e.type == "ASSAULT")
    assert [found[a].name for a in attack.actors] == ["داعش"]


def test_victims_by_name_are_victims_and_a_figure(lexicon: Lexicon) -> None:
    """مقتل فلان وفلان: two persons, two killed."""
    text = "مقتل سليم الأحمد وخالد الحسن في قصف على البلدة"
    given = (entity("e1", "person", text, "سليم الأحمد"), entity("e2", "person", text, "خالد الحسن"))
    event = read(text, lexicon, given)[0][0]
    assert event.victims == ("e1", "e2")
    assert [(c.what, c.min, c.max) for c in event.counts] == [("killed", 2, 2)]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("قصفت طائرات مسيّرة لجيش الوادي أطراف القرية", "organization", "جيش الوادي"),
        ("استهداف القرية من قبل ميليشيات #الوادي أمس", "armed_group", "الوادي"),
        (
            "نفذت قوات الوادي، بعد منتصف الليل، وبمساندة من مروحيات، عملية إنزال في القرية",
            "armed_group",
            "قوات الوادي",
        ),
        ("قصف متبادل بين قوات الوادي والفصائل على أطراف القرية", "armed_group", "قوات الوادي"),
        ("قوات الوادي تدمر مدرسة في القرية", "armed_group", "قوات الوادي"),
        ("إنزال جوي لقوات الوادي في القرية", "armed_group", "قوات الوادي"),
        ("سقطت قذائف قوات الوادي على المنازل", "armed_group", "قوات الوادي"),
    ],
)
def test_who_did_it_by_other_ways_of_telling(lexicon: Lexicon, text: str, kind: EntityKind, name: str) -> None:
    """The owner of the means, the group after a hash, a subject far from its noun, both sides of a mutual deed."""
    events, _ = read(text, lexicon, (entity("e1", kind, text, name),))
    assert "e1" in [a for e in events for a in e.actors]


def test_an_adjective_of_the_deed_is_nobody(lexicon: Lexicon) -> None:
    """الهجوم الإرهابي names no terrorist."""
    events, _ = read("وقع الهجوم الإرهابي قرب المحطة", lexicon)
    assert [e.actors for e in events] == [()]


def test_a_deed_is_the_subject_of_the_verb_right_after_it(lexicon: Lexicon) -> None:
    """In غارة استهدفت سيارة nobody before the noun becomes who aimed."""
    text = "شبكة الوادي غارة استهدفت سيارة قرب القرية"
    events, _ = read(text, lexicon, (entity("e1", "media", text, "شبكة الوادي"),))
    assert all("e1" not in e.actors for e in events)


def test_who_is_joined_acts_too(lexicon: Lexicon) -> None:
    """مصدره قوات النظام وقوات الوادي: both shelled."""
    text = "قصف مدفعي على القرية مصدره قوات النظام وقوات الوادي أمس"
    given = (entity("e1", "organization", text, "قوات النظام"), entity("e2", "armed_group", text, "قوات الوادي"))
    events, _ = read(text, lexicon, given)
    assert events[0].actors == ("e1", "e2")


def test_both_sides_of_a_joint_operation_act_and_neither_suffers(lexicon: Lexicon) -> None:
    """عملية إنزال مشتركة بين: two actors, no recipient."""
    text = "نفذت عملية إنزال مشتركة بين قوات النظام وقوات الوادي في القرية"
    given = (entity("e1", "organization", text, "قوات النظام"), entity("e2", "armed_group", text, "قوات الوادي"))
    events, _ = read(text, lexicon, given)
    assert (events[0].actors, events[0].recipients) == (("e1", "e2"), ())


def test_a_shell_that_falls_has_no_unsaid_shooter(lexicon: Lexicon) -> None:
    """Who attacked before is not thereby who fired what fell."""
    text = "هاجمت قوات الوادي البلدة وسقطت قذيفة على منزل"
    events, _ = read(text, lexicon, (entity("e1", "armed_group", text, "قوات الوادي"),))
    assert [(e.rule.split(".")[1], e.actors) for e in events] == [("attack", ("e1",)), ("falling-munition", ())]


def test_a_medium_only_tells(lexicon: Lexicon) -> None:
    """Whoever an interview is given to neither acts in what is told there nor has it done to them."""
    text = "قال لقناة الوادي إن المفاوضات تجري حول هدنة"
    events, _ = read(text, lexicon, (entity("e1", "media", text, "قناة الوادي"),))
    assert all("e1" not in (*e.actors, *e.recipients) for e in events)


def test_a_site_is_struck(lexicon: Lexicon) -> None:
    """A hospital that is shelled is the recipient and the place."""
    text = "قصفت الطائرات مشفى الوادي أمس"
    events, _ = read(text, lexicon, (entity("e1", "facility", text, "مشفى الوادي"),))
    assert (events[0].recipients, events[0].place) == (("e1",), "e1")


def test_those_joined_suffer_together(lexicon: Lexicon) -> None:
    """Both persons after a verb of killing are its recipients."""
    text = "قتل مسلحون سامر الأحمد ووائل الحسن"
    given = entity("e1", "person", text, "سامر الأحمد"), entity("e2", "person", text, "ووائل الحسن")
    assert set(read(text, lexicon, given)[0][0].recipients) >= {"e1", "e2"}


def test_a_relative_clause_is_not_of_the_name(lexicon: Lexicon) -> None:
    """الفصائل التي هاجمت: the name ends before the pronoun."""
    assert actors("انسحبت الفصائل التي هاجمت القرية", lexicon)[0] == ["الفصائل"]


@pytest.mark.parametrize(
    ("text", "origin", "doers"),
    [
        ("أغلق أوروبيون محطة القطار", "أوروبيون", ["أوروبيون"]),
        ("الاحتجاجات الفرنسية على القانون", "الفرنسية", []),
        ("مظاهرة مؤيدة لفرنسا في العاصمة", "فرنسا", []),
        ("قتل فرنسيين بالألغام", "فرنسيين", []),
        ("مقتل فرنسي في المدينة", "فرنسي", []),
        ("غارة فرنسية على المعسكر", "فرنسية", ["الدولة"]),
    ],
)
def test_a_state_is_not_its_people(lexicon: Lexicon, text: str, origin: str, doers: list[str]) -> None:
    """A plural names people of a state; a state does not protest, nor does the nation of the dead kill them."""
    nation = entity("e1", "state", text, origin, code="FRA")
    mention = nation.mentions[0].model_copy(update={"form": "nominal"})
    nation = nation.model_copy(update={"name": "الدولة", "mentions": (mention,)})
    events, entities = read(text, lexicon, (nation,))
    assert [entities[a].name for a in events[0].actors] == doers


def test_a_deed_has_no_doer_from_what_it_answers(lexicon: Lexicon) -> None:
    """ردا على مجزرة الجيش tells why: the army did not do what is the answer to its massacre."""
    events, _ = read("استهداف المستوطنة ردا على مجزرة الجيش في القرية", lexicon)
    assert events[0].actors == ()


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("قتل شرطي مع رفاق من الجيش في القرية", ["شرطي"]),
        ("إصابة شرطي على الحدود الشمالية مع دولة الوادي", ["شرطي"]),
        ("استولى الجنود على السلطة في القرية", []),
        ("استهداف الجنود في القرية قبل ساعات من الموعد الذي أعلنته لجنة الحوار لفرض عقوبات ضد دولة الوادي", ["الجنود"]),
    ],
)
def test_what_is_told_beside_a_deed_is_not_done_to(lexicon: Lexicon, text: str, recipients: list[str]) -> None:
    """Company, a neighbour behind a border, power itself, and whoever is told far behind suffer nothing by it."""
    state = entity("e1", "state", text, "دولة الوادي")
    events, entities = read(text, lexicon, (state,) if state.mentions else ())
    assert [entities[r].name for r in events[0].recipients] == recipients


def test_who_is_stopped_is_somebody(lexicon: Lexicon) -> None:
    """أوقفت الدورية رجلا tells of an arrest, أوقفت الوزارة التسجيل of none."""
    assert read("أوقفت الوزارة التسجيل في المدارس", lexicon)[0] == ()
    (event,) = read("أوقفت الدورية رجلا في القرية", lexicon)[0]
    assert (event.type, event.mode) == ("COERCE", "arrest")


def test_a_description_may_reach_past_the_name_it_was_known_by(lexicon: Lexicon) -> None:
    """A person's phrase that goes on behind the known name (a relative clause) is read; it once ended the reading."""
    text = "وبحسب الأرقام التي أعلنها الاحتلال، أصيب أكثر 30 عسكريا منذ بداية الحرب."
    given = (entity("e1", "person", text, "الأرقام"), entity("e2", "state", text, "الاحتلال"))
    events, _ = read(text, lexicon, given)
    assert events[0].counts[0].what == "injured"


def test_named_victims_are_recipients(lexicon: Lexicon) -> None:
    """Whoever is named among the dead is among those to whom it was done, with all that و joins, and a noun's name."""
    text = "استشهاد الطفلة روعة الزين وامرأة تدعى هيفاء اليوسف جراء قصف على البلدة"
    named = (entity("e1", "person", text, "روعة الزين"), entity("e2", "person", text, "هيفاء اليوسف"))
    events, _ = read(text, lexicon, named)
    assert events[0].victims == ("e1", "e2")
    assert set(events[0].victims) <= set(events[0].recipients)


def test_the_nation_of_what_is_struck_did_not_strike(lexicon: Lexicon) -> None:
    """أعطب المقاتلون مدرعة تركية is the fighters' deed alone."""
    assert actors("أعطب المقاتلون مدرعة تركية قرب القرية", lexicon, ("state", "تركية"))[0] == ["المقاتلون"]


def test_who_is_told_before_clashes_fought_in_them(lexicon: Lexicon) -> None:
    """Of clashes with a group after which somebody took the town, he is the other side; the dead are not."""
    group = ("armed_group", "حركة السهل")
    text = "سيطرت قوات النظام على البلدة بعد اشتباكات مع حركة السهل"
    events, _ = read(text, lexicon, tuple(entity(f"e{i}", k, text, n) for i, (k, n) in enumerate((ARMY, group), 1)))  # type: ignore[arg-type]
    assert [(e.actors, e.recipients) for e in events if e.trigger.text == "اشتباكات"] == [(("e1",), ("e2",))]
    assert actors("قتل ثلاثة جنود خلال اشتباكات مع حركة السهل", lexicon, group)[0] == []
