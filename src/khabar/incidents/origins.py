"""On whose word an incident rests: every chain followed to its start, every copy to its first appearance.

A report rests on the innermost named source of the statements in which it tells the incident; on what it was copied
from; and only where neither is known on its own publisher. An origin that is itself a publisher of the set whose
report rests on somebody else is followed on, so that what is left rests on nothing else in the set. Corroboration is
not claimed where it is not shown: sources that no one names (مصادر محلية) count once for the outlet that cites them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from khabar.incidents.types import WHOLE, Copy, EventFact, Origin, ReportFact, SourceFact


def find_origins(
    members: Sequence[EventFact], reports: Sequence[ReportFact], copies: Sequence[Copy]
) -> tuple[Origin, ...]:
    """The independent origins of one incident, those with most reports first.

    `members` are its events, `reports` all reports by index, `copies` those among this incident's passages.
    """
    own: dict[int, list[EventFact]] = {}
    for event in members:
        own.setdefault(event.report, []).append(event)
    names: dict[str, str] = {}
    rests: dict[int, tuple[str, ...]] = {}
    for group in _copied_together(own, reports, copies):
        for index, sources in _sources_of_group(group, own, reports).items():
            names |= {s.key: s.name for s in sources if s.key not in names}
            rests[index] = tuple(sorted({s.key for s in sources}))
    by_origin = _follow_publishers(rests, reports)
    sides = {s.key for e in members for s in (*e.actors, *e.recipients)}
    origins = [
        Origin(
            source=names[key],
            reports=tuple(reports[i].source_id for i in sorted(indexes)),
            party=key in sides,
            through=tuple(sorted({p.name for i in indexes if (p := reports[i].publisher) and p.key != key})),
        )
        for key, indexes in by_origin.items()
    ]
    return tuple(sorted(origins, key=lambda o: (-len(o.reports), o.source)))


def innermost(event: EventFact, report: ReportFact) -> SourceFact | None:
    """Whose words the event stands in; an unnamed source is counted as the nearest named hop's that cites it."""
    outside = [s for s in event.chain if report.publisher is None or s.key != report.publisher.key]
    if not outside:
        return None
    last = outside[-1]
    if last.named:
        return last
    named = [s for s in outside[:-1] if s.named]
    outlet = named[-1] if named else _publisher(report)
    return SourceFact(f"{outlet.key} < {last.key}", f"{outlet.name}: {last.name}", False)


def _publisher(report: ReportFact) -> SourceFact:
    return report.publisher or SourceFact(f"report {report.source_id}", report.source_id, False)


def _sources_of_group(
    group: Sequence[int], own: Mapping[int, Sequence[EventFact]], reports: Sequence[ReportFact]
) -> dict[int, list[SourceFact]]:
    """What each report of a group that shares its words rests on.

    A report that names its source rests on it. One that does not has its words from where the group has them: from the
    first report that credits a source, which tells more than the order of dates, else from the first report itself.
    """
    stated: dict[int, list[SourceFact]] = {}
    for index in group:
        said = [s for e in own[index] if (s := innermost(e, reports[index])) is not None]
        stated[index] = said or list(reports[index].credits)
    credited = [index for index in group if any(s.named for s in stated[index])]
    first = credited[0] if credited else group[0]
    common = stated[first] or [_publisher(reports[first])]
    return {index: stated[index] if index in credited else common for index in group}


def _copied_together(
    own: Mapping[int, Sequence[EventFact]], reports: Sequence[ReportFact], copies: Sequence[Copy]
) -> list[list[int]]:
    """The incident's reports in groups that share a passage on it, each in canonical order."""
    leader = {index: index for index in sorted(own)}

    def lead(index: int) -> int:
        while leader[index] != index:
            index = leader[index]
        return index

    for copy in copies:
        if copy.earlier in own and copy.later in own:
            mine = _tells(own[copy.later], reports[copy.later], copy.later_passage)
            if mine and _tells(own[copy.earlier], reports[copy.earlier], copy.earlier_passage):
                low, high = sorted((lead(copy.earlier), lead(copy.later)))
                leader[high] = low
    groups: dict[int, list[int]] = {}
    for index in leader:
        groups.setdefault(lead(index), []).append(index)
    return list(groups.values())


def _tells(events: Iterable[EventFact], report: ReportFact, passage: int) -> bool:
    if passage == WHOLE:
        return True
    start, end = report.passages[passage]
    return any(a < end and start < b for e in events for a, b in e.spans)


def _follow_publishers(
    rests: Mapping[int, tuple[str, ...]], reports: Sequence[ReportFact]
) -> dict[str, tuple[int, ...]]:
    """Origin key → the reports that rest on it, after following outlets that themselves rest on others."""
    rests_of: dict[str, set[str]] = {}
    for index, keys in rests.items():
        publisher = reports[index].publisher
        if publisher is not None:
            rests_of.setdefault(publisher.key, set()).update(keys)
    found: dict[str, set[int]] = {}
    for index, keys in rests.items():
        for key in keys:
            for end in _ends(key, rests_of):
                found.setdefault(end, set()).add(index)
    return {key: tuple(sorted(found[key])) for key in sorted(found)}


def _ends(key: str, rests_of: Mapping[str, set[str]]) -> list[str]:
    """Where the chain from `key` ends; a circle of outlets that only cite each other ends at its smallest key."""
    ends: set[str] = set()
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        onward = rests_of.get(at, set()) - {at}
        if not onward or at in rests_of.get(at, set()):
            ends.add(at)
        waiting += onward
    return sorted(ends) or [min(seen)]
