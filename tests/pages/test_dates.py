"""Publication dates: what a line says, and which of several dates counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.lexicon import Lexicon
from khabar.pages.dates import PageDate, choose_published, compile_dates, date_in_url, stamp, weekday_of
from khabar.pages.page import DATE_ORDER

LINES = [
    ("نشر في: الأربعاء ٢٥ أيار ٢٠١٦ - ١٤:٣٥", "2016-05-25", "published", "14:35"),
    ("الجمعة 8 فيفري 2019", "2019-02-08", "plain", None),
    ("14 جويلية 2017", "2017-07-14", "plain", None),
    ("9 شتنبر 2020", "2020-09-09", "plain", None),
    ("26 يونيو/ حزيران 2023", "2023-06-26", "plain", None),
    ("الثلاثاء، 28 آب/اغسطس 2012، آخر تحديث 14:00 (GMT+0400)", "2012-08-28", "updated", "14:00+04:00"),
    ("23/07/2016", "2016-07-23", "plain", None),
    ("2021-10-12", "2021-10-12", "plain", None),
    ("مايو 31, 2020 - 9:05 م", "2020-05-31", "plain", "21:05"),
    ("January 15, 2025", "2025-01-15", "plain", None),
    ("تم التحديث: 3 كانون الثاني 2018 الساعة 12:10 ص", "2018-01-03", "updated", "00:10"),
    ("الخميس 6 شباط 2020 - 10:40 آخر تحديث منذ ساعتين", "2020-02-06", "plain", "10:40"),
    ("نشر في 14 رمضان 1432 هـ", "2011-08-14", "published", None),
    ("14-09-1432 هـ", "2011-08-14", "plain", None),
    ("اليوم: الأحد ٢٩ أيار ٢٠١٦", "2016-05-29", "today", None),
]


@pytest.mark.parametrize(("line", "day", "role", "clock"), LINES)
def test_a_date_line_is_read(lexicon: Lexicon, line: str, day: str, role: str, clock: str | None) -> None:
    """Levantine, Egyptian, Maghrebi and English months, double names, all digits; label, clock and zone beside them."""
    (found,) = lexicon.build(compile_dates).find(line, "page")
    assert (found.date, found.role, found.time) == (day, role, clock)


@pytest.mark.parametrize("line", ["25 أيار", "31/2/2016", "5/2016", "قتل 25 وجرح 2016", "الساعة 14:35", "32 أيار 2016"])
def test_what_is_no_day_of_the_calendar_is_no_date(lexicon: Lexicon, line: str) -> None:
    """A day without year, a month without day and an impossible day are no publication date."""
    assert lexicon.build(compile_dates).find(line, "page") == []


def test_two_dates_of_a_line_have_their_own_labels_and_clocks(lexicon: Lexicon) -> None:
    """Published and updated on one line are told apart."""
    found = lexicon.build(compile_dates).find("تاريخ النشر: 25/5/2016|آخر تحديث: 26/5/2016 09:10 (توقيت مكة)", "page")
    assert [(d.date, d.role, d.time) for d in found] == [
        ("2016-05-25", "published", None), ("2016-05-26", "updated", "09:10+03:00"),
    ]  # fmt: skip


def test_the_rest_of_a_line_is_what_is_no_date(lexicon: Lexicon) -> None:
    """What stands beside a date (the author) comes back without label, weekday and clock."""
    rest = lexicon.build(compile_dates).split("نشر في: الأربعاء ٢٥ أيار ٢٠١٦ - ١٤:٣٥ كتب: رنا حداد", "page")[1]
    assert rest == "كتب: رنا حداد"


def test_a_weekday_decides_between_day_and_month(lexicon: Lexicon) -> None:
    """5/4/2016 is the fifth of April in Arabic usage; a weekday may say otherwise; without one both are kept."""
    find = lexicon.build(compile_dates).find
    assert (find("الثلاثاء 5/4/2016", "page")[0].date, find("الأربعاء 5/4/2016", "page")[0].date) == (
        "2016-04-05",
        "2016-05-04",
    )
    published = choose_published(find("5/4/2016", "page"), None, DATE_ORDER)
    assert published.date == "2016-04-05" and {r.date for r in published.readings} == {"2016-04-05", "2016-05-04"}


URLS = [
    ("https://a.test/2016/05/25/x", "2016-05-25"),
    ("http://a.test/2013/middle_east/8/3/y/index.html", "2013-08-03"),
    ("https://a.test/news-20180816.html", "2018-08-16"),
    ("https://a.test/archives/592580", None),
    ("https://twitter.com/a_b/status/1000000000000000000?s=20", "2018-05-25"),
    ("https://x.com/i/status/999999999999999999999", None),
    ("https://a.test/x.company/status/1000000000000000000", None),
    ("https://a.test/2016/13/40/x", None),
    (None, None),
]


@pytest.mark.parametrize(("url", "day"), URLS)
def test_a_day_in_an_address(url: str | None, day: str | None) -> None:
    """Addresses date a page only where they hold a whole day."""
    found = date_in_url(url)
    assert (found.date if found else None) == day


def test_stamps_keep_clock_and_zone_and_refuse_nonsense() -> None:
    """ISO stamps are read with their zone; years that no page has are no dates."""
    assert stamp("2016-05-25T15:42:00Z", "meta") == PageDate(
        "2016-05-25", "meta", "2016-05-25T15:42:00Z", "published", "15:42+00:00"
    )
    found = stamp("20190208T0715+0100", "meta")
    assert found is not None and (found.date, found.time) == ("2019-02-08", "07:15+01:00")
    assert stamp("1970-01-01T00:00:00Z", "meta") is None and stamp("25 أيار 2016", "meta") is None


def test_metadata_is_trusted_before_the_page_and_the_page_before_the_address() -> None:
    """The order is written down, and a losing date is kept."""
    dates = [
        PageDate("2016-05-24", "url", "a", "published"),
        PageDate("2016-05-26", "page", "b"),
        PageDate("2016-05-25", "json-ld", "c", "published"),
    ]
    published = choose_published(dates, None, DATE_ORDER)
    assert (published.date, published.basis) == ("2016-05-25", "metadata")
    assert {r.date for r in published.readings} == {"2016-05-24", "2016-05-25", "2016-05-26"} and published.reason


def test_a_day_that_is_not_the_pages_own_is_kept_and_dates_nothing() -> None:
    """The header's today and the posts shown: null, basis unknown, no reason invented; what they say is kept."""
    shown = [PageDate("2020-01-01", "page", "x", "today"), PageDate("2019-12-30", "post", "y", "embedded")]
    published = choose_published(shown, None, DATE_ORDER)
    assert (published.date, published.basis, published.reason, published.not_after) == (None, "unknown", None, None)
    assert [r.source for r in published.readings] == ["page (today)", "post (embedded)"]
    assert choose_published([], None, DATE_ORDER).readings == ()


@given(st.dates(min_value=__import__("datetime").date(1990, 1, 1)).filter(lambda d: d.year <= 2100))
def test_an_iso_day_is_read_back(lexicon: Lexicon, day: __import__("datetime").date) -> None:
    """Every day between 1990 and 2100 that a line states in ISO is that day."""
    (found,) = lexicon.build(compile_dates).find(f"تاريخ النشر: {day.isoformat()}", "page")
    assert found.date == day.isoformat() and weekday_of(found.date) == day.strftime("%A")


@given(st.text(alphabet="0123456789/-.: أيارمنشرفيالسبت،", max_size=60))
def test_any_line_is_answered(lexicon: Lexicon, line: str) -> None:
    """No line of digits, separators and month letters breaks the reader of dates."""
    for found in lexicon.build(compile_dates).find(line, "page"):
        assert "1990" <= found.date[:4] <= "2100"
