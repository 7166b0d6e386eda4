"""Stands on a deed point at the deed."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "stand"),
    [
        ("رفضت الحكومة مقترحا بشن هجوم على البلدة", "REJECT"),
        ("أدانت الحكومة الهجوم على البلدة", "ACCUSE"),
        ("تبحث الحكومة اقتراحا حول العمليات المشتركة مع الجيش", "CONSULT"),
    ],
)
def test_a_stand_names_its_deed(lexicon: Lexicon, text: str, stand: str) -> None:
    """Refusing, condemning and considering are events whose `about` is another one."""
    events, _ = read(text, lexicon)
    taking = next(e for e in events if e.type == stand)
    assert taking.about in {e.id for e in events if e is not taking}


def test_an_answer_is_about_the_proposal(lexicon: Lexicon) -> None:
    """وافقت على مقترح: where the sentence names no deed, what was proposed is what is accepted; it has been made."""
    events, _ = read("وافقت الحركة على مقترح الوسطاء", lexicon)
    answer = next(e for e in events if e.type == "AGREE")
    proposal = next(e for e in events if e.id == answer.about)
    assert (proposal.type, proposal.status) == ("REQUEST", "occurred")


def test_a_truce_that_is_called_for_is_a_deed(lexicon: Lexicon) -> None:
    """هدنة needs someone who declares it, or who calls for it, refuses it, weighs it; then it is proposed."""
    events, _ = read("دعت المنظمة إلى وقف فوري لإطلاق النار", lexicon)
    (call, truce) = events
    assert (call.about, truce.type, truce.status) == (truce.id, "RETREAT", "proposed")
    assert all(e.type != "RETREAT" for e in read("قال الوزير إن الهدنة صامدة", lexicon)[0])


def test_what_is_refused_was_proposed_by_someone(lexicon: Lexicon) -> None:
    """رفضت الوزارة مقترحا من روسيا: the refusal is towards her who proposed."""
    text = "رفضت الحكومة مقترحا روسيا بشن عمليات عسكرية مشتركة"
    given = (entity("e1", "organization", text, "الحكومة"), entity("e2", "state", text, "روسيا"))
    events, _ = read(text, lexicon, given)
    refusal = next(e for e in events if e.type == "REJECT")
    assert refusal.actors == ("e1",)
    assert next(e for e in events if e.id == refusal.about).status == "proposed"
