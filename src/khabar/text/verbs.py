"""Readings of a word as a form of a verb that the vocabulary knows.

The forms come from a static table (`data/verbs/forms.tsv`) generated with mazini by `scripts/inflect.py`; without
vowel marks a form has several readings (أعلن: active or passive), and all are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from khabar.objects import Token

Tense = Literal["past", "present", "participle", "passive_participle", "noun"]

# Longest first; an object suffix is cut only where the rest is a known form.
_OBJECTS = ("هما", "كما", "ها", "هم", "هن", "نا", "كم", "ني", "ه", "ك")
_TANWIN = frozenset("\u064b\u064c\u064d")
_REMEMBERED = 1 << 15


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One reading. `person` is 1–3 (0 for nouns and participles), `gender` m or f, `number` s, d or p.

    `lemma` is the vocalised third person masculine singular past; `future` where سـ stands before; `object` is the
    attached object pronoun, folded; `cut` is the offset in the token at which the verb begins (after و، ف).
    """

    lemma: str
    tense: Tense
    voice: Literal["active", "passive"]
    person: int
    gender: str
    number: str
    cut: int = 0
    future: bool = False
    object: str = ""


class VerbForms:
    """The table of forms: folded spelling → readings."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Compile rows of (folded form, lemma, tags), the tags joined by `|` as `scripts/inflect.py` writes them."""
        self._table: dict[str, list[tuple[str, str]]] = {}
        for form, lemma, tags in rows:
            self._table.setdefault(form, []).append((lemma, tags))
        # Every room asks for the readings of the same few thousand words again and again.
        self._readings = lru_cache(_REMEMBERED)(lambda stem, cut: tuple(self._of_stem(stem, cut)))

    def readings(self, token: Token) -> tuple[VerbForm, ...]:
        """Every reading of the token; whole-word readings first, then with و ف cut, then with an object suffix.

        A word written with tanwin is a noun and no finite verb (قصفًا is not قصفا).
        """
        if token.kind != "word":
            return ()
        found: list[VerbForm] = []
        for cut, stem in token.stems:
            if cut <= 1 and (cut == 0 or token.fold[0] in "وف"):
                found += self._readings(stem, cut)
        if _TANWIN.isdisjoint(token.text[-2:]):
            return tuple(found)
        return tuple(f for f in found if not f.person)

    def has_noun(self, stem: str) -> bool:
        """True for the verbal noun of a known verb, folded and with nothing written onto it."""
        return any("vn" in tags.split("|") for _, tags in self._table.get(stem, ()))

    def _of_stem(self, stem: str, cut: int) -> Iterator[VerbForm]:
        yield from self._lookup(stem, cut, False, "")
        future = stem[1:] if stem[:1] == "س" and len(stem) > 3 else ""
        if future:
            yield from self._lookup(future, cut, True, "")
        for suffix in _OBJECTS:
            if stem.endswith(suffix) and len(stem) - len(suffix) >= 2:
                bare = stem[: -len(suffix)]
                yield from self._lookup(bare, cut, False, suffix)
                if bare.endswith("و"):
                    yield from self._lookup(bare + "ا", cut, False, suffix)
                elif bare.endswith("ا") and len(bare) > 2:
                    yield from self._lookup(bare[:-1] + "ي", cut, False, suffix)
                if future and len(bare) > 3:
                    yield from self._lookup(bare[1:], cut, True, suffix)

    def _lookup(self, form: str, cut: int, future: bool, suffix: str) -> Iterator[VerbForm]:
        for lemma, tags in self._table.get(form, ()):
            for tag in tags.split("|"):
                reading = _reading(lemma, tag, cut, future, suffix)
                finite = reading.person > 0
                if (not future or reading.tense == "present") and (not suffix or finite or reading.tense == "noun"):
                    yield reading


_TENSES: dict[str, Tense] = {
    "past": "past", "pres": "present", "ap": "participle", "pp": "passive_participle", "vn": "noun",
}  # fmt: skip


def _reading(lemma: str, tag: str, cut: int, future: bool, suffix: str) -> VerbForm:
    """Tags are `past.a.3ms`, `pres.p.3fs`, `ap.ms`, `pp.fs`, `vn`."""
    fields = tag.split(".")
    tense = _TENSES[fields[0]]
    if tense in ("past", "present"):
        voice: Literal["active", "passive"] = "active" if fields[1] == "a" else "passive"
        person, gender, number = int(fields[2][0]), fields[2][1:-1] or "m", fields[2][-1]
        return VerbForm(lemma, tense, voice, person, gender, number, cut, future, suffix)
    shape = fields[1] if len(fields) > 1 else "ms"
    return VerbForm(lemma, tense, "active", 0, shape[0], shape[1], cut, future, suffix)
