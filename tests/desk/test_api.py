"""The desk over JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from archives import keep
from deskpeople import NAMES, Enter
from khabar.objects import Record
from khabar.store import Archive
from khabar.store.people import Role, add_token
from records import made

EDIT: dict[str, Any] = {"action": "edit", "target": "events/v1", "field": "status", "after": "denied"}


def changed(browser: TestClient, report: int = 1, **fields: Any) -> Any:
    """Change a report on the newest of everything."""
    seen = browser.get(f"/api/v1/reports/{report}").json()
    body = EDIT | {"revision": seen["standing"]["revision"], "reading": seen["reading"]} | fields
    return browser.post(f"/api/v1/reports/{report}/changes", json=body)


def test_reports_are_found_paged_and_filtered(local: TestClient, archive: Archive) -> None:
    """In the language of `khabar search`; the words found are marked in the text."""
    for number in range(5):
        keep(archive, made(report=made().report.model_copy(update={"source_id": f"copy{number}"})))
    page = local.get("/api/v1/reports", params={"q": "قصف", "limit": 2, "offset": 1}).json()
    assert (page["total"], len(page["reports"])) == (6, 2)
    found = page["reports"][0]
    text = made().report.text
    start, end = found["marks"][0]
    assert "قصف" in text[start:end]
    assert text[found["snippet"]["start"] : found["snippet"]["end"]] == found["snippet"]["text"]
    assert local.get("/api/v1/reports", params={"q": "type:assault"}).json()["reports"][0]["events"] == ["v1"]
    assert local.get("/api/v1/reports", params={"q": "review:checked"}).json()["total"] == 0


def test_both_records_are_had(local: TestClient) -> None:
    """As the machine read it, and as people corrected it; in the form of `khabar read`."""
    assert changed(local).status_code == 201
    machine, corrected = (
        Record.model_validate_json(local.get("/api/v1/reports/1/record", params={"version": version}).content)
        for version in ("machine", "corrected")
    )
    assert machine == made()
    assert corrected.events[0].status == "denied"
    desk = local.get("/api/v1/reports/1").json()
    assert Record.model_validate(desk["machine"]) == machine
    assert Record.model_validate(desk["corrected"]["record"]) == corrected
    assert desk["corrected"]["marks"]["events/v1"]["state"] == "edited"


def test_the_second_of_two_gets_409_and_what_the_first_did(local: TestClient) -> None:
    """Nothing is overwritten; the answer has the revision to go on from."""
    body = EDIT | {"revision": 0, "reading": 1}
    first = local.post("/api/v1/reports/1/changes", json=body)
    second = local.post("/api/v1/reports/1/changes", json=body | {"after": "planned"})
    assert (first.status_code, second.status_code) == (201, 409)
    problem = second.json()
    assert (problem["revision"], problem["changes"]) == (1, [first.json()])
    assert local.get("/api/v1/reports/1/changes").json()["changes"] == [first.json()]


def test_what_is_refused_says_why(local: TestClient) -> None:
    """Problem details: what is not there, what would break the record, what is not as described."""
    for answer, status, words in (
        (changed(local, after="perhaps"), 422, "status"),
        (changed(local, target="events/v9"), 404, "v9"),
        (changed(local, action="dance"), 422, "as described"),
        (local.get("/api/v1/reports/99"), 404, "99"),
        (local.get("/api/v1/reports/x"), 422, "as described"),
        (local.put("/api/v1/reports/1/status", json={"revision": 0, "status": "final"}), 403, "final"),
    ):
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
        assert words in answer.json()["title"]
        assert answer.json()["status"] == status


def test_undo_redo_and_the_way_to_final(local: TestClient) -> None:
    """On a desk of one's own one person does it all; each step is a row."""
    first = changed(local).json()
    turn = {"reading": 1, "revision": 1}
    assert local.post("/api/v1/reports/1/undo", json=turn).json()["target"] == f"changes/{first['id']}"
    assert local.get("/api/v1/reports/1").json()["undone"] == [first["id"]]
    assert local.post("/api/v1/reports/1/redo", json=turn | {"revision": 2}).status_code == 201
    assert local.put("/api/v1/reports/1/assigned", json={"revision": 3, "to": "local"}).json()["after"] == "local"
    for revision, status in ((4, "checked"), (5, "second_check"), (6, "final")):
        answer = local.put("/api/v1/reports/1/status", json={"revision": revision, "status": status})
        assert answer.status_code == 200, answer.text
    assert changed(local).status_code == 403
    rows = local.get("/api/v1/changes", params={"limit": 3}).json()
    assert [row["after"] for row in rows] == ["final", "second_check", "checked"]
    assert local.get("/api/v1/changes", params={"before": rows[-1]["id"]}).json()[0]["after"] == "local"


