"""Tests of khabar.events.sides: who acts and who is acted on, as one trigger tells it."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("أعلن الرئيس انسحاب القوات من القرية", ["القوات"], []),
        ("ترأس الوزير اجتماعا للنقابة في القصر", ["الوزير"], []),
        ("واصلت القوات قصف مواقع الفصائل", ["القوات"], ["الفصائل"]),
        ("تجدد قصف مواقع الفصائل", [], ["الفصائل"]),
        ("تمكن الجنود من صد هجوم لمسلحين", ["مسلحين"], []),
        ("تبادل الطرفان القصف المدفعي", ["الطرفان"], []),
        ("تبادل لإطلاق النار بين جنود ومسلحين", ["جنود", "مسلحين"], []),
        ("تلقى القاضي تهديدات من مسلحين", ["مسلحين"], ["القاضي"]),
        ("أكد الجيش اغتياله القائد أمس", ["الجيش"], ["القائد"]),
        ("أكد الجيش قصفه عددا من مواقع الفصائل", ["الجيش"], ["الفصائل"]),
        ("أعلنت الفصائل استهدافها موقعين للجنود", ["الفصائل"], ["الجنود"]),
        ("الاحتجاجات تلاحق الوزير في السهل", [], []),
        ("قصفت القوات البلدة بعد هجوم للفصائل على نقطة", ["القوات"], []),
        ("قصف للقوات على البلدة بعد إعلان الفصائل استهداف موقع للجنود", ["القوات"], []),
        ("دخل الجيش البلدة بعد اشتباكه مع مسلحين", ["الجيش"], ["مسلحين"]),
        ("هاجم قراصنة ملثمون السفينة", ["قراصنة ملثمون"], []),
        ("هجوم مسلح نفذه مجهولون في القرية", ["مجهولون"], []),
        ("استهدف الفصيل الجنود خلال اقتحام الجنود القرية", ["الفصيل"], ["الجنود"]),
        ("رفض الوزير المقترح الذي تعارضه النقابة", ["الوزير"], []),
        ("حشود غاضبة اقتحمت المقر", ["حشود"], []),
        ("انفجر لغم بدورية للجيش قرب القرية", [], ["دورية للجيش"]),
        ("أعلن الفصيل في بيان على الشبكة قتل القائد", ["الفصيل"], ["القائد"]),
    ],
)
def test_a_noun_and_its_light_verb_share_the_parts(
    lexicon: Lexicon, text: str, actors: list[str], recipients: list[str]
) -> None:
    """A light verb's subject acts unless the noun names its own; owners of what is struck, and who foils, do not."""
    events, entities = read(text, lexicon)
    assert [entities[a].name for a in events[0].actors] == actors
    assert [entities[r].name for r in events[0].recipients] == recipients


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("فتحت النيابة تحقيقا بعد مقتل جنديين", [], ["جنديين"]),
        ("عقدت الشرطة مؤتمرا في مقتل جنديين", [], ["جنديين"]),
        ("ألقت الشرطة القبض على مسلحين", ["الشرطة"], ["مسلحين"]),
        ("لقي مصرعه جندي في الوادي", [], ["جندي"]),
        ("أسفرت العملية عن القبض على متزعم الخلية والمدعو قاسم", [], ["الخلية"]),
        ("استهداف الفصائل والمسلحين في الوادي", [], ["الفصائل", "المسلحين"]),
    ],
)
def test_who_only_speaks_meets_his_end_or_is_caught_does_nothing(
    lexicon: Lexicon, text: str, actors: list[str], recipients: list[str]
) -> None:
    """A light verb carries no deed behind بعد or في; who dies or is caught, and whom و joins to him, does not act."""
    events, entities = read(text, lexicon)
    harm = next(e for e in events if e.type in ("ASSAULT", "COERCE"))
    assert [entities[a].name for a in harm.actors] == actors
    assert set(recipients) <= {entities[r].name for r in harm.recipients}


def test_fighters_from_a_force_are_that_force(lexicon: Lexicon) -> None:
    """مسلحون من الفصيل act as the force that they are from, before and behind the verb."""
    for text in ("خطف مسلحون من جيش الوادي الطبيب", "قال المختار إن مسلحين من جيش الوادي خطفوا الطبيب"):
        events, entities = read(text, lexicon, (entity("e1", "armed_group", text, "جيش الوادي"),))
        assert [[entities[a].name for a in e.actors] for e in events if e.type == "ASSAULT"] == [["جيش الوادي"]], text


@pytest.mark.parametrize(
    "text",
    [
        "اشتباكات بين مسلحين وقوات الوادي",
        "معارك بين مقاتلي العشيرة وقوات الوادي",
        "معارك ضارية بين مسلحين وقوات الوادي",
    ],
)
def test_a_nameless_side_of_a_clash_is_not_the_one_named_beside_it(lexicon: Lexicon, text: str) -> None:
    """Whom و joins to armed men is the other side, not their name; بين may belong to the deed's own words."""
    group = entity("valley", "armed_group", text, "قوات الوادي")
    events, entities = read(text, lexicon, (group,))
    assert len(events[0].actors) == 2 and entities[events[0].actors[1]].id == "valley"


def test_an_air_force_strikes_where_no_object_is_told(lexicon: Lexicon) -> None:
    """استهداف الطيران في البلدة is done by it; an army so told is struck."""
    text = "استهداف طيران جيش السهل في البلدة أوقع قتلى"
    events, _ = read(text, lexicon, (entity("e1", "organization", text, "جيش السهل"),))
    assert (events[0].actors, "e1" in events[0].recipients) == (("e1",), False)


@pytest.mark.parametrize("text", ["استهداف جنود الحراسة وتدمير آلياتهم", "قنص جندي على متن دبابته"])
def test_what_is_told_further_is_no_object(lexicon: Lexicon, text: str) -> None:
    """Arms that another deed strikes, or on which the struck stand, do not make him who is struck the doer."""
    assert read(text, lexicon)[0][0].actors == ()
