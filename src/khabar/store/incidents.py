"""Incidents in the archive: what comparing found, and what people split and merged.

What comparing found is replaced whole each time; what people changed stands in the audit (`incidents/…`) and is applied
each time anew. A report is named by its source: of several versions of one source the newest is compared.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, delete, func, insert, or_, select

from khabar.errors import ArchiveError, InputError, NotFound
from khabar.incidents import Edit, Incident, Member, apply_edits, iter_incidents, make_incidents
from khabar.lexicon import Lexicon
from khabar.store import schema as t
from khabar.store.archive import Archive
from khabar.store.people import Person
from khabar.store.query import Query
from khabar.store.review_read import corrected_records, incident_changes
from khabar.store.review_types import Change, Draft
from khabar.store.review_write import record_incident_change
from khabar.store.search import asks_of_events, fitting, fitting_readings
from khabar.store.write import now

_STEP = 200
_MOST_LINKS = 200  # of an incident that are kept
_MOST_EVENTS = 200  # of one side, in a row of the audit
_AROUND, _CLOSE = 3, 0.1  # days and degrees within which another incident may be the same


@dataclass(frozen=True, slots=True)
class Line:
    """An incident in a list. `pages` are not given; `killed` are the bounds of all figures of those killed."""

    id: str
    reports: int
    origins: int
    differs: bool
    type: str | None
    mode: str | None
    place: str | None
    lat: float | None
    lon: float | None
    begin: str | None
    end: str | None
    killed: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Told:
    """A report of an incident: the id of its page, and what is shown of it."""

    page: int
    source: str
    title: str | None
    url: str | None
    text: str


# ------------------------------------------------------------------------------------------------- comparing


def compare_archive(archive: Archive, lexicon: Lexicon) -> Iterator[Incident]:
    """Compare the current records, as people corrected them, and keep what is found; gives each incident as it is kept.

    What was kept before stands until the last one is given. Raises `ArchiveError` for a damaged record.
    """
    changes = incident_changes(archive)
    pages = _newest_pages(archive)
    edits = [edit for change in changes if (edit := _edit(change))]
    rows: list[dict[str, Any]] = []
    members: list[dict[str, Any]] = []
    made = now()
    for incident in iter_incidents(_records(archive, pages.values()), lexicon, edits):
        rows.append(_row(incident, made))
        members += _member_rows(incident, pages)
        yield incident
    with archive.writing() as connection:
        connection.execute(delete(t.incident_event))
        connection.execute(delete(t.incident))
        _insert(connection, rows, members)
    archive.settle()
    for change in incident_changes(archive)[len(changes) :]:  # what people did in the meantime
        if late := _edit(change):
            _apply(archive, late, lexicon)


def _newest_pages(archive: Archive) -> dict[str, int]:
    """The newest page of every source that has a record."""
    asked = select(t.page.c.source, func.max(t.page.c.id))
    asked = asked.join(t.reading, t.reading.c.page_id == t.page.c.id).where(t.reading.c.current)
    with archive.reading() as connection:
        return {str(source): int(page) for source, page in connection.execute(asked.group_by(t.page.c.source))}


def _records(archive: Archive, pages: Iterable[int]) -> Iterator[dict[str, Any]]:
    """The current records of these pages as people corrected them, a few at a time, each named by its page's source."""
    wanted = sorted(pages)
    corrected = {review.report: review.corrected.record.to_dict() for review in corrected_records(archive)}
    for at in range(0, len(wanted), _STEP):
        some = wanted[at : at + _STEP]
        asked = select(t.page.c.id, t.page.c.source, t.reading.c.record)
        asked = asked.join(t.reading, t.reading.c.page_id == t.page.c.id)
        with archive.reading() as connection:
            rows = connection.execute(asked.where(t.reading.c.current, t.page.c.id.in_(some))).all()
        for row in sorted(rows, key=lambda r: int(r.id)):
            read = _unpack(row.record, f"the record of {row.source}")
            record = corrected.get(int(row.id), read)
            if read["events"] and not record["events"]:
                continue  # all that it told was struck by people: its lead does not bring it back
            record["report"]["source_id"] = row.source
            yield record


def _unpack(packed: bytes | None, what: str) -> dict[str, Any]:
    try:
        value: dict[str, Any] = json.loads(zlib.decompress(packed or b"").decode("utf-8", "surrogatepass"))
    except (zlib.error, ValueError) as error:
        raise ArchiveError("{what} is damaged; run `khabar verify`", "archive/damaged", what=what) from error
    return value


def _edit(change: Change) -> Edit | None:
    given = change.after if isinstance(change.after, dict) else {}
    one, other = (tuple((str(s), str(e)) for s, e in given.get(side, ())) for side in ("one", "other"))
    if change.action == "split":
        return Edit("split", one)
    return Edit("merge", one, other) if change.action == "merge" else None


