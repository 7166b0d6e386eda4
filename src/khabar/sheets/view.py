"""What both sheets show of a record, worked out once: names, chains, figures, and what stayed unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from khabar.lexicon import Lexicon
from khabar.objects import Count, Entity, Event, Record, Statement, Time

Language = Literal["ar", "en"]
_DEEPEST = 5  # of counts within counts


class Labels:
    """What codes are called in one language, from the book `sheets/labels`."""

    def __init__(self, lexicon: Lexicon, language: Language) -> None:
        """The labels of `lexicon` in Arabic or English."""
        self.language = language
        self._names: dict[str, str] = {e["id"]: e[language] for e in lexicon.entries("sheets/labels")}

    def __call__(self, kind: str, code: str | None) -> str:
        """The label of a code; a code that has none is shown as it is."""
        return self._names.get(f"{kind}/{code}", str(code).replace("_", " "))


@dataclass(frozen=True, slots=True)
class Unknown:
    """One thing the report leaves open: `what` is a label's code, `items` are the words concerned."""

    what: str
    items: tuple[str, ...] = ()


class View:
    """A record with its ids resolved."""

    def __init__(self, record: Record, labels: Labels) -> None:
        """Index the record by its ids; nothing is changed."""
        self.record = record
        self.labels = labels
        self._comma = "، " if labels.language == "ar" else ", "
        self._entities = {e.id: e for e in record.entities}
        self._times = {t.id: t for t in record.times}
        self._statements = {s.id: s for s in record.statements}
        self._events = {v.id: v for v in record.events}

    def entity(self, identity: str | None) -> Entity | None:
        """The entity of that id."""
        return self._entities.get(identity or "")

    def nested(self) -> dict[str | None, list[Statement]]:
        """Statements by the one they are part of, outermost under None; none is lost where `part_of` leads nowhere."""
        parents = {s.id: s.part_of for s in self.record.statements}
        below: dict[str | None, list[Statement]] = {}
        for statement in self.record.statements:
            at, seen = statement.part_of, {statement.id}
            while at in parents and at not in seen:
                seen.add(at)
                at = parents[at]
            below.setdefault(statement.part_of if at is None else None, []).append(statement)
        return below

    def time(self, identity: str | None) -> Time | None:
        """The time of that id."""
        return self._times.get(identity or "")

    def event(self, identity: str | None) -> Event | None:
        """The event of that id."""
        return self._events.get(identity or "")

    def names(self, identities: Sequence[str]) -> tuple[str, ...]:
        """The names of those entities, in order."""
        return tuple(self._entities[i].name if i in self._entities else i for i in identities)

    def chain(self, statement: Statement) -> tuple[str, ...]:
        """Names along the chain, outermost first; the last is the speaker's, or says that none is named."""
        names = self.names(statement.chain)
        if statement.speaker is not None:
            return names or self.names((statement.speaker,))
        words = statement.speaker_text.text if statement.speaker_text else self.labels("sheet", "unnamed")
        return (*names, words)

    def voice(self, event: Event) -> tuple[str, ...]:
        """The chain of the statement in whose words the event stands; empty for the publisher's own narration."""
        statement = self._statements.get(event.statement or "")
        return self.chain(statement) if statement else ()

    def when(self, time: Time) -> str:
        """The time's value, or nothing when it could not be resolved: `2018-08-15 dawn`, `2018-08-14 – …`."""
        if time.interval is None:
            return ""
        begin, end = time.interval.begin, time.interval.end
        value = begin or "…" if begin == end else f"{begin or '…'} – {end or '…'}"
        return f"{value} {self.labels('part', time.part)}" if time.part else value

    def counts(self, event: Event) -> tuple[str, ...]:
        """The event's figures, each as a phrase, once; a subset follows the count it is part of."""
        below: dict[int | None, list[int]] = {}
        for index, count in enumerate(event.counts):
            inside = count.subset_of if count.subset_of != index else None
            below.setdefault(inside, []).append(index)
        return tuple(dict.fromkeys(self._count_with(event, index, below, 0) for index in below.get(None, ())))

    def _count_with(
        self, event: Event, index: int, below: dict[int | None, list[int]], depth: int, within: str = ""
    ) -> str:
        count = event.counts[index]
        phrase = self._count(count, within)
        indices = below.get(index, ()) if depth < _DEEPEST else ()
        inner = [self._count_with(event, i, below, depth + 1, count.what) for i in indices]
        return f"{phrase} ({self.labels('count', 'among')} {self._comma.join(inner)})" if inner else phrase

    def _count(self, count: Count, within: str) -> str:
        """`7 killed`, `at least 50 strikes`, `2 killed [children]`; inside a count of the same kind, `2 children`."""
        if count.max is None:
            figure = f"{self.labels('count', 'at_least')} {count.min}"
        elif count.min != count.max:
            figure = f"{count.min}–{count.max}"
        else:
            figure = str(count.min) if count.exact else f"{self.labels('count', 'about')} {count.min}"
        who = self.labels("who", count.who) if count.who != "unspecified" else ""
        if who and count.what == within:
            return f"{figure} {who}"
        return f"{figure} {self.labels('what', count.what)}" + (f" [{who}]" if who else "")

    def furniture(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What was left out of the page: (label of the kind, its pieces), kinds in order of appearance."""
        kinds: dict[str, list[str]] = {}
        for piece in self.record.report.furniture:
            kinds.setdefault(piece.kind, []).append(piece.text)
        return tuple((self.labels("furniture", kind), tuple(texts)) for kind, texts in kinds.items())

    def unknowns(self) -> tuple[Unknown, ...]:
        """What the report does not say, as far as the record asks for it."""
        record, report = self.record, self.record.report
        known = {"text": report.text, "publisher": report.publisher, "published": report.published.date}
        found = [Unknown(what) for what, value in known.items() if not value]
        lists = {
            "times": [t.text for t in record.times if not t.resolved and t.kind in ("date", "time", "range")],
            "places": [e.name for e in record.entities if e.kind == "place" and (not e.place or e.place.lat is None)],
            "speakers": [(s.cue or s.content).text for s in record.statements if s.speaker is None],
            "actors": [e.trigger.text for e in record.events if not e.actors],
            "sites": [e.trigger.text for e in record.events if e.place is None and e.type == "ASSAULT"],
        }
        return (*found, *(Unknown(what, tuple(dict.fromkeys(items))) for what, items in lists.items() if items))
