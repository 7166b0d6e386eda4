"""Linking against the project's own reports: places by distance, actors by id, aliases by entity.

usage: score.py [--show]    the last line is the share of expectations that hold
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from khabar.objects import Entity, Page
from khabar.reader import Reader
from khabar.text.fold import fold

REPORTS = Path(__file__).parent / "reports.yaml"
_WIDE = frozenset({"near", "admin2", "admin1", "country", None})


def main(show: bool) -> float:
    """The share of expectations that hold; prints the others with `show`."""
    reader = Reader()
    held = total = 0
    for report in yaml.safe_load(REPORTS.read_text(encoding="utf-8"))["entries"]:
        page = Page(data=report["text"], source_id=report["id"], format="text", publisher=report.get("publisher"))
        entities = reader.read(page).entities
        for wanted in report["expect"]:
            total += 1
            if any(holds(e, wanted) for e in entities):
                held += 1
            elif show:
                print("missing:", report["id"], wanted, [(e.name, e.kind, e.actor, e.place) for e in entities])
        for name in report.get("absent", ()):
            total += 1
            wrong = [e.name for e in entities if e.kind in ("place", "facility") and fold(e.name) == fold(name)]
            held += not wrong
            if wrong and show:
                print("should not be:", report["id"], wrong)
    print(f"linking accuracy {held / total:.3f}  ({held} of {total})")
    return held / total


def holds(entity: Entity, wanted: Mapping[str, Any]) -> bool:
    """True where an entity is what an entry of `expect` says."""
    names = {fold(n).replace(" ", "") for n in (entity.name, *entity.aliases, *(m.text for m in entity.mentions))}
    if not all(fold(n).replace(" ", "") in names for n in (wanted["name"], *wanted.get("same", ()))):
        return False
    if wanted.get("actor", entity.actor) != entity.actor or wanted.get("kind", entity.kind) != entity.kind:
        return False
    if "at" not in wanted:
        return True
    place = entity.place
    if wanted["at"] is None:
        return place is None or place.lat is None or place.precision in _WIDE
    if place is None or place.lat is None or place.lon is None:
        return False
    lat, lon = wanted["at"]
    east = (place.lon - lon) * math.cos(math.radians(lat))
    return math.hypot(place.lat - lat, east) * 111.2 <= wanted.get("km", 15)


if __name__ == "__main__":
    main("--show" in sys.argv)
