"""Scoring of events: found with their type, then each of their parts over the events found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.evaluation.figures import same_count, same_time
from khabar.evaluation.gold_types import GoldEvent, Marks
from khabar.evaluation.names import Naming
from khabar.evaluation.quotes import Spot
from khabar.evaluation.reading import ReadEvent, Reading
from khabar.evaluation.tally import Sheet


def score_events(marks: Marks, reading: Reading, naming: Naming, statements: Mapping[str, str], sheet: Sheet) -> None:
    """Score. `statements` says which statement of the record each marked one is."""
    pairs = _pairs(marks, reading)
    typed = whole = 0
    for gold in marks.events:
        read = pairs.get(gold.key)
        words = reading.text[gold.trigger.start : gold.trigger.end]
        if read is None:
            sheet.fault("events", "missed", gold.trigger, f"{gold.type} {words}")
            continue
        if read.type != gold.type:
            sheet.fault("events", "wrong", gold.trigger, f"{gold.type} {words}, read as {read.type}")
            continue
        typed += 1
        parts = _parts(gold, read, marks, reading, naming, statements, pairs)
        for part, (hit, said, wanted) in parts.items():
            sheet.add(f"events.{part}", hit, said, wanted)
        wrong = [part for part, (hit, said, wanted) in parts.items() if hit < max(said, wanted)]
        whole += not {"status", "actors", "place", "time"} & set(wrong)
        if wrong:
            told = "; ".join(_told(part, gold, read, marks, reading) for part in wrong)
            sheet.fault("events", "wrong", gold.trigger, told)
    said, wanted = len(reading.events), len(marks.events)
    sheet.add("events.with type", typed, said, wanted)
    sheet.add("events.found", len(pairs), said, wanted)
    sheet.add("events.with type, status, actors, place, time", whole, said, wanted)
    _extra(marks, reading, {e.id for e in pairs.values()}, sheet)


def _extra(marks: Marks, reading: Reading, matched: set[str], sheet: Sheet) -> None:
    free = [e for e in reading.events if e.id not in matched]
    for event in free:
        twice = any(_rank(gold, event) for gold in marks.events)
        sheet.fault(
            "events", "extra", event.trigger, f"{event.type} {event.status}" + (" (told twice)" if twice else "")
        )
    for spot in marks.not_events:
        sheet.share("events.traps kept out", not any(e.trigger and e.trigger.overlaps(spot) for e in free))


def _rank(gold: GoldEvent, read: ReadEvent) -> int:
    """How surely the two are one: 0 not at all; the deed's own word counts most, then its other tellings."""
    if read.trigger and read.trigger.overlaps(gold.trigger):
        return 3
    if read.trigger and any(read.trigger.overlaps(s) for s in gold.also):
        return 2
    return int(any(_holds(s, gold.trigger) for s in read.also))


def _holds(evidence: Spot, trigger: Spot) -> bool:
    return trigger.within(evidence)


def _pairs(marks: Marks, reading: Reading) -> dict[str, ReadEvent]:
    ranked = [
        ((read.type == gold.type, rank, read.status == gold.status), gold.key, read)
        for gold in marks.events
        for read in reading.events
        if (rank := _rank(gold, read))
    ]
    pairs: dict[str, ReadEvent] = {}
    used: set[str] = set()
    for _, key, read in sorted(ranked, key=lambda r: r[0], reverse=True):
        if key not in pairs and read.id not in used:
            pairs[key] = read
            used.add(read.id)
    return pairs


def _parts(
    gold: GoldEvent,
    read: ReadEvent,
    marks: Marks,
    reading: Reading,
    naming: Naming,
    statements: Mapping[str, str],
    pairs: Mapping[str, ReadEvent],
) -> dict[str, tuple[float, float, float]]:
    """(hit, said, wanted) of every part of one event; parts that were not marked are left out."""
    parts = {
        "status": _one(read.status == gold.status),
        "actors": _named(read.actors, gold.actors, naming),
        "recipients": _named(read.recipients, gold.recipients, naming),
        "place": _named([read.place] if read.place else [], [gold.place] if gold.place else [], naming),
        "time": _dated(gold, read, marks, reading),
        "figures": _counted(gold, read, marks),
        "in whose words": _one(read.statement == (statements.get(gold.statement, "") if gold.statement else None)),
    }
    if gold.mode:
        parts["mode"] = _one(read.mode == gold.mode)
    if gold.acled:
        parts["acled"] = _one(read.acled == gold.acled)
    if gold.about:
        about = pairs.get(gold.about)
        parts["about"] = _one(about is not None and read.about == about.id)
    return parts


def _told(part: str, gold: GoldEvent, read: ReadEvent, marks: Marks, reading: Reading) -> str:
    """What a part should be and was read as, as far as a few words can say it."""
    fields = {"actors": (gold.actors, read.actors), "recipients": (gold.recipients, read.recipients)}
    fields["place"] = ((gold.place,) if gold.place else (), (read.place,) if read.place else ())
    if part in fields:
        wanted, got = fields[part]
        spots = [next(iter((*e.names, *e.called)), None) for e in marks.entities if e.key in wanted]
        words = [reading.text[s.start : s.end] for s in spots if s]
        names = [min(reading.entities[i].names, default="?") for i in got if i in reading.entities]
        return f"{part} {', '.join(words) or 'none'}, read as {', '.join(names) or 'none'}"
    if part in ("status", "mode", "acled"):
        return f"{part} {getattr(gold, part)}, read as {getattr(read, part)}"
    return part


def _one(right: bool) -> tuple[float, float, float]:
    return float(right), 1.0, 1.0


def _named(read: Sequence[str], gold: Sequence[str], naming: Naming) -> tuple[float, float, float]:
    hit = sum(any(naming.same(r, g) for r in read) for g in gold)
    return float(min(hit, len(read))), float(len(read)), float(len(gold))


def _dated(gold: GoldEvent, read: ReadEvent, marks: Marks, reading: Reading) -> tuple[float, float, float]:
    """The event's time by its words or its days. A day that the record only implies is no claim about the words."""
    want = next((t for t in marks.times if t.key == gold.time), None)
    got = reading.times.get(read.time or "")
    if got is not None and got.implied:
        got = None
    hit = bool(want and got and (same_time(got, want) or (got.spot and got.spot.overlaps(want.spot))))
    return float(hit), float(got is not None), float(want is not None)


def _counted(gold: GoldEvent, read: ReadEvent, marks: Marks) -> tuple[float, float, float]:
    wanted = [c for c in marks.counts if c.key in gold.counts]
    free = list(read.counts)
    hit = 0
    for count in wanted:
        found = next((c for c in free if same_count(c, count)), None)
        if found:
            free.remove(found)
            hit += 1
    return float(hit), float(len(read.counts)), float(len(wanted))
