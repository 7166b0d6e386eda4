"""`khabar verify`: is what was kept still what was kept."""

from __future__ import annotations

import sys

import typer

from khabar.cli.archive import DEFAULT, Pages, Where


def verify(archive: Where = DEFAULT, pages: Pages = None) -> None:
    """Hash every page, record and text of an archive again and compare.

    \b
    Example:
      khabar verify --archive team.db
    \b
    Exit codes: 0 everything is as it was kept; 1 something is not, each is named; 2 the archive cannot be opened.
    """
    from khabar.store import open_archive
    from khabar.store import verify as look

    with open_archive(archive, pages=pages) as opened:
        done = look(opened)
    for fault in done.faults:
        print("khabar:", " ".join(fault.split()), file=sys.stderr)
    verdict = f"{len(done.faults)} faults" if done.faults else "all as they were kept"
    print(f"{done.pages} pages, {done.blobs} bodies, {done.records} records, {done.texts} texts: {verdict}")
    if done.faults:
        raise typer.Exit(1)
