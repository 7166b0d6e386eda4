"""`khabar gazetteer build`: a country's places, or one's own, as an index that `khabar read` looks names up in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Places of one's own beside those that come with Khabar.")


@app.callback()
def root() -> None:
    """Places of one's own beside those that come with Khabar."""


@app.command()
def build(
    tables: Annotated[
        list[Path], typer.Argument(metavar="TABLE", help="GeoNames country dump, OCHA COD table or CSV, one or more.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The index to write.")],
    country: Annotated[
        str | None, typer.Option(metavar="ISO3", help="Country of rows that name none, as SYR or YEM.")
    ] = None,
) -> None:
    """Compile tables of places into an index.

    A CSV of one's own has the columns name, lat, lon and, where known, aliases (separated by |), kind, country (ISO3)
    and population.

    \b
    Example:
      khabar gazetteer build YE.txt -o yemen.khg --country YEM
      KHABAR_GAZETTEER=yemen.khg khabar read page.html
    """
    from khabar.mentions.gazetteer_build import build_gazetteer

    built = build_gazetteer(tables, output, country)
    typer.echo(f"{built.path}: {built.places} places under {built.spellings} spellings", err=True)
    if built.without_arabic:
        typer.echo(f"{built.without_arabic} rows were left out: they have no Arabic name", err=True)
    typer.echo(f"To read with it: KHABAR_GAZETTEER={built.path} khabar read …", err=True)
