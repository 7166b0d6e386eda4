"""Who gets past the guard, and what every answer bears."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from deskpeople import NAMES, PASSWORD, Enter, csrf_of, sign_in
from khabar.desk.security import Access, within
from khabar.errors import SettingError
from khabar.store import Archive
from khabar.store import schema as t
from khabar.store.people import add_token, change_person, open_session

CHANGE = {"action": "edit", "target": "events/v1", "field": "status", "after": "denied", "revision": 0, "reading": 1}
CHANGES = "/api/v1/reports/1/changes"


# ------------------------------------------------------------------------------------------- a desk of one's own


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:9000", "localhost", "LOCALHOST:1", "[::1]:80", "127.9.9.9"])
def test_a_local_desk_answers_to_loopback_names(local: TestClient, host: str) -> None:
    """Whatever the port."""
    assert local.get("/api/v1/me", headers={"Host": host}).json()["name"] == "local"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "192.168.1.7", "", "[", "127.0.0.1@evil"],
)
def test_a_name_that_was_bent_to_loopback_is_refused(local: TestClient, host: str) -> None:
    """DNS rebinding: another site's page reaches the port, and nothing of the archive."""
    answer = local.get("/api/v1/reports", headers={"Host": host})
    assert answer.status_code == 421
    assert "صحيفة" not in answer.text


def test_two_hosts_are_none(local: TestClient) -> None:
    """A header that may stand once and stands twice is refused."""
    headers = [("Host", "127.0.0.1"), ("Host", "evil.example")]
    assert local.get("/api/v1/me", headers=headers).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://127.0.0.1:9999"}, {"Origin": "http://["},
    ],
)  # fmt: skip
def test_another_sites_page_changes_nothing(local: TestClient, archive: Archive, headers: dict[str, str]) -> None:
    """Neither over the API nor by a form that even carries the right token; another port is another site."""
    assert local.post(CHANGES, json=CHANGE, headers=headers).status_code == 403
    csrf = csrf_of(local.get("/").text)
    answer = local.post("/preferences", data={"csrf": csrf, "language": "en"}, headers=headers)
    assert answer.status_code == 403
    assert rows(archive) == 0


def rows(archive: Archive) -> int:
    """How many changes there are."""
    with archive.reading() as connection:
        return len(connection.execute(select(t.change.c.id)).all())


def test_a_page_of_ours_is_known_though_its_origin_is_hidden(local: TestClient) -> None:
    """Under `no-referrer` browsers send `Origin: null` and say that it is the same."""
    headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    csrf = csrf_of(local.get("/").text)
    assert local.post("/preferences", data={"csrf": csrf, "language": "en"}, headers=headers).status_code == 303


@pytest.mark.parametrize("csrf", [None, "", "0" * 64, "é"])
def test_a_form_without_the_token_changes_nothing(local: TestClient, csrf: str | None) -> None:
    """None, an empty one, a made-up one."""
    data = {"language": "en"} | ({"csrf": csrf} if csrf is not None else {})
    assert local.post("/preferences", data=data).status_code == 403


def test_the_api_takes_no_form_from_a_page(local: TestClient) -> None:
    """What a page of another site could send without being asked is not JSON."""
    plain = {"Content-Type": "text/plain"}
    assert local.post(CHANGES, content=b"{}", headers=plain).status_code == 403
    assert local.post(CHANGES, data={"action": "edit"}).status_code == 403
    assert local.post(CHANGES).status_code == 403
    assert local.post(CHANGES, json=CHANGE).status_code == 201


# ------------------------------------------------------------------------------------------------------ signing in


