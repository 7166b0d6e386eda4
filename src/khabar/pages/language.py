"""Which language a text is in, as far as its script tells."""

from __future__ import annotations

import re

_ARABIC = re.compile("[\u0621-\u064a\u0671-\u06d3\u06fa-\u06fc]")
_LETTER = re.compile(r"[^\W\d_]")
_OTHERS = (
    ("ckb", re.compile("[ڕێۆڵە]"), 0.03),
    ("ur", re.compile("[ٹڈےںھہ]"), 0.03),
    ("fa", re.compile("[پچژگ]"), 0.015),
)
_SAMPLE = 100_000
_LEAST = 0.4


def language_of(text: str, declared: str | None, warnings: list[str]) -> str | None:
    """`ar`, another language in Arabic script that its own letters betray, or what the page declares; else None.

    Adds a warning for a text that is empty or not in Arabic.
    """
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    if not letters:
        warnings.append("the page holds no text")
        return None
    arabic = len(_ARABIC.findall(sample))
    if arabic < _LEAST * letters:
        warnings.append(f"the text is not in Arabic: {100 * arabic // letters} % of its letters are Arabic")
        code = (declared or "").replace("_", "-").split("-")[0]
        return code if code.isalpha() and 2 <= len(code) <= 3 and code != "ar" else None
    for code, own, share in _OTHERS:
        if len(own.findall(sample)) > share * arabic:
            warnings.append(f"the text is in Arabic script but not in Arabic (it looks like {code})")
            return code
    return "ar"
