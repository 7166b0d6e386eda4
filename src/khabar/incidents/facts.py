"""Record → ReportFact: the little of a record that comparing needs, so that many fit in memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from khabar.errors import InputError
from khabar.incidents.copies import passages_of
from khabar.incidents.matching import contradict
from khabar.incidents.places import place_fact
from khabar.incidents.stories import LEAD, compile_rarity, story_of
from khabar.incidents.types import CountFact, EventFact, ReportFact, SourceFact
from khabar.lexicon import Lexicon
from khabar.objects import SCHEMA
from khabar.text.fold import fold, without_article

Row = Mapping[str, Any]

FAMILIES = {
    "ASSAULT": "violence", "COERCE": "coercion", "PROTEST": "protest", "MOBILIZE": "mobilization", "RETREAT": "retreat",
}  # fmt: skip
STANDS = {
    "REJECT": "refuses", "REQUEST": "proposes", "CONSULT": "considers", "AGREE": "accepts", "SUPPORT": "accepts",
    "COOPERATE": "accepts", "ACCUSE": "condemns", "CONCEDE": "accepts",
}  # fmt: skip
_FORCE = frozenset({"violence", "coercion", "other"})  # families whose deeds reports take for one another
LEAD_ALONE = "lead"  # the id of what stands for a report of which no deed was read
_LEADING = 4  # events of a lead that may be what the report is about
_DAYS_BEFORE_PUBLICATION = 2
_DATED = ("day", "part", "hour", "minute")
_TODAY = "اليوم"
_DATELINE = 300  # characters in which a full date is that of the report
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MAX_WORDS = 60
_SHORTEST_WORD = 4


@dataclass(frozen=True, slots=True)
class Words:
    """`unnamed` are folded heads of nominal sources that stand for no one; `rarity` is that of `stories`."""

    unnamed: frozenset[str]
    rarity: Mapping[str, float]


def compile_words(lexicon: Lexicon) -> Words:
    """What of the vocabulary comparing needs; use as `lexicon.build(compile_words)`."""
    unnamed = frozenset(fold(w) for entry in lexicon.entries("incidents/unnamed_sources") for w in entry["words"])
    return Words(unnamed, compile_rarity(lexicon))


def facts_of(record: Row, words: Words) -> ReportFact:
    """The facts of one record (as `Record.to_dict` gives it). Raises `InputError` for anything else.

    `index` is left at 0: `compare.canonical` sets it when all reports are known.
    """
    if record.get("schema") != SCHEMA:
        raise InputError("not a record of Khabar (no schema khabar.record/1); make one with `khabar read`")
    report = record["report"]
    entities = {e["id"]: e for e in record["entities"]}
    sources = _Sources(entities, words.unnamed)
    spans, signatures, shingles = passages_of(report["text"], report["parts"])
    return ReportFact(
        index=0,
        source_id=report["source_id"],
        text_id=report["id"],
        publisher=sources.publisher(report["publisher"]),
        date=report["published"]["date"],
        clock=report["published"].get("time"),
        title=report["title"],
        url=report["url"],
        credits=sources.credits(report["agency"], report["publisher"]),
        passages=spans,
        signatures=signatures,
        shingles=shingles,
        events=_leading(record, tuple(_events(record, sources)), words),
    )


class _Sources:
    """One record's entities as sources with keys that other records share."""

    def __init__(self, entities: Mapping[str, Row], unnamed: frozenset[str]) -> None:
        self.entities = entities
        self._unnamed = unnamed

    def of(self, ids: Iterable[str]) -> tuple[SourceFact, ...]:
        """The sources with these entity ids."""
        return tuple(self._source(self.entities[i]) for i in ids if i in self.entities)

    def publisher(self, name: str | None) -> SourceFact | None:
        """The outlet or body of that name, under the key of its entity where the record has one: the first, if any."""
        if not name:
            return None
        folded = fold(name)
        for at, entity in enumerate(self.entities.values()):
            names = (entity["name"], *entity["aliases"])
            if (entity["kind"] == "media" or at == 0) and folded in {fold(n) for n in names}:
                return self._source(entity)
        return SourceFact(folded, name, True)

    def credits(self, agency: str | None, publisher: str | None) -> tuple[SourceFact, ...]:
        """The agency that the page credits for the whole of it, where it is not the publisher itself."""
        named, own = self.publisher(agency), self.publisher(publisher)
        return () if named is None or (own is not None and own.key == named.key) else (named,)

    def _source(self, entity: Row) -> SourceFact:
        name = fold(entity["name"])
        named = bool(entity["actor"]) or without_article(name.split(" ")[0]) not in self._unnamed
        return SourceFact(entity["actor"] or name, entity["name"], named)


