"""What the text implies of its day of publication."""

from __future__ import annotations

from anchored import text_of, times_of
from khabar.lexicon import Lexicon
from khabar.objects import Published
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
