"""The report's page: its text with every span, what was found, why, and what people made of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from sqlalchemy import select

from khabar.desk.forms import COUNT_WHAT, COUNT_WHO, Form, Home, empty, filled
from khabar.desk.page import desk_of, person_of, render, words_of
from khabar.desk.problems import compile_remarks
from khabar.desk.reading import Reading, find, place_of
from khabar.desk.snap import sentence_around, snap
from khabar.errors import InputError, NotFound
from khabar.objects import Report
from khabar.store import load_page
from khabar.store import schema as t
from khabar.store.incidents import incidents_of
from khabar.store.people import people_of
from khabar.store.review import COLLECTIONS, STATUSES, Review, load_review, may_set

router = APIRouter(include_in_schema=False)


@router.get("/reports/{report}")
def show(
    request: Request, report: int, leaf: int = 1, edit: str = "", add: str = "", start: int = -1, end: int = -1
) -> HTMLResponse:
    """The page; `edit` names the object whose form is open, `add` the collection to which `start`–`end` is added."""
    review = load_review(desk_of(request).archive, report)
    form = edit_form(review, edit) if edit else add_form(review, add, start, end) if add else None
    return show_review(request, review, leaf=leaf, form=form)


def show_review(
    request: Request, review: Review, *, leaf: int = 1, form: Form | None = None, status: int = 200, **told: Any
) -> HTMLResponse:
    """The page of a review. `told` are what a refused change has to say: `conflict` (others' changes), `problem`."""
    person, archive = person_of(request), desk_of(request).archive
    reading = Reading(review, words_of(request), leaf)
    if form is not None and form.item is not None:
        reading = _turned_to(reading, form)
    standing = review.standing
    labels = desk_of(request).lexicon.entries("sheets/labels")
    values = {
        "reading": reading, "view": reading.view, "review": review, "standing": standing, "form": form,
        "may_write": person.is_at_least("analyst") and (standing.status != "final" or person.is_at_least("senior")),
        "statuses": [s for s in STATUSES if s not in ("assigned", standing.status) and may_set(standing, s, person)],
        "colleagues": [p.name for p in people_of(archive) if p.active] if not person.alone else [],
        "remarks": desk_of(request).lexicon.build(compile_remarks),
        "incidents": incidents_of(archive, review.report), "me": person,
        "modes": [e["id"][5:] for e in labels if e["id"].startswith("mode/")],
        "count_what": COUNT_WHAT, "count_who": COUNT_WHO,
        "conflict": (), "stale": False, "problem": "",
    }  # fmt: skip
    return render(request, "report.html", status, **(values | told))


def _turned_to(reading: Reading, form: Form) -> Reading:
    """The leaf on which the object of the open form is shown."""
    found = find(reading.record, form.collection, form.item or "")
    number = reading.leaf_of(place_of(found)) if found and not isinstance(found, Report) else reading.number
    return reading if number == reading.number else Reading(reading.review, reading.words, number)


def split_target(target: str) -> tuple[Home, str]:
    """`events/v1` taken apart; `report` is the report itself. Raises `InputError` for what names no object."""
    if target == "report":
        return "report", "report"
    collection, _, identity = target.partition("/")
    known = next((c for c in COLLECTIONS if c == collection), None)
    if known is None or not identity:
        raise InputError("{target!r} names nothing in a report", "review/names_nothing", target=target[:60])
    return known, identity


def edit_form(review: Review, target: str) -> Form:
    """The form of an object as it is now. Raises `NotFound` where it is no longer there."""
    collection, identity = split_target(target)
    found = find(review.corrected.record, collection, identity)
    if found is None:
        raise NotFound("{target} is not in this report any more", "review/gone", target=target)
    return filled(collection, found.model_dump(mode="json"), identity)


def add_form(review: Review, collection: str, start: int, end: int) -> Form:
    """The form of something new, with what was selected in it. Raises `InputError` for nothing that can be added."""
    known = next((c for c in COLLECTIONS if c == collection), None)
    if known is None:
        raise InputError(
            "{target!r}: nothing of that kind is added to a report", "review/added", target=collection[:40]
        )
    report = review.corrected.record.report
    found = snap(report.text, start, end) if 0 <= start < end else None
    if found is None:
        return empty(known)
    sentence = sentence_around(report, found.start, found.end)
    openings = tuple((p, report.text[p : found.end][:80]) for p in found.openings)
    return empty(known, _span(report.text, found.start, found.end), _span(report.text, *sentence), openings)


def _span(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end]}


@router.get("/reports/{report}/words")
def words(request: Request, report: int, start: int, end: int) -> JSONResponse:
    """A selection brought to whole words: `{"start", "end", "text"}`; 404 where it touches none."""
    text = load_review(desk_of(request).archive, report).corrected.record.report.text
    found = snap(text, start, end) if start < end else None
    if found is None:
        raise NotFound("no words are selected", "report/no_words")
    return JSONResponse({"start": found.start, "end": found.end, "text": text[found.start : found.end]})


@router.get("/reports/{report}/original")
def original(request: Request, report: int) -> Response:
    """The page's bytes as they were kept: as a file of plain text, which no browser takes for a page."""
    archive = desk_of(request).archive
    with archive.reading() as connection:
        kept = connection.execute(select(t.page.c.digest).where(t.page.c.id == report)).scalar()
        if kept is None:
            raise NotFound("the bytes of this page were never kept: it came as a record alone", "report/no_bytes")
        page = load_page(connection, archive, report)
    data = page.data if isinstance(page.data, bytes) else page.data.encode("utf-8", "surrogatepass")
    name = "".join(c if c.isalnum() or c in "-_." else "-" for c in page.source_id.rpartition("/")[2])[-80:]
    return Response(
        data,
        headers={
            "content-type": "text/plain",  # without a charset: the bytes are whatever the page's were
            "content-disposition": f"attachment; filename=\"page-{report}.txt\"; filename*=UTF-8''{quote(name)}.txt",
            "x-content-type-options": "nosniff",
            "content-security-policy": "default-src 'none'; sandbox",
        },
    )
