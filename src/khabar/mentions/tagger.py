"""Candidates for mentions, from everything that can find one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from khabar.lexicon import Lexicon
from khabar.mentions.actors import ActorBook, Naming, compile_actors
from khabar.mentions.bodies import find_bodies
from khabar.mentions.people import PeopleFinder
from khabar.mentions.toponyms import PlaceFinder
from khabar.mentions.words import NameBook, compile_names
from khabar.objects import Candidate, EntityKind, Report, Text, Time, Token
from khabar.text.fold import fold
from khabar.text.phrases import PhraseMatch


class Tagger(Protocol):
    """What finds names that no lexicon holds: sentences of words in, spans of words out."""

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Any]]:
        """For each sentence its spans: `first` and `last` word (exclusive), `kind`, `score`."""


def find_candidates(
    text: Text, report: Report, times: tuple[Time, ...], lexicon: Lexicon, tagger: Tagger | None
) -> tuple[Candidate, ...]:
    """Every candidate of the text, by start, without overlaps: the longer wins, then the more certain.

    Nothing is sought inside expressions of time. Spans leave out attached proclitics and outer quotation marks.
    """
    actors = find_actors(text, lexicon)
    reach = {_token_at(text, c.start): _token_at(text, c.end - 1) + 1 for c in actors}
    known = {_token_at(text, c.start): _token_at(text, c.end - 1) + 1 for c in actors if c.kind == "person"}
    persons, bare = PeopleFinder(text, lexicon, reach, known).find()
    persons = _with_known(persons, actors)
    places = PlaceFinder(text, lexicon, reach).find()
    found = [*actors, *find_bodies(text, lexicon), *persons, *places]
    found += _surnames(text, persons, lexicon)
    found = _without_times(found, times)
    kept = _longest(found)
    roles = [c.role for c in persons if c.role] + [(r.start, r.end) for r in bare]
    nominals = find_nominals(text, kept, lexicon)
    kept = _longest([*kept, *(n for n in nominals if not _describes(text, n, kept, roles, lexicon))])
    return tuple(sorted(kept, key=lambda c: c.start))


# ----------------------------------------------------------------------------------------------------- actors


def find_actors(text: Text, lexicon: Lexicon) -> list[Candidate]:
    """Names of the actor and outlet books. A capital named as a place is left to the gazetteer."""
    book: ActorBook = lexicon.build(compile_actors)
    matches = list(book.names.scan(text.tokens))
    proved = {n.actor for m in matches for n in m.values if not n.ambiguous}
    found: list[Candidate] = []
    for match in matches:
        naming = _choose(text, match, book, proved, lexicon)
        if naming is None:
            continue
        actor = book.by_id[naming.actor]
        end = _with_closing_quote(text, match.start, match.end)
        found.append(
            Candidate(
                start=match.start, end=end, text=text.raw[match.start : end], kind=actor.kind, form=naming.form,
                rule=f"mention.actor.{naming.how}", score=1.0, actor=actor.id,
            )  # fmt: skip
        )
    return found


def _with_closing_quote(text: Text, start: int, end: int) -> int:
    """The end of a name, past the mark that closes a quotation opened inside it."""
    for quotation in text.quotations:
        if start < quotation.start < end and quotation.inner_end == end and quotation.closed:
            return quotation.end
    return end


def _choose(
    text: Text, match: PhraseMatch[Naming], book: ActorBook, proved: set[str], lexicon: Lexicon
) -> Naming | None:
    """The naming that a match stands for, None where the words mean something else here."""
    before = text.tokens[match.first - 1] if match.first else None
    stems = {s for _, s in before.stems} if before is not None and match.cut == 0 else set()
    for naming in match.values:
        if naming.ambiguous and naming.actor not in proved and not _introduced(text, match, book, naming):
            continue
        if naming.how == "capital" and _is_where(text, match, stems, lexicon):
            continue
        if match.last == match.first + 1 and _is_adjective(text, match, book):
            continue
        return naming
    return None


def _is_adjective(text: Text, match: PhraseMatch[Naming], book: ActorBook) -> bool:
    """True for a country's name that is spelled as its adjective and follows a feminine noun: مصالح سورية، عائلة سورية."""
    token = text.tokens[match.first]
    if match.first == 0 or match.cut or book.demonyms.get(token.fold) is None:
        return "ً" in token.text
    before = text.tokens[match.first - 1].fold
    return before.endswith(("ه", "ات")) and before[:2] != "ال"


def _introduced(text: Text, match: PhraseMatch[Naming], book: ActorBook, naming: Naming) -> bool:
    """True where a noun that says what it is stands before the name, or quotation marks hold it."""
    first = match.first - 1
    while first >= 0 and text.tokens[first].kind == "punct" and text.tokens[first].end >= match.start - 1:
        if any(q.inner_start == match.start and q.inner_end == match.end for q in text.quotations):
            return True
        first -= 1
    kind = book.by_id[naming.actor].kind
    return first >= 0 and any(s in _INTRODUCTIONS.get(kind, ()) for _, s in text.tokens[first].stems)


