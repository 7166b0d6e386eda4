"""Finding reports again: by words as people type them and by what the records say, ranked, with exact places."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, radians
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Integer,
    Select,
    and_,
    bindparam,
    column,
    func,
    select,
)
from sqlalchemy import text as sql

from khabar.store import schema as t
from khabar.store.archive import Archive
from khabar.store.query import Coded, Condition, Days, Figure, Group, Named, Near, Phrase, Query
from khabar.store.stems import stem_spans

_WINDOW = 240  # characters of a snippet
_MOST_MARKS = 200  # highlights given of one report
_MANY = 10_000  # matches; beyond them titles are weighed first

_MATCHES = {
    "sqlite": "SELECT rowid AS id, bm25(text_words, 5.0, 1.0) AS score FROM text_words WHERE text_words MATCH :words",
    "postgresql": "SELECT id, -ts_rank(words, CAST(:words AS tsquery), 1) AS score FROM text_words"
    " WHERE words @@ CAST(:words AS tsquery)",
}
_COUNTED = {
    "sqlite": "SELECT rowid AS id FROM text_words WHERE text_words MATCH :words",
    "postgresql": "SELECT id FROM text_words WHERE words @@ CAST(:words AS tsquery)",
}
_NAMES = {
    "sqlite": "SELECT rowid AS id FROM name_words WHERE name_words MATCH :{0}",
    "postgresql": "SELECT id FROM name_words WHERE words @@ CAST(:{0} AS tsquery)",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """An event that the fields asked for: its id in the record and the words it rests on."""

    event: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A report found. `marks` are the places of the words asked for, offsets in code points into `text`.

    `score` grows with fitness and compares only within one search; it is 0 where no words were asked for. `snippet`
    is the stretch of `text` with the most marks.
    """

    page: int
    reading: int
    source: str
    url: str | None
    publisher: str | None
    title: str | None
    published: str | None
    score: float
    text: str
    marks: tuple[tuple[int, int], ...]
    snippet: tuple[int, int]
    events: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found, best first, and how many reports there are in all."""

    total: int
    hits: tuple[Hit, ...]


def search(archive: Archive, query: Query, *, limit: int = 20, offset: int = 0) -> Results:
    """The reports that fit, best first: rarer words and words of the title weigh more; without words, newest first.

    Ties stand in the order in which the reports came. Where more than ten thousand fit, those with all the words in
    their title come first. Raises `ArchiveError` for what goes wrong in the database.
    """
    with archive.reading() as connection:
        if query.groups:
            count, rows = _by_words(connection, query, limit, offset)
        else:
            count, rows = _by_fields(connection, query, limit, offset)
        return Results(count, _hits(connection, rows, query))


def find_readings(archive: Archive, query: Query) -> list[int]:
    """The ids of all readings that fit, in the order of `search`."""
    with archive.reading() as connection:
        dialect = connection.dialect.name
        found = _ranked(query, dialect, titles=False) if query.groups else _newest(query, dialect)
        return [int(row.id) for row in connection.execute(found)]


def count_fitting(connection: Connection, query: Query) -> int:
    """How many reports fit."""
    dialect = connection.dialect.name
    found = _ranked(query, dialect, count=True) if query.groups else _newest(query, dialect, count=True)
    return int(connection.execute(found).scalar_one())


def fitting(query: Query, dialect: str, most: int | None = None) -> Select[Any]:
    """`(reading_id, event)` of what is asked for: the events that fit the conditions on events, in reports that fit.

    Without such conditions these are all events of the reports. `most`: only of the reports that came last. For
    statements that go on from there.
    """
    of_events, of_reports = _sorted(query.conditions)
    asked = _events(of_events, dialect, ids=True) if of_events else select(t.event.c.reading_id, t.event.c.event)
    events = asked.distinct().cte("fitting").prefix_with("MATERIALIZED") if of_events else asked.subquery()
    if query.groups or of_reports or not of_events:
        rest = Query(query.groups, tuple(of_reports))
        found = _ranked(rest, dialect, count=True) if rest.groups else _newest(rest, dialect, count=True)
        readings = found.with_only_columns(t.reading.c.id.label("reading"))
        if of_events:
            readings = readings.where((t.reading.c.id + 0).in_(select(events.c.reading_id)))
    else:
        readings = select(events.c.reading_id.label("reading")).distinct()
    if most is not None:
        readings = readings.order_by(column("reading").desc()).limit(most)
    return select(events.c.reading_id, events.c.event).where((events.c.reading_id + 0).in_(readings))


def _by_words(connection: Connection, query: Query, limit: int, offset: int) -> tuple[int, dict[int, float]]:
    """How many fit, and ids and scores of the best."""
    dialect = connection.dialect.name
    if _sorted(query.conditions)[0]:
        counted = _ranked(query, dialect).add_columns(func.count().over().label("n"))
        rows = connection.execute(counted.limit(limit).offset(offset)).all()
        if rows:
            return int(rows[0].n), {int(row.id): 0.0 - float(row.score) for row in rows}
    total = int(connection.execute(_ranked(query, dialect, count=True)).scalar_one())
    # To weigh every report that has a common word takes long and tells little: where those with all the words in their
    # title are enough for what is shown, they are the best.
    for titles in (True, False) if total > _MANY and dialect == "sqlite" else (False,):
        asked = _ranked(query, dialect, titles=titles).limit(limit).offset(offset)
        rows = connection.execute(asked).all() if total > offset else []
        if len(rows) == limit or not titles:
            break
    return total, {int(row.id): 0.0 - float(row.score) for row in rows}


def _by_fields(connection: Connection, query: Query, limit: int, offset: int) -> tuple[int, dict[int, float]]:
    dialect = connection.dialect.name
    newest = _newest(query, dialect)
    if _sorted(query.conditions)[0]:  # what is asked of events is worked out once, for the rows and for their number
        rows = connection.execute(newest.add_columns(func.count().over().label("n")).limit(limit).offset(offset)).all()
        if rows:
            return int(rows[0].n), {int(row.id): 0.0 for row in rows}
    total = int(connection.execute(_newest(query, dialect, count=True)).scalar_one())
    rows = connection.execute(newest.limit(limit).offset(offset)).all() if total > offset else []
    return total, {int(row.id): 0.0 for row in rows}


def _ranked(query: Query, dialect: str, *, titles: bool = False, count: bool = False) -> Select[Any]:
    """Ids and scores of the readings with the words, best first, or their number; the words are looked up first."""
    reading = t.reading.c
    words = _words(query.groups, dialect)
    asked = sql((_COUNTED if count else _MATCHES)[dialect]).bindparams(
        words=f"{{title}} : ({words})" if titles else words
    )
    columns = (column("id", Integer), *(() if count else (column("score", Float),)))
    matches = asked.columns(*columns).cte("matches").prefix_with("MATERIALIZED")
    # Nothing of the wide rows of `reading` is read for each match: their index answers alone.
    joined = matches.join(t.reading, and_(reading.text_id == matches.c.id, reading.current))
    found = select(func.count()) if count else select(reading.id, matches.c.score)
    found = found.select_from(joined).where(*_wanted(query, dialect))
    return found if count else found.order_by(matches.c.score, reading.id)


def _newest(query: Query, dialect: str, *, count: bool = False) -> Select[Any]:
    """Ids of the readings that fit, newest first and those without a day last, or their number."""
    reading = t.reading.c
    found = select(func.count()) if count else select(reading.id)
    found = found.select_from(t.reading).where(reading.current, *_wanted(query, dialect))
    return found if count else found.order_by(reading.published.desc().nulls_last(), reading.id.desc())


def _wanted(query: Query, dialect: str) -> list[ColumnElement[bool]]:
    """What the fields ask of a reading."""
    of_events, of_reports = _sorted(query.conditions)
    # `+ 0` keeps SQLite from looking up every id of the list for every row: it tests each row against the list.
    identity = t.reading.c.id + 0
    wanted: list[ColumnElement[bool]] = []
    for at, condition in enumerate(of_reports):
        party = t.party.alias(f"r{at}")
        if isinstance(condition, Named):
            ids = select(party.c.reading_id).where(_is(party, condition, dialect, f"r{at}"))
            wanted.append(identity.in_(ids))
        elif query.groups:
            wanted.append(identity.in_(select(t.reading.c.id).where(t.reading.c.current, _published(condition))))
        else:
            wanted.append(_published(condition))
    if of_events:
        events = _events(of_events, dialect).cte("events").prefix_with("MATERIALIZED")
        wanted.append(identity.in_(select(events.c[0])))
    return wanted


def _sorted(conditions: Iterable[Condition]) -> tuple[list[Condition], list[Named | Days]]:
    """Conditions on one event, and those on the report as a whole, as days are where nothing else is asked."""
    of_reports = [c for c in conditions if isinstance(c, Named) and c.role in ("speaker", "through", "publisher")]
    of_events = [c for c in conditions if c not in of_reports]
    days = [c for c in of_events if isinstance(c, Days)]
    return ([], [*of_reports, *days]) if len(days) == len(of_events) else (of_events, [*of_reports])


def _events(conditions: Sequence[Condition], dialect: str, *, ids: bool = False) -> Select[Any]:
    """Readings with an event of which all conditions hold; with `ids` also that event's id."""
    if not ids and len(conditions) == 1 and isinstance(conditions[0], Named):
        party = t.party.alias("p0")
        return select(party.c.reading_id).where(_is(party, conditions[0], dialect, "p0"))
    event = t.event.c
    source: Any = t.event
    wanted: list[ColumnElement[bool]] = []
    for at, condition in enumerate(conditions):
        if isinstance(condition, Named):
            party = t.party.alias(f"p{at}")
            same = and_(party.c.reading_id == event.reading_id, party.c.part == event.event)
            source = source.join(party, and_(same, _is(party, condition, dialect, f"p{at}")))
        elif isinstance(condition, Figure):
            figure = t.figure.alias(f"f{at}")
            same = and_(figure.c.reading_id == event.reading_id, figure.c.event == event.event)
            source = source.join(figure, and_(same, _holds(figure, condition)))
        elif isinstance(condition, Coded):
            wanted.append(_coded(condition))
        elif isinstance(condition, Near):
            wanted.append(_near(condition, dialect))
        else:
            wanted += [event.day_end >= condition.begin] if condition.begin else []
            wanted += [event.day_begin <= condition.end] if condition.end else []
    if ids:
        return select(event.reading_id, event.event).select_from(source).where(*wanted)
    found = select(event.reading_id).select_from(source).where(*wanted)
    # To have each once SQLite goes by reading, which spares nothing where a place on the map is the shorter way.
    return found if any(isinstance(c, Near) for c in conditions) else found.distinct()


