"""What went wrong, in the language of the page: errors by their code, from the book `desk/problems`."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from khabar.desk.page import brief, harmless
from khabar.desk.words import Words
from khabar.errors import KhabarError
from khabar.lexicon import Lexicon

_LONGEST = 80  # characters of a value that is shown within a sentence
_TYPED = re.compile("`([^`]+)`")  # what is to be typed so
_GAP = re.compile(r"\\{(\w+)\\}")  # as `re.escape` leaves it
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


class Remarks:
    """What the reader of pages remarks, by the English in which it does: the book `desk/remarks`."""

    def __init__(self, lexicon: Lexicon) -> None:
        """The gaps of a remark are whatever stands there."""
        entries = lexicon.entries("desk/remarks")
        self._known = [(str(e["id"]), re.compile(_GAP.sub(r"(?P<\1>.+?)", re.escape(e["en"])))) for e in entries]

    def said(self, remark: str, words: Words) -> Markup:
        """The remark in the language of the page; one that the book does not have as it is."""
        for key, pattern in self._known if words.language != "en" else ():
            if found := pattern.fullmatch(remark):
                return _filled(words, key, found.groupdict())
        return Markup('<bdi dir="auto">{}</bdi>').format(brief(harmless(remark), 300))


def compile_remarks(lexicon: Lexicon) -> Remarks:
    """The remarks of a lexicon; use as `lexicon.build(compile_remarks)`."""
    return Remarks(lexicon)


def told(error: KhabarError, words: Words) -> Markup:
    """One line of HTML on what is wrong and what to do."""
    return sentence(words, error.code, error.parameters, str(error))


def sentence(words: Words, code: str, parameters: Mapping[str, object], english: str) -> Markup:
    """The sentence under a code, with what is filled into it isolated for direction.

    An error that has none is told as it is on English pages; in Arabic it is said that the log tells it, which it does.
    """
    key = f"problem/{code}"
    if words.has(key):
        return _filled(words, key, parameters)
    if words.language == "en":
        return Markup("<bdi>{}</bdi>").format(brief(harmless(english), 400))
    _log.warning("told to a reader as an error: %s", english)
    return Markup("<bdi>{}</bdi>").format(words("problem/unnamed"))


def _filled(words: Words, key: str, parameters: Mapping[str, object]) -> Markup:
    values = {name: _Value(value, words) for name, value in parameters.items()}
    said = _TYPED.sub(r'<code dir="ltr">\1</code>', str(escape(words(key))))
    return Markup(said).format(**values)  # noqa: S704 (the book's own words; values escape themselves)
