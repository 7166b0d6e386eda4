"""The inbox: reports as they come, searched, filtered, with what changed since the reader was last here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from markupsafe import Markup
from sqlalchemy import func, select

from khabar.desk.page import Desk, desk_of, harmless, person_of, render, words_of
from khabar.desk.preferences import local
from khabar.desk.problems import told
from khabar.errors import ArchiveError, InputError
from khabar.objects import EventType
from khabar.sheets.marks import clean
from khabar.store import Archive, Hit, Results, search
from khabar.store import schema as t
from khabar.store.habits import forget_search, note_visit, save_search, saved_searches
from khabar.store.people import Person
from khabar.store.query import Query, parse_query
from khabar.store.review import STATUSES, Standing, standings

router = APIRouter(include_in_schema=False)

_PAGE = 25
_FURTHEST = 400  # pages; further back a narrower search is the way
_VISIT_COOKIE = "khabar_visit"
_VISIT = timedelta(minutes=30)  # without a look at the inbox, after which the next one is a new visit
_LARGEST = 2**31 - 1  # an id that PostgreSQL can be asked for
_MOST_TYPES = 6  # kinds of events named of one report


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asks for: the words typed, and the filters beside them."""

    q: str = ""
    status: str = ""
    mine: str = ""
    publisher: str = ""
    place: str = ""
    type: str = ""
    figures: str = ""
    since: str = ""

    def typed(self, person: Person) -> str:
        """All of it in the language of the search. Quotation marks in a name would end it, and are left out."""
        pieces = [self.q.strip()]
        if self.status in STATUSES:
            pieces.append(f"review:{self.status}")
        if self.type in get_args(EventType):
            pieces.append(f"type:{self.type.lower()}")
        for name, value in (("publisher", self.publisher), ("place", self.place)):
            if value.strip():
                pieces.append(f'{name}:"{value.replace(chr(34), " ").strip()}"')
        if self.figures:
            pieces.append("unchecked:figures")
        if self.mine:
            pieces.append(f'assigned:"{person.name}"')
        if self.since:
            pieces.append(f"since:{self.since}")
        return " ".join(p for p in pieces if p)

    def address(self, **changes: object) -> str:
        """The inbox's address for this with other values: every view has one."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__} | changes
        kept = {name: value for name, value in values.items() if value}
        return "/?" + urlencode(kept) if kept else "/"


@dataclass(frozen=True, slots=True)
class Row:
    """One report of the list. `state` is new, changed or empty; `types` are `(type, mode, how many)`."""

    hit: Hit
    standing: Standing
    snippet: Markup
    state: str
    types: tuple[tuple[str | None, str | None, int], ...]
    figures: int


@router.get("/")
def inbox(
    request: Request, q: str = "", status: str = "", mine: str = "", publisher: str = "", place: str = "",
    type: str = "", figures: str = "", since: str = "", page: int = 1,
) -> HTMLResponse:  # fmt: skip
    """The list. A query that is none is told, beside what was typed."""
    desk, person = desk_of(request), person_of(request)
    wanted = Wanted(q[:500], status, mine, publisher[:200], place[:200], type, figures, since[:32])
    page = max(1, min(page, _FURTHEST))
    visit, cookie = _visit(request, desk.archive, person)
    problem: Markup | None = None
    try:
        found = _find(desk, wanted.typed(person), page)
    except InputError as error:
        found, problem = Results(0, ()), told(error, words_of(request))
    fresh = _find(desk, f"since:{visit}", 1, limit=1).total if visit else 0
    answer = render(
        request, "inbox.html", 400 if problem else 200, wanted=wanted, problem=problem, total=found.total,
        typed=wanted.typed(person), newest=_newest(desk.archive),
        rows=_rows(desk.archive, found.hits, visit), page=page, pages=min(_FURTHEST, -(-found.total // _PAGE)),
        statuses=STATUSES, types=get_args(EventType), visit=visit, fresh=fresh, me=person,
        saved=saved_searches(desk.archive, person), bare=wanted == Wanted(),
    )  # fmt: skip
    if cookie:
        age = int(_VISIT.total_seconds())
        answer.set_cookie(_VISIT_COOKIE, cookie, max_age=age, httponly=True, samesite="lax")
    return answer


def _find(desk: Desk, typed: str, page: int, limit: int = _PAGE) -> Results:
    query = parse_query(typed, desk.aliases) if typed else Query((), ())
    return search(desk.archive, query, limit=limit, offset=(page - 1) * _PAGE)


def _visit(request: Request, archive: Archive, person: Person) -> tuple[str | None, str]:
    """When this person's visit before this one ended, and the cookie that remembers it while this one lasts."""
    now = datetime.now(UTC)
    before, _, noted = request.cookies.get(_VISIT_COOKIE, "").partition("|")
    known = _moment(noted)
    if known and now - known < _VISIT / 6:  # noted a moment ago: nothing needs to be written
        return before or None, f"{before}|{noted}"
    try:
        last = note_visit(archive, person)
    except ArchiveError:
        return None, ""  # an archive that cannot be written is read as it lies
    return (before or None) if known else last, f"{before if known else last or ''}|{now:%Y-%m-%dT%H:%M:%SZ}"


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _rows(archive: Archive, hits: Sequence[Hit], visit: str | None) -> list[Row]:
    """The hits with where each stands and what it tells of, in three questions to the database."""
    reports, readings = [h.page for h in hits], [h.reading for h in hits]
    stand = standings(archive, reports)
    event, figure = t.event.c, t.figure.c
    kinds: dict[int, list[tuple[str | None, str | None, int]]] = {}
    with archive.reading() as connection:
        asked = select(event.reading_id, event.type, event.mode, func.count()).where(event.reading_id.in_(readings))
        grouped = asked.group_by(event.reading_id, event.type, event.mode)
        for reading, type_, mode, number in connection.execute(grouped):
            kinds.setdefault(reading, []).append((type_, mode, number))
        counted = select(figure.reading_id, func.count()).where(figure.reading_id.in_(readings))
        figures = {int(r): int(n) for r, n in connection.execute(counted.group_by(figure.reading_id))}
        came = select(t.page.c.id, t.page.c.came).where(t.page.c.id.in_(reports))
        arrived = {int(i): str(at) for i, at in connection.execute(came)}
    return [
        Row(
            hit, stand.get(hit.page, Standing(subject=f"reports/{hit.page}")), snippet_of(hit),
            _state(arrived.get(hit.page, ""), stand.get(hit.page), visit),
            tuple(sorted(kinds.get(hit.reading, ()), key=lambda k: (-k[2], str(k)))[:_MOST_TYPES]),
            figures.get(hit.reading, 0),
        )
        for hit in hits
    ]  # fmt: skip


