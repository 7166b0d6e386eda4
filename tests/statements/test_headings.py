"""Headings of communiqués: what stands below is said by whoever they name."""

from __future__ import annotations

import pytest

from sayings import said

BELOW = "تمكن رجالنا عصر اليوم من فتح الطريق إلى القرية."


@pytest.mark.parametrize(
    ("heading", "act", "speaker"),
    [
        ("بلاغ عسكري صادر عن كتائب النهر", "announce", "كتائب النهر"),
        ("تصريح للناطق باسم البلدية سامر الخطيب:", "assert", "سامر الخطيب"),
        ("مديرية الطرق:", "assert", "مديرية الطرق"),
    ],
)
def test_who_issues(heading: str, act: str, speaker: str) -> None:
    """A paper's issuer, a spokesman or a body on a line of its own says the paragraph below."""
    (found,) = said(f"{heading}\n\n{BELOW}")
    assert (found.act, found.content) == (act, BELOW.rstrip("."))
    assert found.speaker is not None and found.speaker.startswith(speaker)


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (f"بلاغ صادر عن كتائب النهر\n\n{BELOW}", "كتائب النهر"),
        (f"بيان حول فتح الطريق\n\n{BELOW}", None),
        ("أسماء الجرحى:\n\nسامر الخطيب وأحمد علي.", None),
    ],
)
def test_no_statement(text: str, publisher: str | None) -> None:
    """The publisher's own heading, a heading without an issuer and a list give nobody's words."""
    assert said(text, publisher) == []


def test_words_that_have_a_speaker() -> None:
    """Where the words below give themselves to someone, that statement stands alone."""
    (found,) = said("بيان صادر عن كتائب النهر\n\nتدين القيادة إغلاق الطريق.")
    assert found.act == "condemn"
