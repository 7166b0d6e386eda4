"""Bytes → text: whatever encoding a page is really in, with a word on every doubt and repair."""

from __future__ import annotations

import codecs
import re

from khabar.errors import InputError
from khabar.pages.kinds import is_binary, looks_utf16

_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
)  # fmt: skip
_LEGACY = ("cp1256", "iso8859_6", "mac_arabic")
# The commonest letters of Arabic news; a wrong code page scatters them over rare ones.
_COMMON = frozenset("اليمنوتربعدسهقةفكحأجىشصخطإضءئغذثزظؤآ ")
_FREQUENT = frozenset("اليمنوترب")
_BROKEN = re.compile("[\udc80-\udcff]+")
_SAMPLE = 65_536
# UTF-8 once read as a Western or Arabic code page and saved again: every letter became two.
_DOUBLED = re.compile("[ØÙÚÛ][\u0080-\u024f\u2000-\u2122]|[طظ][\u0080-\u00bf\u060c\u0686\u0679\u067e\u2018-\u2122]")
_WESTERN = re.compile("[ÇáäãæÑíÊåÉÞÓÈÍÚ]")


def decode(data: bytes, charset: str | None, limit: int, name: str) -> tuple[str, list[str]]:
    """`(text, warnings)` of a page's bytes, at most `limit` of them.

    A byte order mark counts most, then validity as UTF-8, then what the bytes spell under the declared charset and
    the Arabic code pages: a declaration is believed only while the text under it reads as text. Raises `InputError`
    for binary data.
    """
    warnings: list[str] = []
    if len(data) > limit:
        data = data[:limit]
        warnings.append(f"only the first {limit} bytes were read; KHABAR_MAX_PAGE_BYTES is the bound")
    if is_binary(data[:4096]):
        raise InputError(f"{name} is no text: it looks like binary data; give a page, a feed, a .jsonl or a WARC file")
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], codec, warnings), warnings
    wide = looks_utf16(data[:4096])
    if wide is not None:
        warnings.append(f"encoding: {wide} without a mark, told by its bytes")
        return _marked(data, wide, warnings), warnings
    declared = _declared(data, charset)
    text = _utf8(data, warnings)
    if text is not None:
        if declared not in (None, "utf-8", "ascii") and not data.isascii():
            warnings.append(f"encoding: declared as {declared}, is utf-8")
        return _undouble(text, warnings), warnings
    return _legacy(data, declared, warnings), warnings


def _marked(data: bytes, codec: str, warnings: list[str]) -> str:
    text = data.decode(codec, "replace")
    lost = text.count("\ufffd") - (data.count(b"\xef\xbf\xbd") if codec == "utf-8" else 0)
    if lost > 0:
        warnings.append(f"encoding: {lost} places are no valid {codec} and are lost")
    return text


def _declared(data: bytes, charset: str | None) -> str | None:
    """The declared encoding under Python's name: the page's own word before the transport's; None where unknown."""
    head = data[:4096]
    found = _META.search(head) or _XML.match(head)
    for name in (found[1].decode("ascii", "replace") if found else None, charset):
        if name:
            try:
                return codecs.lookup(name.strip("\"' ")).name
            except LookupError:
                continue
    return None


