"""A report as its page shows it: the text in leaves of bounded length, what was found in each, and what people did."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Any

from markupsafe import Markup

from khabar.desk.page import brief, harmless
from khabar.desk.problems import sentence
from khabar.desk.words import Words
from khabar.objects import Entity, Event, Record, Report, Span, Statement, Time
from khabar.sheets.marks import draw
from khabar.sheets.spans import coordinates, record_marks
from khabar.sheets.view import View
from khabar.store.review import COLLECTIONS, Change, Review, Skipped

LEAF = 24_000  # characters of text on one page
_MOST_MARKS = 6_000  # spans drawn on one page
_PREFIX = "item-"
_CODED = ("status", "mode", "type", "act", "quotation", "kind", "grain", "part")  # fields whose codes have labels
# Parts of a value that say all of it, and what stands between them: days, a day of publication, a position.
_SHORT = ((("begin", "end"), " – "), (("date",), ""), (("lat", "lon"), ", "))
_DEEDS = ("accept", "reject", "edit", "add", "merge", "move")

Item = Entity | Time | Statement | Event


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of the text: its kind, where it starts in code points, and its HTML with every span marked."""

    kind: str
    start: int
    html: Markup


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the history, as people read it."""

    change: Change
    undone: bool
    before: str
    after: str
    about: str


def leaves(report: Report) -> tuple[tuple[int, int], ...]:
    """Where the text is cut into pages: between parts where that can be, inside one that is longer than a page."""
    cuts, start = [], 0
    for part in report.parts:
        if part.end - start > LEAF and part.start > start:
            cuts.append(part.start)
            start = part.start
        while part.end - start > LEAF:
            start += LEAF
            cuts.append(start)
    while len(report.text) - start > LEAF:
        start += LEAF
        cuts.append(start)
    bounds = [0, *cuts, len(report.text)]
    return tuple(pair for pair in pairwise(bounds) if pair[0] < pair[1]) or ((0, 0),)


class Reading:
    """One leaf of a report with what was found in it."""

    def __init__(self, review: Review, words: Words, number: int = 1) -> None:
        """`number` is the leaf's, from 1; one that is not there is the nearest."""
        self.review = review
        self.record: Record = review.corrected.record
        self.view = View(self.record, words.labels)
        self.words = words
        self.leaves = leaves(self.record.report)
        self.number = max(1, min(number, len(self.leaves)))
        self.start, self.end = self.leaves[self.number - 1]

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.record.report

    def paragraphs(self) -> list[Paragraph]:
        """The text of this leaf."""
        text = harmless(self.report.text)
        here = (m for m in record_marks(self.view, named=True) if m.start < self.end and m.end > self.start)
        marks = [replace(m, title=harmless(m.title)) for m in islice(here, _MOST_MARKS)]
        parts = [(p.kind, p.start, p.end) for p in self.report.parts] or [("body", 0, len(text))]
        found = []
        for kind, first, last in parts:
            start, end = max(first, self.start), min(last, self.end)
            if start < end:
                inside = [m for m in marks if m.start < end and m.end > start]
                found.append(Paragraph(kind, start, Markup(draw(text, start, end, inside, _PREFIX))))  # noqa: S704
        return found

    def statements(self) -> list[tuple[Statement, int]]:
        """The statements of this leaf with their depth, each followed by those inside it."""
        below = self.view.nested()
        found: list[tuple[Statement, int]] = []
        waiting = [(s, 0) for s in reversed(below.get(None, []))]
        while waiting:
            statement, depth = waiting.pop()
            if self._here(statement.content):
                found.append((statement, min(depth, 3)))
            waiting += [(s, depth + 1) for s in reversed(below.get(statement.id, []))]
        return found

    def events(self) -> list[Event]:
        """The events of this leaf."""
        return [e for e in self.record.events if self._here(e.trigger)]

    def times(self) -> list[Time]:
        """The times of this leaf that words state."""
        return [t for t in self.record.times if not t.implied and self._at(t.start)]

    def entities(self) -> list[Entity]:
        """Who and what is named in this leaf; on the first one also those that no words name."""
        return [
            e for e in self.record.entities
            if any(self._at(m.start) for m in e.mentions) or (self.number == 1 and not e.mentions)
        ]  # fmt: skip

    def _here(self, span: Span) -> bool:
        return self._at(span.start)

    def _at(self, place: int) -> bool:
        return self.start <= place < self.end or (self.number == len(self.leaves) and place >= self.end)

    def leaf_of(self, place: int) -> int:
        """The number of the leaf on which a place of the text is."""
        return next((n for n, (start, end) in enumerate(self.leaves, 1) if start <= place < end), 1)

    def where(self, identity: str | None) -> str:
        """The coordinates of a place, or nothing."""
        entity = self.view.entity(identity)
        return coordinates(entity) if entity else ""

    def spots(self) -> list[dict[str, Any]]:
        """Places of this leaf's events for the map, each once, with the words of the events that are there."""
        spots: dict[str, dict[str, Any]] = {}
        for event in self.events():
            entity = self.view.entity(event.place)
            if entity and entity.place and entity.place.lat is not None and entity.place.lon is not None:
                name = harmless(brief(entity.name, 80))
                made = {"lat": entity.place.lat, "lon": entity.place.lon, "label": name, "text": [], "items": []}
                spot = spots.setdefault(entity.id, made)
                spot["text"].append(harmless(title_of(event)))
                spot["items"].append(event.id)
        return list(spots.values())

    def hops(self, statement: Statement) -> list[tuple[str, str]]:
        """The chain of a statement: each one's name and the words it rests on, outermost first."""
        words = {hop.entity: hop.span.text for hop in statement.hops if hop.span}
        names = self.view.chain(statement)
        ids = (*statement.chain, *(("",) if len(names) > len(statement.chain) else ()))
        return [(name, words.get(identity, "")) for name, identity in zip(names, ids, strict=False)]

    # --------------------------------------------------------------------------------------------- what people did

    def mark(self, target: str) -> Any:
        """What people did to an object, or None."""
        return self.review.corrected.marks.get(target)

    def rejected(self) -> list[tuple[str, str, int | None]]:
        """What people rejected or merged away: its target, its words, and the change that did it."""
        gone = {t: m for t, m in self.review.corrected.marks.items() if m.state in ("rejected", "merged")}
        last: dict[str, int] = {}
        for change in self.review.changes:
            if change.action in ("reject", "merge") and change.id not in self.review.undone:
                last[change.target] = change.id
        return [(target, self.title(target), last.get(target)) for target in gone]

    def title(self, target: str) -> str:
        """What an object is called: a name, or the first words of it. Also of one that was rejected."""
        collection, _, identity = target.partition("/")
        for record in (self.record, self.review.machine):
            item = find(record, collection, identity)
            if item is not None and not isinstance(item, Report):
                return title_of(item)
        added = next((c.after for c in self.review.changes if _target(c) == target), None)
        return brief(_called(added), 60) if added else identity

    def why(self, skipped: Skipped) -> Markup:
        """Why a change could not be carried over."""
        return sentence(self.words, skipped.code, skipped.parameters, skipped.reason)

    def history(self) -> list[Step]:
        """Everything that was done, newest first."""
        return [self.step(change) for change in reversed(self.review.changes)]

    def step(self, change: Change) -> Step:
        """A change as people read it."""
        undone = change.id in self.review.undone
        return Step(change, undone, self._value(change, change.before), self._value(change, change.after),
                    self._about(change))  # fmt: skip

    def field_name(self, name: str) -> str:
        """What a field of an object is called."""
        return self.words(f"of/{name}") if self.words.has(f"of/{name}") else name

    def can_undo(self, who: str) -> bool:
        """Whether this person has done something here that counts."""
        return any(c.who == who and c.action in _DEEDS and c.id not in self.review.undone for c in self.review.changes)

    def can_redo(self, who: str) -> bool:
        """Whether this person has undone something that does not count since."""
        undone = {f"changes/{i}" for i in self.review.undone}
        return any(c.who == who and c.action == "undo" and c.target in undone for c in self.review.changes)

    def _about(self, change: Change) -> str:
        if change.target.startswith("changes/"):
            meant = next((c for c in self.review.changes if f"changes/{c.id}" == change.target), None)
            return self._about(meant) if meant and not meant.target.startswith("changes/") else change.target
        target = _target(change)
        return self.title(target) if "/" in target else ""

    def _value(self, change: Change, value: Any) -> str:
        if change.action in ("undo", "redo", "accept", "reject") or value is None:
            return ""
        if change.action == "status" and self.words.has(f"status/{value}"):
            return self.words(f"status/{value}")
        if change.field in _CODED and isinstance(value, str):
            times = change.field == "kind" and change.target.startswith("times/")
            return self.words.label("time_kind" if times else change.field, value)
        names = {e.id: e.name for e in (*self.review.machine.entities, *self.record.entities)}
        return brief(shown(value, names), 200)


