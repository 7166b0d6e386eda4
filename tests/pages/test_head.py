"""Dates around a report: what belongs to it, and what belongs to the pieces listed beside it."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from khabar.objects import Page, Report
from khabar.pages import read_page

HEADLINE = "قتيل وجريحان في قصف على أطراف القرية"
LEAD = "قتل رجل وأصيب اثنان آخران بجروح بعد ظهر اليوم إثر قصف مدفعي طال أطراف القرية الشرقية."
BODY = (
    "قال سكان في القرية إن القصف بدأ قبل الظهر واستمر ساعتين، وإن فرق الإسعاف وصلت إلى المكان بعد نصف ساعة.",
    "وأضافوا أن ثلاثة بيوت تهدمت وأن المدرسة الوحيدة في القرية أغلقت أبوابها حتى إشعار آخر.",
)


def report(lexicon: Lexicon, *lines: str, title: str | None = None) -> Report:
    """The report of a dump with these paragraphs."""
    return read_page(Page("\n\n".join(lines), "dump", "text", title=title), lexicon)


@pytest.mark.parametrize(
    "between",
    [
        ("وكالة الضفة", "مركز الأخبار", "الاثنين, ٢١ نوفمبر ٢٠٢٢, ٢٣:٥٤"),
        ("مركز الأخبار", "الإثنين, 21 نوفمبر 2022, 23:54"),
        ("21 تشرين الثاني 2022 - 23:54",),
    ],
)
def test_a_dateline_between_lead_and_text_dates_the_report(lexicon: Lexicon, between: tuple[str, ...]) -> None:
    """Agency, city, then a day with its clock; it is no part of the text."""
    found = report(lexicon, HEADLINE, LEAD, *between, *BODY)
    assert (found.published.date, found.published.time, found.published.basis) == ("2022-11-21", "23:54", "text")
    assert between[-1] not in found.text and LEAD in found.text and BODY[0] in found.text


@pytest.mark.parametrize(
    "between",
    [
        ("افتتاح سوق الخضار بعد ترميمه", "الاثنين, 21 نوفمبر 2022, 23:54"),  # another piece and its date
        ("مركز الأخبار", "21 نوفمبر 2022"),  # no clock: it may be of a picture
        ("مركز الأخبار", "الاثنين, 21 نوفمبر 2022, 23:54", "افتتاح سوق الخضار"),  # no text goes on below
    ],
)
def test_what_only_looks_like_a_dateline_dates_nothing(lexicon: Lexicon, between: tuple[str, ...]) -> None:
    """Without a clock, below a headline or above one, a date in the middle of a page is another's."""
    assert report(lexicon, HEADLINE, LEAD, *between, *BODY).published.date is None


def test_a_list_of_other_pieces_with_their_dates_dates_nothing(lexicon: Lexicon) -> None:
    """Below the report headline and date take turns: none of these days is the report's."""
    others = (
        "افتتاح سوق الخضار بعد ترميمه", "الجمعة 13 حزيران, 2025 - 13:43",
        "انقطاع المياه عن أحياء المدينة", "الخميس 12 حزيران, 2025 - 10:33",
        "وصول قافلة مساعدات إلى المخيم", "الجمعة 13 حزيران, 2025 - 09:07",
    )  # fmt: skip
    assert report(lexicon, HEADLINE, LEAD, *BODY, *others).published.date is None


def test_the_one_day_below_a_report_is_its_own(lexicon: Lexicon) -> None:
    """A single date under the last paragraph is the report's."""
    assert report(lexicon, HEADLINE, LEAD, *BODY, "21 نوفمبر 2022").published.date == "2022-11-21"


def test_a_post_shown_in_the_text_does_not_date_it(lexicon: Lexicon) -> None:
    """The stamp of an embedded post is kept as a reading; with the text's own weekday it settles the day."""
    post = "— الدفاع المدني (@rescue_people) September 2, 2021"
    found = report(lexicon, HEADLINE, LEAD, BODY[0], post, BODY[1]).published
    assert found.date is None and [(r.date, r.source) for r in found.readings] == [("2021-09-02", "post (embedded)")]


def test_a_menu_without_text_has_no_day(lexicon: Lexicon) -> None:
    """Where no text runs, the date above the menu is the day on which the page was saved."""
    assert report(lexicon, "الخميس 2 تشرين الأول, 2025", "أخبار محلية", "رياضة", "اقتصاد").published.date is None


def test_a_short_date_above_the_headline_is_the_headers(lexicon: Lexicon) -> None:
    """It dates nothing by itself; where the text gives its own today the same day and month, it says the year."""
    header = "الأربعاء 2021/08/18"
    found = report(lexicon, header, HEADLINE, LEAD, *BODY).published
    assert found.date is None and [(r.date, r.source) for r in found.readings] == [("2021-08-18", "page (today)")]
