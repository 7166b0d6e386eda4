"""Names whose first word says what they are and belongs to them: مستشفى حيس، كتيبة درع الساحل، هيئة شؤون الأسرى."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from khabar.lexicon import Lexicon, compile_verb_forms
from khabar.mentions.actors import ActorBook, compile_actors
from khabar.mentions.gazetteer import Gazetteer, compile_gazetteer
from khabar.mentions.nominals import compile_reference_heads
from khabar.mentions.people import compile_roles
from khabar.mentions.place_context import PlaceContext
from khabar.mentions.words import NameBook, compile_names
from khabar.objects import Candidate, EntityKind, MentionForm, Text, Token
from khabar.text.fold import TATWEEL, fold
from khabar.text.phrases import PhraseIndex
from khabar.text.quotes import quoted_words
from khabar.text.verbs import VerbForms

_WHOLE = ("mention.place", "mention.body")  # rules whose candidates are whole already
_MOST = 7  # words after the first one
_QUOTED = 5  # words of a name in quotation marks
_FLAGS = ("named", "open", "persons", "towns", "titled", "only", "clans", "listed", "acting")
_CLANS = ("ال", "بو", "بني", "بنو", "ايت")  # how families' names begin
_TOWNS = frozenset({"locality", "county", "region"})
_PLURAL = ("ون", "ين", "ات")
_BODIES = frozenset({"organization", "armed_group", "media"})
_PLACES = frozenset({"place", "facility", "state"})
_NAMED_SO = _BODIES | {"facility"}


@dataclass(frozen=True, slots=True)
class First:
    """A first word: what it begins, whether that is a proper name, and whether one ordinary word may end it.

    `persons` and `towns`: a person's or a place's name may follow (مستشفى الملك فهد، كتيبة طرابلس). `definite`: it has
    the article, so that adjectives and a purpose follow (المفوضية العليا للانتخابات), a number (الفرقة الثامنة) or one
    adjective of a site (المستشفى الوطني).
    `titled`: it is named after people with their title (جامعة الملك سعود); `only`: by itself it begins a name only so
    (مدينة الملك فهد الطبية). `clans`: a family's name may follow (عائلة الحلواني). `listed`: only with a place that the
    gazetteer has under both words (حارة حريك). `acting`: only beside a verb or before a colon (نفت بلدية صيدا).
    """

    kind: EntityKind
    named: bool = False
    open: bool = False
    persons: bool = False
    towns: bool = False
    titled: bool = False
    only: bool = False
    clans: bool = False
    listed: bool = False
    acting: bool = False
    definite: bool = False


@dataclass(frozen=True, slots=True)
class WholeBook:
    """First words; the nouns that go on inside; words for a place that end no name (المدينة); epithets after it."""

    first: PhraseIndex[First]
    construct: frozenset[str]
    places: frozenset[str]
    epithets: frozenset[str]
    ordinals: frozenset[str]


def compile_wholes(lexicon: Lexicon) -> WholeBook:
    """The book `roles/wholes` and the facilities of `places/heads`; use as `lexicon.build(compile_wholes)`."""
    entries = {e["id"]: e for e in lexicon.entries("roles/wholes")}
    pairs = [(word, _first(e)) for e in entries.values() if "kind" in e for word in e["words"]]
    site = First("facility", named=True, open=True, persons=True, towns=True, titled=True)
    sites = [e for e in lexicon.entries("places/heads") if e.get("include") and e.get("kind") == "facility"]
    lesser = {word for word, first in pairs if first.kind == "facility" and not first.towns}
    pairs += [(word, site) for e in sites for word in e["words"] if word not in lesser]
    pairs += [
        (word, First("place", named=True, towns=True, titled=True))
        for e in lexicon.entries("places/heads")
        if e["id"] == "camp"
        for word in e["words"]
    ]
    definite = First("organization", definite=True)
    pairs += [("ال" + word, definite) for word, first in pairs if first.kind == "organization"]
    pairs += [("ال" + word, replace(definite, named=True)) for word in entries["formation"]["words"]]
    pairs += [("ال" + word, replace(definite, kind="facility")) for word in entries["described"]["words"]]
    references = lexicon.build(compile_reference_heads)
    return WholeBook(
        first=PhraseIndex(pairs),
        construct=frozenset(fold(w) for w in entries["construct"]["words"]),
        places=frozenset(word for word, kind in references if kind == "place"),
        epithets=frozenset(fold(w) for key in ("epithet", "ordinal") for w in entries[key]["words"]),
        ordinals=frozenset(fold(w) for w in entries["ordinal"]["words"]),
    )


def compile_first_words(lexicon: Lexicon) -> frozenset[str]:
    """The folded first words of bodies, units and sites; use as `lexicon.build(compile_first_words)`."""
    sites = [e for e in lexicon.entries("places/heads") if e.get("include") and e.get("kind") == "facility"]
    bodies = [e for e in lexicon.entries("roles/wholes") if e.get("kind") in _NAMED_SO and not e.get("only")]
    return frozenset(fold(word) for entry in [*sites, *bodies] for word in entry["words"])


def _first(entry: Mapping[str, Any]) -> First:
    return First(entry["kind"], *(bool(entry.get(key)) for key in _FLAGS))


def whole_names(text: Text, kept: Sequence[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """The candidates, those that a first word begins made one with it; they stay without overlaps.

    A name by itself (الحوثي in جماعة الحوثي) gives the whole its entry where the books know it as a body; a town gives
    a site its gazetteer rows.
    """
    finder = _Finder(text, kept, lexicon)
    made = finder.find()
    spans = [(c.start, c.end) for c in made]
    nouns = lexicon.build(compile_first_words)
    rest, at = [], 0
    for candidate in sorted(kept, key=lambda c: c.start):
        while at < len(spans) and spans[at][1] <= candidate.start:
            at += 1
        alone = candidate.rule == "mention.encoder" and candidate.kind in _NAMED_SO and fold(candidate.text) in nouns
        if (at == len(spans) or candidate.end <= spans[at][0]) and not alone:
            rest.append(candidate)  # ميليشيا by itself names none
    return [*_of_peoples(rest, made), *made]


def _of_peoples(rest: Sequence[Candidate], made: Sequence[Candidate]) -> list[Candidate]:
    """The other candidates; what the text calls a tribe once is people wherever it is named alone, and no place."""
    peoples = {fold(c.text).split(" ", 1)[-1] for c in made if c.kind == "people"}
    return [
        replace(c, kind="people", places=(), rule="mention.whole.again") if fold(c.text) in peoples else c for c in rest
    ]


class _Finder:
    """One text's names, as far as they are found, and the words between them."""

    def __init__(self, text: Text, kept: Sequence[Candidate], lexicon: Lexicon) -> None:
        self._text = text
        self._tokens = text.tokens
        self._book: WholeBook = lexicon.build(compile_wholes)
        self._names: NameBook = lexicon.build(compile_names)
        self._actors: ActorBook = lexicon.build(compile_actors)
        self._by_start = {c.start: c for c in kept}
        self._ends = {t.end: n + 1 for n, t in enumerate(text.tokens)}
        self._covered = _covered(text, kept)
        self._quotes = {q.start: q for q in text.quotations if q.closed}
        self._titles = lexicon.build(compile_roles).honorifics
        self._gazetteer: Gazetteer = lexicon.build(compile_gazetteer)
        self._places = PlaceContext(text, lexicon)
        self._verbs: VerbForms = lexicon.build(compile_verb_forms)

    def find(self) -> list[Candidate]:
        """The names that a first word begins, by start."""
        found: list[Candidate] = []
        at = 0
        while at < len(self._tokens):
            match = self._book.first.at(self._tokens, at) if self._begins(at) else None
            if match is not None and self._places.phrase(at) is not None:
                match = None  # ساحة المعركة
            made = self._whole(match.values[0], match.start, match.last) if match is not None else None
            if made is not None:
                found.append(made)
                at = self._ends[made.end]
            else:
                at += 1
        return found

    def _begins(self, at: int) -> bool:
        """True for a word; not for an article by itself before a foreign name (الـ), which is spelled like آل."""
        return self._tokens[at].kind == "word" and self._tokens[at].text[-1] != TATWEEL

    def _whole(self, first: First, start: int, at: int) -> Candidate | None:
        before = self._covered.get(at - 1)
        if before is not None and before.start < start:
            return None
        if first.listed:
            return self._listed(at - 1)
        after = self._covered.get(at)
        if first.only and after is not None and after.kind == "place" and after.places:
            return None  # مدينة الشيخ مسكين
        quoted = self._quoted(at)
        last, inner = (quoted, self._inside(at)) if quoted else self._extent(first, at)
        if last is None:
            return None
        if first.acting and not (self._tells(at - 2) or self._tells(last) or self._is_colon(last)):
            return None
        end = self._quotes[self._tokens[at].start].end if quoted else self._tokens[last - 1].end
        if before is not None and self._knows(before, end):
            return None
        cover = self._covered.get(last - 1)
        if cover is not None and cover.end > end:
            return None
        plain = not quoted and inner is None and last == at + 1 and self._names.is_ordinary(self._tokens[at].fold)
        sited = inner is not None and inner.kind in _PLACES and first.kind == "facility"
        seen = before is not None and before.form == "name" and before.start == start
        form: MentionForm = "name" if (seen or (first.named and not plain)) and not sited else "nominal"
        return self._candidate(first, start, end, inner, form)

    def _listed(self, at: int) -> Candidate | None:
        """The place that the gazetteer has under the word at `at` and the name after it."""
        place = self._places.match(at)
        cover = self._covered.get(place.last - 1) if place is not None else None
        if place is None or place.last == at + 1 or cover is None or cover.kind not in _PLACES or cover.actor:
            return None
        word = self._tokens[at].fold[place.cut :]
        if not any(fold(self._gazetteer.row(row).name).startswith(word) for row in place.rows):
            return None  # إقليم دارفور is only another way to write دارفور
        start, end = self._tokens[at].start + place.cut, self._tokens[place.last - 1].end
        return replace(cover, start=start, end=end, text=self._text.raw[start:end], places=place.rows)

    def _tells(self, at: int) -> bool:
        """True for a verb of the third person."""
        return 0 <= at < len(self._tokens) and any(f.person == 3 for f in self._verbs.readings(self._tokens[at]))

    def _is_colon(self, at: int) -> bool:
        return at < len(self._tokens) and self._tokens[at].text == ":"

    @staticmethod
    def _knows(before: Candidate, end: int) -> bool:
        """True where a candidate that begins with the first word is the better one: known, or longer."""
        known = before.actor is not None and (before.form != "nominal" or before.end == end)
        return known or before.end > end or (before.end == end and before.rule.startswith(_WHOLE))

    def _candidate(self, first: First, start: int, end: int, inner: Candidate | None, form: MentionForm) -> Candidate:
        alone = inner is not None and inner.end in (end, end - 1)  # “حماس” with its mark
        same = inner if alone and inner is not None and inner.kind in _BODIES and first.kind in _BODIES else None
        sited = first.kind in ("place", "facility") and inner is not None and inner.kind in _PLACES
        text = self._text.raw[start:end]
        return Candidate(
            start=start,
            end=end,
            text=text,
            kind=same.kind if same is not None and same.actor else first.kind,
            form=form,
            rule="mention.whole",
            score=0.9,
            actor=same.actor if same is not None else None,
            places=inner.places if sited and inner is not None else (),
            head=fold(text.split()[0]),
        )

    # ------------------------------------------------------------------------------------------------- how far

    def _quoted(self, at: int) -> int | None:
        """The token after a name in quotation marks that stands right after the first word."""
        mark = self._quotes.get(self._tokens[at].start) if at < len(self._tokens) else None
        if mark is None:
            return None
        words = quoted_words(self._tokens, at, mark, _QUOTED)
        return at + len(words) + 2 if words else None

    def _inside(self, at: int) -> Candidate | None:
        """The known body whose name is all that the quotation marks at a token hold: حركة “حماس”."""
        mark, body = self._quotes[self._tokens[at].start], self._covered.get(at + 1)
        if body is None or not body.actor or body.kind not in _BODIES:
            return None
        return body if body.start <= mark.inner_start and mark.inner_end <= body.end else None

    def _extent(self, first: First, at: int) -> tuple[int | None, Candidate | None]:
        """Where the name ends, None where the first word begins none, and the name that stands in it."""
        inner: Candidate | None = None
        closed, start, enough = first.definite, at, not first.definite
        titled = self._titled(at) if first.titled else None
        if titled is not None:
            at, closed = titled, True
        elif first.only:
            return None, None
        while at < len(self._tokens) and at - start < _MOST and self._goes_on(at):
            token = self._tokens[at]
            name = self._by_start.get(token.start)
            purpose = self._purpose(first, at) if closed else self._cause(first, at)
            if not closed and name is not None and name.form != "nominal" and self._may_hold(first, name, at == start):
                inner = name
                at, closed = self._ends.get(name.end, at + 1), True
            elif purpose is not None:
                at, enough, closed = purpose, True, True
            elif closed and self._epithet(token):
                alone = first.kind == "facility" or (first.named and token.fold in self._book.ordinals)
                at, enough = at + 1, enough or at > start or alone
            elif not closed and (self._ends_it(first, at, at == start) or self._town(first, at, at == start)):
                at, closed = at + 1, True
            elif not closed and self._construct(token):
                at += 1
            else:
                break
        return (at, inner) if closed and enough else (None, None)

    def _goes_on(self, at: int) -> bool:
        token = self._tokens[at]
        return token.kind == "word" and "\n" not in self._text.raw[self._tokens[at - 1].end : token.start]

    @staticmethod
    def _may_hold(first: First, name: Candidate, next_to: bool) -> bool:
        """False for names that only stand after the word: مجلس إدارة and a company, قوة and a state."""
        if name.kind in _PLACES:
            return (first.towns or not next_to) and not (first.acting and name.actor is not None)
        if name.kind == "person":
            return first.persons or (first.clans and fold(name.text).startswith(_CLANS))
        return next_to or name.actor is None

    def _epithet(self, token: Token) -> bool:
        """True for a definite adjective after a complete name: العام، الدولي، السوري."""
        if token.fold[:2] != "ال":
            return False
        return token.fold in self._book.epithets or self._actors.demonym(token.fold) is not None

    def _titled(self, at: int) -> int | None:
        """The token after a person with a title right after the first word: الملك سعود of جامعة الملك سعود."""
        start = at
        while at < len(self._tokens) and self._goes_on(at):
            title = self._titles.at(self._tokens, at, proclitics=False)
            if title is None or self._tokens[at].fold[:2] != "ال":
                break
            at = title.last
        if at == start or at >= len(self._tokens) or not self._goes_on(at):
            return None
        name = self._by_start.get(self._tokens[at].start)
        if name is not None and name.kind == "person":
            return self._ends.get(name.end)
        return at + 1 if self._names.is_given(self._tokens[at].fold) else None

    def _cause(self, first: First, at: int) -> int | None:
        """The token after a plural and what these people stand for: أطباء بلا حدود، محامون من أجل العدالة."""
        ahead = [t.fold for t in self._tokens[at + 1 : at + 4]]
        if first.kind != "organization" or not self._tokens[at].fold.endswith(_PLURAL) or len(ahead) < 2:
            return None
        if ahead[:2] == ["من", "اجل"]:
            return at + 4 if len(ahead) > 2 else None
        return at + 3 if ahead[0] in ("بلا", "ضد") else None

    def _town(self, first: First, at: int, next_to: bool) -> bool:
        """True for a town after other words of a body's name: غرفة طوارئ كسلا."""
        if not first.towns or next_to or first.kind != "organization" or at in self._covered:
            return False
        return any(row.kind in _TOWNS for row in self._gazetteer.places(self._tokens[at].text))

    def _purpose(self, first: First, at: int) -> int | None:
        """The token after what goes on in a body's name: للمفاوضات، لحقوق الإنسان، غير المشروع."""
        if first.kind != "organization" or at in self._covered:
            return None
        word = self._tokens[at].fold
        if word[:2] == "لل":
            return at + 1
        if word == "غير" and self._tokens[at + 1 : at + 2] and self._tokens[at + 1].fold[:2] == "ال":
            return at + 2
        goes_on = word[:1] == "ل" and word[1:] in self._book.construct and at + 1 < len(self._tokens)
        return at + 2 if goes_on and self._tokens[at + 1].fold[:2] == "ال" else None

    def _ends_it(self, first: First, at: int, alone: bool) -> bool:
        """True for a definite word that ends the name; an ordinary one only after an `open` first word or others."""
        token = self._tokens[at]
        word = token.fold
        if word[:2] != "ال" or token.start in self._by_start or word in self._book.places:
            return False
        if word in self._names.closed or self._epithet(token):
            return False
        following = self._tokens[at + 1] if at + 1 < len(self._tokens) and self._goes_on(at + 1) else None
        described = first.kind == "organization" and following is not None and self._epithet(following)
        return not alone or first.open or described or not self._names.is_ordinary(word)

    def _construct(self, token: Token) -> bool:
        bare = token.fold[1:] if token.fold[:1] == "و" and token.fold not in self._book.construct else token.fold
        return bare in self._book.construct


def _covered(text: Text, kept: Sequence[Candidate]) -> dict[int, Candidate]:
    """Which candidate each token lies in."""
    found: dict[int, Candidate] = {}
    ordered = sorted(kept, key=lambda c: c.start)
    at = 0
    for number, token in enumerate(text.tokens):
        while at < len(ordered) and ordered[at].end <= token.start:
            at += 1
        if at < len(ordered) and ordered[at].start < token.end:
            found[number] = ordered[at]
    return found
