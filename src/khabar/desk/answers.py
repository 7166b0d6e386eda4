"""What was filled into a form, as whole new values of fields: what `Draft` takes. Nothing here touches the archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from khabar.desk.forms import ADDING, FIELDS, Data, Field, Home, Sent, abridged
from khabar.errors import InputError
from khabar.objects import Record
from khabar.store.review import Collection

_PARTICLES = 4  # letters that may be written onto a word's beginning


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
    for asked in ADDING.get(collection, ()):
        made |= _span(sent, asked.name, record.report.text) or {}
        if "start" not in made:
            raise InputError("{field} cannot be empty", "form/empty", field=asked.name)
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
    held = [v.strip() for v in sent.get(name, [])]
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
        raise InputError("{field} cannot be empty", "form/empty", field=name)


def _one(sent: Sent, name: str, at: int = 0) -> str:
    held = sent.get(name, [])
    return held[at].strip() if at < len(held) else ""


def _published(day: str, known: Data) -> dict[str, Any]:
    """The day of publication as a person gives it; as it was where the same day stands there."""
    if day == (known.get("date") or ""):
        return dict(known)
    try:
        weekday = f"{date.fromisoformat(day):%A}" if day else None
    except ValueError:
        raise InputError("{day} is no day; write YYYY-MM-DD", "review/no_day", day=day[:40]) from None
    return {**known, "date": day or None, "basis": "given" if day else "unknown", "weekday": weekday}


def _number(name: str, typed: str) -> int | None:
    if not typed:
        return None
    try:
        return int(typed)
    except ValueError:
        raise InputError(
            "{field}: {typed!r} is no whole number", "form/no_number", field=name, typed=typed[:40]
        ) from None


def _read_point(sent: Sent, read: dict[str, Any]) -> None:
    lat, lon = _one(sent, "lat"), _one(sent, "lon")
    if not lat and not lon:
        return
    try:
        point: dict[str, Any] = {"lat": float(lat), "lon": float(lon)}
    except ValueError:
        raise InputError(
            "place: latitude and longitude are two numbers, such as 36.38 and 38.86", "form/no_point"
        ) from None
    read["place"] = point | {"precision": _one(sent, "precision") or "exact"}


def _span(sent: Sent, name: str, text: str, at: int = 0) -> dict[str, Any] | None:
    """The words that were typed or taken from the text, found in it: those nearest to where they stood."""
    words = _one(sent, name, at)
    if not words:
        return None
    typed = _one(sent, f"{name}.start", at), _one(sent, f"{name}.end", at)
    start, end = (int(v) if v.isdigit() and len(v) < 10 else -1 for v in typed)
    if 0 <= start < end <= len(text) and " ".join(abridged(text[start:end]).split()) == " ".join(words.split()):
        return {"start": start, "end": end, "text": text[start:end]}
    after, before = text.find(words, max(0, start)), text.rfind(words, 0, max(0, start) + len(words))
    places = [p for p in (after, before) if p >= 0]
    if not places:
        raise InputError(
            "{field}: these words do not stand so in the text: {words}", "form/not_in_text",
            field=name, words=words[:60],
        )  # fmt: skip
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
            raise InputError("counts: a figure needs the words of the text that it rests on", "form/figure_words")
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