def _utf8(data: bytes, warnings: list[str]) -> str | None:
    """The text where the bytes are UTF-8 for all but a few stretches; None where they are something else.

    A character cut off at the end is left out. Stretches in a legacy Arabic code page amid UTF-8 are read as such.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            warnings.append("the page ends in the middle of a character; it may be cut")
            return data[: error.start].decode("utf-8")
    text = data.decode("utf-8", "surrogateescape")
    broken = sum(m.end() - m.start() for m in _BROKEN.finditer(text))
    valid = sum(1 for c in text[:_SAMPLE] if c > "\x7f" and not "\udc80" <= c <= "\udcff")
    if broken > max(8, valid // 2):
        return None
    if valid == 0:
        return None
    repaired = 0

    def read(match: re.Match[str]) -> str:
        nonlocal repaired
        raw = match.group().encode("utf-8", "surrogateescape")
        legacy = raw.decode("cp1256", "replace")
        if len(raw) > 1 and all("\u0600" <= c <= "\u06ff" or c in " \u00a0" for c in legacy):
            repaired += 1
            return legacy
        return "\ufffd"

    text = _BROKEN.sub(read, text)
    lost = text.count("\ufffd")
    if repaired:
        warnings.append(f"encoding: mixed; {repaired} stretches in windows-1256 amid utf-8 were read as such")
    if lost:
        warnings.append(f"encoding: {lost} places are no valid utf-8 and are lost")
    return text


def _legacy(data: bytes, declared: str | None, warnings: list[str]) -> str:
    """The reading of single-byte text that looks most like Arabic; the declared one wins where it looks as good."""
    sample = data[:_SAMPLE]
    candidates = list(dict.fromkeys([c for c in (declared, *_LEGACY) if c and c not in ("utf-8", "ascii")]))
    scores = {codec: _arabic_score(sample, codec) for codec in candidates}
    best = max(candidates, key=lambda c: (scores[c], -candidates.index(c)))
    if declared in scores and scores[declared] >= scores[best] * 0.95 and scores[declared] > 0:
        best = declared or best
    if scores[best] <= 0:
        best = declared if declared in scores else "cp1252"
        warnings.append(f"encoding: unknown, read as {best}")
    elif declared is None:
        warnings.append(f"encoding: undeclared, told by its letters to be {best}")
    elif best != declared:
        warnings.append(f"encoding: declared as {declared}, read as {best}")
    return data.decode(best, "replace")


def _arabic_score(sample: bytes, codec: str) -> float:
    """How much a reading looks like Arabic news: share of common letters, less what never stands in such text."""
    try:
        text = sample.decode(codec, "replace")
    except (LookupError, ValueError):
        return -1.0
    high = [c for c in text if c > "\x7f"]
    if not high:
        return 0.0
    good = sum(c in _COMMON for c in high) + sum(c in _FREQUENT for c in high)
    bad = sum(not ("\u0600" <= c <= "\u06ff" or c in "«»–—“”‘’…\u00a0\u200c\u200d\u200e\u200f") for c in high)
    return good / len(high) - 2 * bad / len(high)


def _undouble(text: str, warnings: list[str]) -> str:
    """Undo an encoding done twice, where the result is Arabic throughout; else only say that it looks so."""
    sample = text[:_SAMPLE]
    pairs, western = len(_DOUBLED.findall(sample)), len(_WESTERN.findall(sample))
    if pairs <= 20 and western <= 40:
        return text
    arabic = sum("\u0621" <= c <= "\u064a" for c in sample)
    if pairs > 20 and pairs * 2 > arabic * 0.8:
        for codec in ("cp1252", "latin-1", "cp1256"):
            repaired = _redo(text, codec, "utf-8")
            if repaired is not None:
                warnings.append(f"encoding: utf-8 had been read as {codec} and saved again; undone")
                return repaired
        warnings.append("encoding: looks encoded twice and could not be undone")
    elif western > 40 and arabic == 0 and western * 2 > sum(c > "\x7f" for c in sample):
        for codec in ("cp1252", "latin-1"):
            repaired = _redo(text, codec, "cp1256")
            if repaired is not None:
                warnings.append(f"encoding: windows-1256 had been read as {codec} and saved again; undone")
                return repaired
    return text


def _redo(text: str, wrong: str, right: str) -> str | None:
    """`text` taken back to bytes as `wrong` and read as `right`; None where that is no Arabic."""
    try:
        raw = b"".join(c.encode(wrong) if not "\x80" <= c <= "\x9f" else bytes((ord(c),)) for c in text)
        repaired = raw.decode(right)
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None
    letters = [c for c in repaired[:_SAMPLE] if c.isalpha() and c > "\x7f"]
    return repaired if letters and sum("\u0621" <= c <= "\u064a" for c in letters) > 0.9 * len(letters) else None
