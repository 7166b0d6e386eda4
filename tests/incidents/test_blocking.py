"""Which pairs of events are held against each other."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from build import record
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.incidents.blocking import candidate_pairs, keys
from khabar.incidents.compare import canonical
from khabar.incidents.facts import compile_words, facts_of
from khabar.incidents.types import ReportFact
from khabar.lexicon import load_lexicon

TEXTS = ("قصف مدفعي على مدجنة", "احترقت مدجنة غربي القرية", "اعتقالات في البلدة", "غارة على سوق الخضار")


def reports(*rows: dict[str, Any]) -> tuple[ReportFact, ...]:
    """The facts of the records in canonical order."""
    words = load_lexicon().build(compile_words)
    return canonical(facts_of(row, words) for row in rows)


def with_person(row: dict[str, Any], name: str) -> dict[str, Any]:
    """The record with a person who says nothing."""
    row["entities"].append({"id": "e9", "kind": "person", "name": name, "aliases": [], "actor": None, "place": None})
    return row


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(TEXTS),
            st.sampled_from(("السهل", "النبع", "المرج", None)),
            st.sampled_from(("2024-03-05", "2024-03-19", None)),
        ),
        min_size=2,
        max_size=4,
    )
)
def test_what_shares_a_key_is_compared_once_and_nothing_else(told: list[tuple[str, str | None, str | None]]) -> None:
    """Of few reports (no bucket is crowded) exactly the pairs of events with a common key are given, each once."""
    known = reports(
        *(record(f"r{at}", f"{text} {at}", place=place, day=day) for at, (text, place, day) in enumerate(told))
    )
    given_ = [pair for pair, _ in candidate_pairs(known, ())]
    events = [(event.report, event.id, set(keys(event))) for report in known for event in report.events]
    sharing = {((a[0], a[1]), (b[0], b[1])) for a, b in combinations(events, 2) if a[0] != b[0] and a[2] & b[2]}
    assert len(given_) == len(set(given_))
    assert set(given_) == sharing


def test_a_person_told_by_longer_and_by_shorter_name_brings_reports_together() -> None:
    """Two leads of no common place, day or word are compared for a name that one gives with the grandfather's."""
    one = with_person(record("a", TEXTS[0], place="السهل", day="2024-03-05"), "سامر نعسان القدور")
    other = with_person(record("b", TEXTS[2], place="المرج", day="2024-05-19", published=None), "سامر القدور")
    assert [pair for pair, _ in candidate_pairs(reports(one, other), ())]
    stranger = with_person(record("c", TEXTS[2], place="المرج", day="2024-05-19", published=None), "سامر البرهوم")
    assert not list(candidate_pairs(reports(one, stranger), ()))
