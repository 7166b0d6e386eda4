"""The encoder's spans and the grammar's candidates, made one: the lexicon's certainty, the encoder's boundaries."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from khabar.encoder import Tagger
from khabar.lexicon import Lexicon
from khabar.mentions.actors import ActorBook
from khabar.mentions.governed import governed
from khabar.mentions.spans import SpanReader
from khabar.mentions.words import NameBook, compile_names
from khabar.objects import Candidate, EntityKind, Text
from khabar.text.fold import fold
from khabar.text.phrases import PhraseIndex

# What grammar alone only supposes; the encoder, where it reads along, must see a name there too.
_SUPPOSED = frozenset(
    {
        "mention.place.famous",
        "mention.place.repeated",
        "mention.place.located",
        "mention.place.supposed",
        "mention.person.names",
        "mention.person.supposed",
        "mention.actor.alias.ambiguous",
    }
)
_PLACELIKE = frozenset(
    {
        "mention.place.famous",
        "mention.place.repeated",
        "mention.place.context",
        "mention.place.stated",
        "mention.place.located",
        "mention.actor.capital",
    }
)
_PLACES = frozenset({"place", "facility", "state"})
_BODIES = frozenset({"organization", "armed_group", "media", "people"})
_SURE = 0.6
_GAP = 3  # characters between a role phrase and the name it belongs to


def read_names(text: Text, tagger: Tagger, lexicon: Lexicon) -> tuple[list[Candidate], list[tuple[int, int]]]:
    """The encoder's names as candidates, and its role phrases as spans of the text."""
    reader = SpanReader(text, lexicon)
    sentences = [[t.text for t in text.tokens[s.first : s.last]] for s in text.sentences]
    found: list[Candidate] = []
    roles: list[tuple[int, int]] = []
    for sentence, spans in zip(text.sentences, tagger.tag(sentences), strict=True):
        for span in spans:
            first, last = sentence.first + span.first, sentence.first + span.last_exclusive
            if span.kind == "role":
                roles.append((text.tokens[first].start, text.tokens[last - 1].end))
            elif (candidate := reader.candidate(first, last, span)) is not None:
                found.append(candidate)
    return repeated(text, governed(text, one_kind(found), lexicon), lexicon.build(compile_names)), roles


def one_kind(found: Sequence[Candidate]) -> list[Candidate]:
    """The same name is the same thing all through a report: the kind that the encoder gives it most surely."""
    votes: dict[str, dict[EntityKind, float]] = {}
    for candidate in found:
        if candidate.form == "name":
            tally = votes.setdefault(fold(candidate.text), {})
            tally[candidate.kind] = tally.get(candidate.kind, 0.0) + candidate.score
    best = {name: max(tally, key=lambda kind: tally[kind]) for name, tally in votes.items()}
    return [replace(c, kind=best[fold(c.text)]) if c.form == "name" else c for c in found]


def repeated(text: Text, found: Sequence[Candidate], names: NameBook) -> list[Candidate]:
    """Names that the encoder saw in one sentence and passed over in another, of words that mean nothing else."""
    index = PhraseIndex(
        (c.text, c)
        for c in found
        if c.form == "name" and len(c.text) > 3 and c.score - 0.5 > _SURE / 4 and not names.is_ordinary(fold(c.text))
    )
    taken = [(c.start, c.end) for c in sorted(found, key=lambda c: c.start)]
    more: list[Candidate] = []
    at = 0
    for match in index.scan(text.tokens):
        while at < len(taken) and taken[at][1] <= match.start:
            at += 1
        if at == len(taken) or match.end <= taken[at][0]:
            seen = text.raw[match.start : match.end]
            first = match.values[0]
            more.append(
                replace(first, start=match.start, end=match.end, text=seen, rule="mention.encoder.repeated", score=0.6)
            )
    return [*found, *more]


