"""The vocabulary of attribution, compiled once a lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from khabar.lexicon import Lexicon, compile_noun_phrases, compile_verb_forms
from khabar.mentions.words import compile_names
from khabar.objects import Act, EntityKind, Token
from khabar.text.fold import fold, without_article
from khabar.text.nounphrases import NounPhrases
from khabar.text.verbs import VerbForms
from khabar.text.wordclasses import MAX_REMEMBERED

_PRONOUNS = ("هما", "ها", "هم", "نا", "ه")


@dataclass(frozen=True, slots=True)
class CueVerb:
    """A verb of saying: what act it makes and which complements it takes.

    `takes` holds `clause` (أن، إن), the governed prepositions `to` (إلى), `on` (على), `about` (عن), `with` (بـ), `of`
    (من), `in` (في), a noun phrase as `object`, an addressee or accused as `target`, and narrower kinds of object
    (`request`, `claimable`, `feeling`, `blame`, `deed`), `predicate`, `question`, `relay`, `ascribe`, `paper`, `told`.
    Direct speech and a colon may follow any verb that takes a clause.

    `plain`: the spelling is also that of a common noun or particle, and only a clause-initial form counts.
    `impersonal`: the present without a subject is no one's word (يذكر أن). `explicit`: says something only where its
    subject is named. `never`: spellings that are other words (مدينة), folded, and as the book writes them.
    """

    id: str
    act: Act
    lemma: str
    takes: frozenset[str]
    plain: bool
    impersonal: bool
    never: frozenset[str]
    explicit: bool


@dataclass(frozen=True)
class Grammar:
    """Cue verbs by lemma, word classes, and the heads of speakers' phrases."""

    phrases: NounPhrases
    verbs: VerbForms
    cues: Mapping[str, CueVerb]
    words: Mapping[str, frozenset[str]]
    pairs: Mapping[str, frozenset[tuple[str, ...]]]
    heads: Mapping[str, str]
    kinds: Mapping[str, EntityKind | None]
    feminine: frozenset[str]
    masculine: frozenset[str]
    plural: frozenset[str]
    idioms: Mapping[str, list[tuple[str, ...]]]
    stances: Mapping[str, Act]
    ordinary: frozenset[str]
    _classes: dict[str, str | None] = field(default_factory=dict)

    def speechless(self, word: str) -> bool:
        """True for a frequent word that is no name and is known as nothing that speaks (رؤية، مرحلة، سياقاتها).

        What is not frequent may be a name. Sound plurals of people speak (مشاركون), as do two who do (مسؤولان).
        """
        bare = without_article(word)
        if self.head_class(word) is not None or bare.endswith(("ون", "ين", "وا")):
            return False
        if bare.endswith(("ان", "ا")) and self.head_class(bare.removesuffix("ن")[:-1]) not in (None, "thing"):
            return False
        if bare.endswith("و") and len(bare) > 4:
            return False
        return any(w in self.ordinary for w in (word, bare, *without_pronoun(bare)))

    def stance(self, word: str) -> Act | None:
        """The act of a verbal noun with a pronoun or the article (رفضه، مطالبتنا، الدعوة), or None."""
        if word.startswith("ال"):
            return self.stances.get(word[2:])
        for pronoun in _PRONOUNS:
            if word.endswith(pronoun):
                bare = word[: -len(pronoun)]
                return self.stances.get(bare) or self.stances.get(bare[:-1] + "ه" if bare.endswith("ت") else bare)
        return None

    def has(self, token: Token, name: str) -> bool:
        """True where the word, with or without an attached و or ف, belongs to the class `name`."""
        words = self.words[name]
        return token.fold in words or (token.fold[:1] in "وف" and token.fold[1:] in words)

    def head_class(self, word: str) -> str | None:
        """The class of a head noun (media, body, source, person, document, thing …), article and pronoun cut."""
        if word not in self._classes:
            if len(self._classes) >= MAX_REMEMBERED:
                self._classes.clear()
            self._classes[word] = self._head_class(word)
        return self._classes[word]

    def _head_class(self, word: str) -> str | None:
        bare = without_article(word)
        for form in (word, bare, *_unbound(bare)):
            if form in self.heads:
                return self.heads[form]
        for pronoun in _PRONOUNS:
            if word.endswith(pronoun) and len(word) - len(pronoun) >= 3:
                bare = word[: -len(pronoun)]
                for form in (bare, bare[:-1] + "ه" if bare.endswith("ت") else bare):
                    if form in self.heads:
                        return self.heads[form]
        return None

    def gender(self, word: str) -> str | None:
        """`m` or `f` of a head noun where its shape or the lists tell, else None."""
        bare = without_article(word)
        if bare in self.feminine or word in self.feminine:
            return "f"
        role = self.head_class(word)
        if role is None or (role == "thing" and not bare.endswith("ه")):
            return None
        if bare in self.masculine:
            return "m"
        if word.endswith(("تنا", "تها", "تهم", "ته")) and word not in self.heads:
            return "f"
        return "f" if bare.endswith(("ه", "ات", "تان", "تا")) and bare not in self.plural else "m"

    def number(self, word: str) -> str:
        """`p` for people in the plural, else `s`."""
        bare = without_article(word)
        if bare.endswith("ان") and len(bare) > 5 and self.head_class(word) is not None and bare not in self.heads:
            return "p"
        if self.head_class(word) in ("media", "body") and bare not in self.plural:
            return "s"
        people = self.head_class(word) == "sources" and self.gender(word) != "f"
        if (
            (people and bare not in self.words["counting"])
            or bare in self.plural
            or (bare.endswith(("ون", "ين", "و")) and len(bare) > 4 and self.head_class(word) is not None)
        ):
            return "p"
        return "s"


