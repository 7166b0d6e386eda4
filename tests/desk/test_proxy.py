"""The desk behind nginx: who nginx says is asking, under nginx's path, over nginx's HTTPS, and past nginx nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from deskpeople import NAMES, csrf_of
from deskreports import filled
from deskserver import Live
from khabar.desk.security import Access
from khabar.errors import SettingError
from khabar.lexicon import Lexicon
from khabar.store.people import add_person
from proxies import basic, find_nginx, nginx

pytestmark = pytest.mark.skipif(find_nginx() is None, reason="nginx is not installed; run: apt-get install nginx-light")
ACCESS = Access(
    team=True, proxy_header="X-Remote-User", proxy_from=("127.0.0.1",), https=True, prefix="/khabar"
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Live]:
    """A team's desk that believes the proxy of this machine."""
    archive = filled(tmp_path_factory.mktemp("proxied") / "khabar.db")
    for role, name in NAMES.items():
        add_person(archive, name, role)
    live = Live(archive, ACCESS, lexicon)
    yield live
    live.stop()
    archive.close()


@pytest.fixture(scope="module", params=[False, True], ids=["takes-the-path-away", "keeps-the-path"])
def front(tmp_path_factory: pytest.TempPathFactory, desk: Live, request: pytest.FixtureRequest) -> Iterator[str]:
    """nginx before it, in both of the ways in which people write it; one of its people is no person of the desk."""
    names = (*NAMES.values(), "غريب")
    with nginx(tmp_path_factory.mktemp("nginx"), desk.address, names, keeps_path=request.param) as address:
        yield address


def browser(address: str, name: str | None = None, **headers: str) -> httpx.Client:
    """A browser at that address, signed in to nginx under a name."""
    known = {"Authorization": basic(name)} if name else {}
    return httpx.Client(base_url=address, headers=known | headers, verify=False, timeout=20)  # noqa: S501 (our own)


def test_nginx_says_who_is_asking(front: str) -> None:
    """A name in Arabic comes through nginx's header, and its role holds."""
    with browser(front, NAMES["analyst"]) as asked:
        page = asked.get("/khabar/")
        assert page.status_code == 200
        assert f"<bdi>{NAMES['analyst']}</bdi>" in page.text
        assert asked.get("/khabar/people").status_code == 403
        assert asked.get("/khabar/api/v1/me").json()["role"] == "analyst"
    with browser(front, NAMES["admin"]) as asked:
        assert asked.get("/khabar/people").status_code == 200


def test_whoever_nginx_does_not_know_sees_nothing(front: str) -> None:
    """Without a password nginx answers itself; a person of nginx who is none of the desk is told so."""
    with browser(front) as asked:
        assert asked.get("/khabar/").status_code == 401
    with browser(front, NAMES["admin"], Authorization=basic(NAMES["admin"], "guessed")) as asked:
        assert asked.get("/khabar/").status_code == 401
    with browser(front, "غريب") as asked:
        answer = asked.get("/khabar/")
        assert answer.status_code == 403
        assert "لا أحد يعمل هنا بهذا الاسم" in answer.text


def test_a_header_of_the_browsers_own_is_not_believed(front: str) -> None:
    """What a browser writes into the header is nginx's to replace: an analyst stays one."""
    with browser(front, NAMES["analyst"], **{"X-Remote-User": "admin"}) as asked:
        assert asked.get("/khabar/api/v1/me").json()["name"] == NAMES["analyst"]
        assert asked.get("/khabar/people").status_code == 403


def test_past_nginx_the_header_is_worth_nothing(desk: Live) -> None:
    """Whoever reaches the desk's own port from another address than nginx's is a stranger, whatever they write."""
    for source, status in (("127.0.0.1", 200), ("127.0.0.2", 401)):
        through = httpx.HTTPTransport(local_address=source)
        with httpx.Client(base_url=desk.address, transport=through) as asked:
            header = {"X-Remote-User": NAMES["admin"].encode(), "X-Forwarded-For": b"127.0.0.1"}
            assert asked.get("/api/v1/me", headers=header).status_code == status, source
            page = asked.get("/people", headers=header)
            assert (page.status_code == 200) == (status == 200)


