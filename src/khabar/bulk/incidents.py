"""`khabar compare` on Spark: the same incidents, to the byte, whatever the number of machines.

What pairs of events look like one is found on the cluster (`pairs`). Only those pairs' names come to the driver, which
sees what hangs together; each such component is then made into incidents by the code of `khabar.incidents`, with the
reports it touches and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from khabar.bulk.facts import indexed_facts, light
from khabar.bulk.pairs import Key, find_copies, find_scored
from khabar.incidents.blocking import key_of
from khabar.incidents.compare import find_repeats, incidents_of, told_by
from khabar.incidents.matching import Score
from khabar.incidents.types import WHOLE, Copy, EventFact, Incident, ReportFact

Pair = tuple[Key, Key]
# Order and content of a row: first day or 9999, id; then the columns of SCHEMA.
Row = tuple[tuple[str, str], tuple[Any, ...]]

SCHEMA = (
    "id string, type string, mode string, begin string, end string, place string, lat double, lon double, "
    "actors array<string>, reports int, independent_origins int, json string"
)


@dataclass(frozen=True, slots=True)
class Compared:
    """`rows` is an RDD of the incidents in the order of `khabar compare`, each with the columns of `SCHEMA`; `again`
    is how many captures of a page with another text were left out."""

    rows: Any
    again: int


def compare(spark: Any, files: Sequence[str]) -> Compared:
    """Compare all records of these shards' tables."""
    facts, again = indexed_facts(spark, files)
    facts = facts.persist()
    reports = facts.map(light).persist()
    copies = find_copies(facts).persist()
    repeats = _repeats(reports, copies).persist()  # (later, first)
    told = reports.flatMap(lambda r: list(told_by([r]).items()))
    events = told.subtractByKey(repeats).persist()
    scored = find_scored(events, reports, copies).persist()
    roots = spark.sparkContext.parallelize(list(components(scored.keys().toLocalIterator()).items()))
    under = events.map(lambda e: (key_of(e[1]), e[0]))
    homes = under.leftOuterJoin(roots).map(lambda e: (e[1][0], e[1][1] or e[0]))
    later = repeats.map(lambda r: (r[1], r[0])).join(homes).map(lambda r: (r[1][0], r[1][1]))
    homes = (
        homes.union(later).coalesce(reports.getNumPartitions()).persist()
    )  # every event told → the component it belongs to
    rows = _parts(reports, copies, repeats, scored, homes).groupByKey().flatMap(_incidents)
    return Compared(rows.sortBy(lambda row: row[0]).values(), again)


def components(pairs: Iterable[Pair]) -> dict[Key, Key]:
    """What hangs together by pairs: each event in one of them → the first event of its component."""
    parent: dict[Key, Key] = {}

    def root(key: Key) -> Key:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for left, right in pairs:
        one, other = sorted((root(left), root(right)))
        parent[other] = one
    return {key: root(key) for key in sorted(parent)}


def _repeats(reports: Any, copies: Any) -> Any:
    """`(later, first)` for events of a report that is the same text as an earlier one."""
    whole = copies.filter(lambda c: c.earlier_passage == WHOLE)
    by_index = reports.map(lambda r: (r.index, r))
    earlier = whole.map(lambda c: (c.earlier, c)).join(by_index).map(lambda f: (f[1][0].later, f[1]))
    return earlier.join(by_index).flatMap(_repeated)


def _repeated(found: tuple[int, tuple[tuple[Copy, ReportFact], ReportFact]]) -> Iterator[tuple[Key, Key]]:
    (copy, first), later = found[1]
    near, again = _renumbered([first, later])
    of = {near.index: first.index, again.index: later.index}
    local = replace(copy, earlier=near.index, later=again.index)
    for one, other in find_repeats([near, again], told_by([near, again]), [local]).items():
        yield (of[one[0]], one[1]), (of[other[0]], other[1])


def _parts(reports: Any, copies: Any, repeats: Any, scored: Any, homes: Any) -> Any:
    """Everything a component needs, under its key: its reports with their copies, repeats and scores."""
    events = homes.map(lambda h: (h[0][0], (h[0][1], h[1])))  # report → (event, component)
    by_later = copies.map(lambda c: (c.later, c))
    told = reports.map(lambda r: (r.index, r)).groupWith(events, by_later).flatMap(_told)
    again = repeats.join(homes).map(lambda r: (r[1][1], ("repeat", (r[0], r[1][0]))))
    links = scored.map(lambda s: (s[0][0], s)).join(homes).map(lambda s: (s[1][1], ("link", s[1][0])))
    return told.union(again).union(links).coalesce(reports.getNumPartitions())


def _told(found: tuple[int, tuple[Iterable[ReportFact], Iterable[tuple[str, Key]], Iterable[Copy]]]) -> Iterator[Any]:
    """A report once for each component that it tells of, with the events that matter there and its copies."""
    given, events, copies = found[1]
    (report,) = given
    within: dict[Key, set[str]] = {}
    for event, home in events:
        within.setdefault(home, set()).add(event)
    known = sorted(copies, key=lambda c: (c.earlier_passage != WHOLE, c.earlier, c.earlier_passage, c.later_passage))
    for home in sorted(within):
        mine = within[home]
        kept = tuple(e for e in report.events if e.id in mine or (e.stand and e.about in mine))
        yield home, ("report", (replace(report, events=kept), known))


def _incidents(group: tuple[Key, Iterable[tuple[str, Any]]]) -> Iterator[Row]:
    parts = list(group[1])
    given = sorted((p for kind, p in parts if kind == "report"), key=lambda p: p[0].index)
    reports = _renumbered([report for report, _ in given])
    number = {report.index: at for at, (report, _) in enumerate(given)}
    copies = [
        replace(c, earlier=number[c.earlier], later=number[c.later])
        for _, known in given
        for c in known
        if c.earlier in number
    ]
    repeats = {_at(one, number): _at(other, number) for kind, (one, other) in _of(parts, "repeat")}
    links: list[tuple[Pair, Score]] = [
        ((_at(left, number), _at(right, number)), found) for kind, ((left, right), found) in _of(parts, "link")
    ]
    for incident in incidents_of(reports, copies, repeats, sorted(links, key=lambda link: link[0])):
        yield _row(incident)


def _of(parts: Iterable[tuple[str, Any]], wanted: str) -> Iterator[tuple[str, Any]]:
    return (part for part in parts if part[0] == wanted)


def _at(key: Key, number: Mapping[int, int]) -> Key:
    return number[key[0]], key[1]


def _renumbered(reports: Sequence[ReportFact]) -> list[ReportFact]:
    """The reports as the only ones there are: their order stays, their numbers begin at 0."""

    def moved(event: EventFact, at: int) -> EventFact:
        return replace(event, report=at)

    return [replace(r, index=at, events=tuple(moved(e, at) for e in r.events)) for at, r in enumerate(reports)]


def _row(incident: Incident) -> Row:
    time, place = incident.time, incident.place
    begin, end = (time.begin, time.end) if time else (None, None)
    name, lat, lon = (place.name, place.lat, place.lon) if place else (None, None, None)
    columns = (
        incident.id, incident.type, incident.mode, begin, end, name, lat, lon, list(incident.actors),
        len(incident.reports), incident.independent_origins, incident.to_json(),
    )  # fmt: skip
    return (begin or "9999", incident.id), columns
