"""A report as its page shows it: the whole text in bounded leaves, what was found in each, what people did."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskreports import a_change, hostile, long_line, strike
from khabar.desk.page import harmless
from khabar.desk.reading import LEAF, Reading, leaves, shown
from khabar.desk.words import compile_words
from khabar.lexicon import Lexicon
from khabar.objects import Part, Record, Report
from khabar.store.review import Change, Corrected, Review, Standing, corrected
from records import made


def review_of(record: Record, *changes: Change) -> Review:
    """A review without an archive."""
    result = corrected(record, changes) if changes else Corrected(record=record)
    standing = Standing(subject="reports/1", revision=len(changes))
    return Review(report=1, reading=1, machine=record, corrected=result, standing=standing, changes=changes)


@pytest.fixture
def reading(lexicon: Lexicon) -> Reading:
    """The record of everything."""
    return Reading(review_of(made()), lexicon.build(compile_words)["ar"])


@given(st.lists(st.integers(1, 3 * LEAF), max_size=6))
def test_leaves_hold_the_whole_text(lengths: list[int]) -> None:
    """Every character is on one leaf, in order, and no leaf is longer than it may be."""
    parts, at = [], 0
    for length in lengths:
        parts.append(Part(kind="body", start=at, end=at + length))
        at += length + 2
    report = Report(id="x", source_id="x", text="م" * max(0, at - 2), parts=tuple(parts))
    found = leaves(report)
    if report.text:
        assert found[0][0] == 0 and found[-1][1] == len(report.text)
        assert all(a[1] == b[0] for a, b in pairwise(found))
        assert all(0 < end - start <= 2 * LEAF for start, end in found)


@pytest.mark.parametrize("record", [made(), hostile(), strike(2)], ids=["everything", "hostile", "strike"])
def test_text_stands_letter_by_letter(record: Record, lexicon: Lexicon) -> None:
    """Marks and links about it aside, a paragraph's HTML is the text; each says at which code point it starts."""
    reading = Reading(review_of(record), lexicon.build(compile_words)["ar"])
    for paragraph, part in zip(reading.paragraphs(), record.report.parts, strict=True):
        without = re.sub(r'<a class="ref".*?</a>|<[^>]*>', "", paragraph.html)
        assert unescape(without) == harmless(record.report.text[part.start : part.end])
        assert paragraph.start == part.start


def test_spans_say_whose_they_are(reading: Reading) -> None:
    """What belongs to a statement is named in the text, so that the page can light it together."""
    html = "".join(p.html for p in reading.paragraphs())
    named = {name for names in re.findall(r'data-of="([^"]*)"', html) for name in names.split()}
    assert {"s1.said", "s1.cue", "s1.speaker", "v1.trigger", "t1.time", "e2.name"} <= named


def test_nested_statement_follows_its_outer_one(reading: Reading) -> None:
    """Statements come in order with their depth."""
    assert [(s.id, depth) for s, depth in reading.statements()] == [("s1", 0), ("s2", 0), ("s3", 1)]


def test_chain_ends_with_who_speaks(reading: Reading) -> None:
    """The chain names everyone, and at its end what the text calls a speaker who is no entity."""
    third = reading.view.record.statements[2]
    assert [name for name, _ in reading.hops(third)] == ["صحيفة الوادي", "الدفاع المدني"]


def test_each_leaf_shows_its_own(lexicon: Lexicon) -> None:
    """Of a long text a leaf shows what begins on it, and everything is on some leaf."""
    record = long_line(3 * LEAF)
    words = lexicon.build(compile_words)["ar"]
    count = len(leaves(record.report))
    assert count >= 3
    shown_ = [Reading(review_of(record), words, n) for n in range(1, count + 1)]
    assert sum(len(p.html) for r in shown_ for p in r.paragraphs()) > 3 * LEAF
    assert Reading(review_of(record), words, 99).number == count
    assert Reading(review_of(record), words, -4).number == 1


def test_history_is_read_by_people(lexicon: Lexicon) -> None:
    """Changes are told with names and words, newest first; what was rejected can be found again."""
    record = made()
    review = review_of(
        record, a_change(1, "edit", "events/v1", "actors", ["e3"]), a_change(2, "reject", "statements/s2"),
        a_change(3, "status", "report", None, "checked"),
    )  # fmt: skip
    reading = Reading(review, lexicon.build(compile_words)["ar"])
    newest, rejected, edited = reading.history()
    assert newest.after == "مُراجَع"
    assert rejected.about.startswith("الدفاع المدني أحصى")
    assert (edited.about, edited.after) == ("قصفت", "سامر")
    assert [(target, change_) for target, _, change_ in reading.rejected()] == [("statements/s2", 2)]
    assert reading.can_undo("سلمى")
    assert not reading.can_undo("كمال")


def test_values_as_people_read_them() -> None:
    """A span is its words, an id a name, nothing is left out of a list."""
    names = {"e1": "سامر"}
    assert shown({"start": 1, "end": 3, "text": "قال"}) == "قال"
    assert shown(["e1", "e9"], names) == "سامر، e9"
    assert shown("entities/e1", names) == "سامر"
    assert shown({"lat": 1.5, "lon": -2.0, "precision": "exact"}) == "1.5, -2.0"
    assert shown({"begin": "2016-05-01", "end": "2016-05-03"}) == "2016-05-01 – 2016-05-03"
    assert shown({"begin": "2016-05-01", "end": "2016-05-01"}) == "2016-05-01"
    assert shown({"date": "2016-05-01", "basis": "given", "weekday": "Sunday"}) == "2016-05-01"
    assert shown({"wikidata": "Q1", "geonames": None}) == "wikidata: Q1"
