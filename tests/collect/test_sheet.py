"""An analyst's table of reports, whatever program saved it."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import pytest

from khabar.collect.sheet import open_sheet
from khabar.errors import InputError
from khabar.lexicon import Lexicon
from khabar.objects import Failure, Page

HEAD = ["الرقم", "نص الخبر", "التاريخ", "المصدر", "ملاحظات"]
ROWS = [
    ["1", "أعلن المجلس إغلاق الجسر؛ وقال إنه آيل للسقوط", "2016-05-25", "صحيفة الوادي", "مهم"],
    ["2", "", "", "", "بلا نص"],
    ["", "فتح الجسر\nبعد ساعة", "25 أيار 2016", "", ""],
]


def table(path: Path, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """The rows as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([HEAD, *ROWS])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("cp1256", ";"), ("utf-16", "\t")],
)
def test_a_csv_is_read_however_it_was_saved(tmp_path: Path, lexicon: Lexicon, encoding: str, delimiter: str) -> None:
    """Encoding and delimiter are told by the file; Arabic column names are known; a row without text is named."""
    sheet = open_sheet(table(tmp_path / "t.csv", encoding, delimiter), lexicon)
    assert {f: sheet.columns[at] for f, at in sheet.mapping.items()} == {
        "id": "الرقم", "text": "نص الخبر", "published": "التاريخ", "publisher": "المصدر",
    }  # fmt: skip
    assert sheet.unused == ("ملاحظات",)
    first, empty, last = sheet.pages()
    assert isinstance(first, Page) and (first.source_id, first.published, first.publisher) == (
        "1",
        "2016-05-25",
        "صحيفة الوادي",
    )
    assert isinstance(empty, Failure) and empty.where == "row 3"
    assert isinstance(last, Page) and last.source_id == "t.csv:4" and "\n" in str(last.data)


def test_an_xlsx_is_read(tmp_path: Path, lexicon: Lexicon) -> None:
    """Dates and numbers of cells become what they say."""
    openpyxl = pytest.importorskip("openpyxl", reason="pip install openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["id", "Title", "Text", "Date"])
    book.active.append([7.0, "إغلاق الجسر", "أعلن المجلس إغلاقه", datetime(2016, 5, 25)])
    book.save(tmp_path / "t.xlsx")
    (page,) = open_sheet(tmp_path / "t.xlsx", lexicon).pages()
    assert isinstance(page, Page) and (page.source_id, page.published) == ("7", "2016-05-25")
    assert page.data == "إغلاق الجسر\n\nأعلن المجلس إغلاقه"


def test_a_messy_workbook_is_understood(tmp_path: Path, lexicon: Lexicon) -> None:
    """A cover sheet, a title above the head, names with notes in brackets, merged and blank rows, a cell of HTML."""
    openpyxl = pytest.importorskip("openpyxl", reason="pip install openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["سجل الأخبار"])
    sheet = book.create_sheet("البيانات")
    sheet.append(["سجل سنة 2016", None, None, None])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["م", "نص  الخبر\n(كامل)", "تاريخ النشر:", "عنوان الخبر"])
    sheet.append([1, "أعلن المجلس إغلاق الجسر", datetime(2016, 5, 25), None])
    sheet.append([None] * 4)
    sheet.append([2, "<p>فتح <b>الجسر</b></p>", 42519, "فتح الجسر"])
    book.save(tmp_path / "t.xlsx")
    found = open_sheet(tmp_path / "t.xlsx", lexicon)
    assert (found.tab, found.head, found.mapping) == ("البيانات", 3, {"id": 0, "text": 1, "title": 3, "published": 2})
    first, second = (page for page in found.pages() if isinstance(page, Page))
    assert (first.source_id, first.published, second.published) == ("1", "2016-05-25", "2016-05-29")
    assert (first.format, second.format, second.title) == ("text", "html", "فتح الجسر")
    with pytest.raises(InputError, match="البيانات"):
        open_sheet(tmp_path / "t.xlsx", lexicon, tab="لا شيء")


@pytest.mark.parametrize(
    ("days", "order", "expected"),
    [
        (["3/4/2016", "25/5/2016"], "day first", ["3/4/2016", "25/5/2016"]),
        (["3/4/2016", "05/25/2016"], "month first", ["2016-03-04", "2016-05-25"]),
        (["3/4/2016", "05/25/2016", "٢٥/٥/٢٠١٦"], "mixed", [None, "2016-05-25", "2016-05-25"]),
        (["3/4/2016", "2016-05-25"], None, ["3/4/2016", "2016-05-25"]),
    ],
)
def test_the_whole_table_says_how_its_dates_are_written(
    tmp_path: Path, lexicon: Lexicon, days: list[str], order: str | None, expected: list[str | None]
) -> None:
    """The month comes first where one date of the table can only be so; where they disagree nothing is guessed."""
    rows = "".join(f"فتح الجسر {n};{day}\n" for n, day in enumerate(days))
    (tmp_path / "t.csv").write_text(f"تقرير، شهري\n\nالنص;التاريخ\n{rows}", "utf-8")
    sheet = open_sheet(tmp_path / "t.csv", lexicon)
    assert (sheet.order, sheet.head) == (order, 3)
    assert [page.published for page in sheet.pages() if isinstance(page, Page)] == expected


def test_columns_can_be_named(tmp_path: Path, lexicon: Lexicon) -> None:
    """What the user says goes before what the names suggest."""
    path = table(tmp_path / "t.csv")
    assert open_sheet(path, lexicon, {"text": "ملاحظات"}).mapping["text"] == 4


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK\x03\x04broken", b"\n\n"])
def test_a_table_that_is_none_says_what_it_lacks(tmp_path: Path, lexicon: Lexicon, content: bytes) -> None:
    """One line, with the columns that are there."""
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(InputError):
        open_sheet(tmp_path / "t.csv", lexicon)


@pytest.mark.parametrize("named", [{"text": "غير موجود"}, {"txt": "ملاحظات"}])
def test_a_wrong_name_lists_the_right_ones(tmp_path: Path, lexicon: Lexicon, named: dict[str, str]) -> None:
    """Neither a field nor a column is guessed."""
    with pytest.raises(InputError, match=r"has|fields are"):
        open_sheet(table(tmp_path / "t.csv"), lexicon, named)


def test_json_is_no_table(tmp_path: Path, lexicon: Lexicon) -> None:
    """A file of another kind is refused rather than read as one column."""
    (tmp_path / "t.csv").write_text(json.dumps({"a": 1}))
    with pytest.raises(InputError):
        open_sheet(tmp_path / "t.csv", lexicon)
