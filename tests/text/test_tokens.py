"""Tokens: nothing of a text is lost, and every offset is exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.text.fold import fold
from khabar.text.tokens import has_preposition, spaced, tokenize
from spent import within

LETTERS = "والبكفلقسأةى \n\t٣7,.٬٫:/-“”«»()\u064e\u0640\u200f\u202bab"
TEXTS = st.text(alphabet=LETTERS, max_size=80) | st.text(max_size=80)
CONTROLS = (0xAD, 0xFEFF, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065))
INVISIBLE = {chr(c) for c in (*CONTROLS, *range(0x2066, 0x206A))}


@given(TEXTS)
def test_tokens_cover_every_character_that_can_be_seen(text: str) -> None:
    """In order, without overlap, with exact offsets; between tokens lie only blanks, controls and underscores."""
    at = 0
    for index, token in enumerate(tokenize(text)):
        assert token.index == index
        assert at <= token.start < token.end
        assert text[token.start : token.end] == token.text
        assert all(c.isspace() or c in INVISIBLE or c == "_" for c in text[at : token.start])
        at = token.end
    assert all(c.isspace() or c in INVISIBLE for c in text[at:])


@given(TEXTS)
def test_cut_readings_lie_inside_their_word(text: str) -> None:
    """A reading with its proclitics cut begins inside the token; only the first is uncut, and it is the folded word."""
    for token in tokenize(text):
        if token.kind != "word":
            assert token.stems == ()
            continue
        assert token.stems[0] == (0, fold(token.text))
        for cut, stem in token.stems[1:]:
            assert 0 < cut < token.end - token.start
            assert stem
            assert fold(token.text[cut:]).endswith(stem[2:] if stem.startswith("ال") else stem)


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("وبالرقة", {(1, "بالرقه"), (2, "الرقه")}),
        ("للجيش", {(1, "الجيش")}),
        ("وللبلدة", {(2, "البلده")}),
        ("فقال", {(1, "قال")}),
        ("كالعادة", {(1, "العاده")}),
        ("وَبِالرقة", {(2, "بالرقه"), (4, "الرقه")}),
    ],
)
def test_proclitics_are_read(word: str, readings: set[tuple[int, str]]) -> None:
    """و ف ب ل ك are cut where they may be a word of their own, counted in the letters of the text, marks included."""
    assert readings <= set(tokenize(word)[0].stems)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("1,500 قتيل", ["1,500", "قتيل"]),
        ("٢٬٥٠٠", ["٢٬٥٠٠"]),
        ("3.5", ["3.5"]),
        ("5.6.2016", ["5", ".", "6", ".", "2016"]),
        ("12:30", ["12", ":", "30"]),
        ("16/8/2018", ["16", "/", "8", "/", "2018"]),
        ("لـ”الجيش“", ["لـ", "”", "الجيش", "“"]),
        ("شـ.ـنت غارة.", ["شـ.ـنت", "غارة", "."]),
        ("انتظر...", ["انتظر", "..."]),
        ("Publicقصف", ["Public", "قصف"]),
        ("إصـ ـابة رجل", ["إصـ ـابة", "رجل"]),
        ("بغداد ـ وكالات", ["بغداد", "ـ", "وكالات"]),
        ("(أ ف ب)", ["(", "أ", "ف", "ب", ")"]),
        ("#عبس", ["#", "عبس"]),
    ],
)
def test_what_one_token_is(text: str, tokens: list[str]) -> None:
    """Thousands and decimals are one number, dates and clocks several; quotes, brackets and hashes stand alone."""
    assert [t.text for t in tokenize(text)] == tokens


@pytest.mark.parametrize("piece", ["و", "ـ", "ـ.ـ", "1", "1,", "\u064e", "(", "a.", "\u200f"])
def test_a_long_line_of_anything_takes_linear_time(piece: str) -> None:
    """Two hundred thousand characters of one kind are cut up in seconds, whatever they are."""
    assert within(5, lambda: tokenize(piece * (200_000 // len(piece))))


def test_a_hashtag_is_the_words_it_joins() -> None:
    """#دير_الزور is read as the two words that it spells, each at its own place; a lone underscore stays a mark."""
    assert [t.text for t in tokenize("#دير_الزور _ في")] == ["#", "دير", "الزور", "_", "في"]


def test_the_letters_that_end_words_end_them() -> None:
    """ة and ى are last letters; what follows without blank is the next word. In another's spelling ى stands for ي."""
    assert [t.text for t in tokenize("علىمخيم")] == ["على", "مخيم"]
    assert [t.text for t in tokenize("لاجىء من القاهرىة")] == ["لاجىء", "من", "القاهرىة"]
    assert [t.text for t in tokenize("في المدينةقصفت")] == ["في", "المدينة", "قصفت"]
    assert [t.text for t in tokenize("قريةٌ بعيدة")] == ["قريةٌ", "بعيدة"]


def test_a_word_ends_with_its_tied_te() -> None:
    """Where a blank was lost after ة, two words are two: nothing in Arabic follows it."""
    assert [t.text for t in tokenize("القريةقتل رجل")] == ["القرية", "قتل", "رجل"]
    assert [t.text for t in tokenize("مدرسةً كبيرة")] == ["مدرسةً", "كبيرة"]


def test_a_name_has_its_lost_blanks_again() -> None:
    """A name of which a dump has lost a blank is written with it; any other stays as it is, but for long blanks."""
    assert spaced("مراسلالوكالة في  المدينة") == "مراسل الوكالة في المدينة"
    assert spaced("حزب الخير (فرع 24)") == "حزب الخير (فرع 24)"
    assert spaced("\u200fالسنديان") == "السنديان"


def test_a_preposition_of_one_letter_may_be_written_onto_a_word() -> None:
    """ب of بسيارة may be one, ل is not asked for; behind و it is not looked for, and a word of two letters has none."""
    token, other, short = tokenize("بسيارة وبسيارة بي")
    assert has_preposition(token, "بل") and not has_preposition(token, "ل")
    assert not has_preposition(other, "بل") and not has_preposition(short, "بل")
