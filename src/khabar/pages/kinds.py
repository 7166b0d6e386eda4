"""What kind of input some bytes are, told by the bytes themselves."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["page", "rows", "json", "xml", "warc"]

_WARC_NAME = re.compile(r"\.(warc|wet|wat)(\.gz|\.zst)?$", re.I)
_HTML = re.compile(
    rb"<\s*(!doctype\s+html|html|head|body|article|main|div|p|table|span|meta|title|h1|section|br|font|a|ul|b|center)"
    rb"[\s>/]",
    re.I,
)
_XML = re.compile(
    rb"^(<\?xml[^>]*>)?\s*(<!--.*?-->\s*|<\?.*?\?>\s*|<!DOCTYPE[^>]*>\s*)*<(rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]",
    re.S,
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MAGIC = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"\x7fELF",
    b"RIFF", b"OggS", b"ID3", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00\x20ftyp", b"SQLite format 3", b"\xd0\xcf\x11\xe0",
)  # fmt: skip


def kind_of(head: bytes, name: str = "") -> Kind:
    """The kind of input whose first bytes (4 KiB are enough) are `head`; `name` helps where bytes do not tell."""
    if head.startswith((b"WARC/1.", b"WARC/0.")) or (
        _WARC_NAME.search(name) and head[:2] in (b"\x1f\x8b", b"\x28\xb5")
    ):
        return "warc"
    body = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    lower = name.lower()
    if lower.endswith((".jsonl", ".ndjson")):
        return "rows"
    if body.startswith((b"{", b"[")) and lower.endswith(".json"):
        return "json"
    if body.startswith(b"{"):
        return "rows" if re.match(rb'\{\s*"', body) else "page"
    if _XML.match(body):
        return "xml"
    return "page"


def is_binary(head: bytes) -> bool:
    """True for bytes that no text starts with: the marks of known binary formats, or control bytes in number.

    Bytes with a NUL are text only where a byte order mark, or NULs in every second place, tell UTF-16.
    """
    if head.startswith(_BOMS):
        return False
    if head.startswith(_MAGIC):
        return True
    sample = head[:4096]
    if b"\0" in sample:
        return not looks_utf16(sample)
    controls = sum(sample.count(bytes((c,))) for c in (*range(1, 9), *range(14, 27), 28, 29, 30, 31))
    return controls * 20 > len(sample)


def looks_utf16(sample: bytes) -> Literal["utf-16-le", "utf-16-be"] | None:
    """The byte order of UTF-16 without a mark: blanks and ASCII have a NUL on one side, Arabic letters a 6."""
    if len(sample) < 4:
        return None
    half = max(1, len(sample) // 2)
    for codec, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if low.count(0) * 5 > half:
            continue
        plausible = high.count(0) + high.count(6) + high.count(0x20)
        if plausible >= half * 0.9 and high.count(0) + high.count(6) > half * 0.5 and high.count(0) > 0:
            return "utf-16-le" if codec == "utf-16-le" else "utf-16-be"
    return None


def is_html(head: bytes | str) -> bool:
    """True where the first bytes hold a tag of HTML; a text that speaks of `<` is none."""
    data = head.encode("utf-8", "replace") if isinstance(head, str) else head.replace(b"\0", b"")
    return bool(_HTML.search(data))
