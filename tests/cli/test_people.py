"""`khabar people`: who signs in to a desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from khabar.cli.commands import app
from khabar.errors import InputError, KhabarError
from khabar.store import open_archive
from khabar.store.people import check_password, person_of_token

PASSWORD = "seven dull words in a row"  # noqa: S105 (of nobody)


@pytest.fixture
def where(tmp_path: Path) -> str:
    """A new archive."""
    path = str(tmp_path / "khabar.db")
    open_archive(path, create=True).close()
    return path


def run(*arguments: str, typed: str = "") -> str:
    """What a command prints."""
    result = CliRunner().invoke(app, ["people", *arguments], input=typed, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_people_are_added_listed_and_changed(where: str) -> None:
    """The password is read from the input; nobody is ever removed."""
    run("add", "سلمى", "--role", "admin", "-a", where, typed=PASSWORD + "\n")
    run("add", "نور", "--no-password", "-a", where)
    assert run("list", "-a", where) == "سلمى\tadmin\tactive\nنور\tanalyst\tactive\n"
    run("change", "نور", "--role", "senior", "-a", where)
    run("change", "نور", "--password", "-a", where, typed=PASSWORD + "\n")
    with open_archive(where) as archive:
        person = check_password(archive, "نور", PASSWORD)
        assert person is not None
        assert person.role == "senior"
    run("change", "نور", "--gone", "-a", where)
    assert run("list", "-a", where).splitlines()[1] == "نور\tsenior\tgone"
    run("change", "نور", "--back", "-a", where)
    assert run("list", "-a", where).splitlines()[1] == "نور\tsenior\tactive"


def test_a_key_is_printed_alone(where: str) -> None:
    """So that a script takes it as it is."""
    run("add", "سلمى", "--no-password", "-a", where)
    secret = run("token", "سلمى", "--label", "نصوص", "--role", "analyst", "-a", where).strip()
    with open_archive(where) as archive:
        person = person_of_token(archive, secret)
    assert person is not None
    assert (person.name, person.role) == ("سلمى", "analyst")


def test_what_cannot_be_is_told(where: str) -> None:
    """Nothing to change, a weak password, a token above the role, an archive that is not there."""
    run("add", "سلمى", "--no-password", "-a", where)
    for arguments in (
        ["change", "سلمى", "-a", where], ["add", "نور", "-a", where], ["list", "-a", where + ".none"],
        ["token", "سلمى", "--label", "x", "--role", "admin", "-a", where], ["token", "x", "--label", "x", "-a", where],
    ):  # fmt: skip
        with pytest.raises(KhabarError):
            CliRunner().invoke(app, ["people", *arguments], input="short\n", catch_exceptions=False)


def test_a_desk_that_nobody_could_sign_in_to_does_not_open(where: str) -> None:
    """The remedy is named before anything listens."""
    with pytest.raises(InputError, match="khabar people add"):
        CliRunner().invoke(app, ["desk", "-a", where, "--host", "0.0.0.0", "--no-open"], catch_exceptions=False)  # noqa: S104
