"""Deeds of reports that name no day."""

from __future__ import annotations

import pytest

from khabar import Page, Reader

READER = Reader()


def read(text: str, published: str | None):  # type: ignore[no-untyped-def]
    """The record of a short report."""
    return READER.read(Page(text, "r", "text", published=published))


def test_news_without_a_day_is_of_the_day_it_appears_and_says_so() -> None:
    """A breaking report with no date gets the publication day as an implied time with the day before beside it."""
    record = read("عاجل: قصف مدفعي على بلدة سرمين أوقع ثلاثة قتلى", "2023-05-03")
    (time,) = [t for t in record.times if t.implied]
    assert time.interval is not None and time.interval.begin == "2023-05-03" and time.edtf == "2023-05-03~"
    assert [a.interval.begin for a in time.alternatives if a.interval] == ["2023-05-02"]
    assert record.report.text[time.start : time.end] == time.text
    assert time.id in {e.time for e in record.events}


def test_a_stated_day_leaves_nothing_to_imply() -> None:
    """Where the report names a day, no other is made up beside it."""
    record = read("قُتل ثلاثة مدنيين بقصف على بلدة سرمين أمس. وكانت البلدة تعرضت لقصف مماثل.", "2023-05-03")
    assert not any(t.implied for t in record.times)


def test_without_a_publication_date_nothing_is_implied() -> None:
    """No anchor, no day."""
    record = read("عاجل: قصف مدفعي على بلدة سرمين أوقع ثلاثة قتلى", None)
    assert record.times == ()
    assert all(e.time is None for e in record.events)


def test_a_part_of_a_day_without_its_day_is_of_the_day_of_publication() -> None:
    """ليلًا stays unresolved as it is written; beside it stands the implied day with its part, which dates the deed."""
    record = read("نفذت القوات مداهمة ليلاً في بلدة سرمين", "2023-05-03")
    stated, implied = record.times
    assert (stated.text, stated.resolved, stated.implied) == ("ليلاً", False, False)
    assert (implied.text, implied.part, implied.implied) == ("ليلاً", stated.part, True)
    assert implied.interval is not None and implied.interval.begin == "2023-05-03"
    assert {e.time for e in record.events} == {implied.id}


def test_what_is_to_come_and_since_when_state_the_day_of_no_deed() -> None:
    """A funeral tomorrow and attacks since last month leave the deed on the day of publication."""
    record = read("قصفت الطائرات بلدة سرمين، ويشيع الضحايا غدا.", "2023-05-03")
    (implied,) = [t for t in record.times if t.implied]
    assert implied.id in {e.time for e in record.events}
    record = read("قصفت الطائرات بلدة سرمين. وتتواصل الهجمات منذ 8 نيسان 2023.", "2023-05-03")
    assert [t.interval.begin for t in record.times if t.implied and t.interval] == ["2023-05-03"]


def test_a_report_that_says_today_has_its_silent_deeds_of_today() -> None:
    """Only an earlier day leaves open which one silence means; the day of publication does not."""
    record = read("قُتل ثلاثة مدنيين بقصف على بلدة سرمين. وشيعهم الأهالي مساء اليوم.", "2023-05-03")
    assert [t.interval.begin for t in record.times if t.implied and t.interval] == ["2023-05-03"]


def test_what_had_been_done_before_has_no_day_implied() -> None:
    """وكانت الطائرات قد قصفت, سبق أن: not of the day of publication, whatever day it was."""
    record = read("قصفت الطائرات بلدة سرمين. وكانت المدفعية قد قصفت بلدة بنش.", "2023-05-03")
    days = {e.evidence.text[:4]: e.time for e in record.events}
    assert days["قصفت"] is not None and days["وكان"] is None


def days_of(record) -> dict[str, str | None]:  # type: ignore[no-untyped-def]
    """Place name → the day of what was done there."""
    begins = {t.id: t.interval.begin if t.interval else None for t in record.times}
    names = {e.id: e.name for e in record.entities}
    return {names[e.place]: begins.get(e.time) for e in record.events if e.place in names}


DIGEST = (
    "حصاد الأحداث ليوم الأحد 8-5-2022\n\nقصفت المدفعية أطراف بلدة سرمين وقتل رجل من سكانها.\n\n"
    "انفجرت عبوة ناسفة في بلدة بنش وأصيب ثلاثة من المارة بجروح.{more}"
)


def test_the_day_that_heads_a_digest_is_that_of_its_deeds() -> None:
    """A whole date above the deeds that dates nothing itself is theirs, with or without a day of publication."""
    for published in (None, "2022-05-09"):
        assert days_of(read(DIGEST.format(more=""), published)) == {"سرمين": "2022-05-08", "بنش": "2022-05-08"}


