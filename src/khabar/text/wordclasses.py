"""What single words are: of a closed class, a finite verb, a verbal noun, a word with the preposition ب before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from khabar.objects import Token
from khabar.text.fold import fold
from khabar.text.verbs import VerbForm, VerbForms

_PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "نا", "كم", "ني", "ه", "ي", "ك")
_BASES = ("ان", "بان", "فان", "لان")
_COMPLEMENTISERS = frozenset(
    conjunction + word
    for conjunction in ("", "و")
    for word in (*_BASES[:3], *(base + p for base in _BASES for p in _PRONOUNS), "اننا", "انني", "باننا", "انو", "بانو")
)
# Patterns of derived verbal nouns on the raw, unvowelled word: تفعيل, إفعال, انفعال/افتعال, استفعال.
_DEED = re.compile(
    r"(?:ت[^\Wاىيوة]{2}ي[^\Wاىي]|إ\w{1,2}ا\w|إ\w{1,2}ا\w(?:ة|ت(?=ه|نا))|ا(?:ن\w|\wت)\w?ا\w|است\w{1,2}ا\w|است\w{1,2}ا\w(?:ة|ت(?=ه|نا))|[اإ]\wت\wاء)(?:ه|ها|هم|هما|نا)?"
)
_BLANKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
# A dual, or a verb with me, us or you for its object, is rare in reports; names look like them (طالباني).
_RARE_OBJECTS = ("ني", "نا", "كم", "ك", "كما")
MAX_REMEMBERED = 50_000


class WordClasses:
    """What single words are, by the closed classes of `data/text/words.yaml` and the table of verb forms."""

    def __init__(self, classes: Mapping[str, Iterable[str]], verbs: VerbForms) -> None:
        """`classes` are word lists by class name; `verbs` tells which words may be finite verbs."""
        self._classes = {name: frozenset(fold(w) for w in words) for name, words in classes.items()}
        self.verbs = verbs
        self._finite: dict[str, bool] = {}
        closed = ("complementiser", "preposition", "conjunction", "relative", "pronoun", "negation", "particle", "day")
        self._closed = frozenset().union(*(self._classes.get(name, frozenset()) for name in closed))

    def is_a(self, token: Token, name: str) -> bool:
        """True where the token, with or without an attached و or ف, belongs to the class."""
        words = self._classes.get(name, frozenset())
        return token.fold in words or (token.fold[:1] in "وف" and token.fold[1:] in words)

    def closed(self, token: Token) -> bool:
        """True for a word of a closed class (other than demonstratives, which begin phrases)."""
        if len(token.fold) == 1 and token.fold in "لبكوف":
            return True
        # والي is a governor; folded it is also وإلى, which is never written with a plain alif and a dotted ya.
        if token.text == "والي":
            return False
        return token.fold in self._closed or (
            len(token.fold) > 2 and token.fold[:1] in "وف" and token.fold[1:] in self._closed
        )

    def complementiser(self, token: Token) -> bool:
        """True for أن، إن، بأن، فإن and their forms with a pronoun (أنه، إنها)."""
        return token.fold in _COMPLEMENTISERS

    def finite(self, token: Token) -> bool:
        """True where the token can hardly be anything but a finite verb: an unambiguous form, or a telling shape."""
        known = self._finite.get(token.text)
        if known is None:
            if len(self._finite) >= MAX_REMEMBERED:
                self._finite.clear()
            known = self._finite[token.text] = self._looks_finite(token)
        return known

    def _looks_finite(self, token: Token) -> bool:
        if token.kind != "word" or token.fold.startswith("ال") or token.text.endswith(("ة", "ةً", "ةٌ", "ةٍ")):
            return False
        if token.fold in self._classes.get("body", ()):
            return False
        if token.fold[:1] in "وف" and token.fold[1:] in self._classes.get("title", ()):
            return False
        whole = token.fold in self._classes.get("noun-in-w", ())
        readings = [
            r
            for r in self.verbs.readings(token)
            if r.number != "d"
            and r.object not in _RARE_OBJECTS
            and not (whole and r.cut)
            and not (r.person == 1 and (r.object or r.number == "s"))
        ]
        if readings:
            if self.deed(token):
                return False
            short = len(token.fold) - max(r.cut + len(r.object) for r in readings) <= 3 or (
                len(token.fold) == 4 and token.fold[1] == "ا"
            )
            return all(r.person > 0 for r in readings) and not (short and self._masdar_like(readings))
        word = token.fold[1:] if token.fold[:1] in "وف" and len(token.fold) > 4 and not whole else token.fold
        if word.startswith("ي") and len(word) >= 4 and not word.endswith(("ه", "ات", "يا")):
            return word not in self._classes.get("noun-in-y", ())
        if word.endswith("ت") and len(word) >= 4 and not word.endswith("ات"):
            return word not in self._classes.get("noun-in-t", ()) and not word.endswith(("يت", "وت"))
        return False

    @staticmethod
    def _masdar_like(readings: list[VerbForm]) -> bool:
        """Three bare letters may be a verbal noun as well (رفض, طلب): not telling."""
        return all(r.tense == "past" and r.number == "s" and r.gender == "m" for r in readings)

    def deed(self, token: Token) -> bool:
        """True for an indefinite verbal noun (تحرير، استهداف، مقتل), by list, by table or by pattern."""
        if token.kind != "word" or token.fold in self._classes.get("body", ()):
            return False
        if token.fold in self._classes.get("deed", ()) or _without_pronoun(token.fold) in self._classes.get(
            "deed-in-al", ()
        ):
            return True
        if token.fold.startswith("ال"):
            return False
        readings = self.verbs.readings(token)
        if readings and any(r.tense == "noun" and not r.cut for r in readings):
            return True
        return _DEED.fullmatch(_BLANKS.sub("", token.text)) is not None

    def prefixed(self, token: Token) -> bool:
        """True where the word begins with the preposition ب before the article or a verbal noun (بالانسحاب، بشن)."""
        cut = 1 if token.fold[:1] == "و" else 0
        if token.kind != "word" or token.fold[cut : cut + 1] != "ب" or self.is_a(token, "noun-in-b"):
            return False
        stem = token.fold[cut + 1 :]
        if stem.startswith("ال") and len(stem) > 3:
            return True
        return (
            stem in self._classes.get("deed", ()) or _DEED.fullmatch(_BLANKS.sub("", token.text)[cut + 1 :]) is not None
        )

    def verbal_noun(self, token: Token) -> bool:
        """A verbal noun with or without the article: what is done, not who does it."""
        if self.deed(token):
            return True
        bare = _BLANKS.sub("", token.text)
        return (
            token.fold.startswith("ال")
            and token.fold[2:] not in self._classes.get("body", ())
            and (_DEED.fullmatch(bare[2:]) is not None)
        )

    def begins(self, token: Token) -> bool:
        """True for a word that may stand in a noun phrase: none of a closed class, no verb, no بـ phrase."""
        return not (self.closed(token) or self.complementiser(token) or self.finite(token) or self.prefixed(token))


def _without_pronoun(word: str) -> str:
    """A noun without its pronoun (التزامها → التزام)."""
    return next((word.removesuffix(p) for p in ("ها", "هم", "نا", "ه") if word.endswith(p)), word)
