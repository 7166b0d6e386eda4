"""`khabar desk` serves the archive until it is stopped, and says what it lacks."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from deskreports import filled
from khabar.cli import desk as command
from khabar.errors import ExtraMissing, InputError


def test_serves_and_stops(tmp_path: Path) -> None:
    """On a free port it answers, tells its address on standard error, and an interrupt ends it in good order."""
    filled(tmp_path / "khabar.db", 1).close()
    started = subprocess.Popen(
        [sys.executable, "-m", "khabar", "desk", "--archive", str(tmp_path / "khabar.db"), "--port", "0", "--no-open"],
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"KHABAR_MODEL": "false"},
    )  # fmt: skip
    try:
        assert started.stderr is not None
        told = started.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", told)
        assert address, told + started.stderr.read()
        answer = httpx.get(address[0], timeout=60)
        assert answer.status_code == 200
        assert "الوارد" in answer.text
        assert "server" not in answer.headers
    finally:
        started.send_signal(signal.SIGINT)
        started.wait(30)
    assert started.returncode in (0, 130, -signal.SIGINT)


def test_missing_extra_names_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the desk's extra the command says what to install, before it opens anything."""
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    with pytest.raises(ExtraMissing, match=r'pip install "khabar\[desk\]"'):
        command.desk(archive="nowhere.db")


def test_archive_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A wrong path ends in one line with a remedy and exit code 2."""
    done = subprocess.run(
        [sys.executable, "-m", "khabar", "desk", "--archive", str(tmp_path / "none.db"), "--no-open"],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 2
    assert "does not exist" in done.stderr
    assert "Traceback" not in done.stderr


def test_team_without_people_is_told(tmp_path: Path) -> None:
    """A desk that others reach is not opened before someone can sign in."""
    filled(tmp_path / "khabar.db", 0).close()
    with pytest.raises(InputError, match="khabar people add"):
        command.desk(archive=str(tmp_path / "khabar.db"), pages=None, host="0.0.0.0", port=0, browser=False)  # noqa: S104
