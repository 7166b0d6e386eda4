"""A statement in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.objects import Act
from khabar.statements.content import Extent
from khabar.statements.subject import Subject
from khabar.text.verbs import VerbForm


@dataclass(slots=True)
class Draft:
    """A statement in the making. Tokens throughout; `relays` outermost first; `parent` is an index into the drafts.

    `bound` tells that the subject stands before the verb, unread, so that no one who spoke before is meant.
    """

    at: int
    start: int
    end: int
    act: Act
    rule: str
    extent: Extent
    subject: Subject | None
    form: VerbForm | None
    relays: list[Subject] = field(default_factory=list)
    venue: tuple[int, int] | None = None
    region: tuple[int, int] = (0, 0)
    parent: int | None = None
    participle: bool = False
    antecedent: bool = False
    bound: bool = False