def _events(record: Row, sources: _Sources) -> Iterable[EventFact]:
    entities = sources.entities
    times = {t["id"]: t for t in record["times"]}
    statements = {s["id"]: s for s in record["statements"]}
    text = record["report"]["text"]
    published = _appeared(record)
    for event in record["events"]:
        statement = statements.get(event["statement"] or "")
        time = times.get(event["time"] or "")
        stated = None if time and time.get("implied") else time
        begin, end, dated = _days(stated, published)
        evidence = event["evidence"]
        yield EventFact(
            report=0,
            id=event["id"],
            type=event["type"],
            mode=event["mode"],
            family=_family(event),
            place=place_fact(entities.get(event["place"] or "")),
            begin=begin,
            end=end,
            dated=dated,
            month_day=_month_day(stated),
            weekday=_weekday(stated),
            actors=sources.of(event["actors"]),
            recipients=sources.of(event["recipients"]),
            counts=tuple(_counts(event)),
            victims=tuple(sorted({fold(entities[v]["name"]) for v in event["victims"] if v in entities})),
            status=event["status"],
            act=statement["act"] if statement else None,
            chain=sources.of(statement["chain"]) if statement else (),
            words=_content_words(text[evidence["start"] : evidence["end"]]),
            spans=((evidence["start"], evidence["end"]), *((a["start"], a["end"]) for a in event.get("also") or ())),
            about=event["about"],
            stand=_stand(event),
        )


def _leading(record: Row, events: tuple[EventFact, ...], words: Words) -> tuple[EventFact, ...]:
    """The events, those that the report leads with under its story."""
    lead = [e for e in events if e.spans[0][0] < LEAD and e.family in _FORCE and e.stand is None][:_LEADING]
    lead = lead or [e for e in events if e.family in _FORCE and e.stand is None][:1]
    if not events:
        events = (_lead_alone(record),)
        lead = list(events)
    if not lead:
        return events
    own = [e for e in lead if e.dated and e.begin and e.begin == e.end]
    days = {e.begin for e in own if e.begin} or _about(_appeared(record))
    weekdays = {e.weekday for e in lead if e.weekday} or _weekdays(record)
    month_days = {e.month_day for e in lead if e.month_day}
    if days:
        month_days = {d[5:] for d in days}
        weekdays = {date.fromisoformat(d).isoweekday() for d in days}
    story = story_of(record, words.rarity, days, month_days, weekdays)
    spots = {p.names[0] for e in lead if (p := e.place) and not p.coarse and not p.capital}
    story = replace(story, spots=len(spots))
    units = _units(lead)
    under = {e.id: unit[0].id for unit in units for e in unit[1:]}
    heads = {unit[0].id: replace(unit[0], story=replace(story, others=tuple(unit[1:]))) for unit in units}
    return tuple(heads.get(e.id) or replace(e, unit=under.get(e.id)) for e in events)


def _units(lead: Sequence[EventFact]) -> list[list[EventFact]]:
    """The deeds of a lead, those that may belong to one incident together: no other day, nor a place far off."""
    units: list[list[EventFact]] = []
    for event in lead:
        for unit in units:
            if not any(contradict(event, e) for e in unit):
                unit.append(event)
                break
        else:
            units.append([event])
    return units


def _lead_alone(record: Row) -> EventFact:
    """What stands for a report of which no deed was read: its lead, of no kind, place or actor."""
    text = record["report"]["text"]
    begin, end, dated = _days(None, _appeared(record))
    return EventFact(
        report=0, id=LEAD_ALONE, type=None, mode=None, family="other", place=None, begin=begin, end=end, dated=dated,
        month_day=None, weekday=None, actors=(), recipients=(), counts=(), victims=(), status="occurred", act=None,
        chain=(), words=_content_words(text[:LEAD]), spans=((0, min(LEAD, len(text))),), about=None, stand=None,
    )  # fmt: skip


