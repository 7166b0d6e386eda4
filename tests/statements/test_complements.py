"""Where what a verb says begins: past what only says how, past its own asides, at the object and not the subject."""

from __future__ import annotations

import pytest

from sayings import said


@pytest.mark.parametrize(
    ("text", "act", "speaker", "content"),
    [
        ("ترفض النقابة رفضاً قاطعاً هذا العرض.", "refuse", "النقابة", "هذا العرض"),
        ("وكان قاضي البلدة رفض، الجمعة الماضية، طلب إفراج جديداً.", "refuse", "قاضي البلدة", "طلب إفراج جديداً"),
        ("واستنكر المجلس في جلسة عقدت اليوم برئاسة عمدة البلدة هذه الجريمة.", "condemn", "المجلس", "هذه الجريمة"),
        ("ردت الخارجية ببيان وصفت فيه القرار بأنه “متسرع”.", "express", "الخارجية", "القرار بأنه “متسرع”"),
    ],
)
def test_the_object(text: str, act: str, speaker: str, content: str) -> None:
    """The verb's own noun, asides and the subject's description are passed over."""
    assert [(s.act, s.speaker, s.content) for s in said(text)] == [(act, speaker, content)]


def test_a_preposition_of_the_subject() -> None:
    """عن belongs to the subject where أن comes behind a comma; else it leads to what is announced."""
    (found,) = said("أعلنت لجنة الدفاع عن الحقوق، في مؤتمر صحفي، أن ستة من أعضائها أضربوا.")
    assert found.content == "ستة من أعضائها أضربوا"
    (found,) = said("أعلنت اللجنة عن خطة، على أن تبدأ في الخريف.")
    assert found.content.startswith("خطة")


def test_whoever_is_accused() -> None:
    """Behind an accusation joined by و the one noun phrase is the accused, though it could speak."""
    accused = said("البلدية: “لن نسكت” وتتهم جهات لم تسمها")[1]
    assert (accused.act, accused.speaker, accused.content) == ("accuse", "البلدية", "جهات لم تسمها")


def test_its_own_noun_is_no_speaker() -> None:
    """تؤكد تمسكها: the noun with the subject's pronoun is what is confirmed."""
    second = said("رحبت البلدية بالقرار. تؤكد تمسكها بفتح السوق.")[1]
    assert (second.speaker, second.content) == ("البلدية", "تمسكها بفتح السوق")


def test_a_verb_that_describes() -> None:
    """A verb behind an indefinite accusative describes that thing, and nobody says it."""
    assert said("يضم البرنامج خططاً تؤكد استمرار العمل.") == []


def test_two_offices_before_the_name() -> None:
    """A name behind two offices between commas is the speaker's."""
    text = "أكد وكيل وزارة المياه، رئيس مجلس إدارة الشركة، الدكتور سامر الخطيب، أهمية المشروع."
    assert [(s.speaker, s.content) for s in said(text)] == [("سامر الخطيب", "أهمية المشروع")]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("وثقت الشبكة مقتل ثلاثة مدنيين.", "مقتل ثلاثة مدنيين"),
        ("سجلت اللجنة ما لا يقل عن 12 حالة اعتقال.", "ما لا يقل عن 12 حالة اعتقال"),
        ("رصد مرصد الوادي قصفا على القرية.", "قصفا على القرية"),
    ],
)
def test_what_observers_record(text: str, content: str) -> None:
    """Deeds and numbers of them that a body documents are its words."""
    assert [s.content for s in said(text)] == [content]


def test_what_players_score() -> None:
    """A goal registered is nobody's word."""
    assert said("سجل اللاعب 3 أهداف في المباراة.") == []


def test_people_described_by_what_they_demand() -> None:
    """Indefinite people right before the verb are its subject; a definite noun joined by و is too."""
    assert said("أغلق الحقل محتجون يطالبون بالوقود.")[0].speaker == "محتجون"
    assert said("المعلمون يضربون يومين والتربية تدعو إلى الحوار")[0].speaker == "التربية"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("أعلنت الوزارة إغلاق المدارس ووصلت الفرق إلى القرى.", "إغلاق المدارس"),
        ("نفى المدير خبر الإغلاق وقصفت الطائرات المخزن.", "خبر الإغلاق"),
        ("أدان المجلس قتل الرجال الذين دخلوا القرية وحملوا الماء.", "قتل الرجال الذين دخلوا القرية وحملوا الماء"),
    ],
)
def test_a_noun_phrase_ends_where_a_verb_begins(text: str, content: str) -> None:
    """و and a verb behind a noun phrase without one leave it; behind a relative clause they go on."""
    assert [s.content for s in said(text)] == [content]


