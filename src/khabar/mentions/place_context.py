"""Gazetteer names in a text, and what the words around one say for and against a place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khabar.lexicon import Lexicon, compile_verb_forms
from khabar.mentions.actors import ActorBook, compile_actors
from khabar.mentions.gazetteer import Gazetteer, Lookup, compile_gazetteer
from khabar.mentions.place_words import PlaceWords, compile_place_words
from khabar.mentions.words import NameBook, compile_names
from khabar.objects import Text, Token
from khabar.text.fold import TATWEEL, fold_map
from khabar.text.tokens import tokenize
from khabar.text.verbs import VerbForms

# A town of so many people is named without further ado; one far away, or with a proclitic cut, of so many more.
_FAMOUS, _FAMOUS_FAR, _FAMOUS_CUT = 20_000, 150_000, 200_000
_CITY = 100_000  # people of a city whose name is first of all its own
_MAX_WORDS = 4
_LETTERS = re.compile("[\u0621-\u064a]+")
_DRAWN = re.compile(r"(.)\1{2,}")  # a letter written three times or more
_ONWARD = frozenset({"في", "من", "علي", "عن", "ضد", "لم", "لن", "مع", "بعد", "قبل", "منذ"})
_VERB, _NOUN = 4, 5  # letters of the shortest verb, and noun, that is believed to be written onto a name
_THEIRS = ("ها", "هم")
_INDEFINITE = "ًٌٍ"  # endings with which no name is written
_AIM = 6  # tokens before a place in which what fell on it is told


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A spelling of the gazetteer in the text: tokens `first` to `last`, `cut` characters of the first left out."""

    first: int
    last: int
    cut: int
    rows: tuple[int, ...]
    common: bool


