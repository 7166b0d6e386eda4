"""The project's own reports of ambiguous places and aliases keep their floor."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from khabar.lexicon import Lexicon, parse_book
from naming import entities_of

FOLDER = Path(__file__).parent.parent.parent / "eval" / "linking"
FLOOR = 0.97


def test_linking_keeps_its_floor(lexicon: Lexicon) -> None:
    """By grammar alone, at least so many expectations hold; there are sixty reports or more."""
    spec = importlib.util.spec_from_file_location("linking_score", FOLDER / "score.py")
    assert spec is not None and spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    reports = parse_book("linking/reports", (FOLDER / "reports.yaml").read_bytes())["entries"]
    held = [
        any(score.holds(e, wanted) for e in entities_of(r["text"], lexicon, r.get("publisher")))
        for r in reports
        for wanted in r["expect"]
    ]
    assert len(reports) >= 60
    assert sum(held) / len(held) >= FLOOR
