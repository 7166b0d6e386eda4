"""What people split and merge."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from khabar.incidents import Edit, Member, apply_edits, iter_incidents, make_incidents
from khabar.lexicon import Lexicon
from tellings import STRIKE

A, B, C, D = (("a", "v1"), ("b", "v1"), ("c", "v1"), ("d", "v1"))
members = st.sampled_from([(source, f"v{n}") for source in "abcd" for n in (1, 2)])
some = st.lists(members, max_size=4).map(tuple)
edits = st.lists(st.builds(Edit, st.sampled_from(["split", "merge"]), some, some), max_size=6)


def test_split_events_are_a_group_of_their_own() -> None:
    """The rest stays together; events that are not there any more are passed over."""
    gone = ("z", "v1")
    assert apply_edits([[A, B, C]], [Edit("split", (B, gone))]) == [[A, C], [B]]


def test_merged_groups_are_one() -> None:
    """A side is found again by its events, also where its group has grown."""
    assert apply_edits([[A, B], [C], [D]], [Edit("merge", (A,), (D,))]) == [[A, B, D], [C]]


def test_a_side_is_where_most_of_it_is() -> None:
    """One event that went elsewhere does not take the others with it."""
    assert apply_edits([[A, B], [C], [D]], [Edit("merge", (A, B, C), (D,))]) == [[A, B, D], [C]]


def test_later_changes_see_earlier_ones() -> None:
    """What was merged can be split again."""
    merged = Edit("merge", (A,), (B,))
    assert apply_edits([[A], [B]], [merged, Edit("split", (B,))]) == [[A], [B]]


@given(st.dictionaries(members, st.integers(0, 3), min_size=1), edits)
def test_no_event_is_lost_or_doubled(placed: dict[Member, int], done: list[Edit]) -> None:
    """Whatever people do, each event stands in exactly one group, and no group is empty."""
    groups: dict[int, list[Member]] = {}
    for member, at in placed.items():
        groups.setdefault(at, []).append(member)
    found = apply_edits(groups.values(), done)
    assert sorted(m for group in found for m in group) == sorted(placed)
    assert all(found)


def test_comparing_again_keeps_what_was_split(lexicon: Lexicon) -> None:
    """Reports that look like one incident stay two where someone said that they are."""
    records = [telling.record().to_dict() for telling in STRIKE]
    (whole,) = iter_incidents(records, lexicon)
    apart = list(iter_incidents(records, lexicon, [Edit("split", (("c.txt", "v1"),))]))
    assert len(whole.reports) == 3
    assert sorted(sorted(r.source_id for r in i.reports) for i in apart) == [["a.txt", "b.txt"], ["c.txt"]]


def test_incidents_of_given_groups(lexicon: Lexicon) -> None:
    """Made from the records of their members alone, an incident is the one that comparing makes."""
    records = [telling.record().to_dict() for telling in STRIKE]
    (whole,) = iter_incidents(records, lexicon)
    group = [(r.source_id, r.event) for r in whole.reports]
    assert make_incidents(records, [group, [("nowhere", "v1")]], lexicon) == (whole,)
