"""What keeps a word of status from a deed that stands behind it."""

from __future__ import annotations

import pytest
from tests.events.helpers import statuses

from khabar.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        # another clause begins
        ("دعا المجلس إلى ترك المبادرات التي كان آخرها قمة الميناء", "meeting", "occurred"),
        ("يجب على الجميع ضبط النفس في وقت تواصل فيه الطائرات غاراتها", "airstrike", "ongoing"),
        ("من المقرر أن يسافر الوفد إذ تقصف الطائرات الميناء", "shelling", "occurred"),
        ("حذرت البلدية من نقص الماء إزاء استمرار حصار المدينة", "siege", "ongoing"),
        ("المقترح الذي يتضمن سحب القوات", "withdraw", "proposed"),
        ("ينص القرار الذي صدر أمس في العاصمة على سحب القوات", "withdraw", "planned"),
        ("إذا كانت الأدلة التي جمعها المحقق تكفي لاعتقال الحارس", "arrest", "hypothetical"),
        # another noun is about a deed that is known
        ("رفعوا الحراسة خشية الرد على الهجوم", "attack", "occurred"),
        ("عززوا الحراسة خشية المزيد من الهجمات", "attack", "hypothetical"),
        ("لا يزال الحزب ثابتا في موقفه من الانسحاب", "withdraw", "occurred"),
        ("لا تزال القرية تعاني من الحصار", "siege", "ongoing"),
        ("هبطت المروحية من أجل نقل القتلى", "casualties", "occurred"),
        ("يتخوف الأهالي من الاقتحام", "storming", "hypothetical"),
        ("طالبوا بمحاكمة الحارس ورفع لافتات ضد زيارته للميناء", "visit", "occurred"),
        ("لم يتم تشغيل الصفارات قبيل الهجوم", "attack", "occurred"),
        ("بهدف خفض الكلفة، يعقد الوزيران لقاء", "meeting", "occurred"),
        # another word than it looks
        ("أسفرت غارة بطائرة دون طيار عن مقتل حارس", "airstrike", "occurred"),
        ("حذرت المنظمة السكان من قصف الميناء", "shelling", "hypothetical"),
        ("حذر الوزير قادة المظاهرة من سخط الأهالي", "demonstration", "occurred"),
        ("حذرت القوات السكان قبل قصف الميناء", "shelling", "occurred"),
        ("بدا المكان كما لو قصف أمس", "shelling", "occurred"),
        ("أكدوا السفر بعد أن كانوا يرفضون الدعوة", "reject", "occurred"),
        ("تعرضت القرية دون سابق إنذار لقصف مدفعي", "shelling", "occurred"),
        # what is said, for its part
        ("في حال فشل الحوار، طالبت النقابة بالتحكيم", "request", "occurred"),
        ("رحبت النقابة بقرار الوزير، مطالبة بتنفيذه", "request", "occurred"),
        # a word of choice over few tokens
        ("أي أثر سيكون لموقف الوزير الجديد على هجوم الأمس", "attack", "occurred"),
        ("يرفض المجلس أي تصعيد أو هجوم", "attack", "hypothetical"),
    ],
)
def test_what_bars_a_word_of_status(lexicon: Lexicon, text: str, kind: str, status: str) -> None:
    """A deed behind another clause, noun or sense of the word is as it is told; else the word reaches it."""
    assert statuses(text, lexicon)[kind] == status
