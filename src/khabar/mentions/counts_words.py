"""The vocabulary of counts, compiled from `data/counts/`: nouns in all their forms, governors, quantifiers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from khabar.lexicon import Entry, Lexicon, compile_number_words
from khabar.objects import Token
from khabar.text.fold import fold
from khabar.text.numbers import NumberWords
from khabar.text.phrases import PhraseIndex

Shape = Literal["singular", "dual", "plural"]

# Attached pronouns of the third person; they make a noun definite, and kin of someone named before.
_KIN = frozenset({"child", "son", "daughter", "brother", "woman", "man", "mother", "father", "girl"})
_HIS = frozenset({"son", "brother"})  # nobody writes his brother for a sister
_LEADER = fold("قائد")
_PRONOUNS = ("ه", "ها", "هم", "هن", "هما")
_NUNATED = ("اً", "ًا")
# Countries that are written as one of their people in the accusative is, but for its nunation (سوريًا).
_COUNTRIES = frozenset({"سوريا", "تركيا", "ليبيا", "روسيا", "بريطانيا", "ايطاليا", "المانيا", "اوكرانيا"})


@dataclass(frozen=True, slots=True)
class Noun:
    """What can be counted. `kind` is person, thing, place, attack, event or animal; `what` is None where it tells none.

    `who` is RECORD.md's word for the people counted. `lone` is false for verbal nouns and relations, whose
    singular counts no one by itself (إصابة طفل, شقيق المدير), only with a numeral or a pronoun.
    """

    id: str
    kind: str
    who: str
    what: str | None
    lone: bool = True


@dataclass(frozen=True, slots=True)
class NounForm:
    """One reading of a word as a noun. `kin` where a pronoun is attached (طفلاه), `plural_too` where the dual is also
    a plural (مدنيين)."""

    noun: Noun
    shape: Shape
    kin: bool = False
    plural_too: bool = False
    construct: bool = False


@dataclass(frozen=True, slots=True)
class Quantifier:
    """A word or phrase around a number: its use (approximator, vague, some …) with the kind or value it has."""

    use: str
    kind: str = ""
    value: int = 0


@dataclass(frozen=True, slots=True)
class CountWords:
    """Everything `find_counts` looks up; `company` holds the words without which a governor is none (فارق الحياة).

    `owned` are forms that folding makes one with another noun's, but the ه of which says whose kin one is (شقيقه).
    """

    nouns: dict[str, NounForm]
    owned: dict[str, NounForm]
    governors: dict[str, str]
    company: dict[str, frozenset[str]]
    quantifiers: PhraseIndex[Quantifier]
    words: dict[str, frozenset[str]]
    numbers: NumberWords
    starters: frozenset[str]


def compile_count_words(lexicon: Lexicon) -> CountWords:
    """The vocabulary of one lexicon; use as `lexicon.build(compile_count_words)`."""
    nouns: dict[str, NounForm] = {}
    owned: dict[str, NounForm] = {}
    readings = [r for book in ("counts/people", "counts/things") for e in lexicon.entries(book) for r in _noun_forms(e)]
    # A word's own form wins over another's form with a pronoun (مدرسة over مدرّسه).
    for form, reading in sorted(readings, key=lambda r: r[1].kin):
        if nouns.setdefault(form, reading) is not reading and reading.kin and reading.noun.id in _HIS:
            owned.setdefault(form, reading)
    governors: dict[str, str] = {}
    company: dict[str, frozenset[str]] = {}
    for entry in lexicon.entries("counts/governors"):
        for form in _governor_forms(entry):
            governors.setdefault(form, entry["what"])
            if "with" in entry:
                company[form] = frozenset(fold(word) for word in entry["with"])
    phrases: list[tuple[str, Quantifier]] = []
    words: dict[str, frozenset[str]] = {}
    for entry in lexicon.entries("counts/words"):
        use = entry["use"]
        quantifier = Quantifier(use, entry.get("kind", ""), entry.get("value", 0))
        phrases += [(form, quantifier) for form in entry["forms"]]
        words[use] = words.get(use, frozenset()) | frozenset(fold(form) for form in entry["forms"])
    numbers = lexicon.build(compile_number_words)
    phrase_starts = frozenset(fold(form).split()[0] for form, q in phrases if q.use in _STARTING)
    starters = frozenset(nouns) | phrase_starts | frozenset(numbers.cardinals) | frozenset(numbers.teens)
    starters |= frozenset({"بين", "مابين", "ما"}) | frozenset(numbers.ordinals)
    starters |= frozenset(s + "هم" for s in numbers.fractions) | frozenset(s + "هن" for s in numbers.fractions)
    return CountWords(nouns, owned, governors, company, PhraseIndex(phrases), words, numbers, starters)


_STARTING = frozenset({"approximator", "vague", "some", "one-of", "zero-head", "others", "combined", "same"})


def read_noun(words: CountWords, token: Token, cut: bool = False) -> tuple[NounForm, bool, int] | None:
    """The noun a token is: its reading, whether it has the article, and the offset in the token where it begins.

    Without `cut` no proclitic may stand before it.
    """
    if token.kind != "word":
        return None
    for offset, stem in token.stems if cut else token.stems[:1]:
        found = words.nouns.get(stem)
        if stem in _COUNTRIES and not token.text.endswith(_NUNATED):
            return None
        if found is not None:
            if token.text.endswith("ه"):
                found = words.owned.get(stem, found)
            return _by_marks(found, token), False, offset
        if stem.startswith("ال") and len(stem) > 4:
            found = words.nouns.get(stem[2:])
            if found is not None:
                return _by_marks(found, token), True, offset
    return None


def drives(words: CountWords, tokens: Sequence[Token]) -> bool:
    """True for قائد and a vehicle (قائد السيارة), the first two of the tokens: her driver, and no commander."""
    if len(tokens) < 2 or not tokens[0].fold.endswith(_LEADER):
        return False
    driven = read_noun(words, tokens[1])
    return driven is not None and driven[0].noun.what == "vehicles"


def _by_marks(form: NounForm, token: Token) -> NounForm:
    """A written fatha before ين tells the dual from the plural (عاملَين)."""
    if form.plural_too and "\u064e" in token.text[-5:-2]:
        return NounForm(form.noun, "dual", form.kin)
    return form


def _noun_forms(entry: Entry) -> Iterator[tuple[str, NounForm]]:
    """All forms of an entry's nouns, plurals first, so that a form that is both counts as a plural."""
    who, lone = entry.get("who", "unspecified"), entry.get("lone", True)
    noun = Noun(entry["id"], entry["class"], who, entry.get("what"), lone)
    plurals = [fold(word) for word in entry["plural"]]
    for word in plurals:
        yield word, NounForm(noun, "plural", plural_too=word.endswith("ين") and noun.kind == "person")
    for word in plurals:
        if word.endswith(("ون", "ين")):
            yield word[:-2] + "ي", NounForm(noun, "plural", construct=True)
        for pronoun in _PRONOUNS:
            for joined in _joined(word, pronoun):
                yield joined, NounForm(noun, "plural", kin=True)
    for form in entry["singular"]:
        yield from _singular_forms(fold(form), noun, entry.get("dual", True))


