"""Pages from the web, against a made-up one: what is refused, what is bounded, what is polite."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import httpx
import pytest

from khabar.errors import InputError
from khabar.pages.fetch import Fetched, fetch
from khabar.settings import load_settings

HTML = {"Content-Type": "text/html; charset=utf-8", "ETag": '"v1"'}


def web(pages: dict[str, httpx.Response | Callable[[httpx.Request], httpx.Response]]) -> httpx.MockTransport:
    """A web of these addresses; everything else is not found."""

    def answer(request: httpx.Request) -> httpx.Response:
        address = str(request.url.copy_with(host=request.headers["Host"].split(":")[0]))
        found = pages.get(address, httpx.Response(404))
        return found(request) if callable(found) else found

    return httpx.MockTransport(answer)


def get(url: str, pages: dict, addresses: dict[str, list[str]] | None = None, **environment: str) -> Fetched:  # type: ignore[type-arg]
    """Fetch from a made-up web; hosts resolve to a public address unless told."""
    known = addresses or {}
    return fetch(
        url, load_settings({f"KHABAR_{k.upper()}": v for k, v in environment.items()}), transport=web(pages),
        resolve=lambda host, port: known.get(host, ["93.184.216.34"]),
    )  # fmt: skip


def test_a_page_is_fetched_with_what_a_later_request_needs() -> None:
    """Bytes, type, charset and validators."""
    found = get("https://a.test/1", {"https://a.test/1": httpx.Response(200, headers=HTML, content=b"<p>x")})
    assert found == Fetched("https://a.test/1", b"<p>x", "text/html", "utf-8", '"v1"', None)


INSIDE = [
    "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.9", "169.254.169.254", "0.0.0.0", "100.64.0.1",  # noqa: S104
    "224.0.0.1", "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "nonsense",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_an_inside_address_is_refused_whatever_its_name(address: str) -> None:
    """The resolved address counts, also where only one of several lies inside; the error names the setting."""
    with pytest.raises(InputError, match="KHABAR_FETCH_PRIVATE"):
        get("https://a.test/1", {}, {"a.test": ["93.184.216.34", address]})


def test_an_inside_address_is_read_when_allowed() -> None:
    """Who runs a test site at home can say so."""
    pages = {"http://home.test/": httpx.Response(200, headers=HTML, content=b"<p>x")}
    assert get("http://home.test/", pages, {"home.test": ["127.0.0.1"]}, fetch_private="1").data == b"<p>x"


def test_each_redirect_is_checked_like_the_first() -> None:
    """A public page that points inside, to another scheme or round in circles ends in an error."""

    def to(place: str) -> httpx.Response:
        return httpx.Response(302, headers={"Location": place})

    with pytest.raises(InputError, match="private"):
        get("https://a.test/1", {"https://a.test/1": to("http://in.test/")}, {"in.test": ["10.0.0.1"]})
    with pytest.raises(InputError, match="no http"):
        get("https://a.test/1", {"https://a.test/1": to("file:///etc/passwd")})
    with pytest.raises(InputError, match="redirects too often"):
        get("https://a.test/1", {"https://a.test/1": to("/1")})
    found = get(
        "https://a.test/1",
        {"https://a.test/1": to("/2"), "https://a.test/2": httpx.Response(200, headers=HTML, content=b"y")},
    )
    assert (found.url, found.data) == ("https://a.test/2", b"y")


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    """A name that answers differently the second time cannot lead elsewhere: the address is pinned, the name sent."""
    seen: list[tuple[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append((request.url.host, request.headers["Host"]))
        return httpx.Response(200, headers=HTML, content=b"x")

    get("https://a.test/1", {"https://a.test/1": answer, "https://a.test/robots.txt": httpx.Response(404)})
    assert seen == [("93.184.216.34", "a.test")]


def test_robots_txt_is_honoured() -> None:
    """A site that keeps programs out is not read; rules for others do not bind us."""
    page = httpx.Response(200, headers=HTML, content=b"x")
    closed = {
        "https://a.test/robots.txt": httpx.Response(200, text="User-agent: *\nDisallow: /news"),
        "https://a.test/news/1": page,
    }
    with pytest.raises(InputError, match="robots"):
        get("https://a.test/news/1", closed)
    other = {
        "https://a.test/robots.txt": httpx.Response(200, text="User-agent: other\nDisallow: /"),
        "https://a.test/news/1": page,
    }
    assert get("https://a.test/news/1", other).data == b"x"


def test_size_type_and_status_are_checked() -> None:
    """A flood is cut at the bound, a film is no page, an error answer is an error."""
    pages = {"https://a.test/1": httpx.Response(200, headers=HTML, content=b"a" * 5000)}
    assert len(get("https://a.test/1", pages, max_page_bytes="1000").data or b"") == 1001
    with pytest.raises(InputError, match="video"):
        get(
            "https://a.test/1",
            {"https://a.test/1": httpx.Response(200, headers={"Content-Type": "video/mp4"}, content=b"x")},
        )
    with pytest.raises(InputError, match="404"):
        get("https://a.test/none", {})


MAP = b"<urlset><url><loc>https://a.test/1</loc></url></urlset>"


@pytest.mark.parametrize("kind", ["application/gzip", "application/x-gzip", "application/octet-stream", "text/xml"])
def test_a_packed_sitemap_is_unpacked(kind: str) -> None:
    """However the server calls it, in several members or already unpacked on the way."""
    for data in (gzip.compress(MAP), gzip.compress(MAP[:20]) + gzip.compress(MAP[20:]), MAP):
        answer = httpx.Response(200, headers={"Content-Type": kind}, content=data)
        found = get("https://a.test/1", {"https://a.test/1": answer})
        assert (found.data, found.content_type) == (MAP, found.content_type) and "xml" in found.content_type


def test_a_packed_sitemap_is_bounded_and_nothing_else_is_unpacked() -> None:
    """A bomb is cut at the bound of a page, a broken file gives what is whole, a packed program is refused."""
    kind = {"Content-Type": "application/gzip"}
    bomb = gzip.compress(MAP + b" " * 5_000_000)
    pages = {"https://a.test/1": httpx.Response(200, headers=kind, content=bomb)}
    assert len(get("https://a.test/1", pages, max_page_bytes="10000").data or b"") == 10_001
    pages = {"https://a.test/1": httpx.Response(200, headers=kind, content=gzip.compress(MAP)[:-4])}
    assert (get("https://a.test/1", pages).data or b"").startswith(b"<urlset>")
    for data in (gzip.compress(b"\x7fELF" + bytes(100)), b"\x1f\x8bbroken", b""):
        pages = {"https://a.test/1": httpx.Response(200, headers=kind, content=data)}
        with pytest.raises(InputError, match="gzip"):
            get("https://a.test/1", pages)


def test_a_conditional_request_may_answer_that_nothing_changed() -> None:
    """With the validators of an earlier answer the page is not sent again."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(304 if request.headers.get("If-None-Match") == '"v1"' else 200, headers=HTML)

    found = fetch(
        "https://a.test/1",
        load_settings({}),
        etag='"v1"',
        transport=web({"https://a.test/1": answer}),
        resolve=lambda h, p: ["93.184.216.34"],
    )
    assert found.data is None


@pytest.mark.parametrize("url", ["ftp://a.test/", "http://", "https://user:pw@a.test/", "http://[bad/"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    """Other schemes, user names and broken addresses end in one line."""
    with pytest.raises(InputError):
        get(url, {})


def test_a_dead_host_is_one_line() -> None:
    """A name that does not resolve and a site that does not answer are named errors."""

    def gone(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    with pytest.raises(InputError, match="cannot be resolved"):
        fetch("https://a.test/", load_settings({}), transport=web({}), resolve=gone)

    def slow(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow", request=request)

    with pytest.raises(InputError, match="in time"):
        get("https://a.test/1", {"https://a.test/1": slow})
