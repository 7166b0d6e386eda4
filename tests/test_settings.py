"""Settings: one table, and no value that is silently another."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import SettingError
from khabar.settings import SETTINGS, cache_folder, load_settings


def test_defaults_hold_where_nothing_is_set() -> None:
    """An empty environment gives the table."""
    assert load_settings({}) == {s.name: s.default for s in SETTINGS}


def test_every_setting_is_explained_and_overridden_by_its_variable() -> None:
    """Each has a line of help and a variable named after it."""
    assert len({s.name for s in SETTINGS}) == len(SETTINGS)
    for setting in SETTINGS:
        assert setting.help and "\n" not in setting.help
        assert setting.variable == f"KHABAR_{setting.name.upper()}"
        value = {bool: "false", int: "7", str: "/tmp/x"}[type(setting.default)]  # noqa: S108 (a value, no file)
        assert load_settings({setting.variable: value})[setting.name] in (False, 7, value)


@pytest.mark.parametrize("text", ["", "maybe", "2", "ja"])
def test_a_wish_that_is_neither_yes_nor_no_is_refused(text: str) -> None:
    """A malformed switch is an error that names the variable, never the default."""
    with pytest.raises(SettingError, match="KHABAR_MODEL"):
        load_settings({"KHABAR_MODEL": text})


@given(st.text(max_size=8).filter(lambda t: not (t.isascii() and t.isdigit() and int(t) > 0)))
def test_a_number_that_is_none_is_refused(text: str) -> None:
    """Only positive whole numbers in ASCII digits are numbers."""
    with pytest.raises(SettingError, match="KHABAR_THREADS"):
        load_settings({"KHABAR_THREADS": text})


def test_the_cache_lies_where_the_user_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """The setting first, then the user's cache folder."""
    assert cache_folder({"cache_dir": "/srv/cache"}) == Path("/srv/cache")
    monkeypatch.setenv("XDG_CACHE_HOME", "/srv/xdg")
    assert cache_folder({"cache_dir": ""}) == Path("/srv/xdg/khabar")
