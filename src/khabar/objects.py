"""The frozen types of the record (`RECORD.md`) and of the way there; imports nothing of ours.

All offsets are Unicode code points, `start` inclusive, `end` exclusive, into `Report.text`. Types that leave the
program are pydantic models; types that live only between two steps are slotted dataclasses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA: Literal["khabar.record/1"] = "khabar.record/1"


class Frozen(BaseModel):
    """Base of everything in a record: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Frozen):
    """A stretch of the report's text: `report.text[start:end] == text`."""

    start: int
    end: int
    text: str


# ------------------------------------------------------------------------------------------------------- page

PageFormat = Literal["auto", "html", "text"]


@dataclass(frozen=True, slots=True)
class Page:
    """What a caller hands in: bytes (or text already decoded) and whatever is known of them from outside.

    `published` is an ISO date given by the caller and outranks what the page says; `charset` and `content_type` are
    claims of the transport (HTTP headers, WARC), checked and not trusted.
    """

    data: bytes | str
    source_id: str
    format: PageFormat = "auto"
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    charset: str | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A piece of an input that could not be read; the others are.

    `source_id` names the input, `where` the place in it (`line 7`, `byte 10233`, empty for the whole), `reason` says
    in one line what is wrong and, where there is one, the remedy.
    """

    source_id: str
    where: str
    reason: str


# ---------------------------------------------------------------------------------------------------- report

Basis = Literal["given", "metadata", "text", "unknown"]
PartKind = Literal["headline", "lead", "body", "caption", "list"]
FurnitureKind = Literal[
    "icon", "text_size", "tags", "related", "close", "donation", "share", "subscribe", "comments",
    "navigation", "advert", "other",
]  # fmt: skip
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class DateReading(Frozen):
    """One candidate for the publication date: where it stood and what it says (kept when sources disagree)."""

    date: str
    source: str
    text: str = ""


class Published(Frozen):
    """When the report was published. `date` is ISO 8601, null when unknown; `weekday` may be known without it.

    `time` keeps the clock and zone where the page states them; `not_after` is an upper bound the text implies;
    `readings` holds every candidate when they disagree and `reason` says why this one was chosen.
    """

    date: str | None = None
    basis: Basis = "unknown"
    weekday: Weekday | None = None
    time: str | None = None
    not_after: str | None = None
    readings: tuple[DateReading, ...] = ()
    reason: str | None = None


class Part(Frozen):
    """A block of the reading text. Parts do not overlap and stand in reading order."""

    kind: PartKind
    start: int
    end: int


class Caption(Frozen):
    """A picture's caption, kept out of the body; `credit` is who made or owns the picture."""

    text: str
    credit: str | None = None


class Furniture(Frozen):
    """A piece of the page that is not the report."""

    kind: FurnitureKind
    text: str


