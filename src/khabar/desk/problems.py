"""What went wrong, in the language of the page: errors by their code, from the book `desk/problems`."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from markupsafe import Markup, escape

from khabar.desk.page import brief, harmless
from khabar.desk.words import Words
from khabar.errors import KhabarError

_LONGEST = 80  # characters of a value that is shown within a sentence
_log = logging.getLogger("khabar.desk")


class _Value:
    """A parameter of an error within a sentence: `{status:status}` by its label, `{name}` as it is."""

    def __init__(self, value: object, words: Words) -> None:
        self._values = value if isinstance(value, (list, tuple)) else (value,)
        self._words = words

    def __format__(self, kind: str) -> str:
        shown = (self._words.label(kind, str(v)) if kind else str(v) for v in self._values)
        comma = Markup("، ") if self._words.language == "ar" else Markup(", ")
        return comma.join(Markup("<bdi>{}</bdi>").format(brief(harmless(v), _LONGEST)) for v in shown)


def told(error: KhabarError, words: Words) -> Markup:
    """One line of HTML on what is wrong and what to do."""
    return sentence(words, error.code, error.parameters, str(error))


def sentence(words: Words, code: str, parameters: Mapping[str, object], english: str) -> Markup:
    """The sentence under a code, with what is filled into it isolated for direction.

    An error that has none is told as it is on English pages; in Arabic it is said that the log tells it, which it does.
    """
    key = f"problem/{code}"
    if words.has(key):
        values = {name: _Value(value, words) for name, value in parameters.items()}
        return Markup(str(escape(words(key))).format(**values))  # noqa: S704 (values escape themselves)
    if words.language == "en":
        return Markup("<bdi>{}</bdi>").format(brief(harmless(english), 400))
    _log.warning("told to a reader as an error: %s", english)
    return Markup("<bdi>{}</bdi>").format(words("problem/unnamed"))
