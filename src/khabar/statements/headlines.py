"""Headline colons: «فلان: ...» where the words before the colon name a speaker, not a place or a topic."""

from __future__ import annotations

from khabar.statements.regions import phrase
from khabar.statements.speakers import Subject, make_subject
from khabar.statements.view import View
from khabar.text.quotes import is_quote

MAX_SPEAKER = 12
_SPEAKING = ("person", "organization", "media", "armed_group", "people")


def headline_colons(view: View) -> dict[int, tuple[Subject, int]]:
    """Speaker and first token of the content, by the token of the colon; at most one in a line."""
    found: dict[int, tuple[Subject, int]] = {}
    for part in view.text.parts:
        first = view.token_at(part.start)
        first = _past_prefix(view, first)
        colon = _colon(view, first, part.end)
        if colon is None or colon + 1 >= len(view.tokens) or view.tokens[colon + 1].start >= part.end:
            continue
        subject = _speaker(view, first, colon)
        if subject is None and view.tokens[first].text == "#":
            subject = _speaker(view, _past_hashtag(view, first), colon)
        if subject is not None:
            found[colon] = (subject, colon + 1)
    return found


def _past_prefix(view: View, at: int) -> int:
    """Past عاجل | and signs at the beginning of a line."""
    tokens = view.tokens
    while at < len(tokens) and (
        (tokens[at].kind == "punct" and not is_quote(tokens[at].text) and tokens[at].text != "#")
        or view.grammar.has(tokens[at], "prefix")
        or (tokens[at].text == "#" and at + 1 < len(tokens) and view.grammar.has(tokens[at + 1], "prefix"))
    ):
        at += 1
    return at


def _past_hashtag(view: View, at: int) -> int:
    """Past a hashtag that names a place or topic before the speaker (#الساحل مصادر محلية: …)."""
    at += 2
    while at + 1 < len(view.tokens) and view.tokens[at].text == "_":
        at += 2
    return at


def _colon(view: View, first: int, end: int) -> int | None:
    tokens = view.tokens
    for at in range(first, min(len(tokens), first + MAX_SPEAKER)):
        if tokens[at].start >= end:
            return None
        if tokens[at].text == ":":
            twice = at + 1 < len(tokens) and tokens[at + 1].text == ":"
            return None if twice or at == first else at
    return None


def _speaker(view: View, first: int, colon: int) -> Subject | None:
    """The phrase before the colon, where all of it is one and it can speak."""
    found = phrase(view, first, colon)
    if found is None or found.last != colon:
        return None
    subject = make_subject(view, found, "before", colon + 1)
    grammar, head = view.grammar, view.tokens[subject.head]
    role = grammar.head_class(head.fold)
    owners = [view.entities[i].kind for at in range(first, found.core) for i in view.owner.get(at, ())]
    heads = [view.entities[i].kind for i in view.owner.get(subject.head, ())]
    if role == "thing" or any(at in view.clock for at in range(first, colon)):
        return None
    if role in ("media", "body", "source", "sources", "person") or any(k in _SPEAKING for k in heads):
        return None if grammar.phrases.deed(head) and role is None and not heads else subject
    if is_quote(view.tokens[first].text) and not owners:
        return subject
    if any(k in ("state", "place") for k in heads) and _first_person(view, colon + 1):
        return subject
    return None


def _first_person(view: View, at: int) -> bool:
    """True where the words after the colon are a quotation or speak as we (نرفض، سنرد، لن نسمح)."""
    if at >= len(view.tokens):
        return False
    if at in view.quotes and not view.quotes[at].name:
        return True
    for token in view.tokens[at : at + 2]:
        word = token.fold[1:] if token.fold[:1] == "س" else token.fold
        if word[:1] == "ن" and len(word) > 3 and any(r.person == 1 for r in view.grammar.verbs.readings(token)):
            return True
        if token.fold not in ("لن", "لا", "لم"):
            return False
    return view.tokens[at].fold in ("لن", "لا", "لم")
