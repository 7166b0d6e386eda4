"""A title that a list states beside the text."""

from __future__ import annotations

import pytest

from khabar import Page, Reader

TEXT = "أوضح البيان أن فرق الإسعاف نقلت المصابين إلى مشفى المدينة وأن حالتهم مستقرة."
READER = Reader()


def test_a_headline_kept_apart_from_its_text_is_read_with_it() -> None:
    """What only the title of a row tells is part of the reading text, as its headline, with exact offsets."""
    report = READER.read(Page(TEXT, "r", "text", title="مقتل مدنيين اثنين بقصف على بلدة سرمين")).report
    assert report.text == f"مقتل مدنيين اثنين بقصف على بلدة سرمين\n\n{TEXT}"
    assert [p.kind for p in report.parts] == ["headline", "body"]


REPEATED, CUT = "أوضح البيان أن فرق الإسعاف نقلت المصابين", "مقتل مدنيين اثنين بقصف على..."


@pytest.mark.parametrize("title", [REPEATED, CUT, "خبر", None])
def test_a_title_that_tells_nothing_more_leaves_the_text_as_it_is(title: str | None) -> None:
    """A repeated, cut or tiny title adds no second telling."""
    assert READER.read(Page(TEXT, "r", "text", title=title)).report.text == TEXT