def join(text: Text, found: Sequence[Candidate], read: Sequence[Candidate], book: ActorBook) -> list[Candidate]:
    """Grammar's candidates and the encoder's: what both see takes the encoder's boundary and the lexicon's identity.

    What grammar only supposes and the encoder does not see is left out; names that only the encoder sees come in.
    """
    joined: list[Candidate] = []
    used: set[int] = set()
    ordered = sorted(range(len(read)), key=lambda n: read[n].start)
    ends = [read[n].end for n in ordered]
    for candidate in found:
        at = bisect_right(ends, candidate.start)
        over = []
        while at < len(ordered) and read[ordered[at]].start < candidate.end:
            over.append(ordered[at])
            at += 1
        if not over:
            if candidate.rule not in _SUPPOSED or _listed(candidate, book):
                joined.append(candidate)
            continue
        seen = max(over, key=lambda n: min(read[n].end, candidate.end) - max(read[n].start, candidate.start))
        one = _reconciled(candidate, read[seen], text, used, seen, book)
        if one is not None:
            used.update(n for n in over if read[n].start < one.end)
            joined += [one, *_head_before(candidate, one, text)]
    joined += [_known(read[n], book) for n in ordered if n not in used]
    return joined


def _known(read: Candidate, book: ActorBook) -> Candidate:
    """What the encoder alone sees; a body whose words are one actor's name is that one (the second half of a name)."""
    namings = book.named(read.text) if read.kind in _BODIES and read.actor is None else ()
    actors = {n.actor for n in namings if not n.ambiguous and book.by_id[n.actor].kind in _BODIES}
    if len(actors) != 1 or len({n.actor for n in namings}) > 1:
        return read
    actor = actors.pop()
    return replace(read, kind=book.by_id[actor].kind, actor=actor)


def _reconciled(
    mine: Candidate, theirs: Candidate, text: Text, used: set[int], number: int, book: ActorBook
) -> Candidate | None:
    """One candidate of two that overlap; None where the encoder's, which comes by itself, is the better."""
    if theirs.form == "nominal":
        used.add(number)
        return mine
    if mine.rule in _SUPPOSED and mine.actor is None and _family(mine.kind) != _family(theirs.kind):
        return None
    if _family(mine.kind) != _family(theirs.kind):
        wider = theirs.start <= mine.start and mine.end <= theirs.end and len(theirs.text) > len(mine.text)
        sure = theirs.score - 0.5 > _SURE / 4
        inside = mine.start <= theirs.start + 1 and theirs.end <= mine.end
        if mine.kind == "facility" and mine.form == "name" and inside:
            used.add(number)
            return mine  # مستشفى النو, of which the encoder sees the proper name alone
        if mine.role is None and mine.form == "name" and (wider or (sure and _bare_place(mine))):
            return None
        if _of_person(mine, theirs):
            return _before(mine, theirs.start, text)
        used.add(number)
        return mine
    if mine.kind == "people" and theirs.kind != "people" and _parted(text.raw[theirs.start : mine.start]):
        return None  # اتحاد علماء المسلمين is a body
    used.add(number)
    agreed = mine.kind == "person" and mine.actor is not None and mine.rule.startswith("mention.person")
    if (mine.form != "name" and not mine.actor) or (agreed and mine.start <= theirs.start and theirs.end <= mine.end):
        return mine
    start, end = _bounds(mine, theirs, text, book)
    score = max(mine.score, theirs.score)
    # A name that goes on beyond the one of the lexicon is somebody else's, or nobody can say; آل names the house.
    other = mine.kind == "person" and end > mine.end and text.raw[mine.end : end].split()[:1] != ["آل"]
    actor = None if other else mine.actor
    return replace(mine, start=start, end=end, text=text.raw[start:end], score=score, form="name", actor=actor)


