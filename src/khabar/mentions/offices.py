"""Offices that stand for a person: وزير الدفاع الفرنسي, with a name beside it or without."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice

from khabar.lexicon import Lexicon
from khabar.mentions.people import Role, RoleBook, compile_roles
from khabar.objects import Candidate, Text

OFFICE = "mention.office"
_WHERE = frozenset({"في", "لدي", "الي"})


def with_offices(text: Text, kept: Sequence[Candidate], bare: Sequence[Role], lexicon: Lexicon) -> list[Candidate]:
    """The candidates by start and one nominal for each role phrase of one person, which may hold other candidates.

    `bare` are the phrases of several words without a name beside them. The nominal ends where the phrase says in which
    place the office is (قائد الشرطة | في حلب); it carries the whole phrase as `role`, and `head` where it has the
    article.
    """
    book: RoleBook = lexicon.build(compile_roles)
    found: dict[int, Candidate] = {}
    for person in kept:
        if person.kind == "person" and person.role is not None and person.role[1] <= person.start:
            first = bisect_right(text.tokens, person.role[0], key=lambda token: token.start) - 1
            office = book.offices.at(text.tokens, first)
            if office is not None and not office.values[0].several:
                found[office.start] = _office(text, office.start, first, person.role[1])
    for role in bare:
        if role.last > role.first + 1 and not role.office.several and role.start not in found:
            found[role.start] = _office(text, role.start, role.first, role.end)
    rest = [c for c in kept if c.rule != "mention.head" or c.start not in found]
    taken = {c.start for c in rest}
    return sorted([*rest, *(o for o in found.values() if o.start not in taken)], key=lambda c: (c.start, -c.end))


def _office(text: Text, start: int, first: int, role_end: int) -> Candidate:
    noun, end = text.tokens[first], text.tokens[first].end
    head = next((stem for _, stem in noun.stems if stem.startswith("ال")), None)
    for token in islice(text.tokens, first + 1, None):
        if token.end > role_end or token.fold in _WHERE or (head is not None and token.fold.startswith("و")):
            break
        end = token.end
    return Candidate(
        start=start,
        end=end,
        text=text.raw[start:end],
        kind="person",
        form="nominal",
        rule=OFFICE,
        score=0.5,
        head=head,
        role=(start, role_end),
    )
