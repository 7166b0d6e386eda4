"""A desk on a small archive, and browsers without a screen that ask it things."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from archives import keep, record_of
from deskpeople import NAMES, PASSWORD, Enter, sign_in
from khabar.desk.app import create_app
from khabar.desk.security import Access
from khabar.lexicon import Lexicon
from khabar.store import Archive, open_archive
from khabar.store.people import ROLES, Role, add_person
from records import made


@pytest.fixture(scope="session", autouse=True)
def _cheap_hashes() -> Iterator[None]:
    """Passwords are hashed with a thousandth of the work; `tests/store/test_people.py` takes the real one."""
    from argon2 import PasswordHasher

    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("khabar.store.people.hasher", lambda: cheap)
        yield


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An archive with two reports."""
    with open_archive(str(tmp_path / "khabar.db"), create=True) as made_:
        keep(made_, made())
        keep(made_, record_of("نص بلا أحداث", "b.txt", "عنوان"))
        yield made_


@pytest.fixture
def peopled(archive: Archive) -> Archive:
    """The archive with someone of each role."""
    for role in ROLES:
        add_person(archive, NAMES[role], role, PASSWORD)
    return archive


@pytest.fixture
def local(archive: Archive, lexicon: Lexicon) -> TestClient:
    """A browser at a desk of one's own."""
    return TestClient(create_app(archive, lexicon=lexicon), base_url="http://127.0.0.1:8642", follow_redirects=False)


@pytest.fixture
def enter(peopled: Archive, lexicon: Lexicon) -> Enter:
    """Go to a team's desk: `enter()` as a stranger, `enter("analyst")` signed in; keywords are `Access`'s."""
    desks: dict[str, Any] = {}

    def go(role: Role | None = None, **access: Any) -> TestClient:
        key = repr(sorted(access.items()))
        if key not in desks:
            desks[key] = create_app(peopled, Access(team=True, **access), lexicon=lexicon)
        browser = TestClient(desks[key], base_url="http://desk.example", follow_redirects=False)
        if role:
            answer = sign_in(browser, NAMES[role])
            assert answer.status_code == 303, answer.text
        return browser

    return go
