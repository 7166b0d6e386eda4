"""`khabar collect`, `khabar search` and `khabar verify`, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from running import Run

TEXT = "أعلن مجلس البلدة إغلاق الجسر\n\nقال رئيس المجلس إن الجسر أغلق مساء أمس بعد قصف طال محيطه.\n"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A list with one folder of two reports."""
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.txt").write_text("افتتح المجلس حديقة جديدة صباح اليوم\n\nقال المجلس إنها للجميع.", "utf-8")
    path = tmp_path / "sources.toml"
    path.write_text('[[source]]\nfolder = "saved"\n', "utf-8")
    return path


def test_what_is_collected_is_found_and_sound(khabar: Run, sources: Path, tmp_path: Path) -> None:
    """From a folder to a highlighted hit; a second run brings nothing; everything is as it was kept."""
    where = tmp_path / "k.db"
    first = khabar("collect", sources, "--archive", where, "--no-model")
    assert first.code == 0 and "2 new pages, 2 read" in first.err
    assert "0 new pages" in khabar("collect", sources, "--archive", where, "--no-model").err
    found = khabar("search", "للجسر", "--archive", where)
    (hit,) = [json.loads(line) for line in found.out.splitlines()]
    assert hit["source"].endswith("a.txt") and {hit["text"][a:b] for a, b in hit["marks"]} == {"الجسر"}
    shown = khabar("search", "جسر", "--archive", where, "--format", "text")
    assert shown.out.startswith("1 found") and "«الجسر»" in shown.out
    nothing = khabar("search", "مطار", "--archive", where)
    assert nothing.code == 1 and nothing.out == ""
    done = khabar("verify", "--archive", where)
    assert done.code == 0 and "2 pages, 2 bodies, 2 records" in done.out


def test_damage_is_named_and_makes_the_command_fail(khabar: Run, sources: Path, tmp_path: Path) -> None:
    """`verify` ends with 1 and a line for each fault."""
    where = tmp_path / "k.db"
    khabar("collect", sources, "--archive", where, "--no-model")
    (file,) = (tmp_path / "k.db.pages").iterdir()
    file.write_bytes(file.read_bytes()[:-5])
    done = khabar("verify", "--archive", where)
    assert done.code == 1 and "1 faults" in done.out and done.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "x", "--archive", "none.db"), ("verify", "--archive", "none.db"), ("collect", "none.toml"),
        ("collect",), ("search", "killed:many", "--archive", "none.db"), ("verify", "--archive", "mysql://x/y"),
        ("verify", "--archive", "postgresql://nobody@127.0.0.1:1/none"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_one_line(
    khabar: Run, arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 2 and a remedy; no archive comes into being."""
    monkeypatch.chdir(tmp_path)
    done = khabar(*arguments)
    assert done.code == 2 and done.out == "" and "Traceback" not in done.err
    assert list(tmp_path.iterdir()) == []


def test_what_is_archived_goes_out_and_comes_back(khabar: Run, sources: Path, tmp_path: Path) -> None:
    """Every format of the archive can be asked for by name; a query narrows it; names of victims can be left out."""
    where = tmp_path / "k.db"
    khabar("collect", sources, "--archive", where, "--no-model")
    for format_ in ("plover", "acled", "ucdp", "geojson", "annotations", "bayanat", "followthemoney", "timeml"):
        done = khabar("export", format_, "--archive", where, "--without-names")
        assert done.code == 0 and done.err.endswith("rows\n")
    done = khabar("export", "records", "--archive", where, "--query", "للجسر")
    (record,) = [json.loads(line) for line in done.out.splitlines()]
    assert record["schema"] == "khabar.record/1" and record["report"]["source_id"].endswith("a.txt")
    out = tmp_path / "x.parquet"
    assert khabar("export", "parquet", "--archive", where, "-o", out).code == 0 and out.read_bytes()[:4] == b"PAR1"
    assert khabar("export", "archive", "--archive", where, "--without-names").code == 2


def test_an_archive_and_records_are_taken_in_again(khabar: Run, sources: Path, tmp_path: Path) -> None:
    """A backup makes the same archive; a repeated import adds nothing; a broken line is named, the others come in."""
    where, copy = tmp_path / "k.db", tmp_path / "copy.db"
    khabar("collect", sources, "--archive", where, "--no-model")
    assert khabar("export", "archive", "--archive", where, "-o", tmp_path / "backup.jsonl").code == 0
    first = khabar("import", tmp_path / "backup.jsonl", "--archive", copy)
    assert first.code == 0 and "2 new, 0 known" in first.err
    assert "0 new, 2 known" in khabar("import", tmp_path / "backup.jsonl", "--archive", copy).err
    assert khabar("verify", "--archive", copy).code == 0
    assert khabar("export", "archive", "--archive", copy).out == (tmp_path / "backup.jsonl").read_text("utf-8")
    khabar("export", "records", "--archive", where, "-o", tmp_path / "records.jsonl")
    (tmp_path / "records.jsonl").open("a").write('{"schema": "khabar.record/1"}\nno json\n')
    done = khabar("import", tmp_path / "records.jsonl", "--archive", copy)
    assert done.code == 1 and "2 new" in done.err and "line 3" in done.err and "line 4" in done.err


def test_a_table_is_shown_before_it_is_taken_in(khabar: Run, tmp_path: Path) -> None:
    """`--preview` says what each column is taken for and changes nothing; then the rows are read and found."""
    path = tmp_path / "t.csv"
    path.write_text(f'النص,التاريخ,x\n"{TEXT}",2016-05-25,y\n', "utf-8")
    where = tmp_path / "k.db"
    shown = khabar("import", path, "--preview", "--archive", where)
    assert "text       <- النص" in shown.out and "not used   x" in shown.out and not where.exists()
    done = khabar("import", path, "--archive", where, "--no-model")
    assert done.code == 0 and "1 new rows, 1 read" in done.err
    found = json.loads(khabar("search", "الجسر", "from:2016-05", "--archive", where).out)
    assert found["published"] == "2016-05-25"
