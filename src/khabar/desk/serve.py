"""The desk on a port of this machine until it is stopped."""

from __future__ import annotations

import socket
import sys
import webbrowser
from ipaddress import ip_address

import uvicorn

from khabar.desk.app import create_app
from khabar.desk.page import STATIC
from khabar.desk.security import Access
from khabar.errors import ExtraMissing, OutputError
from khabar.store import Archive


def is_own(host: str) -> bool:
    """Whether only this machine can reach that address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def serve(archive: Archive, access: Access, host: str, port: int, browser: bool) -> None:
    """Serve until interrupted.

    Raises `OutputError` where the address cannot be listened on, and `ExtraMissing` where Khabar was built without what
    browsers are served.
    """
    check_assets()
    taken = listen(host, port)
    number = taken.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{number}/"
    app = create_app(archive, access)
    config = uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False, timeout_keep_alive=30)
    print(f"khabar: the desk is at {address} (Ctrl+C stops it)", file=sys.stderr, flush=True)
    if browser:
        webbrowser.open(address)
    uvicorn.Server(config).run(sockets=[taken])


def check_assets() -> None:
    """Raise `ExtraMissing` where the fonts, scripts and outlines of countries, which come when building, are not."""
    if not (STATIC / "vendor" / ".stamp").exists():
        raise ExtraMissing(
            "the desk's fonts, scripts and maps are missing: Khabar was built with KHABAR_ASSETS=skip;"
            " install it again without, or in a source tree run `just assets`"
        )


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there, open before anyone is told of it."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        taken = socket.socket(family, socket.SOCK_STREAM)
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen(128)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"cannot listen on {host} port {port} ({reason}); name another --port") from error
    return taken
