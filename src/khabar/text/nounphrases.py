"""How far a noun phrase reaches, without a parser: head, iḍāfa, adjectives, quoted names, parentheses, apposition.

A phrase is read forward from its first token. Arabic gives most of its borders by closed words (prepositions,
complementisers, relatives), by the article (an indefinite noun after a definite one begins the next phrase, unless it
is a name after a title) and by shape (a verb in the present, a feminine past, a verbal noun as object).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from khabar.objects import Text, Token
from khabar.text.quotes import is_quote
from khabar.text.wordclasses import WordClasses

_ATTACHING = (
    "في", "من", "الي", "علي", "عن", "مع", "لدي", "باسم", "بريف", "بمدينه", "بقريه", "ببلده", "بمنطقه", "بمحافظه",
)  # fmt: skip
# Verbs before a verbal noun for what was done (تم نقل الجرحى): too short to be told by their shape.
_COME_ABOUT = ("تم", "تمت", "يتم", "سيتم", "جري", "جرت", "يجري", "ستجري")
_TANWIN = ("اً", "ًا")
# A feminine noun with a pronoun ends no name (دعوته، زيارتها); "his country" owns the noun before it (موقف بلاده).
_OWNED = ("ته", "تها", "تهم")
_PRONOUNS = ("ه", "ها", "هم", "هما")
_COUNTRY_OF_HIS = ("بلاده", "بلادها", "بلادهم")
# Behind a title: who holds the office for a while.
_ACTING = ("بالانابه", "بالوكاله", "بالنيابه", "بالتكليف")
_ABOUT = ("نحو", "حوالي", "قرابه")
MAX_NAME = 5
MAX_PARENTHESIS = 12
MAX_QUOTED_NAME = 7


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A phrase of tokens `first` to `last` (exclusive).

    `core` is where head, iḍāfa and adjectives end, before prepositional phrases and appositions; `apposition` are
    the tokens of a second phrase between commas that names the same one; `name` those of a name after a title.
    """

    first: int
    last: int
    core: int
    apposition: tuple[int, int] | None = None
    name: tuple[int, int] | None = None


