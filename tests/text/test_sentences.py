"""Sentences: they partition the tokens of their parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.objects import Part
from khabar.text.sentences import find_sentences
from khabar.text.tokens import tokenize


def whole(text: str) -> tuple[Part, ...]:
    """One part for each line of the text."""
    parts: list[Part] = []
    at = 0
    for line in text.split("\n"):
        if line:
            parts.append(Part(kind="body", start=at, end=at + len(line)))
        at += len(line) + 1
    return tuple(parts)


def sentences(text: str) -> list[str]:
    """The sentences of a text, as text."""
    return [text[s.start : s.end] for s in find_sentences(text, tokenize(text), whole(text))]


@given(st.text(alphabet="قال إن.؟!…”“\n 1أب()", max_size=120))
def test_sentences_partition_the_tokens(text: str) -> None:
    """Every token of a part lies in exactly one sentence, sentences stand in order and never leave their part."""
    tokens, parts = tokenize(text), whole(text)
    at = 0
    for index, sentence in enumerate(find_sentences(text, tokens, parts)):
        assert sentence.index == index
        assert sentence.first == at < sentence.last
        assert (sentence.start, sentence.end) == (tokens[sentence.first].start, tokens[sentence.last - 1].end)
        part = parts[sentence.part]
        assert part.start <= sentence.start < sentence.end <= part.end
        at = sentence.last
    assert at == len(tokens)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أغلق الجسر. وفتح الطريق.", ["أغلق الجسر.", "وفتح الطريق."]),
        ("هل أغلق الجسر؟ نعم!", ["هل أغلق الجسر؟", "نعم!"]),
        ("قال “أغلق الجسر.” ثم مضى.", ["قال “أغلق الجسر.”", "ثم مضى."]),
        ("ذكرت أ.ف.ب أن الجسر أغلق", ["ذكرت أ.ف.ب أن الجسر أغلق"]),
        ("بلغت 3.5 ملايين", ["بلغت 3.5 ملايين"]),
        ("العنوان\nالمتن", ["العنوان", "المتن"]),
        ("أغلق الجسر… ثم فتح", ["أغلق الجسر…", "ثم فتح"]),
    ],
)
def test_where_a_sentence_ends(text: str, expected: list[str]) -> None:
    """Full stops end it, with the marks that close a quotation; dots of numbers and initials do not."""
    assert sentences(text) == expected


def test_a_text_without_a_full_stop_is_cut() -> None:
    """A run of words that never ends does not become one sentence of any length."""
    found = find_sentences("كلمة " * 2000, tokenize("كلمة " * 2000), (Part(kind="body", start=0, end=10_000),))
    assert max(s.last - s.first for s in found) <= 400
