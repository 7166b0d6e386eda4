"""Reports to measure with: paragraphs of the gold reports, which are in the sources, drawn by a fixed seed."""

from __future__ import annotations

import random
from pathlib import Path

from khabar.evaluation.gold import load_source

GOLD = Path(__file__).resolve().parents[1] / "eval" / "gold"
WORDS = 300


def reports(number: int, words: int = WORDS, seed: int = 300) -> list[str]:
    """`number` texts of `words` words each: paragraphs of several gold reports, the last one cut."""
    draw = random.Random(seed)
    folder = GOLD / "reports"
    paths = sorted(folder.glob("*.yaml")) or sorted((GOLD / "examples" / "reports").glob("*.yaml"))
    paragraphs = [p for path in paths for p in load_source(path).text.split("\n\n")]
    return [_report(draw, paragraphs, words) for _ in range(number)]


def _report(draw: random.Random, paragraphs: list[str], words: int) -> str:
    taken: list[str] = []
    left = words
    while left > 0:
        part = draw.choice(paragraphs).split()[:left]
        left -= len(part)
        taken.append(" ".join(part))
    return "\n\n".join(taken)
