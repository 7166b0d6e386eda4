"""One event told twice is one event with two evidences."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import Place

VILLAGE = Place(lat=36.1, lon=36.8, precision="exact", country="SYR", feature="village")
FAR = Place(lat=33.5, lon=36.3, precision="exact", country="SYR", feature="village")


def test_headline_and_lead_are_one(lexicon: Lexicon) -> None:
    """The same dead by the same attack: one event, its second telling in `also`, the figure as each tells it."""
    text = "مقتل ثلاثة مدنيين بقصف على الزيتونة\nقتل ثلاثة مدنيين اليوم في قصف مدفعي على قرية الزيتونة."
    events, _ = read(text, lexicon, (entity("e1", "place", text, "الزيتونة", place=VILLAGE),), published="2024-05-20")
    assert len(events) == 1 and len(events[0].also) == 1
    assert [(c.what, c.min, c.start < text.index("\n")) for c in events[0].counts] == [
        ("killed", 3, True),
        ("killed", 3, False),
    ]
    assert events[0].time is not None


def test_a_definite_noun_points_back(lexicon: Lexicon) -> None:
    """القصف after قصف is the same one, and brings what it adds."""
    text = "تعرضت الزيتونة لقصف مدفعي. وأدى القصف إلى مقتل رجل."
    events, _ = read(text, lexicon, (entity("e1", "place", text, "الزيتونة", place=VILLAGE),))
    assert len(events) == 1 and events[0].counts[0].what == "killed"


def test_two_places_are_two_events(lexicon: Lexicon) -> None:
    """What contradicts is not merged, whatever the words."""
    text = "قتل رجل في قصف على الزيتونة. قتل رجل في قصف على الحجارية."
    given = (entity("e1", "place", text, "الزيتونة", place=VILLAGE), entity("e2", "place", text, "الحجارية", place=FAR))
    assert len(read(text, lexicon, given)[0]) == 2


TOWN = Place(lat=36.5, lon=40.7, precision="exact", country="SYR", admin1="الرابية", feature="locality")
OUTLYING = Place(lat=36.1, lon=39.8, precision="exact", country="SYR", admin1="الرابية", feature="village")


def test_a_headline_says_the_governorate_of_what_was_done_in_a_village(lexicon: Lexicon) -> None:
    """A headline may name the capital, which the governorate is called after: one deed, in the village."""
    text = "مقتل رجل بقصف على الرابية\nقتل رجل في قصف على قرية الحجارية.\nقتل رجل في قصف على الرابية."
    given = (
        entity("e1", "place", text, "الرابية", place=TOWN),
        entity("e2", "place", text, "الحجارية", place=OUTLYING),
    )
    events, _ = read(text.rsplit("\n", 1)[0], lexicon, given)
    assert [e.place for e in events] == ["e2"]
    events, _ = read(text, lexicon, given)
    assert [e.place for e in events] == ["e2", "e1"]


def test_a_week_that_is_over_is_not_today(lexicon: Lexicon) -> None:
    """What was done in another week, and what is known anyway, is not what the headline tells."""
    text = "قصف على الزيتونة\nقصفت المدفعية اليوم الزيتونة.\n{}"
    for more in ("وقبل نحو أسبوعين أفاد ناشطون بوقوع هجوم على الزيتونة.", "يذكر أن الزيتونة تعرضت لقصف العام الماضي."):
        given = (entity("e1", "place", text.format(more), "الزيتونة", place=VILLAGE),)
        assert len(read(text.format(more), lexicon, given, published="2024-05-20")[0]) == 2


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("قصفت المدفعية الزيتونة صباح اليوم. وقتل ثلاثة مدنيين.", [3]),
        ("قصفت المدفعية الزيتونة صباح اليوم. الحصيلة: ثلاثة قتلى.", [3]),
        ("قصفت المدفعية الزيتونة صباح اليوم. كما قتل ثلاثة مدنيين.", [0, 3]),
        ("قصفت المدفعية الزيتونة وقتلت رجلين. قتل ثلاثة مدنيين.", [2, 3]),
    ],
)
def test_the_toll_goes_to_the_attack_before_it(lexicon: Lexicon, text: str, killed: list[int]) -> None:
    """Dead told by themselves belong to the attack just told, unless it has its own or the text goes on to another."""
    events, _ = read(text, lexicon, (entity("e1", "place", text, "الزيتونة", place=VILLAGE),))
    assert [sum(c.min for c in e.counts if c.what == "killed") for e in events] == killed


@pytest.mark.parametrize(
    "text",
    [
        "الجمعية تدعو إلى الحوار\nدعت الجمعية أمس جميع الأطراف إلى الحوار.",
        "استقالة رئيس البلدية\nقدم رئيس البلدية استقالته أمس.",
        "الوفد يزور العاصمة\nزار الوفد العاصمة أمس.",
    ],
)
def test_a_headline_and_its_text_are_one_whatever_the_deed(lexicon: Lexicon, text: str) -> None:
    """Deeds without violence are told twice like the others."""
    kinds = [e.rule.split(".")[1] for e in read(text, lexicon)[0]]
    assert len(kinds) == len(set(kinds)) > 0


def test_the_protesters_are_those_of_the_protest(lexicon: Lexicon) -> None:
    """المتظاهرون with the article takes up the protest told before; without it others may protest."""
    text = "خرجت مظاهرة في الزيتونة. ورفع المتظاهرون لافتات. وطالب المتظاهرون بالرحيل."
    given = (entity("e1", "place", text, "الزيتونة", place=VILLAGE),)
    assert [len(e.also) for e in read(text, lexicon, given)[0] if e.type == "PROTEST"] == [2]


def test_a_minister_and_his_surname_act_as_one(lexicon: Lexicon) -> None:
    """Two entities of which one is named by the other's last name do not contradict each other."""
    text = "الأحمد يزور الزيتونة\nزار سليم الأحمد أمس الزيتونة."
    given = (
        entity("e1", "person", text.split("\n")[0], "الأحمد"),
        entity("e2", "person", text, "سليم الأحمد"),
        entity("e3", "place", text, "الزيتونة", place=VILLAGE),
    )
    assert len([e for e in read(text, lexicon, given)[0] if e.type == "CONSULT"]) == 1


