"""The sentences that the head of `khabar.events.head` learns from, each with its features and how sure it is.

Three sources: the gold-standard records (votes of annotators), texts composed for the project (`training/composed`),
and reports of strikes that researchers coded (Airwars; half of the incidents, so that the other half can be scored).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import yaml

from khabar.events.chains import gather
from khabar.events.clauses import Clause, find_clauses
from khabar.events.head import GROUPS, KINDS, Seen, features, marked
from khabar.events.scene import Scene
from khabar.events.status import told_as
from khabar.events.triggers import scan_sentence
from khabar.events.vocabulary import Vocabulary
from khabar.lexicon import Lexicon
from khabar.mentions import find_counts
from khabar.objects import Part, Published, Report, Sentence, Text
from khabar.text.analysis import analyse
from khabar.times import find_times
from training.corpora import SHARED

COMPOSED = Path(__file__).parent / "composed"
SEED = 20240615
LENT = 300  # sentences lent by Airwars
_PLAIN = 20  # deed features of a sentence that holds a deed at all


@dataclass(frozen=True)
class Row:
    """One text: the share of annotators who accept it, its features by group.

    `sentences` are the words of each sentence, `marked` those that tell deeds of the kind, counted over all of them;
    `held` says whether there is such a deed at all.
    """

    text: str
    kind: str
    share: float
    groups: dict[str, dict[str, int]]
    held: bool
    sentences: tuple[tuple[str, ...], ...]
    marked: tuple[int, ...]


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


def _row(text: str, kind: str, share: float, lexicon: Lexicon) -> Row:
    groups: dict[str, dict[str, int]] = {g: {} for g in GROUPS}
    words: list[tuple[str, ...]] = []
    deeds: list[int] = []
    held = False
    analysis = _analysed(text)
    for sentence, seen, clauses in _judged(analysis, lexicon):
        held = held or any(s.deed.main.kind.type == kind for s in seen)
        deeds += [sum(map(len, words)) + at for at in marked(sentence, seen, kind)]
        words.append(tuple(t.text for t in analysis.tokens[sentence.first : sentence.last]))
        for group, feature in features(analysis, sentence, seen, clauses, kind):
            groups[group][feature] = groups[group].get(feature, 0) + 1
    return Row(text, kind, share, groups, held, tuple(words), tuple(deeds))


def _judged(text: Text, lexicon: Lexicon) -> Iterator[tuple[Sentence, list[Seen], Sequence[Clause]]]:
    """The sentences of a text as the reader hands them to the head."""
    words = lexicon.build(Vocabulary)
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
        yield sentence, seen, clauses


def _analysed(raw: str) -> Text:
    part = Part(kind="body", start=0, end=len(raw))
    return analyse(Report(id="r", source_id="r", text=raw, parts=(part,)))
