"""The actor and outlet books, compiled for finding: names, demonyms, definite heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from khabar.lexicon import Entry, Lexicon
from khabar.objects import EntityKind, MentionForm
from khabar.text.fold import fold
from khabar.text.phrases import PhraseIndex, all_phrase_words
from khabar.text.tokens import tokenize

How = Literal["name", "alias", "acronym", "metonym", "capital"]

_TAILS = ("ضد", "بقياده")
_GROUPS: tuple[tuple[str, How, MentionForm], ...] = (
    ("name", "name", "name"),
    ("aliases", "alias", "name"),
    ("ambiguous", "alias", "name"),
    ("acronyms", "acronym", "acronym"),
    ("metonyms", "metonym", "name"),
    ("capital", "capital", "name"),
    ("latin", "alias", "name"),
)
# The regular plurals and duals of a relative adjective: سوري → سوريون، سوريين، سوريتان …
_PLURALS = ("ون", "ين", "ات", "ان", "يه", "يتان", "يتين")


@dataclass(frozen=True, slots=True)
class Actor:
    """An entry of the books under `actors/` or `outlets/`; `country` is the ISO3 code of the state it belongs to."""

    id: str
    kind: EntityKind
    name: str
    code: str | None = None
    parent: str | None = None
    wikidata: str | None = None
    country: str | None = None
    iso2: str | None = None
    succeeds: str | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """One way of naming an actor. `ambiguous`: only with a head noun before it or after another naming of the same."""

    actor: str
    form: MentionForm
    how: How
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Demonym:
    """A form of a relative adjective of a state: `plural` where it can stand for the people (الروس، السوريون)."""

    state: str
    plural: bool


class ActorBook:
    """Actors by id and by everything they are called.

    `at_home`: by folded definite noun, the countries (ISO3) whose reports mean an actor by it without naming it.
    """

    def __init__(
        self, entries: Sequence[Entry], bodies: frozenset[str] = frozenset(), qualifiers: frozenset[str] = frozenset()
    ) -> None:
        """Compile entries; `bodies` are the folded nouns that name a body of any state (جيش، وزارة).

        `qualifiers` are adjectives after a definite noun by which it means another one (الرئيس السابق).
        """
        self._body_nouns = bodies
        self.qualifiers = qualifiers
        self.by_id: dict[str, Actor] = {}
        self.by_iso3: dict[str, str] = {}
        self.by_iso2: dict[str, str] = {}
        self.demonyms: dict[str, Demonym] = {}
        self._bodies: dict[tuple[str, str], str] = {}
        going: dict[str, list[str]] = {}
        at_home: dict[str, list[tuple[str, str]]] = {}
        folds: dict[str, str] = {}
        for entry in entries:
            actor = _actor(entry)
            self.by_id[actor.id] = actor
            if actor.kind == "state" and entry.get("iso3"):
                self.by_iso3[str(entry["iso3"])] = actor.id
                if actor.iso2:
                    self.by_iso2[actor.iso2] = actor.id
            for form, plural in _demonym_forms(entry.get("demonym")):
                self.demonyms.setdefault(form, Demonym(actor.id, plural))
            for head in _list(entry.get("heads")):
                folded = folds.get(head) or folds.setdefault(head, fold(head))
                going.setdefault(folded, []).append(actor.id)
                if actor.kind == "organization" and actor.parent:
                    self._bodies.setdefault((actor.parent, folded), actor.id)
            for country, nouns in (entry.get("at_home") or {}).items():
                for noun in nouns:
                    at_home.setdefault(fold(noun), []).append((str(country), actor.id))
        self.heads = {head: tuple(ids) for head, ids in going.items()}
        self.at_home = {noun: tuple(claims) for noun, claims in at_home.items()}
        self.names: PhraseIndex[Naming] = PhraseIndex.of_words(
            (words, self._described(words, naming)) for words, naming in _namings(entries)
        )

    def _described(self, words: tuple[str, ...], naming: Naming) -> Naming:
        """الجيش العراقي is a nominal and no proper name, like any noun with nothing but a relative adjective.

        So are a body's noun, its portfolio and the adjective: وزارة الصحة اللبنانية.
        """
        bare = words[0] in self._body_nouns or (len(words) == 2 and words[0].startswith("ال"))
        if len(words) < 2 or not bare or naming.form != "name":
            return naming
        if self.by_id[naming.actor].kind in ("state", "people", "person"):
            return naming
        described = any(self.demonym(w) is not None for w in words[-2:] if w != words[0])
        return replace(naming, form="nominal") if described else naming

    def demonym(self, folded: str) -> Demonym | None:
        """The state that a folded word, with or without article, is the relative adjective of."""
        found = self.demonyms.get(folded)
        if found is None and folded.startswith("ال"):
            found = self.demonyms.get(folded[2:])
        return found

    def body_of(self, state: str, head: str) -> str | None:
        """The entry of a state's body that goes by a head noun: (usa, الجيش) → usa_army."""
        return self._bodies.get((state, fold(head)))

    def with_adjective(self, words: str, state: str) -> str | None:
        """The entry whose name is the folded words and a state's adjective: (وزاره الداخليه, irq) → irq_moi."""
        for form, demonym in self.demonyms.items():
            if demonym.state == state and not demonym.plural and (named := self.named(f"{words} ال{form}")):
                return named[0].actor
        return None

    def named(self, words: str, proclitics: bool = False) -> tuple[Naming, ...]:
        """The namings whose words are exactly these; with `proclitics` also behind what is written onto the first."""
        tokens = tokenize(words)
        match = self.names.at(tokens, 0, proclitics) if tokens else None
        return match.values if match is not None and match.last == len(tokens) else ()

    def country_of(self, actor: Actor | None) -> str | None:
        """The ISO3 code of the state an actor belongs to, by itself or by its parents."""
        seen: set[str] = set()
        while actor is not None and actor.id not in seen:
            if actor.country:
                return actor.country
            seen.add(actor.id)
            actor = self.by_id.get(actor.parent) if actor.parent else None
        return None


