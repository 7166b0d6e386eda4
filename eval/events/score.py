"""How many ASSAULT events Khabar tells for each that a careful reader marks, and how many of those it finds.

usage: python eval/events/score.py        prints the ratio and the recall; exit 1 above 1.3 or below 0.85
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from khabar.objects import Event, Page
from khabar.reader import Reader

SET = Path(__file__).parent / "set.yaml"
MOST = 1.3
LEAST = 0.85


def tells(event: Event, words: str) -> bool:
    """True where an event's trigger or evidences hold the words marked."""
    return any(words in span.text for span in (event.trigger, event.evidence, *event.also))


def main() -> int:
    """Score the set."""
    reader = Reader()
    predicted = marked = found = 0
    for report in yaml.safe_load(SET.read_text(encoding="utf-8"))["reports"]:
        page = Page(
            data=report["text"].strip(), source_id=report["id"], format="text", published=str(report["published"])
        )
        events = [e for e in reader.read(page).events if e.type == "ASSAULT" and e.status in ("occurred", "ongoing")]
        predicted += len(events)
        marked += len(report["marked"])
        found += sum(any(tells(e, words) for e in events) for words in report["marked"])
        if len(events) != len(report["marked"]):
            told = [e.trigger.text for e in events]
            print(f"{report['id']}: marked {report['marked']}, told {told}")
    ratio, recall = predicted / marked, found / marked
    print(f"predicted {predicted}, marked {marked}, ratio {ratio:.2f}, recall {recall:.2f}")
    return int(ratio > MOST or recall < LEAST)


if __name__ == "__main__":
    sys.exit(main())
