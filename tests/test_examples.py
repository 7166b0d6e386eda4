"""Every example of the documentation runs, and prints what the page shows."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from conftest import ROOT


def examples() -> ModuleType:
    """The script that runs them."""
    spec = importlib.util.spec_from_file_location("examples", ROOT / "scripts" / "examples.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


EXAMPLES = examples()


@pytest.mark.parametrize("page", EXAMPLES.pages(), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_examples_of_a_page_print_what_it_shows(page: Path) -> None:
    """Whoever changes what Khabar prints, or writes an example that fails, is told to run `just docs`."""
    assert page.read_text("utf-8") == EXAMPLES.rewritten(page)


def test_the_first_pages_have_examples() -> None:
    """The pages that a newcomer reads first show things that run."""
    names = {str(p.relative_to(ROOT)) for p in EXAMPLES.pages()}
    assert names >= {"README.md", "docs/ten-minutes.md", "docs/ar/ten-minutes.md", "docs/python.md"}


def test_an_example_that_fails_is_an_error() -> None:
    """A command that ends badly is not shown as if it worked."""
    with pytest.raises(ValueError, match="exit code 2"):
        EXAMPLES.command("khabar read there-is-no-such-file.html")
