"""A browser at a desk that nginx serves under a path: nothing is asked for beside it, and everything works."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response, expect

from deskpeople import NAMES
from deskreports import filled
from deskserver import LAPTOP, Live
from khabar.desk.security import Access
from khabar.lexicon import Lexicon
from khabar.store.people import add_person
from khabar.store.review import load_review
from proxies import PASSWORD, find_nginx, nginx

pytestmark = pytest.mark.skipif(find_nginx() is None, reason="nginx is not installed; run: apt-get install nginx-light")


def test_correcting_under_a_path(browser: Browser, tmp_path: Path, lexicon: Lexicon) -> None:
    """The inbox leads to a report, a key accepts an event, the map is drawn and named: all of it under /khabar."""
    archive = filled(tmp_path / "khabar.db")
    add_person(archive, NAMES["analyst"], "analyst")
    proxied = Access(
        team=True, proxy_header="X-Remote-User", proxy_from=("127.0.0.1",), https=True, prefix="/khabar"
    )  # fmt: skip
    live = Live(archive, proxied, lexicon)
    answers: list[Response] = []
    with nginx(tmp_path, live.address, (NAMES["analyst"],)) as address:
        context = browser.new_context(
            viewport=LAPTOP, locale="ar", ignore_https_errors=True,
            http_credentials={"username": NAMES["analyst"], "password": PASSWORD},
        )  # fmt: skip
        page = context.new_page()
        page.on("response", lambda answer: answers.append(answer))
        page.goto(f"{address}/khabar/")
        page.goto(f"{address}/khabar/reports/3")
        page.wait_for_selector(".map[data-named]")
        event = page.locator("#item-v1")
        event.focus()
        page.keyboard.press("KeyA")
        expect(page.locator("#item-v1")).to_contain_text("مقبول")
        page.goto(f"{address}/khabar/explore")
        page.wait_for_selector(".map[data-named]")
        context.close()
    live.stop()
    wrong = [a.url for a in answers if not a.url.startswith(f"{address}/khabar/") or a.status >= 400]
    changes = load_review(archive, 3).changes
    archive.close()
    assert wrong == []
    assert [(c.who, c.action) for c in changes] == [(NAMES["analyst"], "accept")]
