"""Write the pages of `docs/` that are made of the code: of the types, the commands and the settings.

Run after changing either: `just docs`; a test compares the pages with what this script makes.
"""

from __future__ import annotations

import inspect
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from khabar import objects
from khabar.incidents import Incident
from khabar.settings import SETTINGS

DOCS = Path(__file__).parent.parent / "docs"
NOTE = "<!-- made by scripts/document.py: change the code, then run `just docs` -->\n"

RECORD = """# The record

What reading one report gives: one JSON object, one a line in `.jsonl`, UTF-8. `khabar schema` prints the same as JSON
Schema. All offsets are Unicode code points into `report.text`, `start` inclusive, `end` exclusive, and
`report.text[start:end]` is exactly the `text` beside them. Unknown is `null`, never a guess. Fields may be added to a
record, none is renamed or dropped. Ids (`e1`, `t1`, `s1`, `v1`) hold within one record.
"""

CLI = """# The command line

Records go to standard output or to `-o FILE`, everything else to standard error. Exit codes: 0 all was read; 1 some
inputs were not, and each is named; 2 nothing was, or the command was wrong; 130 interrupted.
"""


INCIDENT = """# The incident

What `khabar compare` gives: one JSON object an incident, from the records of the reports that tell of it.
"""


def types_page(intro: str, first: type[BaseModel]) -> str:
    """A page on a type: one section a type, this one first, then those it is made of in the order they are used."""
    order = [first]
    for model in order:
        for field in model.model_fields.values():
            order += [m for m in _models(field.annotation) if m not in order]
    return NOTE + intro + "".join(_section(model) for model in order)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _section(model: type[BaseModel]) -> str:
    rows = [
        f"| `{field.alias or name}` | {_type(field.annotation)} | {_default(field)} |\n"
        for name, field in model.model_fields.items()
    ]
    text = inspect.cleandoc(model.__doc__ or "")
    return f"\n## {model.__name__}\n\n{text}\n\n| field | holds | when not given |\n|---|---|---|\n{''.join(rows)}"


def _default(field: Any) -> str:
    if field.is_required():
        return "always given"
    if field.default is None:
        return "`null`"
    if isinstance(field.default, BaseModel):
        return "all unknown"
    return "`[]`" if field.default == () else f"`{field.default!r}`".replace("'", '"').replace("False", "false")


def _type(annotation: Any) -> str:
    """A type in words: `text or null`, `list of Span`, `one of …`."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return "one of " + ", ".join(f"`{a}`" for a in arguments) if len(arguments) > 1 else f"`{arguments[0]}`"
    if origin in (Union, types.UnionType):
        known = [_type(a) for a in arguments if a is not type(None)]
        return " or ".join(known) + (" or null" if type(None) in arguments else "")
    if origin is tuple and arguments[-1] is Ellipsis:
        return f"list of {_type(arguments[0])}"
    if origin is tuple:
        return f"[{', '.join(_type(a) for a in arguments)}]"
    if origin is dict:
        return f"object: {_type(arguments[0])} to {_type(arguments[1])}"
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return {str: "text", int: "whole number", float: "number", bool: "true or false"}[annotation]


def cli_page() -> str:
    """The page on commands and settings, as `--help` prints them at a width of 100."""
    os.environ |= {"COLUMNS": "100", "TERMINAL_WIDTH": "100"}
    import typer

    from khabar.cli.main import app

    command: Any = typer.main.get_command(app)
    pages = [NOTE + CLI, _help(command, "khabar", command)]
    pages += [_help(command, f"khabar {name}", sub) for name, sub in command.commands.items()]
    rows = [f"| `{s.variable}` | `{s.default!r}` | {s.help} |\n" for s in SETTINGS]
    pages.append("\n## Settings\n\n| variable | default | what it does |\n|---|---|---|\n" + "".join(rows))
    return "".join(pages)


def _help(root: Any, name: str, command: Any) -> str:
    parent = command.context_class(root, info_name="khabar", terminal_width=100) if command is not root else None
    context = command.context_class(command, info_name=name.split()[-1], parent=parent, terminal_width=100)
    lines = (line.rstrip() for line in command.get_help(context).splitlines())
    return f"\n## {name}\n\n```text\n" + "\n".join(lines) + "\n```\n"


PAGES = {
    "record.md": lambda: types_page(RECORD, objects.Record),
    "incident.md": lambda: types_page(INCIDENT, Incident),
    "cli.md": cli_page,
}


def main() -> None:
    """Write the pages."""
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")
        print(f"docs/{name}", file=sys.stderr)


if __name__ == "__main__":
    main()
