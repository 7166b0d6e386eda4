"""Scoring of times and counts."""

from __future__ import annotations

from khabar.evaluation.gold_types import GoldCount, GoldTime, Marks
from khabar.evaluation.reading import ReadCount, Reading, ReadTime, shared
from khabar.evaluation.tally import Sheet


def score_times(marks: Marks, reading: Reading, sheet: Sheet) -> None:
    """Expressions found by overlap, and found with the right value: same days, same part of day, same unresolved."""
    free = [t for t in reading.times.values() if not t.implied]
    said = len(free)
    found = right = 0
    for time in marks.times:
        hit = max(free, key=lambda t: shared(t.spot, time.spot, reading.text), default=None)
        if hit is None or hit.spot is None or not hit.spot.overlaps(time.spot):
            sheet.fault("times", "missed", time.spot, reading.text[time.spot.start : time.spot.end])
            continue
        free.remove(hit)
        found += 1
        if same_time(hit, time):
            right += 1
        else:
            want, got = f"{time.begin}/{time.end} {time.part or ''}", f"{hit.begin}/{hit.end} {hit.part or ''}"
            sheet.fault("times", "wrong", time.spot, f"{want.strip()}, read as {got.strip()}")
    for extra in free:
        sheet.fault("times", "extra", extra.spot, f"{extra.begin}/{extra.end}")
    sheet.add("times.right values", right, said, len(marks.times))
    sheet.add("times.found", found, said, len(marks.times))


def same_time(read: ReadTime, gold: GoldTime) -> bool:
    """True where the days are the same, and the part of day where one is marked."""
    return (read.begin, read.end) == (gold.begin, gold.end) and (gold.part is None or read.part == gold.part)


def score_counts(marks: Marks, reading: Reading, sheet: Sheet) -> None:
    """Counts with the right kind and bounds at the right words; and of these, whom they count."""
    free = list(reading.counts)
    said = len(free)
    right = found = 0
    for count in marks.counts:
        near = [c for c in free if c.spot and c.spot.overlaps(count.spot)]
        hit = next((c for c in near if same_count(c, count)), None)
        if near:
            found += 1
            free.remove(hit or near[0])
        if hit:
            right += 1
            sheet.share("counts.who", hit.who == count.who)
            if hit.who != count.who:
                sheet.fault("counts", "wrong", count.spot, f"{count.who}, read as {hit.who}")
        elif near:
            sheet.fault("counts", "wrong", count.spot, f"{_bounds(count)}, read as {_bounds(near[0])}")
        else:
            sheet.fault("counts", "missed", count.spot, _bounds(count))
    for extra in free:
        sheet.fault("counts", "extra", extra.spot, _bounds(extra))
    sheet.add("counts.right", right, said, len(marks.counts))
    sheet.add("counts.found", found, said, len(marks.counts))


def same_count(read: ReadCount, gold: GoldCount) -> bool:
    """True where kind and bounds are the same."""
    return (read.what, read.min, read.max) == (gold.what, gold.min, gold.max)


def _bounds(count: GoldCount | ReadCount) -> str:
    high = "+" if count.max is None else f"–{count.max}" if count.max != count.min else ""
    return f"{count.min}{high} {count.what}"
