"""Every figure with its speaker, side by side; and the readings that the field's coding rules take from them.

From one ledger: the conservative figure (ACLED codes the lowest of rival figures), best, low and high (UCDP GED's
`best`/`low`/`high`), and the range with the victims' breakdown (as Airwars publishes minimum and maximum).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from khabar.incidents.origins import innermost
from khabar.incidents.types import CountFact, CountRange, EventFact, LedgerEntry, ReportFact


def make_ledger(members: Sequence[EventFact], reports: Sequence[ReportFact]) -> tuple[LedgerEntry, ...]:
    """All figures of the incident's events, by date of report, then place in it. A figure is superseded when the same
    speaker later gives another whole figure of the same kind."""
    entries: list[tuple[tuple[str, int, int], LedgerEntry]] = []
    for event in members:
        report = reports[event.report]
        source = innermost(event, report) or report.publisher
        for count in event.counts:
            order = (report.date or "9999", event.report, count.start)
            entries.append((order, _entry(event, count, report, source.name if source else None)))
    entries.sort(key=lambda item: item[0])
    return _mark_superseded([entry for _, entry in entries])


def _entry(event: EventFact, count: CountFact, report: ReportFact, speaker: str | None) -> LedgerEntry:
    return LedgerEntry(
        report=report.source_id, event=event.id, what=count.what, who=count.who, min=count.min, max=count.max,
        speaker=speaker, date=report.date, start=count.start, end=count.end, text=count.text, part=count.part,
        superseded=False,
    )  # fmt: skip


def _mark_superseded(entries: list[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    latest: dict[tuple[str, str], str] = {}
    for entry in entries:
        if entry.speaker and entry.date and not entry.part:
            latest[entry.speaker, entry.what] = max(latest.get((entry.speaker, entry.what), ""), entry.date)
    return tuple(
        entry.model_copy(update={"superseded": True})
        if entry.speaker and entry.date and not entry.part and entry.date < latest[entry.speaker, entry.what]
        else entry
        for entry in entries
    )


def ranges(ledger: Sequence[LedgerEntry]) -> tuple[CountRange, ...]:
    """One range for each (what, who) that is a whole or a named part, in the order of first appearance.

    A part (طفلان among five) is summed up under its own `who`, the wholes of one `what` together under theirs.
    """
    kinds: dict[tuple[str, str, bool], list[LedgerEntry]] = {}
    for entry in ledger:
        kinds.setdefault((entry.what, entry.who if entry.part else "", entry.part), []).append(entry)
    return tuple(_range(what, entries) for (what, _, _), entries in kinds.items())


def _range(what: str, entries: Sequence[LedgerEntry]) -> CountRange:
    current = [e for e in entries if not e.superseded] or list(entries)
    by_report: dict[str, tuple[int, int | None]] = {}
    for entry in current:
        held = by_report.get(entry.report)
        if held is None or entry.min > held[0]:
            by_report[entry.report] = (entry.min, entry.max)
    lows = [low for low, _ in by_report.values()]
    highs = [low if high is None else high for low, high in by_report.values()]
    return CountRange(
        what=what,
        who=_commonest([e.who for e in current]),
        min=min(lows),
        max=None if any(high is None for _, high in by_report.values()) else max(highs),
        by_report=dict(sorted(by_report.items())),
        conservative=min(lows),
        low=min(lows),
        best=_best(current, by_report),
        high=max(highs),
    )


def _commonest(values: Sequence[str]) -> str:
    counted = Counter(values)
    return min(counted, key=lambda v: (-counted[v], v))


def _best(entries: Sequence[LedgerEntry], by_report: Mapping[str, tuple[int, int | None]]) -> int:
    """The figure that most speakers share, each counted once; the lower where two tie."""
    held = {(e.speaker or e.report, e.min) for e in entries if by_report[e.report][0] == e.min}
    counted = Counter(figure for _, figure in held)
    return min(counted, key=lambda figure: (-counted[figure], figure))
