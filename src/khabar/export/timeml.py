"""TimeML 1.2.1: the text with its times, events and cues in place, and how they hang together; one document a report.

Ids are those of TimeML (e1, ei1, l1); what leads back to the record stands in attributes of a namespace of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from khabar.objects import Event, Record, Time

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TYPES = {"date": "DATE", "time": "TIME", "duration": "DURATION", "set": "SET", "range": "DURATION"}
_MODALITY = {"planned": "will", "proposed": "should", "hypothetical": "may"}

_UNKNOWN = "XXXX-XX-XX"  # of a date that nothing is known of

# (start, end, tag with attributes; {} where an event's id goes)
_Mark = tuple[int, int, str]


class TimeMlWriter:
    """All documents in one file, under one root."""

    def __init__(self, stream: IO[str]) -> None:
        """Open the root."""
        self._stream = stream
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<corpus>\n')

    def write(self, record: Record) -> int:
        """One document."""
        self._stream.write(_document(record))
        return 1

    def finish(self) -> None:
        """Close the root."""
        self._stream.write("</corpus>\n")


def _document(record: Record) -> str:
    report = record.report
    day = report.published.date
    created = (
        f'<DCT><TIMEX3 tid="t0" type="DATE" value="{day}" functionInDocument="CREATION_TIME">{day}</TIMEX3></DCT>'
        if day
        else ""
    )
    kept, text = _marked(record)
    rest = "".join(f"<{tag}/>\n" for tag in _links(record, kept))
    name = escape(_plain(report.source_id))
    root = f'<TimeML xmlns:khabar="urn:khabar:" khabar:record="{report.id}">'
    return f"{root}\n<DOCID>{name}</DOCID>\n{created}\n<TEXT>{text}</TEXT>\n{rest}</TimeML>\n"


def _marked(record: Record) -> tuple[dict[str, str], str]:
    """What stands in the text, by the ids of the record with TimeML's number, and the text with it.

    TimeML's tags do not nest: of two that overlap, times go before events and events before cues.
    """
    marks: list[tuple[str, _Mark]] = [(t.id, (t.start, t.end, _timex(t))) for t in record.times]
    marks += [(v.id, (v.trigger.start, v.trigger.end, _event(v))) for v in record.events]
    for statement in record.statements:
        if statement.cue is not None:
            tag = f'EVENT eid="{{}}" class="REPORTING" khabar:id="{statement.id}"'
            marks.append((statement.id, (statement.cue.start, statement.cue.end, tag)))
    taken, standing = bytearray(len(record.report.text)), []
    for identity, mark in marks:
        start, end, _ = mark
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            standing.append((identity, mark))
    kept: dict[str, str] = {}
    text, at, parts = record.report.text, 0, []
    for identity, (start, end, tag) in sorted(standing, key=lambda k: k[1][0]):
        inner = escape(_plain(text[start:end]))
        number = str(len(kept) + 1)
        if tag.startswith("TIMEX3"):
            kept[identity] = identity
        else:
            kept[identity], tag = number, tag.replace("{}", f"e{number}", 1)
        parts += [escape(_plain(text[at:start])), f"<{tag}>{inner}</{tag.split()[0]}>"]
        at = end
    parts.append(escape(_plain(text[at:])))
    return kept, "".join(parts)


def _timex(time: Time) -> str:
    kind = _TYPES[time.kind]
    value = time.timex3 or ""
    if kind == "DURATION" and not value.startswith("P"):
        value = _length(time)
    edtf = f" khabar:edtf={quoteattr(_plain(time.edtf))}" if time.edtf else ""
    return f'TIMEX3 tid="{time.id}" type="{kind}" value={quoteattr(_plain(value or _UNKNOWN))}{edtf}'


def _length(time: Time) -> str:
    """The days of a range as a duration; X where they are not known."""
    interval = time.interval
    if interval is None or interval.begin is None or interval.end is None:
        return "PXD"
    days = date.fromisoformat(interval.end[:10]) - date.fromisoformat(interval.begin[:10])
    return f"P{days.days + 1}D"


def _event(event: Event) -> str:
    kind = "OCCURRENCE" if event.status in ("occurred", "ongoing", "denied") else "I_ACTION"
    return f'EVENT eid="{{}}" class="{kind}" khabar:id="{event.id}"'


def _links(record: Record, kept: dict[str, str]) -> Iterator[str]:
    """Instances, the times of events, and what stands in whose words, as tags; tense and part of speech are unknown."""
    names = {e.id: e.name for e in record.entities}
    unknown = 'tense="NONE" aspect="NONE" pos="OTHER"'
    number = count(1)
    for event in record.events:
        if event.id not in kept:
            continue
        own, status = kept[event.id], event.status
        polarity = "NEG" if status == "denied" else "POS"
        modality = f' modality="{_MODALITY[status]}"' if status in _MODALITY else ""
        evidence = f' khabar:evidence="{event.evidence.start}-{event.evidence.end}"'
        yield f'MAKEINSTANCE eiid="ei{own}" eventID="e{own}" {unknown} polarity="{polarity}"{modality}{evidence}'
        if event.time in kept:
            ends = f'eventInstanceID="ei{own}" relatedToTime="{kept[event.time]}"'
            yield f'TLINK lid="l{next(number)}" {ends} relType="IS_INCLUDED"'
        if event.statement in kept:
            relation = "NEG_EVIDENTIAL" if status == "denied" else "EVIDENTIAL"
            ends = f'eventInstanceID="ei{kept[event.statement]}" subordinatedEventInstance="ei{own}"'
            yield f'SLINK lid="l{next(number)}" {ends} relType="{relation}"'
    for statement in record.statements:
        if statement.id in kept:
            own = kept[statement.id]
            chain = quoteattr(_plain(" < ".join(names[i] for i in statement.chain if i in names)))
            yield f'MAKEINSTANCE eiid="ei{own}" eventID="e{own}" {unknown} polarity="POS" khabar:chain={chain}'


def _plain(text: str) -> str:
    """What XML cannot hold becomes a replacement character, so that no offset moves."""
    return _NOT_XML.sub("\ufffd", text)