def test_an_army_speaks_for_its_state(lexicon: Lexicon) -> None:
    """Where one telling names the state and the other its army, the army alone acted."""
    text = "دبابات أردنية تقصف الزيتونة\nقصف الجيش الأردني اليوم الزيتونة."
    given = (
        entity("e1", "state", text, "أردنية", code="JOR"),
        entity("e2", "organization", text, "الجيش الأردني", code="JOR MIL"),
        entity("e3", "place", text, "الزيتونة", place=VILLAGE),
    )
    events, _ = read(text, lexicon, given)
    assert [e.actors for e in events] == [("e2",)]


def test_a_nameless_doer_is_the_one_named_in_the_other_telling(lexicon: Lexicon) -> None:
    """مسلحون in the headline and the side named below it are not two parties."""
    text = "مسلحون يهاجمون الزيتونة\nهاجمت فصائل السهل بلدة الزيتونة صباح اليوم."
    given = (
        entity("e1", "place", text, "الزيتونة", place=VILLAGE),
        entity("e2", "armed_group", text, "فصائل السهل"),
    )
    events, _ = read(text, lexicon, given, published="2024-05-20")
    assert [e.actors for e in events] == [("e2",)] and events[0].also


def test_who_is_struck_in_one_telling_does_not_strike_in_it(lexicon: Lexicon) -> None:
    """Where the sides are turned about, the two are answers to each other and no repetition."""
    text = "هاجمت فصائل السهل مقرات جيش الوادي في الزيتونة.\nوهاجم جيش الوادي فصائل السهل في الزيتونة."
    given = (
        entity("e1", "place", text, "الزيتونة", place=VILLAGE),
        entity("e2", "armed_group", text, "فصائل السهل"),
        entity("e3", "organization", text, "جيش الوادي"),
    )
    events, _ = read(text, lexicon, given, published="2024-05-20")
    assert [e.actors for e in events] == [("e2",), ("e3",)]


@pytest.mark.parametrize(
    "text",
    [
        "الرئيس يلتقي المبعوث في العاصمة\nاستقبل الرئيس المبعوث اليوم في القصر.",
        "النقابة تدين الاعتداء على المصور\nدانت النقابة بشدة الاعتداء على المصور.",
    ],
)
def test_a_calm_deed_is_told_in_other_words_in_the_lead(lexicon: Lexicon, text: str) -> None:
    """Visits and stands of a headline are those of the paragraph under it, whatever verb tells them there."""
    types = [e.type for e in read(text, lexicon)[0]]
    assert len([t for t in types if t in ("CONSULT", "ACCUSE")]) == 1


def test_a_clash_is_no_second_telling_of_an_attack(lexicon: Lexicon) -> None:
    """Both sides of a clash do not become those who attacked, nor the attacked its recipients."""
    text = "هجوم على الزيتونة صباح اليوم.\nواندلعت اشتباكات بين فصائل السهل وجيش الوادي في الزيتونة صباح اليوم."
    given = (
        entity("e1", "place", text, "الزيتونة", place=VILLAGE),
        entity("e2", "armed_group", text, "فصائل السهل"),
        entity("e3", "organization", text, "جيش الوادي"),
    )
    events, _ = read(text, lexicon, given, published="2024-05-20")
    assert [e.actors for e in events] == [(), ("e2", "e3")]