def _insert(connection: Connection, rows: list[dict[str, Any]], members: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(t.incident), rows)
        connection.execute(insert(t.incident_event), members)


def _member_rows(incident: Incident, pages: Mapping[str, int]) -> list[dict[str, Any]]:
    keys = {(pages[r.source_id], r.event): None for r in incident.reports}
    return [{"incident_id": incident.id, "page_id": page, "event": event} for page, event in keys]


def _packed(incident: Incident) -> bytes:
    """Of the links the strongest: their number grows with the square of the reports."""
    strongest = sorted(incident.links, key=lambda link: (-link.score, link.left, link.right))[:_MOST_LINKS]
    kept = incident.model_copy(update={"links": tuple(sorted(strongest, key=lambda link: (link.left, link.right)))})
    return zlib.compress(kept.to_json().encode("utf-8", "surrogatepass"), 6)


def _row(incident: Incident, made: str) -> dict[str, Any]:
    reports = len({r.source_id for r in incident.reports})
    place, time = incident.place, incident.time
    killed = [c for c in incident.counts if c.what == "killed"]
    return {
        "id": incident.id, "reports": reports, "origins": incident.independent_origins,
        "differs": bool(incident.disagreements), "type": incident.type, "mode": incident.mode,
        "place": place.name if place else None, "lat": place.lat if place else None,
        "lon": place.lon if place else None, "day_begin": time.begin if time else None,
        "day_end": time.end if time else None, "killed_low": min((c.low for c in killed), default=None),
        "killed_high": max((c.high for c in killed), default=None), "made": made,
        "data": _packed(incident) if reports > 1 else None,
    }  # fmt: skip


# --------------------------------------------------------------------------------------------------- looking


def list_incidents(
    archive: Archive, query: Query | None = None, *, least: int = 2, differs: bool = False, limit: int = 30,
    offset: int = 0,
) -> tuple[int, tuple[Line, ...]]:  # fmt: skip
    """How many there are, and the newest of them: told by `least` reports or more, with `differs` only where they do.

    With a query, those with an event that fits it (or whose report does, where nothing is asked of events); then the
    number is known only where `offset` lies within it.
    """
    c = t.incident.c
    wanted = [c.reports >= least, *([c.differs] if differs else [])]
    with archive.reading() as connection:
        if query is not None:
            wanted.append(c.id.in_(_telling(query, connection.dialect.name, least)))
        if query is None:
            total = int(connection.execute(select(func.count()).select_from(t.incident).where(*wanted)).scalar_one())
            columns: tuple[ColumnElement[Any], ...] = _LINE
        else:  # what fits is worked out once, for the rows and for their number
            total, columns = 0, (*_LINE, func.count().over().label("n"))
        asked = select(*columns).where(*wanted).order_by(c.day_begin.desc().nulls_last(), c.reports.desc(), c.id)
        rows: Sequence[Row[Any]] = connection.execute(asked.limit(limit).offset(offset)).all()
        return total if query is None else int(rows[0].n) if rows else 0, tuple(map(_line, rows))


def _telling(query: Query, dialect: str, least: int) -> Select[Any]:
    """The ids of incidents with an event, or with a report, that fits."""
    held, r = t.incident_event.c, t.reading.c
    joined = t.incident_event.join(t.incident, t.incident.c.id == held.incident_id).join(
        t.reading, and_(r.page_id == held.page_id, r.current)
    )
    found = select(held.incident_id).where(t.incident.c.reports >= least)
    if not asks_of_events(query):
        return found.select_from(joined).where((r.id + 0).in_(fitting_readings(query, dialect)))
    fits = fitting(query, dialect).cte("fits").prefix_with("MATERIALIZED")
    same = and_(fits.c.reading_id == r.id, fits.c.event == held.event)
    return found.select_from(joined.join(fits, same))


_LINE = tuple(column for column in t.incident.c if column.name not in ("made", "data"))


def _line(row: Row[Any]) -> Line:
    killed = None if row.killed_low is None else (int(row.killed_low), int(row.killed_high))
    return Line(
        row.id, row.reports, row.origins, row.differs, row.type, row.mode, row.place, row.lat, row.lon, row.day_begin,
        row.day_end, killed,
    )  # fmt: skip


def last_compared(archive: Archive) -> tuple[str | None, bool]:
    """When reports were compared last (UTC, ISO 8601; None: never), and whether any came or was corrected since."""
    newest = select(t.reading.c.made).where(t.reading.c.current).order_by(t.reading.c.id.desc()).limit(1)
    corrected = select(func.max(t.review.c.at)).where(t.review.c.report.is_not(None))
    with archive.reading() as connection:
        made = connection.execute(select(t.incident.c.made).order_by(t.incident.c.id).limit(1)).scalar()
        later = [connection.execute(asked).scalar() for asked in (newest, corrected)]
    return made, made is not None and any(at is not None and at > made for at in later)


