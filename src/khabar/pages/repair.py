"""Text that spells Arabic otherwise than in order and in letters: presentation forms, visual order, bidi controls."""

from __future__ import annotations

import re
import unicodedata

_FORMS = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf2\ufe70-\ufefc]+")
_CONTROLS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u061c\u00ad]")
_OVERRIDES = re.compile("[\u202d\u202e]")
_C0 = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_RUN = re.compile("[\u0621-\u064a\u064b-\u0652\u0671-\u06d3]+")
# Words of the language's commonest kind as they read backwards (none is a word itself), letters that begin no word
# (ة, ى), and the article at a word's end; and the same the right way round.
_WORDS = ["في", "من", "على", "إلى", "أن", "إن", "عن", "التي", "الذي", "وقد", "كان", "قال", "ذلك", "هذا", "هذه"]
_L = "\u0621-\u064a"
_FORWARDS = re.compile(rf"(?<![{_L}])(?:{'|'.join(_WORDS)})(?![{_L}])|[ةى](?![{_L}])|(?<![{_L}])ال(?=[{_L}]{{3}})")
_BACKWARDS = re.compile(
    rf"(?<![{_L}])(?:{'|'.join(w[::-1] for w in _WORDS)})(?![{_L}])|(?<![{_L}])[ةى]|(?<=[{_L}]{{3}})لا(?![{_L}])"
)
_LEFT_TO_RIGHT = re.compile(r"[0-9\u0660-\u0669A-Za-z][0-9\u0660-\u0669A-Za-z.,:/%@_+-]*[0-9\u0660-\u0669A-Za-z]|\d")
_MIRROR = str.maketrans("()[]{}<>«»“”", ")(][}{><»«”“")
_SAMPLE = 200_000


def repair(text: str, warnings: list[str]) -> str:
    """The text in letters and logical order. What is certain is mended, what is not is only told.

    Letters' presentation forms become letters; text stored as it looks on screen is turned round when the words it
    spells backwards outnumber the others by far; control characters that no text needs are dropped. Marks of
    direction stay where they are (no later step sees them) unless they reorder the text or are a flood.
    """
    text, lone = _SURROGATES.subn("\ufffd", text)
    text, controls = _C0.subn("", text)
    if lone or controls:
        warnings.append(f"{lone + controls} control characters or broken code units were dropped")
    text, forms = _FORMS.subn(_letters, text)
    if forms:
        warnings.append("presentation forms were replaced by letters")
    text = _logical(text, warnings)
    marks = len(_CONTROLS.findall(text))
    if marks and (_OVERRIDES.search(text) or (marks > 200 and marks * 10 > len(text))):
        text = _CONTROLS.sub("", text)
        warnings.append(f"{marks} invisible controls of direction were dropped")
    return text


def _letters(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group())


def _logical(text: str, warnings: list[str]) -> str:
    """Turn round text in visual order; flag what may be."""
    sample = text[:_SAMPLE]
    backwards = len(_BACKWARDS.findall(sample))
    if backwards < 4:
        return text
    forwards = len(_FORWARDS.findall(sample))
    if backwards * 4 < forwards:
        return text
    if backwards < 4 * forwards:
        warnings.append("order: part of the text seems to be in visual order; it was left as it is")
        return text
    warnings.append("order: the text was in visual order and was turned round")
    return "\n".join(_turned(line) if _RUN.search(line) else line for line in text.split("\n"))


def _turned(line: str) -> str:
    """One line from visual to logical order: reversed, numbers and Latin words left in their own order."""
    turned = line[::-1].translate(_MIRROR)
    return _LEFT_TO_RIGHT.sub(lambda match: match.group()[::-1], turned)
