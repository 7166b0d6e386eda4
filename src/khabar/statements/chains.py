"""Statements with the whole chain that carried them."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.lexicon import Lexicon
from khabar.objects import Entity, Hop, Report, Span, Statement, Text, Time
from khabar.statements.draft import Draft
from khabar.statements.drafts import draft_statements
from khabar.statements.elided import Memory
from khabar.statements.grammar import compile_grammar
from khabar.statements.subject import Subject
from khabar.statements.view import View, make_view
from khabar.statements.voices import Voices


@dataclass(frozen=True, slots=True)
class _Said:
    """Who says a draft, through whom: entity ids with the spans they rest on."""

    speaker: str | None
    span: Span | None
    via: tuple[Hop, ...]


def find_statements(
    text: Text, report: Report, times: tuple[Time, ...], entities: tuple[Entity, ...], lexicon: Lexicon
) -> tuple[tuple[Statement, ...], tuple[Entity, ...]]:
    """The statements in order, and the entities with those speakers added that no mention had found."""
    if not text.tokens:
        return (), entities
    view = make_view(text, report, times, entities, lexicon.build(compile_grammar))
    drafts = draft_statements(view)
    voices = Voices(view, list(entities))
    publisher = voices.publisher() if drafts else None
    said = _who(view, drafts, voices, publisher)
    statements = []
    order = sorted(range(len(drafts)), key=lambda i: (drafts[i].start, drafts[i].end))
    ids = {index: f"s{n}" for n, index in enumerate(order, 1)}
    for index in order:
        statements.append(_statement(view, drafts[index], said[index], publisher, ids, index))
    return tuple(statements), tuple(voices.entities)


def _who(view: View, drafts: list[Draft], voices: Voices, publisher: str | None) -> list[_Said]:
    """Speaker and relays of every draft, outer statements before those nested in them.

    Whose we it is, where no body in the text can have written it, is the publisher's.
    """
    said: list[_Said | None] = [None] * len(drafts)
    memory = Memory(view)
    for index in _outer_first(drafts):
        draft = drafts[index]
        subject = draft.subject or memory.elided(draft, drafts)
        ours = publisher if draft.form is not None and draft.form.person == 1 else None
        speaker = voices.resolve(subject) if subject else ours
        span = voices.span(subject) if subject else None
        if speaker is not None and draft.venue is not None:
            voices.issue(draft.venue, speaker)
        hops = [_hop(voices, relay) for relay in draft.relays]
        if not hops and subject is not None and speaker is not None and draft.parent is None:
            hops = list(memory.inherited(draft, speaker))
        outer = said[draft.parent] if draft.parent is not None else None
        if outer is not None:
            above = [*outer.via, *([Hop(entity=outer.speaker, span=outer.span)] if outer.speaker else [])]
            hops = [*above, *hops]
        via = _distinct(hops, speaker, publisher)
        said[index] = _Said(speaker, span, via)
        memory.remember(draft, subject, speaker, via if draft.parent is None else ())
    return [s if s is not None else _Said(None, None, ()) for s in said]


def _outer_first(drafts: list[Draft]) -> list[int]:
    """Indices in the order of the text, an outer statement before the ones nested in it."""
    order: list[int] = []
    seen: set[int] = set()

    def visit(index: int, depth: int) -> None:
        parent = drafts[index].parent
        if parent is not None and parent not in seen and depth < 8:
            visit(parent, depth + 1)
        if index not in seen:
            seen.add(index)
            order.append(index)

    for index in range(len(drafts)):
        visit(index, 0)
    return order


def _hop(voices: Voices, subject: Subject) -> Hop:
    return Hop(entity=voices.resolve(subject), span=voices.span(subject))


def _distinct(hops: list[Hop], speaker: str | None, publisher: str | None) -> tuple[Hop, ...]:
    """Relays once each, without the speaker and the page's own publisher."""
    found: dict[str, Hop] = {}
    for hop in hops:
        if hop.entity not in (speaker, publisher):
            found.setdefault(hop.entity, hop)
    return tuple(found.values())


def _statement(
    view: View, draft: Draft, said: _Said, publisher: str | None, ids: dict[int, str], index: int
) -> Statement:
    text = view.text
    via = tuple(h.entity for h in said.via)
    hops = list(said.via)
    if publisher is not None and publisher != said.speaker:
        hops.insert(0, Hop(entity=publisher))
    if said.speaker is not None:
        hops.append(Hop(entity=said.speaker, span=said.span))
    extent = draft.extent
    return Statement(
        id=ids[index],
        act=draft.act,
        cue=text.span(draft.start, draft.end),
        speaker=said.speaker,
        speaker_text=said.span,
        chain=tuple(h.entity for h in hops),
        via=via,
        hops=tuple(hops),
        venue=text.words(*draft.venue) if draft.venue else None,
        time=_time(view, draft),
        content=text.words(extent.first, extent.last),
        quotation=extent.quotation,
        part_of=ids[draft.parent] if draft.parent is not None else None,
        rule=draft.rule,
    )


def _time(view: View, draft: Draft) -> str | None:
    """The first time expression that stands in the cue's clause outside the content."""
    first, last = draft.region
    if last <= first:
        return None
    begin, end = view.tokens[first].start, view.tokens[last - 1].end
    inner = view.tokens[draft.extent.first].start, view.tokens[draft.extent.last - 1].end
    for at in range(first, last):
        index = view.clock_index.get(at)
        if index is not None and view.times[index].start >= begin and view.times[index].end <= end:
            time = view.times[index]
            if not inner[0] <= time.start < inner[1]:
                return time.id
    return None
