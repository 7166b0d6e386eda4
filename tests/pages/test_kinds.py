"""What an input is, told by its first bytes."""

from __future__ import annotations

import pytest

from khabar.pages.kinds import is_binary, is_html, kind_of, looks_utf16

KINDS = [
    (b"<html><p>x", "a", "page"), ("قال إن".encode(), "a.txt", "page"), (b'{"id": "a"}', "a.jsonl", "rows"),
    (b'{"id": "a", "text": "b"}\n', "-", "rows"),
    (b'{"version": "https://jsonfeed.org/version/1.1"}', "f.json", "json"),
    (b"<?xml version='1.0'?><rss version='2.0'>", "f", "xml"),
    (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "f", "xml"),
    (b"<?xml version='1.0'?>\n<!-- map --><urlset xmlns=''>", "s.xml", "xml"),
    (b"<?xml version='1.0'?><!DOCTYPE html><html>", "a.xhtml", "page"), (b"WARC/1.0\r\n", "x", "warc"),
    (b"\x1f\x8b\x08\x00", "a.warc.gz", "warc"), (b"\x1f\x8b\x08\x00", "a.gz", "page"), (b"", "a", "page"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "name", "kind"), KINDS)
def test_bytes_tell_the_kind(head: bytes, name: str, kind: str) -> None:
    """Names lie; the bytes decide, and names only help where bytes do not tell."""
    assert kind_of(head, name) == kind


def test_text_is_not_binary_and_binary_is() -> None:
    """Every encoding of Arabic passes, images and archives do not."""
    text = "أعلن المجلس إغلاق الطريق. " * 5
    for codec in ("utf-8", "cp1256", "iso8859_6", "utf-16", "utf-16-le", "utf-16-be"):
        assert not is_binary(text.replace("،", ",").encode(codec))
    for data in (b"\x89PNG\r\n", b"%PDF-1.7", b"\x1f\x8b\x08", bytes(range(1, 9)) * 9, b"a\0b" * 30):
        assert is_binary(data)
    assert looks_utf16(text.encode("utf-16-be")) == "utf-16-be" and looks_utf16(text.encode()) is None


def test_html_is_told_by_its_tags() -> None:
    """A tag of HTML makes a page; a sign for "less" does not."""
    assert is_html("<DIV class=a>") and is_html(b"text <p>x") and is_html("<p>x".encode("utf-16-le"))
    assert not is_html("كان العدد < 5 ثم > 3") and not is_html("<قال>")
