"""The benches measure what they say."""

from __future__ import annotations

import importlib
import json
from types import ModuleType
from typing import Any

import pytest

from conftest import ROOT
from khabar.cli import main as start


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`bench.ablations`, imported as `python -m` does it: from the repository's root."""
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("bench.ablations")


def test_every_part_that_is_taken_out_is_there(bench: ModuleType) -> None:
    """A part that moved would be measured as worth nothing: each name must still be found, and be put back."""
    from khabar import reader

    before = reader.find_times
    for part in bench.PARTS:
        with bench.without(part):
            pass
    assert reader.find_times is before
    with bench.without("times"):
        assert reader.find_times() == ()


def test_a_command_runs_without_its_part(bench: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """`--run PART COMMAND` is khabar without the part: other scripts can measure it."""
    with pytest.raises(SystemExit):
        bench.run("times", ["read", str(ROOT / "examples" / "hudna.txt"), "--no-model", "-f", "json"], start)
    assert json.loads(capsys.readouterr().out)["times"] == []


def test_texts_to_measure_with_are_of_one_length(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred words each, the same ones every time."""
    monkeypatch.syspath_prepend(str(ROOT))
    texts: Any = importlib.import_module("bench.texts")
    made = texts.reports(5)
    assert [len(t.split()) for t in made] == [300] * 5
    assert made == texts.reports(5) and len(set(made)) == 5
