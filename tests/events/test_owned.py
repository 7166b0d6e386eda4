"""Tests of khabar.events.owned: forces told by a pronoun of whose they are."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import Span, Statement


@pytest.mark.parametrize(
    ("text", "side", "kind"),
    [
        ("أعلنت حركة الوادي أن مقاتليها استهدفوا الثكنة", "حركة الوادي", "armed_group"),
        ("أكد جيش الوادي أن قواته قصفت الثكنة", "جيش الوادي", "organization"),
        ("دخلت حركة الوادي البلدة، وقصفت مدفعيتها السوق", "حركة الوادي", "armed_group"),
    ],
)
def test_forces_of_a_pronoun_are_the_side_it_stands_for(lexicon: Lexicon, text: str, side: str, kind: str) -> None:
    """Who is named before his forces does what they do, and no nameless one does it with him."""
    events, _ = read(text, lexicon, (entity("e1", kind, text, side),))  # type: ignore[arg-type]
    assert events[-1].actors == ("e1",)


def test_a_pronoun_that_fits_nobody_names_nobody(lexicon: Lexicon) -> None:
    """قواته are not those of a movement: the deed is nobody's that is named."""
    text = "أعلنت حركة الوادي أن قواته قصفت الثكنة"
    events, _ = read(text, lexicon, (entity("e1", "armed_group", text, "حركة الوادي"),))
    assert "e1" not in events[-1].actors


def test_arms_told_beside_their_owner_are_his(lexicon: Lexicon) -> None:
    """In جنود الجيش وآلياته the vehicles are the army's, whoever the sentence began with."""
    text = "استهدفت حركة الوادي جنود جيش السهل وآلياته"
    given = (entity("e1", "armed_group", text, "حركة الوادي"), entity("e2", "organization", text, "جيش السهل"))
    events, _ = read(text, lexicon, given)
    assert events[0].actors == ("e1",) and "e1" not in events[0].recipients


def test_our_forces_are_the_speakers(lexicon: Lexicon) -> None:
    """What قواتنا did is done by whoever says so."""
    text = "وقال جيش الوادي: قصفت قواتنا الثكنة"
    content = Span(start=text.index("قصفت"), end=len(text), text=text[text.index("قصفت") :])
    said = Statement(
        id="s1",
        act="assert",
        cue=None,
        speaker="e1",
        speaker_text=None,
        chain=("e1",),
        via=(),
        content=content,
        quotation="direct",
        rule="r",
    )
    events, _ = read(text, lexicon, (entity("e1", "organization", text, "جيش الوادي"),), (said,))
    assert events[-1].actors == ("e1",)
