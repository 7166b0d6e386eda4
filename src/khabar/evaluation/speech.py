"""Scoring of statements: found, and found with speaker, relays and content all right."""

from __future__ import annotations

from khabar.evaluation.gold_types import GoldStatement, Marks
from khabar.evaluation.names import Naming
from khabar.evaluation.reading import Reading, ReadStatement, shared
from khabar.evaluation.tally import Sheet

_SAME_STATEMENT = 0.6
_SAME_CONTENT = 0.8


def score_statements(marks: Marks, reading: Reading, naming: Naming, sheet: Sheet) -> dict[str, str]:
    """Score; gives back which statement of the record each marked one is, by key."""
    pairs = _pairs(marks, reading)
    whole = 0
    for gold in marks.statements:
        words = reading.text[gold.content.start : gold.content.end]
        read = pairs.get(gold.key)
        parts = _parts(gold, read, reading, naming) if read else {}
        for part in ("speaker", "relays", "content", "act", "quotation"):
            sheet.share(f"statements.{part}", parts.get(part, False))
        right = all(parts.get(p) for p in ("speaker", "relays", "content"))
        whole += right
        if read is None:
            sheet.fault("statements", "missed", gold.cue or gold.content, f"{gold.act}: {words}")
        elif not all(parts.values()):
            wrong = ", ".join(p for p, ok in parts.items() if not ok)
            sheet.fault("statements", "wrong", gold.content, f"{wrong}: {_said(read, reading)}")
    matched = {s.id for s in pairs.values()}
    for read in reading.statements:
        if read.id not in matched:
            sheet.fault("statements", "extra", read.cue or read.content, _said(read, reading))
    said, wanted = len(reading.statements), len(marks.statements)
    sheet.add("statements.whole", whole, said, wanted)
    sheet.add("statements.found", len(pairs), said, wanted)
    return {key: read.id for key, read in pairs.items()}


def _pairs(marks: Marks, reading: Reading) -> dict[str, ReadStatement]:
    ranked = []
    for gold in marks.statements:
        for read in reading.statements:
            same = shared(read.content, gold.content, reading.text)
            cue = bool(read.cue and gold.cue and read.cue.overlaps(gold.cue))
            if cue or same >= _SAME_STATEMENT:
                ranked.append((2 * cue + same, gold.key, read))
    pairs: dict[str, ReadStatement] = {}
    used: set[str] = set()
    for _, key, read in sorted(ranked, key=lambda r: -r[0]):
        if key not in pairs and read.id not in used:
            pairs[key] = read
            used.add(read.id)
    return pairs


def _parts(gold: GoldStatement, read: ReadStatement, reading: Reading, naming: Naming) -> dict[str, bool]:
    speaker = naming.same(read.speaker, gold.speaker) or naming.is_at(read.said_by, gold.speaker)
    relays = len(read.via) == len(gold.via) and all(any(naming.same(r, g) for r in read.via) for g in gold.via)
    return {
        "speaker": speaker,
        "relays": relays,
        "content": shared(read.content, gold.content, reading.text) >= _SAME_CONTENT,
        "act": read.act == gold.act,
        "quotation": read.quotation == gold.quotation,
    }


def _said(read: ReadStatement, reading: Reading) -> str:
    speaker = reading.entities.get(read.speaker or "")
    names = min(speaker.names, default="?") if speaker else "nobody"
    content = reading.text[read.content.start : read.content.end] if read.content else ""
    return f"read as {read.act} of {names} through {len(read.via)}: {content}"
