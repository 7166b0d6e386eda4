"""Who, what and when stands in each sentence: mentions, nameless participants, places and times by token."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from khabar.events.adjectives import describes, disagrees, feminine, relative
from khabar.events.datelines import outside_dateline
from khabar.events.offices import in_office
from khabar.events.vocabulary import Participant, Side, Vocabulary
from khabar.objects import Count, Entity, Mention, Sentence, Text, Time, Token
from khabar.text.fold import without_article
from khabar.text.verbs import VerbForm

Sort = Literal["group", "person", "state", "place", "people"]
_GROUPS = ("organization", "armed_group", "media")
_MAX_PHRASE = 5
_STATION = 4  # words between where someone stands and the word that says so
_FROM = ("من", "عن")
OWNERLESS = ("", "GOV", "COP")  # bodies whose name does not stand in apposition to them
_PEOPLE = ("UAF", "REB", "OPP", "CVL", "JRN", "MED")  # whom an adjective of origin makes no arm of their state
WHO = frozenset({"الذي", "التي", "الذين", "اللذين", "اللذان", "اللتين", "اللتان", "اللواتي", "اللاتي"})
ELSEWHERE = "elsewhere"  # where someone is, and not what is done


@dataclass(frozen=True, slots=True)
class Player:
    """Tokens `first` to `last` (exclusive) name someone or somewhere. `entity` is None for one no mention named.

    `adjective`: a state told by an adjective of origin (قصف روسي). `participant` is the head's entry, if any; for a
    mention it is that of the head noun before it (طائرات | التحالف), and `first` is then the head's. `cut` are the
    letters of what is attached before a nameless one (و، ل، لل).
    """

    first: int
    last: int
    sort: Sort
    entity: str | None
    kind: str
    adjective: bool = False
    participant: Participant | None = None
    preposition: str = ""
    cut: int = 0

    @property
    def side(self) -> Side | None:
        """The side that the head noun of a nameless one is likeliest on (شبان, مسلحون); None for whoever is named."""
        return self.participant.side if self.entity is None and self.participant is not None else None


class Scene:
    """The players of a report by token, its times and counts. Built once a report; lookups are by bisection."""

    def __init__(
        self,
        text: Text,
        entities: Sequence[Entity],
        times: Sequence[Time],
        counts: Sequence[Count],
        words: Vocabulary,
    ) -> None:
        self.text = text
        self.words = words
        self.starts = [t.start for t in text.tokens]
        self.entities = {e.id: e for e in entities}
        self._mentions = self._by_token(entities)
        self._mention_firsts = [first for first, *_ in self._mentions]
        self.timed = self._cover(times)
        self.counted = self._cover(counts)
        self._figures = {self.token_at(c.start): (bisect_left(self.starts, c.end), c.start) for c in counts}
        self._players: dict[int, tuple[Player, ...]] = {}

    def forms(self, token: int) -> tuple[VerbForm, ...]:
        """The readings of a token as a verb."""
        return self.words.forms.readings(self.text.tokens[token])

    def token_at(self, offset: int) -> int:
        """The index of the token that holds or follows the offset."""
        at = bisect_right(self.starts, offset) - 1
        return at if at >= 0 and self.text.tokens[at].end > offset else at + 1

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that begins at the offset or last before it."""
        sentences = self.text.sentences
        return sentences[max(0, bisect_right(sentences, offset, key=lambda s: s.start) - 1)]

    def _by_token(self, entities: Sequence[Entity]) -> list[tuple[int, int, Entity, Mention]]:
        found = [
            (self.token_at(m.start), bisect_left(self.starts, m.end), e, m)
            for e in entities
            for m in e.mentions
            if m.form != "pronoun"
        ]
        found.sort(key=lambda f: (f[0], -f[1]))
        kept: list[tuple[int, int, Entity, Mention]] = []
        for first, last, entity, mention in found:
            if first < last and (not kept or first >= kept[-1][1]):
                kept.append((first, last, entity, mention))
        return kept

    def _cover(self, spans: Sequence[Time | Count]) -> dict[int, int]:
        """Token → index of the time or count that covers it."""
        covered: dict[int, int] = {}
        for index, span in enumerate(spans):
            for at in range(self.token_at(span.start), bisect_left(self.starts, span.end)):
                covered.setdefault(at, index)
        return covered

    def players(self, sentence: Sentence) -> tuple[Player, ...]:
        """The players of a sentence in order, without overlaps."""
        if sentence.index not in self._players:
            told = outside_dateline(self.text, sentence, self._of_sentence(sentence))
            self._players[sentence.index] = tuple(in_office(self, told, sentence))
        return self._players[sentence.index]

    def in_names(self, sentence: Sentence) -> frozenset[int]:
        """The tokens of the names of persons in a sentence: they tell no deed (فيدان is not ف and يدان)."""
        found: set[int] = set()
        begin, end = (bisect_left(self._mention_firsts, at) for at in (sentence.first, sentence.last))
        for first, last, entity, mention in self._mentions[begin:end]:
            if entity.kind == "person" and mention.form == "name":
                found.update(range(first, last))
        return frozenset(found)

    def of_bodies(self, sentence: Sentence) -> frozenset[int]:
        """The first tokens of the bodies of states in a sentence (مسيرة تركية)."""
        begin, end = (bisect_left(self._mention_firsts, at) for at in (sentence.first, sentence.last))
        found = ((first, e) for first, _, e, _ in self._mentions[begin:end])
        return frozenset(first for first, e in found if e.kind == "organization" and e.actor_code)

    def inside_names(self, sentence: Sentence) -> frozenset[int]:
        """The tokens that names hold in a sentence, the first only if nothing is written onto it (وادي, not ووادي)."""
        found: set[int] = set()
        begin, end = (bisect_left(self._mention_firsts, at) for at in (sentence.first, sentence.last))
        for first, last, _, mention in self._mentions[begin:end]:
            if mention.form == "name":
                found.update(range(first + (self.starts[first] < mention.start), last))
        return frozenset(found)

    def _of_sentence(self, sentence: Sentence) -> list[Player]:
        found: list[Player] = []
        at = sentence.first
        next_mention = bisect_left(self._mention_firsts, sentence.first)
        while at < sentence.last:
            while next_mention < len(self._mentions) and self._mentions[next_mention][0] < at:
                next_mention += 1
            mention = self._mentions[next_mention] if next_mention < len(self._mentions) else None
            if mention is not None and mention[0] == at:
                found.append(self._mentioned(mention, at, None))
                at = mention[1]
                continue
            player = self._participant(at, sentence, mention)
            if player is not None:
                found.append(player)
                at = player.last
                continue
            at += 1
        return found

    def _mentioned(self, mention: tuple[int, int, Entity, Mention], first: int, head: Participant | None) -> Player:
        _, last, entity, span = mention
        sort: Sort = "group"
        acting = self.words.participants.get(self.text.tokens[first].fold)
        if entity.kind == "place" and entity.actor_code and acting is not None and acting.side == "agent":
            sort = "state"  # الاحتلال التركي acts, whatever the country is elsewhere in the report
        elif entity.kind in ("place", "facility"):
            sort = "place"
        elif entity.kind in ("person", "state", "people"):
            sort = entity.kind
        word = self.text.tokens[last - 1]
        described = relative(word) or word.fold.endswith("يا")  # مقترحا مصريا
        adjective = entity.kind == "state" and described and span.form != "name"
        if entity.kind == "state" and relative(self.text.tokens[last - 1]) and _relative_of(span.text, entity.name):
            adjective = True
        if entity.kind == "armed_group" and last == first + 1:
            adjective = word.fold.endswith("يه") or (word.fold.endswith("ي") and not self.definite(first))  # هجوم حوثي
        return Player(first, last, sort, entity.id, entity.kind, adjective and head is None, head, self.governor(first))

    def _participant(
        self, at: int, sentence: Sentence, mention: tuple[int, int, Entity, Mention] | None
    ) -> Player | None:
        """A nameless participant that begins at a token; a mention right after its head makes it that mention's.

        A figure before the head is part of it (ثلاثة جنود): what governs the figure governs the phrase.
        """
        if self.text.tokens[at].kind == "punct" or at in self.timed:
            return None
        head = self._head(at)
        if head is None:
            return None
        noun, entry = head
        mention = self._of_phrase(mention, at, entry)
        last = self._extend(noun, sentence)
        if mention is not None and self._owned(last, mention[0]) and mention[2].kind not in ("place", "facility"):
            return self._mentioned(mention, at, entry)
        if mention is not None and mention[1] <= sentence.last and self._backed(noun, mention[0]):
            return self._nameless(at, mention[1], entry)  # فصائل موالية للدولة are not the state
        if mention is not None and at < mention[0] <= last and mention[0] - noun <= 3 and mention[1] <= sentence.last:
            follows = self._mentioned(mention, at, entry)
            if follows.kind == "person" and not (entry.id == "bodies" and self.definite(noun)):
                return follows  # not of التقى الوفد | رئيس البلدية
            # 41 نائبا أردنيا and شركات أردنية are no state; جنود أردنيون are its army
            people = entry.code in _PEOPLE or noun > at or not (entry.code or self.definite(noun))
            if people and follows.kind == "state" and relative(self.text.tokens[mention[1] - 1]):
                return self._nameless(at, max(last, mention[1]), entry)
            ownerless = entry.code in OWNERLESS and self.definite(noun)  # دعت الجمعية | جيش الوادي
            if follows.kind != "state" and (ownerless or self.parted(noun, mention[0])):
                return self._nameless(at, min(last, mention[0]), entry)  # استهدفت فصائل المعارضة | قوات الوادي
            if entry.side == "protester" and follows.sort == "group":
                return self._nameless(at, max(last, mention[1]), entry)  # طلاب جامعة الوادي
            if entry.side != "victim" and follows.sort != "place":
                return follows
            if follows.sort == "place":
                return None if entry.side == "means" else self._nameless(at, max(noun + 1, mention[0]), entry)
        return None if entry.side == "means" else self._nameless(at, last, entry)

    def _of_phrase(
        self, mention: tuple[int, int, Entity, Mention] | None, first: int, head: Participant
    ) -> tuple[int, int, Entity, Mention] | None:
        """The mention that may belong to the phrase before it: none joined by و (قوات الإقليم | ومقاتلو الجماعة)."""
        if mention is None or mention[0] == first or head.side == "means":
            return mention
        joined = self.starts[mention[0]] < mention[3].start and self.text.tokens[mention[0]].fold[0] == "و"
        return None if joined else mention

    def _head(self, at: int) -> tuple[int, Participant] | None:
        """The noun of a participant that begins at a token, and its entry; past a figure, any noun of people."""
        last, _ = self._figures.get(at, (at + 1, 0))
        heads: list[tuple[int, Participant]] = []
        for noun in range(at, last):
            entry = self.entry(self.text.tokens[noun])
            if entry is None and last > at + 1:
                entry = self.words.counted_as(self.text.tokens[noun])
            if entry is not None:
                heads.append((noun, entry))
        crowd = heads[:1]  # عشرات | المدنيين: whom the figure counts, where it says
        return next((h for h in heads if h[1].id != "protesters"), crowd[0] if crowd else None)

    def definite(self, at: int) -> bool:
        """True for a word with the article: no genitive follows it."""
        return any(stem.startswith("ال") for _, stem in self.text.tokens[at].stems)

    def entry(self, token: Token) -> Participant | None:
        """The participant that a word is the head of."""
        if token.kind != "word" or (token.index and describes(self.text.tokens[token.index - 1], token)):
            return None
        stems = [s for cut, s in token.stems if not (cut and token.text[:cut].endswith("ك"))]  # كميات, كجنود
        heads, opener = self.words.participants, next((s for s in stems if s in self.words.openers), None)
        if opener is not None and token.index + 1 < len(self.text.tokens):
            together = heads.get(f"{opener} {self.text.tokens[token.index + 1].fold}")
            if together is not None:
                return together
        return next((p for stem in stems if (p := self._heads(stem))), None)

    def _heads(self, stem: str) -> Participant | None:
        """The participant that a word without proclitics heads, with or without article."""
        heads = self.words.participants
        return heads.get(stem) or heads.get(without_article(stem))

    def _nameless(self, first: int, last: int, entry: Participant) -> Player:
        token = self.text.tokens[first]
        if first in self._figures:
            cut = self._figures[first][1] - token.start
        else:
            cut = next((c for c, s in token.stems if self._heads(s) or s in self.words.openers), 0)
            cut += token.fold[max(0, cut - 1) :].startswith("لل") if cut else 0
        return Player(first, last, "people", None, "people", False, entry, self.governor(first), cut)

    def parted(self, noun: int, mention: int) -> bool:
        """True where a phrase that ends in a word with the article stands before a noun of people without one."""
        closed = mention - noun > 1 and self.definite(mention - 1)
        return closed and not self.definite(mention) and self.entry(self.text.tokens[mention]) is not None

    def _owned(self, last: int, mention: int) -> bool:
        """True where only تابعة لـ lies between a phrase and a mention (طائرة مسيرة تابعة للتحالف)."""
        tokens = self.text.tokens
        return (
            any(tokens[i].fold in self.words.lists["owned"] for i in (last - 1, last) if i < len(tokens))
            and 0 <= mention - last <= 2
        )

    def _backed(self, noun: int, mention: int) -> bool:
        """True where a mention tells who is behind those that a noun names (ميليشيات مدعومة من | الدولة)."""
        tokens, lists = self.text.tokens, self.words.lists
        at = mention - 1 if tokens[mention - 1].fold in lists["preposition"] else mention
        attached = at == mention and tokens[mention].fold[:1] in "بل"
        near = noun < at - 1 <= noun + _MAX_PHRASE and (attached or at < mention)
        return near and tokens[at - 1].fold in lists["backed"] and tokens[at - 1].fold not in lists["owned"]

    def has_backer(self, tokens: range) -> bool:
        """True where a phrase says who is behind those whom it names."""
        return any(self.text.tokens[at].fold in self.words.lists["backed"] for at in tokens)

    def _extend(self, at: int, sentence: Sentence) -> int:
        """Past the adjectives and the genitive that belong to the head."""
        tokens = self.text.tokens
        definite = tokens[at].fold.startswith("ال")
        last = at + 1
        while last < sentence.last and last - at < _MAX_PHRASE:
            token = tokens[last]
            if token.kind != "word" or last in self.timed or self.verb(token):
                break
            closed = any(token.fold in self.words.lists[name] for name in ("preposition", "fire"))
            closed = closed or (tokens[at].fold in self.words.lists["only-struck"] and self._strike(token))
            if closed or disagrees(tokens[at], token) or token.fold in WHO:
                break
            article = token.fold.startswith("ال")
            lone = token.fold.startswith("لل") and last == at + 1 and not definite  # not القوات | للبلدة
            genitive = definite or (last == at + 1 and not tokens[at].fold.endswith(("ون", "ين", "ان")))
            alike = relative(token) or (feminine(tokens[at]) and feminine(token))  # مجموعة مسلحة ملثمة
            if not ((article and genitive) or lone or (not definite and not article and alike)):
                break
            definite = definite or article
            last += 1
        return last

    def _strike(self, token: Token) -> bool:
        """True for a noun of violence, which is told of its victims (ضحايا | القصف الروسي) and names nobody."""
        return any(n.kind.type == "ASSAULT" and not n.people for _, n in self.words.read(token).nouns)

    def verb(self, token: Token) -> bool:
        """True for a word that may be a finite verb."""
        return any(f.person > 0 for f in self.words.forms.readings(token)) and not token.fold.startswith("ال")

    def governor(self, first: int) -> str:
        """The preposition that governs what begins at a token: attached (ب، ل، ك) or the word before; else empty."""
        token = self.text.tokens[first]
        head = token.fold[1:] if token.fold[:1] in "وف" else token.fold
        before = self.text.tokens[first - 1] if first else None
        if before is not None and before.kind == "punct" and before.text in '"”“»«#' and first > 1:
            before = self.text.tokens[first - 2]
        if before is not None and before.kind == "word":
            bare = before.fold[1:] if before.fold[:1] in "وف" and len(before.fold) > 2 else before.fold
            if bare in self.words.lists["preposition"]:
                return bare
            if bare in self.words.lists["of-people"]:
                return "من"
            if bare in ("ل", "ب", "لـ", "بـ"):
                return bare[0]
        if head.startswith("لل"):
            return "ل"
        if head[:1] in "بل" and without_article(head[1:]) != head[1:]:
            return head[0]
        known = head[1:] in self.words.participants or head[1:] in self.words.lists["offices"]
        if head[:1] in "بل" and known and any(s == head[1:] for _, s in token.stems):
            return head[0]
        return ""

    def whereabouts(self, first: int) -> str:
        """The preposition that governs a place with the nouns before it (من | بلدة | X), or `ELSEWHERE`.

        Who is stationed in a town (المتمركزة في) or fires from it (مصدرها) acts on another place; a car of
        the hospital of X (تابعة لمشفى X) may be anywhere, and who holds a place (خاضعة لسيطرة X) is none.
        """
        tokens, at = self.text.tokens, first
        while at and self._before_name(at - 1):
            at -= 1
        while at < first and tokens[at].kind != "word":
            at += 1
        letter = next((tokens[at].fold[c - 1] for c, s in tokens[at].stems if c and s in self.words.places), "")
        said = letter if letter in ("ب", "ل") else self.governor(at)
        before = at - 1 if letter or not said or said in ("ب", "ل") else at - 2
        if said in _FROM and before >= 0 and any(s in self.words.lists["off"] for _, s in tokens[before].stems):
            return "قرب"
        if letter == "ل" and before >= 0 and tokens[before].fold in self.words.lists["owned"]:
            within = any(s in self.words.lists["administrative"] for _, s in tokens[at].stems)
            return said if within else "من"
        if not said and before >= 0 and any(s in self.words.lists["held"] for _, s in tokens[before].stems):
            return ELSEWHERE
        sake = self.words.lists["sake"]  # تضامنا مع غزة
        if said in ("مع", "ل", "") and before >= 0 and any(s in sake for _, s in tokens[before].stems):
            return ELSEWHERE
        reach = _STATION if said in ("في", "ب", "قرب") else 1 if said in ("", "علي") else 0
        if self._stationed(before, reach):
            return ELSEWHERE
        return said

    def _stationed(self, at: int, reach: int) -> bool:
        """True where a word close before says that someone stands there or fires from there (مصدرها قاعدة في)."""
        for back in range(at, max(-1, at - reach), -1):
            token = self.text.tokens[back]
            if token.kind != "word" or self.verb(token):
                return False
            if any(s in self.words.lists["elsewhere"] for _, s in token.stems):
                return True
        return False

    def _before_name(self, at: int) -> bool:
        """True for what stands between a preposition and a place's name: nouns of place, hashes, quotation marks."""
        token = self.text.tokens[at]
        if token.kind != "word":
            return token.text in '"”“»«#_(' and at > 0
        return any(s in self.words.places for _, s in token.stems) and token.fold not in self.words.lists["preposition"]


def _relative_of(mention: str, name: str) -> bool:
    whole = mention.removeprefix("ل") == name.removeprefix("ال")  # السعودية, in للسعودية
    return mention != name and not mention.startswith(name) and not whole