def test_an_admin_keeps_people_over_the_api(enter: Enter, peopled: Archive) -> None:
    """Add, list, change; no hash leaves the archive."""
    _, secret = add_token(peopled, NAMES["admin"], "tests", "admin")
    desk, headers = enter(), {"Authorization": f"Bearer {secret}"}
    answer = desk.post("/api/v1/people", json={"name": "نور", "role": "analyst"}, headers=headers)
    assert (answer.status_code, answer.json()["role"]) == (201, "analyst")
    assert desk.post("/api/v1/people", json={"name": "نور", "role": "reader"}, headers=headers).status_code == 422
    assert desk.patch("/api/v1/people/نور", json={"role": "senior"}, headers=headers).json()["role"] == "senior"
    assert desk.patch("/api/v1/people/x", json={"role": "senior"}, headers=headers).status_code == 404
    people = desk.get("/api/v1/people", headers=headers)
    assert {p["name"] for p in people.json()} == {*NAMES.values(), "نور"}
    assert "argon2" not in people.text


def test_the_last_admin_stays(enter: Enter, peopled: Archive) -> None:
    """Nobody can lock everyone out."""
    _, secret = add_token(peopled, NAMES["admin"], "tests", "admin")
    headers = {"Authorization": f"Bearer {secret}"}
    for wanted in ({"role": "reader"}, {"active": False}):
        assert enter().patch(f"/api/v1/people/{NAMES['admin']}", json=wanted, headers=headers).status_code == 403
    assert enter().get("/api/v1/me", headers=headers).json()["role"] == "admin"


def test_searches_are_ones_own(enter: Enter, peopled: Archive) -> None:
    """Kept by name, seen and dropped by their owner alone."""
    keys: dict[Role, dict[str, str]] = {}
    for role in ("analyst", "senior"):
        keys[role] = {"Authorization": f"Bearer {add_token(peopled, NAMES[role], 'tests', role)[1]}"}  # type: ignore[arg-type, index]
    desk = enter()
    body = {"name": "غارات", "query": "type:assault"}
    kept = desk.post("/api/v1/searches", json=body, headers=keys["analyst"]).json()
    again = desk.post("/api/v1/searches", json=body | {"query": "غارة"}, headers=keys["analyst"]).json()
    assert (kept["id"], again["query"]) == (again["id"], "غارة")
    assert desk.get("/api/v1/searches", headers=keys["senior"]).json() == []
    assert desk.delete(f"/api/v1/searches/{kept['id']}", headers=keys["senior"]).status_code == 404
    assert desk.delete(f"/api/v1/searches/{kept['id']}", headers=keys["analyst"]).status_code == 204


@pytest.mark.parametrize("format_", ["records", "geojson", "acled", "timeml", "corrections"])
def test_exports_stream_what_people_made_of_it(local: TestClient, format_: str) -> None:
    """Corrected, unless the machine's records are asked for; as a file to keep."""
    changed(local)
    answer = local.get(f"/api/v1/exports/{format_}", params={"q": "قصف"})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    if format_ == "records":
        machine = local.get("/api/v1/exports/records", params={"machine": "true"}).text
        assert json.loads(answer.text)["events"][0]["status"] == "denied"
        assert json.loads(machine.splitlines()[0])["events"][0]["status"] == "occurred"
    elif format_ == "corrections":
        assert '"status":"denied"' in answer.text
    else:
        assert answer.text.strip()


def test_who_corrected_is_for_seniors(enter: Enter) -> None:
    """Everyone exports corrections; names of colleagues go out with a senior alone."""
    assert enter("reader").get("/api/v1/exports/corrections").status_code == 200
    assert enter("analyst").get("/api/v1/exports/corrections", params={"who": "true"}).status_code == 403
    assert enter("senior").get("/api/v1/exports/corrections", params={"who": "true"}).status_code == 200
