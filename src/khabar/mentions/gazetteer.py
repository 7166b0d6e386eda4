"""Names of places: the compiled index that comes with Khabar, the hand-made books, and indexes of the user's own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from khabar.errors import DataError
from khabar.lexicon import Entry, Lexicon
from khabar.mentions.index_file import COMMON, EXTENDS, IndexFile, PlaceRow
from khabar.settings import load_settings
from khabar.text.fold import fold
from khabar.text.phrases import all_phrase_words, phrase_words

INDEX = "gazetteer/places.khg"
_KEPT = 50_000
_SPELLED = 4  # letters below which one more or less makes another name
_VOWELS = "اوي"
_ENDINGS = "هاي"
_ALIKE = {"ص": "س", "س": "ص", "ط": "ت", "ت": "ط", "ظ": "ض", "ض": "ظ", "ذ": "د", "ق": "ك", "ك": "ق"}


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the gazetteer knows of a spelling: the places so called, and whether longer names begin with it.

    `common`: the spelling is an ordinary word or a person's name too, so that it needs a head noun to be a place.
    """

    rows: tuple[int, ...] = ()
    extends: bool = False
    common: bool = False


_NOTHING = Lookup()


class Gazetteer:
    """All places by spelling. Answers are kept for the spellings asked most lately; nothing else changes."""

    def __init__(self, files: Sequence[IndexFile], entries: Sequence[Entry] = ()) -> None:
        self._files = files
        self._bases = [sum(f.size for f in files[:n]) for n in range(len(files) + 1)]
        self._own: dict[int, PlaceRow] = {}
        self._by_hand: dict[str, Lookup] = {}
        self._kept: dict[str, Lookup] = {}
        self._rows: dict[int, PlaceRow] = {}
        namings = [[str(entry["name"]), *entry.get("aliases", ())] for entry in entries]
        words = iter(all_phrase_words([name for names in namings for name in names]))
        for entry, names in zip(entries, namings, strict=True):
            self._add(entry, names, [next(words) for _ in names])

    def lookup(self, key: str) -> Lookup:
        """What is known of a key: folded, without blanks."""
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) > _KEPT:
                self._kept.clear()
            found = self._kept[key] = self._lookup(key)
        return found

    def row(self, row: int) -> PlaceRow:
        """The place that a lookup named."""
        found = self._own.get(row) or self._rows.get(row)
        if found is None:
            if len(self._rows) > _KEPT:
                self._rows.clear()
            number = max(n for n, base in enumerate(self._bases[:-1]) if base <= row)
            found = self._rows[row] = replace(self._files[number].row(row - self._bases[number]), row=row)
        return found

    def by_hand(self, row: PlaceRow) -> bool:
        """True for a place of the hand-made books that no index has."""
        return row.row in self._own

    def places(self, name: str) -> Iterator[PlaceRow]:
        """The places of a name as people write it, best first."""
        for row in self.lookup(place_key(name)).rows:
            yield self.row(row)

    def every(self) -> Iterator[PlaceRow]:
        """All places, in the order of their rows."""
        for base, file in zip(self._bases, self._files, strict=False):
            for number in range(file.size):
                yield replace(file.row(number), row=base + number)
        yield from self._own.values()

    def variants(self, name: str) -> Iterator[PlaceRow]:
        """The places whose name is spelled as `name` but for one letter that writers add, leave out or exchange."""
        seen: set[int] = set()
        for key in other_spellings(place_key(name)):
            for row in self.lookup(key).rows:
                if row not in seen:
                    seen.add(row)
                    yield self.row(row)

    def _lookup(self, key: str) -> Lookup:
        found = self._by_hand.get(key, _NOTHING)
        rows, extends, common = found.rows, found.extends, found.common
        for base, file in zip(self._bases, self._files, strict=False):
            name = file.find(key)
            if name >= 0:
                flags = file.flags(name)
                rows += tuple(base + r for r in file.rows(name) if base + r not in rows)
                extends, common = extends or bool(flags & EXTENDS), common or bool(flags & COMMON)
        return Lookup(rows, extends, found.common if found.rows else common) if rows or extends else _NOTHING

    def _add(self, entry: Entry, names: Sequence[str], spelled: Sequence[tuple[str, ...]]) -> None:
        """A hand-made entry: other names of a place that the index has (`of`), or a place of its own.

        `spelled` are the words of its names.
        """
        row = self._existing(entry) if entry.get("of") else None
        if row is None:
            row = PlaceRow(
                row=self._bases[-1] + len(self._own),
                name=names[0],
                kind=entry.get("kind", "locality"),
                lat=entry.get("lat"),
                lon=entry.get("lon"),
                country=entry.get("country"),
                admin1=entry.get("admin1"),
                admin2=entry.get("admin2"),
                population=int(entry.get("population", 0)),
                geonames=entry.get("geonames"),
                wikidata=entry.get("wikidata"),
                aliases=tuple(names[1:]),
            )
            self._own[row.row] = row
        for words in spelled:
            self._note("".join(words), Lookup((row.row,), False, bool(entry.get("common"))))
            for cut in range(1, len(words)):
                self._note("".join(words[:cut]), Lookup((), True))

    def _existing(self, entry: Entry) -> PlaceRow | None:
        """The row that `of` names: of the places so called the first town, else the first, that fits its keys."""
        wanted = entry["of"]
        fitting = [
            place
            for place in self.places(str(wanted["name"]))
            if all(wanted.get(key) in (None, getattr(place, key)) for key in ("geonames", "country", "admin1"))
        ]
        return next((p for p in fitting if p.kind == "locality"), fitting[0] if fitting else None)

    def _note(self, key: str, new: Lookup) -> None:
        old = self._by_hand.get(key, _NOTHING)
        rows = old.rows + tuple(r for r in new.rows if r not in old.rows)
        self._by_hand[key] = Lookup(rows, old.extends or new.extends, old.common or new.common)