def _is(party: Any, named: Named, dialect: str, bind: str) -> ColumnElement[bool]:
    names = sql(_NAMES[dialect].format(bind)).bindparams(bindparam(bind, _any_of(named.phrases, dialect)))
    return and_(party.c.role == named.role, party.c.name_id.in_(names.columns(column("id", Integer))))


def _coded(condition: Coded) -> ColumnElement[bool]:
    if condition.field == "acled":
        return func.lower(t.event.c.acled).contains(condition.value, autoescape=True)
    if condition.field == "type":
        return t.event.c.type == condition.value.upper()
    return t.event.c[condition.field] == condition.value


def _holds(figure: Any, condition: Figure) -> ColumnElement[bool]:
    bounds = [figure.c.what == condition.what]
    if condition.low is not None:
        bounds.append(figure.c.low >= condition.low)
    if condition.high is not None:
        bounds.append(figure.c.high <= condition.high)
    return and_(*bounds)


def _published(condition: Days) -> ColumnElement[bool]:
    day = t.reading.c.published
    return and_(
        *([day >= condition.begin] if condition.begin else []), *([day <= condition.end] if condition.end else [])
    )


def _near(near: Near, dialect: str) -> ColumnElement[bool]:
    lat, lon = t.event.c.lat, t.event.c.lon
    north = near.km / 111.0
    # Towards the poles meridians draw together: there the box is all round.
    east = min(180.0, north / max(cos(radians(min(89.0, abs(near.lat) + north))), 0.01))
    box = [lat.between(near.lat - north, near.lat + north)]
    if near.lon - east >= -180 and near.lon + east <= 180:
        box.append(lon.between(near.lon - east, near.lon + east))
    return and_(*box, _distance(lat, lon, near, dialect) <= near.km)