def test_strangers_are_sent_to_sign_in(enter: Enter) -> None:
    """Every page leads there and back again; the API says 401 and how; nothing else is shown."""
    stranger = enter()
    answer = stranger.get("/reports/1?lang=ar")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Freports%2F1%3Flang%3Dar")
    for path in ("/", "/people", "/account", "/incidents", "/explore", "/nothing"):
        assert stranger.get(path).headers["location"].startswith("/sign-in"), path
    for path in ("/api/v1/me", "/api/v1/reports", "/api/v1/openapi.json", "/api/v1/nothing"):
        answer = stranger.get(path)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    part = stranger.get("/", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["hx-redirect"]) == (401, "/sign-in")


def test_signing_in_and_out(enter: Enter) -> None:
    """The session lasts until it is ended, and its cookie is worth nothing afterwards."""
    browser = enter("analyst")
    assert browser.get("/api/v1/me").json() == {"name": "سلمى", "role": "analyst", "active": True, "alone": False}
    kept = browser.cookies["khabar_session"]
    csrf = csrf_of(browser.get("/account").text)
    assert browser.post("/sign-out", data={"csrf": csrf}).status_code == 303
    stolen = enter()
    stolen.cookies.set("khabar_session", kept)
    assert stolen.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize(
    ("name", "password"),
    [("سلمى", "wrong"), ("سلمى", ""), ("nobody", PASSWORD), ("", ""), ("سلمى\0", PASSWORD), ("' OR 1=1 --", PASSWORD),
     ("سلمى", "x" * 2000), ("\u202eسلمى", PASSWORD)],
)  # fmt: skip
def test_wrong_names_and_passwords_look_the_same(enter: Enter, name: str, password: str) -> None:
    """Nobody learns which names there are."""
    answer = sign_in(enter(), name, password)
    assert answer.status_code == 401
    assert "الاسم أو كلمة المرور غير صحيح" in answer.text
    assert "Set-Cookie" not in answer.headers or PASSWORD not in answer.text


def test_the_cookie_is_out_of_scripts_and_other_sites_reach(enter: Enter) -> None:
    """HttpOnly, SameSite; Secure where the desk is reached over HTTPS."""
    for https in (False, True):
        given = sign_in(enter(https=https), "سلمى").headers["set-cookie"]
        assert "HttpOnly" in given
        assert "SameSite=Lax" in given
        assert ("Secure" in given) is https


def test_a_session_that_somebody_else_began_is_worth_nothing(enter: Enter) -> None:
    """Fixation: the secret changes at the door."""
    browser = enter()
    browser.cookies.set("khabar_session", "A" * 43)
    answer = sign_in(browser, "سلمى")
    assert answer.status_code == 303
    fixed = enter()
    fixed.cookies.set("khabar_session", "A" * 43)
    assert fixed.get("/api/v1/me").status_code == 401


def test_the_token_of_one_session_is_none_of_anothers(enter: Enter) -> None:
    """Each follows from its session's secret."""
    one, other = enter("analyst"), enter("senior")
    csrf = csrf_of(one.get("/account").text)
    assert other.post("/account/tokens", data={"csrf": csrf, "label": "x", "role": "reader"}).status_code == 403


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "\\\\evil",
     "/\t/evil.example", "///evil", "http:evil", "", "evil", "/\n//evil", " //evil", "/\u202e//x"],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(enter: Enter, elsewhere: str) -> None:
    """Open redirects: only addresses of the desk are gone to."""
    assert within(elsewhere) == "/"
    assert sign_in(enter(sign_ins=1000), "سلمى", next=elsewhere).headers["location"] == "/"


def test_within_keeps_addresses_of_the_desk() -> None:
    """With query and Arabic letters."""
    assert within("/reports/1?q=حلب#e1") == "/reports/1?q=حلب#e1"


def test_whoever_tries_often_waits(enter: Enter) -> None:
    """A few passwords a minute for a name, whoever sends them; the right one waits as well."""
    stranger = enter(sign_ins=3)
    assert [sign_in(stranger, "سلمى", "wrong").status_code for _ in range(4)] == [401, 401, 401, 429]
    answer = sign_in(stranger, "سلمى")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert [sign_in(stranger, f"n{i}").status_code for i in range(6)][-1] == 429  # and for an address


