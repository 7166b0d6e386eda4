"""Records → other programs: one format, one file."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Literal, get_args

from khabar.export.rows import Exporter

Format = Literal[
    "plover", "acled", "ucdp", "geojson", "parquet", "annotations", "bayanat", "followthemoney", "timeml", "records"
]
FORMATS: tuple[str, ...] = get_args(Format)


def make_exporter(format_: Format, text: IO[str], data: IO[bytes]) -> Exporter:
    """The writer of a format, on the output as text or as bytes; what one format needs is imported for it alone."""
    if format_ == "parquet":
        from khabar.export.parquet import ParquetWriter

        return ParquetWriter(data)
    return _text_writer(format_)(text)


def _text_writer(format_: Format) -> Callable[[IO[str]], Exporter]:
    from importlib import import_module

    homes = {
        "plover": ("plover", "PloverWriter"), "acled": ("acled", "AcledWriter"), "ucdp": ("ucdp", "UcdpWriter"),
        "geojson": ("geojson", "GeoJsonWriter"), "annotations": ("web_annotation", "WebAnnotationWriter"),
        "bayanat": ("bayanat", "BayanatWriter"), "followthemoney": ("followthemoney", "FollowTheMoneyWriter"),
        "timeml": ("timeml", "TimeMlWriter"), "records": ("lines", "LinesWriter"),
    }  # fmt: skip
    module, name = homes[format_]
    found: Callable[[IO[str]], Exporter] = getattr(import_module(f"khabar.export.{module}"), name)
    return found


__all__ = ["FORMATS", "Exporter", "Format", "make_exporter"]
