"""Finding reports again: by words as people type them and by what the records say, ranked, with exact places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import TSQUERY

from khabar.store import schema as t
from khabar.store.archive import Archive
from khabar.store.fields import any_of, events_that_fit, is_named
from khabar.store.marks import Finder, snippet
from khabar.store.query import Coded, Condition, Days, Group, Named, Near, Query, Reviewed
from khabar.store.review_fields import is_reviewed

# Matches, beyond which not all are weighed. PostgreSQL fetches and unpacks the words of each text to weigh it; SQLite
# weighs by its index.
_MANY = {"sqlite": 10_000, "postgresql": 2_000}
_WEIGHED = 5_000  # of the matches by title that came last, where there are many
_ALL = 2**31 - 1

_WORDS = {
    "sqlite": table("text_words", column("rowid")),
    "postgresql": table("text_words", column("id"), column("words"), column("titles")),
}
_BM25: ColumnElement[float] = literal_column("bm25(text_words, 5.0, 1.0)")


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

    Ties stand in the order in which the reports came. Words that more than ten thousand reports have (two thousand in
    PostgreSQL) tell little: there those with all of them in their title come first, of which the five thousand that
    came last are weighed, and then the others, the last that came first. Raises `ArchiveError` for what goes wrong in
    the database.
    """
    with archive.reading() as connection:
        plan_for_words(connection, query)
        count, rows = (_by_words if query.groups else _by_fields)(connection, query, limit, offset)
        return Results(count, _hits(connection, rows, query))


def find_readings(archive: Archive, query: Query) -> list[int]:
    """The ids of all readings that fit, in the order of `search`."""
    with archive.reading() as connection:
        plan_for_words(connection, query)
        return list((_by_words if query.groups else _by_fields)(connection, query, _ALL, 0)[1])


def plan_for_words(connection: Connection, query: Query) -> None:
    """Let PostgreSQL answer a search for words by its indexes, for the rest of the transaction.

    It does not reckon what unpacking the words of every text costs, and would rather go through all of them.
    """
    if query.groups and connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")


def count_fitting(connection: Connection, query: Query) -> int:
    """How many reports fit."""
    dialect = connection.dialect.name
    fitting = fitting_readings(query, dialect).subquery()
    return int(connection.execute(select(func.count()).select_from(fitting)).scalar_one())


def fitting(query: Query, dialect: str, most: int | None = None) -> Select[Any]:
    """`(reading_id, event)` of what is asked for: the events that fit the conditions on events, in reports that fit.

    Without such conditions these are all events of the reports. `most`: only of the reports that came last. Days are
    always those of the events here. For statements that go on from there.
    """
    of_events, of_reports = _parted(query)
    asked = events_that_fit(of_events, dialect) if of_events else select(t.event.c.reading_id, t.event.c.event)
    events = asked.distinct().cte("fitting").prefix_with("MATERIALIZED") if of_events else asked.subquery()
    if query.groups or of_reports or not of_events:
        rest = Query(query.groups, tuple(of_reports))
        readings = fitting_readings(rest, dialect)
        if of_events:
            readings = readings.where((t.reading.c.id + 0).in_(select(events.c.reading_id)))
    else:
        readings = select(events.c.reading_id.label("reading")).distinct()
    if most is not None:
        readings = readings.order_by(column("reading").desc()).limit(most)
    return select(events.c.reading_id, events.c.event).where((events.c.reading_id + 0).in_(readings))


def asks_of_events(query: Query) -> bool:
    """Whether `fitting` gives some events of a report only, and not all."""
    return bool(_parted(query)[0])


def _parted(query: Query) -> tuple[list[Condition], list[Condition]]:
    """Conditions on events, days among them, and on reports."""
    of_reports: list[Condition] = [c for c in _sorted(query.conditions)[1] if not isinstance(c, Days)]
    return [c for c in query.conditions if c not in of_reports], of_reports


