"""Bodies of states, by head noun and relative adjective: وزارة الدفاع الأمريكية، طائرات حربية روسية."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from khabar.lexicon import Lexicon
from khabar.mentions.actors import ActorBook, compile_actors
from khabar.mentions.nominals import is_adjective
from khabar.mentions.people import RoleBook, compile_roles
from khabar.objects import Candidate, EntityKind, Text
from khabar.text.fold import fold
from khabar.text.phrases import PhraseIndex, PhraseMatch
from khabar.text.tokens import tokenize

_MAX_BETWEEN = 4
_MINISTERS = ("minister", "heads")  # ids of their offices
_APART = frozenset({"الي", "علي", "في", "حتي", "لدي"})  # ends like an adjective's, and parts the noun from what follows


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body; `apart`: each name of it is a body of its own (ministries)."""

    id: str
    sector: str
    kind: EntityKind
    apart: bool
    head: str


def compile_bodies(lexicon: Lexicon) -> PhraseIndex[Body]:
    """Use as `lexicon.build(compile_bodies)`."""
    return PhraseIndex(
        (word, Body(e["id"], e["sector"], e["kind"], bool(e.get("apart")), e.get("head", "")))
        for e in lexicon.entries("roles/bodies")
        for word in e["words"]
    )


def compile_bare_bodies(lexicon: Lexicon) -> Mapping[str, Body]:
    """Bodies that need no adjective, by folded words; use as `lexicon.build(compile_bare_bodies)`."""
    bodies = lexicon.build(compile_bodies)
    phrases = [(fold(word), word) for e in lexicon.entries("roles/bodies") for word in e.get("bare", ())]
    found = {folded: bodies.at(tokenize(word), 0) for folded, word in phrases}
    return {folded: match.values[0] for folded, match in found.items() if match is not None}


def bare_body(state: str, words: str, body: Body, actors: ActorBook) -> str | None:
    """The id of a state's body that folded words name without adjective; no army where the books have none."""
    known = actors.with_adjective(words, state) or (None if body.apart else actors.body_of(state, words))
    if known is None and body.sector == "MIL":
        return actors.body_of(state, body.head)
    return known or body_actor(state, body, tuple(words.split()), actors)


def body_actor(state: str, body: Body, words: tuple[str, ...], actors: ActorBook) -> str:
    """The id of a state's body: the books' own entry for it where they have one (الجيش of a state).

    Else `state/sector`, ministries with their folded name: `state/GOV/وزاره الدفاع`.
    """
    known = actors.body_of(state, body.head)
    if known and not body.apart:
        return known
    return f"{state}/{body.sector}/{' '.join(words)}" if body.apart else f"{state}/{body.sector}"


def find_bodies(text: Text, lexicon: Lexicon) -> list[Candidate]:
    """Every body of a state that the text names with its relative adjective, and those that need none."""
    bodies, actors = lexicon.build(compile_bodies), lexicon.build(compile_actors)
    bare, roles = lexicon.build(compile_bare_bodies), lexicon.build(compile_roles)
    found: list[Candidate] = []
    for match in bodies.scan(text.tokens):
        if _is_portfolio(text, match, roles):
            continue
        if match.last == match.first + 1 and is_adjective(text, match.first, text.tokens[match.first].fold, lexicon):
            continue
        reach = _adjective(text, actors, match.first, match.last)
        if reach is None:
            found += _bare(text, match, bare)
            continue
        last, state = reach
        body = match.values[0]
        start, end = match.start, text.tokens[last - 1].end
        words = tuple(fold(t.text) for t in text.tokens[match.first + 1 : last - 1] if t.kind == "word")
        name = (fold(text.raw[start : text.tokens[match.first].end]), *words)
        found.append(
            Candidate(
                start=start,
                end=end,
                text=text.raw[start:end],
                kind=body.kind,
                form="nominal",
                rule=f"mention.body.{body.id}",
                score=0.95,
                actor=body_actor(state, body, name, actors),
                head=name[0],
            )
        )
    return found


def _is_portfolio(text: Text, match: PhraseMatch[Body], roles: RoleBook) -> bool:
    """True for one word right after a minister's office: وزير الدفاع الفرنسي names no body."""
    if match.first == 0 or match.last > match.first + 1 or match.cut:
        return False
    office = roles.offices.at(text.tokens, match.first - 1)
    return office is not None and office.last == match.first and office.values[0].id in _MINISTERS


def _bare(text: Text, match: PhraseMatch[Body], bare: Mapping[str, Body]) -> list[Candidate]:
    """The body without adjective that a match names: الجيش، وزارة الداخلية."""
    last = match.last
    if match.values[0].apart:
        last = _portfolio(text, match.last)
        if last == match.last:
            return []
    start, end = match.start, text.tokens[last - 1].end
    name = fold(text.raw[start : text.tokens[match.last - 1].end])
    name = "ا" + name if name.startswith("ل") and text.raw[start - 1 : start] == "ل" else name
    if name not in bare:
        return []
    words = " ".join([name, *(t.fold for t in text.tokens[match.last : last])])
    said = text.raw[start:end]
    return [
        Candidate(
            start=start,
            end=end,
            text=said,
            kind=bare[name].kind,
            form="nominal",
            rule="mention.body.bare",
            score=0.45,
            head=words,
        )
    ]


def _portfolio(text: Text, at: int) -> int:
    """Where the definite words that a ministry is for end: الموارد المائية."""
    last = at
    while last < len(text.tokens) and last - at < _MAX_BETWEEN and text.tokens[last].fold[:2] == "ال":
        if last > at and not text.tokens[last].fold.endswith("يه"):
            break
        last += 1
    return last


def _adjective(text: Text, actors: ActorBook, first: int, at: int) -> tuple[int, str] | None:
    """Where the relative adjective ends and whose it is; between it and the head only words that agree with it."""
    head = text.tokens[at - 1].fold
    definite = head[:2] == "ال" or text.tokens[first].fold[:2] in ("ال", "لل")
    for last in range(at, min(at + _MAX_BETWEEN, len(text.tokens))):
        token = text.tokens[last]
        if token.kind != "word" or token.fold in _APART:
            return None
        word = token.fold
        demonym = actors.demonym(word)
        article = word[:2] == "ال"
        if demonym is not None and (article or not definite):
            nearer = last > at and _is_nearer(head, text.tokens[last - 1].fold, word)
            return (last + 1, demonym.state) if _agree(head, word) and not nearer else None
        if word[:3] == "وال" and not word.endswith(("ي", "يه")):
            return None  # قوات فلان والاحتلال الروسي: another noun, whose adjective it is
        if not article and word[:3] != "وال" and (definite or not word.endswith(("يه", "ي", "يا", "ين", "ه"))):
            return None
    return None


def _agree(head: str, adjective: str) -> bool:
    """False where a head in ة has a masculine adjective: in وزير الخارجية الروسي it is the minister's."""
    return not head.endswith("ه") or adjective.endswith(("ه", "تين", "تان"))


def _is_nearer(head: str, before: str, adjective: str) -> bool:
    """True for a feminine adjective of the noun right before it, not of a masculine head: نظام الهيمنة الأميركية."""
    return adjective.endswith("ه") and before.endswith("ه") and not head.endswith(("ه", "ات"))
