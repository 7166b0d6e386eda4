"""A page from the web: bounded, polite, and never from the inside of one's own network unless allowed."""

from __future__ import annotations

import gzip
import io
import ipaddress
import socket
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from khabar.errors import InputError
from khabar.objects import Failure, Page

if TYPE_CHECKING:
    import httpx

AGENT = "khabar"
_REDIRECTS = (301, 302, 303, 307, 308)
_TYPES = (
    "text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "application/rss+xml",
    "application/atom+xml", "application/feed+json", "application/json", "application/rdf+xml", "application/warc",
)  # fmt: skip
# How servers call a gzip file, which a sitemap may be (sitemaps.org, "Sitemap file requirements").
_PACKED = (
    "application/gzip", "application/x-gzip", "application/x-gunzip", "application/octet-stream",
    "binary/octet-stream",
)  # fmt: skip
_GZIP = b"\x1f\x8b"
_BLOCK = 65_536
_ROBOTS_BYTES = 512_000
_ROBOTS_HOPS = 5

Resolve = Callable[[str, int], list[str]]
Headers = tuple[tuple[str, str], ...]
# What `robots.txt` says, by its address; kept by a caller that fetches many pages of one site.
Robots = dict[str, RobotFileParser | None]


class FetchError(InputError):
    """An address that answered with no page, or not at all.

    `status` is the HTTP status, None where there was no answer; `retry_after` what the server says of the next try.
    """

    def __init__(self, message: str, status: int | None = None, retry_after: str | None = None) -> None:
        """One line, and what a caller needs to decide whether to come again."""
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page with what a later conditional request needs. `data` is None where it has not changed since.

    `asked` and `answered` are the headers of the last request and its response, `status` its code with the phrase.
    """

    url: str
    data: bytes | None
    content_type: str
    charset: str | None
    etag: str | None
    modified: str | None
    status: str = field(default="200 OK", compare=False)
    asked: Headers = field(default=(), compare=False)
    answered: Headers = field(default=(), compare=False)


def open_url(url: str, settings: Mapping[str, int | str | bool]) -> Iterator[Page | Failure]:
    """The page at an address, or the entries of the feed there. Raises `InputError` where it cannot be had."""
    fetched = fetch(url, settings)
    return _pages(fetched, url)


def _pages(fetched: Fetched, url: str) -> Iterator[Page | Failure]:
    from khabar.pages.feed import read_feed
    from khabar.pages.kinds import kind_of

    data = fetched.data or b""
    if kind_of(data[:4096], "page.json" if "json" in fetched.content_type else "") in ("xml", "json"):
        entries = read_feed(data, fetched.url)
        if entries is not None:
            yield from entries
            return
    kind = "text" if fetched.content_type == "text/plain" else "auto"
    yield Page(
        data, url, "text" if kind == "text" else "auto", url=fetched.url, charset=fetched.charset,
        content_type=fetched.content_type,
    )  # fmt: skip


def fetch(
    url: str,
    settings: Mapping[str, int | str | bool],
    *,
    etag: str | None = None,
    modified: str | None = None,
    transport: httpx.BaseTransport | None = None,
    resolve: Resolve | None = None,
    robots: Robots | None = None,
) -> Fetched:
    """Get `url`, following at most `fetch_redirects` redirects, each checked like the first.

    Every host is resolved first and refused where any of its addresses is private, loopback, link-local, multicast or
    reserved, unless `fetch_private` is on; the connection goes to the address that was checked. `robots.txt` is
    honoured, and read once where `robots` is handed in again. `etag` and `modified` (from an earlier `Fetched`) make
    the request conditional. At most `max_page_bytes` are read, unpacked; a feed or sitemap that is a gzip file is
    unpacked, no other file is. Raises `InputError` that says which rule stopped it.
    """
    import httpx

    seconds = float(int(settings["fetch_seconds"]))
    checked = _Checked(resolve or _resolve, bool(settings["fetch_private"]))
    with httpx.Client(
        transport=transport, follow_redirects=False, timeout=seconds, trust_env=False, headers={"User-Agent": AGENT}
    ) as client:
        conditions = {k: v for k, v in (("If-None-Match", etag), ("If-Modified-Since", modified)) if v}
        for _ in range(int(settings["fetch_redirects"]) + 1):
            _ask_robots(client, url, checked, {} if robots is None else robots)
            most = int(settings["max_page_bytes"]) + 1
            response, data = _get(client, url, checked, conditions, most)
            if response.status_code not in _REDIRECTS:
                return _checked_response(url, response, data, most)
            url = _joined(url, response.headers.get("Location", ""))
    raise InputError(f"{url} redirects too often; KHABAR_FETCH_REDIRECTS is the bound")


@dataclass(frozen=True, slots=True)
class _Checked:
    """Resolves hosts and refuses those that lie inside."""

    resolve: Resolve
    private: bool

    def address(self, url: str) -> str:
        """The address to connect to. Raises `InputError` for schemes other than http(s) and for refused hosts."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise InputError(f"{url[:200]} is no address ({error})") from error
        if parts.scheme not in ("http", "https") or not host:
            raise InputError(f"{url[:200]} is no http or https address")
        if parts.username or parts.password:
            raise InputError(f"{host}: addresses with user names are not read")
        try:
            found = self.resolve(host, port)
        except OSError as error:
            raise FetchError(f"{host} cannot be resolved ({error}); check the address and the network") from error
        if not self.private:
            for address in found:
                if not _is_public(address):
                    raise InputError(f"{host} is a private address ({address}); KHABAR_FETCH_PRIVATE=1 allows it")
        if not found:
            raise InputError(f"{host} has no address")
        return found[0]


