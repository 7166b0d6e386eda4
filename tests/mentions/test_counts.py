"""Figures are found with what befell whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchored import text_of, times_of
from khabar.lexicon import Lexicon, load_lexicon
from khabar.mentions import find_counts
from khabar.objects import Count
from spent import spent, within

Wanted = tuple[str, str, int, int | None]

# sentence → (what, who, min, max) of each count, in order
READ: list[tuple[str, list[Wanted]]] = [
    ("قتل مدنيان وجرح ثلاثة أطفال في قصف على البلدة", [("killed", "civilian", 2, 2), ("injured", "child", 3, 3)]),
    ("مقتل سيدة وإصابة رجل مسن", [("killed", "woman", 1, 1), ("injured", "man", 1, 1)]),
    ("توفيت امرأة متأثرة بجراحها", [("killed", "woman", 1, 1)]),
    ("راح ضحية الانفجار خمسة عمال", [("killed", "civilian", 5, 5)]),
    ("قتل خمسة وعشرون شخصا", [("killed", "unspecified", 25, 25)]),
    ("مقتل ما لا يقل عن ٣٠ جنديا", [("killed", "combatant", 30, None)]),
    ("قتل ما يزيد على مئتي شخص", [("killed", "unspecified", 201, None)]),
    ("أصيب نحو أربعين عاملا", [("injured", "civilian", 40, 40)]),
    ("مقتل سبعة جنود على الأقل", [("killed", "combatant", 7, None)]),
    ("سقط بين 20 و25 قتيلا", [("killed", "unspecified", 20, 25)]),
    ("إصابة أقل من 20 عنصرا", [("injured", "combatant", 0, 19)]),
    ("نزحت عشرات العائلات من القرية", [("displaced", "family", 20, None)]),
    ("اعتقلت الدوريات عددا من الشبان", [("detained", "unspecified", 3, None)]),
    ("نزح أكثر من 10 آلاف شخص", [("displaced", "unspecified", 10_001, None)]),
    ("شنت الطائرات ست غارات على التل", [("strikes", "unspecified", 6, 6)]),
    ("سقوط ثلاثة براميل وخمس قذائف", [("shells", "unspecified", 3, 3), ("shells", "unspecified", 5, 5)]),
    ("دمر القصف منزلين واحترقت سيارة", [("houses", "unspecified", 2, 2), ("vehicles", "unspecified", 1, 1)]),
    ("سيطرت القوات على ثلاث قرى", [("villages", "unspecified", 3, 3)]),
    ("خطف مسلحون طبيبين اثنين", [("abducted", "medic", 2, 2)]),
    ("فقدان ستة أشخاص كانوا على متن قارب", [("missing", "unspecified", 6, 6)]),
    ("أفرجت السلطات عن 20 معتقلا", [("other", "detainee", 20, 20)]),
    ("وصل 9 بحارة فلبينيين على الأقل", [("other", "civilian", 9, None)]),
    ("ضبطت الشرطة 3 مركبات وكمية من البارود", [("vehicles", "unspecified", 3, 3)]),
    ("ضبطت الشرطة 3 مركبات وكميات من الأسلحة", [("vehicles", "unspecified", 3, 3)]),
    ("انتشلت الفرق جثتي امرأتين", [("killed", "woman", 2, 2)]),
    ("أصيب عامل واعتقل آخران", [("injured", "civilian", 1, 1), ("detained", "civilian", 2, 2)]),
    ("أطلقت الإدارة 6 طلاب من أصل 10 جرى توقيفهم", [("other", "civilian", 6, 6), ("detained", "unspecified", 10, 10)]),
    ("سجلت الولاية 70 إصابة جديدة بالحصبة", [("other", "unspecified", 70, 70)]),
    ("رصدت المنظمة 12 حالة اعتقال", [("detained", "unspecified", 12, 12)]),
    ("صدرت مذكرات توقيف بحق 33 شخصا", [("other", "unspecified", 33, 33)]),
    ("نقل 40 مصابا وجريحا", [("injured", "unspecified", 40, 40)]),
    ("أسقط الجيش طائرة مسيرة", [("other", "unspecified", 1, 1)]),
    ("مقتل 5 أفراد من العاملين في الميناء", [("killed", "civilian", 5, 5)]),
    ("لليوم الـ 295 من الحصار", []),
    ("ما يزال أربعة في عداد المفقودين", [("missing", "unspecified", 4, 4)]),
    ("هدمت جرافات البلدية بناية من ستة طوابق", [("houses", "unspecified", 1, 1)]),
    ("مقتل رجل وشقيقه", [("killed", "unspecified", 2, 2)]),
    ("يهمل الجرحى ولا تحرك الحكومة ساكنًا لأجلهم", []),
    ("فقد فرضت الحركة نفسها لاعبًا مهمًا", []),
    ("لكنهم لم يقتلوا مدنيًا واحدًا", []),
    ("أصيب 40 ضابط وجندي", [("injured", "combatant", 40, 40)]),
    ("خمسة جنود أصيبوا، أحدهم إصابته خطرة", [("injured", "combatant", 5, 5)]),
    (
        "بلغت حصيلة القتلى 42 شخصا، مضيفًا أن 34 سائحا جاؤوا إلى البلاد",
        [("killed", "unspecified", 42, 42), ("other", "civilian", 34, 34)],
    ),
    ("تحدث الجرحى فيما يرفض عدد من الجنود استقبال الوزير", [("other", "combatant", 3, None)]),
    ("يخدم المستشفى الجرحى والمرضى وآلاف الطلاب", [("other", "civilian", 2000, None)]),
    (
        "مقتل أكثر من 90 شخصا وإصابة مئات آخرين",
        [("killed", "unspecified", 91, None), ("injured", "unspecified", 200, None)],
    ),
    ("إن 12 جنديا قتلوا وأصيب 7", [("killed", "combatant", 12, 12), ("injured", "unspecified", 7, 7)]),
    ("إن 12 جنديا، معظمهم من المجندين، قتلوا أمس", [("killed", "combatant", 12, 12)]),
    (
        "إن نحو 12 جنديا (بينهم ضابطان) قتلوا أمس",
        [("killed", "combatant", 12, 12), ("killed", "combatant", 2, 2)],
    ),
    ("سبعة شهداء وجريحان", [("killed", "unspecified", 7, 7), ("injured", "unspecified", 2, 2)]),
    ("نزوح العشرات من البلدة", [("displaced", "unspecified", 20, None)]),
    ("خطف مسلحون العشرات من منازلهم", [("abducted", "unspecified", 20, None)]),
    ("فقد شاب حياته في الحادث", [("killed", "unspecified", 1, 1)]),
    ("بقي عدد الضحايا مرشحًا للارتفاع", []),
    ("نزح 3,8 ملايين شخص", [("displaced", "unspecified", 3_800_000, 3_800_000)]),
    ("بلغ عدد القتلى 1.200 شخص", [("killed", "unspecified", 1200, 1200)]),
    ("إصابة /11/ مدنيا في القصف", [("injured", "civilian", 11, 11)]),
    ("شهداء العدوان يتجاوزون عشرين ألفا", [("killed", "unspecified", 20_000, 20_000)]),
    ("الفيضان أجبر نحو 900 عائلة على مغادرة بيوتها", [("displaced", "family", 900, 900)]),
    ("إصابة مئات آخرين في التدافع", [("injured", "unspecified", 200, None)]),
    ("أضرب ستة من موكليها عن الطعام", [("other", "unspecified", 6, 6)]),
    ("أطلق الجيش أربعة من الصواريخ", [("shells", "unspecified", 4, 4)]),
    ("ضبطت الشرطة في بيته مسدسًا", [("other", "unspecified", 1, 1)]),
    ("انقلب القارب دون وقوع إصابات", [("injured", "unspecified", 0, 0)]),
    ("لم يسفر الانفجار عن سقوط ضحايا", [("killed", "unspecified", 0, 0)]),
    ("لم يصب أحد في الحريق", [("injured", "unspecified", 0, 0)]),
    ("37 بين قتيل وجريح في الزلزال", [("other", "unspecified", 37, 37)]),
    ("مقتل وإصابة 15 عنصرا", [("other", "combatant", 15, 15)]),
    ("قتل أحد المتظاهرين برصاص الأمن", [("killed", "protester", 1, 1)]),
    ("القتلى السبعة دفنوا في المقبرة", [("killed", "unspecified", 7, 7)]),
    ("ارتفاع حصيلة القتلى إلى 15", [("killed", "unspecified", 15, 15)]),
    ("وتجاوز عدد الجرحى في المدينة الـ 21 شخصا", [("injured", "unspecified", 22, None)]),
    ("تسلمت الدولة 12 مقاتلة حديثة", [("other", "unspecified", 12, 12)]),
    ("عشرون شابا خطفوا على الطريق", [("abducted", "unspecified", 20, 20)]),
    ("قال إن رجلا وامرأة كانا في السيارة التي أدى انفجارها إلى مقتلهما", []),
    ("حيدت القوات ألفين و340 مسلحا", [("other", "combatant", 2340, 2340)]),
    ("نزح مليون ونصف المليون شخص", [("displaced", "unspecified", 1_500_000, 1_500_000)]),
    ("قتل ثلاثة رجال وأصيب رابع", [("killed", "man", 3, 3), ("injured", "unspecified", 1, 1)]),
]


def counts_of(raw: str, lexicon: Lexicon) -> tuple[Count, ...]:
    """The counts of `raw`."""
    return find_counts(text_of(raw), times_of(raw, None, lexicon), lexicon)


@pytest.mark.parametrize(("raw", "wanted"), READ)
def test_figures_are_read(lexicon: Lexicon, raw: str, wanted: list[Wanted]) -> None:
    """Digits, words, duals, quantifiers, bounds and zero, with what and who; spans are exact."""
    found = counts_of(raw, lexicon)
    assert [(c.what, c.who, c.min, c.max) for c in found] == wanted
    assert all(raw[c.start : c.end] == c.text and c.rule for c in found)


@pytest.mark.parametrize(
    "raw",
    [
        "قتلى وجرحى في قصف على المدينة",
        "وفاة الطفل حسن العلي متأثرا بجراحه",
        "مقتل قائد الكتيبة",
        "انسحبت عناصر من الفوج 46",
        "أطلقوا صواريخ غراد 122",
        "صدر القرار 2254",
        "على بعد 30 كيلومترا من البلدة",
        "بقيمة 20 مليون دولار",
        "ارتفعت بنسبة 15 بالمئة",
        "قصفها لليوم الثالث على التوالي",
        "الغارة الثانية على التل",
        "دون ورود أنباء عن إصابات",
        "دون معلومات عن حجم الخسائر",
        "استهدفت الطائرات قريتي السهل والتل",
        "بعد الانفجارين",
        "عمره 15 عاما",
        "أعلن ذلك في 5 آذار 2016",
        "عند الساعة 8:30",
        "سيارة في الشارع وغارة على التل",
    ],
)
def test_what_is_no_count(lexicon: Lexicon, raw: str) -> None:
    """Bare plurals, named victims, names, measures, dates and unknown outcomes are no figures."""
    assert [c.text for c in counts_of(raw, lexicon)] == []


def test_parts_point_to_their_whole(lexicon: Lexicon) -> None:
    """بينهم and brackets list parts; `subset_of` is an index into the tuple that is returned, over all sentences."""
    found = counts_of("قتل رجل. أصيب عشرة مدنيين بينهم ثلاث نساء وطفلان. مات 4 أشخاص (رجلان وامرأة وطفل).", lexicon)
    assert [(c.text, c.subset_of) for c in found] == [
        ("رجل", None),
        ("عشرة مدنيين", None),
        ("ثلاث نساء", 1),
        ("طفلان", 1),
        ("4 أشخاص", None),
        ("رجلان", 4),
        ("امرأة", 4),
        ("طفل", 4),
    ]
    assert {c.what for c in found[1:4]} == {"injured"} and {c.what for c in found[4:]} == {"killed"}


def test_kin_are_summed(lexicon: Lexicon) -> None:
    """رجل وطفلاه are three, with the children as a part; the named one before a kin is not added."""
    found = counts_of("مقتل رجل وطفليه في غارة", lexicon)
    assert [(c.text, c.min, c.subset_of) for c in found] == [("رجل وطفليه", 3, None), ("طفليه", 2, 0)]
    assert [(c.text, c.min) for c in counts_of("مقتل سامر وطفليه في غارة", lexicon)] == [("طفليه", 2)]


def test_victims_of_two_sides_are_told_apart(lexicon: Lexicon) -> None:
    """A civilian and a soldier are no sum."""
    assert [(c.who, c.min) for c in counts_of("قتل مدنيان وجندي في اشتباك", lexicon)] == [
        ("civilian", 2),
        ("combatant", 1),
    ]


def test_the_superseded_figure_is_part_of_the_new_one(lexicon: Lexicon) -> None:
    """Updates keep both figures."""
    old, new = counts_of("ارتفع عدد الضحايا من سبعة إلى أحد عشر", lexicon)
    assert (old.min, old.subset_of, new.min, new.subset_of) == (7, 1, 11, None)


def test_fractions_take_their_value_from_the_whole(lexicon: Lexicon) -> None:
    """An open whole has open parts."""
    whole, half = counts_of("قتل 200 شخص على الأقل نصفهم نساء", lexicon)
    assert (half.min, half.max, half.subset_of, half.who) == (100, None, 0, "woman") and whole.max is None


def test_life_lost_is_killed_and_disease_no_wound(lexicon: Lexicon) -> None:
    """The words around a figure can change what befell."""
    assert counts_of("فقدان سبعة شبان لحياتهم", lexicon)[0].what == "killed"
    assert counts_of("تسجيل 12 إصابة بالكوليرا", lexicon)[0].what == "other"


@given(value=st.integers(1, 999_999), noun=st.sampled_from(["شخصا", "مدنيا", "جنديا", "طفلا"]))
def test_any_number_of_dead_is_read(lexicon: Lexicon, value: int, noun: str) -> None:
    """Whatever the number in digits, it is the figure."""
    found = counts_of(f"أدى القصف إلى مقتل {value} {noun}", lexicon)
    assert [(c.what, c.min, c.max, c.exact) for c in found] == [("killed", value, value, True)]


ENTRIES = [e for e in load_lexicon().entries("counts/") if "examples" in e]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: str(e["id"]))
def test_examples_hold(lexicon: Lexicon, entry: dict[str, dict[str, list[str]]]) -> None:
    """Every noun and governor does what the examples beside it say."""
    for raw in entry["examples"]["yes"]:
        assert counts_of(raw, lexicon), raw
    for raw in entry["examples"]["no"]:
        assert counts_of(raw, lexicon) == (), raw


def test_three_thousand_words_take_thirty_milliseconds(lexicon: Lexicon) -> None:
    """The bound of the issue, with half as much again for the noise of a shared machine; best of six."""
    filler = "وقالت مصادر محلية إن القوات سيطرت على عدد من النقاط بعد اشتباكات عنيفة مع المسلحين ."
    words = " . ".join(raw for raw, _ in READ).split() * 2
    text = text_of(" ".join((words + filler.split() * 250)[:3000]))
    assert min(spent(lambda: find_counts(text, (), lexicon)) for _ in range(6)) < 0.045


@pytest.mark.parametrize(
    "unit", ["1", "12 ", "1-", "و ", "(", "قتل ", "طفل ", "رجل وامرأة و", "خمسة و", "مقتل طفل ", "5 بينهم "]
)
def test_hostile_lines_take_linear_time(lexicon: Lexicon, unit: str) -> None:
    """Long lines of figures, of people or of واو cost the same for each word."""
    text = text_of(unit * (200_000 // len(unit.encode())))
    assert within(2, lambda: find_counts(text, (), lexicon))


@pytest.mark.parametrize(
    "raw", ["مقتل وإصابة عشرة مدنيين", "سقط عشرة أشخاص بين قتيل وجريح", "عشرات القتلى والجرحى في الحي"]
)
def test_figures_of_dead_and_wounded_together_say_so(lexicon: Lexicon, raw: str) -> None:
    """By their rule, so that events may tell what the sum says of either."""
    assert [(c.what, c.rule) for c in counts_of(raw, lexicon)] == [("other", "counts.combined")]


@pytest.mark.parametrize(
    ("raw", "killed", "injured"),
    [("سقط شهيدان وجريح واحد", 2, 1), ("مقتل شخصين وجريح", 2, 1), ("استشهاد رجل وجريح واحد", 1, 1)],
)
def test_the_hurt_beside_the_dead_are_not_dead(raw: str, killed: int, injured: int, lexicon: Lexicon) -> None:
    """A noun that says what befell its bearer keeps that beside figures of the dead."""
    found = [(c.what, c.min) for c in counts_of(raw, lexicon)]
    assert found == [("killed", killed), ("injured", injured)]


@pytest.mark.parametrize("no", ["مفيش", "ماكو", "ما في", "مافي"])
def test_none_as_it_is_spoken(no: str, lexicon: Lexicon) -> None:
    """No casualties in the words of Egypt, Iraq and Syria."""
    assert [(c.what, c.max) for c in counts_of(f"سقط جزء من السور و{no} اصابات", lexicon)] == [("injured", 0)]


def test_parts_go_on_behind_commas(lexicon: Lexicon) -> None:
    """Children, women and old people listed behind commas are parts of the same dead; soldiers are others."""
    raw = "وصل العدد إلى 90 شهيدا بينهم 30 طفلا، و20 سيدة، و5 مسنين، و4 جنود"
    found = counts_of(raw, lexicon)
    assert [(c.min, c.subset_of) for c in found] == [(90, None), (30, 0), (20, 0), (5, 0), (4, None)]
    more = counts_of("مقتل ثلاثة عمال بينهم طفل، و20 سيدة", lexicon)
    assert [(c.min, c.subset_of) for c in more][-1] == (20, None)


def test_who_they_were_may_be_quoted(lexicon: Lexicon) -> None:
    """What stands in quotation marks behind هم is what the figure before it consists of."""
    found = counts_of('مقتل ستة أشخاص هم "أربعة أطفال ورجلان"', lexicon)
    assert [(c.min, c.subset_of) for c in found] == [(6, None), (4, 0), (2, 0)]


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("أصيب العشرات بين قتيل وجريح", [("other", "unspecified", 20, None)]),
        ("غايتهم قتل أكبر عدد من المارة", []),
        ("فر من الخدمة ألف جندي", [("other", "combatant", 1000, 1000)]),
        ("مقتل قائد شاحنة وجندي", [("killed", "unspecified", 1, 1), ("killed", "combatant", 1, 1)]),
    ],
)
def test_what_a_figure_does_not_say(raw: str, wanted: list[Wanted], lexicon: Lexicon) -> None:
    """Dead and wounded in one are not so many dead, the most is no number, deserters and drivers are what they are."""
    assert [(c.what, c.who, c.min, c.max) for c in counts_of(raw, lexicon)] == wanted
