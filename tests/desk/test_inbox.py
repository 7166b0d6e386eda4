"""The inbox finds, filters and remembers; whatever is typed, it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import pytest
from sqlalchemy import update

from deskpages import Pages, opened
from deskreports import HOSTILE_TITLE, put, strike
from khabar.desk.inbox import Wanted, snippet_of
from khabar.lexicon import Lexicon
from khabar.store import Hit
from khabar.store import schema as t
from khabar.store.people import LOCAL


@pytest.fixture
def pages(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Pages]:
    """Thirty strikes, the record of everything and a hostile one."""
    with opened(tmp_path_factory.mktemp("inbox"), lexicon, 30) as made:
        yield made


def listed(html: str) -> list[int]:
    """The reports of a list."""
    return [int(n) for n in re.findall(r'data-item="(\d+)"', html)]


def test_list_is_paged_newest_first(pages: Pages) -> None:
    """Twenty-five a page, the newest day first, each page at an address of its own."""
    first, second = listed(pages.text("/")), listed(pages.text("/?page=2"))
    assert (len(first), len(second)) == (25, 7)
    assert not set(first) & set(second)
    days = re.findall(r"<bdi dir=\"ltr\">(2026-\d\d-\d\d)</bdi>", pages.text("/"))
    assert days == sorted(days, reverse=True)


def test_search_as_on_the_command_line(pages: Pages) -> None:
    """Words and fields are understood as `khabar search` understands them, and the words are marked."""
    html = pages.text(f"/?q={quote('الصفصافه')}")
    assert len(listed(html)) == 8
    assert "<mark>الصفصافة</mark>" in html
    assert len(listed(pages.text(f"/?q={quote('killed:>6')}"))) > 0


@pytest.mark.parametrize("typed", ["nofield:1", "killed:many", "-غزة", "near:1", '"'])
def test_what_is_no_search_is_told_beside_it(pages: Pages, typed: str) -> None:
    """A query that cannot be understood gives the page with what was typed and why it is none."""
    answer = pages.get(f"/?q={quote(typed)}")
    assert answer.status_code in (200, 400)
    assert f'value="{typed.replace(chr(34), "&#34;")}"' in answer.text
    if answer.status_code == 400:
        assert 'role="alert"' in answer.text


def test_filters(pages: Pages) -> None:
    """Status, kind, place, publisher and unchecked figures narrow the list, alone and together."""
    assert listed(pages.text("/?status=checked")) == []
    assert len(listed(pages.text("/?status=machine"))) == 25
    pages.change(4, "status", status="checked")
    assert listed(pages.text("/?status=checked")) == [4]
    assert 4 not in listed(pages.text(f"/?figures=1&place={quote('النخلتين')}"))
    assert len(listed(pages.text(f"/?figures=1&place={quote('النخلتين')}&type=ASSAULT"))) == 7
    assert len(listed(pages.text(f"/?publisher={quote('راديو السهل')}"))) == 15
    assert listed(pages.text("/?type=PROTEST")) == []


def test_filters_cannot_break_out_of_the_query(pages: Pages) -> None:
    """A name with quotation marks, fields or signs in it is a name."""
    for name in ('" type:protest "', '"', "a:b", "-x", "(", "'", "\x00", "*"):
        assert pages.get(f"/?place={quote(name)}&publisher={quote(name)}").status_code in (200, 400)


@pytest.mark.parametrize("page", ["-1", "0", "999999", "99999999999999999999999", "x"])
def test_any_page_number_is_answered(pages: Pages, page: str) -> None:
    """A page that is not there is the nearest, or nothing; never an error of the server."""
    assert pages.get(f"/?page={page}").status_code in (200, 404)


def test_addresses_hold_the_view(pages: Pages) -> None:
    """What is asked for stands in the address, and nothing else."""
    assert Wanted().address() == "/"
    assert Wanted(q="حلب", figures="1").address(page=2) == f"/?q={quote('حلب')}&figures=1&page=2"
    assert Wanted(q="x", status="<b>", type="ASSAULT").typed(LOCAL) == "x type:assault"


def test_searches_are_saved_and_forgotten(pages: Pages) -> None:
    """A view is kept under a name, opens again, and can be dropped."""
    answer = pages.post("/searches", name="غارات <b>", address="/?type=ASSAULT&figures=1", query="")
    assert answer.headers["location"] == "/?type=ASSAULT&figures=1"
    html = pages.text("/")
    assert 'href="/?type=ASSAULT&amp;figures=1"' in html
    assert "غارات &lt;b&gt;" in html
    number = re.search(r'action="/searches/(\d+)/forget"', html)
    assert number
    pages.post(f"/searches/{number[1]}/forget", address="/")
    assert "غارات &lt;b&gt;" not in pages.text("/")


def test_what_is_new_since_the_last_visit(pages: Pages) -> None:
    """On a second visit what came and what changed since the first is marked, and one filter shows it alone."""
    pages.text("/")
    assert "since=" not in pages.text("/")
    with pages.archive.writing() as connection:
        connection.execute(update(t.last_visit).values(at="2030-01-01T00:00:00Z"))
        connection.execute(update(t.page).values(came="2029-01-01T00:00:00Z"))
    report = put(pages.archive, strike(77))
    with pages.archive.writing() as connection:
        connection.execute(update(t.page).where(t.page.c.id == report).values(came="2030-06-01T00:00:00Z"))
    pages.browser.cookies.delete("khabar_visit")
    html = pages.text("/")
    assert 'name="since" value="2030-01-01T00:00:00Z"' in html
    assert html.count(">جديد<") == 1


def test_hostile_titles_are_text(pages: Pages) -> None:
    """A headline with a script in it is shown, its bidi overrides are not obeyed."""
    html = pages.text(f"/?q={quote('مقلوب')}")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "\u202e" in HOSTILE_TITLE and "\u202e" not in html


def test_empty_archive(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> None:
    """An archive without a report says how to get some."""
    from deskpages import Pages
    from khabar.store import open_archive

    with open_archive(str(tmp_path_factory.mktemp("bare") / "a.db"), create=True) as archive:
        html = Pages(archive, lexicon).text("/")
    assert "khabar collect" in html


def test_publishers_are_offered(pages: Pages) -> None:
    """The filter offers who published something, most first, escaped."""
    html = pages.text("/publishers")
    assert re.findall(r'value="([^"]*)"', html)[:2] in (
        ["صحيفة الوادي", "راديو السهل"], ["راديو السهل", "صحيفة الوادي"]
    )  # fmt: skip
    assert "<i>" not in html


def test_arrivals_are_counted(pages: Pages) -> None:
    """An open inbox can ask how many reports came since it was shown."""
    newest = re.search(r'data-newest="(\d+)"', pages.text("/"))
    assert newest
    assert pages.get(f"/arrived?after={newest[1]}").json() == {"reports": 0}
    put(pages.archive, strike(78))
    assert pages.get(f"/arrived?after={newest[1]}").json() == {"reports": 1}
    assert pages.get("/arrived?after=99999999999999999999").status_code == 200
    assert pages.get("/arrived?after=x").status_code == 404


def test_a_title_cut_within_a_sentence_hides_none_of_it() -> None:
    """Where the title is the beginning of the first sentence, the snippet does not begin in the middle of a word."""
    text = "قصفت طائرة حربية سوق المدينة صباح السبت وأصابت ثلاثة"
    hit = Hit(
        page=1, reading=1, source="a", url=None, publisher=None, title=text[:20], published=None, score=0.0, text=text,
        marks=(), snippet=(0, 40), events=(),
    )  # fmt: skip
    assert snippet_of(hit).startswith("قصفت طائرة")
    below = f"{text}\n\nنص الخبر بعد العنوان"
    whole = replace(hit, title=text, text=below, snippet=(0, 40))
    assert snippet_of(whole) == "نص الخبر بعد العنوان"
