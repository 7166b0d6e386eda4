"""Who an actor is: codes, kinds and links of everything that is no person and no place."""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.lexicon import Lexicon
from khabar.mentions.actors import Actor, ActorBook, compile_actors
from khabar.mentions.gazetteer import Gazetteer, compile_gazetteer
from khabar.objects import Links
from khabar.text.phrases import PhraseIndex
from khabar.text.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Identity:
    """What the books know of an actor: its code (ISO3 and PLOVER sector), its country, its other identifiers."""

    name: str | None = None
    code: str | None = None
    country: str | None = None
    links: Links = field(default_factory=Links)


def identify(actor: str, lexicon: Lexicon) -> Identity:
    """The identity behind a candidate's `actor`: an entry's id, or `state/SECTOR…` for a body of a state."""
    book: ActorBook = lexicon.build(compile_actors)
    state, _, rest = actor.partition("/")
    entry: Actor | None = book.by_id.get(state if rest else actor)
    if entry is None:
        return Identity()
    country = book.country_of(entry)
    if rest:
        return Identity(None, f"{country} {rest.split('/')[0]}" if country else None, country)
    return Identity(entry.name, entry.code, country, Links(wikidata=entry.wikidata))


def unknown_code(kind: str, name: str, lexicon: Lexicon, home: str | None = None) -> str | None:
    """The code of an actor that no book knows: its state and its kind's sector, as its own name tells them.

    A body of a state that names none is of `home`, the report's country (ISO3), and so is an armed group. Associations
    are of no state. None where neither tells a single state.
    """
    country = country_named(name, lexicon)
    if kind == "organization":
        found = lexicon.build(compile_firsts).at(tokenize(name), 0)
        sector = found.values[0] if found is not None else ""
        if sector == "NGO":
            return sector
        country = country or (_of_town(name, home, lexicon) if sector else None)
        return f"{country} {sector}".rstrip() if country else None
    country = country or (home if kind == "armed_group" else None)
    sector = {"armed_group": " REB", "media": " JRN"}.get(kind, "")
    return f"{country}{sector}" if country else None


def _of_town(name: str, home: str | None, lexicon: Lexicon) -> str | None:
    """The country of the town that a body's name ends with (بلدية صيدا); `home` where it may be there."""
    gazetteer: Gazetteer = lexicon.build(compile_gazetteer)
    countries = {row.country for row in gazetteer.places(name.partition(" ")[2])}
    if not countries or home in countries:
        return home
    return countries.pop() if len(countries) == 1 else None


def compile_firsts(lexicon: Lexicon) -> PhraseIndex[str]:
    """The sector of a body by the first words of its name; use as `lexicon.build(compile_firsts)`."""
    return PhraseIndex((w, e["sector"]) for e in lexicon.entries("roles/sectors") for w in e.get("firsts", ()))


def country_named(text: str, lexicon: Lexicon) -> str | None:
    """The ISO3 code of the state that a phrase names, by name or relative adjective; None for none or several.

    Names that several may bear say nothing (المقاومة الشعبية), nor do outlets: السفير، الجمهورية and اللواء are
    papers, and in a phrase an ambassador, a state and a general.
    """
    book: ActorBook = lexicon.build(compile_actors)
    tokens = tokenize(text)
    found: list[str] = []
    for match in book.names.scan(tokens):
        named = [book.by_id[n.actor] for n in match.values if not n.ambiguous]
        found += [c for actor in named if actor.kind != "media" and (c := book.country_of(actor))]
    for token in tokens:
        demonym = next((d for _, s in token.stems if (d := book.demonym(s))), None)
        country = book.country_of(book.by_id[demonym.state]) if demonym else None
        found += [country] if country else []
    return found[0] if len(set(found)) == 1 else None
