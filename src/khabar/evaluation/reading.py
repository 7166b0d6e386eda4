"""What a reader made of a report, put beside the gold text: spans in the gold text's offsets, ids resolved.

Readers may drop furniture or change blanks; their words are found again in the gold text, and what is not there has no
span. A record that lacks a field is read as one that leaves it unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from khabar.evaluation.quotes import Spot
from khabar.text.fold import fold

_WORD = re.compile(r"\w+")
Aligner = Callable[[Mapping[str, Any] | None], Spot | None]


@dataclass(frozen=True, slots=True)
class ReadEntity:
    """An entity of a record: its mentions as (spot, form), every folded name it answers to."""

    id: str
    kind: str
    code: str | None
    names: frozenset[str]
    mentions: tuple[tuple[Spot, str], ...]
    lat: float | None
    lon: float | None
    precision: str | None


@dataclass(frozen=True, slots=True)
class ReadTime:
    """A time of a record; `begin` and `end` are ISO days, None where open or unresolved."""

    spot: Spot | None
    begin: str | None
    end: str | None
    part: str | None
    resolved: bool
    implied: bool


@dataclass(frozen=True, slots=True)
class ReadCount:
    """A count of a record."""

    spot: Spot | None
    what: str
    who: str
    min: int
    max: int | None


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A statement of a record; `said_by` is where the speaker's words stand."""

    id: str
    act: str
    cue: Spot | None
    speaker: str | None
    said_by: Spot | None
    via: tuple[str, ...]
    content: Spot | None
    quotation: str


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """An event of a record; `also` are its further evidences."""

    id: str
    type: str | None
    mode: str | None
    acled: str | None
    trigger: Spot | None
    also: tuple[Spot, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    time: str | None
    counts: tuple[ReadCount, ...]
    status: str
    alleged: bool
    statement: str | None
    about: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One record beside the gold text."""

    text: str
    entities: Mapping[str, ReadEntity]
    times: Mapping[str, ReadTime]
    statements: tuple[ReadStatement, ...]
    events: tuple[ReadEvent, ...]
    counts: tuple[ReadCount, ...]


def read_record(record: Mapping[str, Any], text: str) -> Reading:
    """The record's parts with their spans in `text`."""
    spot = aligner(str(record["report"].get("text") or ""), text)
    events = tuple(_event(raw, spot) for raw in record.get("events") or ())
    counts = dict.fromkeys(c for e in events for c in e.counts)
    counts |= dict.fromkeys(_count(raw, spot) for raw in record.get("counts") or ())
    return Reading(
        text=text,
        entities={str(raw["id"]): _entity(raw, spot) for raw in record.get("entities") or ()},
        times={str(raw["id"]): _time(raw, spot) for raw in record.get("times") or ()},
        statements=tuple(_statement(raw, spot) for raw in record.get("statements") or ()),
        events=events,
        counts=tuple(counts),
    )


def aligner(read: str, gold: str) -> Aligner:
    """A function from a span of the read text to its spot in the gold text, None where its words are not there."""
    if read == gold:
        return lambda span: Spot(int(span["start"]), int(span["end"])) if span else None
    ours = list(re.finditer(r"\S+", read))
    theirs = list(re.finditer(r"\S+", gold))
    blocks = SequenceMatcher(None, [m[0] for m in ours], [m[0] for m in theirs], autojunk=False).get_matching_blocks()
    place: dict[int, int] = {}
    for block in blocks:
        for step in range(block.size):
            one, other = ours[block.a + step], theirs[block.b + step]
            place.update((one.start() + i, other.start() + i) for i in range(len(one[0])))

    def spot(span: Mapping[str, Any] | None) -> Spot | None:
        known = [place[i] for i in range(span["start"], span["end"]) if i in place] if span else []
        return Spot(known[0], known[-1] + 1) if known and known[0] <= known[-1] else None

    return spot


def shared(one: Spot | None, other: Spot | None, text: str) -> float:
    """F1 of the words of two spots by their position: 1.0 where they hold the same words, 0.0 where they share none."""
    if one is None or other is None or not one.overlaps(other):
        return 0.0
    common = _words(text, max(one.start, other.start), min(one.end, other.end))
    both = _words(text, one.start, one.end) + _words(text, other.start, other.end)
    return 2 * common / both if both else 1.0


def folded(text: str) -> str:
    """A name's spelling-insensitive form without its quotation marks."""
    return " ".join(_WORD.findall(fold(text)))


def _words(text: str, start: int, end: int) -> int:
    return len(_WORD.findall(text[start:end]))


def _entity(raw: Mapping[str, Any], spot: Aligner) -> ReadEntity:
    mentions = raw.get("mentions") or ()
    place = raw.get("place") or {}
    names = [raw.get("name"), *(raw.get("aliases") or ()), *(m["text"] for m in mentions if m.get("form") == "name")]
    return ReadEntity(
        id=str(raw["id"]),
        kind=str(raw.get("kind")),
        code=raw.get("actor_code"),
        names=frozenset(folded(n) for n in names if n),
        mentions=tuple((s, str(m.get("form"))) for m in mentions if (s := spot(m))),
        lat=place.get("lat"),
        lon=place.get("lon"),
        precision=place.get("precision"),
    )


def _time(raw: Mapping[str, Any], spot: Aligner) -> ReadTime:
    bounds = raw.get("interval") or {}
    return ReadTime(
        spot=spot(raw),
        begin=_day(bounds.get("begin")),
        end=_day(bounds.get("end")),
        part=raw.get("part"),
        resolved=bool(raw.get("resolved")),
        implied=bool(raw.get("implied")),
    )


def _day(bound: str | None) -> str | None:
    return bound[:10] if bound else None


def _count(raw: Mapping[str, Any], spot: Aligner) -> ReadCount:
    return ReadCount(spot(raw), str(raw.get("what")), str(raw.get("who")), int(raw.get("min") or 0), raw.get("max"))


def _statement(raw: Mapping[str, Any], spot: Aligner) -> ReadStatement:
    return ReadStatement(
        id=str(raw["id"]),
        act=str(raw.get("act")),
        cue=spot(raw.get("cue")),
        speaker=raw.get("speaker"),
        said_by=spot(raw.get("speaker_text")),
        via=tuple(raw.get("via") or ()),
        content=spot(raw.get("content")),
        quotation=str(raw.get("quotation")),
    )


def _event(raw: Mapping[str, Any], spot: Aligner) -> ReadEvent:
    return ReadEvent(
        id=str(raw["id"]),
        type=raw.get("type"),
        mode=raw.get("mode"),
        acled=raw.get("acled"),
        trigger=spot(raw.get("trigger")),
        also=tuple(_known(spot, raw.get("also") or ())),
        actors=tuple(raw.get("actors") or ()),
        recipients=tuple(raw.get("recipients") or ()),
        place=raw.get("place"),
        time=raw.get("time"),
        counts=tuple(_count(c, spot) for c in raw.get("counts") or ()),
        status=str(raw.get("status")),
        alleged=bool(raw.get("alleged")),
        statement=raw.get("statement"),
        about=raw.get("about"),
    )


def _known(spot: Aligner, spans: Sequence[Mapping[str, Any]]) -> Iterator[Spot]:
    for span in spans:
        if found := spot(span):
            yield found
