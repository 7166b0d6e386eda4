"""Two words that were written as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.text.boundaries import boundary
from khabar.text.tokens import tokenize
from spent import spent


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قالالناطق", ["قال", "الناطق"]),
        ("قالإن", ["قال", "إن"]),
        ("أنّالمفاوضات", ["أنّ", "المفاوضات"]),
        ("هجوماًواسعاً", ["هجوماً", "واسعاً"]),
        ("القائدالذي", ["القائد", "الذي"]),
        ("الغربيعلى", ["الغربي", "على"]),
        ("الانتقالإلى", ["الانتقال", "إلى"]),
        ("التوجهإلى", ["التوجه", "إلى"]),
        ("أنإيران", ["أن", "إيران"]),
        ("مراسلالوكالة", ["مراسل", "الوكالة"]),
        ("مصدرللشرطةأنّ", ["مصدر", "للشرطة", "أنّ"]),
        ("الأميركيأنّه", ["الأميركي", "أنّه"]),
        ("أنّموسكو", ["أنّ", "موسكو"]),
        ("أنّهااستعادت", ["أنّها", "استعادت"]),
        ("الوزيروالسفير", ["الوزير", "والسفير"]),
        ("المراقبينفي", ["المراقبين", "في"]),
        ("النازحينبعدما", ["النازحين", "بعدما"]),
        ("جنديمنذ", ["جندي", "منذ"]),
        ("نقلتوكالة", ["نقلت", "وكالة"]),
        ("تحدّثتمصادر", ["تحدّثت", "مصادر"]),
        ("أعلنتوزارة", ["أعلنت", "وزارة"]),
    ],
)
def test_a_lost_blank(text: str, words: list[str]) -> None:
    """Letters that only begin or end a word tell where a blank was lost; what they leave open stays one."""
    assert [token.text for token in tokenize(text)] == words


@pytest.mark.parametrize(
    "word",
    [
        "والإعلام",
        "للإعلام",
        "كإحدى",
        "عبدالإله",
        "والأعلى",
        "بالاعلى",
        "كالذي",
        "فيالق",
        "بعدالتهم",
        "أبالإمكان",
        "وَإِنَّهُ",
        "احتفالاتهم",
        "الراديكاليين",
        "استقلالهما",
        "معالجتها",
        "بالشأن",
        "السينمائيين",
        "المحلليهم",
        "البكالوريوس",
        "إنّكما",
        "أموالهم",
    ],
)
def test_one_word(word: str) -> None:
    """What is written onto a word, and words that look like two, stay one."""
    assert len(tokenize(word)) == 1


@given(st.text(alphabet="قالإناًعىأنّذيمت ", max_size=70))
def test_every_letter_stays_where_it_was(raw: str) -> None:
    """Tokens are slices of the text, in order and without overlap, and no letter is lost."""
    tokens = tokenize(raw)
    assert all(raw[t.start : t.end] == t.text for t in tokens)
    assert "".join(t.text for t in tokens) == "".join(raw.split())


def test_a_hostile_word_is_no_trouble() -> None:
    """A megabyte of letters without a blank is read in linear time and not cut."""
    assert boundary("هجوماً" * 20) == 0
    assert spent(lambda: tokenize("هجوماًإن" * 120_000)) < 5.0
