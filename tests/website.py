"""A small news site on 127.0.0.1, served by a process of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ITEMS = 8
ROBOTS = "User-agent: *\nDisallow: /closed/\nCrawl-delay: 0\n"


def page(number: int) -> str:
    """One report."""
    return f"<html><article><h1>خبر رقم {number}</h1><p>سقط الجسر رقم {number} صباح أمس.</p></article></html>"


def feed(base: str) -> str:
    """An RSS feed of teasers."""
    links = [f"{base}/item/{n}" for n in range(ITEMS)] + [f"{base}/closed/1", f"{base}/gone", f"{base}/busy"]
    items = "".join(f"<item><title>خبر</title><link>{link}</link></item>" for link in links)
    return f"<?xml version='1.0'?><rss><channel><title>الموقع</title>{items}</channel></rss>"


def sitemap(base: str) -> str:
    """A sitemap with a page that the feed has too."""
    links = [f"{base}/item/0", f"{base}/old/1", f"{base}/old/2"]
    return f"<urlset>{''.join(f'<url><loc>{link}</loc></url>' for link in links)}</urlset>"


class Site(BaseHTTPRequestHandler):
    """Answers like a site that knows conditional requests, closes a folder, and is busy or gone at places."""

    asked: Any = None

    def do_GET(self) -> None:
        """One answer."""
        self.asked.append(f"{self.path} {self.headers.get('If-None-Match') or ''}".strip())
        base = f"http://{self.headers['Host']}"
        bodies = {"/feed": (feed(base), "application/rss+xml"), "/map": (sitemap(base), "application/xml")}
        bodies |= {"/robots.txt": (ROBOTS, "text/plain"), "/front": (page(99), "text/html")}
        body, kind = bodies.get(self.path, ("", "text/html"))
        if self.path.startswith(("/item/", "/old/", "/closed/")):
            body = page(int(self.path.rsplit("/", 1)[1]) + 100 * self.path.startswith("/old"))
        if self.path == "/busy":
            self._send(503, b"", kind, {"Retry-After": "3600"})
        elif not body:
            self._send(404, b"", kind, {})
        elif self.headers.get("If-None-Match") == f'"{self.path}"':
            self._send(304, b"", kind, {})
        else:
            self._send(200, body.encode(), kind, {"ETag": f'"{self.path}"'})

    def _send(self, status: int, body: bytes, kind: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        for key, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def _serve(port: Any, asked: Any) -> None:
    Site.asked = asked
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    port.send(server.server_address[1])
    server.serve_forever()


@contextmanager
def running() -> Iterator[tuple[str, Any]]:
    """The site's address, and the list of what it was asked (path and validator)."""
    fork = multiprocessing.get_context("fork")
    with fork.Manager() as manager:
        asked = manager.list()
        ours, theirs = fork.Pipe()
        process = fork.Process(target=_serve, args=(theirs, asked), daemon=True)
        process.start()
        try:
            yield f"http://127.0.0.1:{ours.recv()}", asked
        finally:
            process.kill()
            process.join()
