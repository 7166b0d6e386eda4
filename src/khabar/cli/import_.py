"""`khabar import`: records, archives and analysts' tables into the archive."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from khabar.cli.archive import DEFAULT, Pages, Quiet, Where
from khabar.errors import InputError

if TYPE_CHECKING:
    from khabar.collect.sheet import Sheet
    from khabar.store import Archive

_BATCH = 100
_SHOWN = 3


def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help=".jsonl of records or of an archive, .csv, .xlsx")
    ],
    archive: Where = DEFAULT,
    pages: Pages = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=NAME", help="Which column gives id, text, title, published, publisher, url."),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Worksheet of an .xlsx. Default: the first with such columns.")
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what a table's columns are taken for, and change nothing.")
    ] = False,
    model: Annotated[
        bool | None, typer.Option("--model/--no-model", help="As for `khabar read`.", show_default=False)
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Take in what `khabar read` or `khabar export archive` wrote, or a table of reports, which are then read.

    What is there already is not added again: an import that was broken off can be repeated.

    \b
    Examples:
      khabar import records.jsonl
      khabar import backup.jsonl --archive copy.db
      khabar import reports.xlsx --preview
      khabar import reports.csv --column text="نص الخبر" --column published=day
    \b
    Exit codes: 0 all came in; 1 some lines or rows did not, each is named; 2 nothing could.
    """
    named = _named(column or [])
    tables = {path: _table(path, named, sheet) for path in files if path.suffix.lower() not in (".jsonl", ".ndjson")}
    if preview:
        for table in tables.values():
            _show(table)
        return
    from khabar.store import open_archive

    bad: list[str] = []
    with open_archive(archive, create=True, pages=pages) as opened:
        for path in files:
            done = _rows(opened, tables[path], model, bad) if path in tables else _lines(opened, path, bad)
            if not quiet:
                print(f"khabar: {path}: {done}", file=sys.stderr)
        opened.settle()
    for line in bad:
        print(f"khabar: {line}", file=sys.stderr)
    if bad:
        raise typer.Exit(1)


def _named(given: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    if wrong := [text for text, (_, mark, name) in zip(given, pairs, strict=True) if not mark or not name]:
        raise typer.BadParameter(f"{wrong[0]!r}: write FIELD=NAME, such as text=النص", param_hint="--column")
    return {field.strip(): name.strip() for field, _, name in pairs}


def _table(path: Path, named: Mapping[str, str], tab: str | None) -> Sheet:
    from khabar.collect.sheet import open_sheet
    from khabar.lexicon import load_lexicon

    return open_sheet(path, load_lexicon(), named, tab)


def _show(sheet: Sheet) -> None:
    """What is taken from where, how days are understood, and the first rows."""
    from khabar.lexicon import load_lexicon
    from khabar.objects import Page
    from khabar.pages.given import stated_day

    place = f"worksheet {sheet.tab}, " if sheet.tab else ""
    print(f"{sheet.path}: {place}head in row {sheet.head}")
    for field, at in sheet.mapping.items():
        order = f" ({sheet.order})" if field == "published" and sheet.order else ""
        print(f"{field:10} <- {sheet.columns[at]}{order}")
    if sheet.unused:
        print(f"not used   {', '.join(sheet.unused)}")
    lexicon, shown, rows, empty, unread = load_lexicon(), list[str](), 0, 0, 0
    for page in sheet.pages():
        rows += 1
        if not isinstance(page, Page):
            empty += 1
            continue
        day = stated_day(page.published, lexicon, [])
        unread += day is None and "published" in sheet.mapping
        if len(shown) < _SHOWN:
            text = " ".join(str(page.data).split())
            known = {"published": day, **{k: getattr(page, k) for k in ("publisher", "title", "url")}}
            facts = "  ".join(f"{k}: {v}" for k, v in known.items() if v)
            shown.append(f"\n{page.source_id}  {facts}\n  {text[:160]}{' …' if len(text) > 160 else ''}")
    print(f"{rows} rows, {empty} without text, {unread} without a day that is understood")
    print("\n".join(shown))


def _rows(archive: Archive, sheet: Sheet, model: bool | None, bad: list[str]) -> str:
    """Rows of a table: kept and read like pages of a folder."""
    from khabar.cli.archive import describe_reader
    from khabar.cli.read import _reader
    from khabar.collect import Collector

    reader = _reader(model)
    collector = Collector(archive, reader.read, describe_reader(reader), _no_web)
    done = collector.take(sheet.pages())
    bad += [": ".join(part for part in (f.source_id, f.where, f.reason) if part) for f in done.failures]
    return f"{done.new} new rows, {done.read} read, {done.known} known"


def _no_web(visit: Any) -> Any:
    raise InputError("a table of reports is read, not fetched; name pages to fetch with `khabar collect`")


def _lines(archive: Archive, path: Path, bad: list[str]) -> str:
    from khabar.store.lines import read_line

    outcomes = {"added": 0, "known": 0}
    try:
        stream = path.open(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check its path and rights") from error
    with stream:
        rows = _parsed(stream, path, bad)
        while batch := list(islice(rows, _BATCH)):
            with archive.writing() as connection:
                for number, row in batch:
                    try:
                        with connection.begin_nested():
                            outcomes[read_line(connection, archive, row)] += 1
                    except ValueError as error:
                        bad.append(f"{path}: line {number}: {error}")
    return f"{outcomes['added']} new, {outcomes['known']} known"


def _parsed(stream: IO[str], path: Path, bad: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if isinstance(row, dict):
            yield number, row
        else:
            bad.append(f"{path}: line {number} is no JSON object; make it again with `khabar read` or `khabar export`")
