"""Bytes into text: every encoding Arabic pages come in, declared rightly, wrongly or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.pages.decode import decode

TEXT = (
    "أعلن المجلس المحلي إغلاق الطريق الدولي بين المدينتين بسبب القصف، وقال إن الإصلاح يحتاج إلى أسبوع كامل على الأقل. "
)
LIMIT = 1_000_000


def read(data: bytes, charset: str | None = None) -> tuple[str, list[str]]:
    """Decode within the usual bound."""
    return decode(data, charset, LIMIT, "a")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859_6"])
@pytest.mark.parametrize("tagged", [False, True])
def test_undeclared_text_is_told_by_its_bytes(codec: str, tagged: bool) -> None:
    """Nothing says which encoding it is, and the text comes out right, with and without markup around it."""
    text = f"<html><body><p>{TEXT * 3}</p></body></html>" if tagged else TEXT * 3
    if codec == "iso8859_6":
        text = text.replace("،", ",")
    assert read(text.encode(codec))[0] == text


@pytest.mark.parametrize(
    ("real", "claimed"),
    [("cp1256", "utf-8"), ("cp1256", "iso-8859-1"), ("utf-8", "windows-1256"), ("cp1256", "iso-8859-6")],
)
def test_a_wrong_declaration_is_not_believed(real: str, claimed: str) -> None:
    """Transport and page may both claim what is not so; the letters decide, and the doubt is told."""
    html = f'<html><head><meta charset="{claimed}"></head><body>{TEXT * 3}</body></html>'
    text, warnings = read(html.encode(real), claimed)
    assert text == html and any("encoding" in w for w in warnings)


def test_a_right_declaration_needs_no_warning() -> None:
    """Windows-1256 that says so is read without a word."""
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">'
    html = f"<html><head>{meta}</head><body>{TEXT}</body></html>"
    assert read(html.encode("cp1256")) == (html, [])


def test_a_character_cut_at_the_end_is_left_out() -> None:
    """A truncated page keeps all it has, and says that it is cut."""
    text, warnings = read(TEXT.strip(" .").encode()[:-1])
    assert text == TEXT.strip(" .")[:-1] and any("cut" in w for w in warnings)


def test_a_stretch_of_another_encoding_is_read_as_such() -> None:
    """A template in UTF-8 with a comment pasted in windows-1256: both come out."""
    text, warnings = read(TEXT.encode() + "تعليق القارئ".encode("cp1256") + TEXT.encode())
    assert text == TEXT + "تعليق القارئ" + TEXT and any("mixed" in w for w in warnings)


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1", "cp1256"])
def test_text_encoded_twice_is_undone(wrong: str) -> None:
    """UTF-8 once read as a Western or Arabic code page and saved again is brought back, with a word."""
    raw = (TEXT * 2).encode()
    doubled = "".join(
        bytes((b,)).decode(wrong, "replace") if bytes((b,)).decode(wrong, "replace") != "\ufffd" else chr(b)
        for b in raw
    )
    text, warnings = read(doubled.encode())
    assert text == TEXT * 2 and any("undone" in w for w in warnings)


def test_windows_1256_saved_as_western_is_undone() -> None:
    """The classical ÇáãÌáÓ is Arabic again."""
    text, warnings = read((TEXT * 2).encode("cp1256").decode("latin-1").encode())
    assert text == TEXT * 2 and any("undone" in w for w in warnings)


def test_french_is_left_alone() -> None:
    """Accented Western text is no broken Arabic."""
    text = "Le conseil a fermé la route à cause des bombardements; la réparation durera une semaine, dit-il. " * 3
    assert read(text.encode()) == (text, [])


def test_binary_data_is_refused_and_the_bound_holds() -> None:
    """Images and archives are no text; a page over the bound is cut there."""
    for data in (b"%PDF-1.4 " + bytes(50), b"\x89PNG\r\n\x1a\n", b"PK\x03\x04" + bytes(40), bytes(range(32)) * 20):
        with pytest.raises(InputError, match="binary"):
            read(data)
    text, warnings = decode((TEXT * 50).encode(), None, 1000, "a")
    assert len(text.encode()) <= 1000 and any("1000 bytes" in w for w in warnings)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_is_always_read_as_utf8(text: str) -> None:
    """Valid UTF-8 comes out as it went in, whatever it holds (short of a text that is mojibake throughout)."""
    assert read(text.encode())[0] == text.removeprefix("\ufeff")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_named_error(data: bytes) -> None:
    """No bytes break the decoder."""
    try:
        text, _ = read(data)
    except InputError:
        return
    text.encode("utf-8")
