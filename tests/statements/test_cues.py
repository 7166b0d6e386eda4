"""Which words make a statement: the we of who writes, headlines in the present, orders that are deeds."""

from __future__ import annotations

import pytest

from sayings import said


def test_we() -> None:
    """A body that writes we speaks for itself, and its heading names it."""
    text = "جمعية النهر الطبية\nقصفت الطائرات مشفى البلدة فجر اليوم.\nونطالب بتحقيق مستقل."
    (found,) = said(text)
    assert (found.act, found.content) == ("demand", "بتحقيق مستقل")
    assert found.speaker is not None and found.speaker.startswith("جمعية النهر")


def test_we_of_another() -> None:
    """Inside what someone is made to say, we is no new statement."""
    assert len(said("قال رئيس البلدية: نحن نعمل ونطالب بالمزيد.")) == 1


@pytest.mark.parametrize(
    ("line", "speaker", "content"),
    [
        ("وصول القافلة إلى المدينة والوزير يعلن فتح المعبر", "الوزير", "فتح المعبر"),
        ("الجيش يزعم أنه قصف مقرا للفصائل", "الجيش", "قصف مقرا للفصائل"),
        ("مدير المدرسة قال بكرة نفتح الأبواب", "مدير المدرسة", "بكرة نفتح الأبواب"),
        ("أعلن والي الولاية مقتل عشرة أشخاص", "والي الولاية", "مقتل عشرة أشخاص"),
    ],
)
def test_headline(line: str, speaker: str, content: str) -> None:
    """The speaker may stand before a verb in the present, joined by و, or speak without أن."""
    (found,) = said(line)
    assert (found.speaker, found.content) == (speaker, content)


@pytest.mark.parametrize(
    "text", ["أمرت النيابة العامة بحبس السائق.", "كشفت المعاينة الأولية أن السائق نائم.", "يذكر أن الجسر أغلق أمس."]
)
def test_none(text: str) -> None:
    """Orders are deeds, findings have no voice, and يذكر أن is no one's word."""
    assert said(text) == []


def test_taken_up() -> None:
    """وهو ما نفاه ends the content before it, and denies just that."""
    first, second = said("أعلنت الوزارة أن المسلحين قصفوا السوق، وهو ما نفاه المتحدث باسم الفصيل جملة وتفصيلا.")
    assert first.content == second.content == "المسلحين قصفوا السوق"
    assert (second.act, second.speaker) == ("deny", "المتحدث باسم الفصيل")


def test_stance() -> None:
    """A stance that is renewed has the act of its noun, and what it is taken on is the content."""
    first, second = said("جدد رئيس البلدية رفضه تمديد عقد الشركة، قائلا: “لن نوقع”.")
    assert (first.act, first.content) == ("refuse", "تمديد عقد الشركة")
    assert second.content == "لن نوقع"


def test_outlet() -> None:
    """An outlet spoken to carries the words, unless it is the publisher itself."""
    text = "قال شاهد لصحيفة النهر إن النار امتدت."
    assert said(text, "شبكة الوادي")[0].via == ("النهر",)
    assert said(text, "صحيفة النهر")[0].via == ()
    assert said("قال مصدر لمراسلنا إن النار امتدت.", "شبكة الوادي")[0].via == ("مراسلنا",)


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("كان من المقرر أن يصل الوفد مساء، إلا أن مصدراً أمنياً أكد تأجيل الزيارة.", "مصدراً أمنياً", "تأجيل الزيارة"),
        ("توقفت المولدات ، وزارة الكهرباء تنفي انقطاع الوقود.", "وزارة الكهرباء", "انقطاع الوقود"),
        ("حريق في المخزن وحاكم الولاية ينتقد تأخر الإطفاء.", "حاكم الولاية", "تأخر الإطفاء"),
        ("قال مزارعو السهل إن القناة جفت.", "مزارعو السهل", "القناة جفت"),
        ("قال وكيل الوزارة بالإنابة سامر الخطيب إن الطريق فتح.", "سامر الخطيب", "الطريق فتح"),
        ("الناطق باسم الشرطة قال انو السائق بخير", "الناطق باسم الشرطة", "السائق بخير"),
    ],
)
def test_who_says_what(text: str, speaker: str, content: str) -> None:
    """Behind أن in the accusative, behind a comma or و, in the plural, for the time being: the subject is found."""
    assert [(s.speaker, s.content) for s in said(text)] == [(speaker, content)]


def test_a_deed_announced_beside_its_wish() -> None:
    """A verb between the cue and أن takes أن for itself."""
    (found,) = said("أعلنت الحكومة إغلاق الميناء، ويُنتظر أن يعقد المجلس جلسة.")
    assert found.content.startswith("إغلاق الميناء")


def test_a_stance_far_from_its_verb() -> None:
    """جدد, venue and time between, keeps رفضه from being a cue of its own."""
    text = "جدد رئيس البلدية، خلال اجتماع مجلسها في القاعة الكبرى مساء الاثنين، رفضه بيع السوق، قائلا: “لن نوقع”."
    assert [(s.act, s.content) for s in said(text)] == [("refuse", "بيع السوق"), ("assert", "لن نوقع")]


def test_an_opinion_of_what_was_named() -> None:
    """تعتبره and what it is held for is an opinion of the one who spoke before."""
    opinion = said("إذ ترفض الوزارة القرار، فإنها تعتبره خرقا للعقد.")[1]
    assert (opinion.act, opinion.speaker, opinion.content) == ("express", "الوزارة", "خرقا للعقد")


@pytest.mark.parametrize(
    "text",
    [
        "أفرج القاضي عن شركة متهمة بالتهرب من الضرائب.",
        "وكما كان متوقعا، تأخر القطار.",
        "نادرا ما يعلن عن ذلك.",
        "اكتفت البلدية بإدانة القصف ومناشدة الدول المانحة.",
        "عرض الفيلم مساء السبت.",
        "وطلب المهندس المشورة.",
    ],
)
def test_forms_that_say_nothing(text: str) -> None:
    """Accused of, as expected, rarely, a noun in a row of deeds: none of these is a verb of saying here."""
    assert said(text) == []


def test_a_participle_at_the_head_of_a_sentence() -> None:
    """مشيرة إلى أن behind a full stop carries on who spoke before."""
    second = said("قالت البلدية إن السوق يفتح غدا. مشيرة إلى أن الطريق آمن.")[1]
    assert (second.speaker, second.content) == ("البلدية", "الطريق آمن")


def test_a_paper_that_arrives_answers_nobody() -> None:
    """In بيان ورد the verb begins with و itself; where a sentence begins with it, it is و and رد."""
    for text, cue in (("قال الوزير في بيان ورد للصحيفة إن الطريق فتح", "قال"), ("ورد الوزير أن الطريق فتح", "رد")):
        assert [s.statement.cue.text for s in said(text) if s.statement.cue] == [cue]
