"""The floors hold, and none is lowered in silence."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from conftest import ROOT
from khabar.encoder import wanted_encoder
from khabar.errors import InputError
from khabar.evaluation.floors import broken, load_floors
from khabar.evaluation.gold_set import load_gold
from khabar.evaluation.readers import by_khabar
from khabar.evaluation.score import ROOMS, evaluate

EVAL = ROOT / "eval"
FLOORS = load_floors(EVAL / "floors.json")
ROW = re.compile(r"^\| (\d{4}-\d\d-\d\d) \| (\w+) \| (\w+) \| (\d\.\d{3}) \| (.*) \|$", re.M)


def history() -> dict[tuple[str, str], list[tuple[str, float, str]]]:
    """(date, floor, why) of every change of every floor, in the order written."""
    found: dict[tuple[str, str], list[tuple[str, float, str]]] = {}
    for day, reading, room, floor, why in ROW.findall((EVAL / "floors.md").read_text("utf-8")):
        found.setdefault((reading, room), []).append((day, float(floor), why))
    return found


@pytest.mark.parametrize("reading", ["grammar", "model"])
def test_every_room_is_at_or_above_its_floor(reading: str) -> None:
    """Khabar reads the gold at least as well as it once did, by grammar alone and with its encoder."""
    gold = load_gold(EVAL / "gold")
    tagger = wanted_encoder(True) if reading == "model" else None
    result = evaluate(gold, by_khabar([r.source for r in gold], tagger))
    assert set(FLOORS[reading]) == set(ROOMS)
    assert broken(result, FLOORS[reading]) == []


def test_every_floor_is_the_last_one_written_down() -> None:
    """A floor that was changed has its line in floors.md, and a lowered one its reason."""
    written = history()
    assert {k: rows[-1][1] for k, rows in written.items()} == {
        (reading, room): floor for reading, rooms in FLOORS.items() for room, floor in rooms.items()
    }
    for rows in written.values():
        assert [day for day, *_ in rows] == sorted(day for day, *_ in rows)
        for (_, before, _), (_, after, why) in pairwise(rows):
            assert after >= before or len(why.split()) >= 5, "a lowered floor needs its reason"


def test_a_broken_floor_is_named(tmp_path: Path) -> None:
    """The room, its figure and its floor."""
    gold = load_gold(EVAL / "gold" / "examples")
    (line,) = broken(evaluate(gold, {}), {"times": 0.5})
    assert line == "times: times.right values is 0.000, its floor 0.500"
    path = tmp_path / "floors.json"
    path.write_text('{"grammar": {"weather": 1}}', encoding="utf-8")
    with pytest.raises(InputError, match="weather is no room"):
        load_floors(path)