def fitting_readings(query: Query, dialect: str) -> Select[Any]:
    """The ids of the readings that fit, as `reading`, in no order."""
    if query.groups:
        joined, asked = _with_words(query.groups, dialect)
        found = select(t.reading.c.id.label("reading")).select_from(joined).where(asked)
    else:
        found = select(t.reading.c.id.label("reading")).where(t.reading.c.current)
    return found.where(*_wanted(query, dialect))


def _by_words(connection: Connection, query: Query, limit: int, offset: int) -> tuple[int, dict[int, float]]:
    """How many fit, and ids and scores of the best."""
    dialect = connection.dialect.name
    total = None
    if not _rare(connection, query.groups):
        total = count_fitting(connection, query)
        if total > _MANY[dialect]:
            return total, _titles_first(connection, query, limit, offset)
    weighed = _weighed(query, dialect)
    number = select(func.count()).select_from(weighed).scalar_subquery()
    asked = select(weighed.c.id, weighed.c.score, number.label("n")).order_by(weighed.c.score, weighed.c.id)
    rows = connection.execute(asked.limit(limit).offset(offset)).all()
    if rows or not offset:
        return (int(rows[0].n) if rows else 0), _scores(rows)
    return (count_fitting(connection, query) if total is None else total), {}


def _rare(connection: Connection, groups: Sequence[Group]) -> bool:
    """Whether few reports have the words: some group names phrases, or words that few reports have.

    To count words is cheap and to count phrases is not; a phrase is taken for rare.
    """
    for group in groups:
        words = [p for p in group.phrases if len(p) == 1]
        if group.without or (words and _common(connection, Group(tuple(words)))):
            continue
        return True
    return False


def _common(connection: Connection, words: Group) -> bool:
    most = _MANY[connection.dialect.name]
    found, asked = _asked((words,), connection.dialect.name)
    many = select(literal_column("1")).select_from(found).where(asked).limit(most + 1).subquery()
    return bool(connection.execute(select(func.count()).select_from(many)).scalar_one() > most)


def _weighed(query: Query, dialect: str) -> CTE:
    """`id` and `score` of all that fit, the least score the best."""
    joined, asked = _with_words(query.groups, dialect)
    found = select(t.reading.c.id.label("id"), _score(query.groups, dialect).label("score")).select_from(joined)
    return found.where(asked, *_wanted(query, dialect)).cte("weighed").prefix_with("MATERIALIZED")


def _titles_first(connection: Connection, query: Query, limit: int, offset: int) -> dict[int, float]:
    """Of many: those with all words in their title by their score, then the others, the last that came first."""
    dialect = connection.dialect.name
    joined, asked = _with_words(query.groups, dialect, titles=True)
    wanted, last = _wanted(query, dialect), _key(dialect).desc()
    score = _score(query.groups, dialect, titles=True).label("score")
    found = select(t.reading.c.id.label("id"), score).select_from(joined).where(asked, *wanted)
    titled = found.order_by(last).limit(_WEIGHED).cte("titled").prefix_with("MATERIALIZED")
    best = select(titled).order_by(titled.c.score, titled.c.id).limit(limit).offset(offset)
    scores = _scores(connection.execute(best).all())
    if len(scores) == limit:
        return scores
    number = len(scores) + offset
    if offset and not scores:
        number = int(connection.execute(select(func.count()).select_from(titled)).scalar_one())
    joined, asked = _with_words(query.groups, dialect)
    others = select(t.reading.c.id).select_from(joined).where(asked, *wanted)
    others = others.where((t.reading.c.id + 0).not_in(select(titled.c.id))).order_by(last)
    rest = others.limit(limit - len(scores)).offset(max(0, offset - number))
    return scores | {int(row.id): 0.0 for row in connection.execute(rest)}


def _scores(rows: Iterable[Any]) -> dict[int, float]:
    """Scores as they are told: the greater the better."""
    return {int(row.id): 0.0 - float(row.score) for row in rows}


