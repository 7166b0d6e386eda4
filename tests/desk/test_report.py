"""The report's page shows everything and lets nothing act; the original is a file, never a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from deskpages import Pages, opened
from deskreports import GIVEN, long_line, put
from khabar.lexicon import Lexicon
from khabar.objects import Page, Record
from khabar.store import add_page, add_record
from pieces import a_report
from spent import within


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Pages]:
    """A desk whose reports are only read."""
    with opened(tmp_path_factory.mktemp("report"), lexicon) as made:
        yield made


def test_everything_of_the_record_is_there(pages: Pages) -> None:
    """Statements with their chains, events with figures and places, names, times, furniture, and what stays unknown."""
    html = pages.text("/reports/1")
    for shown in ("7 قتلى", "سوق الوادي", "15.500, 43.250", "وكالة المرفأ", "مساء أمس", "تبرع الآن", "السوق بعد القصف",
                  "بكلماته", "ضربة جوية", "منفي", "سيل الوادي", "المتحدث باسم البلدية"):  # fmt: skip
        assert shown in html, shown
    assert {"s1", "s2", "s3", "v1", "v2", "e1", "t1"} <= set(re.findall(r'id="item-(\w+)"', html))


def test_why_each_thing_was_found(pages: Pages) -> None:
    """Rule and confidence stand beside what they found."""
    html = pages.text("/reports/3")
    assert '<code dir="ltr">shelling</code>' in html
    assert "0.91" in html
    assert "0.93" in html


def test_texts_are_isolated(pages: Pages) -> None:
    """Names, titles and words of the report stand in isolation, so that none turns what is beside it about."""
    html = pages.text("/reports/2")
    assert "<h1><bdi>&lt;script&gt;" in html
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", html)


def test_hostile_report_is_text(pages: Pages) -> None:
    """No tag, handler or address of a report's words is one of the page's."""
    for query in ("", "?edit=entities/e1", "?edit=events/v1", "?edit=statements/s1"):
        html = pages.text(f"/reports/2{query}")
        tags = re.sub(r'"[^"]*"', '""', html)
        assert not re.search(r"<(script>|img|i>|b |b>|svg onload|/blockquote><script)", tags)
        assert not re.search(r"<[^>]*\son\w+=", tags)
        assert "javascript:alert(6)" in html
        assert 'href="javascript' not in html
        assert "{{ 7*7 }}" in html


def test_original_is_a_file_of_plain_text(pages: Pages) -> None:
    """The page's bytes come as they were kept, as a download that no browser takes for a page."""
    answer = pages.get("/reports/2/original")
    assert answer.status_code == 200
    assert answer.content.startswith(b"<html><body>")
    assert answer.headers["content-type"] == "text/plain"
    assert answer.headers["content-disposition"].startswith('attachment; filename="page-2.txt"')
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "\n" not in answer.headers["content-disposition"]


def test_original_that_was_never_kept(pages: Pages) -> None:
    """A record that came without its page says so."""
    report = a_report("alone.html", "وحده", "نص بلا صفحة")
    with pages.archive.writing() as connection:
        from khabar.store.write import insert_page

        identity, _ = insert_page(connection, Page("", "alone", "text"), "k" * 64, None, "2026-01-01T00:00:00Z")
        add_record(connection, identity, GIVEN, Record(report=report))
    assert pages.get(f"/reports/{identity}/original").status_code == 404
    assert pages.get(f"/reports/{identity}").status_code == 200


def test_page_without_a_record(pages: Pages) -> None:
    """A page that could not be read has no report to show."""
    with pages.archive.writing() as connection:
        identity, _ = add_page(connection, pages.archive, Page(b"x", "broken", "html"))
        add_record(connection, identity, GIVEN, None, error="broken")
    assert pages.get(f"/reports/{identity}").status_code == 404


def test_report_without_text(pages: Pages) -> None:
    """An empty page is shown as one."""
    from records import empty

    identity = put(pages.archive, empty())
    assert "لا نص في هذه الصفحة" in pages.text(f"/reports/{identity}")


def test_five_megabytes_on_one_line_are_bounded(pages: Pages) -> None:
    """The longest of texts is shown leaf by leaf, quickly, each leaf of bounded size."""
    identity = put(pages.archive, long_line(5_000_000), b"x")
    assert within(5, lambda: pages.text(f"/reports/{identity}"))
    html = pages.text(f"/reports/{identity}")
    assert len(html) < 1_000_000
    assert "?leaf=2" in html
    assert "?leaf=100" in pages.text(f"/reports/{identity}?leaf=99")


@pytest.mark.parametrize("query", ["leaf=0", "leaf=-1", "leaf=999", "add=events&start=-3&end=9999999", "add=times"])
def test_any_view_is_answered(pages: Pages, query: str) -> None:
    """Numbers out of range give the nearest view."""
    assert pages.get(f"/reports/3?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "status"), [("edit=events/v99", 404), ("edit=nothing", 400), ("edit=report/x", 400), ("add=reports", 400)]
)
def test_forms_of_nothing(pages: Pages, query: str, status: int) -> None:
    """What is not there cannot be edited, and the page says so."""
    assert pages.get(f"/reports/3?{query}").status_code == status


def test_words_of_a_selection(pages: Pages) -> None:
    """The page asks which words a selection means."""
    text = pages.review(3).machine.report.text
    start = text.index("المتحدث")
    answer = pages.get(f"/reports/3/words?start={start + 2}&end={start + 4}")
    assert answer.json() == {"start": start, "end": start + 7, "text": "المتحدث"}
    assert pages.get("/reports/3/words?start=5&end=5").status_code == 404
    assert pages.get("/reports/3/words?start=a&end=5").status_code == 404


def test_english(pages: Pages) -> None:
    """In English the interface turns, the report's own words do not."""
    pages.browser.cookies.set("khabar_language", "en")
    html = pages.text("/reports/3")
    pages.browser.cookies.delete("khabar_language")
    assert 'dir="ltr" data-theme' in html
    assert "air strike" in html
    assert re.search(r'<p class="body" dir="auto"', html)


def test_tile_server_is_named_only_where_it_is_set(pages: Pages, lexicon: Lexicon) -> None:
    """Maps ask no other host unless the desk was told of one, which the content policy then allows."""
    from fastapi.testclient import TestClient

    from khabar.desk.app import create_app
    from khabar.desk.security import Access

    assert "data-tiles" not in pages.text("/reports/3?edit=entities/e4")
    access = Access(tiles="https://tiles.example/{z}/{x}/{y}.png")
    browser = TestClient(create_app(pages.archive, access, lexicon=lexicon), base_url="http://127.0.0.1")
    answer = browser.get("/reports/3?edit=entities/e4")
    assert answer.text.count('data-tiles="https://tiles.example/{z}/{x}/{y}.png"') == 2
    assert "img-src 'self' data: https://tiles.example;" in answer.headers["content-security-policy"]
