"""What comes in stretches: boxes, windows, repeats, tails; and lists of names, which are none of them."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from khabar.objects import Page, Report
from khabar.pages import read_page

REPORT = [
    "قصف على سوق البلدة",
    "أعلن المجلس المحلي مقتل أربعة مدنيين في قصف على سوق البلدة صباح اليوم الأحد.",
    "وقال مسعف إن تسعة جرحى نقلوا إلى نقطة طبية قريبة، وإن حالة ثلاثة منهم خطرة.",
    "وأغلق الأهالي مداخل السوق خوفا من تجدد القصف، فيما غادرت عشرات العائلات بيوتها.",
]
NAMES = ["حسن علي الناصر", "رنا الخطيب", "الطفل عمر رنا الخطيب", "سالم الأمين"]
TEASERS = [
    "المجلس المحلي يفتتح مدرسة جديدة في الحي",
    "الأمطار تقطع طريق السوق يومين كاملين",
    "أسعار الوقود ترتفع للمرة الثالثة هذا الشهر",
]


def read(lexicon: Lexicon, *lines: str) -> Report:
    """The report of these lines."""
    return read_page(Page("\n\n".join([*REPORT, *lines]), "a", "text"), lexicon)


@pytest.mark.parametrize("announced", [(), ("وفيما يلي أسماء القتلى كما وثقها المجلس:",)])
@pytest.mark.parametrize("after", [(), ("مقالات ذات صلة", *TEASERS)])
def test_a_list_of_names_is_kept(lexicon: Lexicon, announced: tuple[str, ...], after: tuple[str, ...]) -> None:
    """The dead at the end of a report stay in it, announced or not, whatever the site prints below them."""
    report = read(lexicon, *announced, *NAMES, *after)
    for name in NAMES:
        assert name in report.text
    assert not any(teaser in report.text for teaser in TEASERS)


def test_headlines_under_a_report_go(lexicon: Lexicon) -> None:
    """Three headlines in a row below paragraphs that all end in a full stop are other reports'; two may be anything."""
    assert not any(teaser in read(lexicon, *TEASERS).text for teaser in TEASERS)
    assert all(teaser in read(lexicon, *TEASERS[:2]).text for teaser in TEASERS[:2])


def test_a_box_in_the_middle_ends_where_the_report_goes_on(lexicon: Lexicon) -> None:
    """Related headlines between two paragraphs go, the paragraph after them stays."""
    last = "ولم تعلن أي جهة مسؤوليتها عن القصف حتى مساء اليوم."
    report = read(lexicon, "اقرأ أيضا", *TEASERS, last)
    assert report.text.endswith(last) and TEASERS[0] not in report.text


def test_a_count_of_comments_above_a_report_opens_nothing(lexicon: Lexicon) -> None:
    """ "0 Comments" under the headline is no comment section."""
    report = read_page(Page("\n\n".join([REPORT[0], "0 Comments", *REPORT[1:]]), "a", "text"), lexicon)
    assert all(paragraph in report.text for paragraph in REPORT)


def test_a_window_takes_what_stands_between_its_mark_and_its_call(lexicon: Lexicon) -> None:
    """Between × and the call to give, everything is the appeal's; the report above is not touched."""
    report = read(lexicon, "×", "الخبر الحر لا يأتي مجانا..", "اضغط هنا للتبرع")
    assert [f.kind for f in report.furniture] == ["close", "donation", "donation"]
    assert all(paragraph in report.text for paragraph in REPORT)


def test_a_preview_goes_and_the_whole_stays(lexicon: Lexicon) -> None:
    """A paragraph that breaks off and stands whole below is read once, whole."""
    report = read_page(Page(f"{REPORT[1][:60]}...\n\n{REPORT[1]}\n\n{REPORT[2]}", "a", "text"), lexicon)
    assert report.text == f"{REPORT[1]}\n\n{REPORT[2]}"
