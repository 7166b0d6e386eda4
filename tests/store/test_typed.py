"""What people type is kept as it is, or refused; nothing that cannot be seen gets in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.store.typed import as_json, typed_line, typed_value


@pytest.mark.parametrize("line", ["سلمى", "Zoë", "علم‌گذاری", "‏حلب‎", "👩‍🔬", "x" * 64])
def test_lines_that_can_be_seen_are_kept(line: str) -> None:
    """Joiners and marks of direction, which Arabic and Persian writing needs, among them."""
    assert typed_line(f" {line} ", "the name", 64) == line


@pytest.mark.parametrize("line", ["", " \t", "a\nb", "a\tb", "\u202eab", "a\u2069", "\x07", "\x7f", "\ud800", "x" * 65])
def test_lines_that_cannot_be_seen_are_refused(line: str) -> None:
    """Controls, overrides of direction, halves of characters; nothing, and too much."""
    with pytest.raises(InputError, match="the name"):
        typed_line(line, "the name", 64)


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        2**60,
        "\0",
        ["\ud800"],
        {"\u202e": 1},
        {"a": [{"b": "\x1b"}]},
        "ا" * 40_000,
        object(),
    ],
)
def test_values_that_cannot_be_kept_are_refused(value: Any) -> None:
    """However deep they stand."""
    with pytest.raises(InputError):
        typed_value(value)


def test_depth_is_bounded() -> None:
    """Twenty levels are more than a record has."""
    deep: Any = None
    for _ in range(20):
        deep = [deep]
    assert typed_value(deep) == deep
    with pytest.raises(InputError, match="deep"):
        typed_value([deep])


@given(st.recursive(st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20), st.lists))
def test_a_value_is_kept_or_refused(value: Any) -> None:
    """A law: what is taken is taken as it is, and reads back the same from its JSON."""
    try:
        assert typed_value(value) == value
    except InputError:
        return
    assert value is None or json.loads(as_json(value) or "") == value
