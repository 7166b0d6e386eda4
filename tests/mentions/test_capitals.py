"""The name of a capital: the town that something befalls, or the state that acts from there."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from khabar.mentions.known import find_actors
from naming import text_of


@pytest.mark.parametrize(
    ("raw", "capital", "state"),
    [
        ("انفجار عنيف يهز بغداد", "بغداد", False),
        ("طائرات تقصف بيروت فجرا", "بيروت", False),
        ("غارات استهدفت دمشق وريفها", "دمشق", False),
        ("قصفت طهران مواقع للفصائل", "طهران", True),
        ("سقوط قذائف ليلا على دمشق", "دمشق", False),
        ("فرض عقوبات جديدة على دمشق", "دمشق", True),
        ("اعتقال 12 مواطنا من رام الله", "رام الله", False),
        ("بضغط من دمشق", "دمشق", True),
        ("الضاحية الجنوبية لبيروت", "بيروت", False),
        ("دعوة جديدة لبيروت", "بيروت", True),
    ],
)
def test_what_is_struck_or_come_from_is_a_town(lexicon: Lexicon, raw: str, capital: str, state: bool) -> None:
    """A town behind a strike, a side of it, or people from there; a state where it acts or is spoken to."""
    assert (capital in {c.text for c in find_actors(text_of(raw), lexicon)}) is state
