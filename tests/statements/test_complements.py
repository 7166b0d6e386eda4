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
