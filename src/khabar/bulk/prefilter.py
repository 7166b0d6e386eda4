"""What a page's bytes tell at a glance: whether it is worth reading at all, for a small part of what reading costs.

Drops nothing that may be Arabic: every doubt (an encoding that is no UTF-8, letters spelled as entities) lets a page
pass, and the reader decides. Cost is linear in the page, whatever stands in it.
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

from khabar.events.vocabulary import TRIGGERS, Kind, Vocabulary
from khabar.lexicon import Lexicon
from khabar.objects import Page
from khabar.pages.kinds import looks_utf16
from khabar.text.phrases import phrase_words
from khabar.text.tokens import tokenize

Level = Literal["off", "arabic", "deeds"]
Reason = Literal["content type", "size", "language", "no deed"]

LEAST_LETTERS = 20  # Arabic letters; less is no report, not even a post of one line
LEAST_SHARE = 0.15  # of all letters on the page, furniture and all; the reader itself wants 0.4 of the report's
_SEEN = 1_000_000  # bytes of a page that are looked at
_FOREIGN = 0.02  # share of Arabic-script letters that Arabic does not have; the reader's own bound is 0.015
_KNOWN_WORDS = 200_000

_TYPES = ("text/", "application/xhtml", "application/xml", "application/vnd.wap.xhtml")
_TAG = re.compile(rb"<[^<>]*>")
_WORD = re.compile("[\u0621-\u0652\u0670-\u06d3]{2,64}")
_LEADS = bytes(range(0xD8, 0xDC))  # of Arabic letters in UTF-8
_LATIN = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OTHER_LEADS = bytes((*range(0xC3, 0xD8), *range(0xDC, 0xF0)))
_LEGACY = bytes(range(0xC0, 0xEE))  # letters in windows-1256 and ISO 8859-6
_SPELLED = (b"&#15", b"&#16", b"&#x6", b"&#X6", b"\\u06", b"\xc3\x98", b"\xc3\x99")  # entities, escapes, coded twice
# Letters that betray another language in Arabic script, as in `pages.language`.
_OTHERS = tuple(tuple(letter.encode() for letter in letters) for letters in ("پچژگ", "ٹڈےںھہ", "ڕێۆڵە"))


class Prefilter:
    """Refuses pages before they are read. `off` none; `arabic` what is surely not Arabic text; `deeds` also what
    holds no word that may tell a deed."""

    def __init__(self, level: Level, lexicon: Lexicon) -> None:
        """Compile what the level needs."""
        self.level = level
        self._deeds = Deeds(lexicon) if level == "deeds" else None

    def refuses(self, page: Page) -> Reason | None:
        """Why the page is not read; None where it is."""
        if self.level == "off":
            return None
        if page.content_type and not page.content_type.lower().startswith(_TYPES):
            return "content type"
        data = page.data[:_SEEN]
        raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
        if len(raw) < LEAST_LETTERS:
            return "size"
        wide = looks_utf16(raw[:4096]) or ("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else None)
        if wide:
            raw = raw.decode(wide, "ignore").encode("utf-8", "ignore")
        seen = visible(raw)
        if not _is_utf8(seen):
            return None if _legacy(seen) else "language"
        arabic = _count(seen, _LEADS)
        if arabic < LEAST_LETTERS:
            return _refused_unread(seen, raw)
        found = _refused(seen, arabic)
        if found is None and self._deeds is not None and not self._deeds.told_in(seen):
            return "no deed"
        return found


def visible(raw: bytes) -> bytes:
    """A page's bytes without scripts, styles, comments and tags; of plain text nearly all of it."""
    if b"<" not in raw:
        return raw
    lower = raw.lower()
    for opens, closes in ((b"<script", b"</script"), (b"<style", b"</style"), (b"<!--", b"-->")):
        parts: list[bytes] = []
        at = 0
        while (begin := lower.find(opens, at)) >= 0:
            end = lower.find(closes, begin)
            if end < 0:
                break
            parts.append(raw[at:begin])
            at = end + (len(closes) if closes == b"-->" else 0)  # the others end as tags do
        if at:
            raw = b"".join((*parts, raw[at:]))
            lower = raw.lower()
    return _TAG.sub(b" ", raw)


def _refused(seen: bytes, arabic: int) -> Reason | None:
    if arabic < LEAST_SHARE * (arabic + _count(seen, _LATIN + _OTHER_LEADS)):
        return "language"
    foreign = max(sum(seen.count(letter) for letter in letters) for letters in _OTHERS)
    return "language" if foreign > _FOREIGN * arabic else None


def _refused_unread(seen: bytes, raw: bytes) -> Reason | None:
    """Of a page with hardly an Arabic letter: None where they may be spelled or coded in another way."""
    if sum(raw.count(spelling) for spelling in _SPELLED) >= LEAST_LETTERS:
        return None
    return "language" if _count(seen, _LATIN + _OTHER_LEADS) >= LEAST_LETTERS else "size"


def _legacy(seen: bytes) -> bool:
    """Whether bytes that are no UTF-8 may spell Arabic in a code page: more of them than any language has accents."""
    letters = _count(seen, _LEGACY)
    return letters >= LEAST_LETTERS and letters >= LEAST_SHARE * (letters + _count(seen, _LATIN))


def _is_utf8(seen: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(seen)  # may end amid a letter
    except UnicodeDecodeError:
        return False
    return True


def _count(data: bytes, which: bytes) -> int:
    return len(data) - len(data.translate(None, which))


class Deeds:
    """Whether a text holds a word that may tell a deed, by the vocabulary of `events/`. Words are remembered."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Use the vocabulary the reader uses."""
        self._vocabulary = lexicon.build(Vocabulary)
        self._known: dict[str, bool] = {}
        # Of a phrase its longest word stands for it.
        self._of_phrases = frozenset(
            max(words, key=len)
            for entry in lexicon.entries(TRIGGERS)
            for phrase in (*entry.get("phrases", ()), *entry.get("nouns", ()))
            if len(words := phrase_words(phrase)) > 1
        )

    def told_in(self, seen: bytes) -> bool:
        """`seen` is UTF-8 that may end amid a letter."""
        return any(self._tells(found.group()) for found in _WORD.finditer(seen.decode("utf-8", "ignore")))

    def _tells(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _KNOWN_WORDS:
                self._known.clear()
            known = self._known[word] = self._judge(word)
        return known

    def _judge(self, word: str) -> bool:
        for token in tokenize(word):
            reading = self._vocabulary.read(token)
            kinds = [v for v, _ in reading.verbs if isinstance(v, Kind)] + [form.kind for _, form in reading.nouns]
            if any(not kind.weak for kind in kinds) or any(stem in self._of_phrases for _, stem in token.stems):
                return True
        return False
