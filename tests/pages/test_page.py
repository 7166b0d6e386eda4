"""Pages into reports: one fixture a template, named after what is hard in it, and the laws every report keeps."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.lexicon import Lexicon
from khabar.objects import Page, Report
from khabar.pages import read_page

FIXTURES = Path(__file__).parent.parent / "fixtures" / "pages"


@dataclass(frozen=True)
class Wanted:
    """What a careful reader finds on a fixture. `body` are the first words of each lead, body and list part."""

    title: str | None
    date: str | None
    body: tuple[str, ...]
    byline: str | None = None
    captions: tuple[tuple[str, str | None], ...] = ()
    out: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    publisher: str | None = None
    agency: str | None = None


WANTED = {
    "wordpress-caption-paragraph-and-related-in-body.html": Wanted(
        "توقف محطة المياه في ريف البلدة", "2019-03-11", ("توقفت محطة", "وقال رئيس", "ولم تعلن"),
        captions=(("عمال الصيانة أمام المحطة بعد إصابتها – 10 آذار 2019", "صوت الضفة"),),
        out=("تبرع الآن", "أزمة الوقود", "عدد المشاهدات", "مقالات ذات صلة", "الأمطار تقطع", "اترك تعليق", "ع ع ع"),
        tags=("مياه", "قصف"), publisher="صوت الضفة",
    ),
    "jsonld-graph-utc-stamp-before-midnight.html": Wanted(
        "إجلاء عشرات الجرحى من المدينة القديمة", "2017-07-01", ("أجلت فرق", "وأوضحت متحدثة", "ونفى قائد"),
        byline="سلمى الناصر", captions=(("سيارة إسعاف تغادر الحي", "أ ف ب"),),
        out=("تاريخ المدينة", "اشترك في", "اتفق الطرفان", "المصدر"), tags=("إجلاء", "المدينة القديمة"),
        publisher="الأفق",
    ),
    "live-blog-only-in-jsonld.html": Wanted(
        "تغطية مباشرة: احتجاجات العاصمة", "2019-10-29",
        ("إعادة فتح الجسر", "فتحت قوات", "وقال ضابط", "بدأ المحتجون"), out=("جاري التحميل", "<p>"),
    ),
    "div-paragraphs-no-metadata-saved-on-another-day.html": Wanted(
        "ألغام تغلق طريق القرية أمام المزارعين", "2018-08-07", ("أغلق المجلس", "وقال عضو", "وأسفر الانفجار"),
        byline="يوسف الأحمد", captions=(("لوحة تحذر من الألغام عند مدخل القرية", "مها عيسى"),),
        out=("حجم الخط", "نسخة للطباعة", "الله يحمي", "سيول تجتاح", "جميع الحقوق", "٩ آب"),
    ),
    "drupal-date-in-article-footer-tunisian-month.html": Wanted(
        "إضراب في الميناء التجاري", "2019-06-20", ("دخل عمال", "وأكد كاتب", "ورفض المضربون"),
        byline="آمال الطرابلسي", out=("استمارة البحث", "24 جوان", "إضافة تعليق"),
    ),
    "only-an-update-date.html": Wanted(
        "قافلة طبية تصل إلى المخيم", None, ("وصلت قافلة", "وقال مدير"), out=("آخر تحديث",)
    ),
    "amp-with-sidebar-and-ads.html": Wanted(
        "هدوء حذر على الجبهة الجنوبية", "2020-01-17", ("يسود هدوء", "وأفاد شهود"),
        captions=(("حاجز عند مدخل البلدة", "رويترز"),), out=("عطور", "القائمة", "القصة الكاملة"),
    ),
    "paywall-stub.html": Wanted(
        "وثائق تكشف صفقات المرفأ", "2021-02-03", ("حصلت الصحيفة",), byline="رامي خوري", out=("للمشتركين", "اشترك الآن")
    ),
    "screen-reader-labels-before-captions.html": Wanted(
        "أمطار غزيرة تقطع الطريق الجبلي", "2022-12-05", ("قطعت أمطار", "وقالت هيئة", "ودعت السلطات"),
        captions=(("شاحنات عالقة عند الممر الجبلي", "Reuters"),), out=("صدر الصورة", "أسعار القمح", "نهاية"),
    ),
    "comments-longer-than-the-report.html": Wanted(
        "انقطاع الكهرباء عن المدينة", "2014-08-02", ("انقطعت الكهرباء", "وأعلنت المؤسسة"), byline="لينا حداد",
        out=("والله تعبنا", "شكرا على", "المحطة قديمة"),
    ),
    "microdata-article-body-and-newsletter-inside.html": Wanted(
        "مقتل صياد برصاص زورق حربي", "2015-11-08", ("عمان (بترا)", "وقالت النقابة", "ولم يصدر"), byline="نادر شاهين",
        out=("سجل بريدك", "موسم الزيتون"), agency="بترا",
    ),
    "breaks-instead-of-paragraphs.html": Wanted(
        "قصف يطال سوق الخضار", "2014-03-09", ("طال قصف", "وقال مسعف", "وأغلق الأهالي"),
        captions=(("السوق بعد ساعة من القصف", "زياد منصور"),), out=("طباعة", "الصفحة الأولى", "شركة المدى"),
    ),
    "subheadings-and-list-of-names.html": Wanted(
        "حصيلة أسبوع من القصف على البلدات الأربع", "2016-02-20",
        ("ثلاثة وعشرون", "البلدة الأولى", "خرج مشفى", "ووثق", "حسن", "رنا", "الطفل", "نزوح", "وغادرت"),
        byline="مروان سليم", tags=("حصيلة", "قصف"),
    ),
    "related-links-in-bold-inside-the-body.html": Wanted(
        "الأوقاف تعلن خطة إعمار المساجد المتضررة", "2020-01-01", ("أعلنت وزارة", "وقال وكيل", "وأضاف أن"),
        byline="محمد السيد", captions=(("مسجد متضرر في الحي القديم", "أرشيفية"),),
        out=("موضوعات متعلقة", "افتتاح مسجد", "لجنة لحصر", "الجمعة 03", "طباعة", "أسعار الذهب"),
        tags=("وزارة الأوقاف", "إعمار المساجد"),
    ),
    "hijri-and-gregorian-day-in-one-line.html": Wanted(
        "مؤتمر المانحين يجمع ثلث المبلغ المطلوب", "2016-05-25",
        ("الأمم المتحدة تقول", "جمع مؤتمر", "وقال منسق", "وتخشى"), byline="سمية الراوي",
        captions=(("قاعة المؤتمر قبل الجلسة الختامية", "إ.ب.أ"),), out=("شَعبان", "المزيد من", "لندن"),
    ),
    "dateline-in-its-own-paragraph-and-follow-us-at-the-end.html": Wanted(
        "تسليم مساعدات إلى أهالي القرى الجبلية", "2021-01-14", ("سلمت لجنة", "وأوضح رئيس"), byline="هدى سليم",
        out=("تلغرام", "2021"), agency="سانا",
    ),
    "names-of-the-dead-below-the-last-sentence.html": Wanted(
        "ضحايا القصف على حي البستان", "2015-05-03",
        ("قتل خمسة", "وقالت غرفة", "أسماء القتلى", "حسن", "رنا", "الطفل", "هدى", "سالم"),
        out=("واتساب", "يشيع ضحاياه", "الرئيسية"),
    ),
    "facebook-post-saved-as-text.txt": Wanted(
        None, "2022-03-03", ("قصف مدفعي",), byline="شبكة أخبار الوادي",
        out=("All reactions", "الله يلطف", "Shared with"), tags=("الوادي الشرقي", "عاجل"),
    ),
    "x-post-saved-as-text.txt": Wanted(
        None, "2023-05-06", ("شـ.ـنت طائرة", "قتيلان"), byline="مراسل الوادي",
        out=("Views", "10:42", "الله يرحمهم", "@"), tags=("النهر",),
    ),
    "old-tweet-with-replies-saved-as-text.txt": Wanted(
        None, None, ("جرحى في قصف",), byline="مراسل الوادي", out=("Embed", "pic.twitter", "الله يشفيهم"),
        tags=("النهر",),
    ),
    "telegram-widget-saved-as-text.txt": Wanted(
        None, "2023-12-18", ("#الوادي",), byline="الوادي نت - Wadi Net",
        out=("t.me", "views", "Widget"), tags=("الوادي",),
    ),
    "menu-and-share-words-between-body-lines.txt": Wanted(
        "مسيّرة تستهدف محطة وقود شمالي الناحية", "2023-06-12", ("استهدفت طائرة", "وقال شاهد", "ولم تعلن"),
        byline="سالم الأمين، هدى الأمين", captions=(("محطة الوقود بعد الاستهداف – 12 حزيران 2023", "صوت الضفة"),),
        out=("الرئيسية", "فيسبوك", "حريق في سوق", "الله يرحمهم", "9:32"),
    ),
}  # fmt: skip


def report_of(name: str, lexicon: Lexicon) -> Report:
    """The report of a fixture, with nothing given."""
    return read_page(Page((FIXTURES / name).read_bytes(), name), lexicon)


def body(report: Report) -> list[str]:
    """The texts of lead, body and list parts."""
    return [report.text[p.start : p.end] for p in report.parts if p.kind in ("lead", "body", "list")]


@pytest.mark.parametrize("name", sorted(WANTED))
def test_a_template_is_read_as_a_careful_reader_reads_it(lexicon: Lexicon, name: str) -> None:
    """Headline, day, paragraphs in order, author, captions with credits, tags; and nothing of the site's furniture."""
    report, wanted = report_of(name, lexicon), WANTED[name]
    assert report.title == wanted.title
    assert report.published.date == wanted.date
    paragraphs = body(report)
    assert len(paragraphs) == len(wanted.body), paragraphs
    for paragraph, start in zip(paragraphs, wanted.body, strict=True):
        assert paragraph.startswith(start)
    assert report.byline == wanted.byline
    assert tuple((c.text, c.credit) for c in report.captions) == wanted.captions
    for words in wanted.out:
        assert words not in report.text
    assert report.tags == wanted.tags
    assert wanted.publisher in (None, report.publisher)
    assert wanted.agency in (None, report.agency)
    assert report.language == "ar"