def _distance(lat: Any, lon: Any, near: Near, dialect: str) -> ColumnElement[float]:
    if dialect == "sqlite":
        return func.khabar_km(lat, lon, near.lat, near.lon)
    half = func.pow(func.sin((near.lat - lat) * (pi / 360)), 2) + func.cos(lat * (pi / 180)) * cos(
        radians(near.lat)
    ) * func.pow(func.sin((near.lon - lon) * (pi / 360)), 2)
    return 2 * 6371.0 * func.asin(func.sqrt(half))


def _words(groups: Sequence[Group], dialect: str) -> str:
    """The groups in the database's own query language; stems are letters and digits: nothing in them can break out."""
    asked = [_any_of(g.phrases, dialect) for g in groups if not g.without]
    barred = [_any_of(g.phrases, dialect) for g in groups if g.without]
    if dialect == "sqlite":
        return " NOT ".join([f"({' AND '.join(f'({a})' for a in asked)})", *(f"({b})" for b in barred)])
    return " & ".join([*(f"({a})" for a in asked), *(f"!({b})" for b in barred)])


def _any_of(phrases: Sequence[Phrase], dialect: str) -> str:
    if dialect == "sqlite":
        return " OR ".join('"' + " ".join(p) + '"' for p in phrases)
    return " | ".join("(" + " <-> ".join(f"'{word}'" for word in p) + ")" for p in phrases)


