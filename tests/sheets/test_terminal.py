"""The sheet for the terminal."""

from __future__ import annotations

import io
import re

from rich.console import Console

from khabar.lexicon import Lexicon
from khabar.objects import Record
from khabar.sheets.terminal import TerminalWriter
from records import TITLE, empty, made

MARKS = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def shown(record: Record, lexicon: Lexicon, terminal: bool = False, width: int = 100) -> str:
    """What the writer prints of a record."""
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=width, color_system=None) if terminal else None
    writer = TerminalWriter(stream, lexicon, console)
    writer.write(record)
    writer.finish()
    return stream.getvalue()


def test_the_sheet_says_what_the_record_holds(lexicon: Lexicon) -> None:
    """Headline, chain, act, content, place with coordinates, figures, status and the unknown all stand on the sheet."""
    sheet = shown(made(), lexicon)
    for words in (
        TITLE,
        "صحيفة الوادي ‹ وكالة المرفأ ‹ سامر",
        "Thursday",
        "الطائرات قصفت السوق مساء أمس",
        "15.500, 43.250",
        "7 killed (of them 2 children)",
        "denied",
        "alleged",
        "the day of publication",
        "donation appeals 1",
        "bidi controls were removed",
    ):
        assert words in sheet


def test_piped_output_is_plain(lexicon: Lexicon) -> None:
    """Into a pipe go no colours, no isolates and no blanks at the end of a line."""
    sheet = shown(made(), lexicon)
    assert "\x1b" not in sheet
    assert not MARKS.search(sheet)
    assert all(line == line.rstrip() for line in sheet.splitlines())


def test_a_terminal_gets_every_arabic_run_isolated_within_its_line(lexicon: Lexicon) -> None:
    """Isolates open and close on the same line, so that a wrapped passage cannot turn the next one around."""
    sheet = shown(made(), lexicon, terminal=True, width=40)
    assert "\u2067" in sheet
    assert all(line.count("\u2067") == line.count("\u2069") for line in sheet.splitlines())


def test_a_passage_is_wrapped_between_words(lexicon: Lexicon) -> None:
    """A narrow terminal breaks lines at blanks only, and no word is lost."""
    record = made()
    sheet = shown(record, lexicon, terminal=True, width=30)
    words = MARKS.sub("", sheet).split()
    content = record.statements[1].content.text.split()
    assert any(words[i : i + len(content)] == content for i in range(len(words)))


def test_a_page_cannot_send_commands_to_the_terminal(lexicon: Lexicon) -> None:
    """Escape sequences and bidi overrides in a page's words do not reach the terminal."""
    record = made()
    hostile = "\x1b]0;owned\x07عنوان\u202e \x9b31m"
    report = record.report.model_copy(update={"title": hostile, "publisher": hostile, "source_id": hostile})
    sheet = shown(record.model_copy(update={"report": report}), lexicon)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", sheet)
    assert "عنوان" in sheet


def test_markup_in_a_page_is_text(lexicon: Lexicon) -> None:
    """Square brackets of a page are not taken for rich's markup."""
    record = made()
    report = record.report.model_copy(update={"title": "[bold]خبر[/bold]"})
    assert "[bold]خبر[/bold]" in shown(record.model_copy(update={"report": report}), lexicon)


def test_an_empty_record_says_that_it_is_empty(lexicon: Lexicon) -> None:
    """Nothing found is said in words, never shown as a blank sheet."""
    sheet = shown(empty(warnings=("the page is empty",)), lexicon)
    for words in ("no headline", "the page is empty", "no attributed statement", "no event", "a text that can be read"):
        assert words in sheet
