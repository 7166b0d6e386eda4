"""What an archive holds in sum: events on the map, over time and in a table, who tells and who passes on.

Everything is counted by the database, over the events that a query of the search asks for (`search.fitting`), or over
all. Names are those of entities as they are shown; an event that several names fit is counted under each. Where more
than `MOST_REPORTS` fit a query, those that came last are counted, names in the last `MOST_NAMED`; `Total` says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import (
    Column,
    Connection,
    FromClause,
    Integer,
    MetaData,
    Row,
    RowMapping,
    Select,
    String,
    Table,
    and_,
    func,
    select,
)

from khabar.store import schema as t
from khabar.store.archive import Archive
from khabar.store.query import Query
from khabar.store.search import count_fitting, fitting, plan_for_words

Role = Literal["place", "actor", "speaker", "publisher"]
ROLES: tuple[Role, ...] = ("place", "actor", "speaker", "publisher")
MOST_REPORTS = 8_000
MOST_NAMED = 2_000
# Sides of the cells in which points are gathered, in degrees of latitude; the first that gives few enough is taken.
_CELLS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
_MOST_TOGETHER = 3  # names told of one point


# What a query asks for, worked out once for all that is counted of it; it lives as long as the connection is lent.
_fits = Table(
    "fits",
    MetaData(),
    Column("reading_id", Integer, primary_key=True),
    Column("event", String(16), primary_key=True),
    prefixes=["TEMPORARY"],
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Total:
    """How many events there are, and in how many reports; `capped` where more reports fit than are counted."""

    reports: int
    events: int
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """Events at one place, or in one cell: where most of them lie. `names` are the places there, most told first."""

    lat: float
    lon: float
    events: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Points by number of events. `cell` is the side of a cell in degrees, 0 where each place has its own point.

    `cut` are events of points that were left out, `unplaced` those without a position.
    """

    points: tuple[Point, ...]
    cell: float
    cut: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class Step:
    """`teller` passes on the words of `told` in `number` statements."""

    teller: str
    told: str
    number: int


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in a table; `figures` are `(what, low, high)`."""

    page: int
    event: str
    type: str | None
    mode: str | None
    status: str
    begin: str | None
    end: str | None
    publisher: str | None
    title: str | None
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    figures: tuple[tuple[str, int, int | None], ...] = ()


@contextmanager
def explore(archive: Archive, query: Query | None) -> Iterator[Explorer]:
    """What a query asks for, ready to be counted; None for all there is."""
    with archive.reading() as connection:
        if query is None:
            yield Explorer(connection, None)
            return
        plan_for_words(connection, query)
        found = fitting(query, connection.dialect.name, MOST_REPORTS)
        _fits.create(connection)
        try:
            connection.execute(_fits.insert().from_select(["reading_id", "event"], found))
            connection.exec_driver_sql("ANALYZE fits")  # else it is held to be larger than the archive
            yield Explorer(connection, query)
        finally:
            _fits.drop(connection)  # the connection goes back to where it was lent from


class Explorer:
    """One transaction over an archive and what is looked for in it. Made by `explore`."""

    def __init__(self, connection: Connection, query: Query | None) -> None:
        """Over the events in the table `fits`, or with no query over all."""
        self._connection = connection
        self._query = query

    def _events(self) -> FromClause:
        """The events that fit, to select from."""
        if self._query is None:
            return t.event
        e = t.event.c
        return _fits.join(t.event, and_(e.reading_id == _fits.c.reading_id, e.event == _fits.c.event))

    def total(self) -> Total:
        """How many there are."""
        if self._query is None:
            reports = self._count(select(func.count()).select_from(t.reading).where(t.reading.c.current))
            return Total(reports, self._count(select(func.count()).select_from(t.event)))
        reports = self._count(select(func.count(_fits.c.reading_id.distinct())))
        # Reports without an event are not among those counted: how many there are is asked where it may matter.
        capped = reports > MOST_REPORTS // 2 and count_fitting(self._connection, self._query) > MOST_REPORTS
        return Total(reports, self._count(select(func.count()).select_from(_fits)), capped)

    def _count(self, asked: Select[Any]) -> int:
        return int(self._connection.execute(asked).scalar_one())

    def types(self) -> tuple[tuple[str | None, int], ...]:
        """Every type with the number of its events, the commonest first."""
        asked = select(t.event.c.type, func.count()).select_from(self._events()).group_by(t.event.c.type)
        rows = [(row[0], int(row[1])) for row in self._connection.execute(asked)]
        return tuple(sorted(rows, key=lambda row: (-row[1], row[0] or "~")))

    def days(self) -> tuple[tuple[str | None, int], ...]:
        """Every first day with the number of its events, in order; those of unknown day under None, last."""
        day = t.event.c.day_begin
        asked = select(day, func.count()).select_from(self._events()).group_by(day)
        rows = [(row[0], int(row[1])) for row in self._connection.execute(asked)]
        return tuple(sorted(rows, key=lambda row: row[0] or "~"))

    def names(self, most: int = 12) -> dict[Role, tuple[tuple[str, int], ...]]:
        """The commonest names in each role, with the number of events (places, actors), statements or reports.

        With a query they are counted in the `MOST_NAMED` reports of it that came last.
        """
        seen = t.appearance.c
        number = func.count().label("n")
        counted = select(seen.role, seen.shown_id, number).group_by(seen.role, seen.shown_id)
        if self._query is None:
            rows = self._connection.execute(counted).all()
        else:
            # `|| ''` keeps SQLite from going through everything in a role: it goes from the reports that fit.
            role = seen.role + ""
            reports = self._reports(MOST_NAMED)
            fits = reports.join(_fits, _fits.c.reading_id == reports.c.reading_id)
            here = and_(seen.reading_id == _fits.c.reading_id, seen.part == _fits.c.event)
            of_events = counted.select_from(fits.join(t.appearance, here)).where(role.in_(("place", "actor")))
            there = reports.join(t.appearance, seen.reading_id == reports.c.reading_id)
            of_reports = counted.select_from(there).where(role.in_(("speaker", "publisher")))
            rows = [*self._connection.execute(of_events), *self._connection.execute(of_reports)]
        best = {
            role: sorted((r for r in rows if r[0] == role), key=lambda r: (-r[2], r[1]))[:most] for role in ROLES
        }
        asked = select(t.shown.c.id, t.shown.c.label)
        wanted = sorted({int(row[1]) for found in best.values() for row in found})
        labels = {int(row[0]): str(row[1]) for row in self._connection.execute(asked.where(t.shown.c.id.in_(wanted)))}
        return {role: tuple((labels[r[1]], int(r[2])) for r in found) for role, found in best.items()}

    def _reports(self, most: int = MOST_REPORTS) -> FromClause:
        identity = _fits.c.reading_id
        return select(identity).distinct().order_by(identity.desc()).limit(most).subquery("reports")

    def points(self, most: int = 250) -> Points:
        """Where the events lie, gathered in cells so that there are at most `most`."""
        e = t.event.c
        number = func.count().label("n")
        asked = select(e.lat, e.lon, number, func.min(e.reading_id)).select_from(self._events())
        rows = [
            (row[0], row[1], int(row[2]), row[3]) for row in self._connection.execute(asked.group_by(e.lat, e.lon))
        ]
        placed = [row for row in rows if row[0] is not None and row[1] is not None]
        unplaced = sum(row[2] for row in rows) - sum(row[2] for row in placed)
        cell, cells = _gathered(placed, most)
        first = sorted(cells, key=lambda rows: (-sum(row[2] for row in rows), rows[0][:2]))[:most]
        names = self._names_at([row for rows in first for row in rows[:_MOST_TOGETHER]])
        points = tuple(_point(rows, names) for rows in first)
        cut = sum(row[2] for row in placed) - sum(p.events for p in points)
        return Points(points, cell, cut, unplaced)

    def _names_at(self, rows: list[tuple[float, float, int, int]]) -> dict[tuple[float, float], str]:
        """What the place of each of these rows is called in the report that the row names."""
        e, seen = t.event.c, t.appearance.c
        joined = t.event.join(
            t.appearance, and_(seen.reading_id == e.reading_id, seen.part == e.event, seen.role == "place")
        ).join(t.shown, t.shown.c.id == seen.shown_id)
        wanted = sorted({row[3] for row in rows})
        found: dict[tuple[float, float], str] = {}
        for at in range(0, len(wanted), 400):
            asked = select(e.lat, e.lon, t.shown.c.label).select_from(joined)
            some = self._connection.execute(asked.where(e.reading_id.in_(wanted[at : at + 400]), e.lat.is_not(None)))
            found |= {(row[0], row[1]): str(row[2]) for row in some if (row[0], row[1]) not in found}
        return found

    def steps(self, most: int = 60) -> tuple[tuple[Step, ...], int]:
        """The commonest steps of chains in the reports that fit, and how many different ones there are."""
        passed = t.relay.c
        number = func.count().label("n")
        counted = select(passed.from_id, passed.to_id, number)
        if self._query is not None:
            reports = self._reports()
            counted = counted.join(reports, reports.c.reading_id == passed.reading_id)
        pairs = counted.group_by(passed.from_id, passed.to_id).subquery()
        teller, told = t.shown.alias("teller"), t.shown.alias("told")
        asked = select(teller.c.label, told.c.label, pairs.c.n, func.count().over()).select_from(
            pairs.join(teller, teller.c.id == pairs.c.from_id).join(told, told.c.id == pairs.c.to_id)
        )
        rows = self._connection.execute(
            asked.order_by(pairs.c.n.desc(), teller.c.label, told.c.label).limit(most)
        ).all()
        return tuple(Step(row[0], row[1], int(row[2])) for row in rows), int(rows[0][3]) if rows else 0

    def publishers(self, most: int = 1_000) -> frozenset[str]:
        """Names under which reports are published."""
        seen = t.appearance.c
        asked = select(seen.shown_id).where(seen.role == "publisher").distinct().limit(most)
        return frozenset(self._connection.execute(select(t.shown.c.label).where(t.shown.c.id.in_(asked))).scalars())

    def lines(self, limit: int = 30, offset: int = 0) -> tuple[EventLine, ...]:
        """The events, the latest first and those of unknown day last."""
        e, r = t.event.c, t.reading.c
        asked = select(*e).select_from(self._events()).order_by(e.day_begin.desc().nulls_last(), e.reading_id, e.event)
        rows = self._connection.execute(asked.limit(limit).offset(offset)).mappings().all()
        readings = sorted({row["reading_id"] for row in rows})
        of_report = select(r.id, r.page_id, r.publisher, t.text.c.title).join(t.text, t.text.c.id == r.text_id)
        reports = {row.id: row for row in self._connection.execute(of_report.where(r.id.in_(readings)))}
        named = self._named(readings)
        figures = self._figures(readings)
        return tuple(_event_line(row, reports[row["reading_id"]], named, figures) for row in rows)

    def _named(self, readings: list[int]) -> Mapping[tuple[str, int, str], list[str]]:
        seen = t.appearance.c
        asked = select(seen.role, seen.reading_id, seen.part, t.shown.c.label).join(
            t.shown, t.shown.c.id == seen.shown_id
        )
        asked = asked.where(seen.reading_id.in_(readings), seen.role.in_(("place", "actor")))
        found: dict[tuple[str, int, str], list[str]] = {}
        for role, reading, part, label in self._connection.execute(asked.order_by(t.shown.c.label)):
            found.setdefault((role, reading, part), []).append(label)
        return found

    def _figures(self, readings: list[int]) -> Mapping[tuple[int, str], list[tuple[str, int, int | None]]]:
        f = t.figure.c
        asked = select(*f).where(f.reading_id.in_(readings)).order_by(f.reading_id, f.event, f.number)
        found: dict[tuple[int, str], list[tuple[str, int, int | None]]] = {}
        for row in self._connection.execute(asked):
            found.setdefault((row.reading_id, row.event), []).append((row.what, row.low, row.high))
        return found


def is_empty(archive: Archive) -> bool:
    """Whether no report has been read yet."""
    with archive.reading() as connection:
        return connection.execute(select(t.reading.c.id).where(t.reading.c.current).limit(1)).first() is None


def _gathered(
    placed: list[tuple[float, float, int, int]], most: int
) -> tuple[float, list[list[tuple[float, float, int, int]]]]:
    """The rows in cells, the fullest row of each first, with the smallest cells that are few enough."""
    ordered = sorted(placed, key=lambda row: (-row[2], row[0], row[1]))
    for cell in _CELLS:
        cells: dict[tuple[float, float], list[tuple[float, float, int, int]]] = {}
        for row in ordered:
            key = (row[0] // cell, row[1] // cell) if cell else (row[0], row[1])
            cells.setdefault(key, []).append(row)
        if len(cells) <= most:
            break
    return cell, list(cells.values())


def _point(rows: list[tuple[float, float, int, int]], names: Mapping[tuple[float, float], str]) -> Point:
    told = dict.fromkeys(names[row[:2]] for row in rows[:_MOST_TOGETHER] if row[:2] in names)
    return Point(rows[0][0], rows[0][1], sum(row[2] for row in rows), tuple(told))


def _event_line(
    row: RowMapping, report: Row[Any, Any, Any, Any], named: Mapping[tuple[str, int, str], list[str]],
    figures: Mapping[tuple[int, str], list[tuple[str, int, int | None]]],
) -> EventLine:  # fmt: skip
    reading, event = row["reading_id"], row["event"]
    return EventLine(
        page=report.page_id, event=event, type=row["type"], mode=row["mode"], status=row["status"],
        begin=row["day_begin"], end=row["day_end"], publisher=report.publisher, title=report.title,
        places=tuple(named.get(("place", reading, event), ())), actors=tuple(named.get(("actor", reading, event), ())),
        figures=tuple(figures.get((reading, event), ())),
    )  # fmt: skip
