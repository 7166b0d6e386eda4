"""Tests of khabar.events.adjectives."""

from __future__ import annotations

import pytest
from tests.events.helpers import read

from khabar.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("قصفت المدفعية مواقع في الجليل المحتل", []),
        ("أصيب رجلان في الهجوم الإرهابي على المجمع", ["رجلان"]),
        ("اعتقلت الشرطة الإرهابي في منزله", ["الشرطة", "الإرهابي"]),
        ("قتل المسلح ثلاثة مدنيين ثم فر", ["المسلح", "ثلاثة مدنيين"]),
        ("قصف المحتل منازل المدنيين", ["المحتل", "المدنيين"]),
    ],
)
def test_an_adjective_of_a_definite_noun_is_nobody(lexicon: Lexicon, text: str, told: list[str]) -> None:
    """الهجوم الإرهابي names no terrorist; behind a verb, or a noun of another gender, the word is somebody."""
    events, entities = read(text, lexicon)
    assert [entities[p].name for p in (*events[0].actors, *events[0].recipients)] == told
