"""Incidents: their list, and the page of one with all that is reported of it side by side; splitting and merging."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from khabar.desk.incident_view import IncidentView
from khabar.desk.page import desk_of, person_of, render, words_of
from khabar.desk.problems import told
from khabar.errors import Forbidden, InputError, KhabarError, NotFound, StaleRevision
from khabar.store.incidents import (
    Line,
    find_moved,
    find_near,
    last_compared,
    list_incidents,
    load_incident,
    merge_incidents,
    places_of,
    reports_of,
    split_incident,
)
from khabar.store.query import parse_query
from khabar.store.review import changes_of, standing_of

router = APIRouter(include_in_schema=False)
_PAGE = 30
_FARTHEST = 1_000  # pages


@router.get("/incidents")
def listing(request: Request, q: str = "", least: int = 2, differs: bool = False, page: int = 1) -> HTMLResponse:
    """The incidents told by `least` reports or more, the newest first; `q` is a query of the search."""
    desk = desk_of(request)
    page, least = min(max(1, page), _FARTHEST), min(max(1, least), 1_000)
    problem: Markup | None = None
    total = 0
    lines: tuple[Line, ...] = ()
    try:
        query = parse_query(q, desk.aliases) if q.strip() else None
        total, lines = list_incidents(
            desk.archive, query, least=least, differs=differs, limit=_PAGE, offset=(page - 1) * _PAGE
        )
    except InputError as wrong:
        problem = told(wrong, words_of(request))

    def address(**other: object) -> str:
        given = {"q": q, "least": least, "differs": "true" if differs else "", "page": 1} | other
        usual = {"q": "", "least": 2, "differs": "", "page": 1}
        kept = {name: value for name, value in given.items() if value != usual[name]}
        return "/incidents" + (f"?{urlencode(kept)}" if kept else "")

    made, stale = last_compared(desk.archive)
    return render(
        request, "incidents.html", 422 if problem else 200, q=q, least=least, differs=differs, number=page,
        total=total, lines=lines, problem=problem, last=max(1, -(-total // _PAGE)), address=address,
        made=made, stale=stale,
    )  # fmt: skip


@router.get("/incidents/{identity}")
def show(request: Request, identity: str, base: int = 0, whole: bool = False) -> Response:
    """The page of an incident. `base` is the report that the others are held against, `whole` shows every passage."""
    try:
        return _page(request, identity, base=base, whole=whole)
    except NotFound:
        moved = find_moved(desk_of(request).archive, identity)
        if moved is None:
            raise
        return RedirectResponse(f"/incidents/{moved}", 303)


def _page(
    request: Request, identity: str, status: int = 200, *, base: int = 0, whole: bool = False,
    problem: Markup | str = "",
) -> HTMLResponse:  # fmt: skip
    desk = desk_of(request)
    incident = load_incident(desk.archive, identity, desk.lexicon)
    view = IncidentView(
        incident, reports_of(desk.archive, identity), places_of(desk.archive, identity), words_of(request),
        base=base, whole=whole,
    )  # fmt: skip
    subject = f"incidents/{identity}"
    return render(
        request, "incident.html", status, view=view, incident=incident, near=find_near(desk.archive, identity),
        changes=changes_of(desk.archive, subject), revision=standing_of(desk.archive, subject).revision,
        may_write=person_of(request).is_at_least("analyst"), problem=problem,
    )  # fmt: skip


@router.post("/incidents/{identity}/split")
def split(
    request: Request, identity: str, revision: Annotated[int, Form()], event: Annotated[tuple[str, ...], Form()] = ()
) -> Response:
    """Make an incident of their own of these events, each `PAGE:EVENT`."""
    desk = desk_of(request)
    sources = {str(told.page): source for source, told in reports_of(desk.archive, identity).items()}
    chosen = [(sources.get(page, ""), name) for page, _, name in (value.partition(":") for value in event)]
    try:
        split_incident(
            desk.archive, identity, chosen, who=person_of(request), revision=revision, lexicon=desk.lexicon
        )
    except (InputError, Forbidden, StaleRevision) as refused:
        return _refused(request, identity, refused)
    return RedirectResponse(f"/incidents/{identity}", 303)


@router.post("/incidents/{identity}/merge")
def merge(
    request: Request, identity: str, revision: Annotated[int, Form()], other: Annotated[str, Form()] = "",
    typed: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Unite an incident with the `other` one that was chosen, or whose id or address was typed."""
    desk = desk_of(request)
    wanted = typed.strip().rstrip("/").rpartition("/")[2] or other
    try:
        made = merge_incidents(
            desk.archive, identity, wanted, who=person_of(request), revision=revision, lexicon=desk.lexicon
        )
    except (InputError, Forbidden, StaleRevision, NotFound) as refused:
        return _refused(request, identity, refused)
    return RedirectResponse(f"/incidents/{made[0]}" if made else "/incidents", 303)


def _refused(request: Request, identity: str, why: KhabarError) -> HTMLResponse:
    """The incident's page as it is by now, and why nothing was done."""
    words = words_of(request)
    stale = isinstance(why, StaleRevision)
    status = 409 if stale else 403 if isinstance(why, Forbidden) else 422
    return _page(request, identity, status, problem=words("incidents/stale") if stale else told(why, words))
