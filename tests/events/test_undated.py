"""Deeds of reports that name no day."""

from __future__ import annotations

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
