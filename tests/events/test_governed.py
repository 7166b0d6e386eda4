"""Tests of khabar.events.governed: who does a deed that a verb governs."""

from __future__ import annotations

from typing import Any

import pytest
from tests.events.helpers import read
from tests.events.test_vocabulary import entries

from khabar.lexicon import Lexicon


def actors(text: str, lexicon: Lexicon) -> list[str]:
    """Who does the last deed of a text."""
    events, entities = read(text, lexicon)
    return [entities[a].name for a in events[-1].actors]


@pytest.mark.parametrize("entry", entries("events/grammar/governing"))
def test_a_governing_verb_says_who_does_the_deed(lexicon: Lexicon, entry: Any) -> None:
    """Whom an entry means does the deed of every `yes`, and nobody is said to do that of a `no`."""
    for text in entry["examples"]["yes"]:
        assert actors(text, lexicon), text
    for text in entry["examples"]["no"]:
        assert not actors(text, lexicon), text


def test_the_called_upon_and_the_accused_do_the_deed_and_not_who_speaks(lexicon: Lexicon) -> None:
    """دعا and اتهم name first who speaks; an accusation is no more than that."""
    assert actors("دعت النقابة العمال إلى الإضراب", lexicon) == ["العمال"]
    events, entities = read("اتهمت النقابة، أمس، مسلحين بخطف طبيب", lexicon)
    assert ([entities[a].name for a in events[-1].actors], events[-1].alleged) == (["مسلحين"], True)


def test_who_refuses_a_truce_makes_none(lexicon: Lexicon) -> None:
    """رفض and وافق tell who withdraws or sets free, but of a truce only who was asked."""
    assert actors("رفض الجيش الانسحاب من القرية", lexicon) == ["الجيش"]
    assert actors("رفض الجيش وقف إطلاق النار", lexicon) == []


def test_a_verb_between_governs_instead(lexicon: Lexicon) -> None:
    """Only the subject and object of the governing verb, times and a few words may stand before the deed."""
    assert actors("هدد الجيش أمس فيما نددت النقابة بقصف القرية", lexicon) == []


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("اعترف الجيش بمقتل جنديين", []),
        ("اعترف الجيش بقتل رجلين", ["الجيش"]),
        ("لم يتبن المسلحون الهجوم على القرية", []),
        ("تبنى المسلحون الهجوم على القرية", ["المسلحون"]),
    ],
)
def test_own_losses_and_denied_claims_name_no_doer(lexicon: Lexicon, text: str, doers: list[str]) -> None:
    """Who admits to deaths in his ranks did not bring them about, nor did who has not claimed an attack."""
    assert actors(text, lexicon) == doers