def test_every_address_lies_under_the_path(front: str) -> None:
    """Links, forms, scripts and where one is sent on: all lead through nginx, and what they lead to is there."""
    with browser(front, NAMES["admin"]) as asked:
        seen: set[str] = set()
        for path in ("/khabar/", "/khabar/reports/3", "/khabar/incidents", "/khabar/explore", "/khabar/people",
                     "/khabar/account", "/khabar/nowhere"):  # fmt: skip
            page = asked.get(path).text
            assert 'data-root="/khabar"' in page
            found = re.findall(r'\s(?:href|src|action|hx-get|hx-post)="(/[^"#?]*)', page)
            assert [a for a in found if not a.startswith("/khabar/") or a.startswith("/khabar/khabar")] == []
            seen |= {a for a in re.findall(r'\s(?:href|src)="(/[^"#?]*)', page) if "/original" not in a}
        assert {"/khabar/static/desk.css", "/khabar/incidents", "/khabar/"} <= seen
        assert [a for a in sorted(seen) if "/vendor/" not in a and asked.get(a).status_code != 200] == []
        assert asked.get("/khabar/api/v1/openapi.json").json()["servers"] == [{"url": "/khabar/api/v1"}]
        assert all(e["href"].startswith("/khabar/api/") for e in asked.get("/khabar/api/v1/exports").json())


def test_cookies_are_for_https_and_this_path_alone(front: str) -> None:
    """What the desk gives a browser never travels in the open, nor to what else the host serves."""
    with browser(front, NAMES["analyst"]) as asked:
        page = asked.get("/khabar/")
        form = {"csrf": csrf_of(page.text), "language": "en", "back": "/reports/3"}
        answer = asked.post("/khabar/preferences", data=form)
        assert (answer.status_code, answer.headers["location"]) == (303, "/khabar/reports/3")
        given = [*page.headers.get_list("set-cookie"), *answer.headers.get_list("set-cookie")]
        assert {c.partition("=")[0] for c in given} >= {"khabar_session", "khabar_visit", "khabar_language"}
        for header in given:
            kept = {piece.strip().lower() for piece in header.split(";")}
            assert {"secure", "httponly", "samesite=lax", "path=/khabar/"} <= kept, header
        assert page.headers["strict-transport-security"]
        assert '<html lang="en"' in asked.get("/khabar/reports/3").text


def test_a_correction_through_nginx(front: str, desk: Live) -> None:
    """A form that a browser sends through nginx is written under that person's name, and one of another site is not."""
    with browser(front, NAMES["analyst"]) as asked:
        page = asked.get("/khabar/reports/4").text
        values = {
            name: found[1] for name in ("revision", "reading")
            if (found := re.search(rf'name="{name}" value="(\d+)"', page))
        }  # fmt: skip
        form = {"csrf": csrf_of(page), "target": "events/v1"} | values
        refused = asked.post("/khabar/reports/4/accept", data=form, headers={"Origin": "https://evil.example"})
        assert refused.status_code == 403
        answer = asked.post("/khabar/reports/4/accept", data=form, headers={"Origin": front})
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/khabar/reports/4#item-v1")
        changes = asked.get("/khabar/api/v1/changes").json()
        assert (changes[0]["who"], changes[0]["action"]) == (NAMES["analyst"], "accept")


@pytest.mark.parametrize("prefix", ["khabar", "/khabar/", "/a b", '/"', "//evil"])
def test_a_path_that_is_none_is_refused(prefix: str) -> None:
    """What is put before every address is a plain path."""
    with pytest.raises(SettingError, match="no path"):
        Access(prefix=prefix)
