"""Lines of a page on their way to being sorted; both plain text and HTML come down to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from khabar.objects import FurnitureKind, PartKind
from khabar.pages.furniture import FurnitureRule, line_key

BULLET = re.compile(r"\s*(?:[-–—•▪●◾■*·»◆]|\d{1,2}\s*[-–.)])\s*\S")
_STOP = re.compile(r"[.!؟?…][\"”“»«)\]]*\s*$")
_FULL_STOP = re.compile(r"(?<![.…])[.!][\"”“»«)\]]*\s*$")
PROSE_WORDS = 12  # a line of so many words is prose even where its full stop is missing
LEAST_WORDS = 4


@dataclass(slots=True)
class Line:
    """One line and what it was taken for.

    `start` and `end` are offsets in a plain dump (0 for HTML). `kind` and `dropped` are what sorting decides; the rest
    are hints: `level` of a heading (0: none), `linked` the share of its letters inside links, `main` whether it lies
    where the body of the report was found, `role` what its element's class says (byline, date, title, lead).
    """

    text: str
    start: int = 0
    end: int = 0
    rule: FurnitureRule | None = None
    kind: PartKind | None = None
    dropped: FurnitureKind | None = None
    level: int = 0
    linked: float = 0.0
    main: bool = True
    role: str = ""
    listed: bool = False
    words: int = field(init=False, default=0)
    stops: bool = field(init=False, default=False)
    kept_key: str | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.retext(self.text)

    def retext(self, text: str) -> None:
        """Set the text, and what is counted on it."""
        self.text = text
        self.kept_key = None
        self.words = len(text.split())
        self.stops = _STOP.search(text[-12:]) is not None

    @property
    def key(self) -> str:
        """The folded words of the line, by which lines are compared; worked out once."""
        if self.kept_key is None:
            self.kept_key = line_key(self.text)
        return self.kept_key

    @property
    def free(self) -> bool:
        """True while nothing has been decided of the line."""
        return self.dropped is None and self.kind is None

    @property
    def prose(self) -> bool:
        """True for a line that reads as running text."""
        return self.free and self.linked < 0.7 and (
            self.words >= PROSE_WORDS or (self.stops and self.words >= LEAST_WORDS)
        )  # fmt: skip

    @property
    def sentence(self) -> bool:
        """True for prose with a full stop: a headline may ask or trail off, but it hardly ever stops."""
        return self.prose and _FULL_STOP.search(self.text[-12:]) is not None
