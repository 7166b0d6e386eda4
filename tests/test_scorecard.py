"""The scorecard holds what was measured, and nothing else."""

from __future__ import annotations

import importlib.util
import json
import re
from types import ModuleType

import yaml

from conftest import ROOT

RESULTS = ROOT / "eval" / "results"


def scorecard() -> ModuleType:
    """The script that makes the page."""
    spec = importlib.util.spec_from_file_location("scorecard", ROOT / "scripts" / "scorecard.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_results_make_it() -> None:
    """Whoever measures anew, or edits a figure by hand, is told to run `just scorecard`."""
    assert (ROOT / "docs" / "scorecard.md").read_text("utf-8") == scorecard().page()


def test_every_result_says_when_and_how() -> None:
    """A day, a command and the commit it ran on."""
    for path in RESULTS.glob("*.json"):
        found = json.loads(path.read_text("utf-8"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", found["date"]), path.name
        assert found["command"] and found["commit"], path.name
        assert found["id"] == path.stem


def test_every_measure_is_shown() -> None:
    """No measure is left out of the page, measured or not, and each that rests on other people's data says of which."""
    page = (ROOT / "docs" / "scorecard.md").read_text("utf-8")
    for entry in yaml.safe_load((ROOT / "eval" / "measures.yaml").read_text("utf-8"))["measures"]:
        assert entry["command"] in page or entry["group"] in ("gold", "parts", "speed"), entry["id"]
        assert set(entry) <= {"id", "group", "title", "command", "keep", "caution", "data", "beside", "json"}
        if entry["group"] == "public" and "gold/" not in entry["command"]:
            assert entry.get("caution"), entry["id"]


def test_figures_of_an_evaluation_are_read_back() -> None:
    """The lines that `khabar eval` prints are understood: name, figure, interval, precision and recall."""
    line = "* times.right values                             0.981 [0.950 1.000]  P 0.970  R 0.992  of 7"
    row = scorecard()._FIGURE.fullmatch(line)
    assert row and (row["name"], row["f1"], row["high"], row["r"]) == ("times.right values", "0.981", "1.000", "0.992")
