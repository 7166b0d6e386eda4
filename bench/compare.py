"""How the cost of `khabar compare` grows: 1,000, 10,000 and 100,000 made-up records in one run.

usage: python bench/compare.py [N …]

Records are made, not read: each incident has a place, a day, a figure and one to six reports, some of them reprints of
another with a word changed; each report tells its incident and two of the past. Places lie on a grid of 4,000 points,
days over three years, as an archive of one war has them. Prints seconds, records a second, peak memory, and the ratio
of cost per record to that of the smallest set (1.0: linear).
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

SIZES = (1_000, 10_000, 100_000)
WORDS = [f"{a}{b}{c}" for a in "بتجحدرسشصعفقكلمنه" for b in "اويرلمن" for c in ("ية", "ات", "ون", "ان", "ة", "ي", "وم")]


def records(n: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """`n` records of about n/3 incidents."""
    rng = random.Random(seed)
    made = 0
    while made < n:
        incident = _incident(rng)
        text = _text(rng)
        for report in range(rng.choice((1, 1, 2, 3, 4, 6))):
            if made == n:
                return
            if report and rng.random() < 0.5:
                words = text.split()
                words[rng.randrange(len(words))] = rng.choice(WORDS)
                body = " ".join(words)
            else:
                body = text = _text(rng)
            yield _record(f"r{made}", body, [incident, _incident(rng), _incident(rng)], rng)
            made += 1


def _incident(rng: random.Random) -> dict[str, Any]:
    return {
        "place": rng.randrange(4000),
        "day": f"20{rng.randint(21, 23)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
        "killed": rng.randint(1, 9),
    }


def _text(rng: random.Random) -> str:
    return ". ".join(" ".join(rng.choice(WORDS) for _ in range(18)) for _ in range(6))


def _record(source_id: str, text: str, told: list[dict[str, Any]], rng: random.Random) -> dict[str, Any]:
    entities: list[dict[str, Any]] = [
        {
            "id": "e1",
            "kind": "organization",
            "name": f"مصدر رقم {rng.randrange(300)}",
            "aliases": [],
            "actor": None,
            "place": None,
        }
    ]
    events, times = [], []
    edges = [m for m, c in enumerate(text) if c == "."]
    starts = [0, *(e + 2 for e in edges)]
    for at, deed in enumerate(told):
        entities.append(
            {
                "id": f"e{at + 2}",
                "kind": "place",
                "name": f"قرية {deed['place']}",
                "aliases": [],
                "actor": None,
                "place": {
                    "lat": 33 + deed["place"] // 63 * 0.06,
                    "lon": 36 + deed["place"] % 63 * 0.09,
                    "precision": "exact",
                    "country": "SYR",
                    "admin1": None,
                    "admin2": None,
                },
            }
        )
        times.append({"id": f"t{at + 1}", "interval": {"begin": deed["day"], "end": deed["day"]}})
        span = {"start": starts[at], "end": edges[at], "text": text[starts[at] : edges[at]]}
        count = {
            "what": "killed",
            "who": "civilian",
            "min": deed["killed"],
            "max": deed["killed"],
            "subset_of": None,
        } | span
        events.append(
            {
                "id": f"v{at + 1}",
                "type": "ASSAULT",
                "mode": "airstrike",
                "actors": [],
                "recipients": [],
                "place": f"e{at + 2}",
                "time": f"t{at + 1}",
                "counts": [count],
                "victims": [],
                "status": "occurred",
                "statement": "s1",
                "about": None,
                "evidence": span,
                "also": [],
            }
        )
    report = {
        "id": sha256(text.encode()).hexdigest(),
        "source_id": source_id,
        "url": None,
        "title": None,
        "publisher": None,
        "agency": None,
        "published": {"date": told[0]["day"], "time": None},
        "text": text,
        "parts": [{"kind": "body", "start": 0, "end": len(text)}],
    }
    return {
        "schema": "khabar.record/1",
        "report": report,
        "entities": entities,
        "times": times,
        "statements": [{"id": "s1", "act": "assert", "chain": ["e1"], "speaker": "e1"}],
        "events": events,
    }


def measure(n: int) -> tuple[float, float, int]:
    """(seconds, peak memory in MB, incidents) of `khabar compare` over `n` records, as a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "records.jsonl"), Path(folder, "incidents.jsonl")
        with source.open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in records(n))
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-m", "khabar", "compare", str(source), "-o", str(target)], check=True)
        took = time.perf_counter() - begin
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        with target.open(encoding="utf-8") as stream:
            return took, peak, sum(1 for _ in stream)


def main() -> None:
    """Print a line for each size."""
    sizes = [int(a) for a in sys.argv[1:]] or list(SIZES)
    first = 0.0
    for n in sizes:
        took, peak, found = measure(n)
        first = first or took / n
        print(
            f"{n:>7} records  {took:7.1f} s  {n / took:7.0f}/s  peak {peak:6.0f} MB  {found} incidents  "
            f"cost a record {took / n / first:.2f} of the smallest"
        )


if __name__ == "__main__":
    main()
