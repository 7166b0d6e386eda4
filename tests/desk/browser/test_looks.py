"""How the pages look and whether everybody can use them: pictures are kept in artefacts/desk, axe-core judges."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from deskserver import LAPTOP, PHONE, Live, Open

PAGES = {
    "inbox": "/", "search": "/?q=%D8%BA%D8%A7%D8%B1%D8%A9&type=ASSAULT", "nothing": "/?q=%D8%B2%D9%82%D8%B2%D9%88%D9%82",
    "report": "/reports/3", "everything": "/reports/1", "hostile": "/reports/2", "edit-event": "/reports/3?edit=events/v1",
    "edit-place": "/reports/3?edit=entities/e4", "edit-statement": "/reports/3?edit=statements/s1",
    "add-event": "/reports/3?add=events&start=50&end=60", "missing": "/reports/999",
}  # fmt: skip
"""Every page of the inbox and of reports, and the forms in them."""


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("shape", ["laptop", "laptop-dark", "phone", "english"])
def test_page_can_be_used_by_everybody(
    visit: Open, picture: Callable[[Page, str], None], axe: Callable[[Page], None], name: str, shape: str
) -> None:
    """No page has a serious finding of axe-core, none is wider than its window, in either language, light and dark."""
    size = PHONE if shape == "phone" else LAPTOP
    page = visit(PAGES[name], size=size, dark=shape == "laptop-dark", english=shape == "english")
    page.wait_for_load_state("networkidle")
    picture(page, f"{name}-{shape}")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    axe(page)


def test_empty_archive(visit: Open, live: Live, picture: Callable[[Page, str], None]) -> None:
    """A search that finds nothing says so; nothing looks broken."""
    page = visit("/?status=final")
    assert page.locator(".reports .none").is_visible()
    picture(page, "none-final")
