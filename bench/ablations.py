"""What each part of Khabar is worth: the same reading without it.

usage: python -m bench.ablations [--json FILE] [PART …]         every room's first figure on the gold, part by part;
                                                                with ../shared its quicker scripts' last lines as well
       python -m bench.ablations --run PART COMMAND …           `khabar COMMAND …` without the part, for other scripts:
       KHABAR="python -m bench.ablations --run gazetteer" python3 ../shared/bench/score_ner.py FILE

Reading is by grammar, and the encoder is a part that is put in. A part is taken out where the others call it; nothing
else changes. A difference is of this gold, whose intervals `khabar eval` prints: one smaller than them is no finding.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from khabar.encoder import wanted_encoder
from khabar.evaluation.gold_set import load_gold
from khabar.evaluation.readers import by_khabar
from khabar.evaluation.score import ROOMS, evaluate
from khabar.mentions.gazetteer import Lookup

ROOT = Path(__file__).resolve().parents[1]
GOLD, SHARED = ROOT / "eval" / "gold", ROOT.parent / "shared"
# Scripts with their data and the parts that may matter to them.
SCRIPTS = {
    "score_counts.py": ("gold/counts_dev.jsonl", ("statements", "sentence head")),
    "score_attribution.py": (
        "gold/attribution_dev.jsonl",
        ("gazetteer", "books of actors", "people by grammar", "antecedents"),
    ),
}


def nothing(*given: Any, **named: Any) -> tuple[()]:
    """A step that finds nothing."""
    return ()


def no_statements(*given: Any) -> tuple[tuple[()], Any]:
    """No statements, and the entities as they were."""
    return (), given[3]


WHOLE, ADDED = "everything", "with the encoder too"
# Each part with where it is called and what stands in for it.
PARTS: dict[str, list[tuple[str, Any]]] = {
    "gazetteer": [("khabar.mentions.gazetteer.Gazetteer._lookup", lambda self, key: Lookup())],
    "books of actors": [("khabar.mentions.tagger.find_actors", nothing)],
    "people by grammar": [("khabar.mentions.tagger.PeopleFinder.find", lambda self: ([], []))],
    "antecedents": [("khabar.entities.coreference._Sieve._antecedent", lambda self, number: None)],
    "times": [("khabar.reader.find_times", nothing)],
    "counts": [("khabar.reader.find_counts", nothing)],
    "statements": [("khabar.reader.find_statements", no_statements)],
    "sentence head": [("khabar.events.narrative.load_head", lambda: None)],
}


def without(part: str) -> ExitStack:
    """A context in which the part is not there."""
    stack = ExitStack()
    for target, substitute in PARTS[part]:
        stack.enter_context(patch(target, substitute))
    return stack


def others(parts: list[str]) -> dict[str, dict[str, str]]:
    """The last lines of the quicker scripts of `../shared`, where those are: with everything, without each part."""
    found: dict[str, dict[str, str]] = {}
    paths = f"{ROOT}{os.pathsep}{ROOT / 'src'}"
    for name, (data, matter) in SCRIPTS.items() if SHARED.exists() else ():
        command = [sys.executable, str(SHARED / "bench" / name), str(SHARED / "data" / data)]
        for part in [WHOLE, *(p for p in matter if p in parts)]:
            module = "khabar" if part == WHOLE else f"bench.ablations --run '{part}'"
            environment = os.environ | {
                "KHABAR": f"{sys.executable} -m {module}", "PYTHONPATH": paths, "KHABAR_MODEL": "false",
            }  # fmt: skip
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
            found.setdefault(name, {})[part] = done.stdout.splitlines()[-1]
    return found


def measure(parts: list[str]) -> dict[str, dict[str, float]]:
    """Every room's first figure on the gold: by grammar with everything, with the encoder, and without each part."""
    gold = load_gold(GOLD)
    found = {}
    for part in [WHOLE, ADDED, *parts]:
        with without(part) if part in PARTS else ExitStack():
            records = by_khabar([r.source for r in gold], wanted_encoder(True) if part == ADDED else None)
        result = evaluate(gold, records)
        found[part] = {room: result.headline(room) or 0.0 for room in ROOMS}
    return found


def main() -> None:
    """Print a line a part, or run a command without one."""
    if sys.argv[1:2] == ["--run"]:
        part, *command = sys.argv[2:]
        run(part, command)
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="only these")
    parser.add_argument("--json", type=Path, help="write the figures there")
    given = parser.parse_args()
    parts = given.parts or list(PARTS)
    found = measure(parts)
    whole = found[WHOLE]
    for part, rooms in found.items():
        shown = "  ".join(f"{room} {value:.3f} ({value - whole[room]:+.3f})" for room, value in rooms.items())
        print(f"{'without ' + part if part in PARTS else part:26} {shown}")
    also = others(parts) if given.json or not given.parts else {}
    for name, lines in also.items():
        for part, line in lines.items():
            print(f"{name}, {part}: {line}")
    if given.json:
        given.json.write_text(json.dumps({"gold": found, "others": also}, ensure_ascii=False, indent=1) + "\n", "utf-8")


def run(part: str, command: list[str], start: Callable[[], None] | None = None) -> None:
    """`khabar COMMAND` without the part, in this process."""
    if start is None:
        from khabar.cli import main as start
    sys.argv = ["khabar", *command]
    with without(part):
        start()


if __name__ == "__main__":
    main()
