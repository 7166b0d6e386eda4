"""`khabar bulk`: archives too large for one machine, on Spark."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from khabar.bulk.run import Outcome, Plan

Master = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Spark's master; default local[*], or what `spark-submit` was told."),
]
Conf = Annotated[
    list[str] | None, typer.Option("--conf", metavar="NAME=VALUE", help="Any setting of Spark's; several times.")
]


class ReadFirst(TyperGroup):
    """A group of commands in which `read` need not be named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """`khabar bulk INPUT… OUTPUT` is `khabar bulk read INPUT… OUTPUT`."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["read", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=ReadFirst, no_args_is_help=True)


@app.callback()
def root() -> None:
    """Archives too large for one machine, on Spark.

    \b
    Start here (`read` may be left out):
      khabar bulk archives/ out/                              every WARC of a folder, on all cores
      khabar bulk compare out/ -o incidents.jsonl             what of it tells of one thing
      khabar bulk aggregate out/ --by day,country,type -o events.csv
    \b
    Needs khabar[bulk] and Java 17 or newer. docs/bulk.md: clusters, what it costs, what holds after a failure.
    """


@app.command()
def read(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="INPUT... OUTPUT", help="Archives, tables, folders, lists, URIs; last, where to write."),
    ],
    master: Master = None,
    model: Annotated[
        bool | None,
        typer.Option("--model/--no-model", help="Use the encoder, or grammar and lexicon alone.", show_default=False),
    ] = None,
    prefilter: Annotated[
        Literal["off", "arabic", "deeds"],
        typer.Option(help="Pass over, unread: nothing; what is not Arabic; also what holds no word of a deed."),
    ] = "arabic",
    reread: Annotated[
        bool, typer.Option("--reread", help="Read again what another version or other settings have read.")
    ] = False,
    split: Annotated[int, typer.Option(metavar="MB", min=1, help="Tables longer than this are cut into shards.")] = 64,
    worker_memory: Annotated[
        int | None, typer.Option(metavar="MB", min=300, help="Bound on each Python worker; a page beyond it fails.")
    ] = None,
    conf: Conf = None,
) -> None:
    """Read archives of pages into shards of records.

    INPUT is a WARC or WET (.warc, .warc.gz, .wet.gz), a table of pages (.jsonl, .jsonl.gz, .parquet with the columns
    text or html, and id, url, publisher, title, published where known), a folder, a list of inputs (.txt, .paths), or
    a URI that Spark has a connector for (s3a://, hdfs://). OUTPUT is a folder that all workers see, or s3:// or hdfs://.

    A shard is one archive or one part of a table: a Parquet file of records in OUTPUT/records, one of pages that
    failed in OUTPUT/failures, and a manifest in OUTPUT/manifests, written last. What is finished is never read again:
    after any failure run the same command once more.

    \b
    Examples:
      khabar bulk archives/ out/
      khabar bulk pages.parquet more.jsonl out/ --master 'local[2]' --no-model
      khabar bulk s3a://bucket/crawl/ s3://bucket/records --master spark://host:7077 --worker-memory 1500
    \b
    Exit codes: 0 every shard is there (failed pages are told in OUTPUT/failures); 1 some shards are not, each is
    named; 2 nothing was read, or the command was wrong.
    """
    from khabar.bulk.pieces import pieces_of
    from khabar.bulk.progress import Progress
    from khabar.bulk.remote import listing
    from khabar.bulk.run import carry_out, claimed, make_job, make_plan
    from khabar.bulk.spark import read_all, require, session

    if len(paths) < 2:
        raise typer.BadParameter("name at least one input and, last, the output", param_hint="OUTPUT")
    *inputs, output = paths
    require()
    given = _pairs(conf)
    job = make_job(output, _with_model(model), prefilter, worker_memory)
    with ExitStack() as stack:
        engine = cache(lambda: stack.enter_context(session(master, given)))  # not started for nothing
        pieces, left_out = pieces_of(inputs, split << 20, lambda uri: listing(engine(), uri))
        for failure in left_out:
            _say(f"{failure.source_id} {failure.reason}")
        place = stack.enter_context(claimed(job.output))
        plan = make_plan(job, pieces, reread)
        _announce(plan, engine().sparkContext.uiWebUrl if plan.todo else None)
        with Progress(place, len(plan.todo)) as progress:
            outcome = carry_out(plan, lambda job, todo: read_all(engine(), job, todo, progress))
    _report(outcome, output)
    if outcome.errors:
        raise typer.Exit(1 if outcome.manifests else 2)


@app.command()
def compare(
    output: Annotated[str, typer.Argument(metavar="OUTPUT", help="Where `khabar bulk` wrote.")],
    file: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="One .jsonl instead of the table OUTPUT/incidents."),
    ] = None,
    master: Master = None,
    conf: Conf = None,
) -> None:
    """Set all reports of OUTPUT's records side by side, as `khabar compare` does, and with the same results.

    Writes the table OUTPUT/incidents (Parquet; its column json is the incident as `khabar compare` writes it), whole or
    not at all. A page that was captured again with another text is taken once, the earliest.

    \b
    Examples:
      khabar bulk compare out/
      khabar bulk compare out/ -o incidents.jsonl
    """
    from khabar.bulk.incidents import SCHEMA
    from khabar.bulk.incidents import compare as compare_all
    from khabar.bulk.spark import readable, session, watched
    from khabar.cli.output import open_target

    files = _tables(output)
    with session(master, _pairs(conf)) as spark:
        found = watched(spark, lambda: compare_all(spark, files), _silent)
        if found.again:
            _say(f"{found.again} captures of a page with another text are left out")
        if file is None:
            target = readable(output, "incidents")
            table = spark.createDataFrame(found.rows, SCHEMA)
            watched(spark, lambda: table.write.mode("overwrite").parquet(target), _silent)
            _say(f"incidents in {target}")
            return
        count = 0
        with open_target(file) as target_:
            for row in found.rows.toLocalIterator():
                target_.stream.write(row[-1] + "\n")
                count += 1
            target_.keep()
    _say(f"{count} incidents in {file}")


@app.command()
def aggregate(
    output: Annotated[str, typer.Argument(metavar="OUTPUT", help="Where `khabar bulk` wrote.")],
    by: Annotated[
        str, typer.Option(metavar="COLUMNS", help="Of day month place country admin1 type mode acled status publisher.")
    ] = "day,place,type",
    of: Annotated[
        Literal["events", "incidents"], typer.Option(help="Count these; incidents once `compare` has written them.")
    ] = "events",
    every_status: Annotated[
        bool, typer.Option("--every-status", help="Count also what is denied, planned, proposed or imagined.")
    ] = False,
    file: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, whole or not at all.")
    ] = None,
    format: Annotated[Literal["csv", "jsonl"], typer.Option("--format", "-f", help="Form of the table.")] = "csv",
    master: Master = None,
    conf: Conf = None,
) -> None:
    """Count events by day, place, type and the like.

    Events are counted with the reports and publishers that tell of them; what is unknown stays an empty cell. A day
    is only given to an event of one day. Incidents are counted by day, month, place, type and mode.

    \b
    Examples:
      khabar bulk aggregate out/ -o events.csv
      khabar bulk aggregate out/ --by month,country,type --every-status
      khabar bulk aggregate out/ --of incidents --by month,type
    """
    import json

    from khabar.bulk.aggregate import aggregate_events, aggregate_incidents
    from khabar.bulk.spark import readable, session
    from khabar.cli.output import open_target
    from khabar.export.rows import Table

    columns = [name.strip() for name in by.split(",") if name.strip()]
    files = _tables(output)
    with session(master, _pairs(conf)) as spark, open_target(file) as target:
        if of == "events":
            table = aggregate_events(spark, files, columns, every_status)
        else:
            table = aggregate_incidents(spark, readable(output, "incidents"), columns)
        rows = Table(target.stream, table.columns) if format == "csv" else None
        for row in table.toLocalIterator():
            if rows is None:
                target.stream.write(json.dumps(row.asDict(), ensure_ascii=False) + "\n")
            else:
                rows.row(row.asDict())
        target.keep()


@app.command()
def records(
    output: Annotated[str, typer.Argument(metavar="OUTPUT", help="Where `khabar bulk` wrote.")],
    file: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, whole or not at all.")
    ] = None,
) -> None:
    """Write the records of all finished shards as .jsonl, each the same bytes that `khabar read` gives. Needs no Spark.

    \b
    Example:
      khabar bulk records out/ -o records.jsonl
    """
    from khabar.bulk.places import place_of
    from khabar.bulk.shard import finished, lines_of
    from khabar.cli.output import open_target

    place = place_of(output)
    with open_target(file) as target:
        for manifest in _known(output, finished(place)).values():
            for line in lines_of(place, manifest):
                target.stream.write(line + "\n")
        target.keep()


def _known(output: str, manifests: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    from khabar.errors import InputError

    if not manifests:
        raise InputError(f"{output} holds no finished shard; make some with `khabar bulk INPUT... {output}`")
    if len({m["fingerprint"] for m in manifests.values()}) > 1:
        _say(f"the shards in {output} were read by more than one version or with different settings")
    return manifests


def _tables(output: str) -> list[str]:
    """The tables of records of all finished shards, as Spark is to call them."""
    from khabar.bulk.places import place_of
    from khabar.bulk.shard import RECORDS, finished
    from khabar.bulk.spark import readable

    manifests = _known(output, finished(place_of(output)))
    return [readable(output, m["files"][RECORDS]["name"]) for m in manifests.values()]


def _silent(lost: int) -> None:
    """Nothing is told while it works."""


def _with_model(model: bool | None) -> bool:
    """Whether the encoder will be used; raises `ModelMissing` here rather than in every worker."""
    from khabar.encoder import wanted_encoder

    return wanted_encoder(model) is not None


def _pairs(conf: list[str] | None) -> dict[str, str]:
    pairs = [c.partition("=") for c in conf or ()]
    for name, equals, _ in pairs:
        if not name or not equals:
            raise typer.BadParameter(f"{name!r} is no NAME=VALUE", param_hint="--conf")
    return {name: value for name, _, value in pairs}


def _announce(plan: Plan, page: str | None) -> None:
    if plan.others:
        _say(f"{plan.others} shards of other inputs in {plan.job.output} were read by another version or otherwise")
    known = f", {len(plan.done)} are there already" if plan.done else ""
    watch = f"; Spark's own page: {page}" if page else ""
    _say(f"{len(plan.todo)} shards to read{known}{watch}")


def _report(outcome: Outcome, output: str) -> None:
    for error in outcome.errors:
        _say(error)
    counts = outcome.counts
    over = {n.partition(": ")[2]: c for n, c in sorted(counts.items()) if n.startswith("passed over")}
    parts = [f"{counts['pages']} pages", f"{counts['records']} records with {counts['events']} events"]
    parts.append(f"{counts['failures']} failures")
    if over:
        parts.append(f"{sum(over.values())} passed over ({', '.join(f'{n} {c}' for n, c in over.items())})")
    shards = f"{len(outcome.manifests)} shards, {outcome.read} of them read now"
    _say(f"{shards}: {', '.join(parts)}; in {output}")


def _say(line: str) -> None:
    print("khabar:", " ".join(line.split()), file=sys.stderr, flush=True)
