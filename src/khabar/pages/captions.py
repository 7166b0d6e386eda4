"""Captions of pictures and their credits: what is under a picture, and who made or owns it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khabar.lexicon import Lexicon
from khabar.objects import Caption
from khabar.pages.furniture import line_key
from khabar.pages.outlets import compile_outlets

_BRACKETS = re.compile(r"\s*[(\[]\s*(?P<inner>[^()\[\]]{1,80}?)\s*[)\]]\s*[.。]?\s*$")
_DASH = re.compile(r"\s+[-–—|/]\s*(?P<inner>[^-–—|()]{2,50}?)\s*[.]?\s*$")
_COPYRIGHT = re.compile(r"\s*[©ⓒ]\s*(?P<inner>[^©()]{2,60}?)\s*$")
_DATED = re.compile(r"[-–—،]\s*\d{1,2}[\s/-][^()]{2,20}[\s/-]\d{4}\s*$")
_STOPS = ".؟?!؛"
_LONGEST = 60  # words: what is longer under a picture is no caption
_LONGEST_CHARS = 800


@dataclass(frozen=True, slots=True)
class CreditIndex:
    """Markers before a credit, owners of pictures, bracketed words that are no credit, and labels before either."""

    marker: re.Pattern[str]
    owners: frozenset[str]
    not_owners: frozenset[str]
    caption_label: re.Pattern[str]
    credit_label: re.Pattern[str]

    def labelled(self, line: str) -> Caption | None:
        """What a line says that opens with a label: a caption, or with an empty text the credit of the next one."""
        found = self.credit_label.match(line)
        if found is not None and len(line.split()) <= 12:
            return Caption(text="", credit=line[found.end() :].strip(" .،") or None)
        found = self.caption_label.match(line)
        if found is None:
            return None
        return read_caption(line[found.end() :], self) or Caption(text="")

    def owned(self, inner: str) -> bool:
        """True where the words name a known owner, alone or with a photographer (رويترز / فلان)."""
        words = line_key(inner).split()
        if any(word.isdigit() for word in words):
            return False
        return any(
            " ".join(words[a:b]) in self.owners
            for a in range(len(words))
            for b in range(a + 1, min(a + 5, len(words) + 1))
        )

    def cut(self, text: str) -> tuple[str, str, bool] | None:
        """`(caption, credit, certain)` where the text ends in a credit, else None.

        Certain: a marker (تصوير:) or a known owner; else the bracketed words only stand where a credit would.
        """
        if len(text) > _LONGEST_CHARS:
            return None
        found = self.marker.search(text)
        if found is not None:
            return text[: found.start()].rstrip(" -–—|/(،,"), found["inner"].strip(" ()-–—|."), True
        for pattern in (_BRACKETS, _COPYRIGHT, _DASH):
            found = pattern.search(text)
            if found is None:
                continue
            inner = found["inner"]
            if line_key(inner) in self.not_owners or not line_key(inner):
                continue
            # A credit after the picture's own date is one whoever it names (… – 12 حزيران 2023 (فلان)).
            certain = self.owned(inner) or (pattern is _BRACKETS and _DATED.search(text[: found.start()]) is not None)
            if certain or (pattern is not _DASH and len(inner.split()) <= 5 and not any(c.isdigit() for c in inner)):
                return text[: found.start()].rstrip(), inner, certain
        return None


def compile_credits(lexicon: Lexicon) -> CreditIndex:
    """The index of `pages/credits` and of the names of outlets; use as `lexicon.build(compile_credits)`."""
    markers: list[str] = []
    owners = set(lexicon.build(compile_outlets).keys())
    not_owners: set[str] = set()
    labels: dict[str, list[str]] = {"caption_labels": [], "credit_labels": []}
    for entry in lexicon.entries("pages/credits"):
        for kind in labels:
            labels[kind] += entry.get(kind, ())
        markers += entry.get("markers", ())
        owners |= {line_key(o) for o in entry.get("owners", ())}
        not_owners |= {line_key(o) for o in entry.get("not_owners", ())}
    names = "|".join(sorted((re.escape(m) for m in markers), key=lambda m: (-len(m), m)))
    # The marker needs its colon, or a bracket or bar before it: تصوير alone is a word like others.
    marker = re.compile(
        rf"(?:(?<![^\s(|\-–—،,.])(?:{names})\s*[:：]\s*|[(|–—-]\s*(?:{names})\s+)(?P<inner>[^:|()\n]{{2,60}}?)[)\s.]*$",
        re.IGNORECASE,
    )
    patterns = (re.compile(rf"\s*(?:{'|'.join(map(re.escape, names))})\s*[،,:]\s*", re.I) for names in labels.values())
    return CreditIndex(marker, frozenset(owners), frozenset(not_owners), *patterns)


def read_caption(text: str, credits: CreditIndex) -> Caption | None:
    """The caption that the text under a picture is, with its credit cut off; None for text that is no caption."""
    text = " ".join(text.split())
    if not line_key(text) or len(text.split()) > _LONGEST:
        return None
    found = credits.cut(text)
    if found is None:
        return Caption(text=text)
    return Caption(text=found[0], credit=found[1])


def is_caption_line(line: str, credits: CreditIndex) -> bool:
    """True for a line of plain text that only a caption looks like: no final stop, and a certain credit at its end."""
    if len(line.split()) > 40 or line.rstrip()[-1:] in _STOPS:
        return False
    found = credits.cut(line)
    return found is not None and found[2] and bool(found[0]) and found[0].rstrip()[-1:] not in _STOPS
