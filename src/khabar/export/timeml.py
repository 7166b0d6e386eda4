"""TimeML 1.2: the text with its times, events and cues in place, and how they hang together; one document a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from khabar.objects import Event, Record, Time

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TYPES = {"date": "DATE", "time": "TIME", "duration": "DURATION", "set": "SET", "range": "DURATION"}
_MODALITY = {"planned": "will", "proposed": "should", "hypothetical": "may"}

# (start, end, tag with attributes)
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
    rest = "".join(_links(record, kept))
    name = escape(_plain(report.source_id))
    return (
        f'<TimeML khabarRecord="{report.id}">\n<DOCID>{name}</DOCID>\n{created}\n<TEXT>{text}</TEXT>\n{rest}</TimeML>\n'
    )


def _marked(record: Record) -> tuple[set[str], str]:
    """The ids that stand in the text, and the text with them.

    TimeML's tags do not nest: of two that overlap, times go before events and events before cues.
    """
    marks: list[tuple[str, _Mark]] = [(t.id, (t.start, t.end, _timex(t))) for t in record.times]
    marks += [(v.id, (v.trigger.start, v.trigger.end, _event(v))) for v in record.events]
    for statement in record.statements:
        if statement.cue is not None:
            tag = f'EVENT eid="{statement.id}" class="REPORTING"'
            marks.append((statement.id, (statement.cue.start, statement.cue.end, tag)))
    taken, kept = bytearray(len(record.report.text)), []
    for identity, mark in marks:
        start, end, _ = mark
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append((identity, mark))
    text, at, parts = record.report.text, 0, []
    for _, (start, end, tag) in sorted(kept, key=lambda k: k[1][0]):
        inner = escape(_plain(text[start:end]))
        parts += [escape(_plain(text[at:start])), f"<{tag}>{inner}</{tag.split()[0]}>"]
        at = end
    parts.append(escape(_plain(text[at:])))
    return {identity for identity, _ in kept}, "".join(parts)


def _timex(time: Time) -> str:
    value = time.timex3 or time.edtf or ""
    return f'TIMEX3 tid="{time.id}" type="{_TYPES[time.kind]}" value={quoteattr(_plain(value))}'


def _event(event: Event) -> str:
    kind = "OCCURRENCE" if event.status in ("occurred", "ongoing", "denied") else "I_ACTION"
    return f'EVENT eid="{event.id}" class="{kind}"'


def _links(record: Record, kept: set[str]) -> Iterator[str]:
    """Instances, the times of events, and what stands in whose words."""
    reporting = {s.id for s in record.statements}
    for event in record.events:
        if event.id not in kept:
            continue
        polarity = "NEG" if event.status == "denied" else "POS"
        modality = f' modality="{_MODALITY[event.status]}"' if event.status in _MODALITY else ""
        span = event.evidence
        yield (
            f'<MAKEINSTANCE eiid="i-{event.id}" eventID="{event.id}" tense="NONE" aspect="NONE" pos="VERB"'
            f' polarity="{polarity}"{modality} evidence="{span.start}-{span.end}"/>\n'
        )
        if event.time in kept:
            yield f'<TLINK eventInstanceID="i-{event.id}" relatedToTime="{event.time}" relType="IS_INCLUDED"/>\n'
        if event.statement in kept & reporting:
            relation = "NEG_EVIDENTIAL" if event.status == "denied" else "EVIDENTIAL"
            yield (
                f'<SLINK eventInstanceID="i-{event.statement}" subordinatedEventInstance="i-{event.id}"'
                f' relType="{relation}"/>\n'
            )
    names = {e.id: e.name for e in record.entities}
    for statement in record.statements:
        if statement.id in kept:
            chain = quoteattr(_plain(" < ".join(names[i] for i in statement.chain if i in names)))
            yield (
                f'<MAKEINSTANCE eiid="i-{statement.id}" eventID="{statement.id}" tense="NONE" aspect="NONE" pos="VERB"'
                f' polarity="POS" chain={chain}/>\n'
            )


def _plain(text: str) -> str:
    """What XML cannot hold becomes a replacement character, so that no offset moves."""
    return _NOT_XML.sub("\ufffd", text)
