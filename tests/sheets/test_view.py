"""What both sheets show of a record."""

from __future__ import annotations

from typing import get_args

import pytest

from khabar import objects
from khabar.lexicon import Lexicon
from khabar.objects import Count
from khabar.sheets.view import Labels, Language, View
from records import empty, made, span

CODES = {
    "act": objects.Act,
    "quotation": objects.QuotationKind,
    "type": objects.EventType,
    "status": objects.Status,
    "what": objects.CountWhat,
    "kind": objects.EntityKind,
    "weekday": objects.Weekday,
    "part": objects.DayPart,
    "basis": objects.Basis,
    "furniture": objects.FurnitureKind,
}


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", sorted(CODES))
def test_every_code_of_a_record_has_a_label(lexicon: Lexicon, kind: str, language: Language) -> None:
    """No code that a record can hold reaches a reader without a name in both languages."""
    ids = {e["id"]: e[language] for e in lexicon.entries("sheets/labels")}
    assert all(ids.get(f"{kind}/{code}") for code in get_args(CODES[kind]))


def test_a_chain_ends_with_the_speaker(lexicon: Lexicon) -> None:
    """The chain reads from the publisher to the innermost source."""
    record = made()
    view = View(record, Labels(lexicon, "en"))
    assert view.chain(record.statements[0]) == ("صحيفة الوادي", "وكالة المرفأ", "سامر")


def test_an_unknown_speaker_is_shown_in_the_words_of_the_text_or_as_unnamed(lexicon: Lexicon) -> None:
    """A chain without a speaker never ends with its relay, as if the relay had spoken."""
    record = made()
    view = View(record, Labels(lexicon, "en"))
    assert view.chain(record.statements[2])[-1] == "الدفاع المدني"
    bare = record.statements[2].model_copy(update={"speaker_text": None})
    assert view.chain(bare)[-1] == "unnamed"


def test_counts_say_bounds_and_subsets(lexicon: Lexicon) -> None:
    """An open figure is a lower bound, a range is a range, and a part is not added to its whole."""
    record = made()
    event = record.events[0]
    view = View(record, Labels(lexicon, "en"))
    assert view.counts(event) == ("7 killed (of them 2 children)",)
    at = span("7 قتلى").model_dump()
    counts = (
        Count(what="strikes", who="unspecified", min=51, max=None, exact=False, **at),
        Count(what="injured", who="civilian", min=3, max=5, exact=False, **at),
        Count(what="injured", who="civilian", min=4, max=4, exact=False, **at),
    )
    shown = view.counts(event.model_copy(update={"counts": counts}))
    assert shown == ("at least 51 strikes", "3–5 injured [civilians]", "about 4 injured [civilians]")


def test_unknowns_name_what_is_missing_and_nothing_else(lexicon: Lexicon) -> None:
    """What the record leaves null is listed; what it holds is not."""
    unknowns = {u.what: u.items for u in View(made(), Labels(lexicon, "en")).unknowns()}
    assert unknowns == {
        "published": (),
        "times": ("مساء أمس",),
        "places": ("الوادي",),
        "speakers": ("أحصى",),
        "actors": ("قصفت",),
    }
    assert {u.what for u in View(empty(), Labels(lexicon, "en")).unknowns()} == {"text", "publisher", "published"}
