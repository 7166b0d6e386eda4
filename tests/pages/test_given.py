"""What a caller states of a page."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.pages.given import iso_day


@given(st.dates())
def test_every_iso_date_is_taken_as_it_is(day: date) -> None:
    """What is written as ISO 8601 comes out unchanged."""
    assert iso_day(day.isoformat()) == day.isoformat()


@given(st.datetimes())
def test_a_clock_time_is_dropped(moment: object) -> None:
    """A date-time names its day; the clock is not part of it."""
    text = moment.isoformat()  # type: ignore[attr-defined]
    assert iso_day(text) == iso_day(text.replace("T", " ")) == iso_day(f"{text}Z") == text[:10]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2018",
        "2018-08",
        "2018-8-16",
        "16-08-2018",
        "2018-02-30",
        "2018-00-01",
        "20180816",
        "2018-08-16x",
        "٢٠١٨-٠٨-١٦",
    ],
)
def test_what_is_no_date_is_refused_with_the_form_it_must_have(text: str) -> None:
    """No order of numbers is guessed, and the error says what to write."""
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        iso_day(text)
