"""The forms in which an object of a record is edited or added: its fields, and what they hold now.

A form speaks in words of the text, names and numbers. `answers` reads what was filled into it. Nothing here touches the
archive.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from markupsafe import Markup

from khabar.objects import (
    Act,
    CountWhat,
    EntityKind,
    EventType,
    Grain,
    Precision,
    QuotationKind,
    Status,
    TimeKind,
)
from khabar.store.review import Collection

Kind = Literal[
    "choice", "text", "lines", "flag", "entity", "entities", "time", "statement", "event", "span", "days", "day",
    "counts", "point", "link", "mentions",
]  # fmt: skip
_WHO = ("unspecified", "civilian", "child", "woman", "man", "combatant", "journalist", "medic", "family", "protester",
        "detainee")  # fmt: skip
Sent = Mapping[str, list[str]]  # what a browser sends: every value of every input
Data = Mapping[str, Any]  # an object of a record, or a part of one, as plain data
_SLOTS = 1  # empty places after those that are filled
_LONGEST = 4_000  # characters of a span that are shown to be edited

# What a form is about: a collection of the record, or the report itself.
Home = Collection | Literal["report"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object: how it is filled in, under which labels its choices go, whether it may stay empty."""

    name: str
    kind: Kind
    labels: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form to be shown: `values` are by input name as the browser sends them, `error` is what was wrong with them."""

    collection: Home
    fields: tuple[Field, ...]
    values: dict[str, list[str]]
    item: str | None = None
    error: Markup | None = None
    openings: tuple[tuple[int, str], ...] = field(default=())

    @property
    def seen(self) -> str:
        """The values as JSON, to tell what a person changed when someone else was faster."""
        return json.dumps(self.values, ensure_ascii=False)

    def value(self, name: str, at: int = 0) -> str:
        """What stands in an input; of several of one name, in the one at that place."""
        held = self.values.get(name, [])
        return held[at] if at < len(held) else ""

    def slots(self, name: str) -> range:
        """The places of inputs of that name, one more than are filled."""
        filled = [at for at, value in enumerate(self.values.get(name, [])) if value]
        return range((filled[-1] + 1 if filled else 0) + _SLOTS)


FIELDS: dict[Home, tuple[Field, ...]] = {
    "report": (
        Field("title", "text"),
        Field("publisher", "text"),
        Field("byline", "text"),
        Field("agency", "text"),
        Field("published", "day"),
    ),
    "events": (
        Field("type", "choice", "type", get_args(EventType)),
        Field("mode", "choice", "mode"),
        Field("status", "choice", "status", get_args(Status), required=True),
        Field("acled", "text"),
        Field("actors", "entities"),
        Field("alleged", "flag"),
        Field("recipients", "entities"),
        Field("victims", "entities"),
        Field("place", "entity"),
        Field("time", "time"),
        Field("counts", "counts"),
        Field("statement", "statement"),
        Field("about", "event"),
        Field("name", "text"),
        Field("trigger", "span", required=True),
        Field("evidence", "span", required=True),
    ),
    "statements": (
        Field("act", "choice", "act", get_args(Act), required=True),
        Field("quotation", "choice", "quotation", get_args(QuotationKind), required=True),
        Field("speaker", "entity"),
        Field("via", "entities"),
        Field("content", "span", required=True),
        Field("cue", "span"),
        Field("speaker_text", "span"),
        Field("venue", "span"),
        Field("time", "time"),
        Field("part_of", "statement"),
    ),
    "entities": (
        Field("name", "text", required=True),
        Field("kind", "choice", "kind", get_args(EntityKind), required=True),
        Field("aliases", "lines"),
        Field("role", "text"),
        Field("actor_code", "text"),
        Field("wikidata", "link"),
        Field("geonames", "link"),
        Field("place", "point", "precision", get_args(Precision)),
        Field("mentions", "mentions"),
    ),
    "times": (
        Field("kind", "choice", "time_kind", get_args(TimeKind), required=True),
        Field("interval", "days"),
        Field("grain", "choice", "grain", get_args(Grain)),
        Field("part", "choice", "part", ("dawn", "morning", "noon", "afternoon", "evening", "night", "midnight")),
    ),
}  # fmt: skip
# The words that something new rests on, by the field that holds them.
MAIN: dict[Collection, str] = {"events": "trigger", "statements": "content", "entities": "mentions", "times": "words"}
ADDING: dict[Collection, tuple[Field, ...]] = {"times": (Field("words", "span", required=True),)}
_NEW: dict[Collection, Data] = {
    "events": {"status": "occurred"}, "statements": {"act": "assert", "quotation": "indirect"},
    "entities": {"kind": "person"}, "times": {"kind": "date"},
}  # fmt: skip
COUNT_WHAT: tuple[str, ...] = get_args(CountWhat)
COUNT_WHO = _WHO


def filled(collection: Home, data: Data, item: str | None = None) -> Form:
    """The form with an object's values in it; `data` is the object as plain data."""
    values: dict[str, list[str]] = {}
    for asked in FIELDS[collection]:
        _fill(asked, data, values)
    return Form(collection, FIELDS[collection], values, item)


