"""Source phrases: whom وفق، بحسب، على ما name, and who goes on where they name nobody."""

from __future__ import annotations

import pytest

from sayings import said


def test_a_source_before_the_content() -> None:
    """An outlet between speaker and content relays the speaker."""
    (found,) = said("وقال وزير النقل، بحسب وكالة الساحل، إن السفينة غرقت.")
    assert (found.speaker, found.via, found.content) == ("وزير النقل", ("الساحل",), "السفينة غرقت")


def test_as_she_said() -> None:
    """بحسب ما قالت, naming nobody, is the words of who spoke before, whatever noun follows in the next clause."""
    second = said("قالت الشركة إن العمل توقف. وعاد العمال إلى المدينة بحسب ما قالت، والطريق مفتوح.")[1]
    assert (second.speaker, second.content) == ("الشركة", "وعاد العمال إلى المدينة")


def test_the_same_sources() -> None:
    """المصادر نفسها goes back to the sources named before, and inside its clause covers the longer part."""
    text = "قالت مصادر محلية إن الطريق قطع. وتمكنت اللجنة، حسب المصادر نفسها، من فتح طريق آخر بين البلدة والمدينة."
    first, second = said(text)
    assert first.statement.speaker == second.statement.speaker
    assert second.content == "من فتح طريق آخر بين البلدة والمدينة"


def test_the_word_behind_the_source() -> None:
    """One word behind the comma that is no name begins the clause."""
    (found,) = said("وبحسب الجندي، قيل لهم: “لا تدخلوا البيوت”.")
    assert (found.speaker, found.content) == ("الجندي", "قيل لهم: “لا تدخلوا البيوت”")


def test_a_paper_behind_an_outlet() -> None:
    """A paper on which the outlet rests is no relay of it."""
    (found,) = said("ذكرت وكالة الساحل أن السوق أغلق، وفقاً لمذكرة داخلية.")
    assert found.via == ()


def test_a_source_in_front_of_a_speaker() -> None:
    """An agency in front of a verb of saying, or of its subject, hands its words on and says nothing itself."""
    for clause in ("فقد ذكرت الشركة أن الأسعار تراجعت", "فإن الشركة تعتبر أن الأسعار مرتفعة"):
        (found,) = said(f"وبحسب وكالة الساحل، {clause}.", "صحيفة الأفق")
        assert (found.speaker, found.via) == ("الشركة", ("الساحل",))


def test_direct_words_and_a_source_behind() -> None:
    """Behind a quotation the source phrase hands on the words of who was quoted."""
    (found,) = said("أصدرت البلدية بيانا، أعلنت فيه أن «السوق يفتح غدا»، وفق صحيفة النهر.", "شبكة الوادي")
    assert (found.speaker, found.via) == ("البلدية", ("النهر",))


def test_a_source_that_opens_the_next_clause() -> None:
    """، ووفقا لـ… with a comma behind gives the clause after it, not the one before."""
    (found,) = said("اتخذ المجلس خطوات كافية، ووفقا لمسؤول محلي، فقد عاد العمال إلى المصنع.")
    assert (found.speaker, found.content) == ("مسؤول محلي", "فقد عاد العمال إلى المصنع")


def test_a_pronoun_behind_the_source() -> None:
    """وبحسب قوله at the head of a sentence carries on who spoke before."""
    second = said("قال الوزير إن الطريق مغلق. وبحسب قوله، سمي المشروع باسم الجسر.")[1]
    assert (second.speaker, second.content) == ("الوزير", "سمي المشروع باسم الجسر")


def test_what_will_be_said_is_no_source() -> None:
    """على ما with a verb to come or with its object is nobody's attribution."""
    assert said("تتوقف النتائج المترتبة على ما سيقوله القاضي غدا.") == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("وبحسب المصدر، تم نقل الجرحى إلى المشفى.", "تم نقل الجرحى إلى المشفى"),
        ("وحسب ذات البيان، جرى فتح الجسر.", "جرى فتح الجسر"),
        ("ووفق المرصد، ومقره باريس، فإن الجسر انهار.", "الجسر انهار"),
        ("بحسب مدير المشفى، الذي تحدث إلينا، هناك ثلاثة جرحى.", "هناك ثلاثة جرحى"),
        ("بحسب حصيلة غير نهائية نشرتها البلدية، غرق قاربان.", "غرق قاربان"),
    ],
)
def test_what_follows_a_source(text: str, content: str) -> None:
    """A verb for what was done is no name of the source; what is told of the source is none of its words."""
    (found,) = said(text)
    assert found.content == content


def test_no_source() -> None:
    """Directives, priorities and requests name nobody who says it."""
    assert said("فتح الجسر وفق توجيهات المحافظ وحسب الأولوية.") == []


@pytest.mark.parametrize(
    "text",
    [
        "جرى توزيع الحصص وفق الآتي: للقرية ثلاث وللبلدة اثنتان.",
        "نفذت الشركة الجسر وفق أفضل معايير السلامة.",
        "تقدم الطلبات طبقا للخطوات التالية: تعبئة النموذج ثم توقيعه.",
    ],
)
def test_what_one_goes_by_says_nothing(text: str) -> None:
    """A list that follows, standards and steps are no sources."""
    assert said(text) == []


def test_a_clause_behind_the_source_is_no_second_name() -> None:
    """A comma behind the source begins what it covers, unless who it is follows."""
    (found,) = said("وبحسب البيان، بلغ عدد العائدين ألفين.")
    assert (found.speaker, found.content) == ("البيان", "بلغ عدد العائدين ألفين")


def test_the_source_of_the_source() -> None:
    """بحسب ما نشرت الوكالة، نقلا عن is one source phrase, handed on by the agency."""
    (found,) = said("أغلقت البلدية الجسر، بحسب ما نشرت وكالة النهر، نقلا عن مصدر محلي.", "شبكة الوادي")
    assert (found.speaker, found.via, found.content) == ("مصدر محلي", ("النهر",), "أغلقت البلدية الجسر")


def test_who_said_it_in_the_interview() -> None:
    """ما قالته في المقابلة goes back to who spoke; the interview says nothing."""
    second = said("قالت الوزارة إن الطريق مغلق. وبحسب ما قالته في المقابلة، فإن العمل سيبدأ غدا.")[1]
    assert (second.speaker, second.content) == ("الوزارة", "العمل سيبدأ غدا")


def test_a_participle_goes_on_with_the_source() -> None:
    """What the source adds is a statement beside the first, not part of it."""
    first, second = said("ووفقا لمراسل الشبكة، فإن الأهالي عادوا إلى القرية، مضيفا أن أحدا لم يصب.")
    assert (first.content, second.content) == ("الأهالي عادوا إلى القرية", "أحدا لم يصب")
    assert first.speaker == second.speaker


def test_the_verb_of_a_source_is_no_cue() -> None:
    """The verb in بحسب ما أعلن belongs to the source phrase, whatever is quoted behind."""
    found = said("وبحسب ما أعلن رئيس البلدية، فإن الطريق سيفتح من أجل «عودة كل من نزح من أهل القرية».")
    assert [f.statement.rule for f in found] == ["statements.source"]