def incidents_of(archive: Archive, page: int) -> dict[str, Line]:
    """The incidents that a report tells of, by the id of its event."""
    held = t.incident_event.c
    asked = select(held.event, *_LINE).join(t.incident, t.incident.c.id == held.incident_id)
    with archive.reading() as connection:
        rows = connection.execute(asked.where(held.page_id == page).order_by(held.event)).all()
    return {str(row.event): _line(row) for row in rows}


def load_incident(archive: Archive, identity: str, lexicon: Lexicon) -> Incident:
    """An incident with all that is known of it. Raises `NotFound` where there is none of that id."""
    with archive.reading() as connection:
        row = connection.execute(select(t.incident.c.data).where(t.incident.c.id == identity)).first()
    if row is None:
        raise NotFound(
            "there is no incident {identity}; it may have been merged, or compared anew", "incidents/none",
            identity=identity,
        )  # fmt: skip
    if row.data is not None:
        return Incident.model_validate(_unpack(row.data, f"incident {identity}"))
    members = _members(archive, (identity,))
    found = make_incidents(_records(archive, {p for p, _, _ in members}), [[(s, e) for _, s, e in members]], lexicon)
    if not found:
        raise NotFound(
            "the report of incident {identity} was read anew; run `khabar compare --archive` again",
            "incidents/read_anew", identity=identity,
        )  # fmt: skip
    return found[0]


def _members(archive: Archive, identities: Sequence[str]) -> list[tuple[int, str, str]]:
    """`(page, source, event)` of everything in these incidents."""
    held = t.incident_event.c
    asked = select(held.page_id, t.page.c.source, held.event).join(t.page, t.page.c.id == held.page_id)
    with archive.reading() as connection:
        rows = connection.execute(asked.where(held.incident_id.in_(identities)).order_by(held.page_id, held.event))
        return [(int(page), str(source), str(event)) for page, source, event in rows]


def reports_of(archive: Archive, identity: str) -> dict[str, Told]:
    """The reports of an incident by source."""
    held = t.incident_event.c
    asked = select(t.page.c.id, t.page.c.source, t.page.c.url, t.text.c.title, t.text.c.body).select_from(
        t.page.join(t.reading, t.reading.c.page_id == t.page.c.id).join(t.text, t.text.c.id == t.reading.c.text_id)
    )
    pages = select(held.page_id).where(held.incident_id == identity)
    with archive.reading() as connection:
        rows = connection.execute(asked.where(t.reading.c.current, t.page.c.id.in_(pages)).order_by(t.page.c.id)).all()
    return {str(r.source): Told(int(r.id), r.source, r.title, r.url, r.body) for r in rows}


def places_of(archive: Archive, identity: str) -> tuple[dict[str, Any], ...]:
    """Where the events of an incident lie: `name`, `lat`, `lon` and the number of `reports`, the most told first."""
    held, e, seen = t.incident_event.c, t.event.c, t.appearance.c
    joined = (
        t.incident_event.join(t.reading, and_(t.reading.c.page_id == held.page_id, t.reading.c.current))
        .join(t.event, and_(e.reading_id == t.reading.c.id, e.event == held.event))
        .join(t.appearance, and_(seen.reading_id == e.reading_id, seen.part == e.event, seen.role == "place"))
        .join(t.shown, t.shown.c.id == seen.shown_id)
    )
    reports = func.count(held.page_id.distinct())
    asked = select(func.min(t.shown.c.label), e.lat, e.lon, reports).select_from(joined)
    asked = asked.where(held.incident_id == identity, e.lat.is_not(None), e.lon.is_not(None))
    with archive.reading() as connection:
        rows = connection.execute(asked.group_by(e.lat, e.lon).order_by(reports.desc(), e.lat, e.lon).limit(50))
        return tuple(dict(zip(("name", "lat", "lon", "reports"), row, strict=True)) for row in rows)


def find_near(archive: Archive, identity: str, most: int = 8) -> tuple[Line, ...]:
    """Incidents that may be the same: of the days around it, at the same place or one close by."""
    c = t.incident.c
    with archive.reading() as connection:
        row = connection.execute(select(*_LINE).where(c.id == identity)).first()
        if row is None or row.day_begin is None or not row.place:
            return ()
        day = date.fromisoformat(row.day_begin)
        first, last = ((day + timedelta(days)).isoformat() for days in (-_AROUND, _AROUND))
        around = c.day_begin.between(first, last)
        close = c.place == row.place
        if row.lat is not None:
            box = (c.lat.between(row.lat - _CLOSE, row.lat + _CLOSE), c.lon.between(row.lon - _CLOSE, row.lon + _CLOSE))
            close = or_(close, and_(*box))
        asked = select(*_LINE).where(around, close, c.id != identity).order_by(c.reports.desc(), c.day_begin, c.id)
        return tuple(map(_line, connection.execute(asked.limit(most))))


