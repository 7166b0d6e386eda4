"""Bodies of states by head noun and relative adjective."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from khabar.mentions.bodies import find_bodies
from naming import text_of


@pytest.mark.parametrize(
    ("raw", "bodies"),
    [
        ("انتقد نظام الهيمنة اليونانية", []),
        ("ضربت مسيرة المستشفى اليوناني", []),
        ("تحرك الجيش البري اليوناني", ["الجيش البري اليوناني"]),
        ("أعلنت الخارجية اليونانية ذلك", ["الخارجية اليونانية"]),
        ("تحدث عن السياسة الخارجية اليونانية", []),
        ("تحدث عن سياستهم الخارجية اليونانية", []),
    ],
)
def test_whose_the_adjective_is(raw: str, bodies: list[str], lexicon: Lexicon) -> None:
    """An adjective of the noun between does not make the head a state's; a head that describes a noun is no body."""
    assert [c.text for c in find_bodies(text_of(raw), lexicon)] == bodies


def test_a_preposition_parts_a_noun_from_a_country(lexicon: Lexicon) -> None:
    """قوات إلى هايتي is no army of Haiti, whose name is shaped like an adjective."""
    assert "قوات إلى هايتي" not in {c.text for c in find_bodies(text_of("أرسلت كينيا قوات إلى هايتي"), lexicon)}


@pytest.mark.parametrize(
    "raw",
    ["استقبل وزير الدفاع اليوناني الوفد", "هاجمت قوات الحلف والاحتلال اليوناني البلدة"],
)
def test_another_s_adjective_makes_no_body(raw: str, lexicon: Lexicon) -> None:
    """A minister's portfolio is no body, nor is a force whose neighbour joined by و has the adjective."""
    assert not [c.text for c in find_bodies(text_of(raw), lexicon) if c.text.startswith(("الدفاع", "قوات"))]
