"""The examples in the books of this room, executed: offices, honorifics, bodies, head nouns."""

from __future__ import annotations

import pytest

from khabar.lexicon import Entry, Lexicon, load_lexicon
from khabar.mentions.bodies import compile_bodies, find_bodies
from khabar.mentions.people import PeopleFinder, compile_roles
from khabar.mentions.toponyms import PlaceFinder
from naming import candidates_of, text_of

BOOKS = load_lexicon()


def entries(book: str) -> list[Entry]:
    """The entries of a book that have examples."""
    return [e for e in BOOKS.entries(book) if e["examples"]["yes"] or e["examples"]["no"]]


@pytest.mark.parametrize("entry", entries("roles/offices"), ids=lambda e: e["id"])
def test_offices(entry: Entry, lexicon: Lexicon) -> None:
    """A role phrase begins with the office in every yes, and in no no."""
    offices = lexicon.build(compile_roles).offices
    for example in entry["examples"]["yes"]:
        found = offices.at(text_of(example).tokens, 0)
        assert found is not None, example
        assert entry["id"] in [o.id for o in found.values], example
    for example in entry["examples"]["no"]:
        found = offices.at(text_of(example).tokens, 0)
        if found is not None and entry.get("needs_name"):
            persons, bare = PeopleFinder(text_of(example), lexicon, {}, {}).find()
            assert (persons, bare) == ([], []), example
        else:
            assert found is None, example


@pytest.mark.parametrize("entry", entries("roles/sectors"), ids=lambda e: e["id"])
def test_sectors(entry: Entry, lexicon: Lexicon) -> None:
    """A word of the sector stands in every yes; in no no does it stand before a word of another."""
    sectors = lexicon.build(compile_roles).sectors
    for example in entry["examples"]["yes"]:
        assert next(sectors.scan(text_of(example).tokens)).values == (entry["sector"],), example
    for example in entry["examples"]["no"]:
        found = next(iter(sectors.scan(text_of(example).tokens)), None)
        assert found is None or found.values != (entry["sector"],), example


@pytest.mark.parametrize("entry", entries("roles/bodies"), ids=lambda e: e["id"])
def test_bodies(entry: Entry, lexicon: Lexicon) -> None:
    """Every yes is one body of this kind from end to end; no no is one of a state that it names."""
    for example in entry["examples"]["yes"]:
        found = find_bodies(text_of(example), lexicon)
        assert [(c.text, c.rule) for c in found] == [(example, f"mention.body.{entry['id']}")], example
    for example in entry["examples"]["no"]:
        assert [c for c in find_bodies(text_of(example), lexicon) if c.actor] == [], example
    assert lexicon.build(compile_bodies)


def test_bare_bodies(lexicon: Lexicon) -> None:
    """Every word that names a body without adjective is one of its words, and is found as such."""
    for entry in BOOKS.entries("roles/bodies"):
        for word in entry.get("bare", ()):
            said = f"{word} الصحة" if entry.get("apart") else word
            assert [c.text for c in find_bodies(text_of(f"أعلنت {said} ذلك"), lexicon)] == [said], word


@pytest.mark.parametrize("entry", entries("places/heads"), ids=lambda e: e["id"])
def test_heads(entry: Entry, lexicon: Lexicon) -> None:
    """After the noun of a yes stands a place that ends where the phrase does; after that of a no, none."""
    for example in entry["examples"]["yes"]:
        found = PlaceFinder(text_of(example), lexicon, {}).find()
        assert found and found[-1].end == len(example), (example, found)
    for example in entry["examples"]["no"]:
        assert PlaceFinder(text_of(example), lexicon, {}).find() == [], example


@pytest.mark.parametrize("entry", entries("roles/honorifics"), ids=lambda e: e["id"])
def test_honorifics(entry: Entry, lexicon: Lexicon) -> None:
    """The honorific of a yes is known before the name; that of a no does not match."""
    honorifics = lexicon.build(compile_roles).honorifics
    for example in entry["examples"]["yes"]:
        assert honorifics.at(text_of(example).tokens, 0) is not None, example
    for example in entry["examples"]["no"]:
        assert honorifics.at(text_of(example).tokens, 0) is None, example


@pytest.mark.parametrize("entry", entries("roles/introductions"), ids=lambda e: e["id"])
def test_introductions(entry: Entry, lexicon: Lexicon) -> None:
    """A noun of introduction makes an ambiguous name certain."""
    for example in entry["examples"]["yes"]:
        assert [c.kind for c in candidates_of(example, lexicon) if c.actor] == [entry["id"]], example
