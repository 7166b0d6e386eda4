"""The examples beside every cue, executed: what the books claim of a verb is what the reader does with it."""

from __future__ import annotations

import re

import mazini
import pytest

from khabar.lexicon import Entry, load_lexicon
from khabar.objects import Page
from khabar.reader import Reader

READER = Reader(load_lexicon())
ENTRIES = READER.lexicon.entries("statements/cues/")
BRACKETED = re.compile(r"\[(?P<content>[^\]]+)\]")


def said(text: str, entry: Entry) -> list[str]:
    """The contents of the statements that the reader makes of `text` with this entry's verb."""
    record = READER.read(Page(data=text + ".", source_id="example", format="text"))
    return [s.content.text for s in record.statements if s.rule.rsplit(".", 1)[-1] == entry["id"]]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e['act']}-{e['id']}")
def test_yes(entry: Entry) -> None:
    """Every example of `yes` gives a statement by its verb whose content is exactly what stands in brackets."""
    assert entry["examples"]["yes"]
    for example in entry["examples"]["yes"]:
        found = BRACKETED.search(example)
        assert found, example
        assert found["content"] in said(BRACKETED.sub(r"\g<content>", example), entry), example


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e['act']}-{e['id']}")
def test_no(entry: Entry) -> None:
    """No example of `no` gives a statement by its verb."""
    assert entry["examples"]["no"]
    for example in entry["examples"]["no"]:
        assert said(example, entry) == [], example


def test_books_are_whole() -> None:
    """There are at least 120 cue verbs, each id and lemma once, each lemma the one that its root and pattern make."""
    assert len(ENTRIES) >= 120
    assert len({e["id"] for e in ENTRIES}) == len(ENTRIES)
    assert len({e["lemma"] for e in ENTRIES}) == len(ENTRIES)
    for entry in ENTRIES:
        made = mazini.conjugate(entry["verb"]["root"].replace(" ", ""), entry["verb"]["wazn"])
        assert made.slots["past_3ms"][0].form == entry["lemma"], entry["id"]