def empty(
    collection: Collection, words: Data | None = None, sentence: Data | None = None,
    openings: tuple[tuple[int, str], ...] = (),
) -> Form:  # fmt: skip
    """The form of something new; `words` is the span that was selected, `sentence` the one it stands in.

    `openings` are the places at which the first word may begin, with the words as they are from there on.
    """
    data = dict(_NEW[collection])
    if words and collection == "entities":
        data["name"] = words["text"]
    if collection != "entities":
        data |= {MAIN[collection]: words} | ({"evidence": sentence} if collection == "events" else {})
    values: dict[str, list[str]] = {}
    fields = (*FIELDS[collection], *ADDING.get(collection, ()))
    for asked in fields:
        _fill(asked, data, values)
    if words and collection == "entities":
        _fill_span(words, values, "mentions")
    return Form(collection, fields, values, openings=openings)


def _fill(asked: Field, data: Data, values: dict[str, list[str]]) -> None:
    name, value = asked.name, data.get(asked.name)
    if asked.kind == "flag":
        values[name] = ["on"] if value else []
    elif asked.kind in ("entities", "lines"):
        values[name] = ["\n".join(value or ())] if asked.kind == "lines" else list(value or ())
    elif asked.kind == "days":
        interval = value or {}
        values["begin"], values["end"] = [interval.get("begin") or ""], [interval.get("end") or ""]
    elif asked.kind == "point":
        place = value or {}
        for part in ("lat", "lon", "precision"):
            values[part] = ["" if place.get(part) is None else str(place[part])]
    elif asked.kind == "link":
        linked = (data.get("links") or {}).get(name)
        values[name] = ["" if linked is None else str(linked)]
    elif asked.kind == "counts":
        _fill_counts(value or (), values)
    elif asked.kind == "mentions":
        values["keep"] = [f"{m['start']}-{m['end']}" for m in value or ()]
        _fill_span({}, values, name)  # a further one
    elif asked.kind == "day":
        values["day"] = [str((value or {}).get("date") or "")]
    elif asked.kind == "span":
        _fill_span(value or {}, values, name)
    else:
        values[name] = ["" if value is None else str(value)]


def abridged(text: str) -> str:
    """The words of a span as a form shows them: of a very long one its beginning and its end."""
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half].rstrip()} […] {text[-half:].lstrip()}"


def _fill_span(span: Data, values: dict[str, list[str]], name: str) -> None:
    values[name] = [abridged(str(span.get("text") or ""))]
    values[f"{name}.start"], values[f"{name}.end"] = [str(span.get("start", ""))], [str(span.get("end", ""))]


def _fill_counts(counts: Sequence[Data], values: dict[str, list[str]]) -> None:
    columns = ("min", "max", "what", "who", "exact", "within", "words", "words.start", "words.end")
    rows = [
        (c["min"], "" if c["max"] is None else c["max"], c["what"], c["who"], "exact" if c["exact"] else "about",
         "" if c.get("subset_of") is None else c["subset_of"] + 1, c["text"], c["start"], c["end"])
        for c in counts
    ]  # fmt: skip
    for at, column in enumerate(columns):
        values[f"count.{column}"] = [str(row[at]) for row in rows]


def overlaid(form: Form, sent: Sent, error: Markup | None = None) -> Form:
    """The form as it is now, with what a person had changed in an older one put over it."""
    try:
        seen = json.loads((sent.get("seen") or ["{}"])[0])
    except ValueError:
        seen = {}
    seen = seen if isinstance(seen, dict) else {}
    values = dict(form.values)
    own_figures = _rows(sent) != _rows(seen)
    for name in form.values:
        mine = [str(v) for v in sent.get(name, [])]
        changed = own_figures if name.startswith("count.") else _plain(mine) != _plain(seen.get(name, []))
        if changed:
            values[name] = mine
    return replace(form, values=values, error=error)


def _plain(values: Any) -> list[str]:
    """What inputs hold, without empty places and however a browser breaks lines."""
    held = [" ".join(str(v).split()) for v in values] if isinstance(values, (list, tuple)) else []
    return [v for v in held if v]


def _rows(values: Mapping[str, Any]) -> list[list[str]]:
    """The rows of figures that hold a number."""
    columns = [v for k, v in sorted(values.items()) if k.startswith("count.") and isinstance(v, list)]
    lows = values.get("count.min", [])
    filled_ = [at for at, low in enumerate(lows) if str(low).strip()] if isinstance(lows, list) else []
    return [[str(c[at]).strip() if at < len(c) else "" for c in columns] for at in filled_]
