"""What leads tell of two reports: rare words, days as far as they are known."""

from __future__ import annotations

from array import array
from typing import Any

import pytest
from build import record

from khabar.incidents.stories import RAREST, compile_rarity, days_tell, lead_words, likeness, shared_name, story_of
from khabar.incidents.types import StoryFact
from khabar.lexicon import load_lexicon


def story(text: str = "قصف", **known: Any) -> StoryFact:
    """The story of a text, with the days that are known."""
    days = {"days": (), "month_days": (), "weekdays": ()} | known
    return story_of(record("a", text), {"قصف": 1.0}, **days)


def test_rare_words_make_leads_alike() -> None:
    """A shared rare word weighs more than a shared common one; a text is wholly like itself; a few words prove less."""
    one, common, rare = story("قصف مدجنة"), story("قصف مزرعة"), story("احتراق مدجنة")
    whole = story("قصف مدجنة غربي المفرق")
    assert likeness(whole, whole) == pytest.approx(1.0, abs=1e-5)
    assert likeness(one, one) == pytest.approx(0.5, abs=1e-5)
    assert likeness(one, rare) > likeness(one, common) > 0
    assert likeness(story("مدجنة"), story("مزرعة")) == 0


def test_letters_kept_apart_are_one_word() -> None:
    """What is spelled past a platform's filter is the same word."""
    assert lead_words(None, "قـ.ـصف") == lead_words(None, "قصـ ـف") == lead_words(None, "قص.ف") == ["قصف"]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ({"days": ("2024-03-05",)}, {"days": ("2024-03-05", "2024-03-04")}, "same day"),
        ({"days": ("2024-03-05",)}, {"days": ("2024-03-19",)}, "same month"),
        ({"month_days": ("12-31",)}, {"month_days": ("01-01",)}, "near day of year"),
        ({"weekdays": (7,)}, {"weekdays": (1,)}, "next weekday"),
        ({"weekdays": (7,)}, {"days": ("2024-03-05",)}, None),
    ],
)
def test_days_speak_as_far_as_both_are_known(one: dict[str, Any], other: dict[str, Any], told: str | None) -> None:
    """Whole days before days of a year before weekdays; nothing where the two share no kind."""
    assert days_tell(story(**one), story(**other)) == told == days_tell(story(**other), story(**one))


def test_the_table_holds_common_words_only() -> None:
    """Rarities lie between every report and the rarest; hashes are in order."""
    rarity = compile_rarity(load_lexicon())
    assert rarity and all(0 <= rare <= RAREST for rare in rarity.values())
    hashes = array("I", story("قصف مدجنة مزرعة").words)
    assert list(hashes) == sorted(hashes)


def people(*names: str) -> StoryFact:
    """The story of a report that names these persons."""
    row = record("a", "قصف")
    for at, name in enumerate(names):
        row["entities"].append({"id": f"p{at}", "kind": "person", "name": name, "aliases": [], "actor": None})
    return story_of(row, {"محمد": 2.0, "احمد": 2.0, "عبدالرحمن": 3.0}, (), (), ())


@pytest.mark.parametrize(
    ("one", "other", "rare"),
    [
        ("نوار كنجو الهدلة", "نوار الهدلة", 2 * RAREST),  # the father's name left out
        ("عبد الرحمن الهدلة", "عبدالرحمن هدلة", 3.0 + RAREST),  # spelled otherwise
        ("أبو نوار الهدلة", "نوار الهدلة", 2 * RAREST),
        ("محمد أحمد", "محمد احمد", 4.0),  # names that many have
        ("نوار كنجو", "كنجو نوار", 0.0),
        ("نوار الهدلة", "نوار البرهوم", 0.0),
        ("نوار", "نوار", 0.0),  # no full name
    ],
)
def test_a_person_is_known_by_any_part_of_the_chain_of_names(one: str, other: str, rare: float) -> None:
    """The shared name's rarity, whichever of the two gives more of the chain."""
    assert shared_name(people(one), people(other)) == rare == shared_name(people(other), people(one))


def test_who_speaks_is_no_shared_person() -> None:
    """A spokesman stands in reports of many deeds."""
    row = record("a", "قصف", speaker="نوار الهدلة")
    row["entities"][0]["kind"] = "person"
    assert not story_of(row, {}, (), (), ()).people
    assert people("نوار الهدلة").people
