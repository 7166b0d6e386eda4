"""Tests of khabar.events.sides: who acts and who is acted on, as one trigger tells it."""

from __future__ import annotations

import pytest
from tests.events.helpers import read

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