class PlaceContext:
    """One text under the gazetteer. `ends` are offsets at which places found so far end, `spoken` its words, folded."""

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self._text = text
        self._tokens = text.tokens
        self._gazetteer: Gazetteer = lexicon.build(compile_gazetteer)
        self._words: PlaceWords = lexicon.build(compile_place_words)
        self._names: NameBook = lexicon.build(compile_names)
        self._actors: ActorBook = lexicon.build(compile_actors)
        self._verbs: VerbForms = lexicon.build(compile_verb_forms)
        self._near = self._words.near
        self.spoken = frozenset(t.fold for t in text.tokens if t.kind == "word")
        self.ends: set[int] = set()

    def attached(self, at: int) -> bool:
        """True for a word with an attached preposition: بإدلب، للنازحين، لتربية."""
        token = self._tokens[at]
        if token.fold[:2] == "لل":
            return True
        return token.fold[:1] in "بل" and any(
            stem[:2] == "ال" or self._names.is_ordinary(stem) or self._gazetteer.lookup(stem).rows
            for cut, stem in token.stems
            if cut == 1
        )

    @staticmethod
    def is_adjective(word: str) -> bool:
        """True for the shape of a relative adjective: العسكرية، الشمالي."""
        return word.endswith(("يه", "ي", "يين", "يون"))

    def match(self, at: int, prefer_cut: bool = False) -> PlaceName | None:
        """The longest gazetteer name that begins with token `at`; readings without cut proclitics win ties."""
        best: PlaceName | None = None
        stems = self._tokens[at].stems
        for cut, stem in reversed(stems) if prefer_cut else stems:
            name = self._walk(at, cut, stem)
            if name is not None and (best is None or name.last > best.last):
                best = name
        return best

    def _walk(self, at: int, cut: int, stem: str) -> PlaceName | None:
        known: Lookup = self._gazetteer.lookup(stem)
        best: PlaceName | None = None
        if known.rows:
            best = PlaceName(at, at + 1, cut, known.rows, known.common or stem in self._words.common)
        key, last = stem, at + 1
        while known.extends and last < len(self._tokens) and last - at < _MAX_WORDS + 1:
            token = self._tokens[last]
            if token.text == "_" or (token.text == "#" and last == at + 1):
                last += 1
                continue
            if (
                token.kind == "punct"
                or token.text[-1] == TATWEEL  # دور الـ32
                or not token.fold
                or "\n" in self._text.raw[self._tokens[last - 1].end : token.start]
            ):
                break
            key += token.fold
            last += 1
            known = self._gazetteer.lookup(key)
            if known.rows and not (cut and self._names.is_particle(token)):
                best = PlaceName(at, last, cut, known.rows, known.common)
        return best

    def unglued(self, first: int, last: int) -> tuple[int, int, tuple[int, ...]] | None:
        """Where the name of a span ends inside a word that the next one is written onto (تل أبيضأصيب).

        The token after that word, the offset of the name's end, its rows. The name is known, or is said elsewhere in
        the report; what follows is a verb, an ordinary noun or في، من، على.
        """
        before = ""
        for token in self._tokens[first:last]:
            word = token.fold
            for cut in range(len(word) - 2, 2, -1) if token.kind == "word" else ():
                known = self._gazetteer.lookup(before + word[:cut])
                named = (known.rows and not known.common) or (not before and word[:cut] in self.spoken)
                if named and self._may_follow(word[cut:]):
                    return token.index + 1, token.start + fold_map(token.text)[1][cut], known.rows
            before += word
        return None

    def _may_follow(self, rest: str) -> bool:
        """True for a word that a sentence may go on with, written onto a name."""
        if len(rest) < _VERB:
            return rest in _ONWARD
        if len(rest) >= _NOUN and self._names.is_ordinary(rest.removeprefix("ب")):
            return True  # اشتباكات, بتمديد
        return any(form.person == 3 and not form.object for form in self._verbs.readings(tokenize(rest)[0]))

    def is_town(self, name: PlaceName) -> bool:
        """True for what the gazetteer has as a place where people live, or as an area, before all else."""
        return self._gazetteer.row(name.rows[0]).kind in ("locality", "neighbourhood", "county", "region")

    def is_city(self, name: PlaceName) -> bool:
        """True for what the gazetteer has as a city of more than a hundred thousand people."""
        return any(self._gazetteer.row(r).population > _CITY for r in name.rows[:3])

    def by_hand(self, name: PlaceName) -> bool:
        """True for a site that the hand-made books hold: they name what news name."""
        return any(self._gazetteer.by_hand(self._gazetteer.row(r)) for r in name.rows)

    def plausible(self, name: PlaceName) -> bool:
        """True for a name of several words, or of an area or a town that news mention without further ado."""
        rows = [self._gazetteer.row(r) for r in name.rows[:3]]
        least = _FAMOUS_CUT if name.cut else _FAMOUS
        famous = any(
            (r.kind in ("country", "region", "county") and (not name.cut or r.population >= least))
            or r.population >= (least if r.country in self._near else max(least, _FAMOUS_FAR))
            for r in rows
        )
        word = self._tokens[name.first].fold
        if name.last - name.first > 1:
            return famous or not self.person_like(name)
        return famous and not self._names.is_given(word) and self._actors.demonym(word) is None

    def person_like(self, name: PlaceName) -> bool:
        """True where the words are a person's name as well, or nothing that a name is made of."""
        word = self._tokens[name.first].fold
        if name.last - name.first > 1:
            words = [t.fold for t in self._tokens[name.first : name.last] if t.kind == "word"]
            named = word not in self._words.opening and all(self._names.is_name(w) for w in words)
            return self._names.is_given(word) or "عبد" in words or named
        return self._names.is_name(word) or (name.cut == 0 and not self._names.may_be_name(word))

    def after_heads(self, first: int, last: int) -> int:
        """Where the name begins in a span: past nouns of place that are no part of it (قرية، بمحيط) and hashes.

        A span of such nouns alone ends where it began: it names nothing.
        """
        while first < last:
            match = self._words.heads.at(self._tokens, first)
            if match is not None and match.last <= last and (not match.values[0].include or match.last == last):
                first = match.last
            elif self._tokens[first].kind == "punct":
                first += 1
            else:
                break
        return first

    def no_place(self, first: int, last: int) -> bool:
        """True for words of which each is a noun of place (بريف، قرية), an ordinary word, or a person's name alone.

        So for phrases that mean something else (سيول جارفة).
        """
        words = [t for t in self._tokens[first:last] if t.kind == "word"]
        if (self.phrase(first) or 0) >= last:
            return True
        if not words or words[0].text[0] == TATWEEL or words[-1].text[-1] == TATWEEL:
            return True  # the rest of a broken word (بقـ ـصف)
        name = any(self._names.is_name(stem) for _, stem in words[0].stems)
        alone = len(words) == 1 and (name or self._accusative(words[0]))
        return alone or all(self._means_other(token.index) for token in words)

    def indefinite(self, first: int, last: int) -> bool:
        """True for words of which one is written as indefinite (وادٍ سحيق)."""
        return any(mark in token.text for token in self._tokens[first:last] for mark in _INDEFINITE)

    def _accusative(self, word: Token) -> bool:
        """True for what the accusative shows to be no name: أوكارا, a noun, and تورطوا, a verb."""
        if word.fold[:2] == "ال" or word.fold[-1:] != "ا":
            return False
        noun = word.fold[:-1]
        told = noun.endswith("و") and any(form.person for form in self._verbs.readings(word))
        return told or (len(noun) > 3 and any(map(self._names.is_ordinary, (noun, "ال" + noun))))

    def _means_other(self, at: int) -> bool:
        stems = {stem for _, stem in self._tokens[at].stems}
        head = self._words.heads.at(self._tokens, at) is not None
        return head or any(s in self._words.common or self._names.is_ordinary(s) or self._inflected(s) for s in stems)

    def _inflected(self, word: str) -> bool:
        """True for a noun of place that is somebody's (ريفها), and for an ordinary noun drawn out (عاااجل)."""
        drawn = _DRAWN.sub(r"\1", word)
        return (word[-2:] in _THEIRS and word[:-2] in self._words.common) or (
            drawn != word and self._names.is_ordinary(drawn)
        )

    def phrase(self, at: int) -> int | None:
        """The token after a phrase that begins at a token, holds a place's name or noun and means something else."""
        other = self._words.others.at(self._tokens, at)
        return other.last if other is not None else None

    def titled(self, at: int) -> bool:
        """True for a title before a first name, after whom something is named: مدينة الملك فهد."""
        title = self._words.titles.at(self._tokens, at, proclitics=False)
        following = self._tokens[title.last : title.last + 1] if title is not None else ()
        return bool(following) and (self._names.is_given(following[0].fold) or following[0].fold.startswith("عبدال"))

    def possessed(self, name: PlaceName) -> bool:
        """True for an ordinary noun that is somebody's, whatever village is spelled so: منزله is not منزلة."""
        token = self._tokens[name.first]
        word = token.fold[name.cut :]
        if name.last > name.first + 1 or word[:2] == "ال" or token.text.endswith("ة"):
            return False
        nouns = (word[: -len(end)] for end in ("ه", *_THEIRS) if word.endswith(end))
        return any(len(noun) > 2 and self._names.is_ordinary(f) for noun in nouns for f in (noun, "ال" + noun))

    def against(self, name: PlaceName) -> bool:
        """True after a first name or a noun of family, work or firm: what follows is named after the place."""
        if name.first == 0 or name.cut:
            return False
        before = self._tokens[name.first - 1]
        gap = self._text.raw[before.end : self._tokens[name.first].start]
        if before.kind != "word" or "\n" in gap:
            return False
        stems = {s for _, s in before.stems}
        return bool(stems & self._words.against) or (
            self._names.is_given(before.fold) and not self._names.is_particle(before)
        )

    def other_word(self, name: PlaceName) -> bool:
        """True for one word that is another: an adjective of a state, an indefinite, فرقه for رقة with ف, جده for جدة.

        So for the first word of a name that only a cut letter makes: وكيل آباد holds no يل آباد.
        """
        token = self._tokens[name.first]
        if name.last > name.first + 1:
            return name.cut > 0 and any(map(self._names.is_ordinary, (token.fold, "ال" + token.fold)))
        if self.indefinite(name.first, name.last):
            return True  # درعاً, a shield
        word = token.fold[name.cut :]
        short = len(word) == 3 and token.text.endswith("ه") and self._gazetteer.row(name.rows[0]).name.endswith("ة")
        return (
            short
            or self._acts(name)
            or self.possessed(name)
            or self._actors.demonym(word) is not None
            or (name.cut > 0 and self._names.is_ordinary(token.fold) and not token.fold[name.cut :].startswith("ال"))
        )

    def located(self, name: PlaceName) -> bool:
        """True after a preposition of place, in a list of places, after a hash."""
        token = self._tokens[name.first]
        letters = token.text[: name.cut]
        if letters.endswith("ب") or self.hashed(name.first):
            return True
        return self.placed(name) or self.listed(name)

    def listed(self, name: PlaceName) -> bool:
        """True in a list of places, after the first of them: سرمدا والدانا، حارم."""
        token, before = self._tokens[name.first], self._tokens[name.first - 1]
        letters = token.text[: name.cut]
        if name.first == 0 or (before.kind == "word" and before.fold != "و" and not letters):
            return False
        listed = before.text in ("،", ",") or letters.endswith("و") or before.fold == "و"
        return listed and self._after_place(name.first)

    def placed(self, name: PlaceName) -> bool:
        """True right after a word of place, a hash between them or not: في سرمدا، مدخل #سرمدا."""
        at = name.first - 1
        if at > 0 and self._tokens[at].text == "#":
            at -= 1
        if at < 0 or name.cut or self._tokens[at].kind != "word":
            return False
        return any(s in self._words.locative for _, s in self._tokens[at].stems)

    def struck(self, name: PlaceName) -> bool:
        """True after على where a word before it tells what falls on places: الغارات الجوية على سرمدا."""
        before = self._tokens[name.first - 1] if name.first and not name.cut else None
        if before is None or before.fold not in ("علي", "وعلي"):
            return False
        around = self._tokens[max(0, name.first - _AIM) : name.first - 1]
        return any(stem in self._words.aimed for token in around for _, stem in token.stems)

    def _acts(self, name: PlaceName) -> bool:
        """True for a verb joined with و that an indefinite object follows (وتدمر عدداً)."""
        behind = self._tokens[name.last] if name.last < len(self._tokens) else None
        indefinite = behind is not None and "ً" in behind.text
        return name.cut > 0 and indefinite and bool(self._verbs.readings(self._tokens[name.first]))

    def _after_place(self, at: int) -> bool:
        """True in a list of places: one ends right before, or before one more member that begins with و."""
        for back in range(at - 1, max(-1, at - 5), -1):
            token = self._tokens[back]
            if token.end in self.ends:
                return True
            if token.kind == "word" and token.fold[:1] != "و" and self._tokens[back - 1].fold[:1] != "و":
                return False
        return False

    def hashed(self, at: int) -> bool:
        """True right after a hash, or inside a hashtag."""
        if at == 0:
            return False
        before, token = self._tokens[at - 1], self._tokens[at]
        touching = before.text in ("#", "_") and before.end == token.start
        return touching or self._text.raw[before.end : token.start] == "_"

    def followed(self, at: int) -> bool:
        """True where the next words say where it lies: … في ريف درعا، … بريف حماة، … جنوب بلدة، … غربي حلب."""
        if at + 1 < len(self._tokens) and self._tokens[at].text in ("،", ","):
            at += 1
        if at >= len(self._tokens) or self._tokens[at].kind != "word":
            return False
        side = self._words.directions.at(self._tokens, at, proclitics=False)
        if side is not None and side.last < len(self._tokens) and self._tokens[at].fold[:2] != "ال":
            town = self.match(side.last)
            if town is not None and not town.cut and not town.common and self.plausible(town):
                return True
        if self._tokens[at].fold in ("في", "جنوب", "شمال", "شرق", "غرب", "جنوبي", "شمالي", "شرقي", "غربي", "التابعه"):
            at += 1
        elif self._tokens[at].fold[:1] != "ب":
            return False
        head = self._words.heads.at(self._tokens, at) if at < len(self._tokens) else None
        return head is not None and not head.values[0].include and not head.values[0].weak

    def located_end(self, at: int) -> int | None:
        """Where an unknown name ends that the text itself locates: منطقة التل الأحمر بريف درعا."""
        for last in range(at + 1, min(at + _MAX_WORDS, len(self._tokens))):
            token = self._tokens[last - 1]
            if token.kind != "word" or not _LETTERS.fullmatch(token.fold) or self._names.is_particle(token):
                return None
            if self._words.heads.at(self._tokens, last - 1) or token.fold in self._words.not_names:
                return None
            if self.attached(last - 1) or (last - 1 > at and token.fold[:1] == "و"):
                return None
            if self.followed(last) and (last - at > 1 or token.fold[:2] == "ال"):
                return last
        return None

    def tagged(self, at: int) -> bool:
        """True in a hashtag after a noun of place or deed: #مجزرة_الباب."""
        if at == 0 or self._text.raw[self._tokens[at - 1].end : self._tokens[at].start] != "_":
            return False
        return self._tokens[at - 1].fold in self._words.locative

    def dateline(self, at: int, last: int) -> bool:
        """True at the head of a paragraph before a dash or colon: دمشق - خاص."""
        token = self._tokens[at]
        starts = at == 0 or "\n" in self._text.raw[self._tokens[at - 1].end : token.start]
        return starts and last < len(self._tokens) and self._tokens[last].text in ("-", "–", "—", ":", "/", "..")
