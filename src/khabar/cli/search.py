"""`khabar search`: the archive asked in Arabic as people type it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Literal

import typer

from khabar.cli.archive import DEFAULT, Pages, Where

if TYPE_CHECKING:
    from khabar.store import Hit, Results


def search(
    words: Annotated[list[str], typer.Argument(metavar="QUERY...", help='Words, "phrases", -without, and fields')],
    archive: Where = DEFAULT,
    pages: Pages = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="How many are shown.")] = 20,
    offset: Annotated[int, typer.Option(min=0, help="How many of the best are passed over.")] = 0,
    format: Annotated[
        Literal["text", "jsonl"] | None,
        typer.Option("--format", "-f", help="Default: text in a terminal, jsonl in a pipe or a file."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, whole or not at all.")
    ] = None,
) -> None:
    """Find reports: spelling, article, number and an actor's other names do not matter.

    \b
    Examples:
      khabar search داعش                              finds تنظيم الدولة too
      khabar search '"وقف إطلاق النار" -غزة'
      khabar search 'type:assault place:حلب killed:>3 from:2016-05-01'
      khabar search 'near:36.38,38.86,20km status:denied'
    \b
    Fields of an event (all of one and the same event): type: mode: acled: status: place: near:lat,lon,20km actor:
    recipient: victim: from: to: and figures such as killed:>3 injured:5 displaced:100..500. Fields of the report:
    speaker: through: publisher:, and of its review at the desk: review:checked assigned:NAME unchecked:figures
    since:2026-11-20. Several words of a field stand in quotation marks: place:"عين العرب". from: and to:
    take the day of the report; beside fields of an event that event's, where it has one.
    \b
    A jsonl row: {"source", "url", "publisher", "title", "published", "score", "text", "marks", "snippet", "events"};
    marks and snippet are [start, end) in code points of "text".
    \b
    Exit codes: 0 something was found; 1 nothing was; 2 the query or the archive is wrong.
    """
    from khabar.cli.output import open_target
    from khabar.lexicon import load_lexicon
    from khabar.store import open_archive
    from khabar.store import search as find
    from khabar.store.query import compile_aliases, parse_query

    query = parse_query(" ".join(words), load_lexicon().build(compile_aliases))
    with open_archive(archive, pages=pages) as opened, open_target(output) as target:
        results = find(opened, query, limit=limit, offset=offset)
        text = output is None and sys.stdout.isatty() if format is None else format == "text"
        (_write_text if text else _write_lines)(results, target.stream)
        target.keep()
    if not results.hits:
        raise typer.Exit(1)


def _write_lines(results: Results, stream: IO[str]) -> None:
    for hit in results.hits:
        row = {name: getattr(hit, name) for name in ("source", "url", "publisher", "title", "published", "score")}
        row |= {"text": hit.text, "marks": hit.marks, "snippet": hit.snippet}
        row["events"] = [{"event": e.event, "start": e.start, "end": e.end} for e in hit.events]
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def _write_text(results: Results, stream: IO[str]) -> None:
    on, off = ("\x1b[1m", "\x1b[0m") if stream.isatty() else ("«", "»")
    stream.write(f"{results.total} found\n")
    for hit in results.hits:
        known = [part for part in (hit.published, hit.publisher, hit.url or hit.source) if part]
        stream.write(
            f"\n{_plain(hit.title or hit.text[:80])}\n  {_plain(' · '.join(known))}\n  {_snippet(hit, on, off)}\n"
        )
        for event in hit.events:
            stream.write(f"  {event.event}: {_plain(hit.text[event.start : event.end])}\n")


def _snippet(hit: Hit, on: str, off: str) -> str:
    begin, end = hit.snippet
    shown, at = [], begin
    for first, last in hit.marks:
        if begin <= first and last <= end:
            shown += [_plain(hit.text[at:first]), on, _plain(hit.text[first:last]), off]
            at = last
    lead, tail = "… " if begin else "", " …" if end < len(hit.text) else ""
    return lead + "".join([*shown, _plain(hit.text[at:end])]) + tail


def _plain(text: str) -> str:
    """Text of a page for a terminal: on one line, without what would steer the terminal."""
    return "".join(" " if c.isspace() else c for c in text if c.isprintable() or c.isspace())
