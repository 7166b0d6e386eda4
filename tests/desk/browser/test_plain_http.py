"""A desk under a name of its own, over plain HTTP: browsers say less of where a request comes from."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from deskpeople import NAMES, PASSWORD
from deskreports import filled
from deskserver import Live
from khabar.desk.security import Access
from khabar.lexicon import Lexicon
from khabar.store.people import add_person

HOST = "desk.example"


@pytest.fixture
def page(browser: Browser, tmp_path: Path, lexicon: Lexicon) -> Iterator[Page]:
    """A browser for which the name leads here."""
    archive = filled(tmp_path / "khabar.db", 1)
    add_person(archive, NAMES["admin"], "admin", PASSWORD)
    served = Live(archive, Access(team=True), lexicon)
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    options = [f"--host-resolver-rules=MAP {HOST} 127.0.0.1", "--disable-dev-shm-usage"]
    options += ["--no-sandbox"] if os.geteuid() == 0 else []
    launched = browser.browser_type.launch(executable_path=found, args=options)
    shown = launched.new_page()
    shown.goto(f"http://{HOST}:{urlsplit(served.address).port}/people")
    yield shown
    launched.close()
    served.stop()
    archive.close()


def test_forms_are_taken_over_plain_http(page: Page) -> None:
    """Without Sec-Fetch-Site, which browsers send over HTTPS alone, the origin of a form is known all the same."""
    page.locator("#name").fill(NAMES["admin"])
    page.locator("#password").fill(PASSWORD)
    page.locator("main button.primary").click()
    expect(page.locator(".person")).to_have_text(NAMES["admin"])
    page.locator("#name").fill("نور")
    page.locator("main button.primary").click()
    expect(page.locator("tbody")).to_contain_text("نور")
