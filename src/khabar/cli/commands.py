"""The `khabar` command: its sub-commands and what they share."""

from __future__ import annotations

from typing import Annotated

import typer

from khabar import __version__
from khabar.cli import bulk, gazetteer, people
from khabar.cli.collect import collect
from khabar.cli.compare import compare
from khabar.cli.desk import desk
from khabar.cli.eval import eval_
from khabar.cli.export import export
from khabar.cli.import_ import import_
from khabar.cli.read import read
from khabar.cli.schema import schema
from khabar.cli.search import search
from khabar.cli.verify import verify

app = typer.Typer(
    name="khabar",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"khabar {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which Khabar this is.")
    ] = False,
) -> None:
    """Khabar reads Arabic news into evidence one can cite: who did what to whom, and who says so.

    Every span, number and name it prints stands in the report; what the report does not say is null.

    \b
    Start here:
      khabar read report.html                      what a page says, as a sheet in the terminal
      khabar read report.txt --published 2018-08-16 --format json
      khabar COMMAND --help                        more on one command
    """


app.command()(read)
app.command()(compare)
app.command()(collect)
app.command()(search)
app.command()(export)
app.command()(desk)
app.command("import")(import_)
app.command()(verify)
app.command("eval")(eval_)
app.command()(schema)
app.add_typer(people.app, name="people")
app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(bulk.app, name="bulk")