def load_texts(archive: Archive) -> dict[str, str]:
    """The current texts of all reports by source, of several versions the newest."""
    asked = select(t.page.c.source, t.text.c.body).select_from(
        t.page.join(t.reading, t.reading.c.page_id == t.page.c.id).join(t.text, t.text.c.id == t.reading.c.text_id)
    )
    with archive.reading() as connection:
        rows = connection.execute(asked.where(t.reading.c.current).order_by(t.page.c.id))
        return {str(source): str(body) for source, body in rows}


def find_moved(archive: Archive, identity: str) -> str | None:
    """Where the events of an incident went that is no longer there: by what people did to it, else None."""
    for change in reversed(incident_changes(archive)):
        edit = _edit(change)
        if edit is None or identity not in (change.subject[10:], change.target[10:]):
            continue
        held = t.incident_event.c
        asked = select(held.incident_id).join(t.page, t.page.c.id == held.page_id)
        for source, event in edit.other or edit.one:
            with archive.reading() as connection:
                asked_here = asked.where(t.page.c.source == source, held.event == event)
                found = connection.execute(asked_here).scalar()
            if found:
                return str(found)
    return None


# -------------------------------------------------------------------------------------------------- changing


def split_incident(
    archive: Archive, identity: str, events: Iterable[Member], *, who: Person, revision: int, lexicon: Lexicon
) -> tuple[str, ...]:
    """Take these events out of an incident; gives the ids of what there is afterwards.

    Raises `InputError` where nothing or everything would be taken, `NotFound`, and what `record_incident_change` does.
    """
    members = [(s, e) for _, s, e in _members(archive, (identity,))]
    if not members:
        raise NotFound(
            "there is no incident {identity}; it may have been merged, or compared anew", "incidents/none",
            identity=identity,
        )  # fmt: skip
    chosen = set(events)
    taken = [m for m in members if m in chosen]
    rest = [m for m in members if m not in chosen]
    if not taken or not rest:
        raise InputError(
            "choose some of the reports, and not all: they become an incident of their own", "incidents/split"
        )
    edit = Edit("split", tuple(taken[:_MOST_EVENTS]))
    draft = Draft(action="split", target=f"incidents/{identity}", after={"one": [list(m) for m in edit.one]})
    record_incident_change(archive, identity, draft, who=who, revision=revision)
    return _apply(archive, edit, lexicon)


def merge_incidents(
    archive: Archive, identity: str, other: str, *, who: Person, revision: int, lexicon: Lexicon
) -> tuple[str, ...]:
    """Make one incident of two; gives its id. Raises as `split_incident` does."""
    one, two = (tuple((s, e) for _, s, e in _members(archive, (i,))) for i in (identity, other))
    if identity == other or not one or not two:
        raise NotFound(
            "there is no other incident {other!r}; copy its id from its page", "incidents/no_other", other=other
        )
    edit = Edit("merge", one[:_MOST_EVENTS], two[:_MOST_EVENTS])
    after = {"one": [list(m) for m in edit.one], "other": [list(m) for m in edit.other]}
    draft = Draft(action="merge", target=f"incidents/{other}", after=after)
    record_incident_change(archive, identity, draft, who=who, revision=revision)
    return _apply(archive, edit, lexicon)


def _apply(archive: Archive, edit: Edit, lexicon: Lexicon) -> tuple[str, ...]:
    """Do to the incidents kept what `edit` says; gives the ids of those it made. The rest stays as it is."""
    held = t.incident_event.c
    old: set[str] = set()
    asked = select(held.incident_id).join(t.page, t.page.c.id == held.page_id)
    with archive.reading() as connection:
        for source, event in (*edit.one, *edit.other):
            old |= set(connection.execute(asked.where(t.page.c.source == source, held.event == event)).scalars())
    groups = [[(s, e) for _, s, e in _members(archive, (identity,))] for identity in sorted(old)]
    pages = {source: page for page, source, _ in _members(archive, sorted(old))}
    found = make_incidents(_records(archive, pages.values()), apply_edits(groups, [edit]), lexicon)
    made = now()
    with archive.writing() as connection:
        ids = sorted({*old, *(i.id for i in found)})
        for column in (held.incident_id, t.incident.c.id):
            gone = delete(column.table).where(column.in_(bindparam("ids", expanding=True)))
            connection.execute(gone, {"ids": ids})
        _insert(connection, [_row(i, made) for i in found], [m for i in found for m in _member_rows(i, pages)])
    return tuple(i.id for i in found)
