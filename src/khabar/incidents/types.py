"""The frozen types of an incident (`khabar.incident/1`) and the compact facts it is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ConfigDict, Field

from khabar.objects import Frozen

# ------------------------------------------------------------------------------------- facts, between steps


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """Where an event happened. `names` are folded; `coarse` is true for a governorate, district or country.

    `capital` is true for a town whose name is also its governorate's: "في إدلب" may be either. `site` is true for what
    lies in a town or beside it: a hospital, a quarter, a camp.
    """

    name: str
    names: tuple[str, ...]
    lat: float | None
    lon: float | None
    coarse: bool
    capital: bool
    within: tuple[str, ...]
    country: str | None
    site: bool = False


@dataclass(frozen=True, slots=True)
class CountFact:
    """A figure as one report gives it; `start`/`end` are offsets into that report's text."""

    what: str
    who: str
    min: int
    max: int | None
    part: bool
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class SourceFact:
    """One link of a chain: `key` is equal for equal sources of different reports; unnamed sources never are."""

    key: str
    name: str
    named: bool


@dataclass(frozen=True, slots=True)
class StoryFact:
    """What a report leads with. `words` are packed hashes in ascending order, `weights` their shares (packed floats, of
    length one together); `rarest` the rarest words themselves, the rarest first; `rare` packed hashes of all that are
    rare. `days` are ordinals, `month_days` MM-DD, `weekdays` 1 (Monday) to 7: the days its lead may speak of, as far as
    each is known. `people` (words of a private person's full name → how rare they are together), `places` (folded name
    → how rare) and `figures` (what, number) are those of the whole report, `spots` counts the towns and sites of the
    deeds it leads with. `others` are those that are weighed under the one that
    carries this.
    """

    words: bytes
    weights: bytes
    rarest: tuple[str, ...]
    people: tuple[tuple[str, float], ...]
    days: tuple[int, ...]
    month_days: tuple[str, ...]
    weekdays: tuple[int, ...]
    rare: bytes = b""
    places: tuple[tuple[str, float], ...] = ()
    figures: tuple[tuple[str, int], ...] = ()
    spots: int = 0
    others: tuple[EventFact, ...] = ()


@dataclass(frozen=True, slots=True)
class EventFact:
    """What matching needs of one event. `begin`/`end` are ISO days; `dated` is false where they are only a guess.

    `month_day` (MM-DD) and `weekday` (1 Monday … 7 Sunday) are what is known of the day besides: where a report has no
    date of publication, "Friday 6 October" has no year, and still is not any other day.

    `chain` runs from the publisher inward to the one whose words these are; it is empty for the publisher's own
    narration. `words` are packed hashes of the evidence's content words. `stand` is the position taken where the event
    is one about another deed (`about`).
    `story` is its report's where this is a deed the report leads with, the first of those that may be one; another of
    them has the id of that first as `unit`, and is weighed under it.
    """

    report: int
    id: str
    type: str | None
    mode: str | None
    family: str
    place: PlaceFact | None
    begin: str | None
    end: str | None
    dated: bool
    month_day: str | None
    weekday: int | None
    actors: tuple[SourceFact, ...]
    recipients: tuple[SourceFact, ...]
    counts: tuple[CountFact, ...]
    victims: tuple[str, ...]
    status: str
    act: str | None
    chain: tuple[SourceFact, ...]
    words: bytes
    spans: tuple[tuple[int, int], ...]
    about: str | None
    stand: str | None
    story: StoryFact | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class ReportFact:
    """One report: who published it and when, its passages with their signatures, its events.

    `index` is its place in the canonical order (date, text, source id), not in the input; `credits` are agencies the
    report names as its source for the whole of it. `text_id` is equal for reports with the same text.
    """

    index: int
    source_id: str
    text_id: str
    publisher: SourceFact | None
    date: str | None
    clock: str | None
    title: str | None
    url: str | None
    credits: tuple[SourceFact, ...]
    passages: tuple[tuple[int, int], ...]
    signatures: tuple[bytes, ...]
    shingles: tuple[bytes, ...]
    events: tuple[EventFact, ...]


