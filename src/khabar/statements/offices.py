"""An office and who holds it: what stands between the two, the body it serves, the name that comes late."""

from __future__ import annotations

from khabar.statements.regions import is_comma, phrase, skip, spoken_to
from khabar.statements.subject import Subject
from khabar.statements.view import View
from khabar.text.nounphrases import NounPhrase

# Between an office and the name of who holds it, other offices of the same man.
MAX_OFFICES = 12


def past_office(view: View, subject: Subject, limit: int) -> int:
    """Past the office behind a person's name, which says who that is: أعلن العميد فلان المتحدث العسكري قصف سفينة."""
    at = view.people.get(subject.head, subject.last)
    named = subject.name is not None or subject.head in view.people
    if not named or at >= limit or not view.tokens[at].fold.startswith("ال"):
        return subject.last
    found = phrase(view, at, limit) if view.grammar.head_class(view.tokens[at].fold) == "person" else None
    return found.last if found is not None else subject.last


def with_principal(view: View, found: NounPhrase, limit: int) -> NounPhrase:
    """With the body that لـ names after a definite title (القيادة العامة لجيش الفتح), which is no outlet spoken to."""
    at = found.last
    if at >= limit or found.name or found.apposition or view.tokens[at].fold[:1] != "ل":
        return found
    if view.grammar.head_class(view.tokens[at].fold[1:]) != "body" or spoken_to(view, at, limit) is not None:
        return found
    inner = phrase(view, at, limit)
    return NounPhrase(found.first, inner.core, inner.core, None, None) if inner else found


def late_name(view: View, found: NounPhrase, limit: int) -> NounPhrase:
    """A name that follows its title after a venue: وقال قائد الفرقة في البيان، العميد فلان، إن."""
    if found.apposition or found.name:
        return found
    rows = range(found.last, min(limit, found.last + MAX_OFFICES))
    closing = next((i for i in rows if view.people.get(i, 0) and _closes(view, view.people[i], limit)), None)
    office = view.grammar.head_class(view.tokens[found.last].fold) == "person" if found.last < limit else False
    if closing is not None and office and view.grammar.phrases.is_a(view.tokens[closing - 1], "title"):
        return NounPhrase(found.first, view.people[closing], found.core, None, (closing, view.people[closing]))
    described = closing is not None and is_comma(view, closing - 1) and is_comma(view, found.last)
    if closing is not None and described and view.tokens[found.last + 1].fold.startswith(("لل", "بال")):
        # مستشار الرئيس، للشؤون الخارجية، فلان
        return NounPhrase(found.first, view.people[closing], found.core, None, (closing, view.people[closing]))
    at = skip(view, found.last, limit)
    if at <= found.last + 1 or at >= limit or not is_comma(view, at - 1):
        return found
    token = view.tokens[at]
    if at not in view.people and not view.grammar.phrases.is_a(token, "title"):
        return found
    late = phrase(view, at, limit)
    return late if late else found


def _closes(view: View, at: int, limit: int) -> bool:
    """True where the region of the subject ends at `at`, or a comma stands there."""
    return at == limit or is_comma(view, at)
