"""The list of sources is read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.collect import Source, load_sources
from khabar.errors import InputError

GOOD = """
delay = 1
[[source]]
feed = "https://example.org/rss"
publisher = "صحيفة الوادي"
since = "2016-05-01"
[[source]]
folder = "saved"
"""


def test_a_list_is_read(tmp_path: Path) -> None:
    """Folders are meant from where the list lies, so that it does not matter where the command is run."""
    path = tmp_path / "s.toml"
    path.write_text(GOOD, "utf-8")
    found = load_sources(path)
    assert found.delay == 1.0
    assert found.sources == (
        Source("feed", "https://example.org/rss", "صحيفة الوادي", since="2016-05-01"),
        Source("folder", str(tmp_path / "saved")),
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "", "x = ", "[[source]]", "source = 3", "source = [3]", "feeds = []\n[[source]]\nfeed = 'https://a.test'",
        "[[source]]\nfeed = 'a.test/rss'", "[[source]]\nfeed = 'https://a'\npage = 'https://b'", "[[source]]\nfeed = 3",
        "[[source]]\nfeed = 'https://a'\npublsher = 'x'", "delay = -1\n[[source]]\nfeed = 'https://a'",
        "[[source]]\npage = 'https://a'\ncontent = true", "[[source]]\nfeed = 'https://a'\nupdates = true",
        "[[source]]\nfeed = 'https://a'\nsince = 'May'",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(tmp_path: Path, wrong: str) -> None:
    """A typo is told, never passed over."""
    path = tmp_path / "s.toml"
    path.write_text(wrong, "utf-8")
    with pytest.raises(InputError):
        load_sources(path)


def test_a_missing_list_is_one_line(tmp_path: Path) -> None:
    """As every input that cannot be read."""
    with pytest.raises(InputError, match="cannot be read"):
        load_sources(tmp_path / "none.toml")
