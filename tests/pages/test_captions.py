"""Captions and their credits."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from khabar.pages.captions import compile_credits, is_caption_line, read_caption

CREDITED = [
    ("نازحون قرب الحدود (أ ف ب)", "نازحون قرب الحدود", "أ ف ب"),
    ("جسر مدمر غرب المدينة - أرشيف", "جسر مدمر غرب المدينة", "أرشيف"),
    ("سيارات إسعاف أمام المشفى – تصوير: هالة ناصر", "سيارات إسعاف أمام المشفى", "هالة ناصر"),
    ("السوق بعد القصف | عدسة: نادر عيسى", "السوق بعد القصف", "نادر عيسى"),
    ("السوق بعد القصف (تصوير هالة ناصر)", "السوق بعد القصف", "هالة ناصر"),
    (
        "متطوع يحمل طفلا – 3 نيسان 2015 (الوادي نت / سالم الأمين)",
        "متطوع يحمل طفلا – 3 نيسان 2015",
        "الوادي نت / سالم الأمين",
    ),
    ("جندي عند الحاجز © رويترز", "جندي عند الحاجز", "رويترز"),
]


@pytest.mark.parametrize(("line", "text", "credit"), CREDITED)
def test_a_credit_is_cut_off_its_caption(lexicon: Lexicon, line: str, text: str, credit: str) -> None:
    """Brackets, dashes, bars and markers: the caption without the credit, the credit without its marks."""
    caption = read_caption(line, lexicon.build(compile_credits))
    assert caption is not None and (caption.text, caption.credit) == (text, credit)


@pytest.mark.parametrize("line", ["فتح الطريق الدولي (فيديو)", "الوزير يرد على المعارضة (بيان)", "السوق بعد القصف"])
def test_what_names_nobody_is_no_credit(lexicon: Lexicon, line: str) -> None:
    """ "(video)" at the end of a line says what is shown, not who made it."""
    caption = read_caption(line, lexicon.build(compile_credits))
    assert caption is not None and (caption.text, caption.credit) == (line, None)


@pytest.mark.parametrize(
    "line",
    [
        "قال المتحدث إن الجسر أغلق (رويترز).",
        "فتح الطريق الدولي (فيديو)",
        "اجتمعت القيادة (المجلس) أمس",
        "عبر الجسر (شرق المدينة)",
    ],
)
def test_a_sentence_is_no_caption_line(lexicon: Lexicon, line: str) -> None:
    """In plain text only a line without full stop and with a known credit at its end is taken for a caption."""
    assert not is_caption_line(line, lexicon.build(compile_credits))


def test_a_paragraph_under_a_picture_is_no_caption(lexicon: Lexicon) -> None:
    """What is longer than any caption is text."""
    assert read_caption("وقال إن " * 40, lexicon.build(compile_credits)) is None


def test_labels_for_screen_readers_are_understood(lexicon: Lexicon) -> None:
    """A label says what follows: the caption, or the credit of the caption on the next line."""
    credits = lexicon.build(compile_credits)
    caption, credit = credits.labelled("التعليق على الصورة، عمال قرب المعبر"), credits.labelled("صدر الصورة، Reuters")
    assert caption is not None and caption.text == "عمال قرب المعبر"
    assert credit is not None and (credit.text, credit.credit) == ("", "Reuters")
    assert credits.labelled("التعليق على القرار جاء متأخرا") is None