def compile_actors(lexicon: Lexicon) -> ActorBook:
    """The actors of all books; use as `lexicon.build(compile_actors)`."""
    nouns = lexicon.entries("roles/bodies") if "roles/bodies" in lexicon.names() else ()
    bodies = frozenset(fold(word).split()[0] for e in nouns for word in e["words"])
    qualifiers = frozenset(
        fold(w) for e in lexicon.entries("roles/complements") if e["id"] == "qualifier" for w in e["words"]
    )
    return ActorBook([*lexicon.entries("actors/"), *lexicon.entries("outlets/")], bodies, qualifiers)


def _actor(entry: Entry) -> Actor:
    kind = cast(EntityKind, entry.get("kind") or "media")
    iso3 = entry.get("iso3") or _country_of_code(entry.get("code")) or entry.get("country")
    return Actor(
        id=str(entry["id"]),
        kind=kind,
        name=str(entry["name"]),
        code=entry.get("code") or (iso3 if kind == "state" else None),
        parent=entry.get("parent") or entry.get("party"),
        wikidata=entry.get("wikidata"),
        country=iso3,
        iso2=entry.get("iso2"),
        succeeds=entry.get("succeeds"),
    )


def _country_of_code(code: str | None) -> str | None:
    """SYR of `SYR REB`; the codes of international bodies (IGO, NGO, IMG …) are no countries."""
    first = str(code).split()[0] if code else ""
    return (
        first if re.fullmatch(r"[A-Z]{3}", first) and first not in {"IGO", "NGO", "IMG", "MNC", "NGM", "UIS"} else None
    )


def _namings(entries: Sequence[Entry]) -> list[tuple[tuple[str, ...], Naming]]:
    """Every naming of every entry with its folded words; those that only repeat a shorter one left out."""
    raw = [(n, e, key, phrase) for n, e in enumerate(entries) for key, _, _ in _GROUPS for phrase in _list(e.get(key))]
    words = all_phrase_words([phrase for _, _, _, phrase in raw])
    sets: dict[tuple[int, str], set[tuple[str, ...]]] = {}
    for (number, _, key, _), spelled in zip(raw, words, strict=True):
        sets.setdefault((number, key), set()).add(spelled)
    how = {key: (meaning, form) for key, meaning, form in _GROUPS}
    found: list[tuple[tuple[str, ...], Naming]] = []
    for (number, entry, key, _), spelled in zip(raw, words, strict=True):
        unsure = spelled in sets.get((number, "ambiguous"), ())
        whole = sets.get((number, "name"), set()) | sets.get((number, "aliases"), set()) if len(spelled) > 1 else set()
        if key == "latin" and len("".join(spelled)) < 3:  # RT, AP: two letters stand for too much else
            continue
        if key == "metonyms" and spelled in sets.get((number, "capital"), ()):
            continue
        if _repeats(spelled, whole, entry.get("kind") == "person"):
            continue
        meaning, form = how[key]
        initials = len(spelled) > 1 and all(len(word) <= 2 for word in spelled)  # أ ف ب
        found.append((spelled, Naming(str(entry["id"]), "acronym" if initials else form, meaning, unsure)))
    return found


def _repeats(words: tuple[str, ...], whole: set[tuple[str, ...]], person: bool) -> bool:
    """True for a name and what it is for or under (التحالف الدولي ضد …), two names, and for a person with a title."""
    cut = next((n for n, word in enumerate(words) if n and word in _TAILS), 0)
    titled = person and len(words) > 2 and words[0].startswith("ال")
    return (cut > 0 and words[:cut] in whole) or (titled and words[1:] in whole)


def _demonym_forms(demonym: Mapping[str, Any] | None) -> Iterator[tuple[str, bool]]:
    """Folded forms without article, with whether each can mean the people."""
    if not demonym:
        return
    for key in ("m", "f", "pl"):
        for form in _list(demonym.get(key)):
            bare = fold(form[2:] if form.startswith("ال") else form)
            yield bare, key == "pl"
            if key == "m":
                yield bare + "ا", False
                for ending in _PLURALS:
                    yield bare + ending, ending in ("ون", "ين", "ات")


def _list(value: Any) -> list[str]:
    """A field's texts: nothing, one, a list of them, or mappings that hold theirs under `text`."""
    if not value or value is True:
        return []
    items = value if isinstance(value, list) else [value]
    return [str(i.get("text") or i.get("name")) if isinstance(i, dict) else str(i) for i in items if i]
