"""Clauses: where one ends and how the next hangs on it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.events.helpers import analysed

from khabar.events.clauses import clause_at, find_clauses
from khabar.events.vocabulary import Vocabulary
from khabar.lexicon import Lexicon, load_lexicon


@pytest.mark.parametrize(
    ("text", "joints"),
    [
        ("قصف الجيش القرية ما أدى إلى مقتل رجل", ["start", "result"]),
        ("قصف الجيش القرية، فيما اعتقلت الشرطة رجلا", ["start", "while"]),
        ("قتل رجل وأصيبت امرأة", ["start", "and"]),
        ("انفجرت عبوة فقتلت رجلا", ["start", "then"]),
        ("قصف الجيش وسط المدينة", ["start"]),
    ],
)
def test_how_clauses_hang_together(lexicon: Lexicon, text: str, joints: list[str]) -> None:
    """Result, contrast, addition and sequence are read from the word that joins."""
    read = analysed(text)
    found = find_clauses(read, read.sentences[0], lexicon.build(Vocabulary))
    assert [c.joint for c in found] == joints


def test_a_minister_is_no_verb(lexicon: Lexicon) -> None:
    """وزير begins no clause, though زير is a form of زار."""
    read = analysed("قال وزير الدفاع إن وزارة الصحة بخير")
    assert len(find_clauses(read, read.sentences[0], lexicon.build(Vocabulary))) == 1


def test_no_clause_begins_within_a_name(lexicon: Lexicon) -> None:
    """وادي is a verb after و by its letters; where it is said to be in a name it begins no clause."""
    read, words = analysed("قصف الجيش مواقع في وادي السرو"), lexicon.build(Vocabulary)
    assert len(find_clauses(read, read.sentences[0], words)) == 2
    assert len(find_clauses(read, read.sentences[0], words, frozenset({4, 5}))) == 1


@given(
    st.lists(
        st.sampled_from(["قصف", "وقتل", "فيما", "،", "ما", "أدى", "كما", ".", "رجل", ":"]), min_size=1, max_size=40
    )
)
def test_clauses_cover_their_sentence(words: list[str]) -> None:
    """Every token of a sentence is in exactly one clause, and `clause_at` finds it."""
    lexicon = load_lexicon()
    read = analysed(" ".join(words))
    for sentence in read.sentences:
        found = find_clauses(read, sentence, lexicon.build(Vocabulary))
        assert [i for c in found for i in range(c.first, c.last)] == list(range(sentence.first, sentence.last))
        for index, clause in enumerate(found):
            assert clause_at(found, clause.first) == clause_at(found, clause.last - 1) == index
