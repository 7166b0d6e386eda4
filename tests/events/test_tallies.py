"""Every figure finds its deed."""

from __future__ import annotations

from tests.events.helpers import read

from khabar.lexicon import Lexicon


def test_figures_go_to_the_deed_they_fit(lexicon: Lexicon) -> None:
    """The dead to the attack, the arrested to the arrest."""
    events, _ = read("قتل خمسة مدنيين في قصف على القرية، فيما اعتقلت الشرطة ثلاثة مشتبهين", lexicon)
    by_type = {e.type: [(c.what, c.min) for c in e.counts] for e in events}
    assert by_type == {"ASSAULT": [("killed", 5)], "COERCE": [("detained", 3)]}


def test_parts_point_at_their_whole_inside_the_event(lexicon: Lexicon) -> None:
    """خمسة بينهم طفلان: the index is that of the event's own list."""
    text = "أصيب سبعة جنود في هجوم على حاجز. وقتل خمسة مدنيين بينهم طفلان في قصف على القرية."
    events, _ = read(text, lexicon)
    shelling = next(e for e in events if "قصف" in e.trigger.text)
    whole, part = (c for c in shelling.counts if c.what == "killed")
    assert (whole.min, part.min, part.subset_of) == (5, 2, shelling.counts.index(whole))


def test_a_figure_without_a_deed_makes_an_event_without_type(lexicon: Lexicon) -> None:
    """No figure is lost, and no deed invented for it."""
    events, _ = read("في المستودع 300 قذيفة هاون", lexicon)
    assert [(e.type, len(e.counts)) for e in events] == [(None, 1)]
