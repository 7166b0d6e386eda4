"""Victims by name: whom the words name as dead or hurt, and never one who lives."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import Span, Statement

SAMIR, WAEL, RIM = "سامر الأحمد", "وائل العلي", "ريم الخطيب"


def victims(text: str, lexicon: Lexicon, statements: tuple[Statement, ...] = ()) -> list[str]:
    """The names of all victims, with three persons known."""
    people = tuple(entity(f"e{n}", "person", text, name) for n, name in enumerate((SAMIR, WAEL, RIM), 1))
    events, found = read(text, lexicon, people, statements)
    return list(dict.fromkeys(found[v].name for e in events for v in e.victims))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"قتل شابان في غارة على ورشة في البلدة، وهما: {SAMIR} و{WAEL}", [SAMIR, WAEL]),
        (f"أصيب ثلاثة مدنيين بقصف على القرية، والمصابون هم: {SAMIR} و{WAEL} و{RIM}", [SAMIR, WAEL, RIM]),
        (f"مقتل ثلاثة أشخاص بقصف على القرية هم: {SAMIR} (40 عاما) و{WAEL} (7 أعوام)", [SAMIR, WAEL]),
        (f"قتل شخص في الغارة وهو المزارع {SAMIR}", [SAMIR]),
        (f"استشهاد المرأة {RIM} والطفل {SAMIR} بغارات على المدينة", [RIM, SAMIR]),
        (f"استشهاد كل من اليافع {SAMIR} 14 عاما، والشاب {WAEL} في الانفجار", [SAMIR, WAEL]),
        (f"استشهاد الصحفي {SAMIR} في الغارة", [SAMIR]),
        (f"نعت النقابة {SAMIR} شهيدا إثر غارة على البلدة", [SAMIR]),
        (f"اغتال مسلحون القيادي {SAMIR} في البلدة", [SAMIR]),
        (f"اغتيال نائب رئيس المكتب {SAMIR} في البلدة", [SAMIR]),
    ],
)
def test_those_whom_the_words_name_are_victims(lexicon: Lexicon, text: str, wanted: list[str]) -> None:
    """After the word of harm with title or kinship, behind the figure and a pronoun, and before شهيدا."""
    assert victims(text, lexicon) == wanted


@pytest.mark.parametrize(
    "text",
    [
        f"قتل ثلاثة مدنيين في الهجوم والمنفذون هم {SAMIR} و{WAEL}",
        f"قتل شخص في الغارة، وهما: {SAMIR} و{WAEL}",
        f"حاول مسلحون اغتيال القيادي {SAMIR} في البلدة",
        f"لم يقتل {SAMIR} في الغارة على البلدة",
        f"نفى المتحدث مقتل {SAMIR} في الغارة على البلدة",
        f"وفاة والدة القائد {SAMIR} في البلدة",
        f"مقتل نجل {SAMIR} بغارة على البلدة",
        f"كشف المتحدث {SAMIR}، مقتله يوم الأحد",
        f"نقلت رسالة تعزية باستشهاد طفلة، شدد {SAMIR} فيها على الرد",
    ],
)
def test_the_living_are_no_victims(lexicon: Lexicon, text: str) -> None:
    """Those who did it, more than were counted, attempts, denials, the kin of the dead and who tells of a death."""
    assert victims(text, lexicon) == []


def test_who_tells_of_a_death_did_not_die_of_it(lexicon: Lexicon) -> None:
    """The speaker of a statement is taken from the victims of the killing that he tells."""
    text = f"قال {SAMIR} إن رجلا قتل عقب إصابته في البلدة"
    said = Span(start=text.index("رجلا"), end=len(text), text=text[text.index("رجلا") :])
    statement = Statement(
        id="s1", act="assert", cue=None, speaker="e1", speaker_text=None, chain=(), via=(), rule="t",
        content=said, quotation="indirect",
    )  # fmt: skip
    assert victims(text, lexicon, (statement,)) == []
