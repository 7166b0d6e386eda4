"""How rare words are in reports of deeds: makes `src/khabar/data/incidents/rarity.tsv`.

usage: python scripts/word_rarity.py NEWS.jsonl[.gz] … --stories REPORTS.jsonl

A word's rate is the share of news pages that hold it plus the share of stories that do; its rarity is the rate's
negative natural logarithm. Pages have `text`, `content` or `full_text`; stories are reports with `incidents`, of which
those that share the first count once, so that an incident told often does not make its words common. Words that are
rarer than `RAREST` are left out: the reader of the table takes them to be that rare. Counts only, no text, come out.
"""

from __future__ import annotations

import gzip
import io
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from khabar.incidents.stories import RAREST, lead_words

TABLE = Path(__file__).parents[1] / "src" / "khabar" / "data" / "incidents" / "rarity.tsv"
LEAST = 3  # incidents; a word of fewer may be a name, which is no vocabulary
HEADER = """# source: words of 16,000 news pages and of 348 reported incidents in Syria, counted by the Khabar project
# licence: Apache-2.0
# about: folded words without article, and how rare they are (negative natural logarithm of their rate)
"""


def rows(path: str) -> Iterator[dict[str, Any]]:
    """The objects of a table of lines."""
    data = Path(path).read_bytes()
    with io.BytesIO(gzip.decompress(data) if path.endswith(".gz") else data) as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def rates(documents: Iterator[set[str]]) -> Counter[str]:
    """Word → documents that hold it; `""` → how many there are."""
    counted: Counter[str] = Counter()
    for words in documents:
        counted.update({*words, ""})
    return counted


def main(news: list[str], stories: str) -> None:
    """Write the table."""
    pages = rates(
        set(lead_words(row.get("title"), row.get("text") or row.get("content") or row.get("full_text") or ""))
        for path in news
        for row in rows(path)
    )
    told: dict[str, set[str]] = {}
    for row in rows(stories):
        told.setdefault(row["incidents"][0], set()).update(lead_words(row.get("title"), row["text"]))
    incidents = rates(iter(told.values()))
    incidents = Counter({word: n for word, n in incidents.items() if n >= LEAST})
    rarity = {
        word: -math.log(pages[word] / pages[""] + incidents[word] / incidents[""])
        for word in {*pages, *incidents} - {""}
    }
    lines = [f"{word}\t{max(0.0, rare):.1f}\n" for word, rare in sorted(rarity.items()) if rare < RAREST]
    TABLE.write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1 : sys.argv.index("--stories")], sys.argv[-1])
