"""What the page of an incident shows, worked out: who has it from whom, when it was told, in which words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from khabar.desk.page import brief, harmless
from khabar.desk.words import Words
from khabar.incidents import Incident
from khabar.incidents.types import CountRange, ReportRef
from khabar.sheets.incidents import differing
from khabar.sheets.incidents_text import kind_of
from khabar.store.incidents import Told

_MOST_PASSAGES = 12
_LONGEST_PASSAGE = 900  # characters; comparing word by word grows with the square
_MOST_DRAWN = 14  # names on each side of the graph
_ROW = 44
_WIDTH, _INNER = 900, 300  # of the graph; what lies between its two columns


@dataclass(frozen=True, slots=True)
class Passage:
    """A report's words on the incident; `marked` has those that the base lacks in `<mark>`. `origins` are its own."""

    told: Told
    name: str
    date: str | None
    event: str
    marked: Markup
    is_base: bool
    cut: bool
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A name in the graph: where its box begins, and what it leads to."""

    y: int
    name: str
    full: str
    note: str
    href: str


class IncidentView:
    """An incident with its reports, for the template."""

    def __init__(
        self, incident: Incident, told: Mapping[str, Told], places: Sequence[Mapping[str, Any]], words: Words, *,
        base: int = 0, whole: bool = False,
    ) -> None:  # fmt: skip
        """`told` are its reports by source, `places` where its events lie; `base` is a page's id."""
        self.incident = incident
        self.words = words
        self.told = told
        self.places = places
        self._whole = whole
        self.sources = [s for s in dict.fromkeys(r.source_id for r in incident.reports) if s in told]
        self._refs: dict[str, list[ReportRef]] = {}
        for ref in incident.reports:
            self._refs.setdefault(ref.source_id, []).append(ref)
        chosen = next((s for s in self.sources if told[s].page == base), None)
        self.base = chosen or (self.sources[0] if self.sources else "")
        self.more = 0 if whole else max(0, len(self.sources) - _MOST_PASSAGES)

    # ----------------------------------------------------------------------------------------------- names

    def name(self, source: str) -> str:
        """The publisher of a report, else what the report is called."""
        ref = self._refs[source][0]
        told = self.told.get(source)
        return ref.publisher or (told.title if told else None) or source

    def heading(self) -> tuple[str, ...]:
        """Type, mode and place."""
        incident, label = self.incident, self.words.label
        kind = label(*kind_of(incident))
        mode = label("mode", incident.mode) if incident.mode else ""
        place = incident.place.name if incident.place else label("incident", "no place")
        return tuple(dict.fromkeys(part for part in (kind, mode, place) if part))

    def days(self) -> tuple[str, ...]:
        """The first and last day, once where they are one; nothing where none is known."""
        time = self.incident.time
        return tuple(dict.fromkeys(d for d in (time.begin, time.end) if d)) if time else ()

    def page(self, source: str) -> int | None:
        """The id under which a report is opened."""
        return self.told[source].page if source in self.told else None

    # --------------------------------------------------------------------------------------------- passages

    def passages(self) -> tuple[Passage, ...]:
        """The words of every report, that of the base first; of long incidents the first twelve."""
        ordered = sorted(self.sources, key=lambda s: s != self.base)
        base, _ = self._passage(self.base) if self.base else ("", False)
        return tuple(self._shown(s, base) for s in (ordered if self._whole else ordered[:_MOST_PASSAGES]))

    def _shown(self, source: str, base: str) -> Passage:
        ref = self._refs[source][0]
        passage, cut = self._passage(source)
        origins = tuple(o.source for o in self.incident.origins if source in o.reports)
        marked = Markup(differing(base, passage))  # noqa: S704 (it escapes what it is given)
        return Passage(
            self.told[source], self.name(source), ref.date, ref.event, marked, source == self.base, cut, origins
        )

    def _passage(self, source: str) -> tuple[str, bool]:
        """What a report says of the incident, bounded; the evidence of each of its events once."""
        text = self.told[source].text
        spans = dict.fromkeys((r.start or 0, r.end or 0) for r in self._refs[source])
        said = " […] ".join(" ".join(text[start:end].split()) for start, end in sorted(spans) if end > start)
        return harmless(said[:_LONGEST_PASSAGE]), len(said) > _LONGEST_PASSAGE

    # ---------------------------------------------------------------------------------------------- origins

    def graph(self) -> dict[str, Any]:
        """Boxes and lines: origins on the side where reading begins, reports on the other, reprints beside them."""
        origins = self.incident.origins[:_MOST_DRAWN]
        sources = self.sources[:_MOST_DRAWN]
        left = {source: at * _ROW for at, source in enumerate(sources)}
        right = {origin.source: at * _ROW for at, origin in enumerate(origins)}
        reports = [
            Node(y, brief(self.name(s), 34), self.name(s), self._refs[s][0].date or "", f"/reports/{self.page(s)}")
            for s, y in left.items()
        ]
        party = self.words("incidents/party")
        starts = [
            Node(right[o.source], brief(o.source, 34), o.source, party if o.party else "", "") for o in origins
        ]
        lines = [(right[o.source], left[s]) for o in origins for s in o.reports if s in left]
        copies = [(left[r.earlier], left[r.later]) for r in self.incident.reprints if {r.earlier, r.later} <= set(left)]
        rows = max(len(reports), len(starts), 1)
        cut = max(len(self.sources), len(self.incident.origins)) > _MOST_DRAWN
        return {
            "reports": reports, "origins": starts, "lines": lines, "copies": copies, "height": rows * _ROW,
            "width": _WIDTH, "inner": _INNER, "cut": cut,
        }  # fmt: skip

    # ---------------------------------------------------------------------------------------------- figures

    def ranges(self) -> tuple[CountRange, ...]:
        """The sums of the figures, people first."""
        people = ("killed", "injured", "detained", "abducted", "missing", "displaced")
        order = {what: at for at, what in enumerate(people)}
        return tuple(sorted(self.incident.counts, key=lambda c: order.get(c.what, len(order))))

    def spelled(self, low: int, high: int | None) -> str:
        """`3`, `3–5` or `3+`."""
        return f"{low}+" if high is None else str(low) if low == high else f"{low}–{high}"

    # ------------------------------------------------------------------------------------------------- time

    def timeline(self) -> list[tuple[str | None, str, list[str]]]:
        """`(day, how long after, reports)` in order; the reports of unknown day last."""
        held: dict[str | None, list[str]] = {}
        for source in sorted(self.sources, key=lambda s: self._refs[s][0].date or "9999"):
            held.setdefault((self._refs[source][0].date or "")[:10] or None, []).append(source)
        begin = self.days()[0] if self.days() else None
        return [(day, self._after(begin, day), sources) for day, sources in held.items()]

    def _after(self, begin: str | None, day: str | None) -> str:
        try:
            days = (date.fromisoformat(day or "") - date.fromisoformat(begin or "")).days
        except ValueError:
            return ""
        if days < 3:
            known = {0: "same_day", 1: "after_one", 2: "after_two"}
            return self.words(f"incidents/{known.get(days, 'before')}")
        return self.words("incidents/after_few" if days <= 10 else "incidents/after_many", days=days)

    # -------------------------------------------------------------------------------------------------- map

    def points(self) -> list[dict[str, Any]]:
        """What `map.js` draws."""
        return [
            {
                "lat": p["lat"], "lon": p["lon"], "n": p["reports"], "label": brief(harmless(p["name"]), 80),
                "text": [self.words("incidents/told_by", n=p["reports"])],
            }
            for p in self.places
        ]  # fmt: skip

    def value(self, field: str, value: str) -> str:
        """A value on which reports differ, as it is shown."""
        return self.words.label("status", value) if field == "status" else value
