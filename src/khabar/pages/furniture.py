"""Lines of a page that are not the report: by the furniture lexicon (`data/furniture/`) and by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from khabar.lexicon import Lexicon
from khabar.objects import FurnitureKind
from khabar.text.fold import fold

_WORDS = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W_]")
_CLOSES = frozenset("×✕✖✗✘xX⨯╳")
DEFAULT_WORDS = 12
_LABEL = 5  # words of one label among others


@dataclass(frozen=True, slots=True)
class FurnitureRule:
    """One entry of the lexicon. `opens`: short lines after it belong to it, up to the next prose; `to_end`: all do.

    `opens_short` is the same for lines of at most four words. `publisher` lines name the site; a `paywall` line says
    that the rest is for subscribers; after a `tags` line stand the page's keywords. `words` is the length in words
    up to which the rule holds: a longer line is prose that begins alike.
    """

    id: str
    kind: FurnitureKind
    words: int = DEFAULT_WORDS
    opens: bool = False
    opens_short: bool = False
    to_end: bool = False
    head_only: bool = False
    publisher: bool = False
    paywall: bool = False
    tags: bool = False


@dataclass(slots=True)
class FurnitureIndex:
    """The furniture lexicon, compiled: build with `lexicon.build(compile_furniture)`."""

    whole: dict[str, FurnitureRule] = field(default_factory=dict)
    numbered: dict[str, FurnitureRule] = field(default_factory=dict)
    starts: dict[str, list[tuple[str, FurnitureRule]]] = field(default_factory=dict)
    contains: dict[str, list[tuple[str, FurnitureRule]]] = field(default_factory=dict)
    not_names: frozenset[str] = frozenset()
    icon: re.Pattern[str] = re.compile(r"(?!)")

    def classify(self, line: str, head: bool = False, key: str | None = None) -> FurnitureRule | None:
        """The rule that takes the whole line for furniture, or None.

        `head`: the line stands above the report; `key` is the line's key where the caller has it.
        """
        shape = by_shape(line)
        if shape is not None:
            return shape
        key = line_key(line) if key is None else key
        if self.icon.fullmatch(line.strip()):
            return FurnitureRule("icons.named", "icon")
        words = key.split()
        if "|" in line and len(words) <= 24:
            pieces = [p for p in line.split("|") if line_key(p)]
            rules = [self.classify(piece, head) for piece in pieces] if 1 < len(pieces) <= 12 else [None]
            if all(rules):
                return rules[0]
        rule = self._exact(words) or self._beginning(key, words) or self._inside(key, words) or self._row(words)
        return None if rule is None or (rule.head_only and not head) else rule

    def _exact(self, words: list[str]) -> FurnitureRule | None:
        if len(words) > DEFAULT_WORDS:
            return None
        bare = [w for w in words if not w.isdigit()]
        rule = self.whole.get(" ".join(words)) or self.whole.get(" ".join(bare))
        if rule is None and len(bare) < len(words):
            rule = self.numbered.get(" ".join(bare))
        return rule

    def _row(self, words: list[str]) -> FurnitureRule | None:
        """Several labels in one line and nothing else (أعجبني تعليق مشاركة): the rule of the first, opening nothing."""
        rules: list[FurnitureRule] = []
        at = 0
        while at < len(words) <= DEFAULT_WORDS:
            reach = range(min(len(words), at + _LABEL), at, -1)
            ends = [e for e in reach if e == len(words) or not words[e - 1].isdigit()]  # a count stands before its word
            found = next(((rule, e) for e in ends if (rule := self._exact(words[at:e])) is not None), None)
            if found is None:
                return None
            rules.append(found[0])
            at = found[1]
        return replace(rules[0], opens=False, opens_short=False, to_end=False) if len(rules) > 1 else None

    def _beginning(self, key: str, words: list[str]) -> FurnitureRule | None:
        for phrase, rule in self.starts.get(words[0], ()) if words else ():
            if len(words) <= rule.words and _at(key, phrase, 0):
                return rule
        return None

    def _inside(self, key: str, words: list[str]) -> FurnitureRule | None:
        if len(words) > 80:
            return None
        at = 0
        for word in words:
            for phrase, rule in self.contains.get(word, ()):
                if len(words) <= rule.words and _at(key, phrase, at):
                    return rule
            at += len(word) + 1
        return None

    def appeals_for(self, line: str) -> str | None:
        """Whom an appeal for support names (ادعم …): one to three words that are no common noun; else None."""
        words = line.split()[1:]
        keys = [line_key(word) for word in words]
        if not 1 <= len(words) <= 3 or not all(keys) or any(key in self.not_names or not key.isalpha() for key in keys):
            return None
        return " ".join(words).strip(' .!،:«»"“”')

    def cut_icon(self, line: str) -> tuple[str, str] | None:
        """`(label, rest)` of a line that a pictogram's name is glued to, else None."""
        found = self.icon.match(line)
        if found is None or not line[found.end() :].strip():
            return None
        return found.group().strip(), line[found.end() :].strip()


