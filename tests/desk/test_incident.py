"""The list of incidents and the page of one, without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from khabar.desk.app import create_app
from khabar.desk.words import compile_words
from khabar.lexicon import Lexicon
from khabar.store import Archive, open_archive
from khabar.store.incidents import compare_archive, incidents_of, list_incidents
from tellings import HOSTILE, STRIKE, tell


@pytest.fixture
def told(tmp_path: Path, lexicon: Lexicon) -> Iterator[Archive]:
    """An archive whose reports have been compared."""
    with open_archive(str(tmp_path / "khabar.db"), create=True) as archive:
        tell(archive)
        list(compare_archive(archive, lexicon))
        yield archive


@pytest.fixture
def desk(told: Archive, lexicon: Lexicon) -> TestClient:
    """A browser at it."""
    return TestClient(create_app(told, lexicon=lexicon), base_url="http://127.0.0.1:8642", follow_redirects=False)


def the_strike(archive: Archive) -> str:
    """The incident that three reports tell."""
    return list_incidents(archive)[1][0].id


def post(desk: TestClient, path: str, **values: object) -> int:
    """Send a form of the incident's page; the status of the answer."""
    page = desk.get(path.rpartition("/")[0]).text
    token = re.search(r'name="csrf" value="([^"]*)"', page)
    assert token is not None
    return desk.post(path, data={"csrf": unescape(token[1]), **values}).status_code


def test_list(desk: TestClient, told: Archive) -> None:
    """Incidents told by several reports, with their numbers and a link; those of one report when asked for."""
    page = desk.get("/incidents")
    assert page.status_code == 200
    assert f'href="/incidents/{the_strike(told)}"' in page.text
    assert page.text.count("data-item") == 1
    assert desk.get("/incidents?least=1").text.count("data-item") == 4
    assert desk.get("/incidents?least=1&differs=true").text.count("data-item") == 1
    assert desk.get("/incidents?least=1&q=place:%D8%A7%D9%84%D9%86%D8%A8%D8%B9").text.count("data-item") == 1


@pytest.mark.parametrize("query", ["least=0", "page=99999999", "page=-1", "q=%20", "least=999999999999"])
def test_list_takes_any_number(desk: TestClient, query: str) -> None:
    """Numbers beyond what there is give a page all the same."""
    assert desk.get(f"/incidents?{query}").status_code == 200


def test_wrong_query_is_explained(desk: TestClient) -> None:
    """What is no query is shown again with what is wrong with it."""
    page = desk.get("/incidents?q=plaice:x")
    assert page.status_code == 422
    assert "plaice:" in page.text
    assert 'role="alert"' in page.text


def test_nothing_compared_yet(tmp_path: Path, lexicon: Lexicon) -> None:
    """An archive that was never compared says by which command it is."""
    with open_archive(str(tmp_path / "k.db"), create=True) as archive:
        desk = TestClient(create_app(archive, lexicon=lexicon), base_url="http://127.0.0.1:8642")
        assert "khabar compare --archive" in desk.get("/incidents").text


def test_page(desk: TestClient, told: Archive) -> None:
    """Texts side by side, sources, figures with their speakers, disagreements, place and days stand on the page."""
    page = desk.get(f"/incidents/{the_strike(told)}").text
    for telling in STRIKE:
        assert telling.publisher in page
    for shown in ("الدفاع المدني", "لجنة الأهالي", "2024-03-05", "السهل", 'id="disagreements"', "وكالة النور"):
        assert shown in page
    marked = re.findall(r"<mark>([^<]*)</mark>", page)
    assert any("9" in words for words in marked)
    assert re.search(r'<td[^>]*>\s*4\s*</td>.*?<td[^>]*><bdi dir="ltr">9', page, re.DOTALL)


def test_a_report_leads_to_its_incident(desk: TestClient, told: Archive) -> None:
    """The page of a report links to the incident that others tell too, and to none that it tells alone."""
    assert f'href="/incidents/{the_strike(told)}"' in desk.get("/reports/1").text
    assert 'href="/incidents/i' not in desk.get("/reports/5").text


