"""What the fields of a search ask of events, in SQL.

One condition leads: its rows are gone through, and the others are looked up for each. Which one is written here and not
left to the database, whose numbers know nothing of how names, figures and codes hang together: a name leads before a
code of the event, that before a figure, and a status or days last, since most events have the commonest of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import cos, pi, radians
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, column, exists, func, select, tuple_
from sqlalchemy import text as sql

from khabar.store import schema as t
from khabar.store.query import Coded, Condition, Days, Figure, Named, Near, Phrase

# What commonly fits few events before what fits many.
_LEADING = ("name", "near", "acled", "mode", "type", "figure", "status", "days")
_NAMES = {
    "sqlite": "SELECT rowid AS id FROM name_words WHERE name_words MATCH :{0}",
    "postgresql": "SELECT id FROM name_words WHERE words @@ CAST(:{0} AS tsquery)",
}


def events_that_fit(
    conditions: Sequence[Condition], dialect: str, readings: Collection[int] | None = None
) -> Select[Any]:
    """`(reading_id, event)` of the events of which all conditions hold; one may come more than once.

    `readings`: only in these few, which then lead.
    """
    key: tuple[Any, Any]
    leader = min(conditions, key=_rank)
    rest = [c for c in conditions if c is not leader]
    if isinstance(leader, Named):
        party = t.party.alias("p0")
        named = is_named(party, leader, dialect, "p0", leads=readings is None)
        key, wanted = (party.c.reading_id, party.c.part.label("event")), [named]
    elif isinstance(leader, Figure):
        figure = t.figure.alias("f0")
        key, wanted = (figure.c.reading_id, figure.c.event), [_holds(figure, leader)]
    else:
        key, wanted = (t.event.c.reading_id, t.event.c.event), [_of_event(leader, dialect)]
        beside = [c for c in rest if not isinstance(c, Named | Figure)]
        wanted += [_of_event(c, dialect, leads=False) for c in beside]
        rest = [c for c in rest if isinstance(c, Named | Figure)]
    wanted += _others(rest, key, dialect)
    if readings is not None:
        wanted.append(key[0].in_(readings))
    return select(*key).where(*wanted)


def _rank(condition: Condition) -> int:
    if isinstance(condition, Named | Near):
        return _LEADING.index("name" if isinstance(condition, Named) else "near")
    if isinstance(condition, Coded):
        return _LEADING.index(condition.field)
    return _LEADING.index("figure" if isinstance(condition, Figure) else "days")


def _others(rest: Sequence[Condition], key: tuple[Any, Any], dialect: str) -> list[ColumnElement[bool]]:
    """That the other conditions hold of the event `key`."""
    wanted: list[ColumnElement[bool]] = []
    of_event = [c for c in rest if not isinstance(c, Named | Figure)]
    if of_event:
        same = and_(t.event.c.reading_id == key[0], t.event.c.event == key[-1])
        wanted.append(exists(select(t.event.c.event).where(same, *(_of_event(c, dialect) for c in of_event))))
    for at, condition in enumerate(rest, 1):
        if isinstance(condition, Figure):
            figure = t.figure.alias(f"f{at}")
            same = and_(figure.c.reading_id == key[0], figure.c.event == key[-1])
            wanted.append(exists(select(figure.c.event).where(same, _holds(figure, condition))))
        elif isinstance(condition, Named):
            party = t.party.alias(f"p{at}")
            named = select(party.c.reading_id, party.c.part).where(is_named(party, condition, dialect, f"p{at}"))
            wanted.append(tuple_(key[0] + 0, key[-1]).in_(named))
    return wanted


def is_named(party: Any, named: Named, dialect: str, bind: str, *, leads: bool = True) -> ColumnElement[bool]:
    """That a row of `party` stands in that role under one of those names; SQLite looks up the names where they lead."""
    names = sql(_NAMES[dialect].format(bind)).bindparams(bindparam(bind, any_of(named.phrases, dialect)))
    name = party.c.name_id if leads else party.c.name_id + 0
    return and_(party.c.role == named.role, name.in_(names.columns(column("id", Integer))))


def any_of(phrases: Sequence[Phrase], dialect: str) -> str:
    """Phrases in the database's own query language; stems are letters and digits: nothing in them can break out."""
    if dialect == "sqlite":
        return " OR ".join('"' + " ".join(p) + '"' for p in phrases)
    return " | ".join("(" + " <-> ".join(f"'{word}'" for word in p) + ")" for p in phrases)


def _of_event(condition: Condition, dialect: str, *, leads: bool = True) -> ColumnElement[bool]:
    """A condition on columns of `event`; one that does not lead is kept from being what SQLite looks up first."""
    event = t.event.c
    if isinstance(condition, Near):
        return _near(condition, dialect)
    if isinstance(condition, Days):
        since = [event.day_end >= condition.begin] if condition.begin else []
        until = [event.day_begin <= condition.end] if condition.end else []
        return and_(*since, *until)
    if not isinstance(condition, Coded):
        raise TypeError(condition)
    if condition.field == "acled":
        return event.acled.in_(_kinds(condition.value))
    code: Any = event[condition.field] if leads else event[condition.field].concat("")
    fits: ColumnElement[bool] = code == (condition.value.upper() if condition.field == "type" else condition.value)
    return fits


def _kinds(part: str) -> Select[Any]:
    """ACLED's types that hold that part: the few that there are, from one to the next in their index."""
    acled, further = t.event.c.acled, t.event.alias("further")
    kinds = select(func.min(acled).label("kind")).cte("kinds", recursive=True)
    after = select(func.min(further.c.acled)).where(further.c.acled > kinds.c.kind).scalar_subquery()
    kinds = kinds.union_all(select(after).where(kinds.c.kind.is_not(None)))
    return select(kinds.c.kind).where(func.lower(kinds.c.kind).contains(part, autoescape=True))


def _holds(figure: Any, condition: Figure) -> ColumnElement[bool]:
    bounds = [figure.c.what == condition.what]
    if condition.low is not None:
        bounds.append(figure.c.low >= condition.low)
    if condition.high is not None:
        bounds.append(figure.c.high <= condition.high)
    return and_(*bounds)


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
