"""What the class, id and tag of an element of HTML say about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import cast

from khabar.lexicon import Lexicon
from khabar.objects import FurnitureKind

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PIECES = re.compile(r"[A-Za-z0-9]+")
_FLAGS = ("caption", "byline", "date", "title", "lead", "body")


@dataclass(frozen=True, slots=True)
class Role:
    """The part an element plays: furniture of a kind, or a hint (caption, byline, date, title, lead, body)."""

    furniture: FurnitureKind | None = None
    hint: str = ""


_NONE = Role()


@dataclass(slots=True)
class RoleIndex:
    """Roles by single words and by pairs of words of class names; remembers every class string it has seen."""

    tokens: Mapping[str, Role]
    pairs: Mapping[str, Role]
    seen: dict[str, Role] = field(default_factory=dict)

    def of(self, names: str) -> Role:
        """The role that the classes and ids in `names` give; the first that gives one counts."""
        known = self.seen.get(names)
        if known is None:
            if len(self.seen) > 20_000:
                self.seen.clear()
            known = self.seen[names] = self._read(names)
        return known

    def _read(self, names: str) -> Role:
        for name in names[:400].split():
            pieces = [p.lower() for part in _PIECES.findall(name) for p in _CAMEL.split(part)]
            whole = "".join(pieces)
            for a, b in pairwise(pieces):
                if f"{a} {b}" in self.pairs:
                    return self.pairs[f"{a} {b}"]
            for piece in (whole, *pieces):
                if piece in self.tokens:
                    return self.tokens[piece]
        return _NONE


def compile_roles(lexicon: Lexicon) -> RoleIndex:
    """The roles of `pages/roles`; use as `lexicon.build(compile_roles)`."""
    tokens: dict[str, Role] = {}
    pairs: dict[str, Role] = {}
    for entry in lexicon.entries("pages/roles"):
        hint = next((flag for flag in _FLAGS if entry.get(flag)), "")
        role = Role(cast("FurnitureKind | None", entry.get("kind")), hint)
        for token in entry.get("tokens", ()):
            tokens.setdefault(token, role)
        for pair in entry.get("pairs", ()):
            pairs.setdefault(pair, role)
    return RoleIndex(tokens, pairs)
