"""`khabar bulk`: archives too large for one machine, on Spark."""

from __future__ import annotations

import sys
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
WorkerMemory = Annotated[
    str | None, typer.Option(metavar="SIZE", help="Bound on the memory of each Python worker, as 2g.")
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
    worker_memory: WorkerMemory = None,
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
      khabar bulk s3a://bucket/crawl/ s3://bucket/records --master spark://host:7077 --worker-memory 2g
    \b
    Exit codes: 0 every shard is there (failed pages are told in OUTPUT/failures); 1 some shards are not, each is
    named; 2 nothing was read, or the command was wrong.
    """
    from khabar.bulk.pieces import pieces_of
    from khabar.bulk.progress import Progress
    from khabar.bulk.remote import listing
    from khabar.bulk.run import carry_out, claimed, make_job, make_plan
    from khabar.bulk.spark import read_all, session

    if len(paths) < 2:
        raise typer.BadParameter("name at least one input and, last, the output", param_hint="OUTPUT")
    *inputs, output = paths
    job = make_job(output, _with_model(model), prefilter)
    with claimed(job.output) as place, session(master, worker_memory, _pairs(conf)) as spark:
        pieces, left_out = pieces_of(inputs, split << 20, lambda uri: listing(spark, uri))
        for failure in left_out:
            _say(f"{failure.source_id} {failure.reason}")
        plan = make_plan(job, pieces, reread)
        _announce(plan, spark.sparkContext.uiWebUrl)
        with Progress(place, len(plan.todo)) as progress:
            outcome = carry_out(plan, lambda job, todo: read_all(spark, job, todo, progress))
    _report(outcome, output)
    if outcome.errors:
        raise typer.Exit(1 if outcome.manifests else 2)


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
    watch = f"; Spark's own page: {page}" if page and plan.todo else ""
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
