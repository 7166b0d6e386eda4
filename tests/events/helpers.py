"""Texts, entities and readings for the tests of the events room, built by hand."""

from __future__ import annotations

from khabar.events.chains import gather
from khabar.events.clauses import find_clauses
from khabar.events.narrative import read_events
from khabar.events.status import told_as
from khabar.events.triggers import Scan, scan_sentence
from khabar.events.vocabulary import Vocabulary
from khabar.lexicon import Lexicon
from khabar.mentions import find_counts
from khabar.objects import Entity, EntityKind, Event, Mention, Part, Place, Published, Report, Statement, Text
from khabar.text.analysis import analyse
from khabar.times import find_times


def report(text: str, published: str | None = None) -> Report:
    """A report whose paragraphs are the lines of the text."""
    parts: list[Part] = []
    at = 0
    for line in text.split("\n"):
        if line:
            parts.append(Part(kind="body", start=at, end=at + len(line)))
        at += len(line) + 1
    basis = "given" if published else "unknown"
    return Report(
        id="r", source_id="r", text=text, parts=tuple(parts), published=Published(date=published, basis=basis)
    )


def analysed(text: str) -> Text:
    """The text room's reading."""
    return analyse(report(text))


def scans(text: str, lexicon: Lexicon) -> list[Scan]:
    """What triggers and grammar words each sentence holds."""
    words = lexicon.build(Vocabulary)
    read = analysed(text)
    return [scan_sentence(read, s, words) for s in read.sentences]


def statuses(text: str, lexicon: Lexicon) -> dict[str, str]:
    """How the deeds of a text's first sentence are told, by their kinds."""
    words, analysis = lexicon.build(Vocabulary), analysed(text)
    scan = scan_sentence(analysis, analysis.sentences[0], words)
    clauses = find_clauses(analysis, analysis.sentences[0], words)
    return {d.main.kind.id: told_as(analysis, d, scan, clauses, words) for d in gather(analysis, scan, clauses)}


def entity(
    id_: str, kind: EntityKind, text: str, *names: str, code: str | None = None, place: Place | None = None
) -> Entity:
    """An entity with a mention at every place where one of its names stands in the text."""
    mentions = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            mentions.append(Mention(start=at, end=at + len(name), text=name, form="name"))
            at = text.find(name, at + len(name))
    return Entity(id=id_, kind=kind, name=names[0], actor_code=code, place=place, mentions=tuple(mentions))


def read(
    text: str,
    lexicon: Lexicon,
    entities: tuple[Entity, ...] = (),
    statements: tuple[Statement, ...] = (),
    published: str | None = None,
) -> tuple[tuple[Event, ...], dict[str, Entity]]:
    """Events and entities by grammar alone; times and counts found by their own rooms, entities given by hand."""
    given = report(text, published)
    analysis = analyse(given)
    times = find_times(analysis, given.published, lexicon)
    counts = find_counts(analysis, times, lexicon)
    events, found = read_events(analysis, times, counts, entities, statements, lexicon, None)
    return events, {e.id: e for e in found}
