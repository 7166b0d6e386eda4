"""Who can be made to say something: people, bodies and papers; frequent words that are none of them cannot."""

from __future__ import annotations

import pytest

from sayings import said


@pytest.mark.parametrize(
    "text",
    [
        "وتؤكد هذه المرحلة أن المدينة عادت إلى أهلها.",
        "تشير رؤية البلدية القديمة إلى أن الجسر لن يكتمل.",
        "وافتتح المجلس المدرسة وفقا لمعايير السلامة المتبعة.",
        "يهدد مستوى المياه الجديد بإغلاق الطريق.",
        "يجب العمل وفق مسؤولياتهم، لوقف الخسائر.",
        "توزع الدوائر وفقا لفئات البلديات.",
        "منح المجلس المدينة ما يقدر بنحو 40 مليون دينار.",
    ],
)
def test_what_cannot_speak(text: str) -> None:
    """A frequent noun that names nobody is no speaker, and what it shows is no statement."""
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("قال معلق القناة إن الجسر أغلق.", "معلق القناة"),
        ("أكد مشاركون في اللقاء أن الطريق مفتوح.", "مشاركون"),
        ("قال مسؤولان محليان إن الجسر أغلق.", "مسؤولان محليان"),
        ("أفادت تقديرات الأمم المتحدة بأن الجسر تضرر.", "الأمم المتحدة"),
        ("قال هيردانوفيتش إن الجسر أغلق.", "هيردانوفيتش"),
        ("ولطالما أعلنت البلدية أن الجسر سيغلق.", "البلدية"),
        ("أعلنت منظمتا الإغاثة أن الجسر أغلق.", "منظمتا الإغاثة"),
        ("بعد أن قالت نقابتان إن الجسر أغلق.", "نقابتان"),
    ],
)
def test_who_speaks(text: str, speaker: str) -> None:
    """People by what they do, plurals and pairs of them, papers, and a name that no list holds."""
    assert [s.speaker for s in said(text)] == [speaker]


@pytest.mark.parametrize("text", ["الضفة تُعدّ أرضا محتلة.", "انتهت الحملة، الأمر الذي يؤكد أن الخطة فشلت."])
def test_what_is_held_to_be_says_nothing(text: str) -> None:
    """A verb written as passive has no speaker, and a matter proves without saying."""
    assert said(text) == []


def test_a_noun_in_b_is_a_speaker() -> None:
    """باحثة is a woman who studies, not what is warned of with ب."""
    assert [(s.speaker, s.content) for s in said("حذرت باحثة محلية من انهيار الجسر.")] == [
        ("باحثة محلية", "انهيار الجسر")
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("وعبر عدد منهم عن سعادتهم بالعودة.", "عدد منهم"),
        ("وبعض الشركات الكبيرة تحذر من تباطؤ المبيعات.", "بعض الشركات الكبيرة"),
        ("أطفال يطالبون بالعودة إلى المدارس", "أطفال"),
        ("قالت والدة الطفل سامر الخطيب إنها تلقت الخبر ليلا.", "والدة الطفل سامر الخطيب"),
        ("اطلعت اللجنة على معلومات ترى الوزارة أنها مضللة.", "الوزارة"),
        ("أبلغت مصادر مطلعة الصحيفة بأن السائق أوقف.", "مصادر مطلعة"),
    ],
)
def test_the_whole_phrase_and_no_more(text: str, speaker: str) -> None:
    """A quantity of people, a relative of someone named, the noun behind the verb whose أنها goes back."""
    assert [s.speaker for s in said(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "كل ذلك يؤكد على بدء الموسم.",
        "لكن الحرب كشفت عن هشاشة السوق.",
        "انتعشت السوق، مما يشير إلى أن الطلب قد ارتفع.",
    ],
)
def test_what_happened_does_not_speak(text: str) -> None:
    """All that, a war and what a clause told point to something without saying it."""
    assert said(text) == []


def test_who_acted_goes_on() -> None:
    """A person who acts in the sentence before, where nobody speaks, is who goes on."""
    text = "قال المدير سامر الخطيب إن المخزن احترق. ووصل الوزير فارس الحلبي إلى المكان. وأضاف أن الحريق أخمد."
    assert said(text)[1].speaker == "فارس الحلبي"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("📌شهود عيان أكدوا أن الطريق قطع.", "شهود عيان"),
        ("النقابة والبلدية يعلنون استكمال الصيانة", "النقابة"),
        ("قال مراسل “الساحل.نت” في البلدة، إن الجسر أغلق.", "مراسل الساحل.نت في البلدة"),
    ],
)
def test_before_the_verb(text: str, speaker: str) -> None:
    """A sign before the line, the first of two bodies with a plural verb, an address inside an outlet's name."""
    assert [s.speaker for s in said(text)] == [speaker]


