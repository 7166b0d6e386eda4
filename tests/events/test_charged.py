"""Tests of khabar.events.charged: who did it, told in another sentence."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import Event, Span, Statement

SIDE = "فصائل السهل"


def told(text: str, lexicon: Lexicon, *statements: Statement) -> Event:
    """The first violence of a text in which `SIDE` is e1 and نقابة الوادي e2."""
    given = (entity("e1", "armed_group", text, SIDE), entity("e2", "organization", text, "نقابة الوادي"))
    return next(e for e in read(text, lexicon, given, statements)[0] if e.type == "ASSAULT")


@pytest.mark.parametrize(
    "charge",
    [
        f"وحملت نقابة الوادي {SIDE} المسؤولية عن الجريمة",
        f"واتهمت نقابة الوادي {SIDE} بالوقوف وراء العملية",
        f"وقالت نقابة الوادي إن {SIDE} تقف وراء الهجوم",
    ],
)
def test_whom_a_later_sentence_charges_did_it_by_that_word(lexicon: Lexicon, charge: str) -> None:
    """The deed told before has the one charged as its actor, and is alleged."""
    event = told(f"قتل طبيب بانفجار قرب السوق. {charge}.", lexicon)
    assert event.actors == ("e1",) and event.alleged


@pytest.mark.parametrize(
    "after",
    [
        f"وحملت نقابة الوادي {SIDE} المسؤولية عن سلامة الأطباء",
        f"وقالت نقابة الوادي إن {SIDE} لا تقف وراء الهجوم",
        "ودانت نقابة الوادي الجريمة",
    ],
)
def test_what_charges_nobody_with_the_deed_names_nobody(lexicon: Lexicon, after: str) -> None:
    """Blame for something else, a denial and a condemnation leave the deed without anyone who did it."""
    assert told(f"قتل طبيب بانفجار قرب السوق. {after}.", lexicon).actors == ()


def test_whoever_did_it_already_is_not_charged_away(lexicon: Lexicon) -> None:
    """A deed told with its doer keeps him."""
    text = f"قتل مسلحون طبيبا قرب السوق. واتهمت نقابة الوادي {SIDE} بالوقوف وراء العملية."
    event = told(text, lexicon)
    assert "e1" not in event.actors and not event.alleged


def test_a_claim_is_no_allegation(lexicon: Lexicon) -> None:
    """Who takes responsibility did it by his own word, and both tellings are one event."""
    text = f"انفجار يقتل طبيبا قرب السوق. وأعلنت {SIDE} مسؤوليتها عن الهجوم."
    start = text.index("وأعلنت")
    cue = Span(start=start + 1, end=start + 6, text=text[start + 1 : start + 6])
    content = Span(start=text.index("مسؤوليتها"), end=len(text) - 1, text=text[text.index("مسؤوليتها") : -1])
    said = Statement(
        id="s1",
        act="claim_responsibility",
        cue=cue,
        speaker="e1",
        speaker_text=None,
        chain=("e1",),
        via=(),
        content=content,
        quotation="indirect",
        rule="r",
    )
    event = told(text, lexicon, said)
    assert event.actors == ("e1",) and not event.alleged and event.also


def test_an_arrest_in_the_course_of_a_deed_is_by_whoever_did_it(lexicon: Lexicon) -> None:
    """واعتقل خلال العملية: those who broke in arrested; without that word nobody is named."""
    text = f"اقتحمت {SIDE} البلدة فجرا. واعتقل {{}}خمسة شبان."
    given = (entity("e1", "armed_group", text, SIDE),)
    for during, actors in (("خلال العملية ", ("e1",)), ("", ())):
        events, _ = read(text.format(during), lexicon, given)
        assert [e.actors for e in events if e.type == "COERCE"] == [actors]