def find(record: Record, collection: str, identity: str) -> Item | Report | None:
    """The object of that id in one of the record's four collections, or the report itself."""
    if collection == "report":
        return record.report
    if collection not in COLLECTIONS:
        return None
    items: tuple[Item, ...] = getattr(record, collection)
    return next((item for item in items if item.id == identity), None)


def place_of(item: Item) -> int:
    """Where in the text an object begins to be told; 0 where nowhere."""
    if isinstance(item, Statement):
        return item.content.start
    if isinstance(item, Event):
        return item.trigger.start
    if isinstance(item, Time):
        return item.start
    return min((m.start for m in item.mentions), default=0)


def _target(change: Change) -> str:
    """What a change is about; of what was added, its own target."""
    return f"{change.target}/{change.after['id']}" if change.action == "add" else change.target


def _called(added: Any) -> str:
    """What something that was added is called."""
    for field in ("name", "text", "trigger", "content"):
        if added.get(field):
            return shown(added[field])
    return str(added.get("id", ""))


def title_of(item: Item) -> str:
    """What an object is called in lists."""
    if isinstance(item, Entity):
        return brief(item.name, 80)
    if isinstance(item, Event):
        return brief(item.name or item.trigger.text, 60)
    if isinstance(item, Time):
        return brief(item.text, 60)
    return brief(item.content.text, 60)


def shown(value: Any, names: dict[str, str] | None = None) -> str:
    """A value of a change as people read it: words of spans, names of entities, else the value itself."""
    names = names or {}
    if isinstance(value, str):
        plain = value.removeprefix("entities/")
        return names.get(plain, plain)
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            return str(value["text"])
        for parts, between in _SHORT:
            if parts[0] in value:
                return between.join(dict.fromkeys(str(value[p]) for p in parts if value.get(p) is not None))
        kept = {k: v for k, v in value.items() if v not in (None, [], {}, "")}
        return "، ".join(f"{k}: {shown(v, names)}" for k, v in kept.items())
    if isinstance(value, (list, tuple)):
        return "، ".join(shown(v, names) for v in value)
    return json.dumps(value, ensure_ascii=False)
