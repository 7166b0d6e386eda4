"""Exploring an archive: one query, four views of what it asks for, and names, types and days that narrow it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from markupsafe import Markup

from khabar.desk.explore_view import ExploreView, pieces
from khabar.desk.page import Desk, desk_of, render, words_of
from khabar.desk.problems import told
from khabar.errors import InputError, NotFound
from khabar.export import FORMATS, Format, make_exporter
from khabar.export.names import without_names
from khabar.objects import Record
from khabar.store import Archive
from khabar.store.explore import explore
from khabar.store.query import Query, parse_query
from khabar.store.records import current_records
from khabar.store.review import corrected_records

router = APIRouter(include_in_schema=False)
VIEWS = ("map", "time", "table", "network")
_LINES = 30
_FARTHEST = 300  # pages of the table
_SUFFIXES = {
    "parquet": "parquet", "acled": "csv", "ucdp": "csv", "bayanat": "csv", "geojson": "geojson", "timeml": "xml",
}  # fmt: skip
_CHUNK = 64_000


@router.get("/explore")
def show(request: Request, q: str = "", view: str = "map", page: int = 1) -> HTMLResponse:
    """What `q` asks for, on the map, over time, in a table or as a network; everything where it is empty."""
    shown = next((v for v in VIEWS if v == view), "map")
    number = min(max(1, page), _FARTHEST)
    problem: Markup | None = None
    status = 200
    values: dict[str, Any] = {}
    try:
        values = _counted(request, _query(request, q), shown, number)
    except InputError as wrong:
        problem, status = told(wrong, words_of(request)), 422

    def address(**other: object) -> str:
        given = {"q": q, "view": shown, "page": 1} | other
        kept = {k: v for k, v in given.items() if v != {"q": "", "view": "map", "page": 1}[k]}
        return "/explore" + (f"?{urlencode(kept)}" if kept else "")

    return render(
        request, "explore.html", status, q=q, view=shown, views=VIEWS, number=number, problem=problem,
        explore=ExploreView(q, words_of(request)), pieces=pieces(q), address=address, formats=FORMATS, **values,
    )  # fmt: skip


def _query(request: Request, q: str) -> Query | None:
    return parse_query(q, desk_of(request).aliases) if q.strip() else None


def _counted(request: Request, query: Query | None, view: str, number: int) -> dict[str, Any]:
    """What the page of a view shows, and the names and types beside it."""
    with explore(desk_of(request).archive, query) as found:
        total = found.total()
        values: dict[str, Any] = {"total": total, "types": found.types(), "names": found.names()}
        if view == "map":
            values["points"] = found.points()
        elif view == "time":
            values["days"] = found.days()
        elif view == "network":
            values["steps"], values["all_steps"] = found.steps()
            values["publishers"] = found.publishers()
        else:
            values["lines"] = found.lines(_LINES, (number - 1) * _LINES)
            values["last"] = min(max(1, -(-total.events // _LINES)), _FARTHEST)
    return values


@router.get("/explore/export")
def export(request: Request, q: str = "", format: str = "geojson", names: str = "yes") -> Response:
    """What `q` finds, as `khabar export` writes it, with what people corrected; `names=no` blots out victims' names."""
    if format not in FORMATS:
        raise NotFound(
            "{format!r} is no format; formats are {known}", "explore/no_format", format=format[:40], known=FORMATS
        )
    query = _query(request, q)
    name = f"khabar.{_SUFFIXES.get(format, 'jsonl')}"
    written = _written(desk_of(request), query, cast(Format, format), names == "no")
    kind = "application/octet-stream" if format == "parquet" else "text/plain; charset=utf-8"
    return StreamingResponse(
        written, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _written(desk: Desk, query: Query | None, format_: Format, blotted: bool) -> Iterator[bytes]:
    """The export, some records at a time."""
    data = io.BytesIO()
    text = io.TextIOWrapper(data, encoding="utf-8", errors="replace", newline="", write_through=True)
    exporter = make_exporter(format_, text, data)
    for record in _corrected(desk.archive, query):
        exporter.write(without_names(record, desk.lexicon) if blotted else record)
        # A Parquet file counts its own bytes from the beginning: it is given whole.
        if format_ != "parquet" and data.tell() > _CHUNK:
            yield _taken(data)
    exporter.finish()
    if not data.closed:
        text.flush()
        yield _taken(data)


def _taken(data: io.BytesIO) -> bytes:
    taken = data.getvalue()
    data.seek(0)
    data.truncate()
    return taken


def _corrected(archive: Archive, query: Query | None) -> Iterator[Record]:
    """The records that fit, each as people corrected it."""
    changed = {
        (review.machine.report.source_id, review.machine.report.id): review.corrected.record
        for review in corrected_records(archive, query)
    }
    for record in current_records(archive, query):
        yield changed.get((record.report.source_id, record.report.id), record)
