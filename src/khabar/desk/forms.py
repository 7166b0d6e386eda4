"""The forms in which an object of a record is edited or added: its fields, what they hold now, what was filled in.

A form speaks in words of the text, names and numbers; what it gives are whole new values of fields, as `Draft` takes
them. Nothing here touches the archive.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, get_args

from khabar.errors import InputError
from khabar.objects import (
    Act,
    CountWhat,
    EntityKind,
    EventType,
    Grain,
    Precision,
    QuotationKind,
    Record,
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
_LONGEST = 4_000  # characters of one field
_PARTICLES = 4  # letters that may be written onto a word's beginning


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
    error: str = ""
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
_ADDING: dict[Collection, tuple[Field, ...]] = {"times": (Field("words", "span", required=True),)}
_NEW: dict[Collection, Data] = {
    "events": {"status": "occurred"}, "statements": {"act": "assert", "quotation": "indirect"},
    "entities": {"kind": "person"}, "times": {"kind": "date"},
}  # fmt: skip
COUNT_WHAT: tuple[str, ...] = get_args(CountWhat)
COUNT_WHO = _WHO


# ------------------------------------------------------------------------------------------------ into the form


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
    fields = (*FIELDS[collection], *_ADDING.get(collection, ()))
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


def _fill_span(span: Data, values: dict[str, list[str]], name: str) -> None:
    values[name] = [str(span.get("text") or "")]
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


def overlaid(form: Form, sent: Sent, error: str = "") -> Form:
    """The form as it is now, with what a person had changed in an older one put over it."""
    try:
        seen = json.loads((sent.get("seen") or ["{}"])[0])
    except ValueError:
        seen = {}
    seen = seen if isinstance(seen, dict) else {}
    values = dict(form.values)
    own_figures = _rows(sent) != _rows(seen)
    for name in form.values:
        mine = [str(v)[:_LONGEST] for v in sent.get(name, [])]
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


# ---------------------------------------------------------------------------------------------- out of the form


def read_form(collection: Home, sent: Sent, record: Record, data: Data) -> dict[str, Any]:
    """New values of the fields that were filled in otherwise than `data` has them; JSON, as `Draft.after` takes it.

    `place` of an entity is what `move` takes. Raises `InputError`, naming the field, for what cannot be understood.
    """
    text = record.report.text
    read: dict[str, Any] = {}
    for asked in FIELDS[collection]:
        if asked.name in sent or asked.kind in ("days", "day", "point", "counts", "flag", "mentions"):
            _read(asked, sent, text, data, read)
    if collection == "statements" and ("speaker" in read or "via" in read):
        read["chain"] = _chain(record, data, read.get("speaker"), read.get("via", []))
    known = filled_data(collection, data)
    return {name: value for name, value in read.items() if name not in known or known[name] != value}


def opened(sent: Sent, name: str, text: str) -> Sent:
    """What was sent, with the span of that name beginning where `opening` says; as it is where the words were typed."""
    typed = _one(sent, f"{name}.start"), _one(sent, f"{name}.end"), _one(sent, "opening")
    start, end, opening = (int(v) if v.isascii() and v.isdigit() and len(v) < 10 else -1 for v in typed)
    taken = 0 <= start < end <= len(text) and text[start:end] == _one(sent, name)
    particles = text[min(opening, start) : max(opening, start)]
    if not taken or not 0 <= opening < end or not 0 < len(particles) <= _PARTICLES or not particles.isalpha():
        return sent
    return {**sent, name: [text[opening:end]], f"{name}.start": [str(opening)]}


def read_new(collection: Collection, sent: Sent, record: Record) -> Data:
    """What was filled in, as an object to be added. Raises `InputError` as `read_form` does."""
    made = {k: v for k, v in read_form(collection, sent, record, {}).items() if v not in (None, [], False)}
    for asked in _ADDING.get(collection, ()):
        made |= _span(sent, asked.name, record.report.text) or {}
        if "start" not in made:
            raise InputError(f"{asked.name} cannot be empty")
    return made


def filled_data(collection: Home, data: Data) -> dict[str, Any]:
    """The values of an object as `read_form` would give them, to tell what was changed."""
    known = dict(data)
    if collection == "entities":
        place = data.get("place") or {}
        known["place"] = {k: place[k] for k in ("lat", "lon", "precision") if place.get(k) is not None} or None
    return known


def _read(asked: Field, sent: Sent, text: str, data: Data, read: dict[str, Any]) -> None:
    name = asked.name
    held = [v.strip()[:_LONGEST] for v in sent.get(name, [])]
    first = held[0] if held else ""
    if asked.kind == "flag":
        read[name] = bool(first)
    elif asked.kind == "entities":
        read[name] = list(dict.fromkeys(v for v in held if v))
    elif asked.kind == "lines":
        read[name] = list(dict.fromkeys(line.strip() for line in first.splitlines() if line.strip()))
    elif asked.kind == "days":
        begin, end = _one(sent, "begin") or None, _one(sent, "end") or None
        read[name] = {"begin": begin, "end": end} if begin or end else None
    elif asked.kind == "point":
        _read_point(sent, read)
    elif asked.kind == "link":
        links = read.get("links") or dict(data.get("links") or {})
        read["links"] = links | {name: _number(name, first) if name == "geonames" else first or None}
    elif asked.kind == "counts":
        read[name] = _read_counts(sent, text, data.get("counts") or ())
    elif asked.kind == "mentions":
        kept = [m for m in data.get(name) or () if f"{m['start']}-{m['end']}" in sent.get("keep", ())]
        further = _span(sent, name, text)
        read[name] = [*kept, *([further | {"form": "name"}] if further else [])]
    elif asked.kind == "day":
        read[name] = _published(_one(sent, "day"), data.get(name) or {})
    elif asked.kind == "span":
        read[name] = _span(sent, name, text)
    else:
        read[name] = first or None
    if asked.required and not read.get(name):
        raise InputError(f"{name} cannot be empty")


def _one(sent: Sent, name: str, at: int = 0) -> str:
    held = sent.get(name, [])
    return held[at].strip()[:_LONGEST] if at < len(held) else ""


def _published(day: str, known: Data) -> dict[str, Any]:
    """The day of publication as a person gives it; as it was where the same day stands there."""
    if day == (known.get("date") or ""):
        return dict(known)
    try:
        weekday = f"{date.fromisoformat(day):%A}" if day else None
    except ValueError:
        raise InputError(f"{day[:40]!r} is no day; write YYYY-MM-DD") from None
    return {**known, "date": day or None, "basis": "given" if day else "unknown", "weekday": weekday}


def _number(name: str, typed: str) -> int | None:
    if not typed:
        return None
    try:
        return int(typed)
    except ValueError:
        raise InputError(f"{name}: {typed[:40]!r} is no whole number") from None


def _read_point(sent: Sent, read: dict[str, Any]) -> None:
    lat, lon = _one(sent, "lat"), _one(sent, "lon")
    if not lat and not lon:
        return
    try:
        point: dict[str, Any] = {"lat": float(lat), "lon": float(lon)}
    except ValueError:
        raise InputError("place: latitude and longitude are two numbers, such as 36.38 and 38.86") from None
    read["place"] = point | {"precision": _one(sent, "precision") or "exact"}


def _span(sent: Sent, name: str, text: str, at: int = 0) -> dict[str, Any] | None:
    """The words that were typed or taken from the text, found in it: those nearest to where they stood."""
    words = _one(sent, name, at)
    if not words:
        return None
    typed = _one(sent, f"{name}.start", at), _one(sent, f"{name}.end", at)
    start, end = (int(v) if v.isdigit() and len(v) < 10 else -1 for v in typed)
    if 0 <= start < end <= len(text) and " ".join(text[start:end].split()) == " ".join(words.split()):
        return {"start": start, "end": end, "text": text[start:end]}
    after, before = text.find(words, max(0, start)), text.rfind(words, 0, max(0, start) + len(words))
    places = [p for p in (after, before) if p >= 0]
    if not places:
        raise InputError(f"{name}: these words do not stand so in the text: {words[:60]}")
    place = min(places, key=lambda p: abs(p - max(0, start)))
    return {"start": place, "end": place + len(words), "text": words}


def _read_counts(sent: Sent, text: str, known: Sequence[Data]) -> list[dict[str, Any]]:
    """The figures; a row without a number is dropped, and what was part of it is part of nothing."""
    rows = [at for at, low in enumerate(sent.get("count.min", [])) if low.strip()]
    kept = {at: place for place, at in enumerate(rows)}
    counts = []
    for at in rows:
        low, high = _number("counts", _one(sent, "count.min", at)), _number("counts", _one(sent, "count.max", at))
        words = {
            name: [_one(sent, f"count.{name}", at)] for name in ("words", "words.start", "words.end")
        }  # fmt: skip
        span = _span(words, "words", text)
        if span is None:
            raise InputError("counts: a figure needs the words of the text that it rests on")
        within = _number("counts", _one(sent, "count.within", at))
        old = known[at] if at < len(known) else {}
        counts.append(
            {"what": _one(sent, "count.what", at) or "other", "who": _one(sent, "count.who", at) or "unspecified",
             "min": low, "max": high, "exact": _one(sent, "count.exact", at) == "exact",
             "subset_of": kept.get(within - 1) if within else None, **span, "rule": old.get("rule", "")}
        )  # fmt: skip
    return counts


def _chain(record: Record, data: Data, speaker: str | None, via: Sequence[str]) -> list[str]:
    """The chain of transmission: the page's publisher where it is known, those who relay, and the speaker."""
    chains = [list(data.get("chain") or ()), *(list(s.chain) for s in record.statements)]
    publisher = record.report.publisher
    names = {e.id: e.name for e in record.entities}
    first = next((c[0] for c in chains if c and publisher and names.get(c[0]) == publisher), None)
    return list(dict.fromkeys(v for v in (first, *via, speaker) if v))
