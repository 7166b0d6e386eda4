"""Adjectives of states, peoples and definite nouns."""

from __future__ import annotations

from khabar.lexicon import Lexicon
from khabar.mentions.nominals import without_orphans
from khabar.mentions.words import compile_names
from khabar.objects import Candidate
from naming import candidates_of


def nominals(raw: str, lexicon: Lexicon) -> dict[str, tuple[str | None, str]]:
    """Actor and rule of every nominal candidate, by its words."""
    return {c.text: (c.actor, c.rule) for c in candidates_of(raw, lexicon) if c.form == "nominal"}


def test_an_adjective_points_at_its_state(lexicon: Lexicon) -> None:
    """A relative adjective is a nominal mention of the state, its plural one that can act."""
    found = nominals("رفض الروس عرضا تركيا قدمه وسيط", lexicon)
    assert found["الروس"] == ("rus", "mention.demonym.plural")
    assert found["تركيا"][0] == "tur" if "تركيا" in found else True


def test_an_adjective_inside_a_role_is_the_persons(lexicon: Lexicon) -> None:
    """In وزير الدفاع اليوناني the adjective is no mention by itself."""
    assert "اليوناني" not in nominals("أعلن وزير الدفاع اليوناني نيكوس بابادوس القرار", lexicon)


def test_definite_nouns_are_offered(lexicon: Lexicon) -> None:
    """Definite heads come as candidates without actor, for coreference to place or drop."""
    assert nominals("تقدمت القوات نحو البلدة", lexicon) == {
        "القوات": (None, "mention.head"),
        "البلدة": (None, "mention.head"),
    }


def test_an_adjective_is_no_ministry(lexicon: Lexicon) -> None:
    """الخارجية is the ministry where it acts, and an adjective after a definite noun."""
    assert "الخارجية" in nominals("أعلنت الخارجية موقفها", lexicon)
    assert "الخارجية" not in nominals("راجع الوزير الشؤون الخارجية", lexicon)
    assert "الخارجية" not in nominals("راجع الوزير سياستنا الخارجية", lexicon)


def test_the_last_name_of_nobody(lexicon: Lexicon) -> None:
    """A last name alone stays where its bearer is named in full, and goes with the bearer that was none."""
    names = lexicon.build(compile_names)
    whole, last = (
        Candidate(0, len(name), name, "person", "name", rule)
        for name, rule in (("سمير الحرب", "mention.person.names"), ("الحرب", "mention.person.surname"))
    )
    assert without_orphans([whole, last], names) == [whole, last]
    assert without_orphans([last], names) == []
