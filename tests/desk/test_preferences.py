"""Language, light and keys are kept for the reader, and lead nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskpages import Pages, opened
from khabar.desk.preferences import local
from khabar.lexicon import Lexicon


@pytest.fixture
def pages(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Pages]:
    """A desk of one's own."""
    with opened(tmp_path_factory.mktemp("preferences"), lexicon, 0) as made:
        yield made


def test_switch_keeps_the_page(pages: Pages) -> None:
    """After the switch the same page comes in the other language, left to right."""
    answer = pages.post("/preferences", language="en", back="/reports/1?leaf=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/reports/1?leaf=1")
    assert '<html lang="en" dir="ltr"' in pages.text("/reports/1")
    assert "Events" in pages.text("/reports/1")


def test_light_and_keys(pages: Pages) -> None:
    """Dark is kept, and letter keys can be turned off for good."""
    pages.post("/preferences", theme="dark", keys="off")
    assert 'data-theme="dark"' in pages.text("/")
    assert '<body data-keys="off"' in pages.text("/")


def test_unknown_choices_change_nothing(pages: Pages) -> None:
    """A language or light that the desk has not is not kept."""
    answer = pages.post("/preferences", language="xx", theme="<script>")
    assert "set-cookie" not in answer.headers


@given(st.text())
def test_never_leads_to_another_site(address: str) -> None:
    """Whatever a form says, one comes back to the desk."""
    from urllib.parse import urlsplit

    made = local(address)
    assert made.startswith("/")
    assert urlsplit(made).netloc == ""
    assert not made.startswith(("//", "/\\"))


@pytest.mark.parametrize("address", ["https://evil.example", "//evil.example", "/\\evil.example", "/a\nb", ""])
def test_addresses_elsewhere_become_the_inbox(address: str) -> None:
    """The usual tricks lead to the inbox."""
    assert local(address) == "/"
