"""Incidents in the archive."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from archives import keep
from khabar.errors import Forbidden, InputError, NotFound, StaleRevision
from khabar.lexicon import Lexicon
from khabar.store import Archive
from khabar.store import schema as t
from khabar.store.incidents import (
    compare_archive,
    find_moved,
    find_near,
    incidents_of,
    last_compared,
    list_incidents,
    load_incident,
    load_texts,
    merge_incidents,
    places_of,
    reports_of,
    split_incident,
)
from khabar.store.people import LOCAL, Person
from khabar.store.query import Aliases, parse_query
from khabar.store.review import Draft, changes_of, load_review, record_change
from tellings import NEXT, STRIKE, Telling, tell


@pytest.fixture
def pages(archive: Archive, lexicon: Lexicon) -> dict[str, int]:
    """An archive whose reports have been compared."""
    told = tell(archive)
    list(compare_archive(archive, lexicon))
    return told


def the_strike(archive: Archive) -> str:
    """The id of the incident that three reports tell."""
    (line,) = list_incidents(archive)[1]
    return line.id


def test_what_comparing_finds_is_kept(archive: Archive, lexicon: Lexicon) -> None:
    """An incident comes back as it was made; one that a single report tells is made from that report again."""
    tell(archive)
    for made in list(compare_archive(archive, lexicon)):
        assert load_incident(archive, made.id, lexicon) == made


def test_list(archive: Archive, pages: dict[str, int]) -> None:
    """Reports, origins, the bounds of the killed and whether reports differ stand in the list."""
    total, (line,) = list_incidents(archive)
    assert (total, line.reports, line.origins, line.killed, line.differs) == (1, 3, 2, (4, 9), True)
    assert (line.type, line.mode, line.place, line.begin) == ("ASSAULT", "airstrike", "السهل", "2024-03-05")
    everything, lines = list_incidents(archive, least=1)
    assert everything == 4
    assert [entry.begin for entry in lines][:2] == ["2024-03-06", "2024-03-05"]
    assert list_incidents(archive, least=1, differs=True)[0] == 1
    assert list_incidents(archive, least=1, limit=1, offset=3)[1] == lines[3:]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("place:السهل", 1), ("killed:>5", 1), ("speaker:البلدية", 1), ("قذائف", 1), ("status:denied", 0), ("from:2024", 3),
     ("place:السهل killed:2", 0), ("المدني type:assault", 1)],
)  # fmt: skip
def test_list_by_query(archive: Archive, pages: dict[str, int], aliases: Aliases, typed: str, found: int) -> None:
    """The query language of the search finds incidents: by an event that fits, or by the report it stands in."""
    assert list_incidents(archive, parse_query(typed, aliases), least=1)[0] == found


def test_what_is_shown_beside(archive: Archive, pages: dict[str, int]) -> None:
    """Reports with their texts, places with the number of reports, and incidents near in day and place."""
    strike = the_strike(archive)
    told = reports_of(archive, strike)
    assert {source: report.page for source, report in told.items()} == {t.source: pages[t.source] for t in STRIKE}
    assert told["a.txt"].text == STRIKE[0].text
    assert places_of(archive, strike) == ({"name": "السهل", "lat": 36.0, "lon": 38.0, "reports": 3},)
    assert [line.place for line in find_near(archive, strike)] == ["التل"]
    assert incidents_of(archive, pages["a.txt"])["v1"].id == strike
    assert load_texts(archive)["d.txt"] == NEXT.text


def test_split(archive: Archive, pages: dict[str, int], lexicon: Lexicon) -> None:
    """What was split off is an incident of its own at once, stays one when compared again, and is in the audit."""
    strike = the_strike(archive)
    made = split_incident(archive, strike, [("c.txt", "v1")], who=LOCAL, revision=0, lexicon=lexicon)
    assert strike in made
    assert set(reports_of(archive, strike)) == {"a.txt", "b.txt"}
    before = {i: load_incident(archive, i, lexicon) for i in made}
    list(compare_archive(archive, lexicon))
    assert {i: load_incident(archive, i, lexicon) for i in made} == before
    (change,) = changes_of(archive, f"incidents/{strike}")
    assert (change.action, change.after) == ("split", {"one": [["c.txt", "v1"]]})


def test_merge(archive: Archive, pages: dict[str, int], lexicon: Lexicon) -> None:
    """Two incidents become one, which stays one; who asks for the one that went is led on."""
    strike, near = the_strike(archive), incidents_of(archive, pages["d.txt"])["v1"].id
    (made,) = merge_incidents(archive, near, strike, who=LOCAL, revision=0, lexicon=lexicon)
    gone = ({strike, near} - {made}).pop()
    assert len(reports_of(archive, made)) == 4
    list(compare_archive(archive, lexicon))
    assert len(reports_of(archive, made)) == 4
    with pytest.raises(NotFound):
        load_incident(archive, gone, lexicon)
    assert find_moved(archive, gone) == made
    assert find_moved(archive, "i000") is None


def test_what_is_refused(archive: Archive, pages: dict[str, int], lexicon: Lexicon) -> None:
    """Nothing or everything split off, an unknown incident, an old revision, a reader: nothing is written."""
    strike = the_strike(archive)
    all_of_it = [(source, "v1") for source in ("a.txt", "b.txt", "c.txt")]
    for chosen in ([], all_of_it, [("d.txt", "v1")]):
        with pytest.raises(InputError):
            split_incident(archive, strike, chosen, who=LOCAL, revision=0, lexicon=lexicon)
    for other in (strike, "i0"):
        with pytest.raises(NotFound):
            merge_incidents(archive, strike, other, who=LOCAL, revision=0, lexicon=lexicon)
    with pytest.raises(StaleRevision):
        split_incident(archive, strike, all_of_it[:1], who=LOCAL, revision=3, lexicon=lexicon)
    with pytest.raises(Forbidden):
        reader = Person(name="قارئ", role="reader")
        split_incident(archive, strike, all_of_it[:1], who=reader, revision=0, lexicon=lexicon)
    assert changes_of(archive, f"incidents/{strike}") == ()


def test_of_several_versions_the_newest_is_compared(archive: Archive, lexicon: Lexicon) -> None:
    """A page that came twice is one report, as it was last."""
    tell(archive, STRIKE[:1])
    newer = Telling("a.txt", "صحيفة الوادي", STRIKE[0].text.replace("4", "6"), killed=6)
    page = keep(archive, newer.record())
    (incident,) = compare_archive(archive, lexicon)
    assert [(c.min, c.max) for c in incident.counts] == [(6, 6)]
    with archive.reading() as connection:
        assert connection.execute(select(t.incident_event.c.page_id)).scalars().all() == [page]


def test_corrections_count(archive: Archive, pages: dict[str, int], lexicon: Lexicon) -> None:
    """Reports are compared as people corrected them."""
    review = load_review(archive, pages["c.txt"])
    draft = Draft(action="reject", target="events/v1")
    record_change(archive, pages["c.txt"], draft, who=LOCAL, revision=0, reading=review.reading)
    list(compare_archive(archive, lexicon))
    assert set(reports_of(archive, the_strike(archive))) == {"a.txt", "b.txt"}


def test_a_split_made_while_comparing_holds(archive: Archive, pages: dict[str, int], lexicon: Lexicon) -> None:
    """What people do between the reading and the writing of a comparison is not undone by it."""
    strike = the_strike(archive)
    comparing = compare_archive(archive, lexicon)
    next(comparing)
    split_incident(archive, strike, [("c.txt", "v1")], who=LOCAL, revision=0, lexicon=lexicon)
    list(comparing)
    assert set(reports_of(archive, strike)) == {"a.txt", "b.txt"}


def test_when_it_was_compared(archive: Archive, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never, then up to date, and no more so when somebody corrects a report afterwards."""
    page = tell(archive, STRIKE)["a.txt"]
    assert last_compared(archive) == (None, False)
    monkeypatch.setattr("khabar.store.incidents.now", lambda: "2026-02-01T00:00:00Z")
    list(compare_archive(archive, lexicon))
    assert last_compared(archive) == ("2026-02-01T00:00:00Z", False)
    reading = load_review(archive, page).reading
    record_change(archive, page, Draft(action="accept", target="events/v1"), who=LOCAL, revision=0, reading=reading)
    assert last_compared(archive) == ("2026-02-01T00:00:00Z", True)
