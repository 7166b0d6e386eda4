"""What the text implies of its day of publication."""

from __future__ import annotations

import pytest

from anchored import text_of, times_of
from khabar.lexicon import Lexicon
from khabar.objects import DateReading, Published
from khabar.times import imply_published


def implied(raw: str, lexicon: Lexicon, published: str | None = None) -> Published:
    """The publication that `raw` implies."""
    return imply_published(text_of(raw), times_of(raw, published, lexicon), Published(date=published))


def test_yesterday_with_its_weekday_gives_todays(lexicon: Lexicon) -> None:
    """أمس الثلاثاء was written on a Wednesday; the date stays unknown."""
    published = implied("بدأ الهجوم عصر أمس الثلاثاء، وما زال مستمرا اليوم.", lexicon)
    assert published.weekday == "Wednesday" and published.date is None


def test_contradicting_weekdays_imply_none(lexicon: Lexicon) -> None:
    """Where the words disagree evenly no weekday is chosen."""
    assert implied("قصفوا البلدة أمس الثلاثاء. وصلوا اليوم الجمعة.", lexicon).weekday is None


def test_a_weekday_in_direct_speech_counts_for_nothing(lexicon: Lexicon) -> None:
    """Someone else's yesterday is not the page's."""
    assert implied("قال: “وصلنا أمس الثلاثاء”.", lexicon).weekday is None


def test_a_date_still_to_come_bounds_publication(lexicon: Lexicon) -> None:
    """سيجتمعون في 5 أيار 2016 was written by that day."""
    assert implied("من المقرر أن يجتمعوا في 5 أيار 2016.", lexicon).not_after == "2016-05-05"
    assert implied("اجتمعوا في 5 أيار 2016.", lexicon).not_after is None


def test_a_known_date_keeps_itself_and_gains_its_weekday(lexicon: Lexicon) -> None:
    """The date of the page is never replaced."""
    published = implied("بدأ الهجوم أمس الاثنين.", lexicon, "2016-05-25")
    assert published.date == "2016-05-25" and published.weekday == "Wednesday" and published.not_after is None


NAMED = [
    ("قصفت الطائرات المزارع اليوم الأحد 9 تموز/يوليو 2023.", "2023-07-09"),
    ("سقطت القذائف اليوم الأحد المصادف 9/7/2023.", "2023-07-09"),
    ("سقطت القذائف مساء أمس السبت 8 تموز 2023، وقتل رجل صباح اليوم الأحد 9 تموز 2023.", "2023-07-09"),
    ("سقطت القذائف اليوم السبت 9 تموز 2023.", None),  # no Saturday
    ("سقطت القذائف اليوم 9/7/2023. وكتب آخر: سقطت القذائف اليوم 11/7/2023.", None),
    ("قال: “سقطت القذائف اليوم 9/7/2023”.", None),
    ("في مثل هذا اليوم 9/7/2013 سقطت القذائف.", None),
    ("سقطت القذائف يوم الأحد 9 تموز 2023.", None),
    ("سقطت القذائف اليوم الأحد 9 تموز.", None),
]


@pytest.mark.parametrize(("raw", "day"), NAMED)
def test_a_text_that_dates_its_own_today_is_dated(lexicon: Lexicon, raw: str, day: str | None) -> None:
    """Today or yesterday with a whole date is the day of speaking; in doubt, quoted or without year, not."""
    published = implied(raw, lexicon)
    assert published.date == day and published.basis == ("text" if day else "unknown")


def shown(raw: str, lexicon: Lexicon, *readings: tuple[str, str]) -> str | None:
    """The date implied by a text on a page that shows other dates, each (date, source)."""
    kept = tuple(DateReading(date=day, source=source, text=day) for day, source in readings)
    return imply_published(text_of(raw), times_of(raw, None, lexicon), Published(readings=kept)).date


def test_another_date_of_the_page_gives_the_year(lexicon: Lexicon) -> None:
    """Day, month and weekday are the text's own; header, last change or an embedded post near it say the year."""
    raw = "سقطت القذائف اليوم الأحد 9 تموز على أطراف القرية."
    assert shown(raw, lexicon, ("2023-07-10", "page (updated)")) == "2023-07-09"
    assert shown(raw, lexicon, ("2023-07-09", "page (today)")) == "2023-07-09"
    assert shown("قتل رجل أمس السبت 31 كانون الأول.", lexicon, ("2023-01-01", "post (embedded)")) == "2023-01-01"


def test_a_date_of_another_season_or_year_gives_none(lexicon: Lexicon) -> None:
    """A related piece, a header of years later and a year in which the weekday does not fit settle nothing."""
    raw = "سقطت القذائف اليوم الأحد 9 تموز على أطراف القرية."
    assert shown(raw, lexicon, ("2023-11-02", "page (today)")) is None
    assert shown(raw, lexicon, ("2022-07-09", "page (today)")) is None
    assert shown(raw, lexicon, ("2023-07-09", "page (today)"), ("2017-07-09", "post (embedded)")) is None


def test_the_day_of_the_last_change_on_the_texts_own_weekday_is_its_day(lexicon: Lexicon) -> None:
    """اليوم السبت on a page last changed on a Saturday; the day on which the page was shown proves nothing."""
    raw = "قتل رجلان اليوم السبت بقصف على القرية."
    assert shown(raw, lexicon, ("2023-06-24", "page (updated)")) == "2023-06-24"
    assert shown(raw, lexicon, ("2023-06-25", "page (updated)")) is None
    assert shown(raw, lexicon, ("2023-06-24", "page (today)")) is None
    assert shown("قتل رجلان بقصف على القرية.", lexicon, ("2023-06-24", "page (updated)")) is None


def test_of_several_posts_the_newest_is_the_pages_day_where_its_weekday_is(lexicon: Lexicon) -> None:
    """Each post shown has its own today; the page is of the newest one's if its own words say that weekday."""
    posts = "سقطت القذائف اليوم الثلاثاء 7 أيلول. سقطت القذائف اليوم الأربعاء 1 أيلول."
    stamps = (("2021-09-07", "post (embedded)"), ("2021-09-01", "post (embedded)"))
    assert shown(f"قتل رجل اليوم الثلاثاء. {posts}", lexicon, *stamps) == "2021-09-07"
    assert shown(posts, lexicon, *stamps) is None
    assert shown(f"قتل رجل اليوم الثلاثاء. {posts}", lexicon, stamps[0]) == "2021-09-07"