def _about(published: str | None) -> set[str]:
    """The day of publication and the one before."""
    if not published:
        return set()
    day = date.fromisoformat(published[:10])
    return {day.isoformat(), (day - timedelta(days=1)).isoformat()}


def _weekdays(record: Row) -> set[int]:
    """The weekdays of the lead's times; else, where that alone is known, those of publication and of the day before."""
    found = {w for t in record["times"] if t.get("start", 0) < LEAD and (w := _weekday(t))}
    stated = record["report"]["published"].get("weekday")
    if found or stated not in _WEEKDAYS:
        return found
    at = _WEEKDAYS.index(stated)
    return {at + 1, (at - 1) % 7 + 1}


def _appeared(record: Row) -> str | None:
    """The day of publication; where it is not known, the day that the text calls today or leads with, else the last it
    may be. Good for a guess that is marked as one, not for a date of the report."""
    published = record["report"]["published"]
    if published["date"]:
        return str(published["date"])
    for time in record["times"]:
        interval = time["interval"] or {}
        begin = (interval.get("begin") or "")[:10]
        one_day = begin and begin == (interval.get("end") or "")[:10] and time.get("grain") in _DATED
        if one_day and (_TODAY in time["text"] or time["start"] < _DATELINE):
            return str(begin)
    not_after: str | None = published.get("not_after")
    return not_after


def _family(event: Row) -> str:
    if event["type"] in FAMILIES:
        return FAMILIES[event["type"]]
    if event["type"] is None and any(c["what"] in ("killed", "injured", "strikes", "shells") for c in event["counts"]):
        return "violence"
    return event["type"] or "other"


def _stand(event: Row) -> str | None:
    if event["about"] and event["type"] in STANDS:
        return "condemns" if event["mode"] == "condemn" else STANDS[event["type"]]
    return None


def _days(time: Row | None, published: str | None) -> tuple[str | None, str | None, bool]:
    """The event's days; without a time of its own, the days up to publication, marked as a guess."""
    interval = time["interval"] if time else None
    if interval and interval["begin"]:
        begin = interval["begin"][:10]
        return begin, (interval["end"] or begin)[:10], True
    if published:
        day = date.fromisoformat(published[:10])
        return (day - timedelta(days=_DAYS_BEFORE_PUBLICATION)).isoformat(), day.isoformat(), False
    return None, None, False


def _month_day(time: Row | None) -> str | None:
    """MM-DD of a day, also of one whose year is unknown (EDTF `XXXX-10-06`)."""
    interval = time["interval"] if time else None
    if interval and interval["begin"]:
        one_day = (interval["end"] or "")[:10] == interval["begin"][:10]
        return str(interval["begin"][5:10]) if one_day else None
    known = (time or {}).get("edtf") or ""
    return known[5:] if len(known) == 10 and known.startswith("XXXX-") and "X" not in known[5:] else None


def _weekday(time: Row | None) -> int | None:
    interval = time["interval"] if time else None
    if interval and interval["begin"]:
        one_day = (interval["end"] or "")[:10] == interval["begin"][:10]
        return date.fromisoformat(interval["begin"][:10]).isoweekday() if one_day else None
    known = (time or {}).get("timex3") or ""
    return int(known[9:10]) if known.startswith("XXXX-WXX-") and known[9:10].isdigit() else None


def _counts(event: Row) -> Iterable[CountFact]:
    for c in event["counts"]:
        part = c["subset_of"] is not None
        yield CountFact(c["what"], c["who"], c["min"], c["max"], part, c["start"], c["end"], c["text"])


def _content_words(evidence: str) -> bytes:
    """Hashes of the folded words of four letters or more, article and conjunction cut; at most sixty, packed."""
    words = [without_article(w.removeprefix("و")) for w in fold(evidence).split()]
    long = [w for w in words if len(w) >= _SHORTEST_WORD][:_MAX_WORDS]
    return array("I", sorted({crc32(w.encode()) for w in long})).tobytes()