def _by_fields(connection: Connection, query: Query, limit: int, offset: int) -> tuple[int, dict[int, float]]:
    dialect, reading = connection.dialect.name, t.reading.c
    fits = _readings(query.conditions, dialect)
    wanted = _asked_of(query, fits)
    more = any(isinstance(c, Days | Reviewed) for c in _sorted(query.conditions)[1])
    counted = select(func.count()).select_from(t.reading).where(reading.current, *wanted)
    if fits is not None and not more:  # rows of events and names are of current records alone
        counted = select(func.count()).select_from(fits)
    number = counted.scalar_subquery()
    found = select(reading.id, number.label("n")).where(reading.current, *wanted)
    found = found.order_by(reading.published.desc().nulls_last(), reading.id.desc()).limit(limit).offset(offset)
    rows = connection.execute(found).all()
    total = int(rows[0].n) if rows else int(connection.execute(counted).scalar_one()) if offset else 0
    return total, {int(row.id): 0.0 for row in rows}


def _wanted(query: Query, dialect: str) -> list[ColumnElement[bool]]:
    """What the fields ask of a reading."""
    return _asked_of(query, _readings(query.conditions, dialect))


def _asked_of(query: Query, fits: CTE | None) -> list[ColumnElement[bool]]:
    # `+ 0` keeps SQLite from looking up every id of the list for every row: it tests each row against the list.
    wanted: list[ColumnElement[bool]] = []
    wanted += [(t.reading.c.id + 0).in_(select(fits.c.reading_id))] if fits is not None else []
    of_reports = _sorted(query.conditions)[1]
    wanted += [is_reviewed(c) for c in of_reports if isinstance(c, Reviewed)]
    return wanted + [_published(c) for c in of_reports if isinstance(c, Days)]


def _readings(conditions: Iterable[Condition], dialect: str) -> CTE | None:
    """`reading_id` of the readings with such an event and such names, each once; None where neither is asked for."""
    of_events, of_reports = _sorted(conditions)
    parts: list[Select[Any]] = []
    if of_events:
        event = events_that_fit(of_events, dialect)
        parts.append(event.with_only_columns(event.selected_columns[0]))
    for at, named in enumerate(of_reports):
        if isinstance(named, Named):
            party = t.party.alias(f"r{at}")
            parts.append(select(party.c.reading_id).where(is_named(party, named, dialect, f"r{at}")))
    if not parts:
        return None
    first, *others = parts
    found = first.where(*((first.selected_columns[0] + 0).in_(other) for other in others))
    if any(isinstance(c, Near) or (isinstance(c, Coded) and c.field == "acled") for c in of_events):
        # To have each once SQLite goes by reading, which spares nothing where an index is the shorter way.
        spots = found.cte("spots").prefix_with("MATERIALIZED")
        found = select(spots.c.reading_id)
    return found.distinct().cte("fits").prefix_with("MATERIALIZED")


def _sorted(conditions: Iterable[Condition]) -> tuple[list[Condition], list[Named | Days | Reviewed]]:
    """Conditions on one event, and those on the report as a whole, as days are where nothing else is asked."""
    of_reports: list[Named | Days | Reviewed] = [
        c for c in conditions
        if isinstance(c, Reviewed) or (isinstance(c, Named) and c.role in ("speaker", "through", "publisher"))
    ]  # fmt: skip
    of_events = [c for c in conditions if c not in of_reports]
    days = [c for c in of_events if isinstance(c, Days)]
    return ([], [*of_reports, *days]) if len(days) == len(of_events) else (of_events, [*of_reports])


def _published(condition: Days) -> ColumnElement[bool]:
    day = t.reading.c.published
    return and_(
        *([day >= condition.begin] if condition.begin else []), *([day <= condition.end] if condition.end else [])
    )


def _key(dialect: str) -> Any:
    """The column of the words' table that is the id of the text."""
    return _WORDS[dialect].c.rowid if dialect == "sqlite" else _WORDS[dialect].c.id


def _with_words(groups: Sequence[Group], dialect: str, *, titles: bool = False) -> tuple[FromClause, Any]:
    """Current readings beside the words of their texts, and that the words are there, with `titles` all in the title.

    Nothing of the wide rows of `reading` is read for a match: an index answers alone.
    """
    found, asked = _asked(groups, dialect, titles=titles)
    # `+ 0`: SQLite may look up a reading for each match, and never words for each reading.
    return found.join(t.reading, and_(t.reading.c.text_id == _key(dialect) + 0, t.reading.c.current)), asked


