"""Reports built by hand, and what the rooms of names make of them."""

from __future__ import annotations

import re

from khabar.encoder import Tagger
from khabar.entities import resolve_entities
from khabar.lexicon import Lexicon
from khabar.mentions import find_candidates
from khabar.objects import Candidate, Entity, Part, Report, Text
from khabar.text.analysis import analyse


def report_of(raw: str, publisher: str | None = None) -> Report:
    """A report whose every line is a paragraph of its body."""
    parts = tuple(Part(kind="body", start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", raw))
    return Report(id="r", source_id="r", text=raw, parts=parts, publisher=publisher)


def text_of(raw: str) -> Text:
    """The analysed text of such a report."""
    return analyse(report_of(raw))


def candidates_of(raw: str, lexicon: Lexicon, tagger: Tagger | None = None) -> tuple[Candidate, ...]:
    """The candidates of a text."""
    report = report_of(raw)
    return find_candidates(analyse(report), report, (), lexicon, tagger)


def entities_of(
    raw: str, lexicon: Lexicon, publisher: str | None = None, tagger: Tagger | None = None
) -> tuple[Entity, ...]:
    """The entities of a text."""
    report = report_of(raw, publisher)
    text = analyse(report)
    return resolve_entities(text, report, find_candidates(text, report, (), lexicon, tagger), lexicon)


def named(entities: tuple[Entity, ...], name: str) -> Entity:
    """The one entity that answers to a name."""
    found = [e for e in entities if name in (e.name, *e.aliases, *(m.text for m in e.mentions))]
    assert len(found) == 1, (name, [(e.name, e.kind) for e in entities])
    return found[0]
