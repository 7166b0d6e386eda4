"""The forms of correction show what is there, and after a conflict keep what either person wrote."""

from __future__ import annotations

import json

import pytest

from deskreports import strike
from khabar.desk.forms import filled, overlaid


def test_own_changes_stand_over_a_newer_form() -> None:
    """After a conflict the form holds what the other wrote, but where the person had changed something."""
    record = strike(0)
    data = record.events[0].model_dump(mode="json")
    old = filled("events", data, "v1")
    mine = old.values | {"status": ["denied"], "seen": [old.seen]}
    newer = filled("events", data | {"mode": "heavy-weapons", "status": "planned"}, "v1")
    both = overlaid(newer, mine, "told")
    assert (both.value("status"), both.value("mode"), both.error) == ("denied", "heavy-weapons", "told")


def test_what_a_browser_adds_is_no_change_of_ones_own() -> None:
    """Empty places and line breaks that a browser sends do not stand over what the other person wrote."""
    record = strike(0)
    data = record.events[0].model_dump(mode="json")
    old = filled("events", data, "v1")
    blank = {"count.min": "", "count.max": "", "count.what": "killed", "count.who": "unspecified",
             "count.exact": "exact", "count.within": "", "count.words": "", "count.words.start": "",
             "count.words.end": ""}  # fmt: skip
    mine = {name: [*values, blank.get(name, "")] for name, values in old.values.items()} | {"status": ["denied"]}
    newer = filled("events", data | {"actors": ["e5"], "counts": data["counts"][:1]}, "v1")
    both = overlaid(newer, mine | {"seen": [old.seen]})
    assert (both.value("status"), both.values["actors"]) == ("denied", ["e5"])
    assert both.values["count.min"] == newer.values["count.min"]


@pytest.mark.parametrize("seen", ["", "{", "[]", '"x"', json.dumps({"status": 3})])
def test_broken_memory_of_a_form_is_no_error(seen: str) -> None:
    """What a form remembers comes from outside, and may be anything."""
    form = filled("events", strike(0).events[0].model_dump(mode="json"), "v1")
    assert overlaid(form, {"status": ["denied"], "seen": [seen]}).value("status") == "denied"
