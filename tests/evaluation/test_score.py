"""A reader that reads as the marks have it scores 1 everywhere, and each fault lowers the figure it belongs to."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goldfiles import write
from khabar.evaluation.gold_set import GoldReport, load_gold
from khabar.evaluation.readers import as_record
from khabar.evaluation.reading import aligner
from khabar.evaluation.score import HEADLINES, Result, evaluate

Record = dict[str, Any]


@pytest.fixture
def gold(tmp_path: Path) -> GoldReport:
    """The one report of a folder of gold."""
    return load_gold(write(tmp_path))[0]


def score(gold: GoldReport, change: Callable[[Record], None] = lambda record: None) -> Result:
    """The result of a reader that reads as marked, but for one change."""
    record = copy.deepcopy(as_record(gold.marks, gold.source))
    change(record)
    return evaluate([gold], {gold.source.id: record})


def figure(result: Result, name: str) -> float:
    """One figure."""
    return next(f.tally.f1 for f in result.figures if f.name == name)


def test_a_perfect_reader_is_perfect(gold: GoldReport) -> None:
    """Every figure is 1 and no fault is listed."""
    result = score(gold)
    assert {f.name for f in result.figures} >= set(HEADLINES.values())
    assert all(f.tally.f1 == 1 == f.low for f in result.figures)
    assert not result.sheets[gold.source.id].faults


def test_a_reader_that_says_nothing_gets_nothing(gold: GoldReport) -> None:
    """A report without a record is one in which nothing was found."""
    result = evaluate([gold], {})
    assert {result.headline(room) for room in HEADLINES} == {0.0}
    assert {f.kind for f in result.sheets[gold.source.id].faults} == {"missed", "wrong"}


CHANGES: list[tuple[str, Callable[[Record], None]]] = [
    ("times.right values", lambda r: r["times"][0].update(interval={"begin": "2024-05-14", "end": "2024-05-14"})),
    ("counts.right", lambda r: r["counts"][0].update(max=None)),
    ("counts.who", lambda r: [c.update(who="child") for c in (*r["counts"], *r["events"][0]["counts"])]),
    ("entities.names and kinds", lambda r: r["entities"][0].update(kind="armed_group")),
    ("entities.names", lambda r: r["entities"][1]["mentions"].pop()),
    ("links.places", lambda r: r["entities"][1].update(place={"lat": 35.0, "lon": 36.0, "precision": "exact"})),
    ("links.actors", lambda r: r["entities"][0].update(actor_code="RUS MIL")),
    ("statements.speaker", lambda r: r["statements"][0].update(speaker="r")),
    ("statements.relays", lambda r: r["statements"][0].update(via=["r"])),
    (
        "statements.content",
        lambda r: r["statements"][0]["content"].update(end=r["statements"][0]["content"]["start"] + 5),
    ),
    ("statements.act", lambda r: r["statements"][0].update(act="deny")),
    ("statements.found", lambda r: r["statements"].clear()),
    ("events.with type", lambda r: r["events"][0].update(type="COERCE")),
    ("events.status", lambda r: r["events"][0].update(status="denied")),
    ("events.actors", lambda r: r["events"][0].update(actors=["m"])),
    ("events.place", lambda r: r["events"][0].update(place=None)),
    ("events.time", lambda r: r["events"][0].update(time=None)),
    ("events.figures", lambda r: r["events"][0]["counts"].clear()),
    ("events.in whose words", lambda r: r["events"][0].update(statement="s")),
    ("events.found", lambda r: r["events"].append(r["events"][0] | {"id": "w"})),
]


@pytest.mark.parametrize(("name", "change"), CHANGES, ids=[name for name, _ in CHANGES])
def test_each_fault_lowers_its_figure(gold: GoldReport, name: str, change: Callable[[Record], None]) -> None:
    """What is wrong shows in the figure that is named after it, and as a fault with its place."""
    result = score(gold, change)
    assert figure(result, name) < 1
    faults = result.sheets[gold.source.id].faults
    assert faults and {f.room for f in faults} >= {name.split(".")[0]}


def test_a_day_that_is_only_implied_is_no_time_found(gold: GoldReport) -> None:
    """A record may put an undated deed on the day of publication; no words say so, so it is not counted as too much."""
    result = score(gold, lambda r: r["times"].append(r["times"][0] | {"id": "i", "implied": True}))
    assert figure(result, "times.right values") == 1


def test_a_text_read_otherwise_is_put_beside_the_gold(gold: GoldReport) -> None:
    """Words are found again where a reader dropped a line or joined paragraphs."""
    read = "إعلان\n" + gold.source.text.replace("\n\n", " ")
    spot = aligner(read, gold.source.text)
    start = read.index("ماجد")
    found = spot({"start": start, "end": start + 11})
    assert found and gold.source.text[found.start : found.end] == "ماجد الخطيب"
    assert spot({"start": 0, "end": 5}) is None


def test_intervals_are_the_same_every_time(gold: GoldReport) -> None:
    """The draws have a fixed seed, and hold the figure itself."""
    one, other = score(gold, CHANGES[0][1]), score(gold, CHANGES[0][1])
    assert one.figures == other.figures
    assert all(f.low <= f.tally.f1 <= f.high for f in one.figures)


def test_only_the_rooms_asked_for_are_scored(gold: GoldReport) -> None:
    """No figure and no fault of another room."""
    result = evaluate([gold], {}, ("times",))
    assert (
        {f.name.split(".")[0] for f in result.figures}
        == {"times"}
        == {f.room for f in result.sheets[gold.source.id].faults}
    )
