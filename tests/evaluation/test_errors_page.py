"""The page of errors shows every fault in its text, and nothing of a report can break it."""

from __future__ import annotations

from pathlib import Path

from goldfiles import REPORT, write
from khabar.evaluation.errors_page import errors_page
from khabar.evaluation.gold_set import load_gold
from khabar.evaluation.score import evaluate


def test_faults_are_marked_and_everything_is_escaped(tmp_path: Path) -> None:
    """A text with markup in it is shown as text; the page runs right to left and loads nothing."""
    gold = load_gold(write(tmp_path, report=REPORT.replace("مرتين.", "مرتين. <script>alert(1)</script>")))
    page = "".join(errors_page(gold, evaluate(gold, {})))
    assert "<script" not in page and "&lt;script&gt;" in page
    assert 'dir="rtl"' in page and "default-src 'none'" in page
    assert page.count('class="missed"') >= 5
