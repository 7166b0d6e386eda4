"""Candidates for mentions, from everything that can find one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from khabar.encoder import Tagger
from khabar.lexicon import Lexicon
from khabar.mentions.actors import compile_actors
from khabar.mentions.bodies import find_bodies
from khabar.mentions.governed import find_latin
from khabar.mentions.known import find_actors
from khabar.mentions.merge import join, read_names, with_roles
from khabar.mentions.nominals import describes, find_nominals, find_surnames, without_orphans
from khabar.mentions.offices import with_offices
from khabar.mentions.outlets import find_outlets, without_noun
from khabar.mentions.people import PeopleFinder
from khabar.mentions.toponyms import PlaceFinder
from khabar.mentions.wholes import whole_names
from khabar.mentions.words import compile_names
from khabar.objects import Candidate, Report, Text, Time


def find_candidates(
    text: Text, report: Report, times: tuple[Time, ...], lexicon: Lexicon, tagger: Tagger | None
) -> tuple[Candidate, ...]:
    """Every candidate of the text, by start, without overlaps: the longer wins, then the more certain.

    An office alone may hold others (وزير الدفاع الفرنسي). Nothing is sought inside expressions of time. Spans leave out
    attached proclitics and outer quotation marks.
    """
    actors = find_actors(text, lexicon)
    reach = {_token_at(text, c.start): _token_at(text, c.end - 1) + 1 for c in actors}
    known = {_token_at(text, c.start): _token_at(text, c.end - 1) + 1 for c in actors if c.kind == "person"}
    persons, bare = PeopleFinder(text, lexicon, reach, known).find()
    persons = _with_known(persons, actors)
    places = PlaceFinder(text, lexicon, reach).find()
    found = [*actors, *find_bodies(text, lexicon), *persons, *places]
    found += [*find_surnames(text, persons, lexicon), *find_latin(text, lexicon), *find_outlets(text, lexicon)]
    if tagger is not None:
        read, phrases = read_names(text, tagger, lexicon)
        joined = join(text, _longest(found), read, lexicon.build(compile_actors))
        found = with_roles(without_orphans(joined, lexicon.build(compile_names)), phrases, text)
    kept = whole_names(text, without_noun(_longest(_without_times(found, times)), text, lexicon), lexicon)
    ends = {c.end: c for c in kept}
    roles = sorted([c.role for c in persons if c.role] + [(r.start, r.end) for r in bare])
    nominals = find_nominals(text, kept, lexicon)
    kept = _longest([*kept, *(n for n in nominals if not describes(n, ends, roles, lexicon))])
    return tuple(with_offices(text, kept, bare, lexicon))


def _with_known(persons: Sequence[Candidate], actors: Sequence[Candidate]) -> list[Candidate]:
    """Persons by grammar, those whom the books know with their entry; with the known whom grammar did not see.

    The books know what is written before a name in the same word (لنتنياهو).
    """
    known = {c.end: c for c in actors if c.kind == "person"}
    joined = []
    for person in persons:
        same = known.get(person.end)
        before = person.text[: same.start - person.start] if same is not None else ""
        if same is None or same.start < person.start or " " in before:
            joined.append(person)
            continue
        del known[person.end]
        joined.append(replace(person, start=same.start, text=same.text, actor=same.actor, score=1.5))
    return [*joined, *known.values()]


def _without_times(found: Iterable[Candidate], times: tuple[Time, ...]) -> list[Candidate]:
    """The candidates that no expression of time overlaps; names that hold one stay (مشعل الصباح، شارع 26 سبتمبر)."""
    spans = sorted((t.start, t.end) for t in times)
    kept, at = [], 0
    for candidate in sorted(found, key=lambda c: c.start):
        while at < len(spans) and spans[at][1] <= candidate.start:
            at += 1
        apart = at == len(spans) or candidate.end <= spans[at][0]
        if apart or (candidate.start < spans[at][0] and spans[at][1] <= candidate.end):
            kept.append(candidate)
    return kept


def _longest(found: Iterable[Candidate]) -> list[Candidate]:
    """Candidates without overlaps, the longest first, then the most certain."""
    taken: dict[int, bool] = {}
    kept = []
    for candidate in sorted(found, key=lambda c: (c.start - c.end, -c.score, c.start, c.rule)):
        span = range(candidate.start, candidate.end)
        if not any(offset in taken for offset in span):
            taken.update(dict.fromkeys(span, True))
            kept.append(candidate)
    return kept


def _token_at(text: Text, offset: int) -> int:
    """The index of the token that holds an offset."""
    low, high = 0, len(text.tokens) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if text.tokens[middle].start <= offset:
            low = middle
        else:
            high = middle - 1
    return low