def _bounds(mine: Candidate, theirs: Candidate, text: Text, book: ActorBook) -> tuple[int, int]:
    """The bounds of what both see: the encoder's, but for what the book or gazetteer knows to be more or less."""
    start, end = theirs.start, theirs.end
    within = mine.start <= start and end <= mine.end
    if mine.rule.startswith("mention.place") and not (within and mine.kind == "place" and mine.places):
        start, end = mine.start, mine.end
    elif not mine.start <= start <= mine.end:
        # What is written onto the name in the same word (و، ل) is no part of it.
        start = min(start, mine.start) if _parted(text.raw[start : mine.start]) else mine.start
    if mine.places and theirs.end < mine.end and not set(mine.places) & set(theirs.places):
        end = mine.end  # كيفو الشمالية, of which the encoder sees a part that is no name of it
    whole = mine.rule == "mention.media.governed" or (mine.actor and not _names(text.raw[start:end], mine.actor, book))
    if whole and mine.start <= start and end < mine.end:
        end = mine.end  # قوات سوريا is no name of قوات سوريا الديمقراطية
    if mine.actor and end > mine.end and text.raw[mine.end : end].lstrip().startswith("و"):
        end = mine.end  # what is joined by and is another
    return start, end


def _listed(candidate: Candidate, book: ActorBook) -> bool:
    """True for a person whose words are the name of one in the dictionary (بوتين: …), whom the encoder passed over."""
    named = book.named(candidate.text) if candidate.kind == "person" else ()
    return bool(named) and book.by_id[named[0].actor].kind == "person"


def _names(words: str, actor: str, book: ActorBook) -> bool:
    """True where the words alone are a name of the actor and of nobody else: حزب الله of حزب الله اللبناني."""
    return any(n.actor == actor and not n.ambiguous for n in book.named(words, proclitics=True))


def _parted(before: str) -> bool:
    """True for words before a name; letters that are written onto it are none."""
    return any(letter.isspace() for letter in before)


def _head_before(mine: Candidate, joined: Candidate, text: Text) -> list[Candidate]:
    """The noun before a name that the encoder's boundary leaves outside (حركة before حماس): a nominal of the same."""
    if not mine.actor or mine.kind == "person" or joined.start <= mine.start:
        return []
    head = _before(mine, joined.start, text)
    return [head] if head.text else []


def _before(mine: Candidate, start: int, text: Text) -> Candidate:
    """What of a mention stands before `start`, as a nominal."""
    noun = text.raw[mine.start : start].rstrip(' “«"”')
    return replace(mine, end=mine.start + len(noun), text=noun, form="nominal", rule="mention.actor.head")


def _of_person(mine: Candidate, theirs: Candidate) -> bool:
    """True for a body named after who leads it: in إدارة بوش the noun is the body's mention, the name the person's.

    Armed groups are named after their dead.
    """
    inside = mine.start < theirs.start and theirs.end == mine.end
    led = mine.kind in _BODIES and mine.kind != "armed_group"
    return inside and theirs.kind == "person" and mine.actor is not None and led


def _bare_place(mine: Candidate) -> bool:
    """True for a town or country without head noun, which may be a club, and for a site, which may be a body."""
    return (
        mine.rule in _PLACELIKE
        or mine.kind == "facility"
        or (mine.kind == "state" and mine.rule in ("mention.actor.name", "mention.actor.alias"))
    )


def _family(kind: str) -> str:
    return "place" if kind in _PLACES else "body" if kind in _BODIES else kind


def with_roles(found: Iterable[Candidate], roles: Sequence[tuple[int, int]], text: Text) -> list[Candidate]:
    """Persons without role take the encoder's role phrase that stands right before or after them."""
    spans = sorted(roles, key=lambda r: (r[1] - r[0], r))
    before, after = {end: (start, end) for start, end in spans}, {start: (start, end) for start, end in spans}
    given: list[Candidate] = []
    for candidate in found:
        if candidate.kind == "person" and candidate.role is None and candidate.form == "name":
            near = [
                r
                for gap in range(_GAP + 1)
                for r in (before.get(candidate.start - gap), after.get(candidate.end + gap))
                if r is not None and _beside(r, candidate, text)
            ]
            if near:
                candidate = replace(candidate, role=max(near, key=lambda r: r[1] - r[0]))
        given.append(candidate)
    return given


def _beside(role: tuple[int, int], person: Candidate, text: Text) -> bool:
    between = text.raw[role[1] : person.start] if role[1] <= person.start else text.raw[person.end : role[0]]
    return (
        (role[1] <= person.start or person.end <= role[0]) and len(between) <= _GAP and between.strip(' ،,"“”«»') == ""
    )
