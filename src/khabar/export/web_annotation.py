"""W3C Web Annotations (JSON-LD): statements and events on the text, by quotation and by position.

Positions count code points of the record's text, which is the target; the page it was read from is its scope.
"""

from __future__ import annotations

import json
from typing import IO, Any

from khabar.export.rows import rows_of
from khabar.objects import Record, Span

_AROUND = 32  # characters before and behind a quotation, to find it again in another copy
_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"khabar": "urn:khabar:"}]


class WebAnnotationWriter:
    """One annotation page, written as it comes."""

    def __init__(self, stream: IO[str]) -> None:
        """Open the page."""
        self._stream = stream
        self._first = True
        head = {"@context": _CONTEXT, "id": "urn:khabar:export", "type": "AnnotationPage"}
        stream.write(json.dumps(head)[:-1] + ', "items": [')

    def write(self, record: Record) -> int:
        """Every statement and every event of a record."""
        found = [*_statements(record), *_events(record)]
        for annotation in found:
            self._stream.write(("\n" if self._first else ",\n") + json.dumps(annotation, ensure_ascii=False))
            self._first = False
        return len(found)

    def finish(self) -> None:
        """Close the page."""
        self._stream.write("\n]}\n")


def _statements(record: Record) -> list[dict[str, Any]]:
    names = {e.id: e.name for e in record.entities}
    found = []
    for statement in record.statements:
        chain = " < ".join(names[i] for i in statement.chain if i in names)
        told = f"{statement.act}: {names.get(statement.speaker or '', 'speaker unknown')}"
        facts = {"khabar:kind": "statement", "khabar:act": statement.act, "khabar:chain": chain}
        found.append(_annotation(record, statement.id, statement.content, told, facts))
    return found


def _events(record: Record) -> list[dict[str, Any]]:
    found = []
    for row in rows_of(record):
        facts = {
            "khabar:kind": "event", "khabar:type": row.event.type, "khabar:mode": row.event.mode,
            "khabar:status": row.event.status, "khabar:chain": row.trace["chain"],
        }  # fmt: skip
        told = " ".join(part for part in (row.event.type or "event", row.event.mode, row.event.status) if part)
        found.append(_annotation(record, row.event.id, row.event.evidence, told, facts))
    return found


def _annotation(record: Record, part: str, span: Span, told: str, facts: dict[str, Any]) -> dict[str, Any]:
    report = record.report
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": f"urn:khabar:text:{report.id}",
        "selector": [
            {
                "type": "TextQuoteSelector", "exact": report.text[span.start : span.end],
                "prefix": report.text[max(0, span.start - _AROUND) : span.start],
                "suffix": report.text[span.end : span.end + _AROUND],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }  # fmt: skip
    if report.url:
        target["scope"] = report.url
    return {
        "id": f"urn:khabar:record:{report.id}:{part}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": {"type": "TextualBody", "value": told, "format": "text/plain"} | facts,
        "target": target,
    }
