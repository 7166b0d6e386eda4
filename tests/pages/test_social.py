"""Posts copied from the screen: author and stamp above, buttons, counts and replies below."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from khabar.objects import Page
from khabar.pages.social import read_social

POST = "انقطعت الكهرباء عن المشفى بعد القصف\n- الأهالي ينقلون الجرحى"


@pytest.mark.parametrize(
    ("stamp", "day"),
    [("5 س ·", None), ("12h · 🌐", None), ("أمس الساعة 9:12 م ·", None), ("17 أيار 2019 ·", "2019-05-17")],
)
def test_a_copied_post_is_its_own_words(lexicon: Lexicon, stamp: str, day: str | None) -> None:
    """Author and whole dates are taken from above it; what stands below the buttons is others' words."""
    raw = f"إذاعة البلدة 📻\n{stamp}\n{POST}\nأعجبني  تعليق  مشاركة\n40 تعليقًا\nسامي\nقصفوا المدرسة أيضا"
    draft = read_social(raw, Page(raw, "post"), lexicon)
    assert draft is not None and draft.byline == "إذاعة البلدة 📻"
    assert "\n".join(block.text for block in draft.blocks) == POST
    assert [d.date for d in draft.dates] == [day] * (day is not None)
    assert any("قصفوا المدرسة" in piece.text for piece in draft.furniture)


def test_a_headline_over_a_date_line_of_an_article_is_no_author(lexicon: Lexicon) -> None:
    """The date line of an article names its section after the point; a post's ends there."""
    raw = f"انقطاع الكهرباء عن المشفى\n17 أيار 2019 · محليات\n{POST}"
    assert read_social(raw, Page(raw, "page"), lexicon) is None
