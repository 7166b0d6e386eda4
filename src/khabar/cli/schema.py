"""`khabar schema`: the contract of the record, for other programs."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Print the JSON Schema of a record.

    \b
    Example:
      khabar schema > record.schema.json
    """
    from khabar.objects import Record

    typer.echo(json.dumps(Record.model_json_schema(by_alias=True), ensure_ascii=False, indent=2))
