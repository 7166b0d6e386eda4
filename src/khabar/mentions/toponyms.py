"""Names of places: from the gazetteer where context or fame bear them, by a head noun where nothing knows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from khabar.lexicon import Lexicon, compile_verb_forms
from khabar.mentions.actors import ActorBook, compile_actors
from khabar.mentions.place_context import PlaceContext, PlaceName
from khabar.mentions.place_words import Head, PlaceWords, compile_place_words, may_head
from khabar.mentions.words import NameBook, compile_names
from khabar.objects import Candidate, EntityKind, Text
from khabar.text.fold import fold
from khabar.text.quotes import is_quote
from khabar.text.verbs import VerbForms

_ARABIC = re.compile("[\u0621-\u064a]+")
_SETTLED = ("city", "village")
_MAX_WORDS, _MAX_NESTED = 4, 3


class PlaceFinder:
    """Finds places in one text. `named` tells, by first token, how far a name known to the actor books reaches."""

    def __init__(self, text: Text, lexicon: Lexicon, named: Mapping[int, int]) -> None:
        self._text = text
        self._tokens = text.tokens
        self._named = named
        self._words: PlaceWords = lexicon.build(compile_place_words)
        self._names: NameBook = lexicon.build(compile_names)
        self._actors: ActorBook = lexicon.build(compile_actors)
        self._verbs: VerbForms = lexicon.build(compile_verb_forms)
        self._context = PlaceContext(text, lexicon)
        self._sure: set[str] = set()
        self._depth = 0
        self._quoted_from = {q.start: q for q in text.quotations if q.closed}

    def find(self) -> list[Candidate]:
        """Candidates of places by start; a name that a head noun proves once is believed everywhere in the text."""
        found: dict[int, Candidate] = {}
        doubtful: list[PlaceName] = []
        at = 0
        while at < len(self._tokens):
            after = at + 1
            if self._tokens[at].kind == "word":
                after = self._headed(at, found) or self._bare(at, found, doubtful) or after
            at = max(after, at + 1)
        for name in doubtful:
            candidate = self._candidate(name, "mention.place.repeated", 0.8)
            if fold(candidate.text) in self._sure and candidate.start not in found:
                found[candidate.start] = candidate
        return [found[start] for start in sorted(found)]

    # ----------------------------------------------------------------------------------------------- head nouns

    def _headed(self, at: int, found: dict[int, Candidate]) -> int | None:
        """A head noun and the name or names after it."""
        unit = self._unit(at, found)
        if unit is not None:
            return unit
        match = self._words.heads.at(self._tokens, at)
        if match is None or match.last >= len(self._tokens):
            return None
        head, written = match.values[0], self._tokens[at].text[match.cut :]
        if not may_head(head, written) or self._context.phrase(at) is not None:
            return None  # وأدى is not وادي; ساحة المعركة is none
        whole = self._context.match(at) if head.include else None
        if whole is not None and whole.last > match.last:
            town = self._context.is_town(whole)  # جسر الشغور is no bridge
            self._keep(self._candidate(whole, "mention.place.gazetteer", 0.95, None if town else head), found)
            return whole.last
        last = self._after_head(match.last, head, match.start, found)
        if last is None:
            return None
        while head.many:
            following = self._next_in_list(last)
            more = following and self._after_head(following, head, self._tokens[following].start, found)
            if not more:
                break
            last = more
        return last

    def _after_head(self, at: int, head: Head, start: int, found: dict[int, Candidate]) -> int | None:
        """The name after a head noun; `start` is where the name begins when the noun is part of it."""
        quoted = self._quoted(at, head, start, found)
        if quoted is not None:
            return quoted
        at = self._skip(at)
        if (
            at >= len(self._tokens)
            or self._tokens[at].kind != "word"
            or self._text.raw.find("\n", self._tokens[at - 1].end, self._tokens[at].start) >= 0
        ):
            return None
        joined = head.many and self._tokens[at].fold[:1] == "و"  # بلدات وقرى X وY
        nested = self._words.heads.at(self._tokens, at, proclitics=joined)
        name = self._name_after(at, head)
        if nested is not None and (joined or not nested.values[0].weak) and (name is None or name.last <= nested.last):
            if (nested.values[0].include and head.include) or self._depth >= _MAX_NESTED:
                return None
            self._depth += 1
            last = self._headed(at, found)
            self._depth -= 1
            return last
        listed = self._tokens[at].fold[:1] == "و"
        if name is not None:
            if not self._fits(name, head):
                # منطقة النهر الأبيض بريف X is more than the name in it, where the text says where it lies.
                longer = not head.weak and not listed and (self._context.located_end(at) or 0) > name.last
                return self._unknown(at, head, start, listed, found) if longer else None
            rule = "mention.place.context" if head.weak else "mention.place.head"
            # The market of a known town is made one with it later, where the encoder has its say (wholes).
            begin = start if head.include and not (head.local and self._context.plausible(name)) else None
            self._keep(self._candidate(name, rule, 0.9 if head.weak else 0.97, head, begin), found)
            return name.last
        return None if head.weak else self._unknown(at, head, start, listed, found)

    def _quoted(self, at: int, head: Head, start: int, found: dict[int, Candidate]) -> int | None:
        """A name that the text puts in quotation marks after a head noun: مخيم “الأمل الجديد”."""
        if head.weak or at >= len(self._tokens) or not is_quote(self._tokens[at].text):
            return None
        opened = self._tokens[at].start
        mark = self._quoted_from.get(opened)
        last = at + 1
        while mark is not None and last < len(self._tokens) and self._tokens[last].end <= mark.inner_end:
            last += 1
        name = self._context.match(at + 1) if at + 1 < len(self._tokens) else None
        if (
            mark is None
            or not 0 < last - at - 1 <= _MAX_WORDS
            or any(t.kind != "word" for t in self._tokens[at + 1 : last])
        ):
            return None
        begin, end = (start, mark.end) if head.include else (self._tokens[at + 1].start, self._tokens[last - 1].end)
        rows = name.rows if name is not None and name.last == last and not name.cut else ()
        self._keep(
            Candidate(
                start=begin,
                end=end,
                text=self._text.raw[begin:end],
                kind=head.kind if head.include else "place",
                form="name",
                rule="mention.place.head" if rows else "mention.place.unknown",
                score=0.9,
                places=rows,
                head=head.word,
            ),
            found,
        )
        return last + 1

    def _name_after(self, at: int, head: Head) -> PlaceName | None:
        """The gazetteer name after a head noun; in a list و may be cut, nothing else. تل alone is no name of تل حلف."""
        joined = self._tokens[at].fold[:1] == "و"
        name = self._context.match(at, prefer_cut=joined)
        if name is None or self._names.is_particle(self._tokens[at]) or (name.cut and not (joined and name.cut == 1)):
            return None
        stem = self._tokens[at].fold[name.cut :]
        alone = name.last == at + 1 and stem in self._words.opening
        if alone and self._continues(at + 1, stem, True):
            return None
        whole = self._context.match(at - 1) if head.feature in _SETTLED and not head.many else None
        if whole is None or whole.last != name.last:
            return name
        return replace(name, rows=tuple(dict.fromkeys((*whole.rows, *name.rows))))  # مدينة نصر, or a city called نصر

    def _fits(self, name: PlaceName, head: Head) -> bool:
        """True where the head noun bears the name: any for a village or town, no ordinary word for looser nouns."""
        word = self._tokens[name.first].fold[name.cut :]
        if name.last == name.first + 1 and (word in self._words.not_names or self._context.titled(name.first)):
            return False
        if not head.sure and self._context.possessed(name):
            return False
        if self._context.followed(name.last):
            return True
        if head.id == "governorate" and self._names.is_given(word):
            return False
        if name.last == name.first + 1 and (self._actors.demonym(word) is not None or self._side(name.first)):
            return False
        ordinary = self._names.is_ordinary(word)
        if ordinary and word[:2] != "ال" and name.last == name.first + 1 and word.endswith("ه"):
            return False
        if head.id == "around":
            return not ordinary and (self._context.plausible(name) or not self._context.person_like(name))
        if head.weak:
            return not name.common and (self._context.plausible(name) or not self._context.person_like(name))
        return head.sure or not name.common or (head.id == "district" and not ordinary)

    def _side(self, at: int) -> bool:
        """True for a word of direction: جنوب شرق الأناضول، شمال وشرق سوريا."""
        return self._words.directions.at(self._tokens, at) is not None

    def _unit(self, at: int, found: dict[int, Candidate]) -> int | None:
        """A military unit by its number: a site after a word of place (من اللواء 47), else the unit itself."""
        if at + 1 >= len(self._tokens) or self._tokens[at + 1].kind != "number":
            return None
        cut = next((c for c, s in self._tokens[at].stems if s in self._words.units), None)
        if cut is None:
            return None
        before = {s for _, s in self._tokens[at - 1].stems} if at else set()
        placed = bool(before & (self._words.locative | {"من", "محيط"})) or self._tokens[at].text[:cut].endswith("ب")
        start, end = self._tokens[at].start + cut, self._tokens[at + 1].end
        found[start] = Candidate(
            start=start,
            end=end,
            text=self._text.raw[start:end],
            kind="facility" if placed else "armed_group",
            form="name",
            rule="mention.unit.number",
            score=0.9,
            head=fold(self._tokens[at].text[cut:]),
        )
        return at + 2

    def _unknown(self, at: int, head: Head, start: int, listed: bool, found: dict[int, Candidate]) -> int | None:
        """A name that no gazetteer has: قرية النمرودية."""
        token = self._tokens[at]
        cut = 1 if listed and head.many else 0
        glued = self._context.unglued(at, min(at + 2, len(self._tokens))) if head.sure and not listed else None
        if glued is not None:
            begin = start if head.include else token.start
            name = PlaceName(at, glued[0], 0, glued[2], False)
            self._keep(self._candidate(name, "mention.place.head", 0.8, head, begin, glued[1]), found)
            return glued[0]
        word = token.fold[cut:]
        located = self._context.located_end(at) if not listed else None
        if located is None and not self._can_name(word, at, head, listed):
            return None
        last = located or at + 1
        opening = word in self._words.opening
        while last < len(self._tokens) and last - at < _MAX_WORDS and self._continues(last, word, opening):
            opening = self._tokens[last].fold in self._words.opening
            last += 1
        begin = start if head.include else token.start + cut
        end = self._tokens[last - 1].end
        kind: EntityKind = head.kind if head.include else "place"
        compound = word in self._words.opening and last > at + 1 and not head.weak  # منطقة أبو حامضة
        candidate = Candidate(
            start=begin,
            end=end,
            text=self._text.raw[begin:end],
            kind=kind,
            form="name",
            rule="mention.place.unknown" if (head.sure or compound) and not head.many else "mention.place.supposed",
            score=0.8,
            head=head.word,
        )
        self._keep(candidate, found)
        return last

    def _can_name(self, word: str, at: int, head: Head, listed: bool) -> bool:
        names = self._names
        if word in self._words.opening and not head.weak:
            return at + 1 < len(self._tokens) and self._continues(at + 1, word, True)
        if word in self._words.not_names or word in names.closed or len(word) < 3 or at in self._named:
            return False
        if head.word[:2] == "ال" or self._context.attached(at):
            return False
        if self._actors.demonym(word) is not None:
            return False
        if not _ARABIC.fullmatch(word) or self._words.heads.at(self._tokens, at) is not None:
            return False
        ordinary = word in names.common or word in self._words.common
        if word[:2] == "ال":
            return (not listed and (head.sure or not ordinary or self._context.is_adjective(word))) or not ordinary
        return head.sure and not ordinary and not listed and not names.is_particle(self._tokens[at])

    def _continues(self, at: int, first: str, opening: bool) -> bool:
        token = self._tokens[at] if at < len(self._tokens) else None
        if token is None or token.kind != "word" or self._tokens[at - 1].end + 1 < token.start or at in self._named:
            return False
        if self._context.attached(at) or self._words.heads.at(self._tokens, at) is not None:
            return False
        if self._names.is_particle(token) or self._words.directions.at(self._tokens, at, proclitics=False):
            return False
        if opening:
            return token.fold not in self._names.closed
        article = token.fold[:2] == "ال"
        if article:
            compound = (
                first[:2] != "ال"
                and not self._names.is_ordinary(token.fold)
                and not self._context.is_adjective(token.fold)
            )
            return token.fold in self._words.epithets or compound
        return self._names.may_be_name(token.fold) and first[:2] != "ال" and token.fold[:1] not in "وفبل"

    def _next_in_list(self, at: int) -> int | None:
        """The token at which the next name of a list stands: after a comma, or with و attached or before it."""
        if at >= len(self._tokens):
            return None
        token = self._tokens[at]
        if token.text in ("،", ",") and at + 1 < len(self._tokens):
            return at + 1 if self._context.match(at + 1) is not None else None
        if token.fold == "و" and at + 1 < len(self._tokens):
            return at + 1
        return at if token.kind == "word" and token.fold[:1] == "و" and len(token.fold) > 3 else None

    # ----------------------------------------------------------------------------------------------- gazetteer

    def _bare(self, at: int, found: dict[int, Candidate], doubtful: list[PlaceName]) -> int | None:
        """A gazetteer name without head noun: believed for its fame or its surroundings."""
        if at in self._named:
            return self._named[at]
        if self._names.is_particle(self._tokens[at]):
            return None
        other = self._context.phrase(at)
        if other is not None:
            return other
        name = self._context.match(at)
        if name is None:
            return None
        if self._context.against(name) or self._context.other_word(name):
            return None
        rule = self._borne(name)
        if rule is not None:
            self._keep(self._candidate(name, rule, 0.85 if rule == "mention.place.famous" else 0.9), found)
            return name.last
        plausible = self._context.plausible(name)
        if self._context.dateline(at, name.last) and (plausible or not name.common):
            self._keep(self._candidate(name, "mention.place.dateline", 0.9), found)
            return name.last
        if len(self._tokens[at].fold) > 2:
            doubtful.append(name)
        return None

    def _borne(self, name: PlaceName) -> str | None:
        """The rule by which a name without head noun is a place: its fame, where it stands, or what is said of it."""
        context, token = self._context, self._tokens[name.first]
        followed, struck = context.followed(name.last), context.struck(name)
        located = context.located(name) or followed or struck
        plausible = context.plausible(name)
        several = name.last - name.first > 1
        hashed = context.hashed(name.first)
        bears = located and (several or hashed or not context.person_like(name))
        stems = {stem for cut, stem in token.stems if cut == name.cut}  # للمعارضة is ل and المعارضة
        ordinary = not several and any(self._names.is_ordinary(s) or s in self._words.common for s in stems)
        if name.common:
            noun = self._words.heads.at(self._tokens, name.first) is not None  # غارة على معسكر جنوب ليبيا
            noun |= not several and token.fold in self._words.not_names  # القصف على المدينة: one told of before
            fallen_on = struck and plausible and not noun
            stated = (followed and not ordinary) or fallen_on or context.tagged(name.first)
            if not stated:
                return None
        elif not (plausible or bears):
            return None
        if name.cut and not plausible and not located:
            return None
        if several and not name.cut and context.by_hand(name):
            return "mention.place.known"
        if plausible:
            return "mention.place.context" if located else "mention.place.famous"
        listed = context.listed(name) and (name.cut > 0 or not self._verbs.readings(token))  # في حلب، أغار على
        said = struck or listed or (context.placed(name) and (followed or hashed))
        return "mention.place.stated" if said and not ordinary else "mention.place.located"

    # ----------------------------------------------------------------------------------------------- candidates

    def _candidate(
        self, name: PlaceName, rule: str, score: float, head: Head | None = None, start: int | None = None, end: int = 0
    ) -> Candidate:
        begin = start if start is not None else self._tokens[name.first].start + name.cut
        end = end or self._tokens[name.last - 1].end
        kind: EntityKind = head.kind if head is not None and head.include else "place"
        return Candidate(
            start=begin,
            end=end,
            text=self._text.raw[begin:end],
            kind=kind,
            form="name",
            rule=rule,
            score=score,
            places=name.rows,
            head=head.word if head else None,
        )

    def _keep(self, candidate: Candidate, found: dict[int, Candidate]) -> None:
        found[candidate.start] = candidate
        self._context.ends.add(candidate.end)
        if candidate.rule in (
            "mention.place.head",
            "mention.place.unknown",
            "mention.place.supposed",
            "mention.place.dateline",
        ):
            self._sure.add(fold(candidate.text))

    def _skip(self, at: int) -> int:
        """Past an opening quotation mark or a hash."""
        while at < len(self._tokens) and (is_quote(self._tokens[at].text) or self._tokens[at].text == "#"):
            at += 1
        return at
