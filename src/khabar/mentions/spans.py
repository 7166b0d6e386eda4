"""One span of the encoder as a candidate: its bounds, its kind, its place; None where it names nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from khabar.encoder import TaggedSpan
from khabar.lexicon import Lexicon, compile_verb_forms
from khabar.mentions.actors import ActorBook, compile_actors
from khabar.mentions.known import compile_introductions, describes_another
from khabar.mentions.people import compile_roles
from khabar.mentions.place_context import PlaceContext
from khabar.mentions.wholes import compile_first_words
from khabar.mentions.words import NameBook, compile_names
from khabar.objects import Candidate, EntityKind, Text, Token
from khabar.text.verbs import VerbForms

_PLACES = frozenset({"place", "facility", "state"})
_PLAIN = 5  # letters of an ordinary word that no name is likely to hide in (بيليه is not بـ and يليه)
_KUNYA = frozenset({"ابو", "ابي", "ام"})
_NEVER_INSIDE = frozenset({"في", "من", "إلى", "الى", "على", "عن", "،", ",", "("})  # of a person's name
_PEOPLES = ("يين", "يون")
_INDEFINITE = ("اً", "ًا", "ةً")
_COMMAS = frozenset("،,")
_JOINED, _SHORT = ("وعبد", "وال"), 3  # what no name begins with; letters of a word too short to cut


class SpanReader:
    """Reads the encoder's spans over one text."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self._text, self._lexicon = text, lexicon
        self._tokens = text.tokens
        self._raw = text.raw
        self._names: NameBook = lexicon.build(compile_names)
        self._actors: ActorBook = lexicon.build(compile_actors)
        self._verbs: VerbForms = lexicon.build(compile_verb_forms)
        roles = lexicon.build(compile_roles)
        self._courtesies, self._offices = roles.honorifics, roles.offices
        self._finder = PlaceContext(text, lexicon)
        self._ended = 0  # the token behind the last name that was read
        introductions = lexicon.build(compile_introductions)
        self._units = introductions.get("armed_unit", frozenset())
        nouns = (introductions.get(kind, frozenset()) for kind in ("organization", "armed_unit", "armed_group"))
        self._nouns = lexicon.build(compile_first_words).union(*nouns)

    def candidate(self, first: int, last: int, span: TaggedSpan) -> Candidate | None:
        """The candidate of tokens `first` to `last` (exclusive), None where they name nothing."""
        first, last = self._bounds(first, last, span)
        words = self._tokens[first:last]
        if first >= last or self._says_nothing(words, span) or self._no_name(words, span) or self._office(first, last):
            return None
        kind = self._kind(words, span)
        if kind == "person" and (self._of_state(first, last) or self._of_city(first, last)):
            kind = "place"  # كييف, whatever a report's headline makes of it
        past = self._finder.after_heads(first, last)
        if past == last or (kind == "person" and past > first):
            return None  # بريف حمص is nobody, كيبوتس nothing
        if kind in _PLACES:
            first = self._finder.after_heads(first, last)
            if first == last or self._finder.indefinite(first, last):
                return None
        place = self._finder.match(first) if kind in _PLACES else None
        if place is not None and place.cut == 0 and last - first == 1 and self._governed(self._tokens[first]):
            return None
        rows = place.rows if place is not None and place.last == last else ()
        glued = self._finder.unglued(first, last) if kind in _PLACES and not rows else None
        if glued is not None:
            rows = glued[2]
        elif kind in _PLACES and not rows:
            if not self._is_country(first, last) and self._finder.no_place(first, last):
                return None
            kind = "person" if words[0].fold in _KUNYA and kind == "place" else kind
        lesser = not rows or (place is not None and not self._finder.is_city(place))
        state = self._state(first, last) if kind == "place" and lesser else None
        cut = place.cut if place is not None and rows else self._cut(first, last)
        self._ended = last
        start, end = self._tokens[first].start + cut, glued[1] if glued is not None else self._tokens[last - 1].end
        return Candidate(
            start=start,
            end=end,
            text=self._raw[start:end],
            kind="state" if state else kind,
            form="name" if span.strict else "nominal",
            rule="mention.encoder",
            score=round(0.5 + span.score / 4, 3),
            actor=state,
            places=() if state else rows,
        )

    def _cut(self, first: int, last: int) -> int:
        """How many letters are written before a name; so before a noun that begins names: بمستشفى الحسين."""
        token = self._tokens[first]
        known = self._actors.names.at(self._tokens, first)
        if known is not None and known.last == last:
            return known.cut  # وكندا
        if last - first > 1 and token.fold not in self._nouns and not self._names.is_given(token.fold):
            for cut, stem in token.stems:
                if cut and (stem in self._nouns or stem in _KUNYA):
                    return cut
        if self._joined(first, last):
            return 1
        return proclitic(token, self._names, self._finder.spoken)

    def _joined(self, first: int, last: int) -> bool:
        """True for و before a name that no book knows, right behind another name: فلان الفلاني وكريموف رستم."""
        token = self._tokens[first]
        if token.fold[:1] != "و" or len(token.fold) <= _SHORT or self._names.is_name(token.fold):
            return False
        if token.fold in self._nouns or self._names.is_ordinary(token.fold):
            return False
        listed = last - first > 1 and (self._tokens[first - 1].text in _COMMAS or token.fold.startswith(_JOINED))
        return first > 0 and (self._ended == first or listed)

    def _governed(self, word: Token) -> bool:
        """True for ب with an ordinary noun, whatever village bears the letters (ببيان)."""
        noun = word.fold[1:]
        return word.fold[:1] == "ب" and len(noun) > 3 and any(map(self._names.is_ordinary, (noun, "ال" + noun)))

    def _kind(self, words: Sequence[Token], span: TaggedSpan) -> EntityKind:
        kind = cast(EntityKind, "organization" if span.kind == "government" else span.kind)
        unit = kind == "organization" and any(stem in self._units for _, stem in words[0].stems)
        return "armed_group" if unit else kind

    def _bounds(self, first: int, last: int, span: TaggedSpan) -> tuple[int, int]:
        """The span without punctuation at its ends; a person's also without what belongs to the sentence around it."""
        tokens = self._tokens
        while first < last and tokens[first].kind == "punct":
            first += 1
        while last > first and tokens[last - 1].kind == "punct" and tokens[last - 1].text not in ".)":
            last -= 1
        if span.kind == "person" and self._kunya(first):
            first -= 1
        if span.kind != "person" or last - first < 2:
            return first, last
        while first < last - 1 and (self._describes(tokens[first]) or self._honours(first)):
            first += 1
        body = self._actors.names.at(tokens, first)
        if body is not None and body.last < last and self._is_body(body.values[0].actor):
            first = body.last
        if body is not None and body.last < last and self._is_state(body.values[0].actor) and self._tells(body.last):
            return first, first  # موسكو تشكك
        inside = range(first + 1, last)
        return first, next((n for n in inside if tokens[n].text in _NEVER_INSIDE or self._attached(n)), last)

    def _is_body(self, actor: str) -> bool:
        return self._actors.by_id[actor].kind in ("organization", "armed_group")

    def _kunya(self, first: int) -> bool:
        """True for أبو or أم right before a name, which belongs to it; not for أم between two names."""
        if first == 0 or self._tokens[first].start != self._tokens[first - 1].end + 1:
            return False
        stems = {stem for _, stem in self._tokens[first - 1].stems}
        between = first > 1 and self._names.is_name(self._tokens[first - 2].fold)
        return bool(stems & _KUNYA) and not ("ام" in stems and between)

    def _is_state(self, actor: str) -> bool:
        return self._actors.by_id[actor].kind == "state"

    def _is_country(self, first: int, last: int) -> bool:
        """True for the name of a state where it is no adjective in the accusative: جندياً روسيا."""
        return self._state(first, last) is not None

    def _state(self, first: int, last: int) -> str | None:
        """The state that a span names, an ordinary word too where the encoder sees a place: مالي."""
        match = self._actors.names.at(self._tokens, first)
        if match is None or match.last != last or not self._is_state(match.values[0].actor):
            return None
        if describes_another(self._text, match, self._actors, self._lexicon):
            return None
        return match.values[0].actor if len({n.actor for n in match.values}) == 1 else None

    def _of_state(self, first: int, last: int) -> bool:
        """True for the name of a state or of the capital that speaks for it, which is no name of people."""
        match = self._actors.names.at(self._tokens, first)
        if match is None or match.last != last or not all(self._is_state(n.actor) for n in match.values):
            return False
        return not self._names.is_name(self._tokens[first].fold[match.cut :])

    def _of_city(self, first: int, last: int) -> bool:
        """True for the name of a great city that is no name of people."""
        place = self._finder.match(first)
        known = place is not None and place.last == last and not place.common
        return known and place is not None and self._finder.is_city(place) and not self._finder.person_like(place)

    def _tells(self, at: int) -> bool:
        """True for a verb of the third person that is nobody's name."""
        token = self._tokens[at]
        return not self._names.is_name(token.fold) and any(f.person == 3 for f in self._verbs.readings(token))

    def _attached(self, at: int) -> bool:
        """True for another name behind و ل ب inside a person's, which is none with the letter: بوش ورايس."""
        token = self._tokens[at]
        if self._names.is_name(token.fold):
            return False
        following = self._tokens[at + 1 : at + 2]
        if token.fold[:1] == "و" and following and following[0].fold in ("بن", "ابن", "ال"):
            return True
        place = self._finder.match(at) if token.fold[:1] in "بل" else None
        if place is not None and place.cut and len(token.fold) > _PLAIN and self._finder.plausible(place):
            return True
        joined = [stem for cut, stem in token.stems if cut and token.fold[:1] in "ول" and self._names.is_name(stem)]
        return any(len(stem) >= _PLAIN or stem in self._finder.spoken for stem in joined)

    def _describes(self, token: Token) -> bool:
        """True for a relative adjective before a person's name, which is no part of it: والسوري أدونيس."""
        return any(stem[:2] == "ال" and self._actors.demonym(stem) is not None for _, stem in token.stems)

    def _honours(self, at: int) -> bool:
        """True for a courtesy before a person's name, which is no part of it: الحاج، الدكتور."""
        found = self._courtesies.at(self._tokens, at)
        return found is not None and found.last == at + 1

    def _says_nothing(self, words: Sequence[Token], span: TaggedSpan) -> bool:
        """True for one word that is a relative adjective, which grammar links, or a noun that describes (الوزارة)."""
        if len(words) > 1:
            return False
        if not span.strict:
            return True
        word = words[0]
        country = word.fold.endswith("ا") and "ً" not in word.text  # سوريا, and no accusative of سوري
        return not country and any(self._actors.demonym(stem) is not None for _, stem in word.stems)

    def _office(self, first: int, last: int) -> bool:
        """True for words inside an office of several, which names whoever holds it: خادم الحرمين الشريفين."""
        found = (self._offices.at(self._tokens, at) for at in range(max(0, first - 1), first + 1))
        return any(office is not None and office.last >= last and office.last > office.first + 1 for office in found)

    def _is_title(self, word: Token) -> bool:
        """True for a courtesy with the article before a name that is another span: الملك، الملا."""
        following = self._tokens[word.index + 1 : word.index + 2]
        named = bool(following) and self._names.is_name(following[0].fold)
        return named and word.fold[:2] == "ال" and self._honours(word.index)

    def _no_name(self, words: Sequence[Token], span: TaggedSpan) -> bool:
        """True for one word that names nobody: a letter, or an ordinary word behind و ف ب ل ك (للاتهامات).

        So for a verb (يفيد) or particle (رح) and people of a kind (الصليبيين) that are taken for a person.
        """
        if len(words) > 1:
            return False
        word, person = words[0], span.kind == "person"
        people = word.fold[:2] == "ال" and word.fold.endswith(_PEOPLES)
        if len(word.fold) < 2 or (person and (people or word.fold in _KUNYA or self._is_title(word))):
            return True
        if person and word.text.endswith(_INDEFINITE):
            return True
        if self._names.is_name(word.fold) or word.fold[:2] == "ال":
            return person and not self._names.is_name(word.fold) and self._names.is_ordinary(word.fold[2:])
        if any(cut and len(stem) >= _PLAIN and self._names.is_ordinary(stem) for cut, stem in word.stems):
            return True
        finite = any(form.person == 3 for form in self._verbs.readings(word))
        return person and self._names.is_ordinary(word.fold) and (finite or len(word.fold) == 2)


def proclitic(token: Token, names: NameBook, spoken: frozenset[str] = frozenset()) -> int:
    """How many letters before a name are attached و ف ب ل ك: where a known name or an article remains.

    So where the rest stands by itself elsewhere in the report (`spoken`, folded).
    """
    given = any(cut and names.is_given(stem) for cut, stem in token.stems)
    if names.is_given(token.fold) or (names.is_name(token.fold) and not given):
        return 0
    ordinary = names.is_ordinary(token.fold)
    for cut, stem in token.stems:
        named = not ordinary and (names.is_name(stem) or (len(stem) > 2 and stem in spoken))
        if cut and (named or (stem[:2] == "ال" and len(stem) > 4)):
            return cut  # لجان is committees, not for Jan
    return 0
