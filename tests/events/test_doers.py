"""Those who did a deed are counted, and are none of its victims."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon

SUFFERED = ("killed", "injured", "detained", "abducted")


def suffered(text: str, lexicon: Lexicon) -> dict[str, int]:
    """What befell people, by the least number of each whole."""
    events, _ = read(text, lexicon)
    return {c.what: c.min for e in events for c in e.counts if c.what in SUFFERED and c.subset_of is None}


def acting(text: str, lexicon: Lexicon) -> list[str]:
    """The names of all who act."""
    events, entities = read(text, lexicon)
    return [entities[a].name for e in events for a in e.actors]


@pytest.mark.parametrize(
    ("text", "doers", "victims"),
    [
        ("اغتال مسلحان قاضيا أمام بيته", "مسلحان", {}),
        ("اغتال مسلحون مجهولون قاضيا أمام بيته", "مسلحون مجهولون", {"killed": 1}),
        ("قتل مسلحان ثلاثة مدنيين على الطريق", "مسلحان", {"killed": 3}),
        ("ثلاثة مسلحين قتلوا جنديين على الحاجز", "ثلاثة مسلحين", {"killed": 2}),
        ("خطف أربعة مسلحين طبيبا من عيادته", "أربعة مسلحين", {"abducted": 1}),
        ("أوقف شرطيان أربعة مشتبهين", "شرطيان", {"detained": 4}),
        ("أصاب جنديان شابا بالرصاص", "جنديان", {"injured": 1}),
        ("قتل رجل زوجته في القرية", "رجل", {"killed": 1}),
        ("قتل مسلحون جنديين على الحاجز", "مسلحون", {"killed": 2}),
    ],
)
def test_the_subject_of_an_active_verb_is_no_victim(
    lexicon: Lexicon, text: str, doers: str, victims: dict[str, int]
) -> None:
    """An object shows the verb to be active; its subject acts and is counted among no dead or taken."""
    assert doers in acting(text, lexicon)
    assert suffered(text, lexicon) == victims


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("قتل مسلحان في اشتباك قرب القرية", {"killed": 2}),
        ("قتل رجل وزوجته في القرية", {"killed": 2}),
        ("قتل جنديان سوريان في كمين", {"killed": 2}),
        ("خطف أربعة أطباء على الطريق", {"abducted": 4}),
        ("اغتيل ضابطان في العاصمة", {"killed": 2}),
        ("عشرة شهداء وعشرات الجرحى بقصف على السوق", {"killed": 10, "injured": 20}),
    ],
)
def test_without_an_object_the_verb_is_passive(lexicon: Lexicon, text: str, victims: dict[str, int]) -> None:
    """What stands after the verb alone suffered it, and nobody acts."""
    assert suffered(text, lexicon) == victims
    assert not acting(text, lexicon)


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("اختطف مسلحون مجهولون أربعة من عمال الإغاثة التابعين لمنظمة دولية", {"abducted": 4}),
        ("قتل خمسة مدنيين بينهم ثلاثة أطفال وامرأة بقصف على البلدة", {"killed": 5}),
        ("قال مصدر إن عنصرين من الحرس قتلا إثر انفجار عبوة", {"killed": 2}),
    ],
)
def test_where_nobody_else_suffers_those_counted_do(lexicon: Lexicon, text: str, victims: dict[str, int]) -> None:
    """A deed has somebody whom it befell: its only people, and the parts of those who fell, are its victims."""
    assert suffered(text, lexicon) == victims


def test_one_who_acts_alone_is_not_counted(lexicon: Lexicon) -> None:
    """A singular is a figure only of a victim."""
    events, _ = read("قتل جندي شابا قرب الحاجز", lexicon)
    assert [(c.what, c.min) for e in events for c in e.counts] == [("killed", 1)]


def test_who_is_named_by_his_people_does_not_suffer_with_them(lexicon: Lexicon) -> None:
    """A state inside a figure of victims is not who did it, and the figure stays one of victims."""
    text = "مقتل 28 لبنانيا في قصف على البلدة"
    events, _ = read(text, lexicon, (entity("e1", "state", text, "لبنانيا"),))
    assert [(c.what, c.min) for e in events for c in e.counts] == [("killed", 28)]


@pytest.mark.parametrize(
    ("text", "what", "number"),
    [
        ("مقتل 7 من عناصر التنظيم برصاص عناصر الحاجز", "killed", 7),
        ("أصيب طفلان وامرأة بقصف على البلدة", "injured", 3),
        ("10 قتلى وعشرات الجرحى جراء قصف جوي", "injured", 20),
    ],
)
def test_those_whom_harm_befell_by_their_own_words_are_no_doers(
    lexicon: Lexicon, text: str, what: str, number: int
) -> None:
    """The dead by their noun, the genitive of a death and the subject of a passive stay victims."""
    events, _ = read(text, lexicon)
    assert [c.min for e in events for c in e.counts if c.what == what and c.subset_of is None] == [number]
