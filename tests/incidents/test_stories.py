"""What leads tell of two reports: rare words, days as far as they are known."""

from __future__ import annotations

from array import array
from typing import Any

import pytest
from build import record

from khabar.incidents.stories import RAREST, compile_rarity, days_tell, lead_words, likeness, story_of
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
