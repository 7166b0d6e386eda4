"""Pages nobody would write: each gives a report or a named error, within two seconds and 300 MB.

A usual run tries 2,000; `just fuzz` (the profile of that name in conftest.py) tries 40,000.
"""

from __future__ import annotations

import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.lexicon import Lexicon
from khabar.objects import Page
from khabar.pages import read_page
from spent import within

CASES = 1_000  # of each of the two kinds
SECONDS = 2.0
KILOBYTES = 300_000
FIXTURES = [p.read_bytes() for p in sorted((Path(__file__).parent.parent / "fixtures" / "pages").iterdir())]
FUZZ = settings(
    max_examples=max(CASES, settings().max_examples), deadline=None, suppress_health_check=list(HealthCheck)
)

WORDS = st.sampled_from(
    [
        "قال المجلس إن الطريق الدولي مغلق منذ أمس بسبب القصف على الجسر.", "مقالات ذات صلة", "(رويترز)", "×",
        "25 أيار 2016", "كتب: سالم الأمين", "التعليقات", "\u202e", "\ufeff", "&nbsp;", "&#1575;", "&bogus;", "<", ">",
        '"', "]]>", "\x00", "\x0c", "&#12;", "\ud83d", "#عاجل", "camera icon", "نشر في", "(((((", "     ",
        "\u064b" * 20, "All reactions:", " · Shared with Public",
    ]
) | st.text(max_size=12)  # fmt: skip
NAMES = """html head body div p span a h1 h2 ul li table tr td figure figcaption img br script style article section nav
footer aside time meta title link form iframe svg b font center amp-img noscript template math"""
TAGS = st.sampled_from(NAMES.split())
ATTRIBUTES = st.sampled_from(
    [
        "", " class='caption'", " class=comments", " id=related-posts", " class='entry-title'", " itemprop=articleBody",
        " datetime='2016-05-25T99:99'", " property='article:published_time' content='2016-13-45'", " hidden", " =x",
        " style='display:none'", " type='application/ld+json'", " href='javascript:x'", " role=navigation", " class='",
        " lang=ar",
    ]
)  # fmt: skip


@st.composite
def elements(draw: st.DrawFn) -> str:
    """An element that may be opened and never closed, closed and never opened, or be a mere word."""
    tag, attributes, inner = draw(TAGS), draw(ATTRIBUTES), draw(st.lists(WORDS, max_size=3).map(" ".join))
    return draw(
        st.sampled_from(
            [f"<{tag}{attributes}>{inner}</{tag}>", f"<{tag}{attributes}>{inner}", f"{inner}</{tag}>", inner]
        )
    )


HTML = st.lists(elements(), max_size=25).map("".join)
SPLICE = st.tuples(st.sampled_from(FIXTURES), st.integers(0, 4000), st.integers(0, 400), st.binary(max_size=40))


def broken(case: tuple[bytes, int, int, bytes]) -> bytes:
    """A fixture with a stretch of it replaced by other bytes."""
    data, start, length, insert = case
    start = min(start, len(data))
    return data[:start] + insert + data[start + length :]


def check(data: bytes | str, lexicon: Lexicon) -> None:
    """The promise, for one page."""
    begin = time.process_time()
    try:
        report = read_page(Page(data, "fuzz", published=None), lexicon)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        report.model_dump_json()
        at = 0
        for part in report.parts:
            assert at <= part.start < part.end <= len(report.text)
            at = part.end
    assert time.process_time() - begin < SECONDS


@FUZZ
@given(HTML, st.sampled_from(["utf-8", "cp1256", "utf-16", None]))
def test_any_markup_is_answered(lexicon: Lexicon, html: str, codec: str | None) -> None:
    """Markup of any shape in any encoding."""
    check(html if codec is None else html.encode(codec, "replace"), lexicon)


@FUZZ
@given(SPLICE.map(broken) | st.binary(max_size=400))
def test_any_bytes_are_answered(lexicon: Lexicon, data: bytes) -> None:
    """Real templates with a wound in them, and bytes of no kind at all."""
    check(data, lexicon)


HOSTILE = {
    "deep": "<div>" * 30_000 + "قال إن الطريق مغلق.",
    "wide": "<p>قال إن الطريق مغلق.</p>" * 20_000,
    "one line": "<p>" + "قال إن الطريق مغلق " * 50_000,
    "attributes": "<p " + " ".join(f"a{n}=x" for n in range(20_000)) + ">قال",
    "classes": "".join(f"<div class='c{n} related-{n}'>ق</div>" for n in range(8_000)),
    "entities": "<p>" + "&amp;" * 200_000,
    "brackets": "(" * 400_000,
    "blanks": "قال" + " " * 500_000 + "إن" + "\n" * 200_000 + "ok",
    "dots": "أ." * 250_000,
    "digits": "1/" * 250_000,
    "clocks": "\n".join(["12:30 · Shared with Public"] * 10_000),
    "ats": "@" * 300_000 + "12:30 AM · May 5, 2020",
    "captions": "\n".join(f"الصورة: {n} (رويترز" for n in range(10_000)),
    "json": "<script type='application/ld+json'>" + "[" * 100_000,
    "one box": "<div><img src=x>" + "<p>قال إن الطريق مغلق</p>" * 15_000,
    "roles": "<div class=share>" * 250 + "<p>قال المجلس إن الطريق الدولي مغلق أمام الشاحنات منذ أمس.</p>" * 5_000,
    "headings": "<div><p>قال المجلس إن الطريق مغلق.</p>" + "<h3>مقالات ذات صلة</h3>" * 10_000,
    "tables": "<table><tr><td>" * 3_000 + "قال إن الطريق مغلق.",
    "links": "<a href=x>مقالات</a>" * 20_000,
    "forms": "\ufee3" * 300_000,
    "marks": "ق" + "\u064b" * 500_000,
}


def test_hostile_pages_of_a_megabyte_are_answered_in_time(lexicon: Lexicon) -> None:
    """Depth, width, one endless line, and what makes careless patterns hang: each is linear."""
    read_page(Page("<p>قال إن الطريق مغلق.", "warm"), lexicon)
    for name, text in HOSTILE.items():
        page = Page(text[:1_000_000], name)
        assert within(SECONDS, partial(read_page, page, lexicon)), name


def test_memory_stays_bounded() -> None:
    """A process of its own that reads the largest of them never holds more than 300 MB.

    The peak is the process's own (`VmHWM`): `ru_maxrss` would count the test runner it was forked from.
    """
    code = (
        "import sys; from khabar.lexicon import load_lexicon; from khabar.objects import Page; "
        "from khabar.pages import read_page; read_page(Page(sys.stdin.buffer.read(), 'a'), load_lexicon()); "
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    for name in ("one box", "one line"):
        done = subprocess.run(
            [sys.executable, "-c", code], input=HOSTILE[name].encode(), capture_output=True, check=True
        )
        assert int(done.stdout) < KILOBYTES, name
