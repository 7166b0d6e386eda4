"""Closed classes of words, and what of a lexicon's names is known, as the grammars of this room ask for them."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.lexicon import Lexicon
from khabar.objects import Token
from khabar.text.fold import fold

NAMES = "names/names.txt"
COMMON = "names/common.txt"
_CLOSED = (
    "complementiser",
    "preposition",
    "conjunction",
    "relative",
    "demonstrative",
    "pronoun",
    "negation",
    "particle",
    "day",
)
_CONNECTORS = frozenset(
    {"بن", "ابن", "بنت", "ال", "ابو", "ابي", "ام", "عبد", "دي", "دو", "فان", "فون", "ديل", "دا", "لو", "ماك", "ذو"}
)


@dataclass(frozen=True, slots=True)
class NameBook:
    """Folded units of persons' names and the words that bound them.

    `given` and `surnames` are names; `common` are frequent ordinary words, which no unknown name may be;
    `closed` are function words; `ordinals` end a ruler's name (محمد السادس) and are none by themselves.
    """

    given: frozenset[str]
    surnames: frozenset[str]
    common: frozenset[str]
    closed: frozenset[str]
    ordinals: frozenset[str]

    def is_particle(self, token: Token) -> bool:
        """True for a function word; على is told from the name علي by its written form."""
        return (
            token.text == "على"
            or token.fold in self.closed
            or (token.fold[:1] in "وف" and token.fold[1:] in self.closed)
        )

    def is_given(self, word: str) -> bool:
        """True for a known first name."""
        return word in self.given

    def is_name(self, word: str) -> bool:
        """True for a known unit of a name, with or without article."""
        return word in self.given or word in self.surnames or (word[:2] == "ال" and word[2:] in self.surnames)

    def is_connector(self, word: str) -> bool:
        """True for a unit that only joins others (بن، أبو، آل)."""
        return word in _CONNECTORS

    def is_ordinary(self, word: str) -> bool:
        """True for a frequent word that is no name."""
        return word in self.common

    def may_be_name(self, word: str) -> bool:
        """True for a word that nothing else explains: neither function word nor frequent ordinary word."""
        return len(word) > 1 and word not in self.closed and word not in self.common


def compile_names(lexicon: Lexicon) -> NameBook:
    """The names of a lexicon; use as `lexicon.build(compile_names)`. In `names.txt` a line is `unit TAB g|s|gs`."""
    given, surnames = set(), set()
    for line in _lines(lexicon, NAMES):
        unit, _, roles = line.partition("\t")
        if "g" in roles:
            given.add(unit)
        if "s" in roles:
            surnames.add(unit)
    ordinals: set[str] = set()
    targets = {"given": given, "surname": surnames, "ordinal": ordinals}
    for entry in lexicon.entries("names/"):
        targets[entry["part"]].update(fold(w) for w in entry["words"])
    common = frozenset(_lines(lexicon, COMMON))
    return NameBook(frozenset(given), frozenset(surnames), common, closed_words(lexicon), frozenset(ordinals))


def closed_words(lexicon: Lexicon) -> frozenset[str]:
    """The folded function words of `text/words`."""
    if "text/words" not in lexicon.names():
        return frozenset()
    words = frozenset(fold(w) for e in lexicon.entries("text/words") if e["id"] in _CLOSED for w in e["words"])
    return words - {fold("علي")}


def _lines(lexicon: Lexicon, name: str) -> list[str]:
    path = lexicon.folder / name
    if not path.exists():
        return []
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
