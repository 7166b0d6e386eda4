"""Spans drawn over a text."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from khabar.sheets.marks import KINDS, Mark, clean, draw

TEXT = "قال المختار إن القصف طال السوق"
TAG = re.compile(r"<[^<>]*>")


@st.composite
def marked(draw_: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text of any characters with marks at any places, overlapping as they like."""
    text = draw_(st.text(alphabet="قال و.<&\"'\u064b", max_size=40))
    spans = draw_(st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45), st.sampled_from(KINDS)), max_size=8))
    return text, [Mark(min(a, b), max(a, b), kind, f'"{a}<', "s1" if a % 2 else "") for a, b, kind in spans]


@given(marked())
def test_drawing_keeps_every_character(case: tuple[str, list[Mark]]) -> None:
    """Without its tags and links, what is drawn is the text itself: marks hide and double nothing."""
    text, marks = case
    drawn = re.sub(r'<a class="ref".*?</a>', "", draw(text, 0, len(text), marks))
    assert unescape(TAG.sub("", drawn)) == text


@given(marked())
def test_tags_are_balanced_and_flat(case: tuple[str, list[Mark]]) -> None:
    """However spans overlap, every tag opened is closed before the next opens, so that no browser must repair it."""
    text, marks = case
    depth = 0
    for tag in TAG.findall(draw(text, 0, len(text), marks)):
        depth += -1 if tag.startswith("</") else 1
        assert depth in (0, 1)
    assert depth == 0


def test_overlapping_marks_share_the_piece_between_them() -> None:
    """Where two spans overlap, the common piece has both kinds and each rest has its own."""
    drawn = draw("abcdef", 0, 6, [Mark(0, 4, "said"), Mark(2, 6, "time")])
    assert drawn == '<span class="said">ab</span><span class="said time">cd</span><span class="time">ef</span>'


def test_a_link_does_not_tear_a_word() -> None:
    """A mark that ends inside a word has its link after the word: Arabic letters that join stay joined."""
    drawn = draw(TEXT, 0, len(TEXT), [Mark(0, 1, "cue", ref="s1")])
    assert drawn.startswith('<span class="cue">ق</span>ال<a class="ref" href="#s1">s1</a> ')


def test_nested_quotations_are_told_apart() -> None:
    """Content inside content is drawn as nested."""
    assert 'class="said nested"' in draw("abc", 0, 3, [Mark(0, 3, "said"), Mark(1, 2, "said")])


@given(st.text())
def test_clean_text_holds_no_markup_and_no_forbidden_character(text: str) -> None:
    """Escaped text opens no tag, ends no attribute and holds nothing that HTML forbids."""
    safe = clean(text)
    assert not set("<>\"'") & set(safe)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", safe)
