"""From pairs to incidents: chains are broken where the reports disagree."""

from __future__ import annotations

from dataclasses import replace

from build import deeds, record

from khabar.incidents.clusters import cluster
from khabar.incidents.matching import Score

LINK = Score(9.0, (("place", 9.0),), "v1", "v1")


def test_a_chain_whose_ends_disagree_is_no_incident() -> None:
    """Three reports linked in a row, the ends far apart in place and day: the likest two unite, the third stays out."""
    rows = [
        record("a", "قصف على السهل", killed=3),
        record("b", "غارة على السهل", killed=3),
        record("c", "انفجار في المرج", place="المرج", day="2024-03-19", killed=8),
    ]
    a, b, c = (0, "v1"), (1, "v1"), (2, "v1")
    events = dict(zip((a, b, c), deeds(*rows), strict=True))
    assert cluster(events, [((a, b), replace(LINK, value=12.0)), ((b, c), LINK)]) == ((a, b), (c,))


def test_no_incident_holds_two_deeds_that_one_report_tells_apart() -> None:
    """A report with deeds at two far places stands in two incidents, though a vague report is linked to both."""
    first, far, vague = deeds(
        record("a", "قصف على السهل"), record("b", "قصف على المرج", place="المرج"), record("c", "قصف متواصل", place=None)
    )
    events = {(0, "v1"): first, (0, "v2"): replace(far, id="v2", story=None), (2, "v1"): vague}
    found = cluster(events, [(((0, "v1"), (2, "v1")), replace(LINK, value=12.0)), (((0, "v2"), (2, "v1")), LINK)])
    assert ((0, "v1"), (0, "v2"), (2, "v1")) not in found and ((0, "v2"),) in found
