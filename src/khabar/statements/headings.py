"""Headings of communiqués and what stands below them: «بلاغ صادر عن …», «تصريح للناطق …:», «الوزارة:» on a line alone.

What is below is said by whoever the heading names, unless the words there give themselves to someone.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from itertools import pairwise

from khabar.objects import Act
from khabar.statements.content import Extent
from khabar.statements.draft import Draft
from khabar.statements.elided import MAX_HEADING, MAX_LINE
from khabar.statements.headlines import speaker_before
from khabar.statements.quoted import quotation_of
from khabar.statements.regions import own_letter, phrase
from khabar.statements.relays import outlet_title
from khabar.statements.subject import Subject, make_subject, without_preposition
from khabar.statements.view import View
from khabar.text.fold import fold


def heading_drafts(view: View, valid: Container[int]) -> list[Draft]:
    """At most one statement: the paragraph below a heading that names who says it. `valid` are the cues' tokens."""
    parts = view.text.parts
    for part, below in pairwise(parts[: MAX_HEADING + 1]):
        first, last = view.token_at(part.start), view.token_at(part.end)
        found = _issued(view, first, last)
        if found is None:
            continue
        cue, act, subject = found
        start, end = view.token_at(below.start), view.token_at(below.end)
        while end > start and view.tokens[end - 1].text in ".،,":
            end -= 1
        words = view.grammar.phrases
        told = any(words.finite(t) or words.closed(t) for t in view.tokens[start:end])
        if not told or any(at in valid for at in range(start, view.last_of(start))):
            return []
        extent = Extent(start, end, quotation_of(view, start, end))
        token = view.tokens[cue]
        return [Draft(cue, token.start, token.end, act, "statements.heading", extent, subject, None)]
    return []


def _issued(view: View, first: int, last: int) -> tuple[int, Act, Subject] | None:
    """(token of the cue, act, who says it) of the line from token `first` to `last`."""
    if not 1 < last - first <= MAX_LINE or any(view.grammar.phrases.finite(t) for t in view.tokens[first:last]):
        return None
    colon = view.tokens[last - 1].text == ":"
    if view.grammar.head_class(view.tokens[first].fold) == "document":
        subject = _issuer(view, first, last - colon)
        if subject is None or (not colon and _is_publisher(view, subject)):
            return None
        said = view.tokens[first].fold in ("تصريح", "حديث", "كلمه")
        return first, "assert" if said else "announce", subject
    if not colon:
        return None
    subject = speaker_before(view, first, last - 1)
    return (last - 1, "assert", subject) if subject is not None and _speaks(view, subject) else None


def _speaks(view: View, subject: Subject) -> bool:
    """True for an office, a body or an outlet: a bare name before a colon may head a list."""
    role = view.grammar.head_class(view.tokens[subject.head].fold[subject.cut :])
    return role in ("body", "media", "person", "source", "sources")


def _issuer(view: View, first: int, last: int) -> Subject | None:
    """Whom صادر عن or ل names behind a paper (بلاغ عسكري صادر عن القيادة، تصريح للناطق)."""
    for at in range(first + 1, min(last, first + 5)):
        word = view.tokens[at].fold
        start = at + 1 if word == "عن" and view.tokens[at - 1].fold.startswith(("صادر", "الصادر")) else at
        if start == at and (not word.startswith("ل") or own_letter(view, at)):
            continue
        found = phrase(view, start, last)
        if found is None or found.last != last:
            return None
        subject = without_preposition(view, make_subject(view, found, "after", found.last))
        person = next((i for i in range(start, last) if i in view.people), None)
        if person is not None:
            subject = replace(subject, name=(person, view.people[person]))
        return subject if _speaks(view, subject) or subject.head in view.owner or person is not None else None
    return None


def _is_publisher(view: View, subject: Subject) -> bool:
    name = view.report.publisher
    if not name:
        return False
    words = " ".join(t.fold for t in view.tokens[subject.first : subject.last])
    return outlet_title(view, words) == outlet_title(view, fold(name))
