"""Bylines, datelines and sources."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from khabar.pages.bylines import compile_bylines

BYLINES = [
    ("كتب: أحمد الحسن", ("أحمد الحسن",), None),
    ("كتبت: لينا حداد - حلب", ("لينا حداد",), None),
    ("بقلم رنا حداد", ("رنا حداد",), None),
    ("إعداد: سالم الأمين – تحرير: هدى ناصر", ("سالم الأمين", "هدى ناصر"), None),
    ("عدن - صالح السقاف", ("صالح السقاف",), None),
    ("خاص - سالم الأمين", ("سالم الأمين",), None),
    ("دمشق – سانا", (), "سانا"),
    ("(أ ف ب)", (), "أ ف ب"),
    ("مازن جبور", ("مازن جبور",), None),
    ("كتب: المحرر", (), None),
]


@pytest.mark.parametrize(("line", "authors", "agency"), BYLINES)
def test_a_byline_names_author_or_agency(
    lexicon: Lexicon, line: str, authors: tuple[str, ...], agency: str | None
) -> None:
    """Markers, places before names, desks that are nobody, agencies that are no authors."""
    if line == "(أ ف ب)":
        assert lexicon.build(compile_bylines).agency(line.strip("()")) == agency
        return
    found = lexicon.build(compile_bylines).read(line)
    assert found is not None and (found.authors, found.agency) == (authors, agency)


@pytest.mark.parametrize(
    "line",
    [
        "كتب الناشطون على الجدران شعارات تطالب بالإفراج عنهم", "قال أحمد الحسن إن الطريق مغلق.", "ريف حلب الشمالي",
        "تفاصيل الاتفاق الجديد", "هدنة جديدة في المدينة القديمة بعد شهر من القتال",
    ],
)  # fmt: skip
def test_a_line_that_names_nobody_is_no_byline(lexicon: Lexicon, line: str) -> None:
    """Headlines, sentences and places are left alone."""
    assert lexicon.build(compile_bylines).read(line) is None


DATELINES = [
    ("دمشق – سانا: سقط خمسة قتلى في القصف.", "سانا"),
    ("عمان (بترا) - قتل صياد برصاص زورق.", "بترا"),
    ("دمشق، سوريا (CNN) -- أكدت جهات معارضة أن الطريق مغلق.", "CNN"),
    ("أغلق الطريق الدولي أمام الشاحنات. (رويترز)", "رويترز"),
    ("قال المجلس (المحلي) إن الطريق مغلق.", None),
    ("الطريق بين حلب - دمشق مغلق: لا شاحنات.", None),
]


@pytest.mark.parametrize(("paragraph", "agency"), DATELINES)
def test_a_dateline_names_the_agency_and_stays_in_the_text(
    lexicon: Lexicon, paragraph: str, agency: str | None
) -> None:
    """The agency is known from the paragraph's first or last words; only agencies count."""
    assert lexicon.build(compile_bylines).dateline(paragraph) == agency


def test_a_source_line_is_read(lexicon: Lexicon) -> None:
    """المصدر: names what the page credits; a sentence about a source does not."""
    index = lexicon.build(compile_bylines)
    assert index.source("المصدر : الجزيرة + وكالات") == "الجزيرة + وكالات"
    assert index.source("المصدر الذي رفض ذكر اسمه قال إن الطريق مغلق") is None
