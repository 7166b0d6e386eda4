"""What speaks for and against two reports telling of one incident."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from build import deeds, record, told

from khabar.incidents.matching import MATCH, bare, compatible, in_conflict, is_vague, likely, score
from khabar.incidents.types import CountFact, EventFact


def figure(low: int, high: int | None) -> CountFact:
    """A whole figure of dead."""
    return CountFact(what="killed", who="unspecified", min=low, max=high, part=False, start=0, end=4, text="قتلى")


def named(a: EventFact, b: EventFact) -> dict[str, float]:
    """Every reason that spoke."""
    return dict(score(a, b, False).features)


def test_a_plural_without_a_number_is_no_figure_to_match_by() -> None:
    """قتلى fits every other report; twenty or more is a figure, and so is two."""
    assert bare(figure(2, None))
    assert not bare(figure(20, None)) and not bare(figure(2, 2))


def test_open_figures_allow_what_they_contain() -> None:
    """More than ten allows twelve and not five."""
    assert compatible(figure(11, None), figure(12, 12))
    assert not compatible(figure(11, None), figure(5, 5))


def test_a_war_s_toll_tells_no_deed() -> None:
    """Two reports that give the same nine thousand dead share no deed by it; with nine dead they do."""
    small = deeds(record("a", "قصف على التل صباحا", killed=9), record("b", "غارة أصابت التل", killed=9))
    large = deeds(record("a", "قصف على التل صباحا", killed=9000), record("b", "غارة أصابت التل", killed=9000))
    assert named(*small)["killed"] > 0
    assert "killed" not in named(*large)
    assert not is_vague(small[0])


def test_an_area_and_a_day_alone_make_no_incident() -> None:
    """Of one area and day and nothing else, two deeds are vague and no incident; at one village they are one."""
    fine = deeds(record("a", "قصف مدفعي متواصل"), record("b", "غارات عنيفة جديدة"))
    wide = [replace(e, place=e.place and replace(e.place, coarse=True)) for e in fine]
    assert all(is_vague(e) for e in wide) and not any(is_vague(e) for e in fine)
    assert {"nothing telling", "vague"} <= named(*wide).keys()
    assert score(wide[0], wide[1], False).value < MATCH <= score(fine[0], fine[1], False).value


def test_a_lead_of_several_spots_speaks_for_deeds_at_one_spot_only() -> None:
    """A round-up shares words with every report of the day: that tells only of deeds at the same named place."""
    here, there = deeds(record("a", "قصف على قرى الجبل كلها"), record("b", "قصف على قرى الجبل كلها أيضا", place="التل"))
    assert here.story is not None
    roundup = replace(here, story=replace(here.story, spots=3))
    assert "several spots" not in named(here, there)
    assert named(roundup, there)["several spots"] < 0
    assert "several spots" not in named(roundup, replace(there, place=here.place))


def test_two_sites_of_one_town_are_two() -> None:
    """Two hospitals a street apart are not one place; a hospital and its town are near."""
    one, other = deeds(record("a", "قصف المشفى الأول"), record("b", "قصف المشفى الثاني", place="التل"))
    assert one.place is not None and other.place is not None
    sites = [replace(e, place=e.place and replace(e.place, site=True)) for e in (one, other)]
    assert named(*sites)["place"] < 0 < named(one, other)["place"]


def test_deeds_that_one_report_tells_apart_are_two() -> None:
    """A report's deeds at places far apart are in conflict, at one place and day they are not."""
    one, far, near = deeds(record("a", "قصف"), record("b", "قصف", place="المرج"), record("c", "قصف"))
    assert in_conflict(one, far) and not in_conflict(one, near)


@pytest.mark.parametrize("place", ["السهل", "التل", "النبع", "المرج", None])
@pytest.mark.parametrize("day", ["2024-03-05", "2024-03-06", "2024-03-20", None])
@pytest.mark.parametrize("copied", [False, True])
def test_leaving_early_changes_no_score(place: str | None, day: str | None, copied: bool) -> None:
    """`likely` gives the score exactly where it reaches the least, whichever way round; and none below it."""
    a, b = deeds(record("a", "قصف مدفعي على مدجنة", killed=3), record("b", "قصف على مدجنة", place=place, day=day))
    full = score(a, b, copied)
    assert full.value == score(b, a, copied).value
    for least in (-math.inf, full.value, full.value + 0.001, MATCH):
        assert likely(a, b, copied, least) == (full if full.value >= least else None)


def test_of_two_leads_the_likest_two_deeds_speak() -> None:
    """A lead of two deeds is weighed by the one that is like the other report's, and the score names it."""
    row, other = record("a", "قصف على السهل ومداهمة", killed=3), record("b", "قصف السهل", killed=3)
    second = {**row["events"][0], "id": "v2"}
    row["events"][0] |= {"mode": "arrest", "type": "COERCE", "counts": []}
    row["events"].append(second)
    (head, like), alone = told(row), deeds(other)[0]
    assert (head.unit, like.unit) == (None, "v1")
    found = score(head, alone, False)
    assert (found.left, found.right) == ("v2", "v1") and "killed" in dict(found.features)


def test_a_lead_s_deeds_of_other_days_are_weighed_apart() -> None:
    """What a lead tells of a day two weeks ago does not speak for its news."""
    row = record("a", "قصف على السهل بعد قصف سابق", killed=3)
    row["times"].append({"id": "t2", "interval": {"begin": "2024-02-20", "end": "2024-02-20"}})
    row["events"].append({**row["events"][0], "id": "v2", "time": "t2"})
    assert [e.unit for e in told(row)] == [None, None]