def test_whoever_goes_is_out_at_once(enter: Enter, peopled: Archive) -> None:
    """Sessions and tokens end with the account, and with a new password the sessions."""
    browser = enter("analyst")
    _, secret = add_token(peopled, "سلمى", "x", "reader")
    change_person(peopled, "سلمى", password="another long password")  # noqa: S106
    assert browser.get("/api/v1/me").status_code == 401
    assert bearer(enter(), secret).json()["name"] == "سلمى"
    change_person(peopled, "سلمى", active=False)
    assert bearer(enter(), secret).status_code == 401
    assert sign_in(enter(), "سلمى", "another long password").status_code == 401


def bearer(browser: TestClient, secret: str, method: str = "GET", path: str = "/api/v1/me", **options: Any) -> Any:
    """Ask with a token."""
    return browser.request(method, path, headers={"Authorization": f"Bearer {secret}"}, **options)


def test_a_session_runs_out(enter: Enter, peopled: Archive) -> None:
    """After twelve hours its secret opens nothing."""
    secret = open_session(peopled, "سلمى")
    with peopled.writing() as connection:
        connection.execute(t.session.update().values(expires="2020-01-01T00:00:00Z"))
    browser = enter()
    browser.cookies.set("khabar_session", secret)
    assert browser.get("/api/v1/me").status_code == 401


def test_no_secret_is_in_the_archive(enter: Enter, peopled: Archive) -> None:
    """Whoever steals the database cannot sign in with it: hashes and digests alone."""
    browser = enter("analyst")
    _, token = add_token(peopled, "سلمى", "x", "reader")
    with peopled.reading() as connection:
        held = repr([connection.execute(select(table)).all() for table in (t.person, t.session, t.token)])
    assert PASSWORD not in held
    assert browser.cookies["khabar_session"] not in held
    assert token not in held
    assert "$argon2id$" in held


# ---------------------------------------------------------------------------------------------------- who may what


def test_a_token_does_what_its_role_and_its_owner_may(enter: Enter, peopled: Archive) -> None:
    """The lower of the two; no CSRF token, since no browser sends it by itself."""
    desk = enter()
    _, reading = add_token(peopled, NAMES["senior"], "reads", "reader")
    _, writing = add_token(peopled, NAMES["senior"], "writes", "senior")
    assert bearer(desk, reading, "POST", CHANGES, json=CHANGE).status_code == 403
    assert bearer(desk, writing, "POST", CHANGES, json=CHANGE).status_code == 201
    change_person(peopled, NAMES["senior"], role="reader")
    assert bearer(desk, writing).json()["role"] == "reader"
    assert bearer(desk, "khabar_wrong").status_code == 401
    answer = desk.get("/api/v1/me", headers={"Authorization": "Basic eA=="})
    assert answer.status_code == 401


def test_a_token_opens_no_page(enter: Enter, peopled: Archive) -> None:
    """It is a key to the API alone."""
    _, secret = add_token(peopled, NAMES["admin"], "x", "admin")
    assert bearer(enter(), secret, path="/people").headers["location"].startswith("/sign-in")


@pytest.mark.parametrize("role", ["reader", "analyst", "senior"])
def test_only_admins_keep_the_list_of_people(enter: Enter, role: Any) -> None:
    """Nobody raises themselves, by page or by API."""
    browser = enter(role)
    csrf = csrf_of(browser.get("/account").text)
    assert browser.get("/people").status_code == 403
    data = {"csrf": csrf, "name": NAMES[role], "role": "admin"}
    assert browser.post("/people/change", data=data).status_code == 403
    assert browser.post("/people", data={"csrf": csrf, "name": "x", "role": "admin"}).status_code == 403
    headers = {"X-CSRF-Token": csrf}
    assert browser.get("/api/v1/people").status_code == 403
    answer = browser.patch(f"/api/v1/people/{NAMES[role]}", json={"role": "admin"}, headers=headers)
    assert answer.status_code == 403
    assert browser.post("/account/tokens", data={"csrf": csrf, "label": "x", "role": "admin"}).status_code == 400
    assert browser.get("/api/v1/me").json()["role"] == role


