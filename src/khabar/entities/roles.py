"""What a person's role says: its words as the report gives them, and the code of who holds it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from khabar.entities.actors import country_named, identify
from khabar.entities.places import Resolved
from khabar.lexicon import Lexicon
from khabar.mentions.people import RoleBook, compile_roles
from khabar.objects import Candidate, Text
from khabar.text.quotes import is_quote
from khabar.text.tokens import tokenize

_ATTACHED = ("ولل", "لل", "ول", "وب", "و", "ل", "ب")
_MOST = 12  # names inside one role phrase
_RULING = frozenset({"head-of-state", "minister"})  # offices that one holds in one's own state
_OF_STATES = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})  # sectors of which a country has one each


def role_text(text: Text, spans: Sequence[tuple[int, int]], lexicon: Lexicon) -> str | None:
    """The fullest of the role phrases that a report gives a person, without what is written onto its first word."""
    phrases = [_with_article(text, start) + text.raw[start:end].strip(" ،,") for start, end in spans]
    best = max(phrases, key=len, default=None)
    return _unattached(" ".join("".join(c for c in best if not is_quote(c)).split()), lexicon) if best else None


def _with_article(text: Text, start: int) -> str:
    """The alef that the article of an office has lost behind ل (للرئيس الفرنسي); else nothing."""
    return "ا" if text.raw[max(0, start - 1) : start + 1] == "لل" else ""


def _unattached(role: str, lexicon: Lexicon) -> str:
    """The role without و, ل or ب before its office (للنائب، ورئيس المجلس، بالملك); وزير and لاعب keep their letter."""
    offices = lexicon.build(compile_roles).offices
    for letters in _ATTACHED:
        bare = role.removeprefix(letters)
        if bare != role and offices.at(tokenize(bare), 0) is not None:
            return bare
    return role[1:] if role.startswith("وال") and len(role.split()[0]) > 5 and not role.startswith("والد") else role


def role_code(
    role: str,
    span: tuple[int, int],
    candidates: Sequence[Candidate],
    lexicon: Lexicon,
    places: Mapping[int, Resolved] | None = None,
    home: str | None = None,
) -> str | None:
    """The code of a role's holder: of the body it names (الناطق باسم …), else of its state and office.

    The state is the one that the role names, that of a place in it (محافظ أربيل), else `home`, the report's own (ISO3);
    envoys of the United Nations have none.
    """
    first = bisect_left(candidates, span[0], key=lambda c: c.start)
    inside = [n for n in range(first, min(first + _MOST, len(candidates))) if candidates[n].start < span[1]]
    for number in inside:
        code = _code_of(candidates[number], lexicon)
        if code is not None:
            return code
    book: RoleBook = lexicon.build(compile_roles)
    tokens = tokenize(role)
    office = book.offices.at(tokens, 0)
    if office is None:
        return None
    said = next((match.values[0] for match in book.sectors.scan(tokens)), None)
    sector = said or office.values[0].sector
    if sector == "IGO":
        return sector
    known = [r.place.country for n in inside if (r := (places or {}).get(n)) is not None and r.place.country]
    own = home if sector in _OF_STATES and office.values[0].id != "envoy" else None
    country = country_named(role, lexicon) or (known[0] if known else own)
    return f"{country} {sector}" if country else None


def ruled_country(role: str, lexicon: Lexicon) -> str | None:
    """The ISO3 code of the state whose head or minister the role names (رئيس الوزراء الهولندي), else None."""
    book: RoleBook = lexicon.build(compile_roles)
    office = book.offices.at(tokenize(role), 0)
    return country_named(role, lexicon) if office is not None and office.values[0].id in _RULING else None


def _code_of(candidate: Candidate, lexicon: Lexicon) -> str | None:
    """The code of a body or group inside a role; a state alone, an outlet or a person gives none."""
    if not candidate.actor or candidate.kind in ("media", "person"):
        return None
    identity = identify(candidate.actor, lexicon)
    return identity.code if identity.code != identity.country else None