def test_every_fixture_is_expected(lexicon: Lexicon) -> None:
    """No fixture lies there unread, and twelve templates at least are covered."""
    names = {p.name for p in FIXTURES.iterdir()}
    assert names == set(WANTED)
    assert len([n for n in names if n.endswith(".html")]) >= 12


def test_a_paywall_is_said(lexicon: Lexicon) -> None:
    """A stub before a paywall is read, and marked as one."""
    assert any("paywall" in w for w in report_of("paywall-stub.html", lexicon).warnings)


def test_an_update_bounds_the_day_and_is_not_it(lexicon: Lexicon) -> None:
    """Where a page says only when it was updated, the day of publication stays unknown and lies not after that."""
    published = report_of("only-an-update-date.html", lexicon).published
    assert (published.date, published.basis, published.not_after) == (None, "unknown", "2018-02-14")


def test_both_dates_are_kept_with_the_reason(lexicon: Lexicon) -> None:
    """A UTC stamp before midnight and the printed local day disagree: the printed day counts, both are there."""
    published = report_of("jsonld-graph-utc-stamp-before-midnight.html", lexicon).published
    assert published.basis == "text" and published.time == "01:15+03:00"
    assert {r.date for r in published.readings} == {"2017-06-30", "2017-07-01"}
    assert published.reason and "UTC" in published.reason


