"""Exports over the network, a record at a time: the formats of `khabar export` that are text."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from khabar.desk.api.given import Books, InArchive, Search, Who
from khabar.errors import Forbidden
from khabar.export import make_exporter
from khabar.export.corrections import CorrectionsWriter
from khabar.export.names import without_names as blot
from khabar.objects import Frozen
from khabar.store.records import current_records
from khabar.store.review import corrected_records

router = APIRouter(tags=["exports"])
Format = Literal[
    "plover", "acled", "ucdp", "geojson", "annotations", "bayanat", "followthemoney", "timeml", "records"
]  # fmt: skip
_TYPES: dict[str, tuple[str, str]] = {
    "acled": ("text/csv", "csv"), "ucdp": ("text/csv", "csv"), "bayanat": ("text/csv", "csv"),
    "geojson": ("application/geo+json", "geojson"), "timeml": ("application/xml", "xml"),
}  # fmt: skip
_LINES = ("application/jsonl", "jsonl")


class Export(Frozen):
    """A format and where it is had; the address takes `q` as the search does."""

    format: str
    media_type: str
    href: str


@router.get("/exports")
def list_exports(request: Request) -> tuple[Export, ...]:
    """The formats that there are."""
    formats = (*get_args(Format), "corrections")
    root = f"{request.state.access.prefix}/api/v1/exports"
    return tuple(
        Export(format=name, media_type=_TYPES.get(name, _LINES)[0], href=f"{root}/{name}") for name in formats
    )


@router.get(
    "/exports/corrections", response_class=StreamingResponse,
    responses={200: {"description": "JSON lines", "content": {_LINES[0]: {"schema": {"type": "string"}}}}},
)  # fmt: skip
def export_corrections(archive: InArchive, person: Who, query: Search, who: bool = False) -> StreamingResponse:
    """What people changed, to train and evaluate on; `who` (seniors) says who made each change."""
    if who and not person.is_at_least("senior"):
        raise Forbidden("a senior exports who made each correction; without `who` everyone may")
    asked = query if query.groups or query.conditions else None

    def written(stream: io.StringIO) -> Iterator[None]:
        writer = CorrectionsWriter(stream, who=who)
        for review in corrected_records(archive, asked):
            writer.write(review)
            yield

    return _streamed("corrections", written)


@router.get(
    "/exports/{format}", response_class=StreamingResponse,
    responses={200: {
        "description": "the records in that format",
        "content": {
            media: {"schema": {"type": "object" if media == "application/geo+json" else "string"}}
            for media, _ in (_LINES, *_TYPES.values())
        },
    }},
)  # fmt: skip
def export_records(
    archive: InArchive, lexicon: Books, query: Search, format: Format,
    machine: Annotated[bool, Query(description="as read, without what people corrected")] = False,
    without_names: Annotated[bool, Query(description="blot out the names of victims")] = False,
) -> StreamingResponse:  # fmt: skip
    """The records that a search finds, as people corrected them."""
    asked = query if query.groups or query.conditions else None

    def written(stream: io.StringIO) -> Iterator[None]:
        exporter = make_exporter(format, stream, io.BytesIO())
        for record in current_records(archive, asked, machine=machine):
            exporter.write(blot(record, lexicon) if without_names else record)
            yield
        exporter.finish()

    return _streamed(format, written)


def _streamed(name: str, written: Callable[[io.StringIO], Iterator[Any]]) -> StreamingResponse:
    """What is written, sent on as it comes: an archive of any size takes the memory of one record."""
    media, ending = _TYPES.get(name, _LINES)

    def pieces() -> Iterator[bytes]:
        stream = io.StringIO(newline="")
        for _ in written(stream):
            yield _taken(stream)
        yield _taken(stream)

    headers = {"Content-Disposition": f'attachment; filename="khabar-{name}.{ending}"'}
    return StreamingResponse(pieces(), media_type=media, headers=headers)


def _taken(stream: io.StringIO) -> bytes:
    data = stream.getvalue().encode("utf-8", "replace")
    stream.seek(0)
    stream.truncate()
    return data
