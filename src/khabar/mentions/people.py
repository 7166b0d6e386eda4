"""Persons by grammar: an office and a name in apposition, an honorific and a name, chains of known names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from khabar.lexicon import Lexicon
from khabar.mentions.actors import ActorBook, compile_actors
from khabar.mentions.place_context import PlaceContext
from khabar.mentions.words import NameBook, compile_names
from khabar.objects import Candidate, Text, Token
from khabar.text.fold import fold
from khabar.text.phrases import PhraseIndex
from khabar.text.quotes import is_quote

_MAX_ROLE, _MAX_NAME = 16, 6
_TELLING = 5  # letters of a name that nothing else ends in
_KUNYA = frozenset({"ابو", "ابي", "ام"})
_COMMAS = frozenset({"،", ",", "-", "–", "(", ":"})


@dataclass(frozen=True, slots=True)
class Office:
    """A noun of office; `needs_name`: it is one only beside a name (اللواء is a brigade too).

    `madda`: only where it is written with آ (آمر, but not الأمر). `several`: it speaks of more than one (وزراء).
    """

    id: str
    sector: str
    needs_name: bool = False
    madda: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class RoleBook:
    """What opens a role phrase, what may stand in it, what stands before a name.

    `sectors` are words inside a role that say whose holder it is more than its office does (رئيس مجلس النواب).
    """

    offices: PhraseIndex[Office]
    inside: frozenset[str]
    links: frozenset[str]
    honorifics: PhraseIndex[str]
    sectors: PhraseIndex[str]


@dataclass(frozen=True, slots=True)
class Role:
    """A role phrase: tokens `first` to `last` (exclusive), beginning at `start` in the text.

    `closed`: it is complete, so that what follows is a name; مدرب نادي … still waits for the club's.
    """

    first: int
    last: int
    start: int
    end: int
    office: Office
    closed: bool = True


def compile_roles(lexicon: Lexicon) -> RoleBook:
    """The books under `roles/`; use as `lexicon.build(compile_roles)`."""
    inside = {e["id"]: frozenset(fold(w) for w in e["words"]) for e in lexicon.entries("roles/complements")}
    return RoleBook(
        offices=PhraseIndex(
            (spelling, Office(e["id"], e["sector"], *(bool(e.get(key)) for key in ("needs_name", "madda", "several"))))
            for e in lexicon.entries("roles/offices")
            for word in e["words"]
            for spelling in (word, "ال" + word)
        ),
        inside=frozenset().union(*(words for key, words in inside.items() if key not in ("link", "qualifier"))),
        links=inside.get("link", frozenset()),
        honorifics=PhraseIndex((w, e["id"]) for e in lexicon.entries("roles/honorifics") for w in e["words"]),
        sectors=PhraseIndex((w, e["sector"]) for e in lexicon.entries("roles/sectors") for w in e["words"]),
    )


class PeopleFinder:
    """Finds persons in one text. `named` tells, by first token, how far a name known to the lexicon reaches.

    `persons` tells it of the persons among them.
    """

    def __init__(self, text: Text, lexicon: Lexicon, named: Mapping[int, int], persons: Mapping[int, int]) -> None:
        self._text = text
        self._tokens = text.tokens
        self._named = named
        self._persons = persons
        self._closings = {q.end for q in text.quotations if q.closed}
        self._places = PlaceContext(text, lexicon)
        self._actors: ActorBook = lexicon.build(compile_actors)
        self._names: NameBook = lexicon.build(compile_names)
        self._roles: RoleBook = lexicon.build(compile_roles)

    def find(self) -> tuple[list[Candidate], list[Role]]:
        """Persons named in the text, and role phrases without a name beside them."""
        persons: list[Candidate] = []
        bare: list[Role] = []
        at = 0
        while at < len(self._tokens):
            if self._tokens[at].kind != "word":
                at += 1
                continue
            role = self.role_at(at)
            if role is not None:
                person, after = self._named_role(role)
                if person is not None:
                    persons.append(person)
                elif not role.office.needs_name:
                    bare.append(role)
                at = max(after, role.first + 1)
                continue
            person, after = self._plain(at)
            if person is not None:
                persons.append(person)
            at = max(after, at + 1)
        return persons, bare

    # ---------------------------------------------------------------------------------------------- role phrases

    def role_at(self, at: int) -> Role | None:
        """The role phrase that begins with token `at`."""
        found = self._roles.offices.at(self._tokens, at)
        if found is None or (found.values[0].madda and "آ" not in self._tokens[at].text) or self._in_place(at):
            return None
        last, end = self._role_end(found.last)
        word = self._tokens[last - 1].fold
        whole = self._actors.demonym(word) is not None or (last > found.last and word not in self._roles.inside)
        head = self._tokens[at].fold[found.cut :]
        return Role(at, last, found.start, end, found.values[0], head.startswith(("ال", "لل", "ل")) or whole)

    def _in_place(self, at: int) -> bool:
        """True for an office's word that ends a place's name: تل السلطان، شمال رفح."""
        place = self._places.match(at - 1) if at else None
        return place is not None and place.last > at and not place.common

    def _role_end(self, at: int) -> tuple[int, int]:
        """Where the complement of an office ends: the token after it, and the offset."""
        tokens, end, last, start = self._tokens, self._tokens[at - 1].end, at, at
        while at < len(tokens) and at - start < _MAX_ROLE:
            token = tokens[at]
            if token.kind == "punct" and is_quote(token.text):
                at += 1
                if last == at - 1 and self._closes(token):
                    end, last = token.end, at
                continue
            if token.kind != "word" or "\n" in self._text.raw[tokens[at - 1].end : token.start]:
                break
            reach = self._complement(at, start)
            if reach is None:
                break
            at, counts = reach
            if counts:
                last, end = at, tokens[at - 1].end
        return last, end

    def _closes(self, token: Token) -> bool:
        """True for the mark that closes a quotation."""
        return token.end in self._closings

    def _complement(self, at: int, start: int) -> tuple[int, bool] | None:
        """How far the phrase goes on from token `at`, and whether it may end there."""
        token = self._tokens[at]
        word = token.fold
        if at in self._named:
            return None if at in self._persons else (self._named[at], True)
        own = word in self._roles.inside and self._tokens[at - 1].fold[:2] != "ال"  # نائب وزير, but الرئيس وزير …
        bare = word[1:] if word[:1] == "و" and len(word) > 3 and not own else word
        if bare in self._roles.links:
            return (at + 1, False) if self._may_follow_link(at + 1) else None
        if self._names.is_particle(token):
            return None
        if bare[:2] == "ال" or bare[:2] == "لل" or bare[:3] in ("بال", "وال"):
            is_person = self._names.is_given(self._before_article(at)) and not self._names.is_given(word)
            return None if is_person and self._roles.honorifics.at(self._tokens, at) else (at + 1, True)
        if bare in self._roles.inside or (bare[:1] == "ل" and bare[1:] in self._roles.inside):
            return at + 1, bare in self._roles.inside and at == start
        place = self._places.match(at)
        if place is not None and not place.cut and self._places.plausible(place):
            return place.last, True  # محافظ أربيل
        if at <= start + 1 and self._actors.demonym(bare) is not None and not self._names.is_given(bare):
            return at + 1, True
        return None

    def _before_article(self, at: int) -> str:
        return self._tokens[at + 1].fold if at + 1 < len(self._tokens) else ""

    def _may_follow_link(self, at: int) -> bool:
        if at >= len(self._tokens):
            return False
        token = self._tokens[at]
        if token.kind == "punct":
            return is_quote(token.text)
        return at in self._named or token.fold[:2] == "ال" or token.fold in self._roles.inside

    # --------------------------------------------------------------------------------------------- role and name

    def _named_role(self, role: Role) -> tuple[Candidate | None, int]:
        """The person whom a role phrase belongs to: the name right after it, or after a comma."""
        tokens, at = self._tokens, role.last
        bounded = False
        while at < len(tokens) and (tokens[at].text in _COMMAS or is_quote(tokens[at].text)) and at - role.last < 2:
            bounded = bounded or tokens[at].text in _COMMAS
            at += 1
        if bounded and at < len(tokens):
            at = self._skip_honorific(at)
            last = self._chain(at, after_role=False) or self._bounded(at)
        elif at < len(tokens):
            at = self._skip_honorific(at)
            last = self._chain(at, after_role=role.closed)
        else:
            last = None
        if last is None or "\n" in self._text.raw[role.end : tokens[at].start]:
            return None, role.last
        words = {t.fold for t in self._tokens[at:last]}
        known = at in self._persons or any(self._names.is_name(w) and w != "علي" for w in words) or bounded
        if not known and last - at == 1:
            return None, role.last
        rule = "mention.person.role" if known else "mention.person.supposed"
        return self._person(at, last, rule, 0.95, role), last

    def _skip_honorific(self, at: int) -> int:
        while at < len(self._tokens) and (found := self._roles.honorifics.at(self._tokens, at, proclitics=False)):
            if found.last >= len(self._tokens) or self._tokens[found.last].kind != "word":
                break
            at = found.last
        return at

    def _bounded(self, at: int) -> int | None:
        """Words between two commas, no more than four, none explained otherwise: a name in apposition."""
        tokens, last = self._tokens, at
        while last < len(tokens) and last - at <= 4 and tokens[last].kind == "word":
            if not self._possible(last, first=last == at):
                return None
            last += 1
        closed = last < len(tokens) and tokens[last].text in _COMMAS | {".", "؛", ")"}
        return last if closed and 2 <= last - at <= 4 else None

    def _plain(self, at: int) -> tuple[Candidate | None, int]:
        """A name without office before it: after an honorific, or by known names alone; a role may follow it."""
        honorific = self._roles.honorifics.at(self._tokens, at)
        if honorific is not None and honorific.last < len(self._tokens):
            start = self._skip_honorific(honorific.last)
            last = self._chain(start, after_role=True)
            if last is not None and self._names.is_name(self._tokens[start].fold):
                return self._person(start, last, "mention.person.honorific", 0.9, self._role_after(last)), last
        last = self._chain(at, after_role=False)
        if last is None:
            return None, at
        role = self._role_after(last)
        return self._person(at, last, "mention.person.names", 0.9 if role else 0.7, role), last

    def _role_after(self, at: int) -> Role | None:
        """The role phrase in apposition after a name: طلال سلو، الناطق باسم …"""
        tokens = self._tokens
        if at + 1 < len(tokens) and tokens[at].text in _COMMAS and tokens[at + 1].kind == "word":
            role = self.role_at(at + 1)
            if role is not None and role.start == tokens[at + 1].start:
                return role
        return None

    def _chain(self, at: int, after_role: bool) -> int | None:
        """The end of the chain of names that begins with token `at`.

        Without an office before it, a chain is a known first name and at least one more known unit. After an office
        (وزير الخارجية الروسي …) a word that nothing explains may be a name, and a second one after it.
        """
        tokens, names = self._tokens, self._names
        if at >= len(tokens) or tokens[at].kind != "word":
            return None
        if at in self._persons:
            return self._persons[at]
        first = self._stem(at, after_role)
        kunya = first in _KUNYA and self._is_kunya(at)
        if names.is_particle(tokens[at]) and not kunya:
            return None
        if not (names.is_given(first) or names.is_connector(first) or (after_role and self._possible(at, first=True))):
            return None
        last, known = at + 1, int(names.is_given(first))
        joined = names.is_connector(first)
        while last < len(tokens) and last - at < _MAX_NAME and self._adjacent(last):
            word = tokens[last].fold
            unit = self._unit(last, joined, last - at == 1 and after_role)
            if unit is None:
                break
            joined, known = names.is_connector(word), known + unit
            last += 1
        while last - 1 > at and names.is_connector(tokens[last - 1].fold):
            last -= 1
        enough = last - at >= 2 and (known >= 2 or kunya) if not after_role else last - at >= 2 or known >= 1
        return last if enough else None

    def _is_kunya(self, at: int) -> bool:
        """True for a father's or mother's name (أبو ليث); not a town's (أبو الظهور), nor for أم between two names."""
        tokens, names = self._tokens, self._names
        if at + 1 >= len(tokens) or not names.is_given(tokens[at + 1].fold) or self._places.match(at) is not None:
            return False
        return tokens[at].fold != "ام" or at == 0 or not names.is_name(tokens[at - 1].fold)

    def _unit(self, at: int, joined: bool, may_be_unknown: bool) -> int | None:
        """Whether the word at `at` goes on a name: 1 a known unit, 0 another one, None where the name is over."""
        names, word = self._names, self._tokens[at].fold
        if names.is_particle(self._tokens[at]) and not names.is_connector(word):
            return None
        if (at in self._named and not names.is_name(word)) or self._office(at):
            return None
        if names.is_connector(word) or (joined and names.may_be_name(word)):
            return 0
        if names.is_name(word):
            return 1
        return 0 if may_be_unknown and self._possible(at, first=False) else None

    def _office(self, at: int) -> bool:
        """True for a noun of office right after a name: … آل ثاني أمير البلاد."""
        found = self._roles.offices.at(self._tokens, at, proclitics=False)
        following = self._tokens[found.last] if found is not None and found.last < len(self._tokens) else None
        return following is not None and following.fold[:2] == "ال"

    def _stem(self, at: int, whole: bool) -> str:
        """The word at `at`, without attached proclitics where only that makes it a known first name."""
        token = self._tokens[at]
        if whole or self._names.is_given(token.fold):
            return token.fold
        kunya = next((stem for _, stem in token.stems if stem in _KUNYA), None)
        if kunya is not None and self._is_kunya(at):
            return kunya
        return next(
            (s for c, s in token.stems if c and self._names.is_given(s) and s not in self._names.common), token.fold
        )

    def _adjacent(self, at: int) -> bool:
        tokens = self._tokens
        gap = self._text.raw[tokens[at - 1].end : tokens[at].start]
        return tokens[at].kind == "word" and "\n" not in gap

    def _possible(self, at: int, first: bool) -> bool:
        """True where nothing else explains the word at `at`, so that in a name's place it may be one."""
        token = self._tokens[at]
        word = token.fold
        if token.kind != "word" or (first and word[:2] == "ال" and not self._names.is_name(word)):
            return False
        if self._names.is_particle(token):
            return False
        if self._names.is_name(word):
            return True
        glued = any(cut and len(stem) >= _TELLING and self._names.is_name(stem) for cut, stem in token.stems)
        if not first and (word[:1] == "و" or glued):
            return False  # وانغ يي لبلينكن
        place = self._places.match(at) if not first and word[:1] == "ب" and len(word) > _TELLING else None
        if place is not None and place.cut and self._places.plausible(place):
            return False  # خالد بنجران
        ordinary = any(not self._names.may_be_name(stem) for _, stem in token.stems)
        return not ordinary and at not in self._named and self._actors.demonym(word) is None

    def _person(self, first: int, last: int, rule: str, score: float, role: Role | None) -> Candidate:
        token = self._tokens[first]
        stem = self._stem(first, whole=rule != "mention.person.names")
        start = token.start + next((c for c, s in token.stems if s == stem), 0)
        end = self._tokens[last - 1].end
        return Candidate(
            start=start,
            end=end,
            text=self._text.raw[start:end],
            kind="person",
            form="name",
            rule=rule,
            score=score,
            role=(role.start, role.end) if role else None,
        )
