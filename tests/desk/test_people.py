"""Pages of people: one's own account, and the list that an admin keeps."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

from deskpeople import NAMES, PASSWORD, Enter, csrf_of, sign_in
from khabar.store import Archive
from khabar.store.people import find_person, tokens_of


def send(browser: TestClient, page: str, path: str, **fields: str) -> tuple[int, str]:
    """Fill in a form of a page and send it; the status and the page that comes back."""
    answer = browser.post(path, data=fields | {"csrf": csrf_of(browser.get(page).text)})
    return answer.status_code, answer.text


def test_a_local_desk_has_no_people(local: TestClient) -> None:
    """Nobody signs in, and the pages say how that changes."""
    assert local.get("/sign-in").status_code == 303
    for page in ("/people", "/account"):
        answer = local.get(page)
        assert answer.status_code == 403
        assert "khabar people add" in answer.text


def test_a_key_is_shown_once_and_ended(enter: Enter, peopled: Archive) -> None:
    """The page that makes it shows it; later ones only say that there is one."""
    browser = enter("analyst")
    status, page = send(browser, "/account", "/account/tokens", label="نصوص", role="analyst")
    found = re.search(r"khabar_[\w-]{40,}", page)
    assert status == 200
    assert found
    assert found[0] not in browser.get("/account").text
    headers = {"Authorization": f"Bearer {found[0]}"}
    assert enter().get("/api/v1/me", headers=headers).json()["role"] == "analyst"
    (token,) = tokens_of(peopled, NAMES["analyst"])
    assert send(enter("senior"), "/account", f"/account/tokens/{token.id}/end")[0] == 404
    assert send(browser, "/account", f"/account/tokens/{token.id}/end")[0] == 303
    assert enter().get("/api/v1/me", headers=headers).status_code == 401
    assert send(browser, "/account", "/account/tokens", label="", role="reader")[0] == 400


def test_a_password_is_changed_by_whoever_knows_it(enter: Enter) -> None:
    """This session goes on under a new secret, the others end; a wrong or weak one changes nothing."""
    browser, other = enter("analyst"), enter("analyst")
    before = browser.cookies["khabar_session"]
    assert send(browser, "/account", "/account/password", old="wrong", new="another long password")[0] == 403
    assert send(browser, "/account", "/account/password", old=PASSWORD, new="short")[0] == 400
    assert other.get("/account").status_code == 200
    assert send(browser, "/account", "/account/password", old=PASSWORD, new="another long password")[0] == 200
    assert browser.cookies["khabar_session"] != before
    assert browser.get("/account").status_code == 200
    assert other.get("/account").status_code == 303
    assert sign_in(enter(), NAMES["analyst"]).status_code == 401
    assert sign_in(enter(), NAMES["analyst"], "another long password").status_code == 303


def test_old_passwords_are_not_guessed_without_end(enter: Enter) -> None:
    """Whoever found an open browser does not try a thousand."""
    browser = enter("analyst", sign_ins=4)
    statuses = [send(browser, "/account", "/account/password", old=f"guess {n}", new="x")[0] for n in range(5)]
    assert statuses[0] == 403
    assert statuses[-1] == 429


def test_an_admin_adds_changes_and_ends(enter: Enter, peopled: Archive) -> None:
    """Each by a form; what cannot be is told on the page."""
    browser = enter("admin")
    assert send(browser, "/people", "/people", name="نور", role="reader", password="")[0] == 303
    assert send(browser, "/people", "/people", name="نور", role="reader", password="")[0] == 400
    assert send(browser, "/people", "/people/change", name="نور", role="senior")[0] == 303
    assert send(browser, "/people", "/people/change", name="نور", password=PASSWORD)[0] == 303
    assert sign_in(enter(), "نور").status_code == 303
    assert send(browser, "/people", "/people/change", name="نور", active="false")[0] == 303
    person = find_person(peopled, "نور")
    assert person is not None
    assert (person.role, person.active) == ("senior", False)
    assert sign_in(enter(), "نور").status_code == 401
    for fields in ({"name": NAMES["admin"], "active": "false"}, {"name": NAMES["admin"], "role": "reader"}):
        status, page = send(browser, "/people", "/people/change", **fields)
        assert status == 400
        assert "لن يبقى مدير" in page
    assert send(browser, "/people", "/people/change", name="لا أحد", role="reader")[0] == 400
    assert send(browser, "/people", "/people/change", name="نور", role="emperor")[0] in (400, 422)
