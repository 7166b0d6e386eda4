"""The vocabulary: loading it, and the lint that every book must pass."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from khabar.errors import DataError
from khabar.lexicon import DATA, PARSED, Lexicon, load_lexicon, parse_book

BOOKS = tuple(p.relative_to(DATA).with_suffix("").as_posix() for p in sorted(DATA.rglob("*.yaml")))
TABLES = tuple(p.relative_to(DATA).as_posix() for p in sorted(DATA.rglob("*")) if p.suffix in (".tsv", ".txt", ".csv"))

# Books that only name things: their entries decide nothing by themselves, so they need no examples.
PLAIN = (
    "actors/", "outlets/", "sheets/", "numbers/", "places/countries", "places/gazetteer/", "counts/words", "verbs/",
    "text/", "times/words", "times/anniversaries", "statements/nouns", "statements/phrases", "roles/introductions",
    "places/context", "collect/columns", "desk/", "statements/stances",
)  # fmt: skip

# Licences under which data may ship with an Apache-2.0 package; what asks for attribution is named in NOTICE.
LICENCES = ("Apache-2.0", "CC0", "CC BY 4.0", "public domain", "Unicode")

# A proclitic or the sign of a Hijri year written by itself (لـ، بـ، الـ، هـ) ends in tatweel rightly.
BARE = re.compile("(?<![\u0621-\u0652])(?:[لبكوه]|ال)\u0640(?![\u0621-\u0652\u0640])")
# Tatweel elsewhere, and letters of Persian, Kurdish and Urdu that look like Arabic ones: allowed only in an entry whose
# `letters` lists them, because a pattern with the wrong ya never matches an Arabic text and nobody sees why.
UNUSUAL = set("\u0640کگچپژیۀەھہڤڭڨ")
FORBIDDEN = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufb50-\ufdff\ufe70-\ufefe\x00-\x08\x0b-\x1f\x7f-\x9f]"
)


def strings(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every string in a node with the path of keys to it, keys included."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield path, str(key)
            yield from strings(value, f"{path}/{key}")
    elif isinstance(node, list):
        for value in node:
            yield from strings(value, path)
    elif isinstance(node, str):
        yield path, node


def test_no_two_actors_share_an_id(lexicon: Lexicon) -> None:
    """Each actor and outlet is one entry of one book, so that no book overrules another in silence."""
    books = [name for name in BOOKS if name.startswith(("actors/", "outlets/"))]
    ids = [entry["id"] for name in books for entry in lexicon.entries(name)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_states_source_licence_and_unique_ids(lexicon: Lexicon, name: str) -> None:
    """Where a book comes from and how it may be used stand in it; no two entries share an id."""
    book = lexicon.book(name)
    assert isinstance(book["source"], str) and len(book["source"]) > 5
    assert book["licence"].startswith(LICENCES), f"{book['licence']} is not among the licences that may ship"
    ids = [e["id"] for e in book["entries"] if "id" in e]
    assert len(ids) == len(set(ids)), f"twice: {sorted({i for i in ids if ids.count(i) > 1})}"


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_is_spelled_with_the_right_code_points(lexicon: Lexicon, name: str) -> None:
    """No invisible controls, no presentation forms, composed letters; foreign letters only where an entry says so."""
    for entry in (*lexicon.entries(name), {k: v for k, v in lexicon.book(name).items() if k != "entries"}):
        allowed = set(entry.get("letters", ""))
        for path, text in strings(entry):
            where = f"{name} {entry.get('id', '')}{path}: {text!r}"
            assert not FORBIDDEN.search(text), where
            assert unicodedata.normalize("NFC", text) == text, f"{where} is not composed"
            foreign = (UNUSUAL - allowed) & set(BARE.sub("", text))
            assert path in ("/letters", "/about") or not foreign, f"{where} needs `letters`"
            assert path == "/about" or text == text.strip(), f"{where} has blanks around it"


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_spelled_with_the_right_code_points(name: str) -> None:
    """Generated tables and lists hold nothing invisible either, and end with a line break."""
    text = (DATA / name).read_text("utf-8")
    assert text.endswith("\n")
    found = FORBIDDEN.search(text)
    assert found is None, f"{name} at {found.start()}: U+{ord(found.group()):04X}" if found else ""


@pytest.mark.parametrize("name", [n for n in BOOKS if not n.startswith(PLAIN)])
def test_every_rule_has_an_example_and_a_counterexample(lexicon: Lexicon, name: str) -> None:
    """Whoever reads a rule sees what it is for and what it must leave alone; its room's tests execute both."""
    for entry in lexicon.entries(name):
        examples = entry.get("examples")
        where = f"{name} {entry.get('id', '')}"
        assert isinstance(examples, dict), f"{where} has no examples"
        assert set(examples) == {"yes", "no"}, f"{where} needs examples under `yes` and `no`"
        assert examples["yes"] or examples["no"], f"{where} has no examples"
        assert all(isinstance(x, str | dict) and x for kind in ("yes", "no") for x in examples[kind]), where


