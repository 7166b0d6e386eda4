"""Gold against records: one sheet a report, summed into figures with bootstrap intervals, by genre and by country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khabar.evaluation.deeds import score_events
from khabar.evaluation.figures import score_counts, score_times
from khabar.evaluation.gold_set import GoldReport
from khabar.evaluation.gold_types import Marks
from khabar.evaluation.names import Naming, score_entities
from khabar.evaluation.reading import read_record
from khabar.evaluation.speech import score_statements
from khabar.evaluation.tally import Sheet, Tally

ROOMS = ("times", "counts", "entities", "links", "statements", "events")
# One figure a room: what its floor is held against and what the last line gives.
HEADLINES = {
    "times": "times.right values",
    "counts": "counts.right",
    "entities": "entities.names and kinds",
    "links": "links.places and actors",
    "statements": "statements.whole",
    "events": "events.with type",
}
DRAWS, SEED = 1000, 12


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure over many reports; `low` and `high` hold 95 of 100 bootstrap draws of the reports."""

    name: str
    tally: Tally
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Result:
    """What an evaluation gives: figures, the headline of each group of reports, and each report's sheet."""

    figures: tuple[Figure, ...]
    groups: Mapping[str, Mapping[str, tuple[int, float]]]
    sheets: Mapping[str, Sheet]

    def headline(self, room: str) -> float | None:
        """The room's figure, None where it was not scored."""
        return next((f.tally.f1 for f in self.figures if f.name == HEADLINES[room]), None)


def score_report(marks: Marks, record: Mapping[str, Any], text: str) -> Sheet:
    """All rooms of one record against the marks of its report."""
    reading = read_record(record, text)
    naming = Naming(marks, reading)
    sheet = Sheet()
    score_times(marks, reading, sheet)
    score_counts(marks, reading, sheet)
    score_entities(marks, reading, naming, sheet)
    statements = score_statements(marks, reading, naming, sheet)
    score_events(marks, reading, naming, statements, sheet)
    return sheet


def evaluate(
    gold: Sequence[GoldReport], records: Mapping[str, Mapping[str, Any]], rooms: Sequence[str] = ROOMS
) -> Result:
    """Score the records of all gold reports; a report without a record counts as read and nothing found."""
    sheets = {}
    for report in gold:
        record = records.get(report.source.id) or {"report": {"text": report.source.text}}
        sheet = score_report(report.marks, record, report.source.text)
        tallies = {k: v for k, v in sheet.tallies.items() if k.split(".")[0] in rooms}
        sheets[report.source.id] = Sheet(tallies, [f for f in sheet.faults if f.room in rooms])
    groups: dict[str, dict[str, tuple[int, float]]] = {}
    for kind in ("genre", "country"):
        for value in sorted({getattr(r.source, kind) for r in gold}):
            mine = [sheets[r.source.id] for r in gold if getattr(r.source, kind) == value]
            sums = total(mine)
            groups[f"{kind} {value}"] = {r: (len(mine), sums[HEADLINES[r]].f1) for r in rooms if HEADLINES[r] in sums}
    return Result(tuple(figures(list(sheets.values()))), groups, sheets)


def total(sheets: Iterable[Sheet]) -> dict[str, Tally]:
    """The sum of the tallies of many reports."""
    sums: dict[str, Tally] = {}
    for sheet in sheets:
        for name, tally in sheet.tallies.items():
            sums[name] = sums.get(name, Tally()).plus(tally)
    return sums


def figures(sheets: Sequence[Sheet]) -> list[Figure]:
    """Every figure with its interval: the reports are drawn anew, with replacement, by a fixed seed."""
    import numpy as np

    draw = np.random.default_rng(SEED)
    weights = draw.multinomial(len(sheets), [1 / len(sheets)] * len(sheets), DRAWS) if sheets else np.zeros((DRAWS, 0))
    found = []
    for name, tally in total(sheets).items():
        counted = np.array([s.tallies.get(name, Tally()) for s in sheets])
        hit, said, wanted = (weights @ counted).T
        f1 = np.where(said + wanted > 0, 2 * hit / np.maximum(said + wanted, 1e-9), 1.0)
        low, high = np.percentile(f1, [2.5, 97.5])
        found.append(Figure(name, tally, float(low), float(high)))
    return sorted(found, key=lambda f: (ROOMS.index(f.name.split(".")[0]), f.name != HEADLINES[f.name.split(".")[0]]))
