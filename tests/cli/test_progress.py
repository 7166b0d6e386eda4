"""The line that says how far a long read has come."""

from __future__ import annotations

import io
import sys

import pytest

from khabar.cli import progress
from khabar.cli.progress import Progress


class Terminal(io.StringIO):
    """A standard error that someone watches."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def watch(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make standard error a terminal, and let the moment of patience have passed."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def test_long_work_is_shown_to_who_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a moment the count, the failures and the name of the report at hand stand on the terminal."""
    stderr = watch(monkeypatch)
    with Progress(quiet=False) as shown:
        shown.step("a.html")
        shown.step("b.html", failed=True)
        shown.step("c.html")
        shown.say("khabar: b.html is no page")
    assert "c.html" in stderr.getvalue() and "2 read" in stderr.getvalue() and "1 not" in stderr.getvalue()
    assert "b.html is no page" in stderr.getvalue()
    assert (shown.read, shown.failed) == (2, 1)


def test_short_work_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that is read at once flashes nothing."""
    stderr = watch(monkeypatch)
    monkeypatch.setattr(progress, "_PATIENCE", 60.0)
    with Progress(quiet=False) as shown:
        shown.step("a.html")
    assert stderr.getvalue() == ""


def test_nothing_is_shown_where_it_would_stand_in_the_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the sheets themselves go to the terminal no line is drawn over them; failures are still said."""
    stderr = watch(monkeypatch)
    with Progress(quiet=True) as shown:
        shown.step("a.html")
        shown.say("khabar: b.html is no page")
    assert stderr.getvalue() == "khabar: b.html is no page\n"


def test_a_log_file_gets_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard error that is no terminal holds failures and nothing else."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)
    with Progress(quiet=False) as shown:
        shown.step("a.html")
    assert stream.getvalue() == ""