def test_a_heading_day_holds_until_another_day_is_named() -> None:
    """What is told after another day has none by the heading."""
    more = "\n\nوكان الطريق مفتوحا يوم 6-5-2022.\n\nواستهدفت طائرة سيارة في بلدة تفتناز."
    days = days_of(read(DIGEST.format(more=more), "2022-05-09"))
    assert days["سرمين"] == days["بنش"] == "2022-05-08" and days["تفتناز"] is None


def test_the_day_of_a_statement_and_one_long_ago_head_nothing() -> None:
    """قال أمس dates the saying; the year-old day of an agreement is background."""
    for lead in ("قال ناطق باسم الفصائل أمس إن الطريق مغلق.", "مضى عام على اتفاق 8-5-2021."):
        record = read(f"{lead}\n\nقصفت المدفعية أطراف بلدة سرمين.", "2022-05-09")
        assert days_of(record)["سرمين"] not in ("2022-05-08", "2021-05-08")


def test_violence_done_has_no_day_after_publication() -> None:
    """The day of the burial is not that of the death."""
    record = read("استشهاد ثلاثة من أبناء بلدة سرمين والدفن يوم الأحد 1/3/2026 في البلدة.", "2026-02-26")
    (event,) = [e for e in record.events if e.counts]
    assert {t.id: t.rule for t in record.times}.get(event.time) == "times.day-of-publication"


def test_background_leaves_the_news_on_the_day_it_appears() -> None:
    """A day of years ago, and the day of what had been done before, are not what silence may mean."""
    for more in ("وكان الاتفاق أبرم في 5 آذار 2020.", "وكانت الطائرات قد قصفت بلدة بنش أمس."):
        assert days_of(read(f"قصفت المدفعية أطراف بلدة سرمين. {more}", "2023-05-03"))["سرمين"] == "2023-05-03"


def test_an_earlier_day_far_below_leaves_what_stands_before_it_to_the_day_of_publication() -> None:
    """What a report tells before it comes to yesterday is of its own day, unless the lead is yesterday's news."""
    news, filler = "قصفت الطائرات بلدة سرمين.\n\n", "ويعيش في البلدة آلاف الناس الذين يعملون في الزراعة. " * 14
    record = read(news + filler + "\n\nوأمس زار الوزير مدينة حلب.", "2023-05-03")
    assert [t.interval.begin for t in record.times if t.implied and t.interval] == ["2023-05-03"]
    assert not any(t.implied for t in read(news + "وأمس زار الوزير مدينة حلب.", "2023-05-03").times)


def test_the_day_that_a_page_prints_comes_before_the_day_on_which_it_was_fetched() -> None:
    """حصاد الثلاثاء 19-10-2021, given as of the next day, is of the nineteenth; a stamp in Latin letters may lag."""
    news = "إدلب: قصف مدفعي على بلدة سرمين أوقع ثلاثة قتلى.\nحلب: انفجار دراجة في مدينة عفرين."
    for heading, day in (("حصاد الثلاثاء 19-10-2021", "2021-10-19"), ("October 19, 2021", "2021-10-20")):
        record = read(f"{heading}\n{news}", "2021-10-20")
        assert [t.interval.begin for t in record.times if t.implied and t.interval] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "وفي وقت سابق، قصفت الطائرات بلدة سرمين.",
        "وقصفت الطائرات سابقاً بلدة سرمين.",
        "يُذكر أنّ الطائرات قصفت بلدة سرمين.",
    ],
)
def test_what_was_done_some_time_before_has_no_day_of_the_report(text: str) -> None:
    """A deed told as done earlier, or as known anyway, is not of the day on which the report appears."""
    assert not any(t.implied for t in read(text, "2023-05-03").times)


def test_earlier_today_is_today() -> None:
    """في وقت سابق with a day behind it is that day."""
    record = read("وفي وقت سابق اليوم، قصفت الطائرات بلدة سرمين.", "2023-05-03")
    assert {t.interval.begin for t in record.times if t.interval} == {"2023-05-03"}


@pytest.mark.parametrize(
    ("text", "trigger", "dated"),
    [
        ("وكتب الكاتب عن زيارة الرئيس إلى العاصمة.", "زيارة", False),
        ("ويرى الكاتب أن زيارة الرئيس إلى العاصمة كانت مثمرة.", "زيارة", False),
        ("عقد الوزير اجتماعا مع السفير.", "اجتماعا", True),
        ("اجتماع بين الوزير والسفير في العاصمة.", "اجتماع", True),
        ("وقال الوزير خلال اجتماع مع السفير إن الطريق سالك.", "اجتماع", True),
        ("وتحدث الشاهد عن وقفة للأهالي في الميناء.", "وقفة", True),
    ],
)
def test_nouns_of_calm_deeds_are_news_where_they_are_told_as_such(text: str, trigger: str, dated: bool) -> None:
    """A noun that a verb carries or that opens a sentence is of the day; one that is only spoken of has no day."""
    record = read("قصفت الطائرات بلدة سرمين.\n" + text, "2023-05-03")
    assert [e.time is not None for e in record.events if e.trigger.text == trigger] == [dated]
