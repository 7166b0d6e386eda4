"""Lines with a colon: who stands before it speaks, unless it is a place, a topic or a signature."""

from __future__ import annotations

import pytest

from sayings import said


@pytest.mark.parametrize(
    ("line", "speaker", "content"),
    [
        ("تحديث 3: الدفاع المدني: انتشال جثتين من تحت الركام", "الدفاع المدني", "انتشال جثتين من تحت الركام"),
        ("زلزال الساحل.. وزارة الداخلية: ارتفاع عدد القتلى", "وزارة الداخلية", "ارتفاع عدد القتلى"),
        ("صحة نينوى: 20 إصابة جديدة", "صحة نينوى", "20 إصابة جديدة"),
        ("شاهد عيان: سمعنا انفجارين", "شاهد عيان", "سمعنا انفجارين"),
    ],
)
def test_speaker(line: str, speaker: str, content: str) -> None:
    """A number, a topic before dots or a branch before a place leave the speaker where it stands."""
    (found,) = said(line)
    assert (found.speaker, found.content) == (speaker, content)


@pytest.mark.parametrize("line", ["الناطق باسم اللواء: العقيد أبو أحمد", "جنوب الفرات: اشتباكات بين العشائر"])
def test_no_speaker(line: str) -> None:
    """Who signs says nothing by that, and a stretch of land says nothing at all."""
    assert said(line) == []


def test_no_truth() -> None:
    """لا صحة لـ after the colon denies what follows."""
    (found,) = said("بلدية الرستن: لا صحة لخبر قطع المياه")
    assert (found.act, found.content) == ("deny", "لخبر قطع المياه")


def test_a_colon_that_a_verb_has_taken() -> None:
    """The outlet spoken to before a verb's colon is no second speaker."""
    (found,) = said("وقال الأمير سامر في مقابلة مع وكالة الساحل: «سأعود إلى البلدة».")
    assert (found.speaker, found.via) == ("سامر", ("الساحل",))


@pytest.mark.parametrize(
    ("line", "content"),
    [
        ("وزير النقل: الطريق مفتوح.. والجسر آمن", "الطريق مفتوح.. والجسر آمن"),
        ("وزير النقل: الطريق مفتوح.. والشرطة تحذر من السيول", "الطريق مفتوح"),
    ],
)
def test_dots_in_the_headline(line: str, content: str) -> None:
    """What dots join to a speaker's words in the headline is the speaker's, unless someone else speaks there."""
    assert said(f"{line}\n\nوصلت الفرق إلى المكان صباح اليوم.")[0].content == content


def test_a_venue_before_the_colon() -> None:
    """Where a body speaks may stand between it and the colon."""
    (found,) = said("مديرية المياه على فيسبوك: ضخ المياه يعود غدا")
    assert (found.speaker, found.content) == ("مديرية المياه", "ضخ المياه يعود غدا")


def test_a_country_that_speaks() -> None:
    """A country before the colon speaks where the words behind it are ours."""
    (found,) = said("الأردن: موقفنا من الحدود ثابت")
    assert (found.speaker, found.content) == ("الأردن", "موقفنا من الحدود ثابت")
    assert said("الأردن: إغلاق الحدود ثلاثة أيام") == []


def test_a_province_before_the_colon() -> None:
    """محافظة حلب: is where it happened, unless the province itself denies."""
    assert said("محافظة حلب: أصيب عامل في انهيار جدار") == []
    assert said("محافظة حلب: لا صحة لخبر قطع المياه")[0].act == "deny"


def test_the_next_who_speaks_in_a_headline() -> None:
    """A headline joins its speakers by و without a comma; a name may hold the spelling of a preposition."""
    first, second, third = said(
        "رئيس الحكومة: توصلنا إلى حل والمعارضة تصفه بالخدعة\n"
        "وأكد رئيس الحكومة الأسبق بن علي يلدريم أن الإضراب انتهى بعد ثلاثة أيام من المفاوضات في العاصمة."
    )
    assert (first.content, second.speaker) == ("توصلنا إلى حل", "المعارضة")
    assert third.content.startswith("الإضراب انتهى")


@pytest.mark.parametrize(
    ("text", "via"),
    [("عاجل | مصدر طبي للجزيرة: وصول جرحى إلى المشفى", "الجزيرة"), ("مصادر للأناضول: إغلاق الجسر", "الأناضول")],
)
def test_an_agency_spoken_to_in_a_headline(text: str, via: str) -> None:
    """An agency that serves others, named with ل before the colon, hands the words on."""
    (found,) = said(text)
    assert found.via == (via,)
