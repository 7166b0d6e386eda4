"""The composed passages of `eval/statements`, read and held to floors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from khabar.lexicon import load_lexicon
from khabar.objects import Page, Record
from khabar.reader import Reader

FILE = Path(__file__).parents[2] / "eval" / "statements" / "composed.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
# Shares of the annotated statements; all stood at 1.0 when the floors were set.
FLOORS = {"cue": 0.97, "act": 0.97, "content": 0.95, "speaker": 0.95, "via": 0.95}


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """The records of all passages, in order."""
    reader = Reader(load_lexicon())
    return [reader.read(Page(data=row["text"], source_id=row["id"], format="text")) for row in ROWS]


def test_the_annotation_is_whole() -> None:
    """At least sixty passages; cues and contents lie where their offsets say; some passages have no statement."""
    assert len(ROWS) >= 60 and len({row["id"] for row in ROWS}) == len(ROWS)
    assert sum(not row["statements"] for row in ROWS) >= 8
    for row in ROWS:
        for s in row["statements"]:
            assert row["text"].startswith(s["cue"], s["cue_start"])
            assert 0 <= s["content_start"] < s["content_end"] <= len(row["text"])


def test_floors(records: list[Record]) -> None:
    """Cue, act, content, speaker and relays stand at or above their floors."""
    right = dict.fromkeys(FLOORS, 0)
    for row, record in zip(ROWS, records, strict=True):
        names = {e.id: " ".join((e.name, *e.aliases, *(m.text for m in e.mentions))) for e in record.entities}
        for want in row["statements"]:
            got = next((s for s in record.statements if s.cue and s.cue.start == want["cue_start"]), None)
            if got is None:
                continue
            said_by = got.speaker_text.text if got.speaker_text else ""
            right["cue"] += 1
            right["act"] += got.act == want["act"]
            right["content"] += (got.content.start, got.content.end) == (want["content_start"], want["content_end"])
            right["speaker"] += want["speaker_head"] in said_by + names.get(got.speaker or "", "")
            right["via"] += len(got.via) == len(want["via"])
    total = sum(len(row["statements"]) for row in ROWS)
    assert {k: v / total for k, v in right.items() if v / total < FLOORS[k]} == {}


def test_no_false_alarm(records: list[Record]) -> None:
    """Passages in which nobody says anything give no statement."""
    assert [
        r.report.source_id for row, r in zip(ROWS, records, strict=True) if not row["statements"] and r.statements
    ] == []
