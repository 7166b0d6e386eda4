"""What every page shares: nothing a report holds can act in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from khabar.desk.page import brief, harmless, make_templates, straight, web_address


@given(st.text())
def test_harmless_keeps_every_offset(text: str) -> None:
    """Control characters and bidi overrides are replaced one for one, all else stays."""
    made = harmless(text)
    assert len(made) == len(text)
    assert not set(made) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b")
    assert all(a == b or b == "\ufffd" for a, b in zip(text, made, strict=True))


def test_joiners_and_marks_stay() -> None:
    """What Arabic is written with (ZWNJ, LRM, marks, tatweel) is no harm."""
    assert harmless("می\u200cخواهم\u200e مَـا\n\t") == "می\u200cخواهم\u200e مَـا\n\t"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", " https://x", "", None, "//x"]
)
def test_only_web_addresses_are_links(url: str | None) -> None:
    """A browser is led to http and https alone."""
    assert web_address(url) is None


def test_web_address() -> None:
    """An address of the web stays as it is."""
    assert web_address("HTTPS://example.org/أ") == "HTTPS://example.org/أ"


def test_templates_escape_whatever_they_are_given() -> None:
    """Escaping is not the template's choice, control characters are replaced, None is nothing."""
    template = make_templates().from_string("<p title='{{ x }}'>{{ x }}{{ nothing }}</p>{{ good }}")
    made = template.render(x="'><script>\u202e", nothing=None, good=Markup("<b>ok</b>"))
    assert made == "<p title='&#39;&gt;&lt;script&gt;\ufffd'>&#39;&gt;&lt;script&gt;\ufffd</p><b>ok</b>"


def test_missing_value_is_an_error() -> None:
    """A name that nobody gave a template is found out, not shown as nothing."""
    with pytest.raises(UndefinedError):
        make_templates().from_string("{{ nobody }}").render()


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_brief_is_bounded_and_on_one_line(text: str, most: int) -> None:
    """However long and broken a text is, its beginning is one short line."""
    made = brief(text, most)
    assert len(made) <= most + 1
    assert len(made.splitlines()) <= 1


def test_days_keep_their_order_where_no_markup_can() -> None:
    """In an option of an Arabic page each day is told from left to right."""
    assert straight("2016-05-01 – 2016-05-03 فجرًا") == "\u200e2016-05-01 – \u200e2016-05-03 فجرًا"
    assert straight("غير معروف") == "غير معروف"
