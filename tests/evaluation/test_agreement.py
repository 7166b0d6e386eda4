"""Two readers' marks are compared as a reader with the gold."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldfiles import MARKS, write
from khabar.errors import InputError
from khabar.evaluation.agreement import agreement


def test_agreement_is_scored_over_reports_that_both_marked(tmp_path: Path) -> None:
    """A difference of one mark shows in its room alone; a report that one marked is left out."""
    write(tmp_path, name="first")
    write(tmp_path, name="second", marks=MARKS.replace("status: occurred", "status: denied"))
    write(tmp_path, "syr-news-02", name="first")
    result = agreement(tmp_path)
    assert set(result.sheets) == {"syr-news-01"}
    low = {f.name for f in result.figures if f.tally.f1 < 1}
    assert low == {"events.status", "events.with type, status, actors, place, time"}


def test_no_report_that_both_marked_is_an_error(tmp_path: Path) -> None:
    """It says which files are needed."""
    write(tmp_path, name="first")
    with pytest.raises(InputError, match=r"second/ID\.yaml"):
        agreement(tmp_path)