class Report(Frozen):
    """One page, cleaned. `text` is headline and paragraphs joined by blank lines; `id` is its SHA-256.

    `byline` are persons; `agency` is the agency that the page itself credits ("دمشق – سانا", "(أ ف ب)").
    `warnings` name what was repaired or could not be read (encoding, truncation, bidi controls, paywall …).
    """

    id: str
    source_id: str
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None
    agency: str | None = None
    title: str | None = None
    language: str | None = None
    published: Published = Published()
    text: str = ""
    parts: tuple[Part, ...] = ()
    captions: tuple[Caption, ...] = ()
    tags: tuple[str, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    warnings: tuple[str, ...] = ()


# ------------------------------------------------------------------------------------------ text, between steps

TokenKind = Literal["word", "number", "punct"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark. `fold` is its spelling-insensitive form (see `text.fold`).

    `stems` are the readings of a word with its proclitics cut, longest first, the whole word included:
    `(cut, folded)` where `cut` is the offset inside the token at which the stem begins (وبالرقة → (0, وبالرقه),
    (1, بالرقه), (2, الرقه)…).
    """

    index: int
    start: int
    end: int
    text: str
    fold: str
    kind: TokenKind
    stems: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` to `last` (exclusive) of one sentence; `part` is the index of its part in `Report.parts`."""

    index: int
    first: int
    last: int
    start: int
    end: int
    part: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks: `start`/`end` with the marks, `inner_start`/`inner_end` without.

    `closed` is false where the closing mark is missing and the paragraph's end stands in for it. `depth` is 0 for
    an outermost pair.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """The report's text, analysed once: tokens, sentences and quotations, in order."""

    raw: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    parts: tuple[Part, ...]

    def span(self, start: int, end: int) -> Span:
        """The span from `start` to `end`, with its text."""
        return Span(start=start, end=end, text=self.raw[start:end])

    def words(self, first: int, last: int) -> Span:
        """The span of tokens `first` to `last` (exclusive)."""
        return self.span(self.tokens[first].start, self.tokens[last - 1].end)


# ------------------------------------------------------------------------------------------------------ times

TimeKind = Literal["date", "time", "duration", "set", "range"]
Grain = Literal["minute", "hour", "part", "day", "week", "month", "season", "year", "decade"]
DayPart = Literal["dawn", "morning", "noon", "afternoon", "evening", "night", "midnight"]


class Interval(Frozen):
    """Inclusive ISO bounds; one may be null (open)."""

    begin: str | None
    end: str | None


class TimeReading(Frozen):
    """Another reading of a time expression, with the reason it lost or the conflict it shows."""

    interval: Interval | None
    reason: str


class Time(Frozen):
    """A time expression. `interval` is null when nothing anchors it; `conflict` names a contradiction in its parts.

    `reported` is true inside a direct quotation: it is still resolved on the publication date, and said so.
    `future` is true where the sentence speaks of it as still to come. `implied` is true where no words state it: the
    span is then the trigger of the deed that it dates (see `events.undated`).
    """

    id: str
    start: int
    end: int
    text: str
    kind: TimeKind
    interval: Interval | None
    grain: Grain | None
    part: DayPart | None = None
    resolved: bool
    edtf: str | None = None
    timex3: str | None = None
    calendar: Literal["gregorian", "hijri"] = "gregorian"
    reported: bool = False
    future: bool = False
    implied: bool = False
    conflict: str | None = None
    alternatives: tuple[TimeReading, ...] = ()
    rule: str


# --------------------------------------------------------------------------------------- mentions and entities

EntityKind = Literal["person", "organization", "place", "facility", "people", "media", "state", "armed_group"]
MentionForm = Literal["name", "nominal", "acronym", "pronoun"]


class Mention(Frozen):
    """One place in the text where an entity is spoken of."""

    start: int
    end: int
    text: str
    form: MentionForm


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention before entities are known: its span, what it may be and why.

    `actor` is the id of an entry of the actor or outlet lexicon, `places` are gazetteer rows' ids, best first;
    `role` is the span of a title or office that stands in apposition; `score` is the model's or rule's confidence.
    """

    start: int
    end: int
    text: str
    kind: EntityKind
    form: MentionForm
    rule: str
    score: float = 1.0
    actor: str | None = None
    places: tuple[int, ...] = ()
    head: str | None = None
    role: tuple[int, int] | None = None


Precision = Literal["exact", "near", "admin2", "admin1", "country"]


class Place(Frozen):
    """Where an entity lies, WGS 84. `relation` tells how, when only a neighbour's position is known."""

    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    feature: str | None = None
    relation: str | None = None


class Links(Frozen):
    """Identifiers of the same entity elsewhere, only where certain."""

    wikidata: str | None = None
    geonames: int | None = None
    whosonfirst: int | None = None


class Entity(Frozen):
    """Someone or something the report speaks of; all mentions of one entity are merged.

    `actor` is the lexicon entry's id, so that equal sources of different reports can be recognised.
    """

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    actor_code: str | None = None
    actor: str | None = None
    links: Links = Links()
    place: Place | None = None
    mentions: tuple[Mention, ...] = ()
    confidence: float | None = None
    alternatives: tuple[str, ...] = ()
    rule: str = ""


# -------------------------------------------------------------------------------------------------- statements

Act = Literal[
    "assert", "announce", "confirm", "deny", "refuse", "accuse", "claim_responsibility", "allege", "warn",
    "threaten", "demand", "call", "promise", "predict", "condemn", "admit", "relay", "ask", "express", "propose",
]  # fmt: skip
QuotationKind = Literal["direct", "indirect", "mixed"]


class Hop(Frozen):
    """One link of a chain of transmission, with the words it rests on (null for the publisher of the page)."""

    entity: str
    span: Span | None = None


class Statement(Frozen):
    """What someone says: cue, speaker, the chain that carried it, and the exact extent of what is said."""

    id: str
    act: Act
    cue: Span | None
    speaker: str | None
    speaker_text: Span | None
    chain: tuple[str, ...]
    via: tuple[str, ...]
    hops: tuple[Hop, ...] = ()
    venue: Span | None = None
    time: str | None = None
    content: Span
    quotation: QuotationKind
    part_of: str | None = None
    confidence: float | None = None
    rule: str


# ------------------------------------------------------------------------------------------------------ events

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "REJECT", "ACCUSE",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
CountWhat = Literal[
    "killed", "injured", "detained", "abducted", "missing", "displaced", "strikes", "shells", "houses", "vehicles",
    "villages", "other",
]  # fmt: skip
Status = Literal["occurred", "ongoing", "planned", "proposed", "denied", "hypothetical"]


class Count(Frozen):
    """A figure. `max` null: open above. `subset_of` is the index, in the event's list, of the count it is part of."""

    what: CountWhat
    who: str
    min: int
    max: int | None
    exact: bool
    subset_of: int | None = None
    start: int
    end: int
    text: str
    rule: str = ""


class Event(Frozen):
    """A deed or state of affairs, under the status and in the words that the report gives it.

    `type` is null where PLOVER has none. `statement` null: the publisher's own narration. `also` are further
    evidences when one report tells the same event twice.
    """

    id: str
    type: EventType | None
    mode: str | None = None
    acled: str | None = None
    trigger: Span
    actors: tuple[str, ...] = ()
    alleged: bool = False
    recipients: tuple[str, ...] = ()
    place: str | None = None
    time: str | None = None
    counts: tuple[Count, ...] = ()
    victims: tuple[str, ...] = ()
    name: str | None = None
    status: Status
    statement: str | None = None
    about: str | None = None
    evidence: Span
    also: tuple[Span, ...] = ()
    confidence: float | None = None
    rule: str


# ------------------------------------------------------------------------------------------------------ record


class Record(Frozen):
    """What reading one report gives: the contract of `RECORD.md`, one JSON object a report."""

    schema_: Literal["khabar.record/1"] = Field(default=SCHEMA, alias="schema")
    report: Report
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    def to_json(self, indent: int | None = None) -> str:
        """The record as JSON, UTF-8 text, keys in the order of the contract: the same record, the same bytes."""
        return self.model_dump_json(by_alias=True, indent=indent)

    def to_dict(self) -> dict[str, Any]:
        """The record as plain Python data."""
        return self.model_dump(mode="json", by_alias=True)