def _state(came: str, standing: Standing | None, visit: str | None) -> str:
    if visit is None:
        return ""
    if came >= visit:
        return "new"
    return "changed" if standing and standing.at and standing.at >= visit else ""


def snippet_of(hit: Hit) -> Markup:
    """The stretch of the text that tells most, with the words asked for marked; without its headline above it."""
    text = harmless(hit.text)
    start, end = hit.snippet
    head = len(hit.title or "")
    # A title that is cut within the first sentence is no headline above the text: the sentence is shown whole.
    above = hit.title and text.startswith(harmless(hit.title)) and text[head : head + 1] in ("", "\n")
    if above and start <= head:
        start = head
        end = max(end, min(len(text), start + 240))
    pieces, at = ["… " if start > head + 2 else ""], start
    for first, last in hit.marks:
        if start <= first and last <= end:
            pieces += [clean(text[at:first]), f"<mark>{clean(text[first:last])}</mark>"]
            at = last
    pieces += [clean(text[at:end].rstrip()), " …" if end < len(text) else ""]
    return Markup("".join(pieces).strip())  # noqa: S704 (every piece is escaped)


@router.get("/arrived")
def arrived(request: Request, after: int) -> JSONResponse:
    """How many reports came, or were read again, after the reading of that id: `{"reports": 3}`."""
    reading = t.reading.c
    asked = select(func.count()).where(reading.current, reading.id > min(max(after, 0), _LARGEST))
    with desk_of(request).archive.reading() as connection:
        return JSONResponse({"reports": connection.execute(asked).scalar_one()})


def _newest(archive: Archive) -> int:
    with archive.reading() as connection:
        return int(connection.execute(select(func.max(t.reading.c.id))).scalar() or 0)


@router.get("/publishers")
def publishers(request: Request) -> HTMLResponse:
    """Who published the reports, as choices for the filter; asked for only when the filter is used."""
    with desk_of(request).archive.reading() as connection:
        asked = select(t.reading.c.publisher, func.count()).where(t.reading.c.current).group_by(t.reading.c.publisher)
        most = sorted(((n, p) for p, n in connection.execute(asked) if p), reverse=True)[:200]
    return render(request, "publishers.html", publishers=[p for _, p in most])


@router.post("/searches")
def save(
    request: Request, name: Annotated[str, Form()], address: Annotated[str, Form()] = "/",
    query: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Keep this view of the inbox under a name."""
    save_search(desk_of(request).archive, person_of(request), name, query[:500], local(address).partition("?")[2])
    return RedirectResponse(local(address), 303)


@router.post("/searches/{number}/forget")
def forget(request: Request, number: int, address: Annotated[str, Form()] = "/") -> Response:
    """Drop a saved search."""
    forget_search(desk_of(request).archive, person_of(request), number)
    return RedirectResponse(local(address), 303)
