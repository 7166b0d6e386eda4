"""Running the command as a user does, in this process."""

from __future__ import annotations

import sys

import pytest

from khabar.cli import main
from running import Ran, Run


@pytest.fixture
def khabar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`khabar(*arguments)` runs the command and gives its exit code and what it printed."""

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["khabar", *map(str, arguments)])
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run
