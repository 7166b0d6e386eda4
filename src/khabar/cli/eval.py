"""`khabar eval`: how well a reader reads the gold reports."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from khabar.evaluation.gold_set import GoldReport
    from khabar.evaluation.readers import Records
    from khabar.evaluation.score import Result


class Room(StrEnum):
    """What can be scored alone; typer takes repeated choices only as an enumeration."""

    times = "times"
    counts = "counts"
    entities = "entities"
    links = "links"
    statements = "statements"
    events = "events"


def eval_(
    gold: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder with reports/ and marks/, as eval/gold of the sources.")
    ] = Path("eval/gold"),
    reader: Annotated[
        str | None,
        typer.Option(metavar="COMMAND", help="Any reader: is given a .jsonl of reports ({} or last), prints records."),
    ] = None,
    records: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A .jsonl of records already made, by report.source_id.")
    ] = None,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="How far the two readers who marked the reports agree.")
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Only say what is wrong in the gold files.")] = False,
    room: Annotated[list[Room] | None, typer.Option(help="Score this room alone; may be repeated.")] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every error there, marked in its report.")
    ] = None,
    floors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Exit with 1 where a room is below its floor in FILE.")
    ] = None,
    model: Annotated[
        bool | None,
        typer.Option("--model/--no-model", help="Khabar with its encoder, or by grammar alone.", show_default=False),
    ] = None,
) -> None:
    """Score a reader against gold reports: this Khabar, any other command, or records already made.

    A figure is F1 (for a share, the share); the brackets hold 95 of 100 draws of the reports with replacement. The last
    line is the mean of the rooms' first figures.

    \b
    Examples:
      khabar eval
      khabar eval --no-model --room times --room counts --html errors.html
      khabar eval --reader "other-reader --jsonl"
      khabar eval --agreement
    \b
    Exit codes: 0 scored; 1 a floor is broken, or --check found faults; 2 nothing could be scored.
    """
    if check:
        _check(gold)
        return
    from khabar.evaluation.agreement import agreement as agree
    from khabar.evaluation.gold_set import load_gold
    from khabar.evaluation.score import ROOMS, evaluate

    if sum((agreement, reader is not None, records is not None)) > 1:
        raise typer.BadParameter("choose one of --reader, --records and --agreement", param_hint="--reader")
    rooms = tuple(r for r in ROOMS if not room or r in room)
    if agreement:
        result, reports = agree(gold, rooms=rooms), None
    else:
        reports = load_gold(gold)
        made, used = _records(reports, reader, records, model)
        result = evaluate(reports, made, rooms)
    _show(result, rooms)
    if html is not None and reports is not None:
        _write(reports, result, html)
    if floors is not None and not agreement:
        _hold(result, floors, used)


def _check(gold: Path) -> None:
    from khabar.evaluation.gold_set import check, state

    faults = list(check(gold))
    for fault in faults:
        print(fault)
    print(f"{state(gold)}; {len(faults) or 'no'} faults")
    if faults:
        raise typer.Exit(1)


def _records(
    gold: tuple[GoldReport, ...], command: str | None, file: Path | None, model: bool | None
) -> tuple[Records, str]:
    """The records of the reader asked for, and under which name its floors stand."""
    from khabar.evaluation.readers import by_command, by_file, by_khabar

    sources = [r.source for r in gold]
    if command is not None:
        return by_command(sources, command), "reader"
    if file is not None:
        return by_file(file), "records"
    from khabar.encoder import wanted_encoder

    tagger = wanted_encoder(model)
    return by_khabar(sources, tagger), "grammar" if tagger is None else "model"


def _show(result: Result, rooms: tuple[str, ...]) -> None:
    from khabar.evaluation.score import HEADLINES

    for figure in result.figures:
        tally = figure.tally
        first = "*" if figure.name in HEADLINES.values() else " "
        shares = "" if tally.said == tally.wanted else f"  P {tally.precision:.3f}  R {tally.recall:.3f}"
        between = f"[{figure.low:.3f} {figure.high:.3f}]"
        print(f"{first} {figure.name:46} {tally.f1:.3f} {between}{shares}  of {tally.wanted:.0f}")
    for group, figures in result.groups.items():
        number = max((n for n, _ in figures.values()), default=0)
        shown = "  ".join(f"{room} {f1:.3f}" for room, (_, f1) in figures.items())
        print(f"  {group:20} {number:>3} reports  {shown}")
    scored = [f for room in rooms if (f := result.headline(room)) is not None]
    each = ", ".join(f"{room} {f:.3f}" for room in rooms if (f := result.headline(room)) is not None)
    mean = sum(scored) / len(scored) if scored else 0.0
    print(f"eval mean {mean:.3f} of {len(result.sheets)} reports ({each})")


def _write(gold: tuple[GoldReport, ...], result: Result, html: Path) -> None:
    from khabar.cli.output import open_target
    from khabar.evaluation.errors_page import errors_page

    with open_target(html) as target:
        target.stream.writelines(errors_page(gold, result))
        target.keep()


def _hold(result: Result, floors: Path, reading: str) -> None:
    from khabar.evaluation.floors import broken, load_floors

    lines = broken(result, load_floors(floors).get(reading, {}))
    for line in lines:
        print(f"khabar: {line}", file=sys.stderr)
    if lines:
        raise typer.Exit(1)
