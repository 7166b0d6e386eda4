"""EDTF and TIMEX3 spellings."""

from __future__ import annotations

from datetime import date

import pytest

from anchored import times_of
from khabar.lexicon import Lexicon
from khabar.times.formats import duration, edtf


@pytest.mark.parametrize(
    ("raw", "edtf_", "timex3"),
    [
        ("عصر أمس الثلاثاء", "2016-05-24", "2016-05-24TAF"),
        ("شهر آذار الماضي", "2016-03", "2016-03"),
        ("عام 2015", "2015", "2015"),
        ("الثمانينات", "198X", "198"),
        ("صيف عام 2015", "2015-22", "2015-SU"),
        ("الربع الأول من عام 2015", "2015-33", "2015-Q1"),
        ("النصف الثاني من عام 2015", "2015-41", "2015-H2"),
        ("الأسبوع الماضي", "2016-05-16/2016-05-22", "2016-W20"),
        ("حتى 5 آذار 2016", "../2016-03-05", "/2016-03-05"),
        ("ثلاثة أيام متواصلة", None, "P3D"),
        ("48 ساعة", None, "PT48H"),
        ("قبل نحو شهر", "2016-04~", "2016-04"),
    ],
)
def test_values_in_both_spellings(lexicon: Lexicon, raw: str, edtf_: str | None, timex3: str) -> None:
    """Each kind of interval has its spelling in EDTF and TIMEX3."""
    time = times_of(raw, "2016-05-25", lexicon)[0]
    assert (time.text, time.edtf, time.timex3) == (raw, edtf_, timex3)


def test_open_and_empty_intervals() -> None:
    """An open bound is `..`; nothing known is nothing written."""
    assert edtf((date(2016, 1, 1), None), "day") == "2016-01-01/.."
    assert edtf(None, "day") is None and edtf((None, None), "day") is None


def test_durations_without_number() -> None:
    """A vague number of units is X."""
    assert duration(None, "year") == "PXY" and duration(20, "minute") == "PT20M"
