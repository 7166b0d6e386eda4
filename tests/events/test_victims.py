"""Victims told by name, title or kinship."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import Count


def figures(text: str, lexicon: Lexicon, what: str = "killed", *persons: str) -> list[Count]:
    """The wholes of one sort, over all events."""
    entities = tuple(entity(f"e{i + 1}", "person", text, name) for i, name in enumerate(persons))
    events, _ = read(text, lexicon, entities)
    return [c for e in events for c in e.counts if c.what == what and c.subset_of is None]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("استشهاد الطفلة ريم سامي الحلو جراء قصف البلدة", 1),
        ("استشهاد الطفلة ريم الحلو والشاب وائل الحلو جراء قصف البلدة", 2),
        ("استشهاد الطفلة ريم محمود علي 12 عاماً والشاب وائل الحلو جراء قصف البلدة", 2),
        ("استشهاد الطفلة ريم الحلو 12 عاماً والشاب وائل الحلو 25 عاماً جراء قصف البلدة", 2),
        ("مقتل المعلم سامي الحلو وزوجته بقصف على البلدة", 2),
        ("مقتل الشاب (سامي الحلو) برصاص مجهولين", 1),
        ('مقتل "سامي الحلو" بغارة على البلدة', 1),
        ("استشهاد المسنة ريم الحلو (60 عاماً) وإصابة حفيدها سامي بقصف على البلدة", 1),
        ("توفي أمس الحاج سامي الحلو جراء القصف على البلدة", 1),
        ("قتل كل من الشاب سامي الحلو والطفلة ريم في قصف على البلدة", 2),
        ("مقتل كل من - سامي خالد الحلو 20 عاما- زوزان حمد الحلو 12 عاما بقصف على البلدة", 2),
        ("استشهاد ابن عمه بغارة على البلدة", 1),
        ("وأضاف أن الشاب فارق الحياة تحت القصف", 1),
        ("أصيب الرجل بقصف على البلدة ثم مات متأثرا بإصابته", 1),
        ("اغتال مجهولون القاضي سامي الحلو ومرافقه أمام منزله", 2),
        ("قتل مجهولون المختار سامي الحلو وشقيقه أمام منزله", 2),
    ],
)
def test_those_told_one_by_one_are_counted(lexicon: Lexicon, text: str, number: int) -> None:
    """Each name, title or kinsman right after the deed is one."""
    found = figures(text, lexicon)
    assert [(c.min, c.max, c.rule) for c in found] == [(number, number, "events.named-victims")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("مقتل الشاب سامي الحلو واثنين من أبنائه بغارة على البلدة", 3),
        ("مقتل الشاب سامي الحلو وهو معلم مدرسة بالإضافة إلى ثلاثة من أبنائه بغارة", 4),
        ('ارتقاء "سامي الحلو" برفقة 3 أشخاص جراء قصف البلدة', 4),
        ("ارتقى المواطن سامي الحلو وزوجته وثلاثة من أطفاله في قصف استهدف منزلهم", 5),
    ],
)
def test_figures_joined_to_a_name_are_summed_with_it(lexicon: Lexicon, text: str, number: int) -> None:
    """The figure becomes a part of the whole that counts the one named, too."""
    found = figures(text, lexicon)
    assert [(c.min, c.max) for c in found] == [(number, number)]


def test_a_name_under_a_figure_is_its_part(lexicon: Lexicon) -> None:
    """Where the text gives the number, a victim named among them adds nothing."""
    found = figures("مقتل خمسة أشخاص بينهم الطفلة ريم الحلو بقصف على البلدة", lexicon)
    assert [(c.min, c.max) for c in found] == [(5, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "استشهد المواطن سامي الحلو متأثرا بجروح أصيب بها قبل أسبوع",
        "نجا القاضي سامي الحلو من محاولة اغتيال أمام منزله",
    ],
)
def test_the_dead_are_not_wounded_too_and_whom_an_attempt_missed_is_not_dead(lexicon: Lexicon, text: str) -> None:
    """One told to die of his wounds is no figure of wounded, one who escaped none of the dead."""
    assert not figures(text, lexicon, "injured", "سامي الحلو")
    assert len(figures(text, lexicon, "killed", "سامي الحلو")) == text.startswith("استشهد")


def test_the_wounded_are_counted_like_the_dead(lexicon: Lexicon) -> None:
    """إصابة والدها is one wounded."""
    text = "مقتل الطفلة ريم الحلو وإصابة والدها بقصف على البلدة"
    assert [c.min for c in figures(text, lexicon, "injured")] == [1]


@pytest.mark.parametrize(
    "text", ["تراجع نصيب الفرد من الدخل", "دمر القصف منزل المواطن سامي الحلو", "زار الوزير الطفلة ريم الحلو"]
)
def test_who_is_not_harmed_is_no_figure(lexicon: Lexicon, text: str) -> None:
    """A person without a word of death or wounds is nobody's victim."""
    assert not figures(text, lexicon) and not figures(text, lexicon, "injured")


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("أعرب الوزير عن تعازيه لسامي الحلو في شهداء الواجب الذين استشهدوا في التفجير", "سامي الحلو"),
        ("قال سامي الحلو إن أربعين من الأهالي قتلوا في قصف على السوق", "سامي الحلو"),
        ("سامي الحلو قتل شقيقه في البلدة", "سامي الحلو"),
    ],
)
def test_a_plural_verb_and_an_active_one_kill_nobody_named_before_them(
    lexicon: Lexicon, text: str, person: str
) -> None:
    """The one named is not the dead of a verb in the plural, nor of one that has an object."""
    assert all("سامي" not in c.text for c in figures(text, lexicon, "killed", person))
