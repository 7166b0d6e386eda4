"""Every entry of the books of times does what its examples say."""

from __future__ import annotations

import pytest

from anchored import times_of
from khabar.lexicon import Lexicon, load_lexicon
from khabar.text.fold import fold
from khabar.times.vocabulary import compile_vocabulary

ENTRIES = [e for e in load_lexicon().entries("times/") if "examples" in e]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: str(e["id"]))
def test_examples_hold(lexicon: Lexicon, entry: dict[str, dict[str, list[str]]]) -> None:
    """In each `yes` a time is found, in each `no` none."""
    for raw in entry["examples"]["yes"]:
        assert times_of(raw, "2016-05-25", lexicon), raw
    for raw in entry["examples"]["no"]:
        assert times_of(raw, "2016-05-25", lexicon) == (), raw


def test_every_entry_that_makes_times_has_examples(lexicon: Lexicon) -> None:
    """Only word lists and anniversaries, which other entries' examples cover, go without."""
    assert {e["kind"] for e in lexicon.entries("times/") if "examples" not in e} <= {
        "words",
        "anniversary",
        "vague",
        "same",
    }


def test_exact_spellings_are_those_that_folding_would_confuse(lexicon: Lexicon) -> None:
    """آب must not be read where the text has أب."""
    vocabulary = lexicon.build(compile_vocabulary)
    assert "آب" in vocabulary.exact and all(fold(w) != w for w in vocabulary.exact)
