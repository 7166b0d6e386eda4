"""The sentences that the head of `khabar.events.head` learns from, each with its features and how sure it is.

Four sources: the gold-standard records (votes of annotators), texts composed for the project (`training/composed`),
reports of strikes that researchers coded (Airwars; half of the incidents, so that the other half can be scored), and
unlabelled news, which `training/events.py` labels by a teacher.

usage: python -m training.sentences --work WORK     writes WORK/texts.json, for `python -m training.vectors --work WORK`
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import yaml

from khabar.events.chains import gather
from khabar.events.clauses import find_clauses
from khabar.events.head import GROUPS, KINDS, Seen, features
from khabar.events.scene import Scene
from khabar.events.status import told_as
from khabar.events.triggers import scan_sentence
from khabar.events.vocabulary import Vocabulary
from khabar.lexicon import Lexicon, load_lexicon
from khabar.mentions import find_counts
from khabar.objects import Part, Published, Report, Text
from khabar.text.analysis import analyse
from khabar.times import find_times
from training.corpora import SHARED

COMPOSED = Path(__file__).parent / "composed"
NEWS = ("almayadeen_2023_2024", "saudinewsnet")
SEED = 20240615
LENT = 300  # sentences lent by Airwars
SILVER = 2500  # sentences of the news a kind
_PLAIN = 20  # deed features of a sentence that holds a deed at all
_END = re.compile(r"(?<=[.!؟?])\s+|\n+")


@dataclass(frozen=True)
class Row:
    """One text: the share of annotators who accept it, its features by group, whether it holds words of the kind."""

    text: str
    kind: str
    share: float
    groups: dict[str, dict[str, int]]
    held: bool


def rows_of(lexicon: Lexicon, kind: str) -> list[Row]:
    """The sentences of the records that were voted on for `kind`, in the order of the file, each text once."""
    found: dict[str, Row] = {}
    with (SHARED / "gsr" / "gsr_sentences.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["event_type"] == kind:
                found[row["text"]] = _row(row["text"], kind, row["accept"] / row["total"], lexicon)
    return list(found.values())


def composed(lexicon: Lexicon, kind: str) -> list[Row]:
    """The sentences composed for `kind`, and as noes those composed for the other kind that hold words of this one.

    Where a protest and an assault are told by one sentence, the other file says nothing of it: told ones are left out.
    """
    found = []
    for own in KINDS:
        for text, told in _lines(own):
            if own == kind:
                found.append(_row(text, kind, float(told), lexicon))
            elif not told:
                row = _row(text, kind, 0.0, lexicon)
                found += [row] if row.held else []
    return found


def _lines(kind: str) -> Iterator[tuple[str, bool]]:
    book = yaml.safe_load((COMPOSED / f"{kind.lower()}.yaml").read_text(encoding="utf-8"))
    for label in ("told", "not_told"):
        for group in book[label].values():
            yield from ((line, label == "told") for line in group.splitlines())


def lends(incident: str) -> bool:
    """Whether reports of this Airwars incident may be learned from: of half of them; the others are for scoring."""
    return crc32(incident.encode()) % 2 == 0


def lent(lexicon: Lexicon) -> list[Row]:
    """Sentences of Airwars reports, all of which tell of strikes: those whose grammar shows an attack told as done."""
    with (SHARED / "airwars" / "reports.jsonl").open(encoding="utf-8") as lines:
        reports = [json.loads(line) for line in lines]
    texts = [r["text"] for r in reports if r["incidents"] and all(lends(i) for i in r["incidents"])]
    random.Random(SEED).shuffle(texts)
    found: dict[str, Row] = {}
    for sentence in (s.strip() for text in texts for s in text.split("\n")):
        if len(found) >= LENT:
            break
        if 40 < len(sentence) < 500 and sentence not in found:
            row = _row(sentence, "ASSAULT", 1.0, lexicon)
            if row.held and row.groups["deeds"].get("told=occurred") and len(row.groups["deeds"]) > _PLAIN:
                found[sentence] = row
    return list(found.values())


def silver(lexicon: Lexicon, kind: str) -> list[Row]:
    """Sentences of the news that hold words of `kind` (looked for by its stems), unlabelled: `share` is a half."""
    book = yaml.safe_load((COMPOSED / f"{kind.lower()}.yaml").read_text(encoding="utf-8"))
    stems = re.compile("|".join(book["stems"]))
    texts = sorted({s for s in _news() if 25 < len(s) < 420 and stems.search(s)})
    random.Random(9).shuffle(texts)
    found: list[Row] = []
    for text in texts:
        row = _row(text, kind, 0.5, lexicon)
        found += [row] if row.held else []
        if len(found) == SILVER:
            break
    return found


def _news() -> Iterator[str]:
    for name in NEWS:
        with gzip.open(SHARED / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for article in map(json.loads, lines):
                text = article.get("full_text") or article.get("content") or ""
                yield from (s.strip() for s in (*_END.split(text), article.get("title") or ""))


def _row(text: str, kind: str, share: float, lexicon: Lexicon) -> Row:
    return Row(text, kind, share, *describe(text, kind, lexicon))


def describe(raw: str, kind: str, lexicon: Lexicon) -> tuple[dict[str, dict[str, int]], bool]:
    """(features by group with their numbers, whether the text holds a deed of `kind`)."""
    groups: dict[str, dict[str, int]] = {g: {} for g in GROUPS}
    held = False
    for found, holds in _sentences(raw, kind, lexicon):
        held = held or holds
        for group, feature in found:
            groups[group][feature] = groups[group].get(feature, 0) + 1
    return groups, held


def _sentences(raw: str, kind: str, lexicon: Lexicon) -> Iterator[tuple[Iterable[tuple[str, str]], bool]]:
    words = lexicon.build(Vocabulary)
    text = _analysed(raw)
    times = find_times(text, Published(), lexicon)
    counts = find_counts(text, times, lexicon)
    scene = Scene(text, (), times, counts, words)
    for sentence in text.sentences:
        scan = scan_sentence(text, sentence, words, scene.timed)
        clauses = find_clauses(text, sentence, words)
        seen = []
        for deed in gather(text, scan, clauses):
            spans = [range(clauses[c].first, clauses[c].last) for c in deed.clauses]
            counted, timed = (any(at in covered for s in spans for at in s) for covered in (scene.counted, scene.timed))
            seen.append(Seen(deed, told_as(text, deed, scan, clauses, words), counted, timed))
        yield features(text, sentence, seen, clauses, kind), any(s.deed.main.kind.type == kind for s in seen)


def _analysed(raw: str) -> Text:
    part = Part(kind="body", start=0, end=len(raw))
    return analyse(Report(id="r", source_id="r", text=raw, parts=(part,)))


def main() -> None:
    """Write every text that the teacher needs a vector of."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="where texts and vectors are kept, 30 MB")
    work = parser.parse_args().work
    work.mkdir(parents=True, exist_ok=True)
    lexicon = load_lexicon()
    rows = (*rows_of(lexicon, "ASSAULT"), *composed(lexicon, "ASSAULT"), *silver(lexicon, "ASSAULT"))
    texts = sorted({r.text for r in rows})
    (work / "texts.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    print(len(texts), "texts")


if __name__ == "__main__":
    main()
