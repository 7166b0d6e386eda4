"""Inputs into pages: files, folders, lists, standard input; what cannot be read is told and the rest is read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.objects import Failure, Page
from khabar.pages import open_input
from khabar.pages.sources import read_rows
from khabar.settings import load_settings


def test_a_file_is_a_page_named_as_the_caller_named_it(tmp_path: Path) -> None:
    """Bytes are handed on untouched; what the caller states goes with them."""
    path = tmp_path / "a.html"
    path.write_bytes(b"<p>\xd9")
    (page,) = open_input(str(path), published="2020-01-02", publisher="صوت الضفة")
    assert page == Page(b"<p>\xd9", str(path), published="2020-01-02", publisher="صوت الضفة")


def test_a_missing_file_is_known_at_once(tmp_path: Path) -> None:
    """The error comes before the first page is asked for, so that no output is begun."""
    with pytest.raises(InputError, match="does not exist"):
        open_input(str(tmp_path / "none.txt"))


def test_a_folder_is_read_in_order_and_says_what_it_could_not(tmp_path: Path) -> None:
    """Recursively, by name; hidden files and stylesheets without a word, unknown binary files with one."""
    (tmp_path / "b").mkdir()
    for name, data in (
        ("b/2.txt", b"x"),
        ("a.html", b"<p>"),
        (".hidden", b"x"),
        ("s.css", b"x"),
        ("z.bin", b"\0" * 50),
    ):
        (tmp_path / name).write_bytes(data)
    found = list(open_input(str(tmp_path)))
    assert [Path(f.source_id).name for f in found] == ["a.html", "z.bin", "2.txt"]
    assert [type(f) for f in found] == [Page, Failure, Page]


def test_one_bad_line_is_reported_with_its_number(tmp_path: Path) -> None:
    """The others are read, in order; what a row states of itself outranks what is given for all."""
    path = tmp_path / "r.jsonl"
    rows = [
        {"id": "a", "text": "نص", "publisher": "الأفق"},
        None,
        {"id": 7, "html": "<p>ن</p>", "text": "x"},
        {"id": "c"},
    ]
    lines = [
        "\ufeff" + json.dumps(rows[0]),
        "{broken",
        "",
        json.dumps(rows[2]),
        json.dumps(rows[3]),
        '"text"',
        '{"text": "ب"}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(open_input(str(path), publisher="الكل"))
    assert [(f.where if isinstance(f, Failure) else f.source_id) for f in found] == [
        "a", "line 2", "7", "line 5", "line 6", f"{path}:7",
    ]  # fmt: skip
    first, third = found[0], found[2]
    assert isinstance(first, Page) and isinstance(third, Page)
    assert (first.publisher, first.format, third.publisher, third.format) == ("الأفق", "text", "الكل", "html")


def test_a_line_longer_than_any_page_is_a_failure_and_not_a_flood() -> None:
    """Memory is bounded by the setting, not by the line."""
    settings = load_settings({"KHABAR_MAX_PAGE_BYTES": "100"})
    lines = io.BytesIO(b'{"text": "' + b"a" * 1000 + b'"}\n{"id": "b", "text": "c"}\n')
    found = list(read_rows(lines, "r", settings))
    assert [type(f) for f in found] == [Failure, Page] and found[0] == Failure("r", "line 1", found[0].reason)  # type: ignore[union-attr]


def test_standard_input_may_be_a_page_or_rows() -> None:
    """`-` is told by its bytes as a file is."""
    (page,) = open_input("-", stdin=io.BytesIO("قال إن الطريق مغلق.".encode()))
    assert isinstance(page, Page) and page.source_id == "-"
    found = list(open_input("-", stdin=io.BytesIO(b'{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n')))
    assert [f.source_id for f in found] == ["a", "b"]
    with pytest.raises(InputError, match="standard input"):
        open_input("-")


def test_a_json_file_may_hold_one_row_or_an_array(tmp_path: Path) -> None:
    """What an interface hands out is read like the lines of a list; other JSON is read as the text it is."""
    for name, data in (
        ("one", {"id": "a", "text": "x"}),
        ("many", [{"id": "a", "text": "x"}, 5, {"text": "y"}]),
        ("no", [1]),
    ):
        (tmp_path / f"{name}.json").write_text(json.dumps(data))
    assert [f.source_id for f in open_input(str(tmp_path / "one.json"))] == ["a"]
    assert [type(f) for f in open_input(str(tmp_path / "many.json"))] == [Page, Failure, Page]
    assert [type(f) for f in open_input(str(tmp_path / "no.json"))] == [Page]


def test_lone_surrogates_of_json_do_not_reach_the_output() -> None:
    """JSON can spell what UTF-8 cannot hold."""
    (page,) = read_rows(io.BytesIO(b'{"id": "a", "text": "\\ud83d x"}'), "r", load_settings({}))
    assert isinstance(page, Page) and isinstance(page.data, str)
    page.data.encode("utf-8")


@given(st.lists(st.binary(max_size=60).map(lambda b: b.replace(b"\n", b"")), max_size=8))
def test_any_lines_give_pages_or_failures(lines: list[bytes]) -> None:
    """No line of a list stops the others."""
    data = b"\n".join([*lines, b'{"id": "last", "text": "x"}'])
    found = list(read_rows(io.BytesIO(data), "r", load_settings({})))
    assert found and found[-1].source_id == "last"
