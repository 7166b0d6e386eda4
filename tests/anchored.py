"""Texts for the tests of times."""

from __future__ import annotations

from khabar.lexicon import Lexicon
from khabar.objects import Part, Published, Report, Text, Time
from khabar.text.analysis import analyse
from khabar.times import find_times


def text_of(raw: str) -> Text:
    """`raw` as the body of a report."""
    return analyse(Report(id="x", source_id="x", text=raw, parts=(Part(kind="body", start=0, end=len(raw)),)))


def times_of(raw: str, published: str | None, lexicon: Lexicon) -> tuple[Time, ...]:
    """The times of `raw`, published on that day."""
    return find_times(text_of(raw), Published(date=published), lexicon)


def bounds(time: Time) -> tuple[str | None, str | None] | None:
    """Begin and end of a time's interval."""
    return (time.interval.begin, time.interval.end) if time.interval is not None else None
