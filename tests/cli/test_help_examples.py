"""Every example that `--help` gives runs; those that cannot run here are named with the tests that run their like."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from khabar.cli import main as start
from running import Run

ELSEWHERE = {
    "curl ": "the network; standard input is read in tests/cli/test_read.py",
    "--watch": "runs until stopped; tests/collect",
    "khabar desk": "runs until stopped; tests/desk",
    "khabar bulk": "starts Spark; tests/bulk",
    "khabar people": "asks for a password; tests/desk",
    "other-reader": "another program; tests/cli/test_eval.py",
    "COMMAND": "a placeholder",
}
# After two blanks more a line says what its example does.
EXAMPLE = re.compile(r"^    ((?:[A-Z_]+=\S+ )?(?:khabar|curl) .*?)(?:   .*)?$", re.M)
LINES = [line for line in EXAMPLE.findall((ROOT / "docs" / "cli.md").read_text("utf-8")) if "Usage" not in line]
RUN = [line for line in LINES if not any(word in line for word in ELSEWHERE)]
REPORT = "قصفت طائرات قرية النخلتين أمس وقتلت أربعة مدنيين، بحسب الدفاع المدني."
PLACE = "\t".join(
    ["71", "Nakhlatayn", "Nakhlatayn", "النخلتين", "16.2", "42.9", "P", "PPL", "YE", *[""] * 5, "0", *[""] * 4]
)


def started(*arguments: str) -> None:
    """The command, for what the examples need."""
    before, sys.argv = sys.argv, ["khabar", *arguments]
    try:
        start()
    except SystemExit as end:
        assert end.code in (None, 0), arguments
    finally:
        sys.argv = before


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with everything that the examples name."""
    place = tmp_path_factory.mktemp("examples")
    before = Path.cwd()
    os.chdir(place)
    for name in ("report", "page"):
        for suffix in ("html", "txt"):
            shutil.copy(ROOT / "examples" / f"hudna.{suffix}", f"{name}.{suffix}")
    Path("reports.jsonl").write_text(f'{{"id": "a", "text": "{REPORT}", "published": "2024-03-11"}}\n', "utf-8")
    Path("reports.csv").write_text(f"day,نص الخبر\n2024-03-11,{REPORT}\n", "utf-8")
    Path("YE.txt").write_text(PLACE + "\n", "utf-8")
    Path("kept").mkdir()
    shutil.copy("page.html", "kept/page.html")
    Path("sources.toml").write_text('[[source]]\nfolder = "kept"\n', "utf-8")
    gold = ROOT / "eval" / "gold" / "examples"
    for name in ("reports", "marks", "first", "second"):
        shutil.copytree(gold / ("reports" if name == "reports" else "marks"), f"eval/gold/{name}")
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl: install khabar[xlsx]")
    book = openpyxl.Workbook()
    book.active.append(["text", "published"])
    book.active.append([REPORT, "2024-03-11"])
    book.save("reports.xlsx")
    started("collect", "sources.toml", "-q")
    started("collect", "sources.toml", "--archive", "team.db", "-q")
    started("read", "reports.jsonl", "-o", "records.jsonl")
    started("export", "archive", "-o", "backup.jsonl")
    started("gazetteer", "build", "YE.txt", "-o", "yemen.khg", "--country", "YEM")
    yield place
    os.chdir(before)


@pytest.mark.parametrize("line", RUN)
def test_an_example_runs(line: str, folder: Path, khabar: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copied from the help into a shell it does what it says, with exit code 0; a search may find nothing."""
    words = shlex.split(line.partition(" > ")[0])
    while "=" in words[0]:
        monkeypatch.setenv(*words.pop(0).split("=", 1))
    ran = khabar(*words[1:])
    nothing_found = words[1] == "search" and ran.code == 1 and not ran.out
    assert ran.code == 0 or nothing_found, ran.err


def test_there_are_examples_of_every_command() -> None:
    """No command is without one, and what is left out is left out for a reason that still holds."""
    assert len(RUN) >= 20
    shown = {line.split()[1] for line in LINES if line.startswith("khabar ")}
    assert shown >= {*"read compare collect search export desk import verify eval schema people bulk".split()}  # noqa: SIM905
    assert all(any(word in line for line in LINES) for word in ELSEWHERE)