WHOLE = -1


@dataclass(frozen=True, slots=True)
class Copy:
    """Passage `later_passage` of report `later` repeats one of report `earlier`; `share` of its words are the same.

    Both passages are `WHOLE` where the two texts are the same to the letter.
    """

    earlier: int
    earlier_passage: int
    later: int
    later_passage: int
    share: float


# --------------------------------------------------------------------------------------------------- output


class IncidentPlace(Frozen):
    """The finest place that the reports agree on."""

    name: str
    lat: float | None = None
    lon: float | None = None


class IncidentTime(Frozen):
    """Inclusive ISO days; null when no report dates it."""

    begin: str | None
    end: str | None


class ReportRef(Frozen):
    """An event of a report: who published it and when, and where its evidence stands in the report's text.

    `event` is `lead` for a report of which no deed was read; it is in the incident for what its lead says.
    """

    source_id: str
    event: str
    publisher: str | None = None
    date: str | None = None
    start: int | None = None
    end: int | None = None


class Origin(Frozen):
    """A source that rests on no other in the set. `party` is true where it is itself a side of the incident."""

    source: str
    reports: tuple[str, ...]
    party: bool = False
    through: tuple[str, ...] = ()


class LedgerEntry(Frozen):
    """One figure: who gives it, where it stands in which report, and whether a later one of his replaces it."""

    report: str
    event: str
    what: str
    who: str
    min: int
    max: int | None
    speaker: str | None
    date: str | None
    start: int
    end: int
    text: str
    part: bool
    superseded: bool


class CountRange(Frozen):
    """What all reports together say of one figure.

    `conservative` is the lowest current figure (ACLED's rule for rival figures), `low`/`best`/`high` follow UCDP GED:
    `best` is the figure that most independent origins share, the lower one where they tie.
    """

    what: str
    who: str
    min: int
    max: int | None
    by_report: dict[str, tuple[int, int | None]]
    conservative: int
    low: int
    best: int
    high: int


class DisagreementValue(Frozen):
    """One value of a field, and who holds it."""

    value: str
    reports: tuple[str, ...]


class Disagreement(Frozen):
    """A field on which reports differ."""

    field: Literal["killed", "injured", "actor", "place", "time", "status"]
    values: tuple[DisagreementValue, ...]


class Position(Frozen):
    """Where an actor stands on a proposed or contested deed."""

    actor: str
    stand: Literal["refuses", "proposes", "considers", "accepts", "denies", "condemns", "claims"]
    reports: tuple[str, ...]


class Reprint(Frozen):
    """`later` repeats a passage of `earlier` that tells the incident; `share` of the shorter one's words are common."""

    earlier: str
    later: str
    share: float


class Link(Frozen):
    """Why two events (source id, event id) are held to be one: every feature that spoke, with its weight."""

    left: tuple[str, str]
    right: tuple[str, str]
    score: float
    features: dict[str, float]


class Incident(Frozen):
    """One thing that happened, and everything the reports say of it."""

    schema_: Literal["khabar.incident/1"] = Field(default="khabar.incident/1", alias="schema")
    id: str
    type: str | None
    mode: str | None
    place: IncidentPlace | None
    time: IncidentTime | None
    actors: tuple[str, ...]
    reports: tuple[ReportRef, ...]
    origins: tuple[Origin, ...]
    independent_origins: int
    counts: tuple[CountRange, ...]
    ledger: tuple[LedgerEntry, ...]
    disagreements: tuple[Disagreement, ...]
    positions: tuple[Position, ...]
    reprints: tuple[Reprint, ...]
    links: tuple[Link, ...]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    def to_json(self, indent: int | None = None) -> str:
        """The incident as JSON text: the same incident, the same bytes."""
        return self.model_dump_json(by_alias=True, indent=indent)

    def to_dict(self) -> dict[str, Any]:
        """The incident as plain Python data."""
        return self.model_dump(mode="json", by_alias=True)
