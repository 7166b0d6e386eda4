"""`khabar export`: what the archive holds, for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Literal

import typer

from khabar.cli.archive import DEFAULT, Pages, Where

if TYPE_CHECKING:
    from khabar.objects import Record
    from khabar.store.query import Query


def export(
    format: Annotated[
        Literal[
            "plover",
            "acled",
            "ucdp",
            "geojson",
            "parquet",
            "annotations",
            "bayanat",
            "followthemoney",
            "timeml",
            "records",
            "corrections",
            "archive",
        ],
        typer.Argument(metavar="FORMAT", help="One of those below."),
    ],
    archive: Where = DEFAULT,
    pages: Pages = None,
    records: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Take these records (.jsonl) and no archive.")
    ] = None,
    query: Annotated[
        str | None, typer.Option("--query", metavar="QUERY", help="Only what `khabar search QUERY` finds.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, whole or not at all.")
    ] = None,
    without_names: Annotated[
        bool, typer.Option("--without-names", help="Blot out the names of victims, in quotations too.")
    ] = False,
    machine: Annotated[
        bool, typer.Option("--machine", help="As they were read, without what people corrected at the desk.")
    ] = False,
    who: Annotated[bool, typer.Option("--who", help="With corrections: say who made each of them.")] = False,
) -> None:
    """Write records in the form that another program takes; every row keeps record id, span and chain.

    \b
    plover          PLOVER events, JSON lines          parquet         one row an event; khabar[parquet]
    acled           CSV in the shape of ACLED          annotations     W3C Web Annotations, JSON-LD
    ucdp            CSV in the shape of UCDP GED       bayanat         CSV for Bayanat's sheet import
    geojson         features, RFC 7946                 followthemoney  entities, JSON lines
    timeml          TimeML documents                   records         records as `khabar read` writes them
    corrections     what people changed: text, the machine's record and the corrected one, to train and evaluate on
    archive         pages, bytes, all versions and changes, lossless: `khabar import` takes it
    \b
    What people corrected at the desk is exported as they corrected it, unless --machine asks for what was read.
    \b
    acled and ucdp hold only what is told of as happened; the others hold every event with its status. Dates that the
    report leaves open are empty. In CSV, text that a spreadsheet would run as a formula opens with an apostrophe.
    \b
    Examples:
      khabar export geojson --query 'type:assault from:2016-05' -o map.geojson
      khabar export acled --records records.jsonl --without-names -o acled.csv
      khabar export corrections -o corrections.jsonl
      khabar export archive -o backup.jsonl
    """
    from khabar.cli.output import open_target
    from khabar.errors import OutputError

    if format == "parquet" and output is None and sys.stdout.isatty():
        raise OutputError("Parquet is no text; name a file with -o")
    if format == "archive" and (without_names or query or records):
        raise OutputError("archive is lossless: no --query, --records or --without-names; use records instead")
    if format == "corrections" and (without_names or records or machine):
        raise OutputError("corrections are of an archive and whole: no --records, --without-names or --machine")
    count = 0
    with open_target(output) as target:
        if format == "archive":
            from khabar.store import open_archive
            from khabar.store.lines import write_lines

            with open_archive(archive, pages=pages) as opened:
                for line in write_lines(opened):
                    target.stream.write(line + "\n")
                    count += 1
        elif format == "corrections":
            count = _corrections(archive, pages, query, target.stream, who)
        else:
            from khabar.export import make_exporter
            from khabar.export.names import without_names as blot
            from khabar.lexicon import load_lexicon

            lexicon = load_lexicon() if without_names else None
            exporter = make_exporter(format, target.stream, target.stream.buffer)  # type: ignore[attr-defined]
            with _records(archive, pages, records, query, machine) as found:
                for record in found:
                    count += exporter.write(blot(record, lexicon) if lexicon else record)
            exporter.finish()
        target.keep()
    print(f"khabar: {count} rows", file=sys.stderr)


def _corrections(archive: str, pages: Path | None, query: str | None, stream: IO[str], who: bool) -> int:
    from khabar.export.corrections import CorrectionsWriter
    from khabar.store import open_archive
    from khabar.store.review import corrected_records

    writer = CorrectionsWriter(stream, who=who)
    with open_archive(archive, pages=pages) as opened:
        return sum(writer.write(review) for review in corrected_records(opened, _parsed(query)))


def _parsed(query: str | None) -> Query | None:
    from khabar.lexicon import load_lexicon
    from khabar.store.query import compile_aliases, parse_query

    return parse_query(query, load_lexicon().build(compile_aliases)) if query else None


@contextmanager
def _records(
    archive: str, pages: Path | None, file: Path | None, query: str | None, machine: bool
) -> Iterator[Iterator[Record]]:
    if file is not None:
        yield _of_file(file)
        return
    from khabar.store import open_archive
    from khabar.store.records import current_records

    with open_archive(archive, pages=pages) as opened:
        yield current_records(opened, _parsed(query), machine=machine)


def _of_file(path: Path) -> Iterator[Record]:
    from pydantic import ValidationError

    from khabar.errors import InputError
    from khabar.objects import Record

    try:
        stream = path.open(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); name a .jsonl of records") from error
    with stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                try:
                    yield Record.model_validate_json(line)
                except ValidationError as error:
                    raise InputError(f"{path}: line {number} is no record; make it again with `khabar read`") from error