def _singular_forms(word: str, noun: Noun, dual: bool | str) -> Iterator[tuple[str, NounForm]]:
    yield word, NounForm(noun, "singular")
    if not word.endswith("ه"):
        yield word + "ا", NounForm(noun, "singular")
    stem = word[:-1] + "ت" if word.endswith("ه") else word
    # A noun whose nominative dual is a name (طالبان) has only the other one.
    for ending in ("ين",) if dual == "oblique" else ("ان", "ين") if dual else ():
        yield stem + ending, NounForm(noun, "dual")
    if word.endswith("ه") and (noun.kind != "person" or noun.id == "dead"):
        # Only of feminines: صاروخي and مدفعي are adjectives.
        yield stem + "ي", NounForm(noun, "dual", construct=True)
        yield stem + "ا", NounForm(noun, "dual", construct=True)
    if noun.kind == "person":
        for pronoun in _PRONOUNS:
            # صحفيه would be the adjective صحفية, مديريه the office مديرية: only kin take these forms.
            adjective = pronoun == "ه" and noun.id not in _KIN
            if not (adjective and stem.endswith("ي")):
                yield stem + pronoun, NounForm(noun, "singular", kin=True)
            yield stem + "ا" + pronoun, NounForm(noun, "dual", kin=True)
            if dual and not adjective:
                yield stem + "ي" + pronoun, NounForm(noun, "dual", kin=True)


def _joined(word: str, pronoun: str) -> tuple[str, ...]:
    """A noun with a pronoun: ة opens, the nun of a sound plural falls, a last hamza is written by its case."""
    if word.endswith(("ون", "ين")):
        return (word[:-1] + pronoun,)
    if word.endswith("اء"):
        return word + pronoun, word[:-1] + "و" + pronoun, word[:-1] + "ي" + pronoun
    return ((word[:-1] + "ت" if word.endswith("ه") else word) + pronoun,)


def _governor_forms(entry: Entry) -> Iterator[str]:
    for form in entry.get("past", ()):
        stem = fold(form)
        weak = stem[:-1] if stem.endswith(("ي", "ا")) else stem
        yield stem
        for ending in ("ت", "وا", "ا", "تا", "ن", "نا", "وه", "وهم", "ته", "تهم", "هم"):
            yield weak + ending
            if stem.endswith("ي"):  # folded, توفي and أودى end alike: توفيت, أودت
                yield stem + ending
    for form in entry.get("present", ()):
        stem = fold(form)
        yield from (stem, stem + "ون", stem + "وا", stem + "ان")
    for form in entry.get("noun", ()):
        stem = fold(form)
        yield from (stem, "ال" + stem)
        if stem.endswith("ه"):
            stem = stem[:-1] + "ت"
        for pronoun in _PRONOUNS:
            yield stem + pronoun
    # With the article it is another thing: الاحتلال is the occupying power.
    yield from (fold(form) for form in entry.get("indefinite", ()))