def test_the_same_books_load_from_the_cache(tmp_path: Path) -> None:
    """The parsed copy says what the books say; a broken copy is made anew."""
    first = load_lexicon(cache=tmp_path)
    (kept,) = tmp_path.iterdir()
    again = load_lexicon(cache=tmp_path)
    assert first.names() == again.names()
    assert all(first.book(n) == again.book(n) for n in first.names())
    kept.write_text("{half", encoding="utf-8")
    assert load_lexicon(cache=tmp_path).names() == first.names()
    assert json.loads(kept.read_text("utf-8"))


def test_a_changed_book_is_not_read_from_the_old_copy(tmp_path: Path) -> None:
    """What is cached belongs to the bytes it was made of."""
    data, cache = tmp_path / "data", tmp_path / "cache"
    data.mkdir()
    book = data / "a.yaml"
    for word in ("one", "two"):
        book.write_text(f"source: test\nlicence: CC0\nentries:\n  - id: {word}\n", encoding="utf-8")
        assert load_lexicon(data, cache).entries("a")[0]["id"] == word


def test_the_copy_that_a_wheel_brings_serves_its_own_books_only(tmp_path: Path) -> None:
    """A parsed copy beside the books is read without the cache, and no longer once a book has changed."""
    data, cache = tmp_path / "data", tmp_path / "cache"
    (data / PARSED).mkdir(parents=True)
    book = data / "a.yaml"
    book.write_text("source: test\nlicence: CC0\nentries:\n  - id: one\n", encoding="utf-8")
    load_lexicon(data, cache)
    (made,) = cache.iterdir()
    made.rename(data / PARSED / made.name)
    assert load_lexicon(data, cache).entries("a")[0]["id"] == "one"
    assert list(cache.iterdir()) == []
    book.write_text(book.read_text("utf-8").replace("one", "two"), encoding="utf-8")
    assert load_lexicon(data, cache).entries("a")[0]["id"] == "two"


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    """A file where the cache folder should be, or a read-only home, stops nobody from reading."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert load_lexicon(cache=blocked / "cache").names()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("entries: [", "no valid YAML"),
        ("- a", "must be a mapping"),
        ("source: s\nlicence: l\n", "lacks 'entries'"),
        ("source: s\nentries: [{id: a}]", "lacks 'licence'"),
        ("source: s\nlicence: l\nentries: [a]", "list of mappings"),
    ],
)
def test_a_book_that_breaks_the_form_is_named(content: str, words: str) -> None:
    """Whoever edits vocabulary is told which file is wrong and how."""
    with pytest.raises(DataError, match=words) as error:
        parse_book("room/book", content.encode())
    assert "room/book.yaml" in str(error.value)


def test_yaml_cannot_make_objects() -> None:
    """A book is data: a tag that would run code is refused."""
    with pytest.raises(DataError):
        parse_book("a", b"source: s\nlicence: l\nentries: [!!python/object/apply:os.getcwd {}]")


def test_books_of_a_folder_come_together(lexicon: Lexicon) -> None:
    """`entries('room/')` is all books of the room in order of names; an unknown book is an error with a remedy."""
    names = lexicon.names("times")
    assert names and all(n.startswith("times/") for n in names)
    assert lexicon.entries("times/") == tuple(e for n in names for e in lexicon.entries(n))
    with pytest.raises(DataError, match="reinstall"):
        lexicon.book("times/no-such")


def test_what_is_built_is_built_once(lexicon: Lexicon) -> None:
    """Compiling a book happens once a lexicon."""
    calls: list[Lexicon] = []

    def compile_(given: Lexicon) -> object:
        calls.append(given)
        return object()

    assert lexicon.build(compile_) is lexicon.build(compile_)
    assert calls == [lexicon]
