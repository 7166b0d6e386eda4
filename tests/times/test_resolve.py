"""Time expressions are found whole and resolved on the day of publication."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchored import bounds, text_of, times_of
from khabar.lexicon import Lexicon
from khabar.objects import Published
from khabar.times import find_dates, find_times
from spent import spent, within

WEDNESDAY = "2016-05-25"

# expression in a sentence of its own, published on Wednesday 25 May 2016: the span, begin, end
RESOLVED = [
    ("وصل الوفد عصر أمس الثلاثاء إلى البلدة", "عصر أمس الثلاثاء", "2016-05-24", "2016-05-24"),
    ("سيطرت القوات على التل ظهر اليوم", "ظهر اليوم", "2016-05-25", "2016-05-25"),
    ("يستمر النزوح منذ مساء أمس", "منذ مساء أمس", "2016-05-24", "2016-05-25"),
    ("أعلن ذلك في آذار الماضي", "آذار الماضي", "2016-03-01", "2016-03-31"),
    ("قال ذلك أول من أمس", "أول من أمس", "2016-05-23", "2016-05-23"),
    ("يبدأ التصويت بعد غد", "بعد غد", "2016-05-27", "2016-05-27"),
    ("قصف الطيران القرية الأحد", "الأحد", "2016-05-22", "2016-05-22"),
    ("جرى ذلك الأربعاء الماضي", "الأربعاء الماضي", "2016-05-18", "2016-05-18"),
    ("سوف يجتمعون الخميس", "الخميس", "2016-05-26", "2016-05-26"),
    ("تعقد الجلسة يوم الجمعة المقبل", "يوم الجمعة المقبل", "2016-05-27", "2016-05-27"),
    ("وقع الحادث في 30 حزيران", "30 حزيران", "2015-06-30", "2015-06-30"),
    ("وقع الحادث في 3 أيار الجاري", "3 أيار الجاري", "2016-05-03", "2016-05-03"),
    ("وقع الحادث في الثالث من الشهر الجاري", "الثالث من الشهر الجاري", "2016-05-03", "2016-05-03"),
    ("تراجع الإنتاج الشهر الماضي", "الشهر الماضي", "2016-04-01", "2016-04-30"),
    ("تراجع الإنتاج العام الماضي", "العام الماضي", "2015-01-01", "2015-12-31"),
    ("وصلوا قبل ثلاثة أيام", "قبل ثلاثة أيام", "2016-05-22", "2016-05-22"),
    ("وصلوا قبل نحو أسبوعين", "قبل نحو أسبوعين", "2016-05-09", "2016-05-15"),
    ("بني قبل ثمانية أشهر", "قبل ثمانية أشهر", "2015-09-01", "2015-09-30"),
    ("قتل عشرة خلال الأيام الثلاثة الماضية", "الأيام الثلاثة الماضية", "2016-05-22", "2016-05-25"),
    ("انقطع الماء خلال الساعات الـ24 الماضية", "الساعات الـ24 الماضية", "2016-05-24", "2016-05-25"),
    ("هم محاصرون منذ أكثر من سنتين", "منذ أكثر من سنتين", "2014-05-25", "2016-05-25"),
    ("استمر القصف من 20 حتى 23 من أيار الجاري", "من 20 حتى 23 من أيار الجاري", "2016-05-20", "2016-05-23"),
    ("جرى القصف بين 3 و5 نيسان", "بين 3 و5 نيسان", "2016-04-03", "2016-04-05"),
    ("منذ بداية العام وحتى الآن قتل كثيرون", "منذ بداية العام وحتى الآن", "2016-01-01", "2016-05-25"),
    ("جرى ذلك خلال النصف الأول من العام الماضي", "النصف الأول من العام الماضي", "2015-01-01", "2015-06-30"),
    ("نزحوا في صيف العام الماضي", "صيف العام الماضي", "2015-06-01", "2015-08-31"),
    ("هاجروا في الثمانينات", "الثمانينات", "1980-01-01", "1989-12-31"),
    ("شهد القرن العشرين حروبا", "القرن العشرين", "1901-01-01", "2000-12-31"),
    ("أغاروا بعد منتصف ليل الإثنين على القرية", "بعد منتصف ليل الإثنين", "2016-05-23", "2016-05-23"),
    ("وقع الانفجار الساعة 8:30 من صباح اليوم", "الساعة 8:30 من صباح اليوم", "2016-05-25T08:30", "2016-05-25T08:30"),
    ("وقع الانفجار الساعة الخامسة مساء أمس", "الساعة الخامسة مساء أمس", "2016-05-24T17:00", "2016-05-24T17:00"),
    (
        "وقع عند الرابعة إلا عشر دقائق فجر السبت",
        "الرابعة إلا عشر دقائق فجر السبت",
        "2016-05-21T03:50",
        "2016-05-21T03:50",
    ),
    ("جرى ذلك يومي 14 و15 نيسان", "يومي 14 و15 نيسان", "2016-04-14", "2016-04-15"),
    ("بين عامي 2011 و2013 نزح كثيرون", "بين عامي 2011 و2013", "2011-01-01", "2013-12-31"),
    ("في 1 رمضان 1437 هـ صاموا", "1 رمضان 1437 هـ", "2016-06-06", "2016-06-06"),
    ("سينتهي ذلك قبل يوم الأحد المقبل", "يوم الأحد المقبل", "2016-05-29", "2016-05-29"),
    ("يسري القرار اعتبارا من الخميس", "اعتبارا من الخميس", "2016-05-19", None),
    ("قصفوا الحي في أيار 20, 2016 وانسحبوا", "أيار 20, 2016", "2016-05-20", "2016-05-20"),
    ("قتل ثلاثة اليوم في القرية", "اليوم", "2016-05-25", "2016-05-25"),
    ("نزح في أبريل 2,000 شخص", "أبريل", "2016-04-01", "2016-04-30"),
    ("ابتداء من 5 حزيران 2016 يفتح المعبر", "ابتداء من 5 حزيران 2016", "2016-06-05", None),
    (
        "سقطت القذيفة عند الساعة (23:45) من مساء الجمعة",
        "الساعة (23:45) من مساء الجمعة",
        "2016-05-20T23:45",
        "2016-05-20T23:45",
    ),
    (
        "قصفوا الحي في الساعة 2:30 ليلة الإثنين - الثلاثاء",
        "الساعة 2:30 ليلة الإثنين - الثلاثاء",
        "2016-05-24T02:30",
        "2016-05-24T02:30",
    ),
    (
        "قصفوا الحي في الساعة 11:30 ليلة الإثنين - الثلاثاء",
        "الساعة 11:30 ليلة الإثنين - الثلاثاء",
        "2016-05-23T23:30",
        "2016-05-23T23:30",
    ),
    (
        "داهموا البيت الواحدة والنصف بعد منتصف ليل الأربعاء",
        "الواحدة والنصف بعد منتصف ليل الأربعاء",
        "2016-05-25T01:30",
        "2016-05-25T01:30",
    ),
    ("بعد هجمات 11 أيلول تغير العالم", "11 أيلول", "2001-09-11", "2001-09-11"),
]


@pytest.mark.parametrize(("raw", "span", "begin", "end"), RESOLVED)
def test_expressions_are_one_span_with_its_days(
    lexicon: Lexicon, raw: str, span: str, begin: str, end: str | None
) -> None:
    """Composed expressions are one span, resolved on the day of publication."""
    times = times_of(raw, WEDNESDAY, lexicon)
    assert [(t.text, bounds(t), t.resolved) for t in times] == [(span, (begin, end), True)]
    assert raw[times[0].start : times[0].end] == span


@pytest.mark.parametrize(
    "raw",
    [
        "اعتقلوه قبل أيام",
        "انقطع الاتصال خلال الساعات الماضية",
        "هم كذلك منذ عقود",
        "استمر القصف ثلاث ساعات",
        "توفي بعد شهرين من احتجازه",
        "يقصفون القرية كل يوم",
        "يجتمعون أسبوعيا",
        "أغاروا عليها ليلا",
        "8:40 : غارة على أطراف القرية",
        "حوصرت القرية عاما كاملا",
    ],
)
def test_vague_times_lengths_and_sets_are_found_and_left_open(lexicon: Lexicon, raw: str) -> None:
    """What no calendar can place is marked, and not placed."""
    times = times_of(raw, WEDNESDAY, lexicon)
    assert len(times) == 1 and not times[0].resolved and times[0].interval is None


@pytest.mark.parametrize(
    "raw",
    [
        "انسحبت دوريات من اللواء 93",
        "صدر القرار 2254 عن مجلس الأمن",
        "أطلقت صواريخ غراد 122",
        "وصلت إلى سد تشرين",
        "انتشرت في حي تشرين",
        "قال نائب من قوى 14 آذار",
        "أحيا السكان ذكرى يوم الأرض",
        "قتل أحمد العلي (49 عاماً)",
        "كان عمره 15 عاما",
        "قصف لليوم الثالث على التوالي",
        "في القرن الأفريقي",
        "قال لقناة روسيا اليوم",
        "حددوا ساعة الصفر",
        "فاز الفريق (2-2) على ضيفه",
        "قال رجب طيب في كلمته",
        "سيارة نيسان بيضاء",
        "قتل أب وابنه",
        "خرج أكثر من 2000 مشارك",
        "استقبل الشيخ سالم الجابر الصباح الوفد",
        "قال مصدر لموقع نينوى الغد",
    ],
)
def test_names_ages_and_numbers_are_no_times(lexicon: Lexicon, raw: str) -> None:
    """Units, resolutions, weapons, places, camps and ages that look like dates are left alone."""
    assert [t.text for t in times_of(raw, WEDNESDAY, lexicon)] == []


def test_a_weekday_that_contradicts_the_day_is_kept_as_two_readings(lexicon: Lexicon) -> None:
    """اليوم الجمعة on a Wednesday names the conflict and keeps the other reading."""
    time = times_of("أعلن البيان اليوم الجمعة", WEDNESDAY, lexicon)[0]
    assert time.conflict and time.alternatives and time.resolved
    assert {bounds(time), *[(a.interval.begin, a.interval.end) for a in time.alternatives if a.interval]} == {
        ("2016-05-25", "2016-05-25"),
        ("2016-05-27", "2016-05-27"),
    }


def test_a_mistyped_year_yields_to_weekday_and_publication(lexicon: Lexicon) -> None:
    """اليوم الأربعاء 25 أيار 2015 in 2016 is the day of publication, with the typed one kept."""
    time = times_of("أعلن البيان اليوم الأربعاء (25 أيار 2015)", WEDNESDAY, lexicon)[0]
    assert bounds(time) == ("2016-05-25", "2016-05-25") and time.conflict


def test_times_inside_direct_speech_are_marked(lexicon: Lexicon) -> None:
    """Inside quotation marks the day of publication anchors, and the time says that it is reported."""
    inside, outside = times_of("قال: “وصلنا أمس إلى البلدة” وذلك في اتصال اليوم", WEDNESDAY, lexicon)
    assert inside.reported and inside.resolved and not outside.reported


RELATIVE = [
    "أمس",
    "اليوم",
    "غدا",
    "أول من أمس",
    "الأربعاء",
    "الخميس الماضي",
    "يوم الجمعة المقبل",
    "الشهر الماضي",
    "العام الجاري",
    "الأسبوع المقبل",
    "آذار الماضي",
    "24 أيار",
    "الثالث من الشهر الجاري",
    "صيف العام الماضي",
    "قبل ثلاثة أيام",
    "منذ أسبوعين",
    "منذ مساء أمس",
    "الساعات الـ24 الماضية",
    "نهاية الأسبوع",
    "القرن الماضي",
    "عصر أمس الثلاثاء",
    "شهر رمضان",
    "حتى أمس",
    "من 3 حتى 9 من نيسان",
    "بين 3 و5 آذار",
    "الليلة الماضية",
    "مطلع العام",
    "الربع الأول من العام الجاري",
]


@given(
    first=st.sampled_from(RELATIVE), second=st.sampled_from(RELATIVE), verb=st.sampled_from(["قصفوا", "سيصلون", "وصلت"])
)
def test_nothing_relative_is_resolved_without_an_anchor(lexicon: Lexicon, first: str, second: str, verb: str) -> None:
    """Without a day of publication no relative time gets a day, whatever stands beside it."""
    for time in times_of(f"{verb} البلدة {first} ثم غادروها {second}.", None, lexicon):
        assert not time.resolved and time.interval is None


def test_absolute_dates_need_no_anchor(lexicon: Lexicon) -> None:
    """A full date is resolved also where the page has none."""
    assert bounds(times_of("في 5 آذار 2013 قصفوا البلدة", None, lexicon)[0]) == ("2013-03-05", "2013-03-05")


@pytest.mark.parametrize(
    ("raw", "begin"),
    [
        ("نشر في: الأربعاء 18 أيار/مايو 2016 - 14:05", "2016-05-18T14:05"),
        ("2016/05/18", "2016-05-18"),
        ("١٨/٥/٢٠١٦", "2016-05-18"),
        ("18 مايو، 2016", "2016-05-18"),
        ("آخر تحديث 18.05.2016", "2016-05-18"),
        ("11 شعبان 1437 هـ", "2016-05-18"),
    ],
)
def test_find_dates_reads_bylines(lexicon: Lexicon, raw: str, begin: str) -> None:
    """Short strings of a page give their absolute date, with its clock where it has one."""
    assert [t.interval.begin for t in find_dates(raw, lexicon) if t.interval] == [begin]


@pytest.mark.parametrize("raw", ["منذ ساعتين", "أمس", "18 أيار", ""])
def test_find_dates_leaves_out_what_leans_on_publication(lexicon: Lexicon, raw: str) -> None:
    """A byline that needs the day of publication gives none."""
    assert find_dates(raw, lexicon) == ()


def test_three_thousand_words_take_thirty_milliseconds(lexicon: Lexicon) -> None:
    """The bound of the issue, with half as much again for the noise of a shared machine; best of six."""
    words = " ".join(f"{raw}." for raw, *_ in RESOLVED).split() * 3
    filler = "وقالت مصادر محلية إن القوات سيطرت على عدد من النقاط بعد اشتباكات عنيفة مع المسلحين ."
    text = text_of(" ".join((words[:400] + filler.split() * 250)[:3000]))
    assert min(spent(lambda: find_times(text, Published(date=WEDNESDAY), lexicon)) for _ in range(6)) < 0.045


@pytest.mark.parametrize("unit", ["1", "12 ", "1-", "يناير ", "و", "و ", "(", "منذ ", "كل ", "الساعة "])
def test_hostile_lines_take_linear_time(lexicon: Lexicon, unit: str) -> None:
    """A megabyte of digits, of months or of واو in one line costs about a second, not minutes."""
    text = text_of(unit * (400_000 // len(unit.encode())))
    assert within(2, lambda: find_times(text, Published(date=WEDNESDAY), lexicon))


def test_the_same_day_is_the_last_one_named_in_the_sentences_before(lexicon: Lexicon) -> None:
    """اليوم نفسه and اليوم التالي lean on a day named up to two sentences back, on none farther off."""
    raw = "قصفوا القرية يوم الإثنين.{} وفي اليوم نفسه قتل رجل. وفي اليوم التالي قتل آخر."
    days = [bounds(t)[0] for t in times_of(raw.format(""), WEDNESDAY, lexicon)]
    assert days == ["2016-05-23", "2016-05-23", "2016-05-24"]
    far = times_of(raw.format(" وصل الوفد. وغادر الوفد. وعاد الوفد."), WEDNESDAY, lexicon)
    assert [t.resolved for t in far][:2] == [True, False]


@pytest.mark.parametrize(
    ("raw", "spans"),
    [
        ("القهوة وأمراض العصر.", []),
        ("أول وحدة في العصر الحديث، ومنذ العصر الكنعاني.", []),
        ("قصفوا القرية بعد العصر.", ["العصر"]),
        ("رجع إلى البيت العصر.", ["العصر"]),
        ("تصدر ألف برميل باليوم.", []),
    ],
)
def test_an_age_is_no_afternoon_and_a_rate_no_today(lexicon: Lexicon, raw: str, spans: list[str]) -> None:
    """العصر with an adjective or in a construct is an age; باليوم is a day each."""
    assert [t.text for t in times_of(raw, WEDNESDAY, lexicon)] == spans


def test_what_is_said_to_be_next_is_ahead_and_yesterday_is_not(lexicon: Lexicon) -> None:
    """المقبل speaks of the future by itself; no سـ or لن before it makes أمس and الماضي the future."""
    raw = "يلتقيان الشهر المقبل. لن يتراجعوا عما قالوه أمس. سيعود إلى ما تركه العام الماضي. سيصل غدا."
    assert [t.future for t in times_of(raw, WEDNESDAY, lexicon)] == [True, False, False, True]


def test_a_day_that_an_event_is_named_after_says_so(lexicon: Lexicon) -> None:
    """هجمات 11 سبتمبر is of 2001 by its name, told apart by its rule."""
    (time,) = times_of("بعد هجمات 11 سبتمبر تغير العالم", WEDNESDAY, lexicon)
    assert (bounds(time)[0], time.rule) == ("2001-09-11", "times.named-day")