@pytest.mark.parametrize(("again", "events"), [("القصف", 1), ("القصف المدفعي", 2)])
def test_raids_are_taken_up_as_the_bombardment(lexicon: Lexicon, again: str, events: int) -> None:
    """غارات … وأسفر القصف عن is one deed with its doer; shelling by artillery is another."""
    text = f"غارات لجيش الوادي على الزيتونة فجر اليوم. وأسفر {again} عن مقتل أربعة أشخاص."
    given = (
        entity("e1", "place", text, "الزيتونة", place=VILLAGE),
        entity("e2", "organization", text, "جيش الوادي"),
    )
    found, _ = read(text, lexicon, given, published="2024-05-20")
    assert len(found) == events and found[0].actors == ("e2",)


@pytest.mark.parametrize(
    "later",
    [
        "ومنذ بداية العام قتل تسعون مدنيا بقصف قوات النظام على الزيتونة.",
        "وتقصف قوات النظام الزيتونة بشكل دوري ما يسفر عن مقتل عشرات المدنيين.",
    ],
)
def test_the_dead_of_a_year_are_not_those_of_a_day(lexicon: Lexicon, later: str) -> None:
    """What was done since some day, or is done by habit, is many deeds: its figures are of none of them."""
    text = "قصفت قوات النظام قرية الزيتونة اليوم. " + later
    given = (
        entity("e1", "place", text, "الزيتونة", place=VILLAGE),
        entity("e2", "armed_group", text, "قوات النظام", code="SYR MIL"),
    )
    first, *others = read(text, lexicon, given, published="2024-05-20")[0]
    assert not any(c.what == "killed" for c in first.counts)
    assert sum(c.min for e in others for c in e.counts if c.what == "killed") >= 20


def test_the_total_of_a_war_is_one_however_it_is_told(lexicon: Lexicon) -> None:
    """An equal figure makes one of a headline without the day since when and the sentence that states it."""
    text = "مقتل تسعين مدنيا بقصف الزيتونة\nقتل تسعون مدنيا بقصف الزيتونة منذ بداية العام."
    events, _ = read(text, lexicon, (entity("e1", "place", text, "الزيتونة", place=VILLAGE),))
    assert len(events) == 1


def test_habit_tells_of_no_dead_by_a_plural(lexicon: Lexicon) -> None:
    """Where shelling is wont to leave dead nobody is said to have died of it that day."""
    events, _ = read("تتعرض القرية لقصف بشكل متكرر ما يسفر عن سقوط قتلى.", lexicon)
    assert events and not any(e.counts for e in events)


@pytest.mark.parametrize(
    ("later", "killed"),
    [("وقال الناطق إن المسلحين قتلوا تسعة جنود.", 0), ("وقتل تسعة جنود في الحجارية.", 0), ("وقتل تسعة جنود.", 9)],
)
def test_a_toll_has_no_doer_and_no_place_of_its_own(lexicon: Lexicon, later: str, killed: int) -> None:
    """Dead whom somebody killed, or who died elsewhere, are not those of the attack told just before."""
    text = f"قصفت الكتيبة تجمعا للجنود في الزيتونة. {later}"
    given = (entity("e1", "place", text, "الزيتونة", place=VILLAGE), entity("e2", "place", text, "الحجارية", place=FAR))
    events, _ = read(text, lexicon, given if "الحجارية" in text else given[:1])
    assert sum(c.min for c in events[0].counts if c.what == "killed") == killed


def test_some_wounded_here_and_some_there_are_not_the_same(lexicon: Lexicon) -> None:
    """A number of people is no figure by which two tellings are known to be one."""
    text = "أصيب عدد من الرعاة بغارة جوية في الزيتونة. كذلك أصيب عدد من الرعاة بغارة جوية أخرى."
    assert len(read(text, lexicon, (entity("e1", "place", text, "الزيتونة", place=VILLAGE),))[0]) == 2


def test_mode_and_code_go_together(lexicon: Lexicon) -> None:
    """A telling that says with what it was done gives mode and ACLED type together; a raid says more than shelling."""
    text = "مجزرة في الزيتونة\nارتكبت الطائرات مجزرة بغارة على قرية الزيتونة."
    given = (entity("e1", "place", text, "الزيتونة", place=VILLAGE),)
    told = [(e.mode, e.acled) for e in read(text, lexicon, given)[0]]
    assert told == [("airstrike", "Explosions/Remote violence: Air/drone strike")]
    text = "تعرضت الزيتونة لقصف. وقتل رجل في الغارة الجوية."
    given = (entity("e1", "place", text, "الزيتونة", place=VILLAGE),)
    assert [(e.mode, e.acled) for e in read(text, lexicon, given)[0]] == told
