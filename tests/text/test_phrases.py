"""Finding fixed phrases among the tokens."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from khabar.text.phrases import PhraseIndex, phrase_words
from khabar.text.quotes import is_quote
from khabar.text.tokens import tokenize
from spent import within

WORDS = st.sampled_from(["قيادة", "قوات", "الجيش", "غارة", "جوية", "مجلس", "بلدة", "شرق", "باب"])
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


def found(phrases: list[str], text: str) -> list[str]:
    """The stretches of the text that the index finds."""
    index = PhraseIndex((phrase, phrase) for phrase in phrases)
    return [text[m.start : m.end] for m in index.scan(tokenize(text))]


@given(st.lists(PHRASES, min_size=1, max_size=6), st.lists(WORDS, max_size=12), st.data())
def test_a_scan_finds_what_was_put_in(phrases: list[str], around: list[str], data: st.DataObject) -> None:
    """A phrase put into a text is found, or lies under a longer one that begins before it."""
    phrase = data.draw(st.sampled_from(phrases))
    at = data.draw(st.integers(0, len(around)))
    words = [*around[:at], *phrase.split(), *around[at:]]
    matches = list(PhraseIndex((p, p) for p in phrases).scan(tokenize(" ".join(words))))
    assert any(m.first <= at < m.last for m in matches)
    assert all(one.last <= other.first for one, other in pairwise(matches))
    for match in matches:
        spelled = " ".join(words[match.first : match.last])
        assert match.values == (spelled,)
        assert spelled in phrases


def test_the_longest_phrase_wins() -> None:
    """Of two phrases that begin together the longer is found."""
    assert found(["مجلس", "مجلس بلدة"], "في مجلس بلدة الوادي") == ["مجلس بلدة"]


def test_a_phrase_is_found_behind_proclitics_and_starts_after_them() -> None:
    """و ب ل before a phrase are no part of it."""
    assert found(["قوات الجيش"], "وبقوات الجيش") == ["قوات الجيش"]


def test_quotation_marks_inside_a_phrase_are_passed_over() -> None:
    """A name in quotes is the same name."""
    assert found(["قيادة قوات الجيش"], "قيادة “قوات الجيش”") == ["قيادة “قوات الجيش"]


def test_spelling_variants_are_found() -> None:
    """Phrases meet texts in their folded form."""
    assert found(["مسؤول أممي"], "قال مسوول اممى إن") == ["مسوول اممى"]


def test_values_of_one_phrase_are_all_kept_in_order() -> None:
    """Two entries may share a name; neither hides the other."""
    index = PhraseIndex([("المجلس", "a"), ("المجلس", "b"), ("المجلس", "a")])
    (match,) = index.scan(tokenize("المجلس"))
    assert match.values == ("a", "b")


def test_no_phrase_is_made_of_marks_alone() -> None:
    """An empty phrase, or one of quotation marks, matches nothing."""
    assert phrase_words("“”") == ()
    assert found(["", "“”"], "قال “نعم”") == []


@given(st.text(alphabet="قاأى ةۥٰـ\u064e\u200f1٣_-«”.(", max_size=12))
def test_a_phrase_is_cut_as_a_text_is(phrase: str) -> None:
    """Whatever stands in a phrase, its words are those that the tokenizer finds in a text."""
    words = (t.text if t.kind == "punct" else t.fold for t in tokenize(phrase) if not is_quote(t.text))
    assert phrase_words(phrase) == tuple(words)


def test_a_scan_is_linear() -> None:
    """Half a million tokens that all begin a phrase and end none are scanned in seconds."""
    index = PhraseIndex([(" ".join(["باب"] * 8) + " الجيش", 1)])
    tokens = tokenize("باب " * 100_000)
    assert list(index.scan(tokens)) == []
    assert within(10, lambda: list(index.scan(tokens)))
