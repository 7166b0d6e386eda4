"""`khabar desk`: the review desk in the browser."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from khabar.cli.archive import DEFAULT, Pages, Where

_NEEDED = ("fastapi", "uvicorn", "jinja2", "argon2", "python_multipart")


def desk(
    archive: Where = DEFAULT,
    pages: Pages = None,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; elsewhere than this machine people sign in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8642,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the desk in the browser.")] = True,
    https: Annotated[bool, typer.Option("--https", help="Browsers reach it over HTTPS, through a proxy.")] = False,
    proxy_header: Annotated[
        str | None, typer.Option(metavar="HEADER", help="Header in which a proxy names who is signed in.")
    ] = None,
    proxy_from: Annotated[
        list[str] | None, typer.Option(metavar="ADDRESS", help="Proxy that is believed; may be given again.")
    ] = None,
    prefix: Annotated[
        str, typer.Option(metavar="PATH", help="Path under which the proxy serves it, such as /khabar.")
    ] = "",
    tiles: Annotated[
        str | None, typer.Option(metavar="URL", help="Tile server for the maps: https://host/{z}/{x}/{y}.png.")
    ] = None,
) -> None:
    """Read, check and correct the archive in the browser.

    On this machine's own address nobody signs in. For a team, put the archive in PostgreSQL, add people with `khabar
    people add`, and listen with --host: then everyone signs in, with a password or through the proxy of --proxy-header.

    \b
    Examples:
      khabar desk                                  the archive khabar.db of this folder
      khabar desk --archive team.db --port 9000 --no-open
      khabar desk --archive postgresql://khabar@localhost/khabar --host 0.0.0.0

    \b
    Exit codes: 0 stopped; 2 the archive or the address cannot be used.
    """
    from khabar.errors import ExtraMissing, InputError

    if any(find_spec(name) is None for name in _NEEDED):
        raise ExtraMissing('the desk needs more than the base install; run: pip install "khabar[desk]"')
    from khabar.desk.security import Access
    from khabar.desk.serve import is_own, serve
    from khabar.store import open_archive
    from khabar.store.people import has_people

    with open_archive(archive, pages=pages) as opened:
        peopled = has_people(opened)
        team = peopled or not is_own(host) or "://" in archive
        if team and not peopled:
            raise InputError("nobody could sign in; add an admin first: khabar people add NAME --role admin")
        access = Access(
            team=team, proxy_header=proxy_header, proxy_from=tuple(proxy_from or ()), https=https, prefix=prefix,
            tiles=tiles,
        )
        serve(opened, access, host, port, browser)
