"""Tests of khabar.events.undertaken: who does a deed that the noun of a light verb carries."""

from __future__ import annotations

import pytest
from tests.events.helpers import read

from khabar.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("قتل رجل خلال محاولة الجنود اقتحام البلدة", ["الجنود"], ["رجل"]),
        ("أدان المجلس إقدام مسلحين على خطف تاجر", ["مسلحين"], ["تاجر"]),
        ("جاء ذلك بعد قيام الفصائل بقصف البلدة", ["الفصائل"], []),
        ("نزح الأهالي إثر شن الفصائل غارات على القرية", ["الفصائل"], []),
        ("أصيب شرطي أثناء محاولته اعتقال مهرب", ["شرطي"], []),
        ("قتل شاب بعد تعرضه لإطلاق نار من مسلحين", ["مسلحين"], ["شاب"]),
        ("جرت محاولة اغتيال القاضي أمس", [], ["القاضي"]),
    ],
)
def test_the_genitive_of_a_light_noun_acts(
    lexicon: Lexicon, text: str, actors: list[str], recipients: list[str]
) -> None:
    """Whose attempt, launching or doing it is does the deed; who undergoes it, or follows the deed's noun, does not."""
    events, entities = read(text, lexicon)
    harm = [e for e in events if e.type in ("ASSAULT", "COERCE")][-1]
    assert [entities[a].name for a in harm.actors] == actors
    assert [entities[r].name for r in harm.recipients if entities[r].name in recipients] == recipients
