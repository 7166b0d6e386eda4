"""The pages of exploring, without a browser."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from khabar.desk.app import create_app
from khabar.export import FORMATS
from khabar.lexicon import Lexicon
from khabar.store import Archive, open_archive
from khabar.store.people import LOCAL
from khabar.store.review import Draft, load_review, record_change
from tellings import FAR, HOSTILE, SPOTS, tell

VIEWS = ("map", "time", "table", "network")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of six reports."""
    with open_archive(str(tmp_path_factory.mktemp("told") / "khabar.db"), create=True) as archive:
        tell(archive)
        yield archive


@pytest.fixture
def desk(told: Archive, lexicon: Lexicon) -> TestClient:
    """A browser at it."""
    return TestClient(create_app(told, lexicon=lexicon), base_url="http://127.0.0.1:8642", follow_redirects=False)


def embedded(page: str, name: str) -> list[dict[str, object]]:
    """The JSON that a page brings for a script."""
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    value: list[dict[str, object]] = json.loads(found[1])
    return value


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("q", ["", "غارة", "type:assault", "place:السهل", "status:denied"])
def test_every_view_of_every_query(desk: TestClient, view: str, q: str) -> None:
    """A view has an address, says how much fits, and leads to the other views of the same query."""
    page = desk.get("/explore", params={"q": q, "view": view})
    assert page.status_code == 200
    text = unescape(page.text)
    assert re.search(r"الأحداث: \d+، الأخبار: \d+", text)
    links = [link for link in re.findall(r'<a href="(/explore[^"]*)"', text) if "view=" in link or not q]
    assert links
    assert 'name="format"' in text


def test_map(desk: TestClient) -> None:
    """Points lead to the table of their events; what has no position is told in numbers."""
    page = desk.get("/explore").text
    points = embedded(page, "points")
    assert (points[0]["lat"], points[0]["n"], points[0]["label"]) == (36.0, 3, "السهل")
    table = desk.get(str(points[0]["href"])).text
    assert "السهل" in table
    assert "أحداث دون إحداثيات: 1" in page


def test_time(desk: TestClient) -> None:
    """Bars lead to the same view of their days."""
    page = unescape(desk.get("/explore?view=time").text)
    (first, *_) = re.findall(r'<a href="(/explore\?[^"]*from[^"]*)" aria-label', page)
    narrower = desk.get(first)
    assert narrower.status_code == 200
    assert "الأحداث: 1، الأخبار: 1" in narrower.text


def test_names_narrow(desk: TestClient) -> None:
    """Types, places, speakers and publishers beside a view are links to a narrower query."""
    page = unescape(desk.get("/explore?view=table").text)
    for condition in ("type%3Aassault", "place%3A%D8%A7%D9%84%D8%B3%D9%87%D9%84", "speaker%3A", "publisher%3A"):
        assert f"/explore?q={condition}" in page
    link = re.search(r'<a href="(/explore\?q=speaker[^"]*)"><bdi>الدفاع المدني', page)
    assert link is not None
    assert desk.get(link[1]).text.count("data-item") == 2


def test_conditions_can_be_taken_away(desk: TestClient) -> None:
    """Each piece of the query is a link to the query without it."""
    page = unescape(desk.get("/explore?q=type:assault+place:السهل").text)
    assert 'href="/explore?q=type%3Aassault"' in page
    assert 'href="/explore?q=place%3A%D8%A7%D9%84%D8%B3%D9%87%D9%84"' in page


def test_pages_of_the_table(desk: TestClient) -> None:
    """A page beyond the last is empty, and no error."""
    assert desk.get("/explore?view=table&page=2").status_code == 200
    assert desk.get("/explore?view=table&page=0").text.count("data-item") == 6


def test_wrong_query_is_explained(desk: TestClient) -> None:
    """What is no query is shown again with what is wrong with it."""
    page = desk.get("/explore?q=near:north")
    assert page.status_code == 422
    assert "near:north" in page.text


def test_unknown_view_is_the_map(desk: TestClient) -> None:
    """A name of a view that is none shows the map."""
    assert 'data-points="points"' in desk.get("/explore?view=../etc").text


def test_empty_archive(tmp_path: Path, lexicon: Lexicon) -> None:
    """An archive without reports says how to collect some."""
    with open_archive(str(tmp_path / "k.db"), create=True) as archive:
        desk = TestClient(create_app(archive, lexicon=lexicon), base_url="http://127.0.0.1:8642")
        for view in VIEWS:
            assert "khabar collect" in desk.get(f"/explore?view={view}").text


@pytest.mark.parametrize("format_", FORMATS)
def test_export(desk: TestClient, format_: str) -> None:
    """Every format of `khabar export` can be fetched of every query."""
    answer = desk.get("/explore/export", params={"q": "place:السهل", "format": format_})
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.content


def test_exported_is_what_was_asked_for(desk: TestClient) -> None:
    """The rows are those of the query, in the form of the command."""
    rows = list(csv.DictReader(io.StringIO(desk.get("/explore/export?q=place:السهل&format=acled").text)))
    assert len(rows) == 3
    features = json.loads(desk.get("/explore/export?q=place:النبع&format=geojson").text)["features"]
    assert [f["geometry"]["coordinates"] for f in features] == [[36.7, 34.5]]


def test_export_has_what_people_corrected(tmp_path: Path, lexicon: Lexicon) -> None:
    """An event that somebody rejected is not exported."""
    with open_archive(str(tmp_path / "k.db"), create=True) as archive:
        pages = tell(archive)
        reading = load_review(archive, pages["e.txt"]).reading
        record_change(
            archive, pages["e.txt"], Draft(action="reject", target="events/v1"), who=LOCAL, revision=0, reading=reading
        )
        desk = TestClient(create_app(archive, lexicon=lexicon), base_url="http://127.0.0.1:8642")
        lines = desk.get("/explore/export?format=records").text.splitlines()
    events = {json.loads(line)["report"]["source_id"]: len(json.loads(line)["events"]) for line in lines}
    assert events["e.txt"] == 0
    assert events["a.txt"] == 1


def test_what_cannot_be_exported(desk: TestClient) -> None:
    """A format that is none is not found; a query that is none is explained."""
    assert desk.get("/explore/export?format=docx").status_code == 404
    assert desk.get("/explore/export?q=near:north").status_code == 400


def test_hostile_name_in_the_data_of_the_map(tmp_path: Path, lexicon: Lexicon) -> None:
    """A place whose name closes a script does not, in what the page brings for its own script."""
    with open_archive(str(tmp_path / "k.db"), create=True) as archive, pytest.MonkeyPatch.context() as patch:
        name = f"</script>{HOSTILE}"
        patch.setitem(SPOTS, name, (35.0, 38.0))
        tell(archive, (replace(FAR, place=name),))
        desk = TestClient(create_app(archive, lexicon=lexicon), base_url="http://127.0.0.1:8642")
        page = desk.get("/explore").text
    assert "alert(1)" in str(embedded(page, "points")[0]["label"])
    assert "<script>alert" not in page
    assert "\u202e" not in page
