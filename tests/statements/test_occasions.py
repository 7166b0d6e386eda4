"""What stands between who speaks and what is said: papers and who they went to, moments, places, repetitions."""

from __future__ import annotations

import pytest

from sayings import said


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("أثنى المدير في كلمة وجهها للخريجين على صبر الأهالي.", "صبر الأهالي"),
        ("أشاد العمدة في لقاء نشرته أمس بعض الصحف بعودة المدارس.", "بعودة المدارس"),
        ("أكد الوزير في الوقت نفسه أن السد ممتلئ.", "السد ممتلئ"),
        ("وحذرت الشركة أكثر من مرة من انهيار الرصيف.", "انهيار الرصيف"),
        ("وثقت الشبكة بتاريخ السبت مقتل ثلاثة مدنيين.", "مقتل ثلاثة مدنيين"),
        ("أشار العمدة فيما يخص المياه إلى ضرورة أن يبنى السد.", "ضرورة أن يبنى السد"),
    ],
)
def test_between(text: str, content: str) -> None:
    """The description of a paper, a moment, a date and a repetition belong to neither speaker nor content."""
    assert [s.content for s in said(text)] == [content]


def test_who_put_the_paper_out() -> None:
    """An agency that published the paper relays its words, the speaker's own account does not."""
    (found,) = said("وأعلنت البلدية، في بيان نشرته وكالة الساحل، أن الجسر أغلق.", "صحيفة الأفق")
    assert (found.speaker, found.via) == ("البلدية", ("الساحل",))
    (found,) = said("وقالت البلدية عبر حسابها في فيسبوك إن الجسر أغلق.")
    assert found.via == ()
