"""What an archive holds in sum."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, select

from archives import READER, keep
from khabar.store import Archive, Given, open_archive
from khabar.store import explore as module
from khabar.store import schema as t
from khabar.store.explore import Explorer, Point, Step, Total, explore
from khabar.store.query import Aliases, Query, parse_query
from khabar.store.shown import fill_shown
from tellings import ALL, HOSTILE, Telling, tell


@pytest.fixture(scope="module")
def told(lasting: Archive) -> Archive:
    """An archive of six reports."""
    tell(lasting)
    return lasting


def asked(archive: Archive, aliases: Aliases, typed: str, name: str) -> object:
    """One sum of what a query asks for, everything where it is empty."""
    query: Query | None = parse_query(typed, aliases) if typed else None
    with explore(archive, query) as found:
        return getattr(found, name)()


@pytest.mark.parametrize(
    ("typed", "total"),
    [("", Total(6, 6)), ("type:assault", Total(6, 6)), ("place:السهل", Total(3, 3)), ("killed:>5", Total(1, 1)),
     ("غارة", Total(2, 2)), ("speaker:البلدية", Total(1, 1)), ("status:denied", Total(0, 0)),
     ("from:2024-03-06", Total(2, 2)), ("near:36,38,10km", Total(4, 4)), ("غارة killed:>5", Total(1, 1))],
)  # fmt: skip
def test_total(told: Archive, aliases: Aliases, typed: str, total: Total) -> None:
    """Events and reports are counted for the same queries as the search takes; days are those of the events."""
    assert asked(told, aliases, typed, "total") == total


def test_days_and_types(told: Archive, aliases: Aliases) -> None:
    """Each first day with its events; where the event has none, that of the report."""
    days = (("2023-11-20", 1), ("2024-03-05", 3), ("2024-03-06", 2))
    assert asked(told, aliases, "", "days") == days
    assert asked(told, aliases, "type:assault", "days") == days
    assert asked(told, aliases, "place:السهل", "types") == (("ASSAULT", 3),)


def test_names(told: Archive, aliases: Aliases) -> None:
    """The commonest names in each role, as they are shown; the same with a query that fits everything."""
    names = asked(told, aliases, "", "names")
    assert isinstance(names, dict)
    assert names["place"] == (("السهل", 3), ("التل", 1), ("النبع", 1), ("مكان", 1))
    assert names["speaker"][0] == ("الدفاع المدني", 2)
    assert names["publisher"][0] == ("صحيفة الوادي", 2)
    assert asked(told, aliases, "type:assault", "names") == names
    fewer = asked(told, aliases, "place:التل", "names")
    assert fewer == {"place": (("التل", 1),), "actor": (), "speaker": (), "publisher": (("شبكة التل", 1),)}


def test_points(told: Archive, aliases: Aliases) -> None:
    """A point a place while there are few; else places share cells, the rest is told in numbers."""
    with explore(told, None) as found:
        few = found.points()
        assert few.points[0] == Point(36.0, 38.0, 3, ("السهل",))
        assert (len(few.points), few.cell, few.cut, few.unplaced) == (3, 0, 0, 1)
        shared = found.points(2)
        assert shared.points[0] == Point(36.0, 38.0, 4, ("السهل", "التل"))
        assert (len(shared.points), shared.cell > 0, shared.cut) == (2, True, 0)
        assert found.points(0).cut == 5


def test_steps(told: Archive, aliases: Aliases) -> None:
    """Who passes on whom, step by step along the chains."""
    steps = asked(told, aliases, "place:السهل", "steps")
    assert steps == (
        (
            Step("راديو السهل", "الدفاع المدني", 1), Step("صحيفة الوادي", "الدفاع المدني", 1),
            Step("موقع المرفأ", "وكالة النور", 1), Step("وكالة النور", "لجنة الأهالي", 1),
        ),
        4,
    )  # fmt: skip
    with explore(told, None) as found:
        (first,), every = found.steps(1)
        assert (first.number, every) == (1, 5)
        assert "صحيفة الوادي" in found.publishers()


def test_lines(told: Archive, aliases: Aliases) -> None:
    """Events in a table, the latest first, with names and figures; a page of them at a time."""
    with explore(told, None) as found:
        lines = found.lines()
        assert [line.begin for line in lines] == ["2024-03-06"] * 2 + ["2024-03-05"] * 3 + ["2023-11-20"]
        assert (lines[2].places, lines[2].figures) == (("السهل",), (("killed", 4, 4),))
        assert (lines[0].publisher, lines[0].title) == ("شبكة التل", "خبر d.txt")
        assert lines[1].publisher == HOSTILE
        assert found.lines(2, 4) == lines[4:]


def test_more_reports_than_are_counted(told: Archive, aliases: Aliases, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where more fit than are counted, the last that came are, and it is said."""
    monkeypatch.setattr(module, "MOST_REPORTS", 2)
    assert asked(told, aliases, "type:assault", "total") == Total(2, 2, capped=True)
    assert asked(told, aliases, "غارة", "total") == Total(2, 2)


def test_a_connection_is_given_back_as_it_was(told: Archive, aliases: Aliases) -> None:
    """One may explore again on the same connection, also after an error."""

    def fail(found: Explorer) -> None:
        found.total()
        raise ValueError("on the way")

    for _ in range(3):
        with pytest.raises(ValueError, match="on the way"), explore(told, parse_query("غارة", aliases)) as found:
            fail(found)
    assert asked(told, aliases, "غارة", "total") == Total(2, 2)


def test_read_only_archive(tmp_path: Path, aliases: Aliases) -> None:
    """What can only be read can be explored."""
    with open_archive(str(tmp_path / "a.db"), create=True) as archive:
        tell(archive)
    (tmp_path / "a.db").chmod(0o400)
    with open_archive(str(tmp_path / "a.db")) as archive:
        assert asked(archive, aliases, "غارة", "total") == Total(2, 2)


def test_names_follow_the_newest_record(archive: Archive, aliases: Aliases) -> None:
    """A page that is read anew is counted once, as it was read last."""
    keep(archive, ALL[0].record(), READER)
    other = Telling("a.txt", "صحيفة الوادي", ALL[0].text, "التل")
    keep(archive, other.record(), Given("khabar 2", "{}"))
    names = asked(archive, aliases, "", "names")
    assert isinstance(names, dict)
    assert names["place"] == (("التل", 1),)
    with explore(archive, None) as found:
        assert found.steps()[0] == ()


def test_filling_gives_what_writing_gave(archive: Archive, aliases: Aliases) -> None:
    """An archive of an older schema gets the rows that it would have had."""
    tell(archive)

    def rows() -> list[list[tuple[object, ...]]]:
        named = select(t.appearance.c.role, t.shown.c.label, t.appearance.c.reading_id, t.appearance.c.part)
        with archive.reading() as connection:
            first = connection.execute(named.join(t.shown, t.shown.c.id == t.appearance.c.shown_id)).all()
            second = connection.execute(select(t.relay.c.reading_id, t.relay.c.part, t.relay.c.step)).all()
        return [sorted(map(tuple, first)), sorted(map(tuple, second))]

    before = rows()
    with archive.writing() as connection:
        for table in (t.appearance, t.relay, t.shown):
            connection.execute(delete(table))
        fill_shown(connection)
    assert rows() == before
    assert all(before)
