"""How the pages look and whether everybody can use them: pictures are kept in artefacts/desk, axe-core judges."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from deskserver import LAPTOP, PHONE, Live, Open

# Every page of the inbox and of reports, and the forms in them.
PAGES = {
    "inbox": "/", "search": f"/?q={quote('غارة')}&type=ASSAULT", "nothing": f"/?q={quote('زقزوق')}",
    "wrong": "/?q=nofield:1", "report": "/reports/3", "everything": "/reports/1", "hostile": "/reports/2",
    "edit-event": "/reports/3?edit=events/v1", "edit-place": "/reports/3?edit=entities/e4",
    "edit-statement": "/reports/3?edit=statements/s1", "edit-time": "/reports/3?edit=times/t1",
    "add-event": "/reports/3?add=events&start=50&end=60", "missing": "/reports/999",
}  # fmt: skip


@pytest.mark.parametrize("shape", ["laptop", "laptop-dark", "phone", "english"])
def test_pages_can_be_used_by_everybody(
    visit: Open, live: Live, picture: Callable[[Page, str], None], axe: Callable[[Page], list[str]], shape: str
) -> None:
    """No page has a serious finding of axe-core, none is wider than its window, in either language, light and dark."""
    size = PHONE if shape == "phone" else LAPTOP
    page = visit("/", size=size, dark=shape == "laptop-dark", english=shape == "english")
    faults = []
    for name, path in PAGES.items():
        page.goto(live.address + path)
        page.wait_for_load_state("networkidle")
        picture(page, f"{name}-{shape}")
        if not page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"):
            faults.append(f"{name}: wider than its window")
        faults += [f"{name}: {finding}" for finding in axe(page)]
    assert not faults, "\n".join(faults)


def test_empty_list(visit: Open, picture: Callable[[Page, str], None]) -> None:
    """A list in which nothing is says so; nothing looks broken."""
    page = visit("/?status=final")
    assert page.locator(".reports .none").is_visible()
    picture(page, "none-final")
