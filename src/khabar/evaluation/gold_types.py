"""The types of a gold report: its header and text, and marks with their spans found in it."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.evaluation.quotes import Spot


@dataclass(frozen=True, slots=True)
class Source:
    """A gold report: header and text. `published` is ISO or None."""

    id: str
    genre: str
    country: str
    topic: str
    publisher: str | None
    published: str | None
    text: str


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """`names` are the spans of its names, `called` those of other words for it that need not be found."""

    key: str
    kind: str
    names: tuple[Spot, ...]
    called: tuple[Spot, ...]
    code: str | None
    at: tuple[float, float] | None
    placed: bool
    km: float
    country: str | None


@dataclass(frozen=True, slots=True)
class GoldTime:
    """`begin` and `end` are ISO days, None for an open side; both None: unresolved."""

    key: str
    spot: Spot
    begin: str | None
    end: str | None
    part: str | None


@dataclass(frozen=True, slots=True)
class GoldCount:
    """`max` None: open above. `of` is the key of the count it is part of."""

    key: str
    spot: Spot
    what: str
    who: str
    min: int
    max: int | None
    of: str | None


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """`via` outermost first; `part_of` the key of the statement it is nested in."""

    key: str
    act: str
    cue: Spot | None
    speaker: str | None
    via: tuple[str, ...]
    content: Spot
    quotation: str
    part_of: str | None


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """`also` are other words that tell the same event; `statement` None: the publisher's own words."""

    key: str
    trigger: Spot
    also: tuple[Spot, ...]
    type: str | None
    mode: str | None
    acled: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    time: str | None
    counts: tuple[str, ...]
    status: str
    alleged: bool
    statement: str | None
    about: str | None


@dataclass(frozen=True, slots=True)
class Marks:
    """All that one reader marked in one report."""

    entities: tuple[GoldEntity, ...] = ()
    times: tuple[GoldTime, ...] = ()
    counts: tuple[GoldCount, ...] = ()
    statements: tuple[GoldStatement, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    not_events: tuple[Spot, ...] = ()
