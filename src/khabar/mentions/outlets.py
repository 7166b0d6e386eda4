"""Outlets that no book knows, by the words around their names: صحيفة السنديان، موقع “التحول”، كسلا نيوز."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from khabar.lexicon import Lexicon, compile_verb_forms
from khabar.mentions.actors import ActorBook, compile_actors
from khabar.mentions.gazetteer import Gazetteer, compile_gazetteer
from khabar.mentions.spans import proclitic
from khabar.mentions.words import NameBook, compile_names
from khabar.objects import Candidate, Quotation, Text, Token
from khabar.text.fold import fold
from khabar.text.quotes import quoted_words

_QUOTED = 4  # words of an outlet's name in quotation marks
_ADJECTIVES = ("يه", "ي")
_SAYS, _LONG = "ان", 6  # إن، أن, with a pronoun or without (إنهما)
_NEAR, _BEHIND = 9, 3  # words before a site and behind its name in which arms are told of


def compile_outlet_words(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    """The folded words of `roles/outlets` by entry; use as `lexicon.build(compile_outlet_words)`."""
    return {e["id"]: frozenset(fold(w) for w in e["words"]) for e in lexicon.entries("roles/outlets")}


def compile_site_words(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    """The folded words of `roles/sites` by entry; use as `lexicon.build(compile_site_words)`."""
    return {e["id"]: frozenset(fold(w) for w in e["words"]) for e in lexicon.entries("roles/sites")}


def find_outlets(text: Text, lexicon: Lexicon) -> list[Candidate]:
    """Names of outlets after a noun that says so, in quotation marks, or with an ending that only outlets have.

    A name that would be an outlet's but for the arms about it is a military site.
    """
    finder = _Finder(text, lexicon)
    found = [finder.at(number) for number in range(len(text.tokens))]
    return [candidate for candidate in found if candidate is not None]


class _Finder:
    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self._text = text
        self._tokens = text.tokens
        self._words = lexicon.build(compile_outlet_words)
        self._sites = lexicon.build(compile_site_words)
        self._nouns = self._words["noun"] | self._words["loose"]
        self._names: NameBook = lexicon.build(compile_names)
        self._actors: ActorBook = lexicon.build(compile_actors)
        self._gazetteer: Gazetteer = lexicon.build(compile_gazetteer)
        self._verbs = lexicon.build(compile_verb_forms)
        self._quotes: dict[int, Quotation] = {q.start: q for q in text.quotations if q.closed}

    def at(self, number: int) -> Candidate | None:
        """The outlet whose name the token at `number` begins, opens in quotation marks, or ends."""
        token = self._tokens[number]
        before = self._tokens[number - 1] if number else None
        if before is None or before.kind != "word" or "\n" in self._text.raw[before.end : token.start]:
            return None
        if token.fold in self._words["ending"]:
            plain = before.fold not in self._words["noun"] | self._words["ending"] and self._is_free(before)
            return self._made(before.start + self._cut(before), token.end) if plain else None
        nouns = {stem for _, stem in before.stems}
        if nouns & self._words["noun"]:
            return self._quoted(number) or self._named(number) or self._told(before, number)
        if nouns & self._sites["noun"] and self._armed(number):
            site = self._quoted(number)
            return replace(site, kind="facility", rule="mention.facility.site") if site is not None else None
        loose = bool(nouns & self._words["loose"])
        spoken_to = before.fold == "ل" and self._speaks(self._after_quoted(number))
        return (self._quoted(number) if loose or spoken_to else None) or (self._told(before, number) if loose else None)

    def _armed(self, number: int) -> bool:
        """True where the noun before token `number` is no outlet but a site that is held or struck."""
        end = self._after_quoted(number)
        before = [t for t in self._tokens[max(0, number - 3) : number - 1] if t.kind == "word"][-1:]
        if end is None or not any(stem in self._sites["at"] for t in before for _, stem in t.stems):
            return False
        if self._tokens[end : end + 1] and self._tokens[end].fold == "العسكري":
            return True
        near = (*self._tokens[max(0, number - _NEAR) : number - 1], *self._tokens[end : end + _BEHIND])
        return any(stem.startswith(tuple(self._sites["arms"])) for t in near for _, stem in t.stems)

    def _told(self, noun: Token, number: int) -> Candidate | None:
        """One word, whatever else it means, after لوكالة or لموقع and before what is said there: لموقع جسر إن."""
        token = self._tokens[number]
        to = any(cut and noun.fold[cut - 1] == "ل" for cut, stem in noun.stems if stem in self._nouns)
        if not to or not self._speaks(number + 1) or not self._is_free(token) or token.fold.endswith(_ADJECTIVES):
            return None
        return self._made(token.start, token.end)

    def _speaks(self, number: int | None) -> bool:
        """True for a word or mark behind which stands what somebody said."""
        token = self._tokens[number] if number is not None and number < len(self._tokens) else None
        return token is not None and (token.text == ":" or (token.fold.startswith(_SAYS) and len(token.fold) < _LONG))

    def _after_quoted(self, number: int) -> int | None:
        """The token after the quotation that token `number` opens, if it holds a few words."""
        mark = self._quotes.get(self._tokens[number].start)
        words = quoted_words(self._tokens, number, mark, _QUOTED) if mark is not None else ()
        return number + len(words) + 2 if words else None

    def _quoted(self, number: int) -> Candidate | None:
        mark = self._quotes.get(self._tokens[number].start)
        if mark is None:
            return None
        words = quoted_words(self._tokens, number, mark, _QUOTED)
        fits = bool(words) and all(self._is_free(t) for t in words)
        return self._made(mark.inner_start, mark.inner_end) if fits else None

    def _named(self, number: int) -> Candidate | None:
        """A name without marks: a word that nothing else explains, with the definite one after it (درنة الحرة)."""
        token = self._tokens[number]
        if not self._is_free(token) or self._is_common(token) or token.fold.endswith(_ADJECTIVES):
            return None
        following = self._tokens[number + 1] if number + 1 < len(self._tokens) else token
        goes_on = (
            token.fold[:2] != "ال"
            and following.fold[:2] == "ال"
            and following.start == token.end + 1
            and self._actors.demonym(following.fold) is None
        )
        return self._made(token.start, following.end if goes_on else token.end)

    def _is_free(self, token: Token) -> bool:
        """True for a word that is neither function word nor verb of the third person, which news tell in (سرت)."""
        particle = token.kind != "word" or self._names.is_particle(token)
        return not particle and not any(form.person == 3 for form in self._verbs.readings(token))

    def _cut(self, token: Token) -> int:
        """How many letters are attached before the first word of a name, which may be a town's: لكسلا نيوز."""
        towns = (cut for cut, stem in token.stems if cut and self._gazetteer.lookup(stem).rows)
        known = self._gazetteer.lookup(token.fold).rows
        return proclitic(token, self._names) or (0 if known else next(towns, 0))

    def _is_common(self, token: Token) -> bool:
        return any(self._names.is_ordinary(stem) or self._actors.demonym(stem) for _, stem in token.stems)

    def _made(self, start: int, end: int) -> Candidate:
        return Candidate(
            start=start,
            end=end,
            text=self._text.raw[start:end],
            kind="media",
            form="name",
            rule="mention.media.governed",
            score=0.8,
        )


def without_noun(found: Iterable[Candidate], text: Text, lexicon: Lexicon) -> list[Candidate]:
    """Known outlets without the noun before their name, where the rest is a name of the same one."""
    nouns, book = lexicon.build(compile_outlet_words)["noun"], lexicon.build(compile_actors)
    starts = {token.start: number for number, token in enumerate(text.tokens)}
    changed = []
    for candidate in found:
        number = starts.get(candidate.start)
        if candidate.kind == "media" and candidate.actor and number is not None and text.tokens[number].fold in nouns:
            match = book.names.at(text.tokens, number + 1) if number + 1 < len(text.tokens) else None
            if (
                match is not None
                and match.end == candidate.end
                and any(n.actor == candidate.actor for n in match.values)
            ):
                said = text.raw[match.start : match.end]
                candidate = replace(candidate, start=match.start, text=said)
        changed.append(candidate)
    return changed
