"""Outlets that no book knows, and the noun before those that it does."""

from __future__ import annotations

import pytest

from khabar.lexicon import Entry, Lexicon, load_lexicon
from naming import candidates_of

BOOK = load_lexicon().entries("roles/outlets")


def media(raw: str, lexicon: Lexicon) -> list[str]:
    """The words of the outlets in a text."""
    return [c.text for c in candidates_of(raw, lexicon) if c.kind == "media"]


@pytest.mark.parametrize("entry", BOOK, ids=lambda e: e["id"])
def test_examples(entry: Entry, lexicon: Lexicon) -> None:
    """In every yes an outlet is named, without the noun that says so; in a no none is."""
    for example in entry["examples"]["yes"]:
        name = example if entry["id"] == "ending" else example.split(" ", 1)[1].strip("“”")
        assert media(f"قال لـ {example} أمس", lexicon) == [name], example
    for example in entry["examples"]["no"]:
        assert media(f"قال عن {example} أمس", lexicon) == [], example


@pytest.mark.parametrize("entry", load_lexicon().entries("roles/sites"), ids=lambda e: e["id"])
def test_sites(entry: Entry, lexicon: Lexicon) -> None:
    """In every yes the name in quotation marks is a military site; in a no it is an outlet."""
    for kind, examples in (("facility", entry["examples"]["yes"]), ("media", entry["examples"]["no"])):
        for example in examples:
            name = example.partition("“")[2].partition("”")[0]
            assert [c.kind for c in candidates_of(example, lexicon) if c.text == name] == [kind], example


def test_a_town_s_letter_is_cut(lexicon: Lexicon) -> None:
    """What is written onto a name that begins with a town stays outside."""
    assert media("صرح لدرعا بوست أمس", lexicon) == ["درعا بوست"]


def test_a_known_outlet_is_named_without_its_noun(lexicon: Lexicon) -> None:
    """The noun before a known outlet's name is no part of it, where the rest is its name."""
    assert media("نقلت وكالة الأناضول الخبر", lexicon) == ["الأناضول"]


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("قال شاهد لوكالة ضفة إن القصف توقف", ["ضفة"]),
        ("قال شاهد لموقع جسر: الطريق مقطوع", ["جسر"]),
        ("مصدر طبي لـ“المنارة”: وصل جريحان", ["المنارة"]),
        ("قال شاهد لوكالة محلية إن القصف توقف", []),
        ("وصلوا لموقع جسر قديم", []),
        ("غنوا لـ“الحرية” في الساحة", []),
    ],
)
def test_an_outlet_that_is_told_something(raw: str, names: list[str], lexicon: Lexicon) -> None:
    """Whatever else its name means, what somebody speaks to before إن or a colon is an outlet."""
    assert media(raw, lexicon) == names