def test_furniture_has_its_kind(lexicon: Lexicon) -> None:
    """What was dropped is there with what it is."""
    report = report_of("wordpress-caption-paragraph-and-related-in-body.html", lexicon)
    kinds = {f.kind for f in report.furniture}
    assert {"donation", "navigation", "text_size", "related", "tags", "share", "comments", "close"} <= kinds


def test_a_given_date_and_publisher_outrank_the_page(lexicon: Lexicon) -> None:
    """What the caller states holds; what the page says against it is kept among the readings."""
    data = (FIXTURES / "amp-with-sidebar-and-ads.html").read_bytes()
    report = read_page(Page(data, "a", published="2020-01-19", publisher="نبأ"), lexicon)
    assert (report.published.date, report.published.basis, report.publisher) == ("2020-01-19", "given", "نبأ")
    assert "2020-01-17" in {r.date for r in report.published.readings}


def test_a_given_date_in_another_year_than_the_page_prints_is_a_slip(lexicon: Lexicon) -> None:
    """A post stamped 3 March 2022 was not published on 3 March 2023; another day is the caller's to know."""
    post = "صفحة البلدةMarch 3, 2022 · Shared with Publicانقطع الطريق بعد القصف.All reactions:12LikeComment"
    found = read_page(Page(post, "a", published="2023-03-03"), lexicon).published
    assert (found.date, found.basis) == ("2022-03-03", "text")
    assert {r.date for r in found.readings} == {"2022-03-03", "2023-03-03"}
    assert read_page(Page(post, "a", published="2022-03-04"), lexicon).published.date == "2022-03-04"


def test_a_given_date_that_is_none_is_said_and_not_guessed(lexicon: Lexicon) -> None:
    """What a list calls a date and is none leaves the day to the page, with a warning."""
    report = read_page(Page("خبر", "a", published="في وقت سابق"), lexicon)
    assert report.published.date is None and any("publication date" in w for w in report.warnings)


