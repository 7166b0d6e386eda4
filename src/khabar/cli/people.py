"""`khabar people`: who works on an archive, for a desk that people sign in to."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from khabar.cli.archive import DEFAULT, Where

if TYPE_CHECKING:
    from khabar.store import Archive

app = typer.Typer(no_args_is_help=True, help="People who sign in to the desk, and their keys to the API.")
_Role = Literal["reader", "analyst", "senior", "admin"]
_Name = Annotated[str, typer.Argument(metavar="NAME", help="As the audit will show it.")]
_NoPassword = Annotated[bool, typer.Option("--no-password", help="A reverse proxy signs them in.")]


@app.callback()
def root() -> None:
    """People who sign in to the desk, and their keys to the API."""


@app.command()
def add(
    name: _Name,
    role: Annotated[_Role, typer.Option(help="reader, analyst, senior or admin.")] = "analyst",
    archive: Where = DEFAULT,
    no_password: _NoPassword = False,
) -> None:
    """Add someone; the password is asked for, or read from the input where that is no terminal.

    Readers read. Analysts correct and check; the second check is another analyst's. Seniors make a report final and
    take any back. Admins keep the list of people. From the first person on everyone signs in, on this machine too.

    \b
    Example:
      khabar people add سلمى --role admin --archive postgresql://khabar@localhost/khabar
    """
    from khabar.store.people import add_person

    password = None if no_password else _password()
    with _opened(archive) as opened:
        add_person(opened, name, role, password)
    typer.echo(f"{name} was added as {role}", err=True)


@app.command("list")
def list_(archive: Where = DEFAULT) -> None:
    """Say who works here, a line each: name, role, and whether they still do."""
    from khabar.store.people import people_of

    with _opened(archive) as opened:
        for person in people_of(opened):
            typer.echo(f"{person.name}\t{person.role}\t{'active' if person.active else 'gone'}")


@app.command()
def change(
    name: _Name,
    role: Annotated[_Role | None, typer.Option(help="A new role.")] = None,
    active: Annotated[
        bool | None, typer.Option("--back/--gone", help="Let them go, which ends their sessions and keys, or back.")
    ] = None,
    password: Annotated[bool, typer.Option("--password", help="Ask for a new password.")] = False,
    archive: Where = DEFAULT,
) -> None:
    """Change a role or a password, let someone go or take them back; nobody is removed, the audit names them."""
    from khabar.errors import InputError
    from khabar.store.people import change_person

    if role is None and active is None and not password:
        raise InputError("nothing to change; name --role, --gone, --back or --password")
    given = _password() if password else None
    with _opened(archive) as opened:
        change_person(opened, name, role=role, active=active, password=given)
    typer.echo(f"{name} was changed", err=True)


@app.command()
def token(
    name: _Name,
    label: Annotated[str, typer.Option(help="What the key is for.")],
    role: Annotated[_Role, typer.Option(help="What it may do at most.")] = "reader",
    days: Annotated[int, typer.Option(min=1, max=3650, help="How long it works.")] = 365,
    archive: Where = DEFAULT,
) -> None:
    """Make a key to the API and print it: it is not kept, and never shown again."""
    from khabar.store.people import add_token

    with _opened(archive) as opened:
        _, secret = add_token(opened, name, label, role, days=days)
    typer.echo(secret)


def _opened(archive: str) -> Archive:
    from khabar.store import open_archive

    return open_archive(archive)


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password (12 characters or more)", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