def test_a_cookie_writes_over_the_api_with_the_token_alone(enter: Enter) -> None:
    """On a team's desk a browser's session needs it for JSON, too."""
    browser = enter("analyst")
    assert browser.post(CHANGES, json=CHANGE).status_code == 403
    csrf = csrf_of(browser.get("/account").text)
    assert browser.post(CHANGES, json=CHANGE, headers={"X-CSRF-Token": csrf}).status_code == 201


def test_a_reader_changes_nothing_over_the_api(enter: Enter, peopled: Archive) -> None:
    """Whatever is tried."""
    browser = enter("reader")
    headers = {"X-CSRF-Token": csrf_of(browser.get("/account").text)}
    turn = {"revision": 0, "reading": 1}
    for method, path, body in (
        ("POST", CHANGES, CHANGE), ("POST", "/api/v1/reports/1/undo", turn), ("POST", "/api/v1/reports/1/redo", turn),
        ("PUT", "/api/v1/reports/1/status", {"revision": 0, "status": "checked"}),
        ("PUT", "/api/v1/reports/1/assigned", {"revision": 0, "to": NAMES["reader"]}),
    ):  # fmt: skip
        assert browser.request(method, path, json=body, headers=headers).status_code == 403, path
    assert rows(peopled) == 0


# -------------------------------------------------------------------------------------------------- behind a proxy

PROXY: dict[str, Any] = {"proxy_header": "X-Remote-User", "proxy_from": ("10.0.0.0/24",)}


def behind(enter: Enter, address: str, **access: Any) -> TestClient:
    """A browser whose requests come from that address."""
    browser = enter(**(PROXY | access))
    return TestClient(browser.app, base_url="http://desk.example", client=(address, 1234), follow_redirects=False)


def test_a_trusted_proxy_names_the_person(enter: Enter) -> None:
    """In UTF-8, as proxies send it; the role is the archive's."""
    name = {"X-Remote-User": NAMES["senior"].encode().decode("latin-1").encode("latin-1")}
    assert behind(enter, "10.0.0.7").get("/api/v1/me", headers=name).json()["role"] == "senior"


def test_whoever_comes_past_the_proxy_is_a_stranger(enter: Enter) -> None:
    """The header is worth something from the proxy's address alone; nor does X-Forwarded-For make an address."""
    name = {"X-Remote-User": NAMES["admin"].encode(), "X-Forwarded-For": "10.0.0.7"}
    for address in ("192.0.2.1", "10.0.1.7", "testclient"):
        assert behind(enter, address).get("/api/v1/me", headers=name).status_code == 401


def test_a_proxy_cannot_name_who_is_not_there(enter: Enter, peopled: Archive) -> None:
    """Unknown, gone, twice or none: nobody gets in."""
    change_person(peopled, NAMES["analyst"], active=False)
    proxy = behind(enter, "10.0.0.7")
    for name in (b"nobody", NAMES["analyst"].encode()):
        assert proxy.get("/api/v1/me", headers={"X-Remote-User": name}).status_code == 403
    twice = [("X-Remote-User", "a"), ("X-Remote-User", "b")]
    assert proxy.get("/api/v1/me", headers=twice).status_code == 400
    assert proxy.get("/api/v1/me", headers={"X-Remote-User": b"\xff"}).status_code in (400, 403)
    assert proxy.get("/api/v1/me").status_code == 401