def test_a_colon_too_far() -> None:
    """A colon behind a clause of something else leads to no words of the verb's subject."""
    assert said("كشف تقرير البلدية حقيقة مريرة يعيشها العمال في المدن: الشمال والجنوب.") == []


def test_a_letter_that_calls() -> None:
    """A paper right before the verb is its subject, and the noun behind it whom it calls."""
    assert [s.content for s in said("كتب الخريجون رسالةً تدعو الكلية إلى إلغاء الحفل.")] == ["الكلية إلى إلغاء الحفل"]


@pytest.mark.parametrize("words", ["معبرة عن قلقها", "متابعةً أن السوق مغلق", "مجدداً موقف البلدية"])
def test_spellings_that_may_be_participles(words: str) -> None:
    """What is mostly another word is a participle behind a comma and before what it governs."""
    first, second = said(f"أكدت الوزارة أن الطريق مفتوح، {words}.")
    assert first.content == "الطريق مفتوح" and second.content in words


def test_the_next_clause_of_a_lead() -> None:
    """، ووكالة النهر تحذر: who speaks next ends what was said before."""
    first, second = said("وزارة الصحة تطالب بتدخل عاجل، ولجنة النهر تحذر من نفاد الوقود.")
    assert (first.content, second.content) == ("بتدخل عاجل", "نفاد الوقود")
    assert second.via == ()


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("ودعا سامر، المعروف بإقباله على المخاطرة، إلى الانتخابات المبكرة.", None, "الانتخابات المبكرة"),
        ("وحض الزعيم الكوري الشمالي، سامر الخطيب، الموظفين على العمل.", "سامر الخطيب", "الموظفين على العمل"),
        ("أعلنت مجموعة قوات “الشرق” أنها انسحبت.", None, "انسحبت"),
        ("سامر يقترح الرحيل.. و“الائتلاف” يرد: انقسامنا هدية", "الائتلاف", "انقسامنا هدية"),
    ],
)
def test_who_is_described_on_the_way(text: str, speaker: str | None, content: str) -> None:
    """Descriptions, adjectives of direction and names in quotation marks belong to the subject."""
    last = said(text)[-1]
    assert last.content == content
    assert speaker is None or last.speaker == speaker


@pytest.mark.parametrize("text", ["ونقلت الطفلة، ووصفت حالتها بالحرجة.", "محاكمات وصفت بالأشهر في تاريخ البلاد."])
def test_a_passive_that_looks_active(text: str) -> None:
    """وصفت without anyone who describes says nothing."""
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("أعلن العميد فارس الحلبي المتحدث العسكري قصف سفينة.", "فارس الحلبي", "قصف سفينة"),
        ("رصد مرصد الوادي، قصفاً على القرية.", "مرصد الوادي", "قصفاً على القرية"),
        ("قال سالم الحداد حاكم البلدة حيث وقع الحريق: إن النار أخمدت.", "سالم الحداد", "النار أخمدت"),
        ("قال المدير، الذي كان يتحدث خلال عشاء، إن المصنع باق.", "المدير", "المصنع باق"),
        ("ورد في صحيفة النهر أن الجسر انهار.", "النهر", "الجسر انهار"),
    ],
)
def test_behind_a_description_of_the_speaker(text: str, speaker: str, content: str) -> None:
    """An office, a clause about the speaker and a comma stand before what is said."""
    assert [(s.speaker, s.content) for s in said(text)] == [(speaker, content)]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("أدان العمدة الحريق ودعا سكان البلدة إلى الحذر.", "العمدة", "سكان البلدة إلى الحذر"),
        ("أكد المدير أن السد آمن، وطالب السلطات بصيانته.", "المدير", "السلطات بصيانته"),
        ("رفضت النقابة العرض وناشدت البلديات وقف العمل به.", "النقابة", "البلديات وقف العمل به"),
    ],
)
def test_whom_a_speaker_asks(text: str, speaker: str, content: str) -> None:
    """Where who spoke goes on with و, the one noun phrase is whom it asks and not who speaks."""
    assert [(s.speaker, s.content) for s in said(text)][-1] == (speaker, content)


