"""The desk speaks two languages, and whatever a template says is in both."""

from __future__ import annotations

import re

import pytest

from khabar.desk.page import TEMPLATES
from khabar.desk.words import LANGUAGES, compile_words, known_language
from khabar.errors import DataError
from khabar.lexicon import Lexicon


def test_every_key_has_both_languages(lexicon: Lexicon) -> None:
    """No entry of the desk's books lacks one of the languages, and none stands twice."""
    entries = lexicon.entries("desk/")
    assert all(entry.get(language) for entry in entries for language in LANGUAGES)
    keys = [entry["id"] for entry in entries]
    assert len(keys) == len(set(keys))


def test_same_gaps_in_both_languages(lexicon: Lexicon) -> None:
    """What is filled into a sentence in one language is filled into the other's too."""
    for entry in lexicon.entries("desk/"):
        gaps = [set(re.findall(r"{(\w+)(?::\w+)?}", entry[language])) for language in LANGUAGES]
        assert gaps[0] == gaps[1], entry["id"]


def test_templates_say_only_what_is_there(lexicon: Lexicon) -> None:
    """Every key that a template writes out stands in a book."""
    words = lexicon.build(compile_words)["ar"]
    used = {
        key for path in TEMPLATES.rglob("*.html")
        for key in re.findall(r"""\bt\(["']([\w/]+[^\W_])["']""", path.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert len(used) > 100
    assert [key for key in sorted(used) if not words.has(key)] == []


def test_unknown_key_is_named(lexicon: Lexicon) -> None:
    """A key that no book has is an error that names it, not an empty page."""
    with pytest.raises(DataError, match="inbox/nowhere"):
        lexicon.build(compile_words)["en"]("inbox/nowhere")


def test_labels_of_codes(lexicon: Lexicon) -> None:
    """Codes are called as the sheets call them, and those that only the desk shows by its own books."""
    words = lexicon.build(compile_words)["en"]
    assert words.label("act", "deny") == "denies"
    assert words.label("precision", "admin1") == "province"
    assert words.label("mode", "never-heard-of") == "never-heard-of".replace("_", " ")


@pytest.mark.parametrize("code", [None, "", "fr", "../en", "AR"])
def test_unknown_language_is_arabic(code: str | None) -> None:
    """Whatever a cookie says, the desk speaks one of its languages."""
    assert known_language(code) == "ar"
