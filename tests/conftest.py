"""What all tests share: one lexicon, and the rule that nothing is skipped where everything could be installed."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from khabar.lexicon import Lexicon, load_lexicon

ROOT = Path(__file__).parent.parent

# No core test needs the model: what is tested must not depend on whether its files are here. Tests of it ask for it.
os.environ.setdefault("KHABAR_MODEL", "false")

# The laws run a hundred cases each; `just fuzz` runs them for a night. No deadline: machines of CI pause.
settings.register_profile("usual", deadline=None)
settings.register_profile("fuzz", deadline=None, max_examples=20_000, suppress_health_check=list(HealthCheck))
settings.load_profile("usual")


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The vocabulary that comes with Khabar."""
    return load_lexicon()


def _refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    """In CI everything is installed, so a skipped test is one that nobody ran; only `shared/` may be absent there."""
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        if "without ../shared" in reason:
            return
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where .ci/run must install what it lacks: {reason}"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.CallInfo[None], None]:
    """Turn a skip of a test into a failure in CI."""
    outcome = yield
    _refuse(outcome.get_result())  # type: ignore[attr-defined]


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CallInfo[None], None]:
    """Turn a skip of a whole file into a failure in CI."""
    outcome = yield
    _refuse(outcome.get_result())  # type: ignore[attr-defined]
