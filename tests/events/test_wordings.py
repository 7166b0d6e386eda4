"""Tests of khabar.events.wordings: what is said or written is the subject of its verb."""

from __future__ import annotations

import pytest
from tests.events.helpers import read

from khabar import Page, Reader
from khabar.lexicon import Lexicon


@pytest.mark.parametrize(
    "text",
    ["رفع المحتجون لافتات تدعو الحكومة إلى الاستقالة", "صدر عن النقابة بيان جديد يطالب الحكومة بالاستقالة"],
)
def test_whom_a_wording_addresses_does_not_speak(lexicon: Lexicon, text: str) -> None:
    """A banner that calls on the government is no call of the government, whatever the statement's reading."""
    record = Reader(lexicon).read(Page(data=text, source_id="wording", format="text"))
    names = {e.id: e.name for e in record.entities}
    (event,) = [e for e in record.events if e.type == "REQUEST"]
    assert [names[a] for a in event.actors] == []
    assert [names[r] for r in event.recipients] == ["الحكومة"]


def test_a_subject_of_its_own_speaks(lexicon: Lexicon) -> None:
    """Behind بيان a verb in the past, or one with its own conjunction, goes on with somebody."""
    events, entities = read("قال المحافظ في بيان إنه يدعو الأهالي إلى الهدوء", lexicon)
    assert all(entities[a].name != "الأهالي" for e in events for a in e.actors)
