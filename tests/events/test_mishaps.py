"""Casualties behind a mishap are the mishap's."""

from __future__ import annotations

from tests.events.helpers import read

from khabar.lexicon import Lexicon


def told(text: str, lexicon: Lexicon) -> list[str | None]:
    """The types of a text's events, by its grammar."""
    return [e.type for e in read(text, lexicon)[0]]


def test_the_wounded_of_an_accident_are_no_assault(lexicon: Lexicon) -> None:
    """Casualties in the sentences behind an accident have no type; the accident's own never had one."""
    text = "اصطدمت حافلتان على الطريق الجبلي. وتبين بالموقع سبع إصابات."
    assert "ASSAULT" not in told(text, lexicon)


def test_an_attack_beside_it_stays_one(lexicon: Lexicon) -> None:
    """Where violence was told before, where someone does it, and where martyrs fall, casualties are of violence."""
    assert "ASSAULT" in told("قصفت المدفعية الحي. واندلع حريق في المخزن. وأصيب سبعة أشخاص.", lexicon)
    assert "ASSAULT" in told("اندلع حريق في المخزن. وقتل مسلحون حارسا.", lexicon)
    assert "ASSAULT" in told("اندلع حريق في المخزن. واستشهد رجلان.", lexicon)
