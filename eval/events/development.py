"""Over-coding on real reports: how many ASSAULT events Khabar tells for each that a careful reader marks.

usage: python eval/events/development.py [SHARED]     SHARED is the folder of shared data, ../shared unless given
       prints the ratio and the recall; exit 1 above a ratio of 1.3

`development.jsonl` holds 40 reports drawn from 200, and of each only its set, its id, the SHA-1 of its text and the
offsets (code points) of the words that a careful reader marked as the first plain telling of an event of violence: the
texts are others'. The 200 are 140 reports of `airwars/reports.jsonl` and 60 of `news/almayadeen_2023_2024.jsonl.gz`,
all of at most 1,600 characters, drawn from the sorted ids with `random.Random(7)`; the 40 are drawn from them by the
same generator. Marked are deeds told as done or going on, by whomever, those of the background with a telling of their
own among them, each once however often it is told; not what is planned, warned of or denied, not the titles of other
articles and comments around the report, not arrests and raids without violence, not rockets shot down.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from pathlib import Path

from khabar.encoder import wanted_encoder
from khabar.objects import Event, Page
from khabar.reader import Reader

MARKED = Path(__file__).parent / "development.jsonl"
MOST = 1.3


def texts(shared: Path) -> dict[tuple[str, str], dict[str, str]]:
    """(set, id) → text, title and publisher of every report of the two sets."""
    found = {}
    with (shared / "data" / "airwars" / "reports.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            found["airwars", row["id"]] = {"text": row["text"], "publisher": row["publisher"] or ""}
    with gzip.open(shared / "data" / "news" / "almayadeen_2023_2024.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            found["almayadeen", str(row["postId"])] = {"text": row["full_text"], "publisher": "الميادين"}
    return found


def tells(event: Event, words: str) -> bool:
    """True where an event's trigger or evidences hold the words marked."""
    return any(words in span.text for span in (event.trigger, event.evidence, *event.also))


def main() -> int:
    """Score the set."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    known = texts(shared)
    reader = Reader(tagger=wanted_encoder())
    predicted = marked = found = 0
    for row in map(json.loads, MARKED.read_text(encoding="utf-8").splitlines()):
        report = known[row["set"], row["id"]]
        text = report["text"]
        if hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest() != row["sha1"]:
            sys.exit(f"{row['id']}: this is not the text that was marked")
        page = Page(data=text, source_id=row["id"], format="text", publisher=report["publisher"] or None)
        events = [e for e in reader.read(page).events if e.type == "ASSAULT" and e.status in ("occurred", "ongoing")]
        words = [text[start:end] for start, end in row["marked"]]
        hit = [w for w in words if any(tells(e, w) for e in events)]
        predicted, marked, found = predicted + len(events), marked + len(words), found + len(hit)
        if len(events) != len(words) or len(hit) != len(words):
            print(row["id"], "marked", words, "found", len(hit), "told", [e.trigger.text for e in events])
    ratio, recall = predicted / marked, found / marked
    print(f"predicted {predicted}, marked {marked}, ratio {ratio:.2f}, recall {recall:.2f}")
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())
