"""Who did what to whom, and whether it was done, in plain sentences of one construction each, by grammar alone.

usage: python eval/constructions/score.py [--show]
For each set the sentences whose deed is found, and of those the ones whose type, actors, recipients and place are
right: all that are asked for and no other; whether the deed is done, planned, denied …; whose stand is about it.
`wrongly accused` counts the deeds with an actor who did not do it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from khabar.objects import Event, Page, Record
from khabar.reader import Reader
from khabar.text.fold import fold

SENTENCES = Path(__file__).parent / "sentences.yaml"
SIDES = ("actors", "recipients", "place")


def main(show: bool) -> None:
    """Print a line a set; with `show` every sentence that is read otherwise, too."""
    reader = Reader()
    tally: dict[str, dict[str, list[bool]]] = {}
    for entry in yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))["entries"]:
        record = reader.read(Page(data=entry["text"], source_id="sentence", format="text", published="2024-05-25"))
        right = judge(record, entry)
        for name, holds in right.items():
            tally.setdefault(entry["set"], {}).setdefault(name, []).append(holds)
        if show and not all(holds for name, holds in right.items() if name != "wrongly accused"):
            print(f"{', '.join(name for name, holds in right.items() if not holds)}: {entry['text']}")
    for group, found in tally.items():
        shares = (f"{name} {sum(held)}/{len(held)}" for name, held in found.items())
        print(f"constructions, {group}: {', '.join(shares)}")


def judge(record: Record, entry: Mapping[str, Any]) -> dict[str, bool]:
    """What is asked of a sentence, and whether it holds; only `found` where its deed is not found."""
    event = deed(record.events, entry["deed"])
    if event is None:
        return {"found": False}
    names = {e.id: fold(" ".join((e.name, *(m.text for m in e.mentions)))) for e in record.entities}
    given: dict[str, Sequence[str]] = {
        "actors": event.actors,
        "recipients": event.recipients,
        "place": (event.place,) if event.place else (),
    }
    right = {"found": True}
    if "type" in entry:
        right["type"] = event.type == entry["type"]
    for side in SIDES:
        if side in entry:
            right[side] = same([names[i] for i in given[side]], entry[side])
    if "status" in entry:
        right["status"] = event.status == entry["status"]
    if "stand" in entry:
        stand = deed(record.events, entry["stand"])
        right["stand"] = stand is not None and stand.about == event.id
    if "actors" in entry:
        right["wrongly accused"] = any(not named(names[i], entry["actors"]) for i in given["actors"])
    return right


def deed(events: Sequence[Event], words: str) -> Event | None:
    """The event whose trigger holds one of the words, else the one whose evidence does."""
    spellings = [fold(word) for word in words.split("|")]
    by_trigger = (e for e in events if any(w in fold(e.trigger.text) for w in spellings))
    by_evidence = (e for e in events if any(w in fold(e.evidence.text) for w in spellings))
    return next(by_trigger, None) or next(by_evidence, None)


def same(given: Sequence[str], wanted: Sequence[str]) -> bool:
    """True where each wanted name is given, and as many as wanted."""
    return len(given) == len(wanted) and all(any(named(name, [want]) for name in given) for want in wanted)


def named(name: str, wanted: Sequence[str]) -> bool:
    """True where a folded name and its mentions hold one of the names, in one of its spellings."""
    return any(fold(spelling) in name for want in wanted for spelling in want.split("|"))


if __name__ == "__main__":
    main("--show" in sys.argv)
