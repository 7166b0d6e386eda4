"""People of a team's desk, and how they come in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient

from khabar.store.people import Role

PASSWORD = "seven dull words in a row"  # noqa: S105 (of nobody)
NAMES: dict[Role, str] = {"reader": "زائر", "analyst": "سلمى", "senior": "هدى", "admin": "المديرة"}
Enter = Callable[..., TestClient]


def csrf_of(page: str) -> str:
    """The token that the forms of a page carry."""
    found = re.search(r'name="csrf" (?:value|content)="([0-9a-f]+)"', page)
    assert found
    return found[1]


def sign_in(browser: TestClient, name: str, password: str = PASSWORD, **fields: str) -> Any:
    """Fill in the form and send it."""
    csrf = csrf_of(browser.get("/sign-in").text)
    return browser.post("/sign-in", data={"csrf": csrf, "name": name, "password": password} | fields)
