"""Numbers in digits and words are read as what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.lexicon import Lexicon, compile_number_words
from khabar.text.numbers import NumberWords
from khabar.text.tokens import tokenize
from spent import within

UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
FEMININE = ["", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
TENS = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
FUSED = ["", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]


def below_hundred(value: int, feminine: bool) -> str:
    """Words of 1 to 99."""
    units = FEMININE if feminine else UNITS
    if value <= 10:
        return units[value]
    if value < 20:
        ten = "عشرة" if feminine else "عشر"
        first = {1: "إحدى" if feminine else "أحد", 2: "اثنتا" if feminine else "اثنا"}.get(
            value - 10, units[value - 10]
        )
        return f"{first} {ten}"
    return f"{units[value % 10]} و{TENS[value // 10]}" if value % 10 else TENS[value // 10]


def below_thousand(value: int, feminine: bool) -> str:
    """Words of 1 to 999."""
    hundreds, rest = divmod(value, 100)
    words = [FUSED[hundreds]] if hundreds else []
    if rest:
        words.append(below_hundred(rest, feminine))
    return " و".join(words)


def spell(value: int, feminine: bool = False) -> str:
    """Words of 0 to 999,999 in the nominative."""
    if value == 0:
        return "صفر"
    thousands, rest = divmod(value, 1000)
    words = []
    if thousands == 1:
        words.append("ألف")
    elif thousands == 2:
        words.append("ألفان")
    elif thousands:
        words.append(f"{below_thousand(thousands, False)} {'آلاف' if 3 <= thousands % 100 <= 10 else 'ألف'}")
    if rest:
        words.append(below_thousand(rest, feminine))
    return " و".join(words)


def oblique(words: str) -> str:
    """The genitive and accusative of the same words."""
    for nominative, other in (
        ("ون", "ين"),
        ("مئتان", "مئتين"),
        ("ألفان", "ألفين"),
        ("اثنان", "اثنين"),
        ("اثنا ", "اثني "),
    ):
        words = " ".join(w.removesuffix(nominative) + other if w.endswith(nominative) else w for w in words.split(" "))
    return words


@pytest.fixture(scope="module")
def words(lexicon: Lexicon) -> NumberWords:
    """The number words that come with Khabar."""
    return lexicon.build(compile_number_words)


def read(words: NumberWords, text: str) -> tuple[int, int] | None:
    """Value and end of the number at the start of `text`."""
    tokens = tokenize(text)
    found = words.read(tokens, 0, len(tokens))
    return (found.value, found.end) if found is not None else None


@given(value=st.integers(0, 999_999), feminine=st.booleans(), genitive=st.booleans())
def test_words_are_read_back(lexicon: Lexicon, value: int, feminine: bool, genitive: bool) -> None:
    """Every number below a million, spelled in words of either polarity and case, is read as itself and whole."""
    text = spell(value, feminine)
    text = oblique(text) if genitive else text
    assert read(lexicon.build(compile_number_words), text) == (value, len(text))


def test_every_number_below_two_thousand_is_read_back(words: NumberWords) -> None:
    """No number below 2,000 is left to chance."""
    assert [v for v in range(2000) if read(words, spell(v)) != (v, len(spell(v)))] == []


@given(value=st.integers(0, 10**11))
def test_digits_of_all_scripts_are_read(lexicon: Lexicon, value: int) -> None:
    """Western, Arabic-Indic and Persian digits spell the same number."""
    words = lexicon.build(compile_number_words)
    for zero in (0x30, 0x660, 0x6F0):
        text = "".join(chr(zero + int(d)) for d in str(value))
        assert read(words, text) == (value, len(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,500", 1500),
        ("100 ألف", 100_000),
        ("3 آلاف و500", 3500),
        ("1.2 مليون", 1_200_000),
        ("1,2 مليون", 1_200_000),
        ("12,5 ألف", 12_500),
        ("1.200", 1200),
        ("ثلاث مئة وتسع", 309),
        ("مئتا ألف", 200_000),
        ("نصف مليون", 500_000),
        ("الخمسة عشر", 15),
        ("أحد وعشرون ألفا", 21_000),
        ("خمسة آلاف ومئتان", 5200),
        ("مليون ومئتا ألف وخمسة", 1_200_005),
        ("ألفي", 2000),
        ("ألفين و340", 2340),
        ("مليون و300 ألف و25", 1_300_025),
        ("3 ملايين ونصف المليون", 3_500_000),
        ("مليون ونصف", 1_500_000),
    ],
)
def test_mixed_and_scaled_numbers(words: NumberWords, text: str, value: int) -> None:
    """Digits with a scale, separated hundreds, halves of a scale and the article are understood."""
    assert read(words, text) == (value, len(text))


@pytest.mark.parametrize("text", ["أحد الجنود", "إحدى القرى", "مدينة", "10.5", "1" * 5000])
def test_what_is_no_number(words: NumberWords, text: str) -> None:
    """أحد by itself, a decimal without scale and an endless run of digits are no whole numbers."""
    assert read(words, text) is None


def test_numbers_stop_at_the_next_figure(words: NumberWords) -> None:
    """خمسة وستة are two numbers, ألف ومئة ألف too."""
    assert read(words, "خمسة وستة") == (5, 4)
    assert read(words, "ألف ومليون") == (1000, 3)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("الثامن عشر", 18),
        ("الحادي والعشرين", 21),
        ("الثالثة والأربعين", 43),
        ("العشرين", 20),
        ("الحادية عشرة", 11),
        ("الأولى", 1),
    ],
)
def test_ordinals_are_read(words: NumberWords, text: str, value: int) -> None:
    """Ordinals of both genders up to ninety-nine are read."""
    tokens = tokenize(text)
    found = words.read_ordinal(tokens, 0, len(tokens))
    assert found is not None and (found.value, found.end) == (value, len(text))


def test_hostile_runs_take_linear_time(words: NumberWords) -> None:
    """Reading at every token of a long run of number words costs the same for each of them."""
    tokens = tokenize("ألف و" * 20_000)
    assert within(2, lambda: [words.read(tokens, at, len(tokens)) for at in range(len(tokens))])
