"""Days of every calendar and spelling are read back as themselves."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchored import bounds
from khabar.lexicon import Lexicon
from khabar.times import calendars, find_dates

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
ORDINALS = ["الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"]


def ordinal(value: int) -> str:
    """The day of a month as an ordinal."""
    if value <= 10:
        return ORDINALS[value - 1]
    first = "الحادي" if value % 10 == 1 else ORDINALS[value % 10 - 1]
    if value < 20:
        return f"{first} عشر"
    tens = {2: "العشرين", 3: "الثلاثين"}[value // 10]
    return tens if value % 10 == 0 else f"{first} و{tens}"


def only(raw: str, lexicon: Lexicon) -> tuple[str | None, str | None] | None:
    """The bounds of the one date of `raw`, which must be all of it."""
    times = find_dates(raw, lexicon)
    assert [t.text for t in times] == [raw]
    return bounds(times[0])


@given(day=DAYS, data=st.data())
def test_gregorian_dates_are_read_back_in_every_name(lexicon: Lexicon, day: date, data: st.DataObject) -> None:
    """Levantine, Gulf, Maghrebi and dual names, digits of all scripts, ordinals: the day is the day."""
    entry = next(e for e in lexicon.entries("times/months") if e["value"] == day.month)
    names = [*entry["forms"], *entry.get("weak", ())]
    name, second = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    arabic = "".join(chr(0x660 + int(d)) for d in str(day.day))
    iso = (day.isoformat(), day.isoformat())
    assert only(f"{day.day} {name} {day.year}", lexicon) == iso
    assert only(f"{arabic} من {name} عام {day.year}", lexicon) == iso
    assert only(f"{day.day} {name}/{second} {day.year}", lexicon) == iso
    assert only(f"{day.day} {name} ({second}) {day.year}", lexicon) == iso
    assert only(f"{ordinal(day.day)} من {name} {day.year}", lexicon) == iso


@given(day=DAYS, separator=st.sampled_from("/-."))
def test_numeric_dates_are_read_back(lexicon: Lexicon, day: date, separator: str) -> None:
    """Day first, and year first where the year leads; padded or not."""
    iso = (day.isoformat(), day.isoformat())
    for spelled in (
        separator.join(map(str, (day.day, day.month, day.year))),
        separator.join((f"{day.day:02}", f"{day.month:02}", str(day.year))),
        separator.join((str(day.year), f"{day.month:02}", f"{day.day:02}")),
    ):
        assert only(spelled, lexicon) == iso


@given(year=st.integers(1318, 1524), month=st.integers(1, 12), day=st.integers(1, 29), data=st.data())
def test_hijri_dates_are_read_back(lexicon: Lexicon, year: int, month: int, day: int, data: st.DataObject) -> None:
    """A Hijri date keeps its calendar and stands for the day that the calendar gives."""
    entry = next(e for e in lexicon.entries("times/hijri") if e["value"] == month)
    name = data.draw(st.sampled_from(entry["forms"]))
    times = find_dates(f"{day} {name} {year} هـ", lexicon)
    expected = calendars.hijri_day(year, month, day)
    assert expected is not None and len(times) == 1
    assert bounds(times[0]) == (expected.isoformat(), expected.isoformat())
    assert times[0].calendar == "hijri"


def test_hijri_days_follow_on_each_other() -> None:
    """In the Umm al-Qura table every Gregorian day from 1925 to 2075 is exactly one Hijri day."""
    days = []
    for year in range(1344, 1497):
        for month in range(1, 13):
            length = calendars.hijri_month_length(year, month)
            assert length in (28, 29, 30, 31)  # the published table of the 1340s has months of 28 and 31
            days += [calendars.hijri_day(year, month, d) for d in range(1, length + 1)]
    assert all(b - a == timedelta(1) for a, b in pairwise(days) if a and b)


@given(day=DAYS)
def test_the_hijri_year_of_a_day_holds_it(day: date) -> None:
    """The year that is found begins on or before the day and ends on or after it, to a day at the table's edge."""
    found = calendars.hijri_bounds(calendars.hijri_year_of(day))
    assert found is not None and found[0] - timedelta(1) <= day <= found[1] + timedelta(1)


@given(day=DAYS, weekday=st.integers(1, 7))
def test_weekdays_lie_on_either_side(day: date, weekday: int) -> None:
    """The last one is at most six days back, the next one one to seven days ahead."""
    last, following = calendars.last_weekday(weekday, day), calendars.next_weekday(weekday, day)
    assert last.isoweekday() == following.isoweekday() == weekday
    assert 0 <= (day - last).days <= 6 and 1 <= (following - day).days <= 7


@given(day=DAYS, months=st.integers(-2400, 2400))
def test_months_shift_and_stay_days(day: date, months: int) -> None:
    """Shifting by months keeps the day of the month, or cuts it to the month's last."""
    moved = calendars.shift_months(day, months)
    assert moved is not None and (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == min(day.day, calendars.month_bounds(moved.year, moved.month)[1].day)


@pytest.mark.parametrize("raw", ["31 شباط 2015", "32/1/2015", "13/13/2015", "30 صفر 1500 هـ 31"])
def test_days_that_no_calendar_has_are_not_resolved(lexicon: Lexicon, raw: str) -> None:
    """A day that does not exist is never moved to one that does."""
    assert all(t.text != raw for t in find_dates(raw, lexicon))


def test_shifts_out_of_the_calendar_are_none() -> None:
    """A million years ago has no date here."""
    assert calendars.shift_unit(date(2016, 5, 25), "year", -1_000_000) is None
    assert calendars.shift(date(2016, 5, 25), 10**12) is None
