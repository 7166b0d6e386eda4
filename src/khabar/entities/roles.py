"""What a person's role says: its words as the report gives them, and the code of who holds it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from khabar.entities.actors import country_named, identify
from khabar.lexicon import Lexicon
from khabar.mentions.people import RoleBook, compile_roles
from khabar.objects import Candidate, Text
from khabar.text.quotes import is_quote
from khabar.text.tokens import tokenize

_MOST = 12  # names inside one role phrase


def role_text(text: Text, spans: Sequence[tuple[int, int]]) -> str | None:
    """The fullest of the role phrases that a report gives a person."""
    phrases = [text.raw[start:end].strip(" ،,") for start, end in spans]
    best = max(phrases, key=len, default=None)
    return " ".join("".join(c for c in best if not is_quote(c)).split()) if best else None


def role_code(role: str, span: tuple[int, int], candidates: Sequence[Candidate], lexicon: Lexicon) -> str | None:
    """The code of a role's holder: of the body it names (الناطق باسم …), else of its state and office."""
    first = bisect_left(candidates, span[0], key=lambda c: c.start)
    for candidate in islice(candidates, first, first + _MOST):
        if candidate.start < span[1] and candidate.actor and candidate.kind not in ("state", "media"):
            code = identify(candidate.actor, lexicon).code
            if code:
                return code
    book: RoleBook = lexicon.build(compile_roles)
    found = book.offices.at(tokenize(role), 0)
    country = country_named(role, lexicon)
    return f"{country} {found.values[0].sector}" if found and country else None
