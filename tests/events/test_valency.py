"""Tests of khabar.events.valency: what the words of a kind of deed govern."""

from __future__ import annotations

from tests.events.helpers import scans

from khabar.events.valency import BOOK, compile_valencies
from khabar.lexicon import Lexicon


def test_a_valency_names_kinds_or_verbs(lexicon: Lexicon) -> None:
    """Every entry is of known kinds of deeds or of their verbs, and its examples hold one of them and none."""
    books = [e for name in lexicon.names("events/triggers/") for e in lexicon.entries(name)]
    verbs = {e["id"]: {v["lemma"] for v in e.get("verbs", ())} for e in books}
    for entry in lexicon.entries(BOOK):
        kinds, lemmas = entry.get("kinds", ()), set(entry.get("lemmas", ()))
        assert set(kinds) <= {"common", *verbs}
        assert lemmas <= set().union(*verbs.values())
        assert kinds or lemmas
        if "common" in kinds:
            continue
        for said, sentences in entry["examples"].items():
            for sentence in sentences:
                told = {t.kind.id for s in scans(sentence, lexicon) for t in s.triggers}
                held = told & set(kinds) or any(verbs[k] & lemmas for k in told)
                assert bool(held) == (said == "yes"), sentence


def test_a_verb_comes_before_its_kind_and_prepositions_are_folded(lexicon: Lexicon) -> None:
    """أهاب governs ب alone, whatever other requests do; إلى is looked up as text is folded."""
    found = lexicon.build(compile_valencies)
    assert found["أَهَابَ"].objects == {"ب"}
    assert "" in found["request"].objects
    assert "الي" in found["visit"].to
