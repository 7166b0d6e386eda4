"""Who stands in a dateline tells the deed and is no part of it."""

from __future__ import annotations

import pytest

from khabar import Page, Reader
from khabar.lexicon import Lexicon


def parties(lexicon: Lexicon, text: str) -> tuple[list[str], list[str], str | None]:
    """The names of the actors, recipients and place of the first deed."""
    record = Reader(lexicon).read(Page(data=text, source_id="dateline", format="text", published="2024-05-25"))
    names = {e.id: e.name for e in record.entities}
    event = record.events[0]
    return [names[i] for i in event.actors], [names[i] for i in event.recipients], names.get(event.place or "")


@pytest.mark.parametrize(
    "dateline",
    ["نابلس (وكالة صفا) -", "نابلس - (وكالة صفا) -", "نابلس، فلسطين (رويترز) --", "نابلس/ الأناضول/"],
)
def test_the_body_of_a_dateline_does_nothing(lexicon: Lexicon, dateline: str) -> None:
    """Neither the outlet nor the state beside the town acts or suffers; the town is where it happened."""
    actors, recipients, place = parties(lexicon, f"{dateline} أصيب ثلاثة شبان في انفجار عبوة ناسفة.")
    assert actors == [] and place == "نابلس"
    assert recipients == ["ثلاثة شبان"]


def test_who_acts_behind_marks_acts(lexicon: Lexicon) -> None:
    """A body at the head of a sentence without a dateline's marks behind it stays who did it."""
    actors, _, _ = parties(lexicon, "في نابلس، حركة فتح اعتقلت شابين.")
    assert actors == ["حركة فتح"]
