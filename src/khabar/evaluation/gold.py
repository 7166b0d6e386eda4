"""The gold format: a report with its header, and marks that point into it by quoting its words.

`reports/ID.yaml` holds header and text, `first/ID.yaml` and `second/ID.yaml` what two readers marked independently,
`marks/ID.yaml` what was settled between them. `eval/gold/README.md` explains the format to annotators. All that is
wrong in a file is collected and said at once, each time with the file, the mark and the words.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import yaml

from khabar.errors import InputError
from khabar.evaluation.conventions import breaches, breaches_of_time
from khabar.evaluation.gold_types import GoldCount, GoldEntity, GoldEvent, GoldStatement, GoldTime, Marks, Source
from khabar.evaluation.quotes import QuoteError, Spot, find, occurrences, split
from khabar.objects import Act, CountWhat, DayPart, EntityKind, EventType, QuotationKind, Status

PASSES = ("marks", "first", "second")
GENRES = ("news", "post", "statement")
WHO = (
    "civilian", "child", "woman", "man", "combatant", "journalist", "medic", "family", "protester", "detainee",
    "aid worker", "unspecified",
)  # fmt: skip
_HEADER = {"id", "genre", "country", "topic", "publisher", "published", "composed", "licence", "text"}
_KEYS: dict[str, set[str]] = {
    "entities": {"kind", "names", "called", "code", "at", "km", "country", "role"},
    "times": {"text", "value", "part"},
    "counts": {"text", "what", "who", "n", "of"},
    "statements": {"cue", "act", "speaker", "via", "content", "quote", "in"},
    "events": {
        "trigger", "also", "type", "mode", "acled", "by", "to", "place", "time", "counts", "status", "alleged", "says",
        "about",
    },
}  # fmt: skip
_NEEDED: dict[str, set[str]] = {
    "entities": {"kind"},
    "times": {"text", "value"},
    "counts": {"text", "what", "who", "n"},
    "statements": {"cue", "act", "speaker", "content", "quote"},
    "events": {"trigger", "type", "status"},
}
_TIME = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_NUMBER = re.compile(r"(?P<about>~)?(?P<low>\d+)(?:(?P<open>\+)|-(?P<high>\d+))?")


@dataclass(slots=True)
class _Draft:
    """One file of marks being read: what is wrong is kept in `wrong`."""

    text: str
    raw: Mapping[str, Mapping[str, Mapping[str, Any]]]
    wrong: list[str] = field(default_factory=list)

    def spot(self, where: str, quote: Any) -> Spot:
        try:
            if not isinstance(quote, str):
                raise QuoteError(f"{quote!r} is no text; put it in quotes: '{quote}'")
            return find(quote, self.text)
        except QuoteError as error:
            self.wrong.append(f"{where}: {error}")
            return Spot(0, 0)

    def spots(self, where: str, quotes: Any) -> tuple[Spot, ...]:
        """The spots of a list of quotations; words without a number stand for every time they occur."""
        found: list[Spot] = []
        for quote in self.listed(where, quotes):
            words, number = split(str(quote).strip())
            everywhere = occurrences(words, self.text) if number is None and "…" not in words else []
            found += everywhere or [self.spot(where, str(quote))]
        return tuple(sorted(set(found), key=lambda s: (s.start, s.end)))

    def listed(self, where: str, value: Any) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong.append(f"{where}: write a list, [{value}]")
            return []
        return value

    def one_of(self, where: str, value: Any, allowed: tuple[str, ...]) -> str:
        if value not in allowed:
            self.wrong.append(f"{where}: {value!r} is none of {', '.join(allowed)}")
        return str(value)

    def key(self, where: str, value: Any, room: str) -> str | None:
        if value is None:
            return None
        if value not in (self.raw.get(room) or {}):
            self.wrong.append(f"{where}: no {room} marked under {value!r}")
        return str(value)

    def keys(self, where: str, values: Any, room: str) -> tuple[str, ...]:
        return tuple(str(self.key(where, v, room)) for v in self.listed(where, values))


def load_source(path: Path) -> Source:
    """The report of a file `reports/ID.yaml`; raises `InputError` that names everything wrong in it."""
    raw = _yaml(path)
    wrong = [f"unknown key {k}" for k in sorted(raw.keys() - _HEADER)]
    wrong += [f"{k} is missing" for k in sorted(_HEADER - raw.keys())]
    text = str(raw.get("text") or "").strip()
    published = raw.get("published")
    if isinstance(published, str) or not (published is None or isinstance(published, date)):
        wrong.append("published: write 2024-03-11 without quotes, or null")
    if raw.get("genre") not in GENRES:
        wrong.append(f"genre: {raw.get('genre')!r} is none of {', '.join(GENRES)}")
    if raw.get("id") != path.stem:
        wrong.append(f"id: {raw.get('id')!r} is not the file's name, {path.stem}")
    if not re.fullmatch("[A-Z]{3}", str(raw.get("country"))):
        wrong.append("country: write three capital letters, as SYR")
    if raw.get("composed") is not True or raw.get("licence") != "CC BY 4.0":
        wrong.append("write composed: true and licence: CC BY 4.0")
    if not text:
        wrong.append("text is empty")
    _refuse(path, wrong)
    names = {k: str(raw[k]) for k in ("id", "genre", "country", "topic")}
    day = published.isoformat() if isinstance(published, date) else None
    publisher = str(raw["publisher"]) if raw["publisher"] else None
    return Source(**names, publisher=publisher, published=day, text=text)


def load_marks(path: Path, source: Source) -> Marks:
    """The marks of a file, every quotation found in the report's text; raises `InputError` that names all wrong."""
    raw = _yaml(path)
    wrong = [f"unknown part {k}" for k in raw if k not in _KEYS and k != "not_events"]
    for room, keys in _KEYS.items():
        entries = raw.get(room) or {}
        if not isinstance(entries, dict):
            _refuse(path, [f"{room}: write one line a mark, each with its key: `a: {{…}}`"])
        for name, entry in entries.items():
            if not isinstance(entry, dict):
                _refuse(path, [f"{room} {name}: write {{…}}"])
            wrong += [f"{room} {name}: unknown key {k}" for k in entry if k not in keys]
            wrong += [f"{room} {name}: {k} is missing" for k in sorted(_NEEDED[room] - entry.keys())]
    _refuse(path, wrong)
    draft = _Draft(source.text, raw)
    rooms = {room: {str(k): v for k, v in (raw.get(room) or {}).items()} for room in _KEYS}
    draft.raw = rooms
    entities = _disjoint(tuple(_entity(draft, k, v) for k, v in rooms["entities"].items()))
    for entity in entities:
        draft.wrong += [f"entities {entity.key}: {line}" for line in breaches(entity, source.text)]
    times = tuple(_time(draft, k, v) for k, v in rooms["times"].items())
    for time in times:
        draft.wrong += [f"times {time.key}: {line}" for line in breaches_of_time(time, source.text)]
    marks = Marks(
        entities=entities,
        times=times,
        counts=tuple(_count(draft, k, v) for k, v in rooms["counts"].items()),
        statements=tuple(_statement(draft, k, v) for k, v in rooms["statements"].items()),
        events=tuple(_event(draft, k, v) for k, v in rooms["events"].items()),
        not_events=tuple(draft.spot("not_events", q) for q in draft.listed("not_events", raw.get("not_events"))),
    )
    _refuse(path, draft.wrong)
    return marks


