"""Narrowing a query, and bars over time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from khabar.desk.explore_view import ExploreView, condition, narrowed, pieces
from khabar.desk.words import compile_words
from khabar.lexicon import Lexicon, load_lexicon
from khabar.store.query import Named, compile_aliases, parse_query

days = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)


def test_pieces() -> None:
    """Words, phrases and fields, each with the query that is left without it."""
    assert pieces('غارة "وقف النار" place:"عين العرب"') == (
        ("غارة", '"وقف النار" place:"عين العرب"'),
        ('"وقف النار"', 'غارة place:"عين العرب"'),
        ('place:"عين العرب"', 'غارة "وقف النار"'),
    )


def test_narrowed() -> None:
    """A condition is added once; of type and days there is but one."""
    assert narrowed("غارة", "place:حلب") == "غارة place:حلب"
    assert narrowed("غارة place:حلب", "place:حلب") == "غارة place:حلب"
    assert narrowed("type:protest غارة", "type:assault") == "غارة type:assault"
    assert narrowed("from:2020 to:2021", "from:2021-02-01", "to:2021-02-28") == "from:2021-02-01 to:2021-02-28"


@given(st.text(min_size=1, max_size=40))
def test_a_condition_is_one_piece(value: str) -> None:
    """Whatever a name holds, it stays one field of the query and no other."""
    made = condition("place", value)
    assert [piece for piece, _ in pieces(made)] == [made]
    aliases = load_lexicon().build(compile_aliases)
    try:
        query = parse_query(made, aliases)
    except Exception as error:
        assert "needs a name" in str(error)
        return
    assert [type(c) for c in query.conditions] == [Named]
    assert query.groups == ()


def view(lexicon: Lexicon) -> ExploreView:
    """A view of everything."""
    return ExploreView("", lexicon.build(compile_words)["en"])


@given(st.lists(st.tuples(st.none() | days, st.integers(1, 50)), max_size=60))
def test_bars_hold_all_events(counted: list[tuple[str | None, int]]) -> None:
    """Every event is in a bar, left out as far away, or without a day; bars touch and are in order."""
    ordered = sorted(counted, key=lambda row: row[0] or "~")
    drawn = view(load_lexicon()).bars(ordered)
    assert sum(b.number for b in drawn.bars) + drawn.left_out + drawn.undated == sum(n for _, n in counted)
    assert len(drawn.bars) <= 82
    for one, two in pairwise(drawn.bars):
        assert date.fromisoformat(one.end) + timedelta(1) == date.fromisoformat(two.begin)
    assert all(0 <= b.height <= 260 and b.y + b.height == 260 for b in drawn.bars if b.number == drawn.most)


def test_bars_take_the_unit_that_fits(lexicon: Lexicon) -> None:
    """Days within weeks, weeks within a year, months within years, then years."""
    for last, unit in (("2024-02-01", "day"), ("2024-12-01", "week"), ("2028-01-01", "month"), ("2090-01-01", "year")):
        assert view(lexicon).bars([("2024-01-01", 5), (last, 5)]).unit == unit


def test_what_lies_far_away_is_told(lexicon: Lexicon) -> None:
    """One event of 1949 does not squeeze a year's events into one bar; it is counted as left out."""
    counted = [("1949-07-24", 1), *((f"2024-01-{day:02}", 20) for day in range(1, 29))]
    drawn = view(lexicon).bars(counted)
    assert (drawn.unit, drawn.left_out) == ("day", 1)


def test_days_that_no_calendar_has(lexicon: Lexicon) -> None:
    """Days at the very end of the calendar, or that are none, count as undated."""
    drawn = view(lexicon).bars([("0001-01-01", 1), ("2024-01-01", 2), ("2024-13-01", 3), ("9999-12-31", 4)])
    assert (drawn.undated, [b.number for b in drawn.bars]) == (8, [2])