def _hits(connection: Connection, scores: dict[int, float], query: Query) -> tuple[Hit, ...]:
    of_events, _ = _sorted(query.conditions)
    columns = (
        t.reading.c.id, t.reading.c.page_id, t.reading.c.published, t.reading.c.publisher, t.page.c.source,
        t.page.c.url, t.text.c.title, t.text.c.body, *((t.reading.c.record,) if of_events else ()),
    )  # fmt: skip
    joined = t.reading.join(t.page, t.page.c.id == t.reading.c.page_id).join(t.text, t.text.c.id == t.reading.c.text_id)
    rows = connection.execute(select(*columns).select_from(joined).where(t.reading.c.id.in_(scores))).mappings()
    by_id = {int(row["id"]): row for row in rows}
    events: dict[int, list[str]] = {}
    if of_events:
        fitting = _events(of_events, connection.dialect.name, ids=True).where(t.event.c.reading_id.in_(scores))
        for reading, event in connection.execute(fitting.distinct().order_by(t.event.c.reading_id, t.event.c.event)):
            events.setdefault(int(reading), []).append(event)
    finder = Finder([p for g in query.groups if not g.without for p in g.phrases])
    return tuple(_hit(by_id[i], score, finder, events.get(i, [])) for i, score in scores.items())


def _hit(row: Any, score: float, finder: Finder, events: list[str]) -> Hit:
    body = row["body"]
    evidence = _evidence(row["record"], events) if events else ()
    marks = finder.find(body)
    return Hit(
        page=int(row["page_id"]), reading=int(row["id"]), source=row["source"], url=row["url"],
        publisher=row["publisher"], title=row["title"], published=row["published"], score=score, text=body,
        marks=marks, snippet=_snippet(body, marks or tuple((e.start, e.end) for e in evidence)), events=evidence,
    )  # fmt: skip


def _evidence(record: bytes, events: list[str]) -> tuple[Evidence, ...]:
    found = json.loads(zlib.decompress(record))["events"]
    spans = {e["id"]: e["evidence"] for e in found}
    return tuple(Evidence(e, spans[e]["start"], spans[e]["end"]) for e in events if e in spans)


class Finder:
    """Finds phrases of stems in a text."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Phrases by their first stem."""
        self._phrases: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            self._phrases.setdefault(phrase[0], []).append(phrase)

    def find(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where they stand: `(start, end)` in code points, in order, none within another; the first 200."""
        if not self._phrases:
            return ()
        words = stem_spans(text)
        marks: list[tuple[int, int]] = []
        for at, (start, _, stem) in enumerate(words):
            for phrase in self._phrases.get(stem, ()):
                if tuple(w[2] for w in words[at : at + len(phrase)]) == phrase:
                    end = words[at + len(phrase) - 1][1]
                    if marks and marks[-1][0] <= start < marks[-1][1]:
                        marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
                    else:
                        marks.append((start, end))
            if len(marks) >= _MOST_MARKS:
                break
        return tuple(marks)


def _snippet(text: str, marks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The window with the most marks, the first of equals, on the bounds of words."""
    best, most, last = (marks[0][0] if marks else 0), 0, 0
    for first, (start, _) in enumerate(marks):
        while last < len(marks) and marks[last][1] <= start + _WINDOW - 40:
            last += 1
        if last - first > most:
            best, most = start, last - first
    begin = max(0, best - 40)
    if begin:
        blank = text.rfind(" ", 0, begin)
        begin = blank + 1 if blank >= begin - 30 else begin
    end = min(len(text), begin + _WINDOW)
    if end < len(text):
        blank = text.find(" ", end)
        end = blank if 0 <= blank <= end + 30 else end
    return begin, end
