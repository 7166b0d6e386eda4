"""Headline colons: «فلان: ...» where the words before the colon name a speaker, not a place or a topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from khabar.statements.content import Extent, extent_from
from khabar.statements.cues import Cue
from khabar.statements.draft import Draft
from khabar.statements.quoted import quotation_of
from khabar.statements.regions import phrase, skip
from khabar.statements.relays import handed_on, outlets, venue_of
from khabar.statements.subject import Subject, head_word, make_subject
from khabar.statements.view import View
from khabar.text.quotes import is_quote

MAX_SPEAKER = 12
_DOTS = ("..", "...", "…")
_SPEAKING = ("person", "organization", "media", "armed_group", "people")


def headline_drafts(view: View, valid: Mapping[int, tuple[Cue, ...]], breaks: frozenset[int]) -> list[Draft]:
    """What speakers before a colon say. `valid` are the cues, `breaks` the tokens at which a source phrase begins."""
    found = []
    for colon, (subject, first) in headline_colons(view).items():
        if any(at in valid for at in range(max(0, subject.first - 2), colon)):
            continue
        extent = extent_from(view, first, True, False, valid, breaks)
        if extent is not None:
            extent = _whole_headline(view, extent, valid)
            token = view.tokens[colon]
            draft = Draft(colon, token.start, token.end, "assert", "statements.headline", extent, subject, None)
            draft.relays = outlets(view, subject.last, colon)
            handed = handed_on(view, subject, colon)
            if handed is not None:
                draft.subject, outlet = handed
                draft.relays, draft.region = [outlet], (outlet.first, colon)
            draft.venue = venue_of(view, subject.last, colon)
            _no_truth(view, draft)
            found.append(draft)
    return found


def _whole_headline(view: View, extent: Extent, valid: Mapping[int, tuple[Cue, ...]]) -> Extent:
    """With what dots join to it in the headline (فلان: سنبقى.. والحرب لم تنته), unless someone else speaks there."""
    line = view.text.parts[0]
    last = view.token_at(line.end)
    if extent.last >= last or view.tokens[extent.first].start >= line.end or extent.quotation == "direct":
        return extent
    rest = range(extent.last, last)
    dots = view.tokens[extent.last - 1].text in _DOTS or view.tokens[extent.last].text in _DOTS
    if not dots or any(at in valid or view.tokens[at].text == ":" for at in rest):
        return extent
    return Extent(extent.first, last, quotation_of(view, extent.first, last))


def _no_truth(view: View, draft: Draft) -> None:
    """لا صحة لـ… denies what follows."""
    first, words = draft.extent.first, [t.fold for t in view.tokens[draft.extent.first : draft.extent.first + 3]]
    if words[:2] == ["لا", "صحه"] and len(words) == 3 and words[2][:1] == "ل" and first + 2 < draft.extent.last:
        draft.act = "deny"
        draft.extent = replace(draft.extent, first=first + 2)


def headline_colons(view: View) -> dict[int, tuple[Subject, int]]:
    """Speaker and first token of the content, by the token of the colon; at most one in a line."""
    found: dict[int, tuple[Subject, int]] = {}
    for part in view.text.parts:
        first = _past_prefix(view, view.token_at(part.start))
        colon = _colon(view, first, part.end)
        if colon is not None and _numbered(view, first, colon):
            first = _past_prefix(view, colon + 1)
            colon = _colon(view, first, part.end)
        if colon is None or colon + 1 >= len(view.tokens) or view.tokens[colon + 1].start >= part.end:
            continue
        for start in _beginnings(view, first, colon):
            subject = speaker_before(view, start, colon)
            if subject is not None and not _signs(view, subject, colon + 1, part.end):
                found[colon] = (subject, colon + 1)
                break
    return found


def _numbered(view: View, first: int, colon: int) -> bool:
    """True for تحديث 3: and other words that stand before a headline, with a number or without."""
    words = view.tokens[first:colon]
    return all(t.kind == "number" or view.grammar.has(t, "prefix") for t in words)


def _beginnings(view: View, first: int, colon: int) -> list[int]:
    """Where the speaker's phrase may begin: the line, past its hashtag, past dots or a bar, at و before a quotation."""
    tokens = view.tokens
    starts = [first]
    if tokens[first].text == "#":
        starts.append(_past_hashtag(view, first))
    for at in range(first + 1, colon):
        if tokens[at - 1].text in ("..", "...", "…", "|", "/") or (tokens[at - 1].text == "." and at > first + 1):
            starts.append(at)
        elif colon + 1 in view.quotes and _joined(view, at):
            role = view.grammar.head_class(tokens[at].fold[1:])
            if at in view.owner or role in ("person", "body", "source", "sources"):
                starts.append(at)
    return starts


