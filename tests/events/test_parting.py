"""Deeds of one sentence that different doers did are parted."""

from __future__ import annotations

from tests.events.helpers import read

from khabar.lexicon import Lexicon


def test_each_deed_keeps_its_own_doers(lexicon: Lexicon) -> None:
    """Neither side's dead are laid at its own door; who goes on as the subject did one deed."""
    text = "قتل مسلحون ضابطا في الزيتونة وقتل الجيش مسلحا في الحجارية"
    events, names = read(text, lexicon)
    assert [[names[a].name for a in e.actors] for e in events] == [["مسلحون"], ["الجيش"]]
    assert len(read("قصفت الطائرات القرية وقتلت ثلاثة مدنيين", lexicon)[0]) == 1
