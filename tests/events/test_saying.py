"""Times of who speaks are not those of what he speaks of, unless that is told as news."""

from __future__ import annotations

import pytest

from khabar import Page, Reader
from khabar.objects import Record

READER = Reader()


def read(text: str) -> Record:
    """The record of a short report of 20 May 2024, a Monday."""
    return READER.read(Page(text, "r", "text", published="2024-05-20"))


def day_of(record: Record, trigger: str) -> str | None:
    """The day on which the event told by a word begins; None where it has none."""
    (event,) = [e for e in record.events if e.trigger.text == trigger]
    times = {t.id: t.interval.begin for t in record.times if t.interval is not None and t.interval.begin is not None}
    return times.get(event.time or "")


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("أعلن المتحدث أمس أن الوزير سيزور العاصمة.", "سيزور", None),
        ("أعلن المتحدث أمس أن الوزير سيزور العاصمة غدا.", "سيزور", "2024-05-21"),
        ("قال الوزير أمس إن على المسلحين الإفراج عن الأسرى.", "الإفراج", None),
        ("قال الوزير أمس إن الهجوم على الميناء خلف دمارا.", "الهجوم", None),
        ("أعلن المتحدث أمس السيطرة على الميناء.", "السيطرة", "2024-05-19"),
        ("أعلن المتحدث أمس مقتل ثلاثة جنود.", "مقتل", "2024-05-19"),
        ("قال المتحدث أمس إن الطائرات قصفت الميناء.", "قصفت", "2024-05-19"),
        ("قال المتحدث أمس إن الطائرات قصفت الميناء يوم الجمعة الماضي.", "قصفت", "2024-05-17"),
    ],
)
def test_a_saying_dates_news_only(text: str, trigger: str, day: str | None) -> None:
    """The day of who announces is that of a new deed without one, never of what is to come, asked for or known."""
    assert day_of(read(text), trigger) == day


def test_another_clause_dates_nothing_that_is_not_done() -> None:
    """A deed that is only feared is not of the day on which something else, told beside it, was done."""
    record = read("زار الوفد الميناء أمس، وعززت البلدية الحراسة خشية اندلاع اشتباكات.")
    assert day_of(record, "اشتباكات") is None


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("زار الوفد القرية التي قصفتها الطائرات يوم الجمعة الماضي.", "زار", None),
        ("أدان الوفد الهجوم الذي وقع يوم الجمعة الماضي في الميناء.", "الهجوم", "2024-05-17"),
        ("زار الوزير الميناء في أول زيارة منذ عام 2015.", "زار", None),
    ],
)
def test_a_relative_clause_keeps_its_day(text: str, trigger: str, day: str | None) -> None:
    """What is told of the place or of someone dates the deed only where the deed itself is described."""
    assert day_of(read(text), trigger) == day


def test_a_calm_deed_of_a_day_to_come_is_planned() -> None:
    """Who holds a meeting tomorrow has not held it, whatever the tense."""
    (event,) = read("يعقد الوزير غدا اجتماعا مع السفير.").events
    assert (event.status, event.trigger.text) == ("planned", "اجتماعا")