def _asked(groups: Sequence[Group], dialect: str, *, titles: bool = False) -> tuple[FromClause, Any]:
    """The table of words, and that the words are there."""
    found = _WORDS[dialect]
    if dialect == "sqlite":
        words, bind = _words(groups, titles=titles), "titled" if titles else "words"
        return found, sql(f"text_words MATCH :{bind}").bindparams(bindparam(bind, words))
    return found, (found.c.titles if titles else found.c.words).op("@@")(_tsquery(groups))


def _score(groups: Sequence[Group], dialect: str, *, titles: bool = False) -> ColumnElement[float]:
    """What is least for the fittest."""
    if dialect == "sqlite":
        return _BM25
    found = _WORDS[dialect]
    return -func.ts_rank(found.c.titles if titles else found.c.words, _tsquery(groups), 1)


def _words(groups: Sequence[Group], *, titles: bool) -> str:
    """The groups in the query language of FTS5."""
    asked = " AND ".join(f"({any_of(g.phrases, 'sqlite')})" for g in groups if not g.without)
    barred = [f"({any_of(g.phrases, 'sqlite')})" for g in groups if g.without]
    found = " NOT ".join([f"({asked})", *barred])
    return f"{{title}} : ({found})" if titles else found


def _tsquery(groups: Sequence[Group]) -> ColumnElement[Any]:
    """The groups in the query language of PostgreSQL."""
    found = [("!" if g.without else "") + f"({any_of(g.phrases, 'postgresql')})" for g in groups]
    return cast(" & ".join(found), TSQUERY)


def _hits(connection: Connection, scores: dict[int, float], query: Query) -> tuple[Hit, ...]:
    columns = (
        t.reading.c.id, t.reading.c.page_id, t.reading.c.published, t.reading.c.publisher, t.page.c.source,
        t.page.c.url, t.text.c.title, t.text.c.body,
    )  # fmt: skip
    joined = t.reading.join(t.page, t.page.c.id == t.reading.c.page_id).join(t.text, t.text.c.id == t.reading.c.text_id)
    rows = connection.execute(select(*columns).select_from(joined).where(t.reading.c.id.in_(scores))).mappings()
    by_id = {int(row["id"]): row for row in rows}
    events = _evidence(connection, scores, _sorted(query.conditions)[0])
    finder = Finder([p for g in query.groups if not g.without for p in g.phrases])
    return tuple(_hit(by_id[i], score, finder, tuple(events.get(i, ()))) for i, score in scores.items())


def _hit(row: Any, score: float, finder: Finder, events: tuple[Evidence, ...]) -> Hit:
    body = row["body"]
    marks = finder.find(body)
    return Hit(
        page=int(row["page_id"]), reading=int(row["id"]), source=row["source"], url=row["url"],
        publisher=row["publisher"], title=row["title"], published=row["published"], score=score, text=body,
        marks=marks, snippet=snippet(body, marks or tuple((e.start, e.end) for e in events)), events=events,
    )  # fmt: skip


def _evidence(
    connection: Connection, readings: Iterable[int], conditions: Sequence[Condition]
) -> dict[int, list[Evidence]]:
    """The events that the fields asked for, by reading."""
    found: dict[int, list[Evidence]] = {}
    if not conditions:
        return found
    event = t.event.c
    fits = events_that_fit(conditions, connection.dialect.name, list(readings)).subquery("fits")
    joined = t.event.join(fits, and_(event.reading_id == fits.c.reading_id, event.event == fits.c.event))
    columns = (event.reading_id, event.event, event.evidence_begin, event.evidence_end)
    once = select(*columns).select_from(joined).where(event.evidence_begin.is_not(None)).distinct()
    for row in connection.execute(once.order_by(event.reading_id, event.event)):
        found.setdefault(row.reading_id, []).append(Evidence(row.event, row.evidence_begin, row.evidence_end))
    return found
