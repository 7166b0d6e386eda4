"""The desk listens where it says, and to nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.desk import serve as module
from khabar.desk.serve import check_assets, is_own, listen
from khabar.errors import ExtraMissing, OutputError


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("127.1.2.3", True), ("0.0.0.0", False), ("::", False),  # noqa: S104
     ("192.168.1.4", False), ("desk.example", False)],
)  # fmt: skip
def test_own_addresses(host: str, own: bool) -> None:
    """Only loopback is this machine's own: anywhere else people must sign in."""
    assert is_own(host) is own


def test_address_that_is_taken_is_told() -> None:
    """A port that another program has is an error with a remedy, before anything is opened."""
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OutputError, match="--port"):
            listen("127.0.0.1", port)


def test_address_that_is_none_is_told() -> None:
    """A host that does not exist is told."""
    with pytest.raises(OutputError, match="cannot listen on nowhere"):
        listen("nowhere.invalid", 0)


def test_assets_that_are_missing_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Khabar that was built without them says how to have them, and serves no page that lacks them."""
    monkeypatch.setattr(module, "STATIC", tmp_path)
    with pytest.raises(ExtraMissing, match="KHABAR_ASSETS=skip"):
        check_assets()
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / ".stamp").write_text("x")
    check_assets()
