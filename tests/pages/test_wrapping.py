"""Text broken at a fixed width."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from khabar.pages.wrapping import unwrap

PARAGRAPH = (
    "أعلن المجلس المحلي إغلاق الطريق الدولي بين المدينتين بسبب القصف الذي طال الجسر مساء أمس، وقال إن الإصلاح "
    "يحتاج إلى أسبوع كامل على الأقل، فيما علقت عشرات الشاحنات المحملة بالوقود والدقيق على جانبي الوادي دون أن "
    "يتمكن أحد من الوصول إليها، وحذر من أن المخزون في الأفران يكفي يومين، وأن المشفى الوحيد يعمل على مولد واحد."
)
NAMES = "القتلى:\n- حسن علي من سكان الحي الغربي\n- رنا الخطيب من سكان الحي الشرقي\n- عمر ناصر من سكان الحي القديم"
VERSE = "يا ليل الصب متى غده\nأقيام الساعة موعده\nرقد السمار فأرقه\nأسف للبين يردده"
SENTENCES = """قال المجلس إن الطريق الدولي مغلق بسبب القصف.
وقال إن الإصلاح يحتاج إلى أسبوع كامل على الأقل.
وعلقت عشرات الشاحنات على الجانبين منذ الصباح.
ولم يصل أحد إليها."""


def test_a_wrapped_paragraph_is_joined_and_offsets_stay() -> None:
    """What was broken at 60 characters reads as one line of the same length, and it is said."""
    for width in (45, 60, 72, 100):
        raw = "\n\n".join(["عنوان الخبر", "\n".join(textwrap.wrap(PARAGRAPH, width)), "سطر أخير."])
        warnings: list[str] = []
        text = unwrap(raw, warnings)
        assert PARAGRAPH in text and len(text) == len(raw) and len(warnings) == 1


def test_lists_verse_and_sentences_keep_their_lines() -> None:
    """Names one to a line, short verses and a sentence to a line are no wrapped text."""
    for raw in (NAMES, VERSE, SENTENCES):
        assert unwrap(raw, []) == raw


@given(st.text(alphabet="اب \n.-", max_size=300))
def test_only_breaks_are_touched(raw: str) -> None:
    """Nothing but a line break ever becomes a blank."""
    text = unwrap(raw, [])
    assert len(text) == len(raw)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(raw, text, strict=True))