def test_who_speaks_anew() -> None:
    """A person, a paper and whoever spoke before under the same noun speak themselves behind و."""
    assert said("أدان العمدة الحريق ودعا الوزير إلى الحذر.")[-1].speaker == "الوزير"
    text = "طالبت البلدية بالتعويض. وأكدت لجنة الحي الضرر ودعت البلدية إلى الصبر."
    assert said(text)[-1].speaker == "البلدية"


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("أعلن حرس الميناء سيطرته الكاملة على الرصيف.", "حرس الميناء", "سيطرته الكاملة على الرصيف"),
        ("نفت البلدية نفيا قاطعا، مساء أمس، ما نشرته الصحف.", "البلدية", "ما نشرته الصحف"),
        ("أعلنت الحركة الوطنية - جناح الوادي - استهداف الجسر.", "الحركة الوطنية", "استهداف الجسر"),
        ("المدير يؤكد لنظيره التونسي التزام الشركة بالعقد.", "المدير", "التزام الشركة بالعقد"),
        ("نفت البلدية في حينها صلتها بالحريق.", "البلدية", "صلتها بالحريق"),
        ("حذر العمدة من يحاول عبور النهر.", "العمدة", "من يحاول عبور النهر"),
        ("انتقد العمدة الشركة متهما إياها بالإهمال.", "العمدة", "إياها بالإهمال"),
        ("رفضت النقابة العرض ووصفته بالمهين.", "النقابة", "بالمهين"),
    ],
)
def test_the_object_past_what_stands_before_it(text: str, speaker: str, content: str) -> None:
    """Dashes, the verb's noun with an aside, who is told and a pronoun stand before or in place of the object."""
    assert [(s.speaker, s.content) for s in said(text)][-1] == (speaker, content)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("وقالت البحرية الوطنية في بيان إن السفينة غرقت.", "البحرية الوطنية"),
        ("وسبق لقائد الشرطة أن نفى وقوع الحريق.", "قائد الشرطة"),
        ("وفي بيان لاحق ذكر سالم الحداد أن الجسر أغلق.", "سالم الحداد"),
        ("جاء ذلك في بيان أصدرته البلدية أمس، أكدت فيه أن الجسر مغلق.", "البلدية"),
        ("قال المدير للصحفيين إن الجسر مغلق.", "المدير"),
    ],
)
def test_who_says_it(text: str, speaker: str) -> None:
    """A body called by its branch, whoever سبق names, a verb that looks like a noun; listeners left out."""
    (found,) = said(text)
    assert found.speaker == speaker


def test_a_bare_denial() -> None:
    """A denial without object, at the end of its clause, denies what was said before it."""
    first, second = said("الجيش يعلن السيطرة على الجسر، والحركة تنفي")
    assert (second.act, second.content) == ("deny", first.content)


def test_what_was_not_said() -> None:
    """What the report adds of somebody's silence is no part of what was said."""
    (found,) = said("قال المدير إن الجسر مغلق، فيما لم تصدر البلدية تعليقا.")
    assert found.content == "الجسر مغلق"


def test_yet() -> None:
    """بعد at the end of its sentence is 'yet' and belongs to what is said."""
    assert said("أكد المدير أن القطار لم يصل بعد.")[0].content == "القطار لم يصل بعد"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "أعلنت كتائب النهر، الجناح العسكري للحركة، نجاح مقاتليها «بقنص جندي عند الجسر».",
            "نجاح مقاتليها «بقنص جندي عند الجسر»",
        ),
        ("ادعى جيش الوادي القضاء على مسلحين «شكلوا تهديدا للبلدة».", "القضاء على مسلحين «شكلوا تهديدا للبلدة»"),
        ("وصف رئيس المجلس سامر الخطيب، الصفقة الجديدة بأنها خطأ.", "الصفقة الجديدة بأنها خطأ"),
        ("وكان المرصد قد وثق يوم أمس، مجزرة ارتكبتها العصابة.", "مجزرة ارتكبتها العصابة"),
    ],
)
def test_what_the_verb_takes(text: str, content: str) -> None:
    """The object goes before the quotation inside it, and stands behind a name and a comma too."""
    (found,) = said(text)
    assert found.content == content


@pytest.mark.parametrize(
    "text",
    [
        "علقت الشرطة على الباب بعد ساعات لافتة تقول عن المحل «مغلق».",
        "اعترفت مملكة الوادي رسميا باستقلال الإقليم.",
        "أقر المجلس المرسوم، على أن يرسله إلى الوزارة غدا.",
        "أقر المجلس بالإجماع إعطاء مهلة للشركة.",
        "وهذه حالات يحق فيها للعامل طلب نقل عقده.",
    ],
)
def test_what_it_does_not_take(text: str) -> None:
    """A quotation far behind another object, recognition, a vote, a condition and a noun are nobody's words."""
    assert said(text) == []


def test_people_bear_no_name_in_quotation_marks() -> None:
    """What stands in quotation marks behind people is what they cry."""
    (found,) = said("وهتف المشاركون: «النهر لنا».")
    assert found.speaker == "المشاركون"