def _yaml(path: Path) -> dict[str, Any]:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror})") from error
    except (yaml.YAMLError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise InputError(f"{path}: no YAML: {reason}; put text that holds : or # or \" in '…'") from error
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise InputError(f"{path}: write keys with their values")
    return raw


def _refuse(path: Path, wrong: list[str]) -> None:
    if wrong:
        raise InputError("\n".join(f"{path.parent.name}/{path.name}: {line}" for line in wrong))


def _entity(draft: _Draft, key: str, raw: Mapping[str, Any]) -> GoldEntity:
    where = f"entities {key}"
    at = raw.get("at")
    point = None
    if isinstance(at, list) and len(at) == 2 and all(isinstance(x, int | float) for x in at):
        point = (float(at[0]), float(at[1]))
        if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
            draft.wrong.append(f"{where}: at is [latitude, longitude]")
    elif at not in (None, "none"):
        draft.wrong.append(f"{where}: at: write [latitude, longitude], or none for a place in no gazetteer")
    names, called = draft.spots(where, raw.get("names")), draft.spots(where, raw.get("called"))
    if not names and not called:
        draft.wrong.append(f"{where}: give names, or called for one without a name")
    return GoldEntity(
        key=key,
        kind=draft.one_of(f"{where} kind", raw.get("kind"), get_args(EntityKind)),
        names=names,
        called=called,
        code=str(raw["code"]) if raw.get("code") else None,
        at=point,
        placed=at is not None,
        km=float(raw.get("km") or 15),
        country=str(raw["country"]) if raw.get("country") else None,
    )


def _disjoint(entities: tuple[GoldEntity, ...]) -> tuple[GoldEntity, ...]:
    """Names inside a longer name are that name's: the الرقة of محافظة الرقة is no mention of its own."""
    taken = sorted({s for e in entities for s in e.names}, key=lambda s: s.start)
    inner = {s for s in taken for t in taken if s != t and s.within(t)}
    return tuple(replace(e, names=tuple(s for s in e.names if s not in inner)) for e in entities)


def _time(draft: _Draft, key: str, raw: Mapping[str, Any]) -> GoldTime:
    where = f"times {key}"
    begin, end = _interval(draft, f"{where} value", raw.get("value"))
    part = raw.get("part")
    if part is not None:
        draft.one_of(f"{where} part", part, get_args(DayPart))
    return GoldTime(key, draft.spot(where, raw.get("text")), begin, end, part)


def _interval(draft: _Draft, where: str, value: Any) -> tuple[str | None, str | None]:
    """Inclusive days of 2024-03-11, 2024-03, 2024, A/B, A/.. (open) or null."""
    if value is None:
        return None, None
    low, _, high = str(value).partition("/")
    sides = (low, high or low)
    if not all(s == ".." or _TIME.fullmatch(s) for s in sides) or sides == ("..", ".."):
        draft.wrong.append(
            f"{where}: {value}; write 2024-03-11, 2024-03, 2024, one of them/another, 2024-03-01/.. or null"
        )
        return None, None
    try:
        return _bound(sides[0], last=False), _bound(sides[1], last=True)
    except ValueError:
        draft.wrong.append(f"{where}: {value} is no day of the calendar")
        return None, None


def _bound(side: str, last: bool) -> str | None:
    if side == "..":
        return None
    parts = [int(p) for p in side.split("-")]
    if len(parts) == 1:
        parts.append(12 if last else 1)
    if len(parts) == 2:
        parts.append(calendar.monthrange(parts[0], parts[1])[1] if last else 1)
    return date(parts[0], parts[1], parts[2]).isoformat()


def _count(draft: _Draft, key: str, raw: Mapping[str, Any]) -> GoldCount:
    where = f"counts {key}"
    number = _NUMBER.fullmatch(str(raw.get("n")))
    if not number:
        draft.wrong.append(f"{where} n: write 7, 51+ (at least 51), ~30 (about 30), 3-5 or 0")
    low = int(number["low"]) if number else 0
    high = None if number and number["open"] else int(number["high"]) if number and number["high"] else low
    return GoldCount(
        key,
        draft.spot(where, raw.get("text")),
        draft.one_of(f"{where} what", raw.get("what"), get_args(CountWhat)),
        draft.one_of(f"{where} who", raw.get("who"), WHO),
        low,
        high,
        draft.key(f"{where} of", raw.get("of"), "counts"),
    )


def _statement(draft: _Draft, key: str, raw: Mapping[str, Any]) -> GoldStatement:
    where = f"statements {key}"
    return GoldStatement(
        key=key,
        act=draft.one_of(f"{where} act", raw.get("act"), get_args(Act)),
        cue=None if raw.get("cue") is None else draft.spot(f"{where} cue", raw["cue"]),
        speaker=draft.key(f"{where} speaker", raw.get("speaker"), "entities"),
        via=draft.keys(f"{where} via", raw.get("via"), "entities"),
        content=draft.spot(f"{where} content", raw.get("content")),
        quotation=draft.one_of(f"{where} quote", raw.get("quote"), get_args(QuotationKind)),
        part_of=draft.key(f"{where} in", raw.get("in"), "statements"),
    )


def _event(draft: _Draft, key: str, raw: Mapping[str, Any]) -> GoldEvent:
    where = f"events {key}"
    type_ = raw.get("type")
    if type_ is not None:
        draft.one_of(f"{where} type", type_, get_args(EventType))
    return GoldEvent(
        key=key,
        trigger=draft.spot(f"{where} trigger", raw.get("trigger")),
        also=tuple(draft.spot(f"{where} also", q) for q in draft.listed(f"{where} also", raw.get("also"))),
        type=type_,
        mode=raw.get("mode"),
        acled=raw.get("acled"),
        actors=draft.keys(f"{where} by", raw.get("by"), "entities"),
        recipients=draft.keys(f"{where} to", raw.get("to"), "entities"),
        place=draft.key(f"{where} place", raw.get("place"), "entities"),
        time=draft.key(f"{where} time", raw.get("time"), "times"),
        counts=draft.keys(f"{where} counts", raw.get("counts"), "counts"),
        status=draft.one_of(f"{where} status", raw.get("status"), get_args(Status)),
        alleged=bool(raw.get("alleged")),
        statement=draft.key(f"{where} says", raw.get("says"), "statements"),
        about=draft.key(f"{where} about", raw.get("about"), "events"),
    )