def _joined(view: View, at: int) -> bool:
    """True where و stands before the word and is not its own first letter (وكالة)."""
    word = view.tokens[at].fold
    return word[:1] == "و" and view.grammar.head_class(word) is None


def _signs(view: View, subject: Subject, at: int, end: int) -> bool:
    """True for the title and name of who signs (الناطق باسم اللواء: العقيد فلان): a person, and nothing said."""
    if view.grammar.head_class(view.tokens[subject.head].fold) != "person" or at in view.quotes:
        return False
    if at not in view.people and not view.grammar.phrases.is_a(view.tokens[at], "title"):
        return False
    last = view.token_at(end)
    found = phrase(view, at, last)
    return last - at <= MAX_SPEAKER and found is not None and found.last >= last


def _past_prefix(view: View, at: int) -> int:
    """Past عاجل | and signs at the beginning of a line."""
    tokens = view.tokens
    while at < len(tokens) and (
        (tokens[at].kind == "punct" and not is_quote(tokens[at].text) and tokens[at].text != "#")
        or (view.grammar.has(tokens[at], "prefix") and not (at + 1 < len(tokens) and tokens[at + 1].fold == "عيان"))
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


def speaker_before(view: View, first: int, colon: int) -> Subject | None:
    """The phrase before the colon, where all of it, venue and outlet aside, is one and it can speak."""
    found = phrase(view, first, colon)
    if found is None or any(at in view.clock for at in range(first, colon)):
        return None
    aside = found.last != colon
    if aside and skip(view, found.last, colon) != colon and not _spoken_to(view, found.last, colon):
        return None
    subject = make_subject(view, found, "before", colon + 1)
    grammar, head = view.grammar, view.tokens[subject.head]
    role = grammar.head_class(head_word(view, subject))
    owners = [view.entities[i].kind for at in range(first, found.core) for i in view.owner.get(at, ())]
    heads = [view.entities[i].kind for i in view.owner.get(subject.head, ())]
    office = head.fold in grammar.words["office"] and subject.head + 1 < found.core
    if office and subject.head + 1 in view.owner:
        # محافظة حلب: is where it happened, unless a province speaks as we or denies.
        province = head.fold in ("محافظه", "ولايه") and found.last == colon
        speaks = _first_person(view, colon + 1) or view.tokens[colon + 1].fold == "لا"
        return None if province and not speaks else subject
    if found.last == first + 1 and head.fold.startswith("ال") and head.fold[2:] in grammar.words["office"]:
        return subject
    if role == "thing":
        return None
    if role in ("media", "body", "source", "sources", "person") or any(k in _SPEAKING for k in heads):
        return None if grammar.phrases.deed(head) and role is None and not heads else subject
    if aside:
        return None
    if is_quote(view.tokens[first].text) and not owners:
        return subject
    if any(k in ("state", "place") for k in heads) and _first_person(view, colon + 1):
        return subject
    return None


def _spoken_to(view: View, at: int, colon: int) -> bool:
    """True where the rest names with ل who is spoken to (الوزير لنظيره التركي:)."""
    token = view.tokens[at]
    if token.kind != "word" or token.fold[:1] != "ل" or view.grammar.phrases.closed(token):
        return False
    found = phrase(view, at, colon)
    return found is not None and found.last == colon


def _first_person(view: View, at: int) -> bool:
    """True where the words after the colon are a quotation or speak as we (نرفض، سنرد، لن نسمح)."""
    if at >= len(view.tokens):
        return False
    if at in view.quotes and not view.quotes[at].name:
        return True
    for token in view.tokens[at : at + 2]:
        if token.fold.endswith("نا") and len(token.fold) > 4 and not view.owner.get(token.index):
            return True
        word = token.fold[1:] if token.fold[:1] == "س" else token.fold
        if word[:1] == "ن" and len(word) > 3 and any(r.person == 1 for r in view.grammar.verbs.readings(token)):
            return True
        if token.fold not in ("لن", "لا", "لم"):
            return False
    return view.tokens[at].fold in ("لن", "لا", "لم")
