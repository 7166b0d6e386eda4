"""Corrections through the pages: each is written once, a second person is told, a refusal keeps what was filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from deskpages import Pages, opened
from khabar.lexicon import Lexicon
from khabar.store.people import LOCAL
from khabar.store.review import Draft, record_change

STRIKE = 3


@pytest.fixture
def pages(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Pages]:
    """A desk of one's own."""
    with opened(tmp_path_factory.mktemp("correct"), lexicon, 1) as made:
        yield made


def event(pages: Pages) -> Any:
    """The strike as it is now."""
    return pages.review(STRIKE).corrected.record.events[0]


def test_accept_and_reject(pages: Pages) -> None:
    """A judgement is a row of the audit, and leads back to what it was about."""
    answer = pages.change(STRIKE, "accept", target="events/v1")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/reports/{STRIKE}#item-v1")
    assert pages.change(STRIKE, "reject", target="statements/s2").status_code == 303
    review = pages.review(STRIKE)
    assert [c.action for c in review.changes] == ["accept", "reject"]
    assert "مقبول" in pages.text(f"/reports/{STRIKE}")
    assert 'id="rejected"' in pages.text(f"/reports/{STRIKE}")


def test_form_as_shown_writes_nothing(pages: Pages) -> None:
    """Opening a form and saving it is no change."""
    for target in ("events/v1", "statements/s1", "entities/e4", "times/t1"):
        values = pages.form(f"/reports/{STRIKE}?edit={target}")
        assert pages.post(f"/reports/{STRIKE}/edit", **values).status_code == 303
    assert pages.review(STRIKE).changes == ()


def test_edit_writes_each_field_once(pages: Pages) -> None:
    """Two fields filled otherwise are two rows with what was before."""
    values = pages.form(f"/reports/{STRIKE}?edit=events/v1")
    pages.post(f"/reports/{STRIKE}/edit", **(values | {"status": ["denied"], "recipients": ["e5"]}))
    changes = pages.review(STRIKE).changes
    assert [(c.field, c.before, c.after) for c in changes] == [
        ("status", "occurred", "denied"), ("recipients", [], ["e5"])
    ]  # fmt: skip
    assert (event(pages).status, event(pages).recipients) == ("denied", ("e5",))


def test_one_wrong_field_writes_none(pages: Pages) -> None:
    """Where one of several fields would be refused nothing is written; the form comes back as it was filled in."""
    values = pages.form(f"/reports/{STRIKE}?edit=events/v1")
    wrong = {"status": ["denied"], "count.min": ["9", "5", ""], "count.max": ["3", "2", ""]}
    answer = pages.post(f"/reports/{STRIKE}/edit", **(values | wrong))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert re.search(r'<option value="denied" selected>', answer.text)
    assert pages.review(STRIKE).changes == ()


def test_second_person_is_told_and_loses_nothing(pages: Pages) -> None:
    """A form of an older revision is refused with the other's change; sent again on the newer one it keeps both."""
    values = pages.form(f"/reports/{STRIKE}?edit=events/v1")
    review = pages.review(STRIKE)
    record_change(
        pages.archive, STRIKE, Draft(action="edit", target="events/v1", field="mode", after="firearms"), who=LOCAL,
        revision=0, reading=review.reading,
    )  # fmt: skip
    answer = pages.post(f"/reports/{STRIKE}/edit", **(values | {"status": ["planned"]}))
    assert answer.status_code == 409
    assert 'id="conflict"' in answer.text and "firearms" in answer.text
    assert (event(pages).mode, event(pages).status) == ("firearms", "occurred")
    assert re.search(r'<option value="planned" selected>', answer.text)
    assert re.search(r'<option value="firearms" selected>', answer.text)
    again = values | {"revision": ["1"], "mode": ["firearms"], "status": ["planned"]}
    assert pages.post(f"/reports/{STRIKE}/edit", **again).status_code == 303
    assert (event(pages).mode, event(pages).status) == ("firearms", "planned")


@pytest.mark.parametrize("deed", ["accept", "reject", "merge", "undo", "redo", "status", "assign"])
def test_every_deed_heeds_the_revision(pages: Pages, deed: str) -> None:
    """No deed is done on a revision that is not the newest."""
    review = pages.review(STRIKE)
    pages.change(STRIKE, "accept", target="events/v1")
    answer = pages.post(
        f"/reports/{STRIKE}/{deed}", revision="0", reading=str(review.reading), target="entities/e5", into="e3",
        status="checked", to="",
    )  # fmt: skip
    assert answer.status_code == 409, answer.text
    assert len(pages.review(STRIKE).changes) == 1


