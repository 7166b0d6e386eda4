"""What stands for a name: relative adjectives, definite nouns, and last names alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from khabar.lexicon import Lexicon, compile_verb_forms
from khabar.mentions.actors import ActorBook, compile_actors
from khabar.mentions.words import NameBook, compile_names
from khabar.objects import Candidate, EntityKind, Text, Token
from khabar.text.fold import fold

SURNAME = "mention.person.surname"
_OWN = ("نا", "ها", "هم")  # pronouns on a noun that make it definite (on a verb they are its object: أكدتها)


def find_nominals(text: Text, kept: Sequence[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """Relative adjectives of states, peoples, and definite nouns that may stand for something named elsewhere."""
    book: ActorBook = lexicon.build(compile_actors)
    heads = _reference_heads(lexicon, book)
    found: list[Candidate] = []
    for token in text.tokens:
        if token.kind != "word":
            continue
        for cut, stem in token.stems:
            demonym = book.demonym(stem)
            if demonym is not None:
                rule = "mention.demonym.plural" if demonym.plural else "mention.demonym.adjective"
                kind = book.by_id[demonym.state].kind
                found.append(_nominal(text, token, cut, kind, rule, 0.6, demonym.state, None))
                break
            if stem in heads and not is_adjective(text, token.index, stem, lexicon):
                found.append(_nominal(text, token, cut, heads[stem], "mention.head", 0.4, None, stem))
                break
    return found


def is_adjective(text: Text, at: int, stem: str, lexicon: Lexicon) -> bool:
    """True for a noun of the shape of an adjective that describes the definite word before it: السياسة الخارجية."""
    before = text.tokens[at - 1] if at else None
    if before is None or before.kind != "word" or not stem.endswith("يه"):
        return False
    owned = before.fold.endswith(_OWN) and not any(
        form.person == 3 for form in lexicon.build(compile_verb_forms).readings(before)
    )
    return before.fold[:2] == "لل" or owned or any(s[:2] == "ال" for _, s in before.stems)


def describes(
    nominal: Candidate, ends: Mapping[int, Candidate], roles: Sequence[tuple[int, int]], lexicon: Lexicon
) -> bool:
    """True for a relative adjective that belongs to a person's role or follows the name it describes.

    `ends` are the candidates by their end; `roles` are the spans of role phrases, by start.
    """
    if nominal.rule == "mention.head":
        return False
    before = bisect_right(roles, (nominal.start, nominal.end)) - 1
    if before >= 0 and roles[before][0] <= nominal.start < roles[before][1]:
        return True
    book: ActorBook = lexicon.build(compile_actors)
    for gap in (1, 2, 3):
        named = ends.get(nominal.start - gap)
        if named is not None and named.actor and named.kind in ("media", "organization", "armed_group"):
            actor = book.by_id.get(named.actor)
            return book.country_of(actor) == book.country_of(book.by_id.get(nominal.actor or ""))
    return False


def _reference_heads(lexicon: Lexicon, book: ActorBook) -> dict[str, EntityKind]:
    heads: dict[str, EntityKind] = {h: "organization" for h in book.heads if h[:2] == "ال"}
    for head in lexicon.build(compile_reference_heads):
        heads.setdefault(*head)
    return heads


def compile_reference_heads(lexicon: Lexicon) -> tuple[tuple[str, EntityKind], ...]:
    """Definite nouns that refer back to a person or a place; use as `lexicon.build(compile_reference_heads)`."""
    offices = [e for e in lexicon.entries("roles/offices") if not e.get("needs_name") and not e.get("several")]
    persons = [w for e in offices for w in e["words"]]
    places = [w for e in lexicon.entries("places/heads") if not e.get("weak") for w in e["words"]]
    pairs: list[tuple[str, EntityKind]] = [("ال" + fold(w), "person") for w in persons if " " not in w]
    return (*pairs, *(("ال" + fold(w), "place") for w in places if " " not in w and not w.startswith("ال")))


def _nominal(
    text: Text, token: Token, cut: int, kind: EntityKind, rule: str, score: float, actor: str | None, head: str | None
) -> Candidate:
    start = token.start + cut
    return Candidate(
        start=start,
        end=token.end,
        text=text.raw[start : token.end],
        kind=kind,
        form="nominal",
        rule=rule,
        score=score,
        actor=actor,
        head=head,
    )


def find_surnames(text: Text, persons: Sequence[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """Last names, alone, of persons whom the text names in full; of عبد الله and نصر الله both words."""
    names: NameBook = lexicon.build(compile_names)
    last: set[tuple[str, ...]] = set()
    for person in persons:
        words = fold(person.text).split()
        surname = tuple(words[-2:] if len(words) > 2 and _inseparable(words, names) else words[-1:])
        if len(words) > len(surname) and not _inseparable(surname, names) and _telling(surname, names):
            last.add(surname)
    found: list[Candidate] = []
    for token in text.tokens:
        for cut, stem in token.stems:
            pair = (stem, *_folds(text, token.index + 1, 1))
            size = 2 if len(pair) == 2 and pair in last else 1
            if size == 2 or (stem,) in last:
                start, end = token.start + cut, text.tokens[token.index + size - 1].end
                found.append(
                    Candidate(
                        start=start,
                        end=end,
                        text=text.raw[start:end],
                        kind="person",
                        form="name",
                        rule=SURNAME,
                        score=0.85,
                    )
                )
                break
    return found


def without_orphans(found: Sequence[Candidate], names: NameBook) -> list[Candidate]:
    """The candidates without ordinary words as last names of persons who, in the end, are none: الحرب of nobody."""
    ends = {fold(c.text).split()[-1] for c in found if c.kind == "person" and c.rule != SURNAME and c.text.strip()}

    def borne(candidate: Candidate) -> bool:
        word = fold(candidate.text).split()[-1]
        return word in ends or not (names.is_ordinary(word) or names.is_ordinary("ال" + word))

    return [c for c in found if c.rule != SURNAME or borne(c)]


def _inseparable(words: Sequence[str], names: NameBook) -> bool:
    """True where the last unit is none without the one before it."""
    return words[-1] in ("الله", "الدين", "الرحمن") or (len(words) > 1 and names.is_connector(words[-2]))


def _telling(surname: tuple[str, ...], names: NameBook) -> bool:
    """True for a last name that means its bearer wherever it stands alone."""
    word = surname[-1]
    return len(surname) > 1 or (
        word not in names.ordinals
        and (names.is_name(word) or names.may_be_name(word))
        and (len(word) > 3 or (len(word) == 3 and not names.is_given(word)))
    )


def _folds(text: Text, first: int, count: int) -> tuple[str, ...]:
    return tuple(t.fold for t in text.tokens[first : first + count])
