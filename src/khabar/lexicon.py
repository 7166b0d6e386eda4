"""The only reader of `data/`: loads the books of vocabulary, checks their form, keeps a parsed copy, hands them out.

A book is one YAML file with `source`, `licence` and `entries`. Rooms turn the entries of their books into whatever
they search with, through `Lexicon.build`, which remembers the result: one compilation a lexicon, no globals.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from khabar.errors import DataError
from khabar.settings import cache_folder, load_settings
from khabar.text.nounphrases import NounPhrases
from khabar.text.numbers import NumberWords
from khabar.text.verbs import VerbForms

DATA = Path(__file__).parent / "data"
FORMS = "verbs/forms.tsv"
PARSED = "parsed"  # folder of the copy that a wheel brings (`hatch_build.py`)
_FORM = b"2"  # of the kept copy; another number makes old copies unread

T = TypeVar("T")
Entry = Mapping[str, Any]


class Lexicon:
    """The vocabulary: books by name (`times/months` is `data/times/months.yaml`)."""

    def __init__(self, books: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
        self._books = books
        self._built: dict[Callable[[Lexicon], Any], Any] = {}
        self.folder = folder

    def names(self, under: str = "") -> tuple[str, ...]:
        """The names of all books, or of those in the folder `under`, sorted."""
        return tuple(sorted(n for n in self._books if not under or n.startswith(under.rstrip("/") + "/")))

    def book(self, name: str) -> Mapping[str, Any]:
        """A whole book with its header keys. Raises `DataError` for a name that no file has."""
        if name not in self._books:
            raise DataError(f"no book of vocabulary {name!r} in {self.folder}; reinstall Khabar")
        return self._books[name]

    def entries(self, name: str) -> tuple[Entry, ...]:
        """The entries of one book, or of all books in a folder when `name` ends in `/`, in order."""
        if name.endswith("/"):
            return tuple(e for n in self.names(name) for e in self._books[n]["entries"])
        return tuple(self.book(name)["entries"])

    def build(self, compile_: Callable[[Lexicon], T]) -> T:
        """What `compile_` makes of this lexicon, made once."""
        if compile_ not in self._built:
            self._built[compile_] = compile_(self)
        return cast(T, self._built[compile_])


def compile_verb_forms(lexicon: Lexicon) -> VerbForms:
    """The table of inflected forms; use as `lexicon.build(compile_verb_forms)`."""
    path = lexicon.folder / FORMS
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror}); reinstall Khabar") from error
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return VerbForms((form, lemma, tags) for form, lemma, tags in rows)


def compile_number_words(lexicon: Lexicon) -> NumberWords:
    """The words of numbers; use as `lexicon.build(compile_number_words)`."""
    return NumberWords(lexicon.entries("numbers/"))


def compile_noun_phrases(lexicon: Lexicon) -> NounPhrases:
    """The reader of noun phrases; use as `lexicon.build(compile_noun_phrases)`."""
    classes = {str(e["id"]): e["words"] for e in lexicon.entries("text/words")}
    return NounPhrases(classes, lexicon.build(compile_verb_forms))


def load_lexicon(folder: Path = DATA, cache: Path | None = None) -> Lexicon:
    """The lexicon of `folder`. Parsed books are kept in the cache folder under the hash of their bytes.

    A wheel brings the parsed copy of its own books, which is read where no book was changed since. Either copy only
    saves time: where none can be read the books are parsed again. Raises `DataError`, naming file and entry, for a
    book that breaks the rules of its form.
    """
    paths = sorted(folder.rglob("*.yaml"))
    contents = {p.relative_to(folder).with_suffix("").as_posix(): p.read_bytes() for p in paths}
    digest = hashlib.sha256(_FORM)
    for name, content in contents.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    name = f"lexicon-{digest.hexdigest()[:32]}.json"
    brought = folder / PARSED / name
    kept = brought if brought.is_file() else (cache or cache_folder(load_settings())) / name
    books = _read_cache(kept)
    if books is None:
        books = {name: parse_book(name, content) for name, content in contents.items()}
        _write_cache(kept, books)
    return Lexicon(books, folder)


def parse_book(name: str, content: bytes) -> dict[str, Any]:
    """One book from its YAML. Raises `DataError` where the header or the entries are not as they must be."""
    import yaml

    try:
        book = yaml.load(content, Loader=_yaml_loader())  # noqa: S506 (a safe loader, in C where there is one)
    except yaml.YAMLError as error:
        raise DataError(f"{name}.yaml is no valid YAML: {error}") from error
    if not isinstance(book, dict):
        raise DataError(f"{name}.yaml must be a mapping with source, licence and entries")
    for key in ("source", "licence", "entries"):
        if not book.get(key):
            raise DataError(f"{name}.yaml lacks {key!r}")
    if not isinstance(book["entries"], list) or not all(isinstance(e, dict) for e in book["entries"]):
        raise DataError(f"{name}.yaml: entries must be a list of mappings")
    return cast(dict[str, Any], json.loads(json.dumps(book, ensure_ascii=False, default=str)))


def _yaml_loader() -> Any:
    """A safe loader for which `yes` and `no` are words, as in YAML 1.2: examples stand under keys of that name."""
    import yaml

    loader: Any = type("BookLoader", (getattr(yaml, "CSafeLoader", yaml.SafeLoader),), {})
    bool_tag = "tag:yaml.org,2002:bool"
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != bool_tag]
        for first, resolvers in loader.yaml_implicit_resolvers.items()
    }
    loader.add_implicit_resolver(bool_tag, re.compile(r"(?:true|false)\Z"), list("tf"))
    return loader


def _read_cache(path: Path) -> dict[str, Any] | None:
    try:
        return cast(dict[str, Any], json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def _write_cache(path: Path, books: dict[str, Any]) -> None:
    """Written beside and renamed, so that a reader never sees half of it; failing is no error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(books, file, ensure_ascii=False)
        Path(name).replace(path)
    except OSError:
        return
