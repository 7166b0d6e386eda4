"""`khabar read`: pages in, records out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from khabar.objects import Failure, Page, Record
    from khabar.reader import Reader


def read(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help="HTML or plain text, .jsonl of reports, folder, WARC, feed, URL, or -"),
    ],
    published: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Day of publication; outranks what a page says, not a .jsonl row."),
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who published; outranks what a page says, not a .jsonl row.")
    ] = None,
    format: Annotated[
        Literal["json", "jsonl", "text", "html"] | None,
        typer.Option("--format", "-f", help="Default: as FILE's name tells; else text in a terminal, json in a pipe."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write there, whole or not at all."),
    ] = None,
    model: Annotated[
        bool | None,
        typer.Option(
            "--model/--no-model", help="Use the encoder, or read by grammar and lexicon alone.", show_default=False
        ),
    ] = None,
) -> None:
    """Read reports into records.

    A record holds who says what through whom, what happened where and when, and what stayed unknown.

    \b
    Examples:
      khabar read page.html
      khabar read page.txt --published 2018-08-16 --publisher "نافذة تهامة" --format json
      khabar read reports.jsonl -o records.jsonl
      curl -s https://example.org/page | khabar read - --format html -o page-read.html
    \b
    A .jsonl holds one object a line: {"id", "text" or "html", "published", "publisher", "title", "url"}. Its
    records keep that order. With --format json one report is an object and several are an array.
    \b
    Exit codes: 0 all was read; 1 some inputs were not, each is named on standard error; 2 nothing was, or the
    command was wrong.
    """
    from khabar.cli.output import choose_format, is_terminal, make_writer, open_target
    from khabar.cli.progress import Progress
    from khabar.pages.given import iso_day

    day = iso_day(published) if published is not None else None
    _refuse_overwriting(inputs, output)
    format_ = choose_format(format, output)
    to_terminal = output is None and is_terminal()
    with open_target(output) as target, Progress(quiet=to_terminal) as progress:
        reader = _reader(model)
        writer = make_writer(format_, target.stream, reader.lexicon)
        for result in read_all(reader, inputs, day, publisher):
            if isinstance(result, tuple):
                name, record = result
                writer.write(record)
                progress.step(name)
            else:
                progress.say(f"khabar: {describe(result)}")
                progress.step(result.source_id, failed=True)
        if progress.failed and not progress.read:
            raise typer.Exit(2)
        writer.finish()
        target.keep()
    if progress.failed:
        print(f"khabar: {progress.read} read, {progress.failed} not", file=sys.stderr)
        raise typer.Exit(1)


def read_all(
    reader: Reader, inputs: list[str], published: str | None, publisher: str | None
) -> Iterator[tuple[str, Record] | Failure]:
    """Each page of each input, in order: its name and record, or why there is none."""
    from khabar.objects import Failure

    for page in _pages(inputs, published, publisher):
        if isinstance(page, Failure):
            yield page
            continue
        found = reader.attempt(page)
        yield found if isinstance(found, Failure) else (page.source_id, found)


def _pages(inputs: list[str], published: str | None, publisher: str | None) -> Iterator[Page | Failure]:
    from khabar.errors import InputError
    from khabar.objects import Failure
    from khabar.pages import open_input

    stdin = getattr(sys.stdin, "buffer", None)
    for name in inputs:
        try:
            for page in open_input(name, published=published, publisher=publisher, stdin=stdin):
                if isinstance(page, Failure):
                    yield page
                    continue
                yield replace(page, source_id=_spelled(page.source_id))
        except InputError as error:
            yield Failure("", "", str(error))
        except OSError as error:
            yield Failure(name, "", f"cannot be read ({error.strerror or error}); check its path and rights")


def describe(failure: Failure) -> str:
    """A failure as one line: the input, the place in it, the reason with its remedy."""
    named = [part for part in (failure.source_id, failure.where) if part]
    if failure.source_id and failure.reason.startswith(failure.source_id):
        named = named[1:]
    line = ": ".join([*named, failure.reason])
    return " ".join(_spelled(line).split())


def _spelled(name: str) -> str:
    """A file name may be any bytes; what of it is no Unicode cannot stand in a record."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _refuse_overwriting(inputs: list[str], output: Path | None) -> None:
    if output is None or not output.is_file():
        return
    for name in inputs:
        with suppress(OSError, ValueError):  # a name that is no path at all is reported where it is read
            if Path(name).samefile(output):
                raise typer.BadParameter(f"{output} is an input too; name another file for records", param_hint="-o")


def _reader(model: bool | None) -> Reader:
    from khabar.encoder import wanted_encoder
    from khabar.reader import Reader

    return Reader(tagger=wanted_encoder(model))
