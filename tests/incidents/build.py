"""Small records for the tests of incidents: only what comparing looks at is filled in."""

from __future__ import annotations

import hashlib
from typing import Any

from khabar.incidents.compare import canonical
from khabar.incidents.facts import compile_words, facts_of
from khabar.incidents.types import EventFact
from khabar.lexicon import load_lexicon

PLACES = {
    "السهل": (36.0, 38.0),
    "التل": (36.02, 38.01),
    "النبع": (34.5, 36.7),
    "المرج": (33.1, 44.3),
}


def record(
    source_id: str,
    text: str,
    *,
    place: str | None = "السهل",
    day: str | None = "2024-03-05",
    published: str | None = "2024-03-06",
    publisher: str | None = None,
    speaker: str | None = None,
    via: str | None = None,
    act: str = "assert",
    actor: str | None = None,
    killed: int | None = None,
    type_: str = "ASSAULT",
    mode: str | None = "airstrike",
    status: str = "occurred",
) -> dict[str, Any]:
    """A record of one event whose evidence is the whole text."""
    entities: list[dict[str, Any]] = []

    def entity(name: str | None, kind: str = "organization", **more: Any) -> str | None:
        if name is None:
            return None
        for known in entities:
            if known["name"] == name:
                return str(known["id"])
        entities.append(
            {"id": f"e{len(entities) + 1}", "kind": kind, "name": name, "aliases": [], "actor": None, "place": None}
            | more
        )
        return str(entities[-1]["id"])

    outlet, said_by, relay = entity(publisher, "media"), entity(speaker), entity(via, "media")
    lat, lon = PLACES.get(place or "", (None, None))
    where = entity(place, "place", place={"lat": lat, "lon": lon, "precision": "exact", "country": "SYR"})
    who = entity(actor, "armed_group")
    span = {"start": 0, "end": len(text), "text": text}
    statements = []
    if said_by:
        chain = [i for i in (outlet, relay, said_by) if i]
        statements.append({"id": "s1", "act": act, "chain": chain, "speaker": said_by})
    counts = []
    if killed is not None:
        counts.append({"what": "killed", "who": "civilian", "min": killed, "max": killed, "subset_of": None} | span)
    times = [{"id": "t1", "interval": {"begin": day, "end": day}}] if day else []
    return {
        "schema": "khabar.record/1",
        "report": {
            "id": hashlib.sha256(text.encode()).hexdigest(),
            "source_id": source_id,
            "url": None,
            "title": None,
            "publisher": publisher,
            "agency": None,
            "published": {"date": published, "time": None},
            "text": text,
            "parts": [{"kind": "body", "start": 0, "end": len(text)}],
        },
        "entities": entities,
        "times": times,
        "statements": statements,
        "events": [
            {
                "id": "v1", "type": type_, "mode": mode, "actors": [who] if who else [], "recipients": [],
                "place": where, "time": "t1" if day else None, "counts": counts, "victims": [], "status": status,
                "statement": "s1" if said_by else None, "about": None, "evidence": span, "also": [],
            }
        ],
    }  # fmt: skip


def told(row: dict[str, Any]) -> tuple[EventFact, ...]:
    """Every event of one record."""
    (report,) = canonical([facts_of(row, load_lexicon().build(compile_words))])
    return report.events


def deeds(*rows: dict[str, Any]) -> list[EventFact]:
    """The one event of each record, in the order given."""
    words = load_lexicon().build(compile_words)
    told = {report.source_id: report.events[0] for report in canonical(facts_of(row, words) for row in rows)}
    return [told[row["report"]["source_id"]] for row in rows]
