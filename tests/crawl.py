"""Small crawls, made by hand: archives of pages whose sentences are this file's own."""

from __future__ import annotations

import gzip
from pathlib import Path

PLACES = ("السهل", "التل", "المرج", "الوادي", "النبع")
ENGLISH = "<html><body>" + "<p>The council met to discuss the water supply of the district.</p>" * 20 + "</body></html>"


def story(number: int) -> str:
    """The paragraphs of a report; neighbours differ in place, figure and day."""
    place = PLACES[number % len(PLACES)]
    return (
        f"<p>قال المتحدث باسم البلدية سامر العلي إن طائرات مجهولة قصفت سوق {place} مساء أمس، ما أدى إلى مقتل "
        f"{number % 7 + 2} مدنيين وإصابة آخرين بجروح.</p><p>وأضاف أن فرق الدفاع المدني واصلت البحث بين الأنقاض حتى "
        f"الصباح في الحي رقم {number}.</p><p>ونفى مصدر عسكري أن تكون قواته شنت أي غارة على المنطقة.</p>"
    )


def page(number: int) -> str:
    """A whole page round the report."""
    place, day = PLACES[number % len(PLACES)], number % 27 + 1
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>قصف يطال سوق {place} رقم {number}</title>'
        f'<meta property="article:published_time" content="2024-03-{day:02d}T08:00:00Z"></head>'
        f"<body><nav>الرئيسية</nav><article><h1>قصف يطال سوق {place} رقم {number}</h1>{story(number)}</article>"
        "</body></html>"
    )


def member(number: int, html: str | None = None, cut: int = 0) -> bytes:
    """One gzipped response; `cut` bytes of it are missing at its end."""
    body = (page(number) if html is None else html).encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://crawl.test/{number}\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-03-28T00:00:00Z\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http[: len(http) - cut] + b"\r\n\r\n", mtime=0)


def archive(path: Path, numbers: range) -> Path:
    """A WARC with these pages; every tenth is in English, the second is cut short."""
    members = [member(n, ENGLISH if n % 10 == 7 else None, 90 if at == 1 else 0) for at, n in enumerate(numbers)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(members))
    return path


def crawl(folder: Path, files: int, pages: int) -> Path:
    """A folder of archives, `pages` pages in each."""
    for file in range(files):
        archive(folder / f"crawl-{file:02d}.warc.gz", range(file * pages, (file + 1) * pages))
    return folder