class NounPhrases(WordClasses):
    """Reads noun phrases."""

    def at(
        self,
        text: Text,
        first: int,
        limit: int,
        units: Mapping[int, int] | None = None,
        people: Mapping[int, int] | None = None,
        prepositions: bool = False,
        coordination: bool = False,
        barred: frozenset[str] = frozenset(),
    ) -> NounPhrase | None:
        """The noun phrase that begins with token `first` and ends before token `limit`, or None.

        `units` maps the first token of a known mention to the token after it: mentions are never cut. `people` are
        those of them that name a person. With `prepositions`, phrases with في، من، إلى، لـ that follow the core
        belong to it (مصدر في الوزارة), except those named in `barred`, folded, because the verb governs them. With
        `coordination`, nouns joined by an attached و belong too. One apposition between commas is taken in.
        """
        units, people = units or {}, people or {}
        core = self._core(text, first, limit, units, people) if first < limit else None
        if core is None:
            return None
        end, name = core
        whole = end
        titled = self.is_a(text.tokens[first], "title")
        for _ in range(3):
            start = whole
            if prepositions:
                whole = self._prepositional(text, whole, limit, units, barred, titled)
            if coordination:
                whole = self._coordinated(text, first, whole, limit, units, people)
            if whole == start:
                break
        if name is None:
            name = self._name_behind(text, first, end, whole, limit, people)
            whole = name[1] if name else whole
        apposition = self._apposition(text, whole, limit, units, people, barred)
        return NounPhrase(first, apposition[1] if apposition else whole, end, apposition, name)

    def _name_behind(
        self, text: Text, first: int, core: int, at: int, limit: int, people: Mapping[int, int]
    ) -> tuple[int, int] | None:
        """A name behind the whole description of its title, quoted or not: مدير المركز في المدينة "فلان الفلاني"."""
        if at >= limit:
            return None
        if is_quote(text.tokens[at].text):
            titled = any(self.is_a(text.tokens[i], "title") for i in range(first, at))
            closing = self.quoted_name(text, at) if titled else None
            return (at, closing) if closing is not None and closing <= limit else None
        if core < at and text.tokens[at].kind == "word":
            return self._late_name(text, first, at, limit, people)
        return None

    def _core(
        self, text: Text, first: int, limit: int, units: Mapping[int, int], people: Mapping[int, int], led: bool = False
    ) -> tuple[int, tuple[int, int] | None] | None:
        """The end of head, iḍāfa and adjectives and the tokens of a name after a title, or None.

        `led`: the first word carries a preposition, and the phrase begins with it all the same.
        """
        tokens = text.tokens
        at, definite, named, quoted = first, False, False, False
        begun = led or first in units or self.begins(tokens[first]) or self._ali(text, first, limit)
        if tokens[first].kind == "word" and not begun:
            if tokens[first].fold not in _ABOUT or first + 1 >= limit or self.closed(tokens[first + 1]):
                return None
            at += 1
        while at < limit:
            token = tokens[at]
            if token.kind == "punct":
                after = self._mark(text, at, limit)
                if after is None:
                    break
                quoted = quoted or (is_quote(token.text) and at == first + 1)
                definite, at = True, after
                continue
            if at > first and definite and at in people and people[at] <= limit:
                return people[at], (at, people[at])
            if at > first and at not in units and not self.begins(token):
                break
            if at in units and units[at] <= limit and (at == first or not definite):
                named, definite, at = at in people, True, self._unit_end(text, at, units[at], limit)
                continue
            if named and self.is_a(token, "title"):
                named, definite, at = False, token.fold.startswith("ال"), at + 1
                continue
            if definite and not token.fold.startswith(("ال", "لل")):
                name = self._name(text, first, at, limit, people)
                return (name[1], name) if name else (at, None)
            if at > first and self._leaves(text, first, at, quoted, definite and first in units and at >= units[first]):
                break
            definite = self._makes_definite(token, at > first)
            at += 1
        return (at, None) if at > first else None

    def _ali(self, text: Text, first: int, limit: int) -> bool:
        """True for the names علي and أم before another name, not for the preposition على and أم between two choices."""
        if text.tokens[first].text not in ("علي", "أم") or first + 1 >= limit:
            return False
        following = text.tokens[first + 1]
        return self.begins(following) and not following.fold.startswith("ال") and not self.deed(following)

    @staticmethod
    def _unit_end(text: Text, first: int, last: int, limit: int) -> int:
        """The end of a mention, with the closing mark of a quotation that it has opened."""
        if last < limit and is_quote(text.tokens[last].text):
            opened = sum(is_quote(t.text) for t in text.tokens[first:last])
            return last + opened % 2
        return last

    def _makes_definite(self, token: Token, inside: bool) -> bool:
        if self.is_a(token, "demonstrative"):
            return False
        suffixed = inside and token.fold.endswith(("ها", "هم")) and len(token.fold) > 4
        if token.fold.endswith(("نا", "ها")):
            bare = token.fold[:-2]
            suffixed = suffixed or any(b in self._classes.get("title", ()) for b in (bare, bare[:-1] + "ه"))
        return token.fold.startswith(("ال", "لل")) or suffixed

    def _leaves(self, text: Text, first: int, at: int, quoted: bool, after_unit: bool) -> bool:
        """True where the word at `at` begins the next phrase: an accusative, or one that does not agree."""
        token, before = text.tokens[at], text.tokens[at - 1]
        if at - 1 > first and _counted(text.tokens[at - 2], before) and not token.fold.startswith("ال"):
            return not before.fold.startswith("ال") and token.fold.endswith(_PRONOUNS)
        accusative = token.text.endswith(_TANWIN) and not text.tokens[first].text.endswith(_TANWIN)
        if (accusative and before.kind != "number") or self._next_phrase(text, first, at, token):
            return True
        if self._disagrees(text.tokens[first], before, token, quoted):
            return True
        return after_unit and not _adjective(token, before)

    def _next_phrase(self, text: Text, first: int, at: int, token: Token) -> bool:
        """True after an indefinite relational adjective, which cannot be in construct (مصدر عسكري | التصدي)."""
        before = text.tokens[at - 1]
        if before.kind != "word" or before.fold.startswith("ال") or at - first < 2 or at - 1 == first:
            return False
        adjectives = text.tokens[first + 1 : at]
        single = all(t.fold.endswith("ي") and not t.fold.startswith("ال") for t in adjectives) and (
            self.is_a(text.tokens[first], "title") or text.tokens[first].fold in ("مصدر", "شاهد", "بيان", "تقرير")
        )
        noun = text.tokens[at - 2]
        plural = noun.text.endswith(("ة", "ات")) or noun.fold in ("مصادر", "وسائل")
        described = noun.fold == "مصادر" and before.text.endswith("ة") and token.fold.startswith("ال")
        if not ((before.text.endswith("ية") and plural) or single or described):
            return False
        return token.fold.startswith("ال") or token.fold in self._classes.get("crowd", ()) or self.deed(token)

    def _disagrees(self, head: Token, before: Token, token: Token, quoted: bool) -> bool:
        """True where a second definite word is no adjective of the definite head: the next phrase begins."""
        definite = head.fold.startswith("ال") or quoted
        if not (definite and before.fold.startswith("ال") and token.fold.startswith("ال")):
            return False
        if token.fold.endswith("ات") and not head.fold.endswith("ات"):
            return True
        if head.fold.endswith("ون") and head.fold[2:] not in self._classes.get("noun-in-wn", ()):
            return not token.fold.endswith("ون")
        return head.text.endswith("ة") and not token.fold.endswith(("ه", "ي", "ا"))

    def _mark(self, text: Text, at: int, limit: int) -> int | None:
        """The token after a quoted name, a parenthesis or a hashtag sign that belongs to the phrase."""
        token = text.tokens[at]
        if token.text in "#_" and at + 1 < limit and text.tokens[at + 1].kind == "word":
            return at + (1 if token.text == "#" else 2)
        if token.text == "-" and at + 1 < limit and text.tokens[at - 1].end == token.start:
            following = text.tokens[at + 1]
            return at + 2 if following.kind == "word" and following.start == token.end else None
        if token.text == "(":
            for end in range(at + 1, min(limit, at + MAX_PARENTHESIS)):
                if text.tokens[end].text == ")":
                    return end + 1
            return None
        if is_quote(token.text):
            closing = self.quoted_name(text, at)
            return closing if closing is not None and closing <= limit else None
        return None

    def quoted_name(self, text: Text, at: int) -> int | None:
        """The token after a short quotation opened by token `at` that holds no verb and no complementiser."""
        for end in range(at + 1, min(len(text.tokens), at + MAX_QUOTED_NAME + 2)):
            token = text.tokens[end]
            if is_quote(token.text):
                return end + 1 if end > at + 1 else None
            if token.kind == "word" and (self.complementiser(token) or self._says(token, end == at + 1)):
                return None
        return None

    def _says(self, token: Token, first: bool) -> bool:
        """True for a finite verb; of the first word in the marks only the table, not the shape, is believed."""
        if not first:
            return self.finite(token)
        return any(r.person in (1, 3) and r.tense == "present" for r in self.verbs.readings(token)) and self.finite(
            token
        )

    def _name(self, text: Text, first: int, at: int, limit: int, people: Mapping[int, int]) -> tuple[int, int] | None:
        """A name without comma after a title: الرئيس العراقي جلال طالباني. Known people first, else by the words."""
        if at in people and people[at] <= limit:
            return at, people[at]
        if is_quote(text.tokens[at - 1].text) or not any(self.is_a(text.tokens[i], "title") for i in range(first, at)):
            return None
        if text.tokens[at].fold.startswith("وال") or self._to_body(text.tokens[at]):
            return None
        end = at
        while end < limit and end - at < MAX_NAME:
            token = text.tokens[end]
            if token.kind != "word" or self.closed(token) or self.finite(token) or self.deed(token):
                break
            if token.text.endswith(_TANWIN) or token.fold.endswith(_OWNED):
                break
            if token.fold in _COUNTRY_OF_HIS:
                end = max(at, end - 1)
                break
            if token.fold.startswith("ال") and text.tokens[end - 1].fold not in ("عبد", "ابو", "ابي", "ابن", "بن"):
                following = text.tokens[end + 1] if end + 1 < limit else None
                pair = following is not None and following.kind == "word" and following.fold.startswith("ال")
                if end == at or pair:
                    break
            end += 1
        return (at, end) if end > at else None

    def _to_body(self, token: Token) -> bool:
        """True for ل before a body, whose office it is (المدير العام لمنظمة): by the word, or by its ة."""
        known = token.fold[:1] == "ل" and token.fold[1:] in self._classes.get("body", ())
        return known or (token.fold[:1] == "ل" and token.text.endswith("ة") and self._proclitic(token))

    def _late_name(
        self, text: Text, first: int, at: int, limit: int, people: Mapping[int, int]
    ) -> tuple[int, int] | None:
        """A name that follows the prepositional phrases of its title: المحلل في الصحيفة فلان الفلاني."""
        token = text.tokens[at]
        if at in people and people[at] <= limit:
            return at, people[at]
        if self.closed(token) or self.complementiser(token) or self.finite(token) or self.verbs.readings(token):
            return None
        if token.fold.startswith("ال") or not self.is_a(text.tokens[first], "title") or self.prefixed(token):
            return None
        return self._name(text, first, at, limit, people)

    def _prepositional(
        self, text: Text, at: int, limit: int, units: Mapping[int, int], barred: frozenset[str], titled: bool
    ) -> int:
        """The end of one في، من، إلى، لـ phrase that hangs on the core, or `at`; one with بالـ only behind a title."""
        if at >= limit or text.tokens[at].kind != "word" or text.tokens[at].fold in barred:
            return at
        token = text.tokens[at]
        if token.fold in _ACTING:
            return at + 1
        inner: int | None = at + 1 if token.fold in _ATTACHING else None
        if inner is None and token.fold[:1] in ("ل", "ب") and token.fold[:1] not in barred and self._proclitic(token):
            inner = at
        if inner is None or inner >= limit:
            return at
        led = titled and token.fold.startswith("بال") and not self._to_do(token)
        inside = self._core(text, inner, limit, units, {}, led)
        return inside[0] if inside else at

    def _to_do(self, token: Token) -> bool:
        """True for ب before a definite verbal noun, which a verb governs (بالانسحاب)."""
        return self.verbal_noun(replace(token, text=token.text[1:], fold=token.fold[1:]))

    def _proclitic(self, token: Token) -> bool:
        """True where the first letter is ل or ب before a noun, and not part of one (لبنان، بيان)."""
        if token.fold.startswith(("لل", "بال", "باسم")):
            return True
        if token.fold[:1] == "ب":
            return token.fold[1:] in self._classes.get("body", ()) or token.fold[1:] in self._classes.get(
                "noun-in-w", ()
            )
        rooted = self._classes.get("noun-in-l" if token.fold[:1] == "ل" else "noun-in-b", frozenset())
        return len(token.fold) > 4 and token.fold not in rooted and not self.closed(token) and token.fold[:1] == "ل"

    def _coordinated(
        self, text: Text, first: int, at: int, limit: int, units: Mapping[int, int], people: Mapping[int, int]
    ) -> int:
        """The end of a phrase joined by an attached و to that which begins with `first`, or `at`."""
        if at >= limit or text.tokens[at].kind != "word" or text.tokens[at].fold[:1] != "و":
            return at
        token = text.tokens[at]
        if self.closed(token) and token.fold[1:] in _ATTACHING:
            inside = self._core(text, at + 1, limit, units, people) if at + 1 < limit else None
            return inside[0] if inside else at
        if len(token.fold) < 4 or self.closed(token) or self.finite(token):
            return at
        if self.verbs.readings(token) and not self._branch(text.tokens[first], token):
            return at
        inside = self._core(text, at, limit, units, people)
        if inside and inside[1] and token.fold.startswith("وال") and inside[1][0] in people:
            return inside[1][0]  # وزير الأوقاف والشؤون فلان: the name of who holds the office, not of the second noun
        return inside[0] if inside else at

    def _branch(self, head: Token, token: Token) -> bool:
        """True for a verbal noun as the second branch of an office (مدير العلاقات والإعلام، وزارة العمل والتأهيل)."""
        office = self.is_a(head, "title") or self.is_a(head, "body")
        nouns = all(r.person == 0 for r in self.verbs.readings(token))
        return office and nouns and token.fold.startswith("وال") and not head.fold.startswith("ال")

    def _apposition(
        self,
        text: Text,
        at: int,
        limit: int,
        units: Mapping[int, int],
        people: Mapping[int, int],
        barred: frozenset[str],
    ) -> tuple[int, int] | None:
        """A noun phrase after a comma that ends at a comma, a complementiser, a colon or `limit`."""
        if at + 1 >= limit or text.tokens[at].text not in ("،", ","):
            return None
        start = at + 1
        first = text.tokens[start]
        if first.kind == "number" or first.text.endswith(_TANWIN) or first.fold in _COME_ABOUT:
            return None
        if first.fold.endswith("ا") and start + 1 < limit and text.tokens[start + 1].fold == "عدم":
            return None  # مصدر أمني، مفضلا عدم ذكر اسمه
        if text.tokens[start].fold.startswith("لل") and start not in units:
            return None
        if start not in units and (text.tokens[start].fold[:1] == "و" or self.verbal_noun(text.tokens[start])):
            return None
        core = self._core(text, start, limit, units, people)
        if (
            core is None
            or core[0] - start > 8
            or (core[0] == start + 1 and self._no_name(text.tokens[start], start, units))
        ):
            return None
        end = core[0]
        if end == start + 1 < limit and start not in units and text.tokens[end].fold in ("الي", "عن"):
            return None
        if end < limit and (text.tokens[end].fold in barred or not self._ends_apposition(text, end)):
            return None
        return start, end

    def _no_name(self, token: Token, at: int, units: Mapping[int, int]) -> bool:
        """True for one word that is neither a known name nor a definite noun nor an office: it begins what follows."""
        return at not in units and not token.fold.startswith("ال") and not self.is_a(token, "title")

    def _ends_apposition(self, text: Text, at: int) -> bool:
        token = text.tokens[at]
        return (
            token.text in "،,:؛"
            or is_quote(token.text)
            or self.closed(token)
            or self.complementiser(token)
            or (self.finite(token))
        )


def _counted(number: Token, noun: Token) -> bool:
    """True for what is counted in the accusative, which owns nothing: in 52 نائبا رفضهم the object begins at رفضهم."""
    return number.kind == "number" and noun.kind == "word" and noun.fold.endswith("ا")


def _adjective(token: Token, before: Token) -> bool:
    """True for a relational adjective that may follow a name (وكالة سبوتنيك الروسية)."""
    return token.fold.endswith(("يه", "ي", "يين", "يون")) and not before.fold.startswith("ال")