def test_undo_and_redo(pages: Pages) -> None:
    """What was done is taken back and done again; all of it stays in the history."""
    pages.change(STRIKE, "reject", target="events/v1")
    assert pages.review(STRIKE).corrected.record.events == ()
    pages.change(STRIKE, "undo")
    assert event(pages).id == "v1"
    pages.change(STRIKE, "redo")
    assert pages.review(STRIKE).corrected.record.events == ()
    assert [c.action for c in pages.review(STRIKE).changes] == ["reject", "undo", "redo"]


def test_add_with_a_selection(pages: Pages) -> None:
    """What was missed is added with the words that were selected, its particle left off."""
    text = pages.review(STRIKE).machine.report.text
    start = text.index("باسم")
    values = pages.form(f"/reports/{STRIKE}?add=entities&start={start}&end={start + 4}")
    assert values["mentions"] == ["باسم"]
    answer = pages.post(f"/reports/{STRIKE}/add", **(values | {"opening": [str(start + 1)], "kind": ["organization"]}))
    assert answer.status_code == 303
    added = pages.review(STRIKE).corrected.record.entities[-1]
    assert [m.text for m in added.mentions] == ["اسم"]
    assert answer.headers["location"].endswith(f"#item-{added.id}")


def test_report_itself_is_edited(pages: Pages) -> None:
    """What is known of the report is corrected like all else, and shown corrected."""
    values = pages.form(f"/reports/{STRIKE}?edit=report")
    assert pages.post(f"/reports/{STRIKE}/edit", **values).status_code == 303
    assert pages.review(STRIKE).changes == ()
    assert pages.post(f"/reports/{STRIKE}/edit", **(values | {"publisher": ["جريدة أخرى"]})).status_code == 303
    assert "جريدة أخرى" in pages.text(f"/reports/{STRIKE}")


def test_merge_move_and_status(pages: Pages) -> None:
    """Names become one, a place moves, and the report goes on to checked."""
    assert pages.change(STRIKE, "merge", target="entities/e5", into="e3").status_code == 303
    values = pages.form(f"/reports/{STRIKE}?edit=entities/e4")
    assert pages.post(f"/reports/{STRIKE}/edit", **(values | {"lat": ["35.6"]})).status_code == 303
    assert pages.change(STRIKE, "status", status="checked").status_code == 303
    review = pages.review(STRIKE)
    assert [c.action for c in review.changes] == ["merge", "move", "status"]
    place = next(e.place for e in review.corrected.record.entities if e.id == "e4")
    assert place is not None and (place.lat, place.lon) == (35.6, 38.9)
    assert review.standing.status == "checked"


@pytest.mark.parametrize(
    ("deed", "values", "status"),
    [
        ("accept", {"target": "events/v9"}, 404), ("accept", {"target": "nothing"}, 422),
        ("merge", {"target": "entities/e5", "into": ""}, 422), ("merge", {"target": "entities/e5", "into": "e5"}, 422),
        ("status", {"status": "perfect"}, 422), ("undo", {}, 422), ("edit", {"target": "x"}, 400),
        ("add", {"collection": "reports"}, 400), ("undo", {"change": "x"}, 400),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told(pages: Pages, deed: str, values: dict[str, str], status: int) -> None:
    """A wish that cannot be granted is refused with its reason, and nothing is written."""
    answer = pages.change(STRIKE, deed, **values)
    assert answer.status_code in (status, 404), answer.status_code
    assert pages.review(STRIKE).changes == ()


def test_form_without_its_numbers_is_refused(pages: Pages) -> None:
    """Whoever does not say what they looked at changes nothing."""
    assert pages.post(f"/reports/{STRIKE}/accept", target="events/v1").status_code == 400
    assert pages.post(f"/reports/{STRIKE}/accept", target="events/v1", revision="-1", reading="1").status_code == 400


def test_form_of_another_site_is_refused(pages: Pages) -> None:
    """Without the page's own token nothing is changed."""
    review = pages.review(STRIKE)
    answer = pages.browser.post(
        f"/reports/{STRIKE}/accept",
        data={"target": "events/v1", "revision": "0", "reading": str(review.reading)},
    )
    assert answer.status_code == 403
    assert pages.review(STRIKE).changes == ()
