"""Offices as nominals."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from khabar.mentions.offices import OFFICE
from naming import candidates_of


@pytest.mark.parametrize(
    ("raw", "offices"),
    [
        ("وصل وزير الري العراقي سامر الحكيم", ["وزير الري العراقي"]),
        ("قال نائب وزير الري إن السد آمن", ["نائب وزير الري"]),
        ("استقال قائد الشرطة في الباب", ["قائد الشرطة"]),
        ("وصل وزراء الري العرب", []),
        ("وصل العقيد سامر الحكيم", ["العقيد"]),
    ],
)
def test_one_nominal_for_each_office(raw: str, offices: list[str], lexicon: Lexicon) -> None:
    """A role phrase of one person is one nominal without the place of the office; of several people it is none."""
    assert [c.text for c in candidates_of(raw, lexicon) if c.rule == OFFICE] == offices
