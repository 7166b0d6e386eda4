"""What single words are."""

from __future__ import annotations

import pytest

from khabar.lexicon import compile_noun_phrases, load_lexicon
from khabar.text.tokens import tokenize

WORDS = load_lexicon().build(compile_noun_phrases)


@pytest.mark.parametrize(
    ("word", "finite", "deed"),
    [("تحرير", False, True), ("استقالته", False, True), ("يشارك", True, False), ("استهدفت", True, False),
     ("المدينة", False, False), ("وزارة", False, False), ("يوم", False, False), ("بيت", False, False)],
)  # fmt: skip
def test_shapes(word: str, finite: bool, deed: bool) -> None:
    """Verbs and verbal nouns are told by the table of forms and by shape; lists keep the nouns that look like them."""
    token = tokenize(word)[0]
    assert (WORDS.finite(token), WORDS.deed(token)) == (finite, deed)


@pytest.mark.parametrize(
    ("word", "said"), [("أن", True), ("إنها", True), ("وأنه", True), ("بأنهم", True), ("كان", False), ("أنا", False)]
)
def test_complementisers(word: str, said: bool) -> None:
    """أن and إن are known with their pronouns and with و or ب before them; كان and أنا are other words."""
    assert WORDS.complementiser(tokenize(word)[0]) is said


@pytest.mark.parametrize(
    ("word", "prefixed"), [("بالانسحاب", True), ("بتسليم", True), ("بيان", False), ("بلدة", False)]
)
def test_prefixed(word: str, prefixed: bool) -> None:
    """ب is a preposition before the article or a verbal noun, and a letter of the word elsewhere."""
    assert WORDS.prefixed(tokenize(word)[0]) is prefixed
