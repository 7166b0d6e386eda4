"""`khabar gazetteer build`."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from khabar.cli.commands import app


def test_a_table_of_ones_own_becomes_an_index(tmp_path: Path) -> None:
    """A small CSV is compiled, and the command says how to read with it."""
    table, index = tmp_path / "mine.csv", tmp_path / "mine.khg"
    table.write_text("name,lat,lon,country\nعين الطاحون,36.1,37.2,SYR\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["gazetteer", "build", str(table), "-o", str(index)])
    assert done.exit_code == 0, done.output
    assert index.stat().st_size > 0
    assert "1 places" in done.output and "KHABAR_GAZETTEER=" in done.output
