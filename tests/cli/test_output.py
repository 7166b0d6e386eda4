"""Where records go."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from khabar.cli.output import JsonWriter, LinesWriter, choose_format, open_target
from khabar.errors import OutputError
from records import made


def test_a_file_appears_only_when_kept(tmp_path: Path) -> None:
    """Until the output is whole the place is as it was, and afterwards nothing lies beside it."""
    place = tmp_path / "out.json"
    place.write_text("old")
    with open_target(place) as target:
        target.stream.write("half")
        assert place.read_text() == "old"
    assert place.read_text() == "old"
    with open_target(place) as target:
        target.stream.write("new")
        target.keep()
    assert place.read_text() == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]


def test_an_error_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    """Whatever is raised in the middle, the old file stays and the part written goes."""
    place = tmp_path / "out.json"
    place.write_text("old")
    with pytest.raises(RuntimeError), open_target(place) as target:
        target.stream.write("half")
        raise RuntimeError
    assert place.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]


def test_rights_and_links_are_kept(tmp_path: Path) -> None:
    """A file that is replaced keeps its mode, and a link keeps leading to it."""
    place = tmp_path / "out.json"
    place.write_text("old")
    place.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(place)
    with open_target(link) as target:
        target.stream.write("new")
        target.keep()
    assert link.is_symlink() and place.read_text() == "new"
    assert stat.S_IMODE(place.stat().st_mode) == 0o640


def test_a_device_is_written_to_and_not_replaced() -> None:
    """`-o /dev/null` discards, it does not put a file in its place."""
    with open_target(Path(os.devnull)) as target:
        target.stream.write("gone")
        target.keep()
    assert not Path(os.devnull).is_file()


def test_a_place_that_cannot_be_written_is_refused_at_once(tmp_path: Path) -> None:
    """A missing folder, or a folder as file, is an error with a remedy before anything is read."""
    for place in (tmp_path, tmp_path / "missing" / "out.json"):
        with pytest.raises(OutputError, match="-o"), open_target(place):
            pytest.fail("nothing may be read for an output that cannot be written")


def test_the_format_follows_wish_then_name_then_stream(tmp_path: Path) -> None:
    """An explicit format wins; a file's name tells otherwise; a pipe gets JSON."""
    assert choose_format("html", tmp_path / "a.jsonl") == "html"
    for name, expected in (("a.jsonl", "jsonl"), ("a.HTML", "html"), ("a.txt", "text"), ("a", "json")):
        assert choose_format(None, tmp_path / name) == expected
    assert choose_format(None, None) == "json"


def test_json_is_one_object_or_one_array(tmp_path: Path) -> None:
    """Whatever the number of records, the output is one JSON value."""
    for number in range(4):
        path = tmp_path / "out.json"
        with path.open("w", encoding="utf-8") as stream:
            writer = JsonWriter(stream)
            for _ in range(number):
                writer.write(made())
            writer.finish()
        value = json.loads(path.read_text("utf-8"))
        assert (1 if isinstance(value, dict) else len(value)) == number


def test_lines_are_whole_records(tmp_path: Path) -> None:
    """Each line of `jsonl` is a record; line breaks inside the text do not break it."""
    path = tmp_path / "out.jsonl"
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        writer = LinesWriter(stream)
        writer.write(made())
        writer.write(made())
        writer.finish()
    lines = path.read_bytes().split(b"\n")
    assert lines[-1] == b"" and len(lines) == 3
    assert json.loads(lines[0]) == made().to_dict()
