"""What two leads say for two deeds."""

from __future__ import annotations

import math
from dataclasses import replace

from build import deeds, record

from khabar.incidents.leads import WEIGHTS, weigh_leads
from khabar.incidents.types import EventFact

SAME, LONG = "احترقت مدجنة غربي المفرق بعد قصف", "احترقت مدجنة غربي المفرق بعد غارة"


def reasons(a: EventFact, b: EventFact) -> dict[str, float]:
    """What spoke, with its weight."""
    assert a.story is not None and b.story is not None
    return dict(weigh_leads(a, b, (a.story, b.story), 0.0, -math.inf) or ())


def test_rare_words_names_and_figures_of_the_reports_speak() -> None:
    """Each is a reason under its own name; two unlike leads have only the story's own weight against them."""
    a, b, other = deeds(
        record("a", SAME, killed=7), record("b", LONG, killed=7), record("c", "اعتقالات", place="المرج")
    )
    assert {"lead words", "rare words", "places", "figures"} <= reasons(a, b).keys()
    assert reasons(a, other) == {"story": WEIGHTS["story"]}
    assert reasons(a, b) == reasons(b, a)


def test_of_two_deeds_elsewhere_a_shared_name_does_not_speak() -> None:
    """A place that both reports name speaks where it is a deed's own, and where neither deed has a place of its own."""
    a, b = deeds(record("a", SAME, place="السهل"), record("b", LONG, place="التل"))
    assert a.story is not None and b.story is not None
    both = (("السهل", 5.0), ("الغور", 6.0))
    a, b = (replace(e, story=replace(e.story, places=both)) for e in (a, b) if e.story)
    assert reasons(a, b)["places"] == round(5 * WEIGHTS["places"], 3)
    nowhere = [replace(e, place=None) for e in (a, b)]
    assert reasons(*nowhere)["places"] == round(6 * WEIGHTS["places"], 3)


def test_what_words_could_not_mend_is_left() -> None:
    """Nothing is worked out where even one text could not reach the least."""
    a, b = deeds(record("a", SAME), record("b", LONG))
    assert a.story is not None and b.story is not None
    assert weigh_leads(a, b, (a.story, b.story), -6.0, 99.0) is None
