"""Records → Incidents: the steps in order.

The result depends on the records alone, not on their order: they are first put in the canonical one (publication date
and hour, then text, then source id; undated ones last), and every later tie is broken by it. An exact copy so stands
beside its first appearance, and changes no tie among others.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

from khabar.errors import InputError
from khabar.incidents.blocking import candidate_pairs
from khabar.incidents.clusters import cluster
from khabar.incidents.copies import find_copies
from khabar.incidents.edits import Edit, Member, apply_edits
from khabar.incidents.facts import LEAD_ALONE, compile_words, facts_of
from khabar.incidents.ledger import make_ledger, ranges
from khabar.incidents.matching import Score, deeds_of, likely
from khabar.incidents.origins import find_origins
from khabar.incidents.positions import find_disagreements, find_positions
from khabar.incidents.types import (
    WHOLE,
    Copy,
    EventFact,
    Incident,
    IncidentPlace,
    IncidentTime,
    Link,
    PlaceFact,
    ReportFact,
    ReportRef,
    Reprint,
)
from khabar.lexicon import Lexicon

Key = tuple[int, str]

_LONG = 31  # days; an interval as long (this year, since 2019) dates a deed less well than any shorter one


def compare(records: Iterable[Mapping[str, Any]], lexicon: Lexicon) -> tuple[Incident, ...]:
    """All incidents of `iter_incidents` at once."""
    return tuple(iter_incidents(records, lexicon))


def iter_incidents(
    records: Iterable[Mapping[str, Any]], lexicon: Lexicon, edits: Sequence[Edit] = ()
) -> Iterator[Incident]:
    """The incidents of all records, by date, then id. Each record is a mapping as `Record.to_dict` gives it.

    `edits` are what people split and merged, in the order in which they did.

    Records are read one at a time and only their facts are kept; incidents are made one at a time. Raises `InputError`
    for what is no record and for two records of the same source id with different texts.
    """
    words = lexicon.build(compile_words)
    reports = canonical(facts_of(record, words) for record in records)
    copies = find_copies(reports)
    told = told_by(reports)
    repeats = find_repeats(reports, told, copies)
    events = weighed(told, repeats)
    scored = [
        (pair, found)
        for pair, copied in candidate_pairs(reports, copies)
        if pair[0] in events
        and pair[1] in events
        and (found := likely(events[pair[0]], events[pair[1]], copied)) is not None
    ]
    yield from incidents_of(reports, copies, repeats, scored, edits)


def told_by(reports: Iterable[ReportFact]) -> dict[Key, EventFact]:
    """(report, event) → what the reports tell of themselves: all their events but stands on others."""
    return {(e.report, e.id): e for r in reports for e in r.events if e.stand is None}


def weighed(told: Mapping[Key, EventFact], repeats: Mapping[Key, Key]) -> dict[Key, EventFact]:
    """The events that are weighed themselves: no repetition, and not under another of their report."""
    return {key: e for key, e in told.items() if key not in repeats and e.unit is None}


def incidents_of(
    reports: Sequence[ReportFact],
    copies: Sequence[Copy],
    repeats: Mapping[Key, Key],
    scored: Sequence[tuple[tuple[Key, Key], Score]],
    edits: Sequence[Edit] = (),
) -> Iterator[Incident]:
    """The incidents of reports in canonical order, once it is known what repeats what and which pairs look like one.

    Depends on nothing outside its arguments: events that no pair connects may be given in one call or in several
    (as `khabar bulk compare` does), and the incidents are the same.
    """
    told = told_by(reports)
    events = weighed(told, repeats)
    repeated: dict[Key, list[Key]] = {}
    for later, first in sorted(repeats.items()):
        repeated.setdefault(first, []).append(later)
    groups: list[list[EventFact]] = []
    for group in cluster(events, scored):
        members = sorted([*group, *(later for key in group for later in repeated.get(key, ()))])
        if any(event != LEAD_ALONE for _, event in members):
            groups.append([told[key] for key in members])
    groups = _edited(groups, edits, reports) if edits else groups
    context = _Context(reports, _by_report(copies), _links(scored), _stands(reports))
    for members_ in sorted(groups, key=lambda g: (_begin(g), _id(g, reports))):
        yield _incident(members_, context)


def make_incidents(
    records: Iterable[Mapping[str, Any]], groups: Iterable[Iterable[Member]], lexicon: Lexicon
) -> tuple[Incident, ...]:
    """The incidents of these groups of events, in the order given; nothing is matched anew.

    A group none of whose events stands in the records makes none.
    """
    words = lexicon.build(compile_words)
    reports = canonical(facts_of(record, words) for record in records)
    copies = find_copies(reports)
    told = {(r.source_id, e.id): e for r in reports for e in r.events if e.stand is None}
    members = [sorted((told[m] for m in group if m in told), key=_key) for group in groups]
    homes: dict[int, set[int]] = {}
    for at, group in enumerate(members):
        for event in group:
            homes.setdefault(event.report, set()).add(at)
    scored = [
        (pair, found)
        for pair, copied in candidate_pairs(reports, copies)
        if not homes.get(pair[0][0], set()).isdisjoint(homes.get(pair[1][0], ()))
        if (found := likely(told[_named(pair[0], reports)], told[_named(pair[1], reports)], copied))
    ]
    context = _Context(reports, _by_report(copies), _links(scored), _stands(reports))
    return tuple(_incident(group, context) for group in members if group)


def _key(event: EventFact) -> Key:
    return event.report, event.id


def _links(scored: Iterable[tuple[tuple[Key, Key], Score]]) -> dict[tuple[Key, Key], Score]:
    """Scores by the deeds they are about."""
    return {((left, found.left), (right, found.right)): found for ((left, _), (right, _)), found in scored}


def _named(key: Key, reports: Sequence[ReportFact]) -> Member:
    return reports[key[0]].source_id, key[1]


def _edited(
    groups: Sequence[Sequence[EventFact]], edits: Sequence[Edit], reports: Sequence[ReportFact]
) -> list[list[EventFact]]:
    events = {_named(_key(e), reports): e for group in groups for e in group}
    named = [[_named(_key(e), reports) for e in group] for group in groups]
    return [sorted((events[m] for m in group), key=_key) for group in apply_edits(named, edits)]


@dataclass(frozen=True, slots=True)
class _Context:
    """What all incidents are made from: the reports, copies by their later report, links, and stands by deed."""

    reports: Sequence[ReportFact]
    copies: Mapping[int, Sequence[Copy]]
    links: Mapping[tuple[Key, Key], Score]
    stands: Mapping[Key, Sequence[EventFact]]


def _by_report(copies: Sequence[Copy]) -> dict[int, list[Copy]]:
    found: dict[int, list[Copy]] = {}
    for copy in copies:
        found.setdefault(copy.later, []).append(copy)
    return found


def canonical(reports: Iterable[ReportFact]) -> tuple[ReportFact, ...]:
    """The reports in canonical order, each exact repetition dropped, with `index` set to its place."""
    ordered = sorted(reports, key=lambda r: (r.date or "9999", r.clock or "99", r.text_id, r.source_id))
    kept: list[ReportFact] = []
    seen: dict[str, ReportFact] = {}
    for report in ordered:
        known = seen.get(report.source_id)
        if known is not None:
            if known.text_id != report.text_id:
                raise InputError(f"two different records are both called {report.source_id!r}; give each its own id")
            continue
        seen[report.source_id] = report
        at = len(kept)
        kept.append(replace(report, index=at, events=tuple(replace(e, report=at) for e in report.events)))
    return tuple(kept)


def find_repeats(
    reports: Sequence[ReportFact], told: Mapping[Key, EventFact], copies: Sequence[Copy]
) -> dict[Key, Key]:
    """Events of reports that are the same text to the letter → the same event of the first: they are not weighed again,
    since "today" in a reprint is the day of the first appearance, and a reprint is no further witness."""
    found: dict[Key, Key] = {}
    for copy in copies:
        if copy.earlier_passage == WHOLE:
            for event in reports[copy.later].events:
                if event.stand is None and event.unit is None:
                    again = {(copy.later, deed.id): (copy.earlier, deed.id) for deed in deeds_of(event)}
                    if all(first in told and _alike(told[later], told[first]) for later, first in again.items()):
                        found |= again
    return found


def _alike(later: EventFact, first: EventFact) -> bool:
    return later.spans == first.spans and later.unit == first.unit


def _stands(reports: Sequence[ReportFact]) -> dict[Key, list[EventFact]]:
    """(report, deed) → the events that take a stand on it."""
    found: dict[Key, list[EventFact]] = {}
    for report in reports:
        for event in report.events:
            if event.stand and event.about:
                found.setdefault((report.index, event.about), []).append(event)
    return found


def _incident(members: Sequence[EventFact], context: _Context) -> Incident:
    reports = context.reports
    within = {e.report for e in members}
    keys = sorted((e.report, e.id) for e in members)
    shared = [c for later in sorted(within) for c in context.copies.get(later, ()) if c.earlier in within]
    origins = find_origins(members, reports, shared)
    shown = sorted(members, key=lambda e: (_appeared(reports[e.report]), e.id))
    refs = {(e.report, e.id): _ref(e, reports[e.report]) for e in shown}
    ledger = make_ledger(members, reports)
    type_ = _commonest(e.type for e in members)
    return Incident(
        id=_id(members, reports),
        type=type_,
        mode=_commonest(e.mode for e in members if e.type == type_),
        place=_place(members),
        time=_time(members),
        actors=_actors(members),
        reports=tuple(refs.values()),
        origins=origins,
        independent_origins=len(origins),
        counts=ranges(ledger),
        ledger=ledger,
        disagreements=find_disagreements(members, reports),
        positions=find_positions(members, [s for k in keys for s in context.stands.get(k, ())], reports),
        reprints=_reprints(shared, reports),
        links=tuple(
            Link(left=_pair(refs[a]), right=_pair(refs[b]), score=found.value, features=dict(found.features))
            for a, b in combinations(refs, 2)
            if (found := context.links.get((min(a, b), max(a, b))))
        ),
    )


def _appeared(report: ReportFact) -> tuple[str, str, str]:
    """The order in which reports are read."""
    return report.date or "9999", report.clock or "99", report.source_id


def _ref(event: EventFact, report: ReportFact) -> ReportRef:
    start, end = event.spans[0]
    publisher = report.publisher.name if report.publisher else None
    return ReportRef(
        source_id=report.source_id, event=event.id, publisher=publisher, date=report.date, start=start, end=end
    )


def _pair(ref: ReportRef) -> tuple[str, str]:
    return ref.source_id, ref.event


def _reprints(copies: Sequence[Copy], reports: Sequence[ReportFact]) -> tuple[Reprint, ...]:
    """One a pair of reports, with the largest share."""
    best: dict[tuple[str, str], float] = {}
    for copy in copies:
        pair = reports[copy.earlier].source_id, reports[copy.later].source_id
        best[pair] = max(best.get(pair, 0.0), copy.share)
    return tuple(Reprint(earlier=a, later=b, share=share) for (a, b), share in sorted(best.items()))


def _id(members: Sequence[EventFact], reports: Sequence[ReportFact]) -> str:
    """Made from the first report and event, so that other incidents do not change it."""
    first = min((reports[e.report].source_id, e.id) for e in members)
    return "i" + hashlib.sha256("\0".join(first).encode()).hexdigest()[:12]


def _begin(members: Sequence[EventFact]) -> str:
    time = _time(members)
    return (time.begin if time else None) or "9999"


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(v for v in values if v)
    return min(counted, key=lambda v: (-counted[v], v)) if counted else None


def _place(members: Sequence[EventFact]) -> IncidentPlace | None:
    """The fine place that most events name, else the coarse one; the earliest wording of it."""
    places = [e.place for e in members if e.place]
    fine: list[PlaceFact] = [p for p in places if not p.coarse] or places
    if not fine:
        return None
    counted = Counter(p.names[0] for p in fine)
    chosen = max(fine, key=lambda p: (counted[p.names[0]], p.lat is not None))
    return IncidentPlace(name=chosen.name, lat=chosen.lat, lon=chosen.lon)


def _time(members: Sequence[EventFact]) -> IncidentTime | None:
    """The interval that most dated events state, a day before a year; a guess from publication where none is dated."""
    stated = [(e.begin, e.end) for e in members if e.dated and e.begin] or [
        (e.begin, e.end) for e in members if e.begin
    ]
    if not stated:
        return None
    counted = Counter([s for s in stated if _is_short(*s)] or stated)
    begin, end = min(counted, key=lambda interval: (-counted[interval], str(interval)))
    return IncidentTime(begin=begin, end=end)


def _is_short(begin: str, end: str | None) -> bool:
    return (date.fromisoformat(end or begin) - date.fromisoformat(begin)).days < _LONG


def _actors(members: Sequence[EventFact]) -> tuple[str, ...]:
    """Names of the actors, most often named first."""
    counted = Counter(s.key for e in members for s in e.actors)
    names = {s.key: s.name for e in reversed(members) for s in e.actors}
    return tuple(names[key] for key in sorted(counted, key=lambda k: (-counted[k], k)))
