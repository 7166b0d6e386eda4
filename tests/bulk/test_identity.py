"""What a record depends on is told apart, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from khabar.bulk.identity import differences, fingerprint, identity


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    """What is remembered of one environment is not used in another."""
    identity.cache_clear()
    yield
    identity.cache_clear()


def test_the_model_and_the_settings_that_matter_are_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without encoder, and with another limit, records may differ; with another cache folder they do not."""
    without = identity(False)
    assert without["model"] is None and identity(False) == without
    monkeypatch.setenv("KHABAR_MAX_PAGE_BYTES", "77")
    monkeypatch.setenv("KHABAR_CACHE_DIR", "/somewhere")
    identity.cache_clear()
    assert differences(without, identity(False)) == ["settings.max_page_bytes: 20000000 → 77"]


def test_another_gazetteer_is_told_by_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same places in another folder are the same places."""
    found = []
    for folder, content in (("p", b"1"), ("q", b"1"), ("r", b"2")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "my.khg").write_bytes(content)
        monkeypatch.setenv("KHABAR_GAZETTEER", str(tmp_path / folder / "my.khg"))
        identity.cache_clear()
        found.append(fingerprint(identity(False)))
    assert found[0] == found[1] != found[2]


def test_differences_name_the_field() -> None:
    """A user is told what to look at."""
    assert differences({"a": 1, "b": {"c": None}}, {"a": 1, "b": {"c": "0123456789abcdef"}}) == [
        "b.c: without → 0123456789ab"
    ]
    assert differences({"a": [1]}, {"a": [1]}) == []
