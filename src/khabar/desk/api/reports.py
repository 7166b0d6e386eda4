"""Reports: found, and read with what people made of them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from khabar.desk.api.given import InArchive, Limit, Offset, ReportId, Search, Who
from khabar.desk.api.problems import problems
from khabar.objects import Frozen, Record, Span
from khabar.store import search
from khabar.store.people import Person
from khabar.store.review import Change, Corrected, Review, Standing, changes_of, load_review, standings

router = APIRouter(tags=["reports"])


class Found(Frozen):
    """A report found. `snippet` is the stretch with the most words asked for, `marks` where they stand in the text."""

    report: int
    reading: int
    source: str
    url: str | None
    publisher: str | None
    title: str | None
    published: str | None
    score: float
    snippet: Span | None
    marks: tuple[tuple[int, int], ...]
    events: tuple[str, ...] = Field(description="ids of the events that the query's fields asked for")
    standing: Standing


class Page(Frozen):
    """One page of what was found, best first (without words: newest first), and how many there are in all."""

    total: int
    reports: tuple[Found, ...]


class Changes(Frozen):
    """Where a report stands, and every change of it, oldest first."""

    standing: Standing
    changes: tuple[Change, ...]


class OnDesk(Frozen):
    """A report on the desk: both records, the marks on them, and the changes that wait to be reviewed again."""

    report: int
    reading: int
    standing: Standing
    machine: Record
    corrected: Corrected
    undone: tuple[int, ...]


@router.get("/me")
def me(who: Who) -> Person:
    """Who asks, and what they may do."""
    return who


@router.get("/reports")
def list_reports(archive: InArchive, query: Search, limit: Limit = 20, offset: Offset = 0) -> Page:
    """Find reports."""
    results = search(archive, query, limit=limit, offset=offset)
    stand = standings(archive, [hit.page for hit in results.hits])
    found = tuple(
        Found(
            report=hit.page, reading=hit.reading, source=hit.source, url=hit.url, publisher=hit.publisher,
            title=hit.title, published=hit.published, score=hit.score, marks=hit.marks, standing=stand[hit.page],
            snippet=Span(start=hit.snippet[0], end=hit.snippet[1], text=hit.text[slice(*hit.snippet)]),
            events=tuple(e.event for e in hit.events),
        )
        for hit in results.hits
    )  # fmt: skip
    return Page(total=results.total, reports=found)


@router.get("/reports/{report}", responses=problems(404))
def read_report(archive: InArchive, report: ReportId) -> OnDesk:
    """A report with the machine's record and the corrected one."""
    review = load_review(archive, report)
    return OnDesk(**{name: getattr(review, name) for name in OnDesk.model_fields})


@router.get("/reports/{report}/record", response_model=Record, responses=problems(404))
def read_record(
    archive: InArchive, report: ReportId,
    version: Annotated[
        Literal["machine", "corrected"], Query(description="as it was read, or as people corrected it")
    ] = "corrected",
) -> Response:  # fmt: skip
    """One of a report's records, in the form that `khabar read` gives."""
    review = load_review(archive, report)
    record = review.machine if version == "machine" else review.corrected.record
    return Response(record.to_json().encode("utf-8", "replace"), media_type="application/json")


@router.get("/reports/{report}/changes", responses=problems(404))
def read_changes(archive: InArchive, report: ReportId) -> Changes:
    """The audit of a report."""
    review: Review = load_review(archive, report)
    return Changes(standing=review.standing, changes=changes_of(archive, review.standing.subject))
