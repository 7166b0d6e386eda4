"""Networks in columns."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from khabar.desk.layers import Edge, lay_out

names = st.sampled_from("abcdefgh")
edges = st.lists(st.tuples(names, names, st.integers(1, 9)).filter(lambda e: e[0] != e[1]), max_size=14)


def test_columns_follow_the_chain() -> None:
    """Who only tells stands first, whoever is told by a relay last."""
    places = lay_out([("outlet", "agency", 3), ("agency", "ministry", 2), ("paper", "agency", 1)]).places
    assert {name: place[0] for name, place in places.items()} == {"outlet": 0, "paper": 0, "agency": 1, "ministry": 2}
    assert [name for name, place in places.items() if not place[2]] == ["outlet", "paper"]


def test_who_tell_each_other_stand_side_by_side() -> None:
    """Of two who pass on each other's words, who does it more often stands first."""
    places = lay_out([("a", "b", 1), ("b", "a", 5)]).places
    assert (places["b"][0], places["a"][0]) == (0, 1)


def test_parts_stand_apart_the_heaviest_first() -> None:
    """What nothing connects does not share a row."""
    places = lay_out([("a", "b", 1), ("c", "d", 5)]).places
    assert places["c"][1] == places["d"][1] < places["a"][1] == places["b"][1]


def test_nothing() -> None:
    """An empty network takes no room."""
    assert lay_out([]).rows == 0


@given(edges)
def test_no_two_names_on_one_spot(found: list[Edge]) -> None:
    """Every name has a place of its own within the drawing, in circles too, and the order of nothing else matters."""
    layout = lay_out(found)
    spots = [(column, row) for column, row, _ in layout.places.values()]
    assert len(set(spots)) == len(spots)
    assert set(layout.places) == {n for begin, end, _ in found for n in (begin, end)}
    assert all(0 <= column < layout.columns and 0 <= row < layout.rows for column, row in spots)
    for column in range(layout.columns):
        rows = sorted(row for at, row in spots if at == column)
        assert all(two - one >= 1 for one, two in pairwise(rows))
