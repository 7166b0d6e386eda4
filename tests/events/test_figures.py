"""Figures that no numeral writes."""

from __future__ import annotations

from tests.events.helpers import analysed

from khabar.events.figures import figure


def test_a_figure_quotes_its_words() -> None:
    """The text beside the offsets is exactly what stands there."""
    made = figure(analysed("وصل رجلان"), (4, 9), "killed", (2, 2), "r")
    assert (made.text, made.start, made.end, made.exact) == ("رجلان", 4, 9, True)


def test_an_open_figure_is_not_exact() -> None:
    """Without an upper bound nothing is exact, whoever asks for it."""
    assert not figure(analysed("وصل رجال"), (4, 8), "killed", (2, None), "r", exact=True).exact