def test_another_report_to_compare_with(desk: TestClient, told: Archive) -> None:
    """With another base its own words are not marked, and the first one's are."""
    identity = the_strike(told)
    page = desk.get(f"/incidents/{identity}?base=3").text
    base = page.index('class="passage base"')
    assert page.index("موقع المرفأ", base) < page.index("</figure>", base)
    assert "<mark>" not in page[base : page.index("</figure>", base)]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_hostile_names_are_text(desk: TestClient, told: Archive, language: str) -> None:
    """A publisher's name that is a script, with an override of direction, is shown and does nothing."""
    desk.cookies.set("khabar_language", language)
    identity = incidents_of(told, 6)["v1"].id
    for path in (f"/incidents/{identity}", "/incidents?least=1", "/explore?view=table", "/explore?view=network"):
        page = desk.get(path).text
        assert "<script>alert" not in page
        assert "\u202e" not in page
        assert not re.search(r"<[a-z][^>]*\s(style|on[a-z]+)=", page)
        assert not re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", page)
    assert "alert(1)" in unescape(desk.get(f"/incidents/{identity}").text)
    assert HOSTILE.rstrip("\u202e") in unescape(desk.get("/explore?view=table").text)


def test_split_and_merge(desk: TestClient, told: Archive) -> None:
    """Both are done by the page's forms, are on the page's history, and lead to what there is then."""
    identity = the_strike(told)
    assert post(desk, f"/incidents/{identity}/split", revision=0, event="3:v1") == 303
    page = desk.get(f"/incidents/{identity}")
    assert "موقع المرفأ" not in page.text[page.text.index('class="beside"') : page.text.index('class="halves"')]
    assert 'id="history-title"' in page.text
    other = incidents_of(told, 3)["v1"].id
    assert post(desk, f"/incidents/{identity}/merge", revision=1, typed=f"http://127.0.0.1/incidents/{other}/") == 303
    assert list_incidents(told)[1][0].reports == 3
    gone = ({identity, other} - {list_incidents(told)[1][0].id}).pop()
    answer = desk.get(f"/incidents/{gone}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/incidents/{the_strike(told)}")


@pytest.mark.parametrize(
    ("deed", "values", "status"),
    [
        ("split", {"revision": 0}, 422),
        ("split", {"revision": 0, "event": "99:v1"}, 422),
        ("split", {"revision": 7, "event": "3:v1"}, 409),
        ("split", {"event": "3:v1"}, 400),
        ("merge", {"revision": 0, "other": "i0"}, 422),
        ("merge", {"revision": 0, "typed": "../../etc"}, 422),
        ("merge", {"revision": 0}, 422),
    ],
)
def test_what_is_refused(desk: TestClient, told: Archive, deed: str, values: dict[str, object], status: int) -> None:
    """Nothing chosen, nothing found, or someone was faster: the page says why, and nothing has changed."""
    identity = the_strike(told)
    assert post(desk, f"/incidents/{identity}/{deed}", **values) == status
    assert list_incidents(told)[1][0].reports == 3


def test_missing(desk: TestClient) -> None:
    """An incident that never was is not found."""
    assert desk.get("/incidents/i000000000000").status_code == 404
    assert desk.get("/incidents/%00").status_code == 404


@pytest.mark.parametrize("book", ["incidents", "explore"])
def test_every_word_is_in_both_languages(lexicon: Lexicon, book: str) -> None:
    """No entry of the books of these pages lacks a language, and each is asked for somewhere."""
    folder = Path(__file__).parents[2] / "src" / "khabar" / "desk"
    used = "\n".join(p.read_text(encoding="utf-8") for p in (*folder.glob("*.py"), *folder.rglob("*.html")))
    made = ("incidents/did_", "explore/unit_", "explore/map", "explore/time", "explore/table", "explore/network")
    made = (*made, "explore/place", "explore/actor", "explore/speaker", "explore/publisher", "incidents/same_day")
    words = lexicon.build(compile_words)
    for entry in lexicon.entries(f"desk/{book}"):
        assert words["ar"].has(entry["id"])
        assert words["en"].has(entry["id"])
        name = entry["id"].partition("/")[2]
        assert entry["id"] in used or entry["id"].startswith(made) or f'"{name}"' in used, entry["id"]
