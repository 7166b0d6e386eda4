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
    assert said(text, "شبكة الوادي")[0].via == ("صحيفة النهر",)
    assert said(text, "صحيفة النهر")[0].via == ()
    assert said("قال مصدر لمراسلنا إن النار امتدت.", "شبكة الوادي")[0].via == ("مراسلنا",)
