"""Pieces of records made by hand: spans and mentions of a text, and reports of a headline and a paragraph."""

from __future__ import annotations

import hashlib
from typing import Any

from khabar.objects import Mention, Part, Published, Report, Span


def a_span(text: str, words: str, after: int = 0) -> Span:
    """Where the words first stand in the text."""
    start = text.index(words, after)
    return Span(start=start, end=start + len(words), text=words)


def a_mention(text: str, words: str) -> Mention:
    """A name in the text."""
    return Mention(**a_span(text, words).model_dump(), form="name")


def a_report(source: str, title: str, body: str, *, day: str | None = None, **given: Any) -> Report:
    """A report of a headline and one paragraph, published on that day."""
    text = f"{title}\n\n{body}"
    parts = (Part(kind="headline", start=0, end=len(title)), Part(kind="body", start=len(title) + 2, end=len(text)))
    published = Published(date=day, basis="given") if day else Published()
    known = {"title": title, "text": text, "parts": parts, "published": published, "language": "ar"}
    return Report(id=digest(text), source_id=source, **(known | given))


def digest(text: str) -> str:
    """The id of a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