def test_no_password_is_asked_for_behind_a_proxy(enter: Enter) -> None:
    """There is one way in."""
    proxy = behind(enter, "10.0.0.7")
    page = proxy.get("/sign-in")
    assert 'type="password"' not in page.text
    csrf = csrf_of(page.text)
    data = {"csrf": csrf, "name": NAMES["admin"], "password": PASSWORD}
    assert proxy.post("/sign-in", data=data).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"proxy_header": "X-User"}, {"proxy_header": "X User", "proxy_from": ("10.0.0.1",)},
        {"proxy_header": "X-User", "proxy_from": ("proxy.local",)}, {"tiles": "javascript:alert(1)"},
        {"tiles": "https://a; script-src *"}, {"tiles": "//tiles"},
    ],
)  # fmt: skip
def test_settings_that_could_never_work_are_refused(wrong: dict[str, Any]) -> None:
    """A proxy without an address, an address that is none, tiles that would open the content policy."""
    with pytest.raises(SettingError):
        Access(team=True, **wrong)


# ------------------------------------------------------------------------------------------------ what answers bear


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/nothing", "/api/v1/reports", "/api/v1/nothing", "/static/desk.css"]
)
def test_every_answer_bears_what_keeps_browsers_strict(local: TestClient, path: str) -> None:
    """Errors and files, too: no inline script or style, no framing, no sniffing, no referrer."""
    headers = local.get(path).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers
    if not path.startswith("/static"):
        assert headers["cache-control"] == "no-store"


def test_tiles_are_the_one_thing_from_elsewhere(enter: Enter) -> None:
    """Their origin alone is added, and to pictures alone; HTTPS is remembered where there is some."""
    answer = enter(tiles="https://tile.example.org/{z}/{x}/{y}.png", https=True).get("/sign-in")
    assert "img-src 'self' data: https://tile.example.org;" in answer.headers["content-security-policy"]
    assert "max-age" in answer.headers["strict-transport-security"]


