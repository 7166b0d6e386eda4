"""The language of a text, by its script."""

from __future__ import annotations

import pytest

from khabar.pages.language import language_of

CASES = [
    ("قال المجلس إن الطريق مغلق CNN", None, "ar"), ("رئیس جمهور گفت که پل بسته شد و چند نفر زخمی شدند", "ar", "fa"),
    ("سەرۆکی ئەنجومەن وتی ڕێگاکە داخراوە و چەند کەسێک بریندار بوون", None, "ckb"),
    ("The council closed the bridge", "en-US", "en"),
    ("The council closed the bridge", "ar", None), ("12 / 34", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "declared", "language"), CASES)
def test_the_script_tells_the_language(text: str, declared: str | None, language: str | None) -> None:
    """Arabic is told from its neighbours in the same script; a page's own claim counts only for other scripts."""
    warnings: list[str] = []
    assert language_of(text, declared, warnings) == language
    assert bool(warnings) == (language != "ar")
