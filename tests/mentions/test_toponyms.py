"""Places in a text: from the gazetteer, and by a head noun alone."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from naming import candidates_of


def places(raw: str, lexicon: Lexicon) -> list[str]:
    """The places found by name, in order."""
    return [c.text for c in candidates_of(raw, lexicon) if c.kind in ("place", "facility") and c.form == "name"]


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("أصيبت امرأة في قرية أم السنابل جنوبي منبج", ["أم السنابل", "منبج"]),
        ("دخلت القوة بلدتي سرمين وبنش", ["سرمين", "بنش"]),
        ("تعرضت الهيشة في ريف الرقة للقصف", ["الهيشة", "الرقة"]),
        ("نزح سكان #كفر_نوران أمس", ["كفر_نوران"]),
        ("احتشد الأهالي في مخيم “السنديان الأخضر” للنازحين", ["مخيم “السنديان الأخضر”"]),
        ("عاد الهدوء إلى إدلب وحماة وحمص", ["إدلب", "حماة", "حمص"]),
        ("انفجر لغم قرب سد تشرين", ["سد تشرين"]),
        ("#مجزرة_الباب أوقعت ضحايا", ["الباب"]),
        ("غارة على منطقة السهل الأخضر بريف درعا", ["السهل الأخضر", "درعا"]),
        ("اجتماع في إقليم شمال وشرق سوريا", []),
        ("مواقع للمعارضة في بلدة سرمين", ["سرمين"]),
        ("انسحبوا من اللواء 61 فجرا", ["اللواء 61"]),
        ("سقط صاروخ على أربيل", ["أربيل"]),
        ("هدموا خيام تجمع الخان الأحمر فجرا", ["تجمع الخان الأحمر"]),
    ],
)
def test_found(raw: str, wanted: list[str], lexicon: Lexicon) -> None:
    """Head nouns, lists, stated relations, hashtags, quoted names and fame each make a place, exactly spanned."""
    assert places(raw, lexicon) == wanted


@pytest.mark.parametrize(
    "raw",
    [
        "فتح الحارس الباب ثم أغلقه",
        "حضر الحفل أبو أنس الحلبي وحده",
        "توترت العلاقة بين عشيرة البورحمة وجيرانها",
        "تقع في قرية صغيرة نائية",
        "لجأوا إلى مخيم للنازحين",
        "أكل من منزل جده الخبز",
        "بكى لأن فرقه خسرت",
        "نشروا صور الحفل كاملة",
        "باشرت مدينة ملاهي عملها",
        "رضي الرجل بقضاء الله وقدره",
        "تتعثر جهود إحياء الاتفاق",
        "تقع الكلية في مدينة الملك عبدالعزيز",
        "وتجمع الأهالي أمام المبنى",
        "القرار سهّل التنقل عليهم",
        "ترشح لولايةٍ أولى",
        "نقلوا الذخائر إلى ساحة المعركة",
        "تراجعت أسعار سوق النفط",
        "عقدا اجتماعا على أن يلتقيا لاحقا في عدة مدن على أن تنتهي",
    ],
)
def test_not_found(raw: str, lexicon: Lexicon) -> None:
    """Ordinary words, nisbas, clans and descriptions are no places."""
    assert places(raw, lexicon) == []


def test_a_name_proved_once_is_believed_elsewhere(lexicon: Lexicon) -> None:
    """What a head noun has shown to be a place is one where it stands alone."""
    raw = "قصفت المدفعية بلدة الجديدة صباحا. ثم هدأت الجديدة مساء."
    assert places(raw, lexicon) == ["الجديدة", "الجديدة"]


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("قصف على بلدات وقرى سرمين والنيرب", ["سرمين", "النيرب"]),
        ("غارات على منطقة النبع الأزرق، في ريف جسر الشغور", ["النبع الأزرق", "جسر الشغور"]),
        ("وقف أمام منزله في دمشق", ["دمشق"]),
        ("استهدفوا قرى سرمين، ومحيط تفتناز", ["سرمين", "تفتناز"]),
        ("كان في حلب، أغار على جاره", ["حلب"]),
    ],
)
def test_lists_and_possessed_nouns(raw: str, names: list[str], lexicon: Lexicon) -> None:
    """Nouns of place joined by و, a name located after a comma, a noun that is somebody's, a verb after a place."""
    sure = [c for c in candidates_of(raw, lexicon) if c.form == "name" and c.rule != "mention.place.located"]
    assert [c.text for c in sure] == names


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("وصلوا إلى ريف تل أبيضأصيب رجلان", "تل أبيض"),
        ("وقع الحادث في مدينة سرمينأصيبت امرأة", "سرمين"),
        ("تستمر المسيرات في مدينة سرمينضد القرار", "سرمين"),
        ("شهدت مدينة سرمينتظاهرات حاشدة", "سرمين"),
        ("وقع الحادث في حي السندياناتفي ساعة متأخرة من حي السنديانات", "السنديانات"),
    ],
)
def test_a_name_ends_where_the_next_word_is_written_onto_it(raw: str, text: str, lexicon: Lexicon) -> None:
    """A lost blank or line end joins a place's name to a verb or preposition; the name is read without it."""
    assert candidates_of(raw, lexicon)[0].text == text


def test_a_quoted_name_is_without_its_blanks(lexicon: Lexicon) -> None:
    """Blanks inside quotation marks are no part of a name."""
    assert candidates_of("وصلوا إلى قرية “ السنديانات “ أمس", lexicon)[0].text == "السنديانات"
