"""Kin of somebody named are others than the one named."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("مقتل نجل القائد سامر الأحمد بغارة على البلدة", ["نجل القائد سامر الأحمد"]),
        ("وفاة والدة سامر الأحمد في البلدة", ["والدة سامر الأحمد"]),
        ("مقتل ابنه سامر الأحمد بغارة على البلدة", ["سامر الأحمد"]),
        ("مقتل القائد سامر الأحمد بغارة على البلدة", ["سامر الأحمد"]),
    ],
)
def test_kin_before_a_name_are_not_the_one_named(lexicon: Lexicon, text: str, wanted: list[str]) -> None:
    """A noun of kin without article or pronoun, over titles; ابنه سامر is Samir himself."""
    events, found = read(text, lexicon, (entity("e1", "person", text, "سامر الأحمد"),))
    assert [found[r].name for r in events[0].recipients] == wanted
