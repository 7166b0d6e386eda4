"""A browser without a screen at a desk of one's own, whose forms it sends as a browser would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from deskreports import filled
from khabar.desk.app import create_app
from khabar.lexicon import Lexicon
from khabar.store import Archive
from khabar.store.review import Review, load_review


class Pages:
    """The desk's pages over an archive: report 1 has something of everything, 2 is hostile, from 3 on strikes."""

    def __init__(self, archive: Archive, lexicon: Lexicon) -> None:
        self.archive = archive
        self.browser = TestClient(
            create_app(archive, lexicon=lexicon), base_url="http://127.0.0.1:8642", follow_redirects=False
        )

    def get(self, path: str) -> Response:
        """A page."""
        return self.browser.get(path)

    def text(self, path: str) -> str:
        """The HTML of a page that must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def csrf(self) -> str:
        """What forms must carry."""
        found = re.search(r'name="csrf" content="([^"]+)"', self.text("/"))
        assert found
        return found[1]

    def post(self, path: str, **values: Any) -> Response:
        """Send a form."""
        return self.browser.post(path, data={"csrf": self.csrf()} | values)

    def review(self, report: int) -> Review:
        """A report with what was done to it."""
        return load_review(self.archive, report)

    def change(self, report: int, deed: str, **values: Any) -> Response:
        """Send a form of a report's page, as of now."""
        review = self.review(report)
        seen = {"revision": str(review.standing.revision), "reading": str(review.reading)}
        return self.post(f"/reports/{report}/{deed}", **(seen | values))

    def form(self, path: str) -> dict[str, list[str]]:
        """Every input of the form that is open on a page, as a browser would send them."""
        html = self.text(path)
        form = html[html.index('<form class="edit') :]
        form = form[: form.index("</form>")]
        values: dict[str, list[str]] = {}
        pattern = (
            r"<input(?P<input>[^>]*)>|<textarea(?P<area>[^>]*)>(?P<text>.*?)</textarea>"
            r"|<select(?P<select>[^>]*)>(?P<options>.*?)</select>"
        )
        for found in re.finditer(pattern, form, re.S):
            attributes = found["input"] or found["area"] or found["select"] or ""
            name = re.search(r'\bname="([^"]*)"', attributes)
            if not name or (re.search(r'type="(radio|checkbox)"', attributes) and "checked" not in attributes):
                continue
            values.setdefault(unescape(name[1]), []).append(_value(found, attributes))
        return values


def _value(found: re.Match[str], attributes: str) -> str:
    if found["area"] is not None:
        return unescape(found["text"])
    if found["select"] is not None:
        options = re.findall(r"<option([^>]*)>(.*?)</option>", found["options"], re.S) or [("", "")]
        attributes, shown = next((o for o in options if " selected" in o[0]), options[0])
        value = re.search(r'value="([^"]*)"', attributes)
        return unescape(value[1] if value else shown)
    value = re.search(r'\bvalue="([^"]*)"', attributes)
    return unescape(value[1]) if value else "on"


@contextmanager
def opened(folder: Path, lexicon: Lexicon, strikes: int = 3) -> Iterator[Pages]:
    """Pages over a new archive in a folder."""
    archive = filled(folder / "khabar.db", strikes)
    try:
        yield Pages(archive, lexicon)
    finally:
        archive.close()
