"""What is passed over unread, and above all what is not."""

from __future__ import annotations

import pytest

from crawl import ENGLISH, page
from khabar.bulk.prefilter import Deeds, Level, Prefilter, visible
from khabar.lexicon import Lexicon
from khabar.objects import Page
from spent import within

ARABIC = page(1)
FRENCH = "Le conseil a discuté mardi de l'eau du district et se réunira encore la semaine prochaine. " * 20
CALM = "<html><body><p>" + "في الحديقة أشجار زيتون وورد أحمر وأبيض ومقاعد خشبية. " * 10 + "</p></body></html>"


def judged(lexicon: Lexicon, data: bytes | str, level: Level = "arabic", content_type: str | None = None) -> str | None:
    """Why the page is passed over."""
    return Prefilter(level, lexicon).refuses(Page(data, "a", content_type=content_type))


@pytest.mark.parametrize(
    "data",
    [
        ARABIC,
        ARABIC.encode(),
        ARABIC.encode("cp1256", "xmlcharrefreplace"),
        ARABIC.replace("الأنقاض", "الظلام في طريق العودة " * 60).encode("cp1256", "xmlcharrefreplace"),
        ARABIC.encode("iso8859_6", "xmlcharrefreplace"),
        ARABIC.encode() + b"\xd9",
        ARABIC.encode() + b"\xff broken \x81",
        ARABIC.encode("utf-16"),
        ARABIC.encode("utf-16-le"),
        ARABIC.encode("ascii", "xmlcharrefreplace"),
        ARABIC.encode().decode("cp1252", "replace").encode(),
        "<script>" + "var a = 'abc';" * 5000 + "</script>" + ARABIC,
        "<script>" + ARABIC,
        '{"articleBody": "' + ARABIC.encode("ascii", "backslashreplace").decode(),
        "قتيل في قصف على بلدة السهل",
        ENGLISH[:300] + ARABIC,
    ],
    ids=range(16),
)
def test_nothing_that_may_be_arabic_is_passed_over(lexicon: Lexicon, data: bytes | str) -> None:
    """Whatever the encoding, and however much script stands round it."""
    assert judged(lexicon, data) is None
    assert judged(lexicon, data, "deeds") is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ENGLISH, "language"),
        ("<p>" + "Совет обсудил водоснабжение района. " * 20, "language"),
        ("<p>" + "شورای شهر درباره آب گفت‌وگو کرد و پس از آن گزارش را پذیرفت. " * 20, "language"),
        (FRENCH, "language"),
        (FRENCH.encode("latin-1"), "language"),
        ("<html><body></body></html>" * 3, "size"),
        ("", "size"),
        ("<html><body>" + " " * 500 + "خطأ</body></html>", "size"),
    ],
)
def test_what_is_surely_not_arabic_is_passed_over(lexicon: Lexicon, data: bytes | str, reason: str) -> None:
    """Other scripts, other languages in Arabic script, and pages of nothing."""
    assert judged(lexicon, data) == reason
    assert judged(lexicon, data, "off") is None


def test_what_the_transport_calls_no_text_is_passed_over(lexicon: Lexicon) -> None:
    """A picture's address is not opened; a type that may be text is."""
    assert judged(lexicon, ARABIC, content_type="image/png") == "content type"
    assert judged(lexicon, ARABIC, content_type="text/html; charset=utf-8") is None


def test_only_the_level_of_deeds_asks_for_a_word_of_one(lexicon: Lexicon) -> None:
    """A page on a garden is Arabic and tells no deed; the words are the vocabulary's own."""
    assert judged(lexicon, CALM) is None
    assert judged(lexicon, CALM, "deeds") == "no deed"
    assert judged(lexicon, CALM.replace("أشجار", "انفجار"), "deeds") is None
    assert Deeds(lexicon).told_in("استهدفت".encode()) and not Deeds(lexicon).told_in("زيتون".encode())


@pytest.mark.parametrize("hostile", [b"<script" * 150_000, b"<" * 1_000_000, b"<!--" * 250_000, b"<a " * 330_000])
def test_a_hostile_page_costs_no_more_than_its_length(hostile: bytes) -> None:
    """Tags that never close must not make the look at a page quadratic."""
    assert within(2, lambda: visible(hostile))


def test_scripts_styles_and_tags_are_not_seen() -> None:
    """What a reader of the page would not see counts for nothing."""
    raw = b"<style>p{}</style><p title='x'>one</p><SCRIPT>two</SCRIPT><!-- three -->four"
    assert visible(raw).split() == [b"one", b"four"]
