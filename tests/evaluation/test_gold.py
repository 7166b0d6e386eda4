"""Gold files say what they mean, and every fault in them is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT
from goldfiles import MARKS, REPORT, write
from khabar.errors import InputError
from khabar.evaluation.gold_set import check, load_gold, state

GOLD = ROOT / "eval" / "gold"


def test_a_name_without_a_number_is_marked_everywhere(tmp_path: Path) -> None:
    """One line in the file marks all mentions of a name."""
    (report,) = load_gold(write(tmp_path))
    place = next(e for e in report.marks.entities if e.key == "z")
    assert len(place.names) == 2
    assert place.placed and place.at is None


def test_a_name_inside_a_longer_one_is_left_to_it(tmp_path: Path) -> None:
    """What is part of a longer marked name is no mention of its own."""
    marks = MARKS.replace("  m: {", "  n: {kind: organization, names: [النظام السوري]}\n  m: {")
    (report,) = load_gold(write(tmp_path, marks=marks.replace("النظام السوري]}", "النظام السوري], called: [النظام]}")))
    assert next(e for e in report.marks.entities if e.key == "n").names == ()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("قال,", "قالت,", "statements s cue: «قالت» is not in the text"),
        ("[r], place", "[x], place", "events v by: no entities marked under 'x'"),
        ("n: 4", "n: four", "counts c n: write 7"),
        ("value: 2024-05-13", "value: 2024-02-30", "day is out of range"),
        ("kind: person", "kind: man", "'man' is none of person"),
        ("act: assert, ", "", "statements s: act is missing"),
        ("quote: indirect", "quote: indirect, tone: angry", "unknown key tone"),
        ("status: occurred", "status: happened", "'happened' is none of occurred"),
        ("kind: organization", "kind: armed_group", "army or police is an organization"),
        ("trigger: قصفت", "trigger: [قصفت]", "is no text"),
        ("[الزاوية]", "الزاوية", "write a list"),
    ],
)
def test_every_fault_is_named(tmp_path: Path, before: str, after: str, said: str) -> None:
    """The file, the mark, and what to write instead."""
    assert before in MARKS
    faults = "\n".join(check(write(tmp_path, marks=MARKS.replace(before, after, 1))))
    assert said in faults
    assert "marks/syr-news-01.yaml" in faults


def test_a_header_is_checked(tmp_path: Path) -> None:
    """Country, day and licence are held to their form."""
    report = REPORT.replace("SYR", "Syria").replace("2024-05-14", "'2024'").replace("CC BY 4.0", "free")
    faults = list(check(write(tmp_path, report=report)))
    assert len(faults) == 3


def test_marks_without_a_report_are_named(tmp_path: Path) -> None:
    """A file of marks whose report is not there is a fault, and so is an id that nobody wrote."""
    folder = write(tmp_path)
    (folder / "reports" / "syr-news-01.yaml").unlink()
    assert list(check(folder)) == ["marks/syr-news-01.yaml: there is no reports/syr-news-01.yaml"]
    assert "irq" in next(iter(check(folder, ("irq",))))


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    """Nothing to score is an error that says which folder is meant."""
    with pytest.raises(InputError, match="--gold"):
        load_gold(tmp_path)
    assert state(tmp_path).startswith("0 reports")


@pytest.mark.parametrize("folder", [GOLD, GOLD / "examples"])
def test_the_gold_of_the_project_is_faultless(folder: Path) -> None:
    """Every quotation of every mark of every pass is found."""
    assert list(check(folder)) == []


def test_the_guidelines_show_the_examples_as_they_are() -> None:
    """What an annotator reads is what the check accepts."""
    text = (GOLD / "README.md").read_text("utf-8")
    shown = re.findall(r"`((?:reports|marks)/example-\d\.yaml)`\n\n```yaml\n(.*?)```", text, re.S)
    assert len(shown) == 4
    assert all((GOLD / "examples" / name).read_text("utf-8") == block for name, block in shown)
