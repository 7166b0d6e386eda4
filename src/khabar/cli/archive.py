"""What the commands on an archive share."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from khabar.reader import Reader
    from khabar.store import Given

Where = Annotated[
    str, typer.Option("--archive", "-a", metavar="FILE|URL", help="SQLite file, or postgresql://user@host/name.")
]
Pages = Annotated[
    Path | None, typer.Option("--pages", metavar="FOLDER", help="Folder of the WARC files. Default: beside the file.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what went wrong.")]
DEFAULT = "khabar.db"


def describe_reader(reader: Reader) -> Given:
    """By what a record is made, as the archive keeps it: the version, the model and the bounds that shape a record."""
    from khabar import __version__
    from khabar.encoder import MODEL
    from khabar.settings import load_settings
    from khabar.store import Given
    from khabar.store.write import settings_text

    model = None
    if reader.tagger is not None:
        digest = hashlib.sha256()
        for path in sorted(p for p in MODEL.rglob("*") if p.is_file()):
            digest.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
        model = digest.hexdigest()[:16]
    knobs = load_settings()
    settings = {"model": model} | {name: knobs[name] for name in ("max_page_bytes", "max_text_chars")}
    return Given(f"khabar {__version__}", settings_text(settings))
