"""WARC and WET archives, whole and broken."""

from __future__ import annotations

import gzip
import io

import pytest

from khabar.objects import Failure, Page
from khabar.pages.warc import read_warc
from khabar.settings import load_settings

PAGE = "<html><p>" + "قال المجلس إن الطريق مغلق. " * 40


def record(number: int, kind: str = "response", status: int = 200, content: str = "text/html; charset=utf-8") -> bytes:
    """One record; a response carries its HTTP head."""
    body = PAGE.encode()
    if kind == "response":
        body = f"HTTP/1.1 {status} OK\r\nContent-Type: {content}\r\n\r\n".encode() + body
    fields = {
        "WARC-Type": kind,
        "WARC-Target-URI": f"http://a.test/{number}",
        "WARC-Date": "2020-01-01T00:00:00Z",
        "WARC-Record-ID": f"<urn:uuid:{number}>",
        "Content-Type": "application/http" if kind == "response" else content,
        "Content-Length": len(body),
    }
    head = "".join(["WARC/1.0\r\n", *(f"{k}: {v}\r\n" for k, v in fields.items()), "\r\n"])
    return head.encode() + body + b"\r\n\r\n"


MEMBERS = [gzip.compress(record(n), mtime=0) for n in range(1, 6)]
OFFSETS = [sum(map(len, MEMBERS[:n])) for n in range(6)]
WHOLE = b"".join(MEMBERS)


def read(data: bytes) -> tuple[list[str], list[str]]:
    """Addresses of the pages, and the places of the failures."""
    found = list(read_warc(io.BytesIO(data), "a.warc.gz", load_settings({})))
    return [f.source_id for f in found if isinstance(f, Page)], [f.where for f in found if isinstance(f, Failure)]


def addresses(*numbers: int) -> list[str]:
    """The addresses of these records."""
    return [f"http://a.test/{n}" for n in numbers]


def test_every_page_is_read_with_its_address_and_charset() -> None:
    """Gzipped or plain, the archive gives its pages in order."""
    assert read(WHOLE) == read(b"".join(map(record, range(1, 6)))) == (addresses(1, 2, 3, 4, 5), [])
    (page,) = [p for p in read_warc(io.BytesIO(record(1)), "a", load_settings({})) if isinstance(p, Page)]
    assert (page.data, page.format, page.charset, page.url) == (PAGE.encode(), "html", "utf-8", "http://a.test/1")


def test_what_is_no_page_is_passed_over() -> None:
    """Requests, images and error answers are no reports; a conversion (WET) is plain text."""
    data = (
        record(1, status=404)
        + record(2, content="image/png")
        + record(3, kind="request")
        + record(4, "conversion", content="text/plain")
    )
    assert read(data) == (addresses(4), [])


@pytest.mark.parametrize("broken", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("within", [2, 12, 40, 90])
def test_a_broken_member_costs_itself_alone(broken: int, within: int) -> None:
    """Zeros anywhere in a member: it is reported at its own offset, and all others are read."""
    data = bytearray(WHOLE)
    start = OFFSETS[broken] + within
    data[start : start + 25] = b"\0" * 25
    pages, failures = read(bytes(data))
    expected = [n for n in range(1, 6) if n != broken + 1]
    assert [p for p in pages if p in addresses(*expected)] == addresses(*expected)
    assert len(failures) == 1 and str(OFFSETS[broken]) in failures[0]


def test_a_stretch_that_is_missing_is_reported() -> None:
    """A member cut in the middle runs into the next one, which is read all the same."""
    pages, failures = read(WHOLE[: OFFSETS[2] + 60] + WHOLE[OFFSETS[3] :])
    assert pages == addresses(1, 2, 4, 5) and failures == [f"byte {OFFSETS[2]}"]


def test_a_cut_archive_gives_what_it_has() -> None:
    """Cut in the last member: four pages and a word on the fifth; uncompressed, the fifth as far as it goes."""
    pages, failures = read(WHOLE[: OFFSETS[4] + 80])
    assert pages[:4] == addresses(1, 2, 3, 4) and len(failures) == 1
    pages, failures = read(b"".join(map(record, range(1, 6)))[:-300])
    assert pages == addresses(1, 2, 3, 4, 5) and len(failures) == 1 and "a.warc.gz" in failures[0]


def test_garbage_is_one_failure() -> None:
    """A file that only looks like an archive ends at once."""
    assert read(b"\x1f\x8b\x08" + b"z" * 500) == ([], ["byte 0"])
    assert read(b"")[0] == []