def line_key(line: str) -> str:
    """The folded words of a line, with everything that is neither letter nor digit left out."""
    return " ".join(_WORDS.findall(fold(line)))


_TORN = re.compile(r"""[."'“”«»()\s]+""")


def by_shape(line: str) -> FurnitureRule | None:
    """A line without letters or digits is a mark of the page: × closes a window, the rest parts or adorns.

    A line of nothing but full stops and quotation marks is left in place: it is the torn end of a sentence.
    """
    if (_LETTER.search(line) is not None and line.strip() not in _CLOSES) or _TORN.fullmatch(line.strip()):
        return None
    return FurnitureRule("shape.mark", "close" if line.strip() in _CLOSES else "other")


def compile_furniture(lexicon: Lexicon) -> FurnitureIndex:
    """The index of all books under `furniture/`; use as `lexicon.build(compile_furniture)`."""
    index = FurnitureIndex()
    icons: list[str] = []
    not_names: set[str] = set()
    for entry in lexicon.entries("furniture/"):
        flags: dict[str, Any] = {
            k: entry[k]
            for k in ("words", "opens", "opens_short", "to_end", "head_only", "publisher", "paywall", "tags")
            if k in entry
        }
        rule = FurnitureRule(entry["id"], entry["kind"], **flags)
        icons += entry.get("icons", ())
        not_names |= {line_key(name) for name in entry.get("not_names", ())}
        for line in entry.get("whole", ()):
            index.whole.setdefault(line_key(str(line)), rule)
        for line in entry.get("numbered", ()):
            index.numbered.setdefault(line_key(str(line)), rule)
        _add(index.starts, entry.get("starts", ()), rule)
        _add(index.contains, entry.get("contains", ()), rule)
    index.not_names = frozenset(not_names)
    if icons:
        names = "|".join(sorted(map(re.escape, icons), key=lambda n: (-len(n), n)))
        # "camera icon" and "icon-camera", also where the text goes on without a blank (camera iconالناطق).
        index.icon = re.compile(
            rf"\s*(?:(?:{names})[ _-]?icons?(?![a-z])|icons?[ _-](?:{names})(?![a-z]))\s*", re.IGNORECASE
        )
    return index


def _add(table: dict[str, list[tuple[str, FurnitureRule]]], lines: Iterable[Any], rule: FurnitureRule) -> None:
    for line in lines:
        key = line_key(str(line))
        if key:
            table.setdefault(key.split()[0], []).append((key, rule))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))


def _at(key: str, phrase: str, at: int) -> bool:
    """True where the phrase stands at `at` and ends with a word; a last word of one letter is a proclitic."""
    if not key.startswith(phrase, at):
        return False
    end = at + len(phrase)
    return end == len(key) or key[end] == " " or (len(phrase) > 1 and phrase[-2] == " ")
