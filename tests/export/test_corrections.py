"""Corrections leave as data to train and evaluate on."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from archives import keep, record_of
from khabar.cli.commands import app
from khabar.errors import OutputError
from khabar.export.corrections import CorrectionsWriter
from khabar.objects import Record
from khabar.store import Archive, open_archive
from khabar.store.people import LOCAL, Person
from khabar.store.review import Draft, assign, corrected_records, load_review, record_change, set_status, undo
from records import made

WHO = Person(name="سلمى", role="senior")


@pytest.fixture
def where(tmp_path: Path) -> str:
    """An archive with a corrected report, one whose correction was undone, and one that nobody touched."""
    path = str(tmp_path / "khabar.db")
    with open_archive(path, create=True) as archive:
        for name in ("a", "b", "c"):
            keep(archive, made(report=made().report.model_copy(update={"source_id": name})))
        keep(archive, record_of("نص", "d"))
        edit(archive, 1)
        edit(archive, 2)
        undo(archive, 2, who=WHO, revision=1, reading=2)
        assign(archive, 1, "local", who=LOCAL, revision=1)
        set_status(archive, 1, "checked", who=WHO, revision=2)
    return path


def edit(archive: Archive, report: int) -> None:
    """Say that the first event is denied."""
    draft = Draft(action="edit", target="events/v1", field="status", after="denied")
    record_change(archive, report, draft, who=WHO, revision=0, reading=load_review(archive, report).reading)


def lines(where: str, *, who: bool = False) -> list[dict[str, Any]]:
    """What is written of the archive."""
    stream = io.StringIO()
    writer = CorrectionsWriter(stream, who=who)
    with open_archive(where) as archive:
        rows = sum(writer.write(review) for review in corrected_records(archive))
    found = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(found) == rows
    return found


def test_each_corrected_report_is_one_line(where: str) -> None:
    """Text, both records, what counts of the changes; nothing of reports that nobody changed."""
    (line,) = lines(where)
    assert (line["schema"], line["source_id"], line["status"]) == ("khabar.correction/1", "a", "checked")
    machine, corrected = Record.model_validate(line["machine"]), Record.model_validate(line["corrected"])
    assert machine.report.text == line["text"] == made().report.text
    assert (machine.events[0].status, corrected.events[0].status) == ("occurred", "denied")
    assert [(c["action"], c["before"], c["after"]) for c in line["changes"]] == [
        ("edit", "occurred", "denied"), ("assign", None, None), ("status", "assigned", "checked"),
    ]  # fmt: skip
    assert line["again"] == []


def test_nobody_is_named_unless_asked_for(where: str) -> None:
    """Neither who changed it nor whom it was given to."""
    assert "سلمى" not in json.dumps(lines(where)[0]["changes"], ensure_ascii=False)
    assert "local" not in json.dumps(lines(where)[0]["changes"])
    assert [c["who"] for c in lines(where, who=True)[0]["changes"]] == ["سلمى", "local", "سلمى"]


def test_the_command_writes_them(where: str, tmp_path: Path) -> None:
    """`khabar export corrections`, chosen by a search; records of an archive are the corrected ones."""
    target = tmp_path / "out.jsonl"
    run = CliRunner().invoke(app, ["export", "corrections", "-a", where, "-o", str(target)])
    assert (run.exit_code, len(target.read_text().splitlines())) == (0, 1)
    chosen = ["export", "corrections", "-a", where, "--query", "status:planned", "-o", str(target)]
    assert (CliRunner().invoke(app, chosen).exit_code, target.read_text()) == (0, "")
    for options, status in (
        (["--query", "review:checked"], "denied"),
        (["--query", "review:checked", "--machine"], "occurred"),
    ):
        CliRunner().invoke(app, ["export", "records", "-a", where, *options, "-o", str(target)])
        assert json.loads(target.read_text())["events"][0]["status"] == status
    refused = CliRunner().invoke(app, ["export", "corrections", "-a", where, "--without-names"])
    assert isinstance(refused.exception, OutputError)
