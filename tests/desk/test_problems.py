"""What goes wrong is told in the language of the page, whoever raised it."""

from __future__ import annotations

import ast
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import khabar
from deskpages import Pages, opened
from khabar.desk.problems import compile_remarks, told
from khabar.desk.words import Words, compile_words
from khabar.errors import ArchiveError, InputError, KhabarError
from khabar.lexicon import Lexicon

SOURCES = Path(khabar.__file__).parent
# What the desk never calls: opening and moving an archive, its lines; and the API, which speaks English as programs do.
APART = {"store/migrate.py", "store/lines.py", "desk/serve.py", "desk/words.py"}
OPENING = {"where", "is a database", "is empty", "the archive's address", "is no database", "need a driver"}
KINDS = {"InputError", "NotFound", "Forbidden", "ArchiveError", "Lost", "ExtraMissing"}


@pytest.fixture(scope="module")
def words(lexicon: Lexicon) -> dict[str, Words]:
    """The interface in both languages."""
    return dict(lexicon.build(compile_words).items())


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Pages]:
    """A desk that nobody changes."""
    with opened(tmp_path_factory.mktemp("problems"), lexicon) as made:
        yield made


def _raised() -> Iterator[tuple[str, str, str, set[str]]]:
    """Every error of the desk's and the archive's rooms: where, its words, its code, its parameters."""
    for path in sorted((*(SOURCES / "desk").rglob("*.py"), *(SOURCES / "store").glob("*.py"))):
        room = path.relative_to(SOURCES).as_posix()
        if room in APART or room.startswith("desk/api/"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                refused = node.func.id == "_refused" and room == "desk/security.py"
                if (node.func.id in KINDS or refused) and node.args:
                    said = node.args[1:] if refused else node.args
                    code = said[1].value if len(said) > 1 and isinstance(said[1], ast.Constant) else ""
                    yield f"{room}:{node.lineno}", ast.unparse(said[0]), str(code), {k.arg or "" for k in node.keywords}


RAISED = tuple(_raised())


def test_errors_that_readers_meet_have_a_code() -> None:
    """No error is raised below the desk's pages that could only be told in English."""
    bare = [
        (where, said) for where, said, code, _ in RAISED
        if not code and not said.startswith(("reason", "'{name}: {why}'")) and not any(o in said for o in OPENING)
    ]  # fmt: skip
    assert len(RAISED) > 80
    assert bare == []


def test_every_code_is_told_in_both_languages(lexicon: Lexicon) -> None:
    """The book has each code, and fills in nothing that the error does not bring."""
    book = {e["id"]: e for e in lexicon.entries("desk/problems")}
    for where, _, code, given in RAISED:
        if code:
            assert f"problem/{code}" in book, where
            asked = set(re.findall(r"{(\w+)(?::\w+)?}", book[f"problem/{code}"]["ar"]))
            assert asked <= given, where


def test_the_book_tells_of_nothing_else(lexicon: Lexicon) -> None:
    """No sentence stays in the book when its error is gone."""
    written = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    codes = [e["id"].removeprefix("problem/") for e in lexicon.entries("desk/problems")]
    kept = [c for c in codes if not c.startswith(("typed/", "may_set/"))]
    assert [c for c in kept if f'"{c}"' not in written and c != "unnamed"] == []


def test_values_are_labelled_isolated_and_harmless(words: dict[str, Words]) -> None:
    """A field is called as its form calls it; whatever was typed stands apart and cannot act."""
    error = InputError("{field}: not in the text: {words}", "form/not_in_text", field="trigger", words="<b>\u202eab")
    said = told(error, words["ar"])
    assert "«<bdi>لفظ الحدث</bdi>»" in said
    assert said.endswith("<bdi>&lt;b&gt;\ufffdab</bdi>")
    assert "“<bdi>Words of the event</bdi>”" in told(error, words["en"])
    assert str(error) == "trigger: not in the text: <b>\u202eab"


def test_lists_are_joined_as_the_language_does(words: dict[str, Words]) -> None:
    """Several values stand with the comma of the language between them, in the command line's English too."""
    error = InputError("{status} is none of {known}", "review/no_status", status="odd", known=("machine", "final"))
    assert "<bdi>قراءة آلية</bdi>، <bdi>نهائي</bdi>" in told(error, words["ar"])
    assert "<bdi>machine</bdi>, <bdi>final</bdi>" in told(error, words["en"])
    assert str(error) == "odd is none of machine, final"


def test_braces_that_someone_typed_are_no_gaps(words: dict[str, Words]) -> None:
    """Words with braces in them are told as they are."""
    error = InputError("{value!r} is no day", "query/no_day", value="{0}{value}")
    assert "{0}{value}" in told(error, words["ar"])
    assert str(error) == "'{0}{value}' is no day"
    assert str(KhabarError("only to {lat, lon}")) == "only to {lat, lon}"


def test_what_has_no_code_is_logged(words: dict[str, Words], caplog: pytest.LogCaptureFixture) -> None:
    """An unexpected error is no English in an Arabic page: the page says where it is told, and it is told there."""
    error = ArchiveError("something <odd>")
    assert told(error, words["en"]) == "<bdi>something &lt;odd&gt;</bdi>"
    with caplog.at_level(logging.WARNING, "khabar.desk"):
        said = told(error, words["ar"])
    assert "سجلّه" in said
    assert "something <odd>" in caplog.text


@pytest.mark.parametrize(
    ("path", "arabic", "english"),
    [
        ("/?q=colour:red", "لا حقل باسم", "is no field"),
        ("/explore?q=killed:many", "ليس عددًا", "is no figure"),
        ("/incidents?q=-word", "يحتاج البحث", "A search needs"),
        ("/reports/999", "لا خبر رقمه", "There is no report"),
        ("/reports/1?edit=events/v99", "لم يعد هذا في الخبر", "not in the report any more"),
        ("/incidents/nowhere", "لا حادث بهذا الرقم", "no such incident"),
        ("/explore/export?format=xls", "لا صيغة باسم", "is no format"),
        ("/account", "لا أشخاص في هذا الأرشيف", "has no people"),
    ],
)
def test_pages_tell_it_in_their_language(pages: Pages, path: str, arabic: str, english: str) -> None:
    """Whatever a person asks for wrongly is explained in Arabic on an Arabic page, and in English on an English one."""
    said = pages.get(path).text
    assert arabic in said
    assert english not in said
    pages.browser.cookies.set("khabar_language", "en")
    try:
        assert english in pages.get(path).text
    finally:
        pages.browser.cookies.clear()


def _remarked() -> Iterator[str]:
    """What the reader of pages may remark, with `7` in each gap."""
    for path in sorted((SOURCES / "pages").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("warnings.append"):
                said = node.args[0]
                parts = said.values if isinstance(said, ast.JoinedStr) else [said]
                yield "".join(str(p.value) if isinstance(p, ast.Constant) else "7" for p in parts)


def test_remarks_on_a_page_are_told_in_arabic(lexicon: Lexicon, words: dict[str, Words]) -> None:
    """Whatever the reader remarks of a page stands in the book, with its values; in English it is as it was."""
    remarks, told_ = lexicon.build(compile_remarks), list(_remarked())
    assert len(told_) > 25
    for remark in told_:
        said = remarks.said(remark, words["ar"])
        assert re.search("[ء-ي]{3}", said), remark
        assert said.count("<bdi>7<") == remark.count("7"), remark
        assert remark in str(remarks.said(remark, words["en"])).replace("&#39;", "'")
    assert remarks.said("<b>odd", words["ar"]) == '<bdi dir="auto">&lt;b&gt;odd</bdi>'
