"""The `khabar` command."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def root() -> None:
    """Khabar reads Arabic news into evidence one can cite."""


@app.command()
def read(
    inputs: list[str],
    published: str | None = None,
    publisher: str | None = None,
    format: str = "json",
    output: Annotated[Path | None, typer.Option("-o")] = None,
    model: bool = True,
) -> None:
    """Read reports into records."""
    from khabar.objects import Page
    from khabar.reader import Reader

    reader = Reader()
    pages = []
    for name in inputs:
        if name.endswith(".jsonl"):
            for line in Path(name).read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                pages.append(
                    Page(row.get("html") or row["text"], row["id"], "html" if row.get("html") else "text",
                         url=row.get("url"), publisher=row.get("publisher"), title=row.get("title"),
                         published=row.get("published"))
                )  # fmt: skip
        else:
            pages.append(Page(Path(name).read_bytes(), name, published=published, publisher=publisher))
    records = [reader.read(p) for p in pages]
    text = "".join(r.to_json(None if format == "jsonl" else 2) + "\n" for r in records)
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def main() -> None:
    """Entry point."""
    app()
