"""`khabar read`."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from khabar.errors import InputError
from khabar.reader import Reader
from running import Run

TEXT = "أعلن مجلس البلدة إغلاق الجسر\n\nقال رئيس المجلس إن الجسر أغلق مساء أمس بعد قصف طال محيطه.\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A plain report."""
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def rows(path: Path, *lines: object) -> Path:
    """A `.jsonl` of these rows; a string is written as it is."""
    text = "".join((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


def records(text: str) -> list[dict[str, Any]]:
    """The records of a `.jsonl` output."""
    return [json.loads(line) for line in text.splitlines()]


def test_one_report_is_an_object_and_several_are_an_array(khabar: Run, page: Path, tmp_path: Path) -> None:
    """JSON of one input is its record; of two inputs an array in their order."""
    one = json.loads(khabar("read", page, "--format", "json").out)
    assert one["report"]["source_id"] == str(page)
    other = tmp_path / "other.txt"
    other.write_text(TEXT, encoding="utf-8")
    many = json.loads(khabar("read", other, page, "--format", "json").out)
    assert [r["report"]["source_id"] for r in many] == [str(other), str(page)]


def test_what_the_caller_knows_goes_into_the_record(khabar: Run, page: Path) -> None:
    """`--published` and `--publisher` are given facts of the report."""
    done = khabar("read", page, "--published", "2018-08-16", "--publisher", "صحيفة الوادي", "--format", "json")
    report = json.loads(done.out)["report"]
    assert report["published"]["date"] == "2018-08-16" and report["published"]["basis"] == "given"
    assert report["publisher"] == "صحيفة الوادي"


def test_a_row_outranks_the_command_line(khabar: Run, tmp_path: Path) -> None:
    """Rows keep what they state of themselves; the options fill in what they leave open, null included."""
    path = rows(
        tmp_path / "r.jsonl",
        {"id": "a", "text": TEXT, "published": "2019-01-02", "publisher": "الأولى"},
        {"id": "b", "text": TEXT, "published": None},
    )
    done = khabar("read", path, "--published", "2018-08-16", "--publisher", "الثانية", "--format", "jsonl")
    first, second = (r["report"] for r in records(done.out))
    assert (first["published"]["date"], first["publisher"]) == ("2019-01-02", "الأولى")
    assert (second["published"]["date"], second["publisher"]) == ("2018-08-16", "الثانية")


@pytest.mark.parametrize("wrong", ["16/8/2018", "2018-13-01", "2018-02-30", "yesterday", "", "٢٠١٨-٠٨-١٦"])
def test_a_date_that_is_none_is_refused(khabar: Run, page: Path, wrong: str) -> None:
    """A day is never guessed: anything but an ISO date ends the command with the form it must have."""
    done = khabar("read", page, "--published", wrong)
    assert done.code == 2
    assert "YYYY-MM-DD" in done.err and done.err.count("\n") == 1


def test_records_keep_the_order_and_ids_of_the_rows(khabar: Run, tmp_path: Path) -> None:
    """The output of a `.jsonl` is one record a line, in the order of its rows, under their ids."""
    path = rows(tmp_path / "r.jsonl", *({"id": f"n{9 - i}", "text": f"{TEXT}{i}"} for i in range(9)))
    target = tmp_path / "out.jsonl"
    assert khabar("read", path, "--format", "jsonl", "-o", target).code == 0
    assert [r["report"]["source_id"] for r in records(target.read_text("utf-8"))] == [f"n{9 - i}" for i in range(9)]


def test_a_bad_line_is_named_and_the_others_are_read(khabar: Run, tmp_path: Path) -> None:
    """Each bad row costs itself alone: its number goes to standard error, the exit code is 1."""
    path = rows(
        tmp_path / "r.jsonl",
        {"id": "a", "text": TEXT},
        "{not json",
        {"id": "no text"},
        {"id": "e", "text": TEXT},
    )
    done = khabar("read", path, "--format", "jsonl")
    assert done.code == 1
    assert [r["report"]["source_id"] for r in records(done.out)] == ["a", "e"]
    assert "line 2" in done.err and "line 3" in done.err
    assert "2 read, 2 not" in done.err


def test_a_date_as_people_write_it_is_read_and_no_date_is_said(khabar: Run, tmp_path: Path) -> None:
    """A list's «28 نوفمبر 2025» is that day; «last week» is unknown and the record says so, but is still read."""
    path = rows(
        tmp_path / "r.jsonl",
        {"id": "a", "text": TEXT, "published": "28 نوفمبر 2025"},
        {"id": "b", "text": TEXT, "published": "last week"},
    )
    done = khabar("read", path, "--format", "jsonl")
    assert done.code == 0
    known, unknown = (r["report"] for r in records(done.out))
    assert known["published"]["date"] == "2025-11-28"
    assert unknown["published"]["date"] is None and any("last week" in w for w in unknown["warnings"])


def test_a_missing_input_does_not_cost_the_others(khabar: Run, page: Path, tmp_path: Path) -> None:
    """What is there is read; what is missing is named, with what to do."""
    done = khabar("read", tmp_path / "gone.txt", page, "--format", "jsonl")
    assert done.code == 1
    assert len(records(done.out)) == 1
    assert "gone.txt" in done.err and "Traceback" not in done.err


def test_nothing_read_is_exit_code_two_and_leaves_the_old_file(khabar: Run, tmp_path: Path) -> None:
    """Where no input can be read, the output file stays as it was, and no half of a new one lies beside it."""
    target = tmp_path / "out.json"
    target.write_text("old")
    assert khabar("read", tmp_path / "gone.txt", "-o", target).code == 2
    assert target.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.json"]


def test_a_defect_of_the_reader_costs_one_report(khabar: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a report trips Khabar itself, the others are read and the user gets one line to report, not a traceback."""
    real = Reader.read

    def read(self: Reader, page: Any) -> Any:
        if page.source_id == "b":
            raise IndexError("a defect")
        if page.source_id == "c":
            raise InputError("c has no text; give another")
        return real(self, page)

    monkeypatch.setattr(Reader, "read", read)
    path = rows(tmp_path / "r.jsonl", *({"id": i, "text": TEXT} for i in "abcd"))
    done = khabar("read", path, "--format", "jsonl")
    assert done.code == 1
    assert [r["report"]["source_id"] for r in records(done.out)] == ["a", "d"]
    assert "IndexError" in done.err and "please report" in done.err
    assert "khabar: c has no text; give another" in done.err


def test_an_interrupted_read_leaves_the_old_file(
    khabar: Run, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the middle ends quietly with 130; the output file is the old one, whole."""
    target = tmp_path / "out.json"
    target.write_text("old")

    def read(self: Reader, page: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(Reader, "read", read)
    done = khabar("read", page, "-o", target)
    assert done.code == 130 and "Traceback" not in done.err
    assert target.read_text() == "old"
    assert not list(tmp_path.glob(".*.part"))


def test_records_never_overwrite_a_report(khabar: Run, page: Path) -> None:
    """The evidence cannot be destroyed by naming it as output."""
    done = khabar("read", page, "-o", page)
    assert done.code == 2 and "is an input too" in done.err
    assert page.read_text("utf-8") == TEXT


def test_without_its_files_only_an_explicit_wish_for_the_encoder_fails(
    khabar: Run, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--model` says what is missing; without it, and with `--no-model`, grammar and lexicon read alone."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "MODEL_CARD.md").write_text("not made yet")
    monkeypatch.setattr("khabar.encoder.MODEL", tmp_path / "model")
    monkeypatch.delenv("KHABAR_MODEL")
    done = khabar("read", page, "--model")
    assert done.code == 2 and "--no-model" in done.err
    assert khabar("read", page, "--no-model").code == khabar("read", page).code == 0


def test_standard_input_is_read(khabar: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads a page from standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert "الجسر" in json.loads(khabar("read", "-", "--format", "json").out)["report"]["text"]


def test_an_empty_list_of_reports_gives_an_empty_list_of_records(khabar: Run, tmp_path: Path) -> None:
    """No rows are no error."""
    path = rows(tmp_path / "r.jsonl")
    assert khabar("read", path, "--format", "jsonl") == (0, "", "")
    assert json.loads(khabar("read", path, "--format", "json").out) == []


def test_the_sheets_are_formats_too(khabar: Run, page: Path) -> None:
    """`text` prints the sheet and `html` the page."""
    assert "What stayed unknown" in khabar("read", page, "--format", "text").out
    assert khabar("read", page, "--format", "html").out.startswith("<!doctype html>")


def test_help_teaches_by_example(khabar: Run) -> None:
    """Help of every command shows a line that can be typed."""
    for arguments in (("--help",), ("read", "--help"), ("schema", "--help")):
        done = khabar(*arguments)
        assert done.code == 0 and "khabar " in done.out.split("Usage:")[1].split("\n", 1)[1]


def test_wrong_usage_is_exit_code_two(khabar: Run, page: Path) -> None:
    """An unknown format or option is refused before anything is read."""
    assert khabar("read", page, "--format", "xml").code == 2
    assert khabar("read", page, "--no-such").code == 2
    assert khabar("read").code == 2