ONE_LINE = (
    "الرئيسية", "مقالات متعلقة", "ادعم الصحافة المستقلة", "12/06/2023", "كتب: سالم الأمين", "قُتل ثلاثة في القصف.",
    "الحاج أبو سعيد (رويترز)", "camera icon",
)  # fmt: skip


@pytest.mark.parametrize("line", ONE_LINE)
def test_a_text_of_one_line_is_body(lexicon: Lexicon, line: str) -> None:
    """A caller who hands in one line means it: it is never dropped, whatever it looks like."""
    report = read_page(Page(line, "a", "text"), lexicon)
    assert report.text == line and [p.kind for p in report.parts] == ["body"]


def test_line_breaks_and_blanks_stay_where_nothing_is_dropped(lexicon: Lexicon) -> None:
    """A text without furniture keeps its own characters, so that offsets into it hold in the report."""
    text = "أعلن المجلس  إغلاق الطريق يوم الأحد.\nوقال عضو فيه إن الإصلاح بدأ.\n\n\nولم يذكر موعدا لفتحه أمام الشاحنات."
    assert read_page(Page(text, "a", "text"), lexicon).text == text


def test_an_empty_page_and_a_foreign_one_say_so(lexicon: Lexicon) -> None:
    """Nothing readable gives a report that says so, not an error and not a pretence."""
    for data in (b"", b" \n ", b"<html></html>"):
        report = read_page(Page(data, "a"), lexicon)
        assert report.text == "" and report.language is None and report.warnings
    report = read_page(Page("The council closed the bridge on Tuesday.\nNobody was hurt, it said.", "a"), lexicon)
    assert report.language is None and any("not in Arabic" in w for w in report.warnings)


def test_binary_data_is_a_named_error(lexicon: Lexicon) -> None:
    """An image is no report, and the error says what to give instead."""
    with pytest.raises(InputError, match="binary"):
        read_page(Page(b"\x89PNG\r\n\x1a\n" + bytes(300), "a.png"), lexicon)


def test_a_page_over_the_bound_is_cut_and_says_so(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """Size is bounded on the way in and on the way out, each with a warning."""
    monkeypatch.setenv("KHABAR_MAX_PAGE_BYTES", "2000")
    monkeypatch.setenv("KHABAR_MAX_TEXT_CHARS", "500")
    report = read_page(
        Page("\n".join(f"وقال إن الطريق رقم {n} مغلق منذ أمس." for n in range(200)).encode(), "a"), lexicon
    )
    assert len(report.text) <= 500
    assert sum("bound" in w for w in report.warnings) == 2


def test_plain_text_costs_no_html() -> None:
    """Reading a dump imports neither trafilatura nor lxml nor httpx: start-up is what a user waits for."""
    code = (
        "import sys; from khabar.lexicon import load_lexicon; from khabar.objects import Page; "
        "from khabar.pages import read_page; read_page(Page('خبر\\nقال إن الطريق مغلق.', 'a'), load_lexicon()); "
        "sys.exit(any(m in sys.modules for m in ('trafilatura', 'lxml', 'httpx', 'fastwarc')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


LINES = st.lists(
    st.sampled_from(
        ["قال المجلس إن الطريق مغلق منذ أمس بسبب القصف على الجسر.", "مقالات متعلقة", "×", "ع ع ع",
         "ادعم موقعنا", "- بند أول", "افتتاح سوق جديد", "كتب: سالم الأمين", "12/6/2023",
         "السوق بعد القصف (رويترز)", "", "  ", "camera iconالسوق", "#عاجل"]
    ), max_size=14,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_nothing_is_lost_and_nothing_is_invented(lexicon: Lexicon, lines: list[str]) -> None:
    """Every part is a stretch of the text, in order; every line of the dump is in the text, the captions, the furniture
    or the metadata; and reading twice gives the same."""
    raw = "\n".join(lines)
    report = read_page(Page(raw, "a", "text"), lexicon)
    at = 0
    for part in report.parts:
        assert at <= part.start < part.end and not report.text[at : part.start].strip()
        at = part.end
    assert at == len(report.text)
    kept = "\n".join([report.text, *(f.text for f in report.furniture), *(c.text for c in report.captions)])
    for line in lines:
        rest = line.replace("camera icon", "").removesuffix("(رويترز)").strip()
        assert rest in kept
    assert read_page(Page(raw, "a", "text"), lexicon) == report
