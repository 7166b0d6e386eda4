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

    from khabar.cli.commands import app

    command: Any = typer.main.get_command(app)
    pages = [NOTE + CLI, _help(command, "khabar")]
    for name, sub in command.commands.items():
        pages.append(_help(command, f"khabar {name}"))
        pages += [_help(command, f"khabar {name} {inner}") for inner in getattr(sub, "commands", ())]
    rows = [f"| `{s.variable}` | `{s.default!r}` | {s.help} |\n" for s in SETTINGS]
    pages.append("\n## Settings\n\n| variable | default | what it does |\n|---|---|---|\n" + "".join(rows))
    return "".join(pages)


def _help(root: Any, name: str) -> str:
    context = root.context_class(root, info_name="khabar", terminal_width=100)
    for word in name.split()[1:]:
        command = context.command.commands[word]
        context = command.context_class(command, info_name=word, parent=context, terminal_width=100)
    lines = (line.rstrip() for line in context.command.get_help(context).splitlines())
    return f"\n## {name}\n\n```text\n" + "\n".join(lines) + "\n```\n"


PYTHON = """# Python

Everything that a program needs is in `khabar`; names load when they are first used. The objects are frozen pydantic
models, described on the page of [the record](record.md).

```python
import khabar

reader = khabar.Reader()  # by grammar alone; Reader(tagger=khabar.wanted_encoder()) adds the encoder
page = khabar.Page("نفى المجلس المحلي قصف السوق.", "note-1", "text", published="2024-03-11")
record = reader.read(page)
(statement,) = record.statements
assert statement.act == "deny"
assert record.report.text[statement.content.start : statement.content.end] == statement.content.text
assert khabar.Record.model_validate_json(record.to_json()) == record
```

Incidents are made of records, as `khabar compare` makes them; their type stands on the page of
[the incident](incident.md):

```python
from khabar.incidents import compare

incidents = compare([record.to_dict()], reader.lexicon)
assert isinstance(incidents, tuple)
```

A part may be replaced by one of your own: a tagger is anything with the method of `khabar.encoder.Tagger`, a vocabulary
any folder of books given to `khabar.lexicon.load_lexicon`.
"""


def python_page() -> str:
    """The page on the library: every public name with its signature and what it says of itself."""
    import khabar

    pages = [NOTE + PYTHON]
    for name in sorted(khabar.__all__, key=str.lower):
        thing = getattr(khabar, name)
        pages.append(f"\n## khabar.{name}\n\n")
        if not inspect.isclass(thing) or not issubclass(thing, BaseModel | Exception):
            pages.append(f"```text\n{_signature(name, thing)}\n```\n\n")
        pages.append(inspect.cleandoc(thing.__doc__ or "") + "\n")
        if inspect.isclass(thing):
            pages += [f"\n{line}" for line in _methods(name, thing)]
    return "".join(pages)


def _methods(name: str, thing: type) -> Iterator[str]:
    for key, method in vars(thing).items():
        if inspect.isfunction(method) and not key.startswith("_") and method.__doc__:
            yield f"```text\n{_signature(f'{name}.{key}', method)}\n```\n\n{inspect.cleandoc(method.__doc__)}\n"


def _signature(name: str, thing: Any) -> str:
    given = inspect.signature(thing)
    parts: list[str] = []
    for parameter in given.parameters.values():
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and "*" not in parts:
            parts.append("*")
        default = "" if parameter.default is inspect.Parameter.empty else f" = {parameter.default!r}"
        annotation = str(parameter.annotation).replace("'", "")
        parts += [f"{parameter.name}: {annotation}{default}"] if parameter.name != "self" else []
    back = str(given.return_annotation).replace("'", "")
    end = "" if back == "None" or given.return_annotation is inspect.Signature.empty else f" -> {back}"
    one = f"{name}({', '.join(parts)}){end}"
    return one if len(one) <= 100 else f"{name}(\n    " + ",\n    ".join(parts) + f",\n){end}"


API = """# The desk over JSON

`khabar desk` serves the same archive as JSON under `/api/v1`; its OpenAPI document, from which this page is made, is at
`/api/v1/openapi.json`.

{about}

Answers that every operation may give:

{common}
"""


def api_page() -> str:
    """The page on the desk's API: every operation with its parameters and the answers of its own."""
    from khabar.desk.api import make_api
    from khabar.lexicon import load_lexicon

    document = make_api(load_lexicon()).openapi()
    operations = [(f"{m.upper()} {p}", o) for p, methods in document["paths"].items() for m, o in methods.items()]
    shared = set.intersection(*({*o["responses"]} for _, o in operations)) - {"200"}
    common = {c: operations[0][1]["responses"][c]["description"] for c in sorted(shared)}
    pages = [NOTE, API.format(about=document["info"]["description"], common=_codes(common))]
    for name, operation in operations:
        pages.append(f"\n## {name}\n\n{operation.get('description', '').strip()}\n")
        rows = [f"| `{p['name']}` | {_in(p)} | {p.get('description', '')} |\n" for p in operation.get("parameters", ())]
        if rows:
            pages.append("\n| parameter | in | |\n|---|---|---|\n" + "".join(rows))
        own = {c: a["description"] for c, a in operation["responses"].items() if c not in shared | {"200"}}
        pages.append("\n" + _codes(own) if own else "")
    return "".join(pages)


def _codes(answers: dict[str, str]) -> str:
    return "".join(f"- {code}: {meaning}\n" for code, meaning in answers.items())


def _in(parameter: dict[str, Any]) -> str:
    return f"{parameter['in']}, needed" if parameter.get("required") else str(parameter["in"])


PAGES = {
    "python.md": python_page,
    "api.md": api_page,
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
