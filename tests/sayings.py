"""What a text is read to say: its statements with names in place of ids, for the tests of the statements' room."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.lexicon import load_lexicon
from khabar.objects import Page, Record, Statement
from khabar.reader import Reader

READER = Reader(load_lexicon())
# Whether an outlet's kind is part of its name is the entities' affair, not this room's.
KINDS = ("وكالة", "قناة", "صحيفة", "إذاعة", "موقع")


@dataclass(frozen=True)
class Said:
    """A statement with its entities' names in place of their ids."""

    statement: Statement
    speaker: str | None
    via: tuple[str, ...]

    @property
    def act(self) -> str:
        """What kind of saying it is."""
        return self.statement.act

    @property
    def content(self) -> str:
        """What is said."""
        return self.statement.content.text


def read(text: str, publisher: str | None = None) -> Record:
    """The record of a text."""
    return READER.read(Page(data=text, source_id="test", format="text", publisher=publisher))


def said(text: str, publisher: str | None = None) -> list[Said]:
    """The statements of a text, in order."""
    record = read(text, publisher)
    names = {e.id: bare(e.name) for e in record.entities}
    return [Said(s, names[s.speaker] if s.speaker else None, tuple(names[v] for v in s.via)) for s in record.statements]


def bare(name: str) -> str:
    """A name without the kind of outlet before it."""
    kind, _, rest = name.partition(" ")
    return rest if rest and kind in KINDS else name
