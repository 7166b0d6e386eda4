"""Times of a text, anchored on the day of publication."""

from __future__ import annotations

from khabar.lexicon import Lexicon
from khabar.objects import Published, Text, Time


def find_times(text: Text, published: Published, lexicon: Lexicon) -> tuple[Time, ...]:
    """Every time expression of the text, in order."""
    return ()


def imply_published(text: Text, times: tuple[Time, ...], published: Published) -> Published:
    """What the text's own times say of the publication day, where the page does not state it."""
    return published
