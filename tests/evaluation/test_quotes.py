"""Quotations find the words they mean, or say what to write instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.evaluation.quotes import QuoteError, find, occurrences

TEXT = "قال حسن إن القوات ستنسحب. وأضاف أن القوات والقوات الحليفة لن تعود إلى القرية، إلى القرية أبداً."


def words(quote: str) -> str:
    """The text that a quotation points to."""
    spot = find(quote, TEXT)
    return TEXT[spot.start : spot.end]


def test_words_are_found_behind_what_is_written_onto_them() -> None:
    """A conjunction or preposition joined to a word is not part of the quotation."""
    assert words("أضاف") == "أضاف"
    assert find("القوات#3", TEXT).start == TEXT.index("والقوات") + 1


def test_a_number_tells_which_of_several() -> None:
    """The same words twice need a number, and the message lists the choices."""
    with pytest.raises(QuoteError, match=r"stands 3 times.*#2 «"):
        find("القوات", TEXT)
    assert find("القوات#2", TEXT).start > find("القوات#1", TEXT).start
    with pytest.raises(QuoteError, match="only 3 times"):
        find("القوات#4", TEXT)


def test_a_long_stretch_is_its_first_and_last_words() -> None:
    """The stretch ends the first time that its last words follow, or the time numbered."""
    assert words("القوات#2 … القرية") == "القوات والقوات الحليفة لن تعود إلى القرية"
    assert words("القوات#2 … القرية#2").endswith("إلى القرية، إلى القرية")


@pytest.mark.parametrize("quote", ["قوات", "القوا", "ستنسحبون", "القرية#1 … حسن"])
def test_parts_of_words_are_not_found(quote: str) -> None:
    """Half a word, a word that is not there, an end before its beginning: each is refused."""
    with pytest.raises(QuoteError, match=quote.split(" … ")[-1]):
        find(quote, TEXT)


def test_what_is_almost_there_is_shown() -> None:
    """A slip of the pen is answered with what stands in the text."""
    with pytest.raises(QuoteError, match="there is «قال حسن إن"):
        find("قال حسن أن", TEXT)


@given(st.text(alphabet="ابو، .", max_size=30), st.text(alphabet="ابو، ", min_size=1, max_size=4))
def test_a_spot_holds_the_words(text: str, quoted: str) -> None:
    """Whatever is found is exactly the words asked for."""
    assert all(text[s.start : s.end] == quoted for s in occurrences(quoted, text))
