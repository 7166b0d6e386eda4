"""What figures say for and against two reports telling of one incident."""

from __future__ import annotations

from khabar.incidents.matching import bare, compatible
from khabar.incidents.types import CountFact


def figure(low: int, high: int | None) -> CountFact:
    """A whole figure of dead."""
    return CountFact(what="killed", who="unspecified", min=low, max=high, part=False, start=0, end=4, text="قتلى")


def test_a_plural_without_a_number_is_no_figure_to_match_by() -> None:
    """قتلى fits every other report; twenty or more is a figure, and so is two."""
    assert bare(figure(2, None))
    assert not bare(figure(20, None)) and not bare(figure(2, 2))


def test_open_figures_allow_what_they_contain() -> None:
    """More than ten allows twelve and not five."""
    assert compatible(figure(11, None), figure(12, 12))
    assert not compatible(figure(11, None), figure(5, 5))
