"""Figures told town by town stand each at its own place."""

from __future__ import annotations

from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon
from khabar.objects import Place


def tolls(text: str, lexicon: Lexicon, *towns: str) -> dict[str, list[tuple[str, int, int | None]]]:
    """Town → the figures of the events there: what, least and part's whole."""
    place = Place(lat=35.0, lon=36.0, precision="exact", country="SYR", feature="town")
    entities = tuple(entity(f"e{i}", "place", text, town, place=place) for i, town in enumerate(towns, 1))
    events, known = read(text, lexicon, entities)
    found: dict[str, list[tuple[str, int, int | None]]] = {}
    for event in events:
        if event.place is not None:
            found.setdefault(known[event.place].name, []).extend((c.what, c.min, c.subset_of) for c in event.counts)
    return found


def test_each_town_has_its_own_dead(lexicon: Lexicon) -> None:
    """A figure goes to the place that follows it, and its part with it."""
    text = "شهيدان في مدينة الزاوية ستة شهداء في الحمرة (طفلان وأربع نساء) جراء القصف الجوي"
    found = tolls(text, lexicon, "الزاوية", "الحمرة")
    assert found["الزاوية"] == [("killed", 2, None)]
    assert found["الحمرة"] == [("killed", 6, None), ("killed", 2, 0), ("killed", 4, 0)]


def test_a_figure_that_names_no_place_stays(lexicon: Lexicon) -> None:
    """One toll of two towns is on the event told first alone."""
    text = "مقتل خمسة مدنيين في قصف على الزاوية والحمرة"
    found = tolls(text, lexicon, "الزاوية", "الحمرة")
    assert found["الزاوية"] == [("killed", 5, None)]
    assert found["الحمرة"] == []