_INTRODUCTIONS: dict[str, frozenset[str]] = {
    "media": frozenset(fold(w) for w in ("وكالة", "قناة", "صحيفة", "شبكة", "موقع", "جريدة", "إذاعة", "مجلة", "تلفزيون", "فضائية", "راديو", "منصة")),
    "armed_group": frozenset(fold(w) for w in ("تنظيم", "حركة", "جماعة", "ميليشيا", "ميليشيات", "مليشيا", "فصيل", "لواء", "كتيبة", "قوات", "مسلحي", "عناصر", "مقاتلي", "تحالف")),
    "organization": frozenset(fold(w) for w in ("منظمة", "حزب", "حركة", "هيئة", "شركة", "جمعية", "مؤسسة", "مجلس", "تيار", "لجنة", "برنامج")),
}  # fmt: skip


def _is_where(text: Text, match: PhraseMatch[Naming], stems: set[str], lexicon: Lexicon) -> bool:
    token = text.tokens[match.first]
    if token.text[: match.cut].endswith("ب"):
        return True
    context = next(e for e in lexicon.entries("places/context") if e["id"] == "whereabouts")
    if any(fold(w) in stems for w in context["words"]):
        return True
    following = text.tokens[match.last] if match.last < len(text.tokens) else None
    starts = match.first == 0 or "\n" in text.raw[text.tokens[match.first - 1].end : token.start]
    return starts and following is not None and following.text in ("-", "–", "—", "(")


# ----------------------------------------------------------------------------------------------------- nominals


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
            if stem in heads:
                found.append(_nominal(text, token, cut, heads[stem], "mention.head", 0.4, None, stem))
                break
    return found


def _describes(
    text: Text, nominal: Candidate, kept: Sequence[Candidate], roles: Sequence[tuple[int, int]], lexicon: Lexicon
) -> bool:
    """True for a relative adjective that belongs to a person's role or follows the name it describes."""
    if nominal.rule == "mention.head":
        return False
    if any(start <= nominal.start < end for start, end in roles):
        return True
    book: ActorBook = lexicon.build(compile_actors)
    for named in kept:
        if named.actor and 0 < nominal.start - named.end <= 3 and named.kind in ("media", "organization", "armed_group"):
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
    persons = [w for e in lexicon.entries("roles/offices") for w in e["words"] if not e.get("needs_name")]
    places = [w for e in lexicon.entries("places/heads") if not e.get("weak") for w in e["words"]]
    pairs: list[tuple[str, EntityKind]] = [("ال" + fold(w), "person") for w in persons if " " not in w]
    return (*pairs, *(("ال" + fold(w), "place") for w in places if " " not in w and not w.startswith("ال")))


def _nominal(
    text: Text, token: Token, cut: int, kind: EntityKind, rule: str, score: float, actor: str | None, head: str | None
) -> Candidate:
    start = token.start + cut
    return Candidate(
        start=start, end=token.end, text=text.raw[start : token.end], kind=kind, form="nominal", rule=rule,
        score=score, actor=actor, head=head,
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------------ joining


def _with_known(persons: Sequence[Candidate], actors: Sequence[Candidate]) -> list[Candidate]:
    """Persons by grammar, those whom the books know with their entry; with the known whom grammar did not see."""
    known = {(c.start, c.end): c for c in actors if c.kind == "person"}
    joined = [
        replace(p, actor=k.actor, score=1.5) if (k := known.pop((p.start, p.end), None)) is not None else p for p in persons
    ]
    return [*joined, *known.values()]


def _surnames(text: Text, persons: Sequence[Candidate], lexicon: Lexicon) -> list[Candidate]:
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
                        start=start, end=end, text=text.raw[start:end], kind="person", form="name",
                        rule="mention.person.surname", score=0.85,
                    )  # fmt: skip
                )
                break
    return found


def _inseparable(words: Sequence[str], names: NameBook) -> bool:
    """True where the last unit is none without the one before it."""
    return words[-1] in ("الله", "الدين", "الرحمن") or (len(words) > 1 and names.is_connector(words[-2]))


def _telling(surname: tuple[str, ...], names: NameBook) -> bool:
    """True for a last name that means its bearer wherever it stands alone."""
    word = surname[-1]
    return len(surname) > 1 or (
        names.may_be_name(word) and (len(word) > 3 or (len(word) == 3 and not names.is_given(word)))
    )


def _folds(text: Text, first: int, count: int) -> tuple[str, ...]:
    return tuple(t.fold for t in text.tokens[first : first + count])


def _without_times(found: Iterable[Candidate], times: tuple[Time, ...]) -> list[Candidate]:
    spans = sorted((t.start, t.end) for t in times)
    kept, at = [], 0
    for candidate in sorted(found, key=lambda c: c.start):
        while at < len(spans) and spans[at][1] <= candidate.start:
            at += 1
        if at == len(spans) or candidate.end <= spans[at][0]:
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
