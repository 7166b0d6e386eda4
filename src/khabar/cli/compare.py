"""`khabar compare`: records in, incidents out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from khabar.incidents import Incident
    from khabar.lexicon import Lexicon


def compare(
    records: Annotated[
        list[str] | None,
        typer.Argument(metavar="RECORDS", help=".jsonl files of records as `khabar read` writes them, or -"),
    ] = None,
    archive: Annotated[
        str | None,
        typer.Option("--archive", "-a", metavar="FILE|URL", help="Compare what it holds; keep incidents there."),
    ] = None,
    format: Annotated[
        Literal["json", "jsonl", "text", "html"] | None,
        typer.Option("--format", "-f", help="Default: as FILE's name tells; else text in a terminal, json in a pipe."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, whole or not at all.")
    ] = None,
) -> None:
    """Set reports of one incident side by side and count the independent sources behind them.

    An incident lists its reports, its origins after every chain is followed to its start and every copied text to its
    first appearance, each figure with its speaker, and what the reports disagree on.

    \b
    Examples:
      khabar read reports.jsonl -o records.jsonl
      khabar compare records.jsonl -o incidents.jsonl
      khabar compare records.jsonl --format html -o incidents.html
      khabar compare --archive khabar.db              for the desk; writes them out with -o or --format only
    \b
    In an archive records stand as people corrected them, and what people split or merged stays so.
    \b
    Exit codes: 0 all was compared; 1 some lines were no records, each is named on standard error; 2 nothing was.
    """
    from khabar.cli.output import choose_format, open_target
    from khabar.errors import InputError
    from khabar.incidents import iter_incidents
    from khabar.lexicon import load_lexicon

    if archive is not None and not records:
        _compare_archive(archive, format, output)
        return
    if archive is not None or not records:
        raise InputError("name files of records or an --archive, one of the two")
    kind = choose_format(format, output)
    bad: list[str] = []
    with open_target(output) as target:
        texts: dict[str, str] = {}
        lexicon = load_lexicon()
        found = iter_incidents(_rows(records, bad, texts if kind == "html" else None), lexicon)
        first = next(found, None)
        for line in bad:
            print(f"khabar: {line}", file=sys.stderr)
        if bad and first is None:
            raise InputError("no record among the input; make records with `khabar read REPORTS -o records.jsonl`")
        _write(chain([first] if first else [], found), kind, target.stream, texts, lexicon)
        target.keep()
    if bad:
        raise typer.Exit(1)


def _compare_archive(where: str, format: str | None, output: Path | None) -> None:
    """Compare what an archive holds and keep what is found in it; write it out as well where that was asked for."""
    from khabar.cli.output import choose_format, open_target
    from khabar.lexicon import load_lexicon
    from khabar.store import open_archive
    from khabar.store.incidents import compare_archive, load_texts

    lexicon = load_lexicon()
    with open_archive(where) as opened:
        counted = _Counted(compare_archive(opened, lexicon))
        if format is None and output is None:
            for _ in counted:
                pass
        else:
            kind = choose_format(format, output)  # type: ignore[arg-type]
            with open_target(output) as target:
                texts = load_texts(opened) if kind == "html" else {}
                _write(iter(counted), kind, target.stream, texts, lexicon)
                target.keep()
    print(
        f"khabar: {counted.several} incidents told by several reports, {counted.alone} by one alone; kept in {where}",
        file=sys.stderr,
    )


class _Counted:
    """Incidents passed on, and how many they were."""

    def __init__(self, incidents: Iterator[Incident]) -> None:
        self._incidents = incidents
        self.alone = self.several = 0

    def __iter__(self) -> Iterator[Incident]:
        for incident in self._incidents:
            one = len({r.source_id for r in incident.reports}) == 1
            self.alone, self.several = self.alone + one, self.several + (not one)
            yield incident


def _rows(names: list[str], bad: list[str], texts: dict[str, str] | None) -> Iterator[dict[str, Any]]:
    """Every record of every file, one line at a time; what is none is put in `bad` with its place.

    `texts`, where given, receives each record's text by source id: the passages that the page of an incident shows.
    """
    from khabar.errors import InputError
    from khabar.objects import SCHEMA

    for name in names:
        try:
            stream: IO[str] = sys.stdin if name == "-" else Path(name).open(encoding="utf-8")  # noqa: SIM115 (below)
        except OSError as error:
            raise InputError(f"{name} cannot be read ({error.strerror}); name a .jsonl of records") from error
        with stream:
            for number, line in enumerate(stream, 1):
                row = _row(line)
                if row is None or row.get("schema") != SCHEMA:
                    if line.strip():
                        bad.append(f"{name}: line {number} is no record of {SCHEMA}; make it again with `khabar read`")
                    continue
                if texts is not None:
                    texts[row["report"]["source_id"]] = row["report"]["text"]
                yield row


def _row(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) else None


def _write(
    incidents: Iterator[Incident], kind: str, stream: IO[str], texts: dict[str, str], lexicon: Lexicon
) -> None:
    if kind == "jsonl":
        stream.writelines(i.to_json() + "\n" for i in incidents)
    elif kind == "json":
        stream.write("[")
        stream.writelines(("\n" if at == 0 else ",\n") + i.to_json(2) for at, i in enumerate(incidents))
        stream.write("\n]\n")
    elif kind == "html":
        from khabar.sheets.incidents import write_html
        from khabar.sheets.view import Labels

        write_html(incidents, texts, stream, Labels(lexicon, "ar"))
    else:
        from khabar.sheets.incidents_text import write_text

        write_text(incidents, stream)
