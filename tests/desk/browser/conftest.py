"""A real browser on a real desk: Debian's Chromium, a server on a free port, an archive that each test may change."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="the browser's driver is not installed; run: uv sync")

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from deskreports import filled
from deskserver import LAPTOP, PHONE, Live, Open
from khabar.desk.page import STATIC
from khabar.desk.security import Access
from khabar.lexicon import Lexicon

ROOT = Path(__file__).parents[3]
ARTEFACTS = ROOT / "artefacts"
AXE = ROOT / "assets" / "test" / "axe.min.js"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as Debian packages it."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no Chromium on this machine; run: apt-get install chromium")
    if not (STATIC / "vendor" / "htmx.min.js").exists() or not AXE.exists():
        pytest.skip("the desk's assets are not built; run: just assets")
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        launched = playwright.chromium.launch(executable_path=found, args=[*sandbox, "--disable-dev-shm-usage"])
        yield launched
        launched.close()


@pytest.fixture
def live(tmp_path: Path, lexicon: Lexicon) -> Iterator[Live]:
    """A desk on a new archive."""
    archive = filled(tmp_path / "khabar.db")
    served = Live(archive, Access(), lexicon)
    yield served
    served.stop()
    archive.close()


@pytest.fixture
def visit(browser: Browser, live: Live) -> Iterator[Open]:
    """Opens a page of the desk in a browser of its own; at the end no page may have broken a rule.

    Broken rules: an error of a script, anything that the content policy refused, a request to another host.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def heard(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on("console", lambda said: faults.append(f"console: {said.text}") if _is_fault(said.text) else None)
        page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith((live.address, "data:", "blob:")) else faults.append(asked.url),
        )

    def open_page(path: str = "/", *, size: dict[str, int] = LAPTOP, dark: bool = False, english: bool = False) -> Page:
        context = browser.new_context(
            viewport=size, color_scheme="dark" if dark else "light", locale="ar", reduced_motion="reduce",
            has_touch=size is PHONE,
        )  # fmt: skip
        contexts.append(context)
        if english:
            context.add_cookies([{"name": "khabar_language", "value": "en", "url": live.address}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        heard(page)
        page.goto(live.address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults


def _is_fault(said: str) -> bool:
    return bool(re.search(r"Content.Security.Policy|Refused to|Uncaught|violates", said))


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Keeps a screenshot in `artefacts/desk/`."""

    def take(page: Page, name: str) -> None:
        ARTEFACTS.joinpath("desk").mkdir(parents=True, exist_ok=True)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=ARTEFACTS / "desk" / f"{name}.png")

    return take


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """What axe-core finds serious on a page, by the rules of WCAG 2.2 AA."""
    source = AXE.read_text(encoding="utf-8") if AXE.exists() else ""

    def check(page: Page) -> list[str]:
        page.evaluate(source)  # evaluated from outside: the page's own policy allows no such thing
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = page.evaluate("tags => axe.run({ runOnly: tags })", tags)
        return [
            f"{v['impact']} {v['id']}: {n['html'][:160]} — {n['failureSummary'][:200]}"
            for v in found["violations"] if v["impact"] in ("serious", "critical") for n in v["nodes"][:4]
        ]  # fmt: skip

    return check
