"""What the desk says to people, in Arabic and English: the books under `data/desk/`, one a room of the desk."""

from __future__ import annotations

from typing import Literal

from khabar.errors import DataError
from khabar.lexicon import Lexicon
from khabar.sheets.view import Labels, Language

LANGUAGES: tuple[Language, ...] = ("ar", "en")
Direction = Literal["rtl", "ltr"]


class Words:
    """The interface in one language."""

    def __init__(self, lexicon: Lexicon, language: Language) -> None:
        """The words of every book under `desk/`, and the labels that the sheets share."""
        self.language = language
        self.direction: Direction = "rtl" if language == "ar" else "ltr"
        self.labels = Labels(lexicon, language)
        self._said: dict[str, str] = {e["id"]: e[language] for e in lexicon.entries("desk/")}

    def __call__(self, key: str, **values: object) -> str:
        """What stands under `key`, `{name}` in it filled in. Raises `DataError` for a key that no book has."""
        if key not in self._said:
            raise DataError(f"no words for {key!r} in data/desk; add them in Arabic and English")
        said = self._said[key]
        return said.format(**values) if values else said

    def label(self, kind: str, code: str | None) -> str:
        """What a code of a record is called: by a book of the desk, else by the sheets' labels."""
        return self._said.get(f"{kind}/{code}") or self.labels(kind, code)

    def has(self, key: str) -> bool:
        """Whether a book has words under that key."""
        return key in self._said


def compile_words(lexicon: Lexicon) -> dict[Language, Words]:
    """The interface in every language; use as `lexicon.build(compile_words)`."""
    return {language: Words(lexicon, language) for language in LANGUAGES}


def known_language(value: str | None) -> Language:
    """The language of that code, Arabic for anything else."""
    return value if value in LANGUAGES else "ar"
