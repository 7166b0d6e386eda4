"""The phrase that names a speaker: its head, its name, its gender and number, and whether it can speak at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from khabar.statements.view import View
from khabar.text.fold import without_article
from khabar.text.nounphrases import NounPhrase
from khabar.text.verbs import VerbForm


@dataclass(frozen=True, slots=True)
class Subject:
    """A speaker's phrase, tokens `first` to `last` (exclusive), and what agreement tells of it.

    `cut` is the number of characters of the first token that are a conjunction; `head` the head noun's token, `name`
    the tokens of the name in apposition. `resume` is where the search for the complement goes on.
    """

    first: int
    last: int
    core: int
    head: int
    cut: int
    name: tuple[int, int] | None
    mode: Literal["before", "after", "relative"]
    resume: int
    gender: str | None
    number: str


def make_subject(view: View, found: NounPhrase, mode: Literal["before", "after", "relative"], resume: int) -> Subject:
    """The subject that a noun phrase makes, with the gender and number of its head."""
    tokens = view.tokens
    quote = view.quotes.get(found.first)
    if quote and quote.last == found.core and quote.inner - quote.first > 3:
        inner = view.grammar.phrases.at(view.text, quote.first + 1, quote.inner, view.units, view.people, True)
        if inner and inner.last == quote.inner and (inner.name or inner.apposition):
            found = NounPhrase(found.first, found.last, found.core, found.apposition, inner.name or inner.apposition)
    head = found.first
    while head < found.core - 1 and (tokens[head].kind != "word" or view.grammar.has(tokens[head], "counting")):
        head += 1
    counted = head > found.first and tokens[head - 1].kind != "punct"
    if view.grammar.phrases.is_a(tokens[head], "demonstrative") and head + 1 < found.core:
        head += 1
    word, cut = tokens[head].fold, 0
    if head == found.first and word[:1] in "وف" and len(word) > 3 and found.first not in view.units:
        grammar = view.grammar
        if grammar.head_class(word) is None and (mode != "after" or grammar.head_class(word[1:]) is not None):
            word, cut = word[1:], 1
    elif head > found.first and tokens[found.first].fold[:1] == "و" and counted:
        cut = 1
    name = _name(view, found)
    gender = _gender(view, found, head, word)
    return Subject(
        found.first,
        found.last,
        found.core,
        head,
        cut,
        name,
        mode,
        resume,
        gender,
        "p" if counted else view.grammar.number(word),
    )


def _name(view: View, found: NounPhrase) -> tuple[int, int] | None:
    """The tokens that name who speaks: never the apposition where the phrase itself names a person, nor a kinsman's.

    Nor is a body the one whose name stands behind it (مكتب رئيس الوزراء فلان، نعت الوزارة فلانا).
    """
    people = view.people
    if found.first in people or view.grammar.has(view.tokens[found.first], "kin"):
        return None
    if found.apposition is not None and found.name is not None:
        return found.name if found.name[0] in people else found.apposition
    name = found.apposition or found.name
    held = name is found.name and name is not None and name[0] in people
    role = view.grammar.head_class(view.tokens[found.first].fold)
    if name is None and role == "person":
        return _at_last(view, found)
    return None if held and role == "body" else name


def _at_last(view: View, found: NounPhrase) -> tuple[int, int] | None:
    """The person named at the end of a long office (مدير العلاقات بأمانة المدينة فلان), not one whom it serves."""
    start = next((i for i in range(found.first + 2, found.last) if view.people.get(i) == found.last), None)
    if start is None:
        return None
    last = start - 1
    rank = view.tokens[last]
    if view.grammar.head_class(rank.fold) == "person" or view.grammar.phrases.is_a(rank, "title"):
        last -= 1  # a rank behind a definite noun is his own (الناطق باسم الشرطة العقيد فلان), مستشار الرئيس فلان no
        if last <= found.first:
            return None
    definite = view.tokens[last].fold.startswith(("ال", "وال", "بال", "لل")) or last in view.owner
    return (start, found.last) if definite else None


def without_preposition(view: View, subject: Subject) -> Subject:
    """The subject without the ل written onto its first word (وفقا للوزارة، تصريح للمتحدث)."""
    first = subject.first
    token = view.tokens[first]
    if token.fold[:1] != "ل" or first in view.units or view.grammar.head_class(token.fold) is not None:
        return subject
    if token.fold == "ل":
        inner = first + 1
        return replace(subject, first=inner, head=min(inner, subject.last - 1), cut=0, gender=None, number="s")
    cut = 2 if token.fold.startswith("لل") else 1
    stem = token.fold[cut:]
    return replace(subject, cut=cut, gender=view.grammar.gender(stem), number=view.grammar.number(stem))


def _gender(view: View, found: NounPhrase, head: int, word: str) -> str | None:
    if view.tokens[head].text.endswith("ه"):  # جيشه has a pronoun; only ة, folded alike, makes feminine
        word = word[:-1]
    gender = view.grammar.gender(word)
    if gender is None:
        for index in view.owner.get(head, ()):
            if view.entities[index].kind == "state":
                return "m" if word in view.grammar.masculine else "f"
            if view.entities[index].kind in ("media", "organization", "armed_group") and word.endswith("ه"):
                return "f"
    return gender


def speaks(view: View, subject: Subject) -> bool:
    """True where head, mention or name tell that the phrase is one of those who speak."""
    known = view.grammar.head_class(head_word(view, subject))
    return known not in (None, "thing") or subject.head in view.owner or subject.name is not None


def own_noun(view: View, at: int, form: VerbForm) -> bool:
    """True for a noun with the pronoun of the verb's subject, known as none who speaks: تؤكد تمسكها."""
    token = view.tokens[at]
    pronoun = "هم" if form.number == "p" else "ها" if form.gender == "f" else "ه"
    if token.kind != "word" or not token.text.endswith(pronoun) or len(token.text) < 5 or at in view.owner:
        return False
    role = view.grammar.head_class(token.fold)
    return role in (None, "thing", "document") and not view.grammar.phrases.closed(token)


def head_word(view: View, subject: Subject) -> str:
    """The folded head noun, conjunction cut."""
    word = view.tokens[subject.head].fold
    return word[subject.cut :] if subject.head == subject.first else word


def is_thing(view: View, subject: Subject) -> bool:
    """True where the head names what cannot speak (هذه العملية تؤكد)."""
    word = head_word(view, subject)
    if subject.name is not None or subject.head in view.people or without_article(word) in view.surnames:
        return False
    if word in view.grammar.words["counting"]:
        return False
    if word.startswith("ال") and word[2:] in view.grammar.words["office"]:
        return False
    if view.grammar.phrases.is_a(view.tokens[subject.head], "demonstrative"):
        return subject.core - subject.head <= 1 or view.grammar.head_class(view.tokens[subject.head + 1].fold) in (
            "thing", None,
        )  # fmt: skip
    owners = view.owner.get(subject.head, ())
    if any(view.entities[i].kind in ("organization", "armed_group", "media", "person", "state") for i in owners):
        return False
    if (
        not owners
        and view.grammar.head_class(word) is None
        and (view.grammar.phrases.verbal_noun(view.tokens[subject.head]) or view.grammar.speechless(word))
    ):
        return True
    return view.grammar.head_class(word) == "thing" or view.grammar.heads.get(without_article(word)) == "thing"