def test_a_verb_behind_a_relative_keeps_its_first_letter() -> None:
    """التي وردت is what came, not و and an answer."""
    assert [s.act for s in said("نفت الوزارة الأنباء التي وردت أن القصف طال السوق.")] == ["deny"]


@pytest.mark.parametrize(
    ("text", "speaker", "act"),
    [
        ("قالت الوزارة إن الجسر سليم. أما نقابة المهندسين فذكرت أن الجسر تصدع.", "نقابة المهندسين", "assert"),
        ("غادر المحافظ الذي ناشد السكان البقاء في بيوتهم.", "المحافظ", "call"),
        ("وعدّ رئيس البلدية القرار «مخالفا للقانون».", "رئيس البلدية", "express"),
        ("أعلن 52 نائبا رفضهم للموازنة.", "52 نائبا", "announce"),
        ("أعلن 52 نائبا في بيان عدم اعترافهم بالموازنة.", "52 نائبا", "announce"),
        ("أقر المحافظ بالخطأ، فيما زعم مكتبه أنه بريء.", "مكتبه", "allege"),
        ("رفضت المحكمة مرتين هذا الشهر طلبا للإفراج عنه.", "المحكمة", "refuse"),
    ],
)
def test_who_speaks_in_the_last_statement(text: str, speaker: str, act: str) -> None:
    """Whom أما sets first, of whom a relative tells, the counted, one with a pronoun, و before a doubled letter."""
    last = said(text)[-1]
    assert (last.speaker, last.act) == (speaker, act)


def test_counted_protesters_say_nothing() -> None:
    """A noun in the accusative behind a number is what is counted, and no participle of saying."""
    assert said("أصيب 14 محتجا بقنابل الغاز.") == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("وكان المدير العام لهيئة المياه أعرب عن قلقه من الجفاف.", "المدير العام لهيئة المياه"),
        ("القيادي في حركة النهر الأسير سامر الخطيب يقول إن الطريق مغلق.", "سامر الخطيب"),
        ("وذكر مكتب رئيس المجلس سامر الخطيب أن الجلسة تأجلت.", "مكتب رئيس المجلس سامر الخطيب"),
        ("قال وزير الأوقاف والشؤون الدينية المحلية سامر الخطيب إن الطريق مغلق.", "سامر الخطيب"),
        ("قال مستشار رئيس المجلس، للشؤون الداخلية، سامر الخطيب، اليوم إن الطريق مغلق.", "سامر الخطيب"),
        ("قال مدير العلاقات العامة والإعلام المتحدث بأمانة المدينة سامر الخطيب إن الطريق مغلق.", "سامر الخطيب"),
        ("وأعرب الملك المفدى باسمه وباسم الشعب عن أصدق التهاني.", "الملك المفدى"),
    ],
)
def test_an_office_and_its_holder(text: str, speaker: str) -> None:
    """A long office reaches to the name of who holds it; a body is not the one whose name stands behind it."""
    (found,) = said(text)
    assert found.speaker == speaker


def test_a_plural_in_the_oblique_case_does_not_speak() -> None:
    """طالب، أمس، المواطنين: those in ين behind the verb are spoken to."""
    (found,) = said("وطالب خلال الجلسة المواطنين بضرورة الابتعاد عن الوادي.")
    assert found.speaker is None


@pytest.mark.parametrize(
    "text",
    [
        "قالت الوزيرة إن الجسر أغلق. وتابعت لافتةً إلى أن الطريق مفتوح.",
        "قالت الوزيرة إن الجسر أغلق. وتابعت بقولها: «الطريق مفتوح».",
    ],
)
def test_how_one_goes_on_is_nobody(text: str) -> None:
    """A participle in the accusative, or بقولها, behind the verb is no subject: who spoke before goes on."""
    assert [s.speaker for s in said(text)] == ["الوزيرة", "الوزيرة"]


def test_a_place_does_not_speak_for_its_people() -> None:
    """A town right before a verb in the plural is where those live who speak, not who does."""
    text = "وفي ختام حديثهم، أهالي قرية الصالحية بدمشق يناشدون المسؤولين بسرعة التجاوب."
    assert [s.speaker for s in said(text)] == [None]
