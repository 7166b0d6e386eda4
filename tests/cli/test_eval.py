"""`khabar eval` as a user runs it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from conftest import ROOT
from goldfiles import MARKS, write
from khabar.evaluation.gold_set import load_gold
from khabar.evaluation.readers import as_record
from running import Run

EXAMPLES = ROOT / "eval" / "gold" / "examples"


def records(folder: Path, target: Path) -> Path:
    """The gold of a folder as the records of a perfect reader."""
    lines = [json.dumps(as_record(r.marks, r.source), ensure_ascii=False) for r in load_gold(folder)]
    target.write_text("\n".join(lines), encoding="utf-8")
    return target


def test_khabar_is_scored_in_this_process(khabar: Run, tmp_path: Path) -> None:
    """Figures, groups, the last line, and the page of errors."""
    page = tmp_path / "errors.html"
    ran = khabar("eval", "--gold", EXAMPLES, "--no-model", "--html", page)
    assert ran.code == 0
    assert ran.out.splitlines()[-1].startswith("eval mean 0.")
    assert "genre post" in ran.out and "country YEM" in ran.out
    assert "</html>" in page.read_text("utf-8")


def test_records_and_commands_are_scored_alike(khabar: Run, tmp_path: Path) -> None:
    """A file of records, and a command that prints it, give the same lines."""
    file = records(EXAMPLES, tmp_path / "records.jsonl")
    one = khabar("eval", "--gold", EXAMPLES, "--records", file)
    script = tmp_path / "reader.py"
    script.write_text(f"import sys; assert sys.argv[1]; print(open({str(file)!r}, encoding='utf-8').read())", "utf-8")
    other = khabar("eval", "--gold", EXAMPLES, "--reader", f"{sys.executable} {script}")
    assert one.out == other.out and "eval mean 1.000 of 2 reports" in one.out


def test_a_reader_that_fails_is_named(khabar: Run, tmp_path: Path) -> None:
    """Its command, its exit code, what it said; so are lines that are no records."""
    ran = khabar("eval", "--gold", EXAMPLES, "--reader", f"{sys.executable} -c 'raise SystemExit(7)'")
    assert ran.code == 2 and "failed (7)" in ran.err
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{}\n", encoding="utf-8")
    ran = khabar("eval", "--gold", EXAMPLES, "--records", bad)
    assert ran.code == 2 and "line 1 is no record" in ran.err


def test_one_reader_at_a_time(khabar: Run, tmp_path: Path) -> None:
    """Two of the choices are refused."""
    assert khabar("eval", "--gold", EXAMPLES, "--agreement", "--records", tmp_path / "x").code == 2


def test_a_broken_floor_fails_the_command(khabar: Run, tmp_path: Path) -> None:
    """The exit code is 1 and the room is named."""
    floors = tmp_path / "floors.json"
    floors.write_text('{"grammar": {"events": 1.0}}', encoding="utf-8")
    ran = khabar("eval", "--gold", EXAMPLES, "--no-model", "--room", "events", "--floors", floors)
    assert ran.code == 1 and "its floor 1.000" in ran.err


def test_the_gold_is_checked(khabar: Run, tmp_path: Path) -> None:
    """Faults are printed, a line each, and the exit code is 1; a faultless folder is said to be."""
    assert khabar("eval", "--check", "--gold", EXAMPLES).code == 0
    ran = khabar("eval", "--check", "--gold", write(tmp_path, marks=MARKS.replace("قصفت", "قصفوا")))
    assert ran.code == 1 and "«قصفوا» is not in the text" in ran.out
