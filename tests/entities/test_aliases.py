"""Names that the text says are one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from khabar.encoder import TaggedSpan
from khabar.lexicon import Lexicon, load_lexicon
from naming import entities_of, named
from spent import grows_with_length


class Tribe:
    """An encoder that takes a tribe's name for a place's."""

    def tag(self, words: Sequence[Sequence[str]]) -> list[list[TaggedSpan]]:
        """A place wherever the name stands."""
        return [
            [TaggedSpan(n, n + 1, "place", 0.9) for n, word in enumerate(sentence) if word == "العكيدات"]
            for sentence in words
        ]


(WORDS,) = load_lexicon().entries("roles/other_names")


@pytest.mark.parametrize(
    "raw",
    [
        "قتل القائد سامي الحلواني الملقب بـ“أبو ليث الشامي” أمس. وكان أبو ليث الشامي متواريا",
        "قتل القائد سامي الحلواني (أبو ليث الشامي) أمس",
        *WORDS["examples"]["yes"],
    ],
)
def test_another_name_of_the_same_person(raw: str, lexicon: Lexicon) -> None:
    """الملقب بـ and a kunya in brackets right after a name are the same person, wherever either stands."""
    persons = [e for e in entities_of(raw, lexicon) if e.kind == "person"]
    assert len(persons) == 1 and persons[0].name == "سامي الحلواني"


@pytest.mark.parametrize("raw", WORDS["examples"]["no"])
def test_two_persons_in_a_row_are_two(raw: str, lexicon: Lexicon) -> None:
    """A comma alone makes nobody another's other name."""
    assert len([e for e in entities_of(raw, lexicon) if e.kind == "person"]) == 2


def test_a_tribe_with_and_without_the_noun(lexicon: Lexicon) -> None:
    """قبيلة العكيدات and العكيدات are one people."""
    raw = "اجتمع شيوخ قبيلة العكيدات أمس.\n\nوأمهلت العكيدات الفصيل يوما."
    entity = named(entities_of(raw, lexicon, tagger=Tribe()), "قبيلة العكيدات")
    assert (entity.kind, [m.text for m in entity.mentions]) == ("people", ["قبيلة العكيدات", "العكيدات"])


def test_a_long_row_of_other_names(lexicon: Lexicon) -> None:
    """Time grows with the text where every name is said to be another's."""
    assert grows_with_length(lambda n: entities_of("سامي الحلواني الملقب بأبي ليث " * n, lexicon), 20, 20)
