"""The documentation says what the code does."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from types import ModuleType

import pytest

import khabar
from conftest import ROOT
from khabar.settings import SETTINGS

DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text("utf-8")
ROOMS = (
    "pages", "text", "times", "mentions", "entities", "statements", "events", "incidents", "store", "collect", "export",
    "sheets", "evaluation", "cli",
)  # fmt: skip


def document() -> ModuleType:
    """The script that makes the pages."""
    spec = importlib.util.spec_from_file_location("document", ROOT / "scripts" / "document.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["record.md", "incident.md", "cli.md", "python.md", "api.md"])
def test_generated_pages_are_not_stale(name: str) -> None:
    """Whoever changes a type, a command or a setting and forgets `just docs` is told here."""
    made = document().PAGES[name]()
    assert (DOCS / name).read_text("utf-8") == made, f"docs/{name} is stale: run `just docs`"


def test_the_way_of_the_data_names_every_room_and_step() -> None:
    """`flow.md` leaves out no room, and no step that the reader takes."""
    flow = (DOCS / "flow.md").read_text("utf-8")
    assert all(f"`{room}/`" in flow for room in ROOMS)
    steps = set(re.findall(r"= (\w+)\(", (ROOT / "src/khabar/reader.py").read_text("utf-8").split("def read", 1)[1]))
    assert steps and all(f"`{step}`" in flow for step in steps), steps


def test_every_setting_is_documented() -> None:
    """Each environment variable stands on the page of the command line."""
    page = (DOCS / "cli.md").read_text("utf-8")
    assert all(f"`{s.variable}`" in page for s in SETTINGS)


def test_links_between_pages_lead_somewhere() -> None:
    """No page of the documentation links to a file that is not there."""
    for page in (ROOT / "README.md", *DOCS.rglob("*.md")):
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_continuous_integration_runs_the_command_of_the_readme() -> None:
    """What a newcomer is told to run is what is run for every change."""
    commands = re.findall(r"^    (python3 -m pip install .*)$", README, re.M)
    assert len(commands) == 2
    assert commands[1] in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_first_command_reads_an_example_that_is_there() -> None:
    """The file that the README reads is in the repository."""
    (example,) = set(re.findall(r"khabar read (examples/\S+)", README.split("\n## ")[0])) or {""}
    assert (ROOT / example).is_file()


def test_the_changelog_knows_this_version() -> None:
    """A version is not published without a word on what changed."""
    assert f"## {khabar.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_licence_of_all_that_ships_is_named() -> None:
    """Data and libraries whose licence asks for attribution stand in NOTICE."""
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for name in ("GeoNames", "Who's On First", "Natural Earth", "CC BY 4.0", "mazini", "Wikidata", "CLDR"):
        assert name in notice


def test_what_is_packed_is_described() -> None:
    """The package's description names files that are there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for name in project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]:
        assert (ROOT / name).exists(), name