def place_key(name: str) -> str:
    """The key of a name as people write it."""
    return "".join(phrase_words(name)) if name else fold(name)


def other_spellings(key: str) -> Iterator[str]:
    """Other ways to write a key of at least four letters after its article: one step from it, with and without article.

    A step is a long vowel more or less, another of the two letters that speech takes for one, or another ending
    (قورقانيا, قورقنيا; الظهور, الضهور; قوقفين, قوقفينة).
    """
    article, bare = ("ال", key[2:]) if key.startswith("ال") else ("", key)
    if len(bare) < _SPELLED:
        return
    yield bare if article else "ال" + key
    for other in _one_step(bare):
        yield article + other
        if len(bare) > _SPELLED:
            yield other if article else "ال" + other


def _one_step(word: str) -> Iterator[str]:
    for at in range(1, len(word)):
        if word[at] in _VOWELS:
            yield word[:at] + word[at + 1 :]
        yield from (word[:at] + vowel + word[at:] for vowel in _VOWELS)
    for at, letter in enumerate(word):
        if letter in _ALIKE:
            yield word[:at] + _ALIKE[letter] + word[at + 1 :]
    if word[-1] in _ENDINGS:
        yield word[:-1]
        yield from (word[:-1] + ending for ending in _ENDINGS if ending != word[-1])
    else:
        yield from (word + ending for ending in _ENDINGS)


def compile_gazetteer(lexicon: Lexicon) -> Gazetteer:
    """The gazetteer of a lexicon; use as `lexicon.build(compile_gazetteer)`. Without index, the books alone serve."""
    index = lexicon.folder / INDEX
    files = [IndexFile(index)] if index.exists() else []
    for given in filter(None, str(load_settings()["gazetteer"]).split(os.pathsep)):
        if not Path(given).is_file():
            raise DataError(f"the setting gazetteer names {given}, which is no file; correct or unset KHABAR_GAZETTEER")
        files.append(IndexFile(Path(given)))
    return Gazetteer(files, lexicon.entries("places/gazetteer/"))