def test_what_breaks_tells_nothing(local: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of ours is a page without a traceback, with the same headers; the log has the rest."""

    def broken(*given: Any, **named: Any) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("khabar.desk.people.render", broken)
    monkeypatch.setattr("khabar.desk.api.reports.load_review", broken)
    monkeypatch.setattr("khabar.desk.people.RedirectResponse", broken)
    quiet = TestClient(local.app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    for path in ("/sign-in", "/api/v1/reports/1"):
        answer = quiet.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


# ----------------------------------------------------------------------------------------------------- hostile input


def test_a_large_body_is_refused_before_it_is_read(enter: Enter) -> None:
    """Announced or not; a length that is none, too."""
    browser = enter("analyst", largest=10_000)
    headers = {"X-CSRF-Token": csrf_of(browser.get("/account").text), "Content-Type": "application/json"}

    def unannounced() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * 1000

    assert browser.post(CHANGES, content=unannounced(), headers=headers).status_code == 413
    assert browser.post(CHANGES, content=b"x" * 10_001, headers=headers).status_code == 413
    assert browser.post(CHANGES, content=b"x", headers=headers | {"Content-Length": "9" * 40}).status_code == 413
    assert browser.post(CHANGES, content=b"x", headers=headers | {"Content-Length": "-1"}).status_code == 400


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/%2e%2e/errors.py", "/static//etc/passwd",
     "/static/..\\app.py", "/static/%00", "/reports/../../etc/passwd", "/api/v1/incidents/..%2f..%2fetc",
     "/api/v1/exports/../people", "/api/v1/reports/1%00", "/api/v1/people/..%2fadmin"],
)  # fmt: skip
def test_no_path_leads_out_of_the_desk(local: TestClient, path: str) -> None:
    """Nothing but the desk's own files is served."""
    answer = local.get(path)
    assert answer.status_code in (400, 403, 404, 405, 422)
    assert "import annotations" not in answer.text
    assert "root:" not in answer.text


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def test_a_hostile_name_is_shown_as_text(enter: Enter) -> None:
    """A person may be called anything that can be seen; the page shows it as words."""
    browser = enter("admin")
    csrf = csrf_of(browser.get("/people").text)
    answer = browser.post("/people", data={"csrf": csrf, "name": HOSTILE, "role": "reader", "password": PASSWORD})
    assert answer.status_code == 303
    page = browser.get("/people").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page
    again = browser.post("/people", data={"csrf": csrf, "name": HOSTILE, "role": "reader", "password": PASSWORD})
    assert again.status_code == 400
    assert "<script>alert" not in again.text


@pytest.mark.parametrize(
    "name", ["\u202eanimda", "a\u2066b", "a\x00b", "a\nb", "\ud800", " ", "x" * 65, "local", "ＬＯＣＡＬ"]
)
def test_a_name_that_deceives_is_refused(enter: Enter, peopled: Archive, name: str) -> None:
    """Overrides of direction, controls, halves of characters; and the name of the one who is alone."""
    browser = enter("admin")
    csrf = csrf_of(browser.get("/people").text)
    answer = browser.post(
        "/api/v1/people", content=_json({"name": name, "role": "admin"}),
        headers={"X-CSRF-Token": csrf, "Content-Type": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 422


def _json(value: Any) -> bytes:
    import json

    return json.dumps(value).encode()


_WRONG: list[dict[str, Any]] = [
    {"after": "\ud800"}, {"after": float("nan")}, {"after": [[[]]] * 2000}, {"after": 10**400}, {"target": "\0"},
    {"target": "events/v1\ud800"}, {"field": "\0"}, {"revision": 10**30}, {"revision": True}, {"reading": -1},
    {"action": "add", "target": "events", "after": {"id": {"a": 1}}}, {"after": {"a": [{"start": 1e300, "end": 2}]}},
]  # fmt: skip


def test_hostile_json_is_an_error_of_the_one_who_sent_it(local: TestClient) -> None:
    """Deep, broken, of the wrong kind, with halves of characters and numbers that are none: never a 5xx."""
    bodies = [
        b"[" * 100_000, b"{", b"\xff", b"null", b"[]", b'{"a":1e999}', b"", b'"\\ud800"',
        *(_json(CHANGE | wrong) for wrong in _WRONG), _json(CHANGE).replace(b'"denied"', b"NaN"),
    ]  # fmt: skip
    for body in bodies:
        answer = local.post(CHANGES, content=body, headers={"Content-Type": "application/json"})
        assert 400 <= answer.status_code < 500, (body[:80], answer.text)
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "q", ["\0", "type:\0", "a" * 5000, '"' * 900, "(" * 500, "near:1,1,9999999999999999999999km", "killed:>" + "9" * 30,
          "place:'; DROP TABLE page; --", "* OR 1", "NEAR(a b)", "\u202e", "-" * 300, "review:" + "x" * 500],
)  # fmt: skip
def test_a_hostile_query_is_answered_or_refused(local: TestClient, q: str) -> None:
    """Never a 5xx, and the archive is as it was."""
    answer = local.get("/api/v1/reports", params={"q": q})
    assert answer.status_code in (200, 422), answer.text
    assert local.get("/api/v1/reports").json()["total"] == 2


# ------------------------------------------------------------------------------------------------------------ limits


def test_writes_are_limited_by_person(enter: Enter) -> None:
    """Whoever writes without end waits; others go on."""
    one, other = enter("analyst", writes=5), enter("senior", writes=5)
    headers = {"X-CSRF-Token": csrf_of(one.get("/account").text)}
    answers = [one.post(CHANGES, json=CHANGE, headers=headers) for _ in range(7)]
    assert [a.status_code for a in answers][-2:] == [429, 429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert answers[-1].headers["content-type"] == "application/problem+json"
    headers = {"X-CSRF-Token": csrf_of(other.get("/account").text)}
    assert other.post(CHANGES, json=CHANGE, headers=headers).status_code == 409
