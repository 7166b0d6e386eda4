"""Families and clans named in a text: by the word before their name, of the book `export/families`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khabar.lexicon import Lexicon
from khabar.mentions.words import NameBook, compile_names
from khabar.text.fold import fold

# What opens a name of two words: أبو عيطة، بني هلال.
_OPENINGS = "ابو|ابي|ابا|البو|بو|بني|ابن"


@dataclass(frozen=True, slots=True)
class FamilyName:
    """A family's name, and the word before it with it, both folded.

    `name` is empty where the word is not known as a name: it is hidden behind that word and nowhere else.
    """

    name: str
    phrase: str


class Families:
    """What tells families and clans; and the peoples and confessions that are none."""

    def __init__(self, lexicon: Lexicon) -> None:
        """From the books `export/families` and `actors/peoples`, and the names that are known."""
        self._kinds = {fold(str(w)): str(e["id"]) for e in lexicon.entries("export/families") for w in e["words"]}
        self._names: NameBook = lexicon.build(compile_names)
        heads = "|".join(sorted(map(re.escape, self._kinds), key=len, reverse=True))
        self._pattern = re.compile(
            rf"(?<!\w)[وفبلك]?(?P<head>{heads})\s+(?P<name>(?:(?:{_OPENINGS})\s+)?[^\W\d_]+)(?!\w)"
        )
        peoples = lexicon.entries("actors/peoples")
        self._peoples = frozenset(fold(str(n)) for e in peoples for n in (e["name"], *e.get("aliases", ())))

    def is_people(self, name: str) -> bool:
        """Whether that is a people or a confession, which tells of nobody in particular."""
        return fold(name) in self._peoples

    def named(self, text: str) -> Iterator[FamilyName]:
        """The families and clans named in a text, in order."""
        for match in self._pattern.finditer(fold(text)):
            head, name = match["head"], match["name"]
            kind = self._kinds[head]
            if self._is_name(kind, name):
                known = kind == "clan" or " " in name or self._is_known(name)
                yield FamilyName(name if known else "", f"{head} {name}")

    def _is_known(self, word: str) -> bool:
        return self._names.is_name(word) and not self._names.is_ordinary(word)

    def _is_name(self, kind: str, name: str) -> bool:
        last = name.split()[-1]
        if " " in name or self._is_known(name):
            return last not in self._names.closed
        return kind != "many" and (kind == "clan" or name.startswith("ال")) and self._names.may_be_name(name)


def compile_families(lexicon: Lexicon) -> Families:
    """The families of a lexicon; use as `lexicon.build(compile_families)`."""
    return Families(lexicon)