def _joined(url: str, place: str) -> str:
    try:
        return urljoin(url, place)
    except ValueError as error:
        raise InputError(f"{url[:200]} leads to what is no address ({error})") from error


def _is_public(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    if mapped is not None:
        ip = mapped
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _resolve(host: str, port: int) -> list[str]:
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def _get(
    client: httpx.Client, url: str, checked: _Checked, headers: Mapping[str, str], limit: int
) -> tuple[httpx.Response, bytes]:
    """One request to the checked address itself: a name resolved twice might answer differently the second time."""
    import httpx

    address = checked.address(url)
    target = httpx.URL(url)
    host = target.host
    pinned = target.copy_with(host=address)
    extensions = {"sni_hostname": host} if target.scheme == "https" else {}
    port = f":{target.port}" if target.port else ""
    request = client.build_request("GET", pinned, headers={**headers, "Host": f"{host}{port}"}, extensions=extensions)
    try:
        response = client.send(request, stream=True)
        try:
            data = b""
            for block in response.iter_bytes():
                data += block
                if len(data) >= limit:
                    data = data[:limit]
                    break
        finally:
            response.close()
    except httpx.TimeoutException as error:
        raise FetchError(f"{url} did not answer in time; KHABAR_FETCH_SECONDS is the bound") from error
    except httpx.HTTPError as error:
        raise FetchError(f"{url} cannot be read ({str(error) or type(error).__name__})") from error
    return response, data


def _ask_robots(client: httpx.Client, url: str, checked: _Checked, known: Robots) -> None:
    """Raises `InputError` where the site's `robots.txt` keeps us out; a site without one lets everybody in."""
    robots = _joined(url, "/robots.txt")
    if robots not in known:
        known[robots] = _read_robots(client, url, robots, checked)
    rules = known[robots]
    if rules is not None and not rules.can_fetch(AGENT, url):
        raise InputError(f"{url} is closed to programs by the site's robots.txt")


def _read_robots(client: httpx.Client, url: str, robots: str, checked: _Checked) -> RobotFileParser | None:
    try:
        for _ in range(_ROBOTS_HOPS):
            response, data = _get(client, robots, checked, {}, _ROBOTS_BYTES)
            if response.status_code not in _REDIRECTS:
                break
            robots = _joined(robots, response.headers.get("Location", ""))
    except InputError:
        # A refused or dead host is told of by the request for the page itself.
        return None
    if response.status_code in (401, 403):
        raise InputError(f"{url} is closed to programs (robots.txt answers {response.status_code})")
    if response.status_code != 200:
        return None
    rules = RobotFileParser(robots)
    rules.parse(data.decode("utf-8", "replace").splitlines())
    return rules


def _checked_response(url: str, response: httpx.Response, data: bytes, most: int) -> Fetched:
    kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    etag, modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
    if response.status_code == 304:
        return Fetched(url, None, kind, None, etag, modified)
    if response.status_code != 200:
        raise FetchError(
            f"{url} answers {response.status_code}; no page was read", response.status_code,
            response.headers.get("Retry-After"),
        )  # fmt: skip
    if kind in _PACKED or data.startswith(_GZIP):
        data, kind = _listing(data, kind, most)
    if kind and kind not in _TYPES:
        raise InputError(f"{url} is {kind}, no page; only HTML, text, feeds and sitemaps are read")
    asked, answered = (tuple(m.headers.multi_items()) for m in (response.request, response))
    status = f"{response.status_code} {response.reason_phrase}".strip()
    return Fetched(url, data, kind, response.charset_encoding, etag, modified, status, asked, answered)


def _listing(data: bytes, kind: str, most: int) -> tuple[bytes, str]:
    """The feed or sitemap in a gzip file, at most `most` bytes of it, as XML; whatever else it is stays as it came."""
    from khabar.pages.kinds import kind_of

    unpacked = bytearray()
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file, suppress(OSError, EOFError, zlib.error):
        while (block := file.read1(min(_BLOCK, most - len(unpacked)))) and (unpacked or kind_of(block[:4096]) == "xml"):
            unpacked += block
    if unpacked:
        return bytes(unpacked), "application/xml"
    # A server may call packed what it has packed for the way only: by now that is unpacked.
    return data, "application/xml" if kind_of(data[:4096]) == "xml" else kind