def without_pronoun(word: str) -> tuple[str, ...]:
    """A noun without its pronoun (مسؤولياتهم → مسؤوليات, قناعاته → قناعات, شريعتنا → شريعة)."""
    if word.endswith("اته"):
        return (word[:-1],)
    bare = next((word.removesuffix(p) for p in ("ها", "هم", "نا") if word.endswith(p) and len(word) > 5), None)
    return () if bare is None else (bare, bare[:-1] + "ه") if bare.endswith("ت") else (bare,)


def _unbound(word: str) -> tuple[str, ...]:
    """A plural in construct with its ن again (مزارعو), a dual as its singular (مصدران، شركتا، نقابتان)."""
    if word.endswith("و") and len(word) > 4:
        return (word + "ن",)
    if word.endswith(("تان", "تا")) and len(word) > 4:
        return (word.removesuffix("ن").removesuffix("تا") + "ه",)
    return (word[:-2],) if word.endswith("ان") and len(word) > 5 else ()


def compile_grammar(lexicon: Lexicon) -> Grammar:
    """The grammar of a lexicon; use as `lexicon.build(compile_grammar)`."""
    cues = {}
    for e in lexicon.entries("statements/cues/"):
        if e["lemma"] not in cues:
            takes = frozenset(str(t) for t in e["takes"])
            never = frozenset(w for said in e.get("never", ()) for w in (said, fold(said)))
            plain, impersonal = bool(e.get("plain")), bool(e.get("impersonal"))
            cues[str(e["lemma"])] = CueVerb(
                e["id"], cast(Act, e["act"]), e["lemma"], takes, plain, impersonal, never, bool(e.get("explicit"))
            )
    words, pairs = {}, {}
    for e in lexicon.entries("statements/phrases"):
        folded = [tuple(fold(p) for p in w.replace("-", " ").split()) for w in e["words"]]
        words[str(e["id"])] = frozenset(w[0] for w in folded if len(w) == 1)
        pairs[str(e["id"])] = frozenset(w for w in folded if len(w) > 1)
    nouns = {str(e["id"]): frozenset(fold(w) for w in e["words"]) for e in lexicon.entries("statements/nouns")}
    heads: dict[str, str] = {}
    for name, members in nouns.items():
        if name not in ("feminine", "masculine", "plural"):
            for word in sorted(members):
                heads.setdefault(word, name)
    kinds = {str(e["id"]): cast("EntityKind | None", e.get("kind")) for e in lexicon.entries("statements/nouns")}
    return Grammar(
        phrases=lexicon.build(compile_noun_phrases),
        verbs=lexicon.build(compile_verb_forms),
        cues=cues, words=words, pairs=pairs, heads=heads, kinds=kinds,
        feminine=nouns["feminine"], masculine=nouns["masculine"], plural=nouns["plural"],
        idioms=_by_first(tuple(fold(w) for w in e["words"].split()) for e in lexicon.entries("statements/idioms")),
        stances={fold(w): cast(Act, e["act"]) for e in lexicon.entries("statements/stances") for w in e["words"]},
        ordinary=lexicon.build(compile_names).common,
    )  # fmt: skip


def _by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases, in their order, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in phrases:
        found.setdefault(words[0], []).append(words)
    return found
