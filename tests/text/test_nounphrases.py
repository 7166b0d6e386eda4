"""How far a noun phrase reaches."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.lexicon import compile_noun_phrases, load_lexicon
from khabar.objects import Part, Report, Text
from khabar.text.analysis import analyse

PHRASES = load_lexicon().build(compile_noun_phrases)


def analysed(text: str) -> Text:
    """A text of one part."""
    parts = (Part(kind="body", start=0, end=len(text)),)
    return analyse(Report(id="x", source_id="x", text=text, parts=parts))


@pytest.mark.parametrize(
    ("text", "core", "whole"),
    [
        ("رئيس بلدية الدالية، سمير نعمة، في اتصال", "رئيس بلدية الدالية", "رئيس بلدية الدالية، سمير نعمة"),
        ("وكالة “الساحل” المحلية أن", "وكالة “الساحل” المحلية", "وكالة “الساحل” المحلية"),
        ("مصدر في شرطة المدينة لم", "مصدر", "مصدر في شرطة المدينة"),
        ("الوزير السابق جميل عواد تسليم الملف", "الوزير السابق جميل عواد", "الوزير السابق جميل عواد"),
        ("حركة العمل (حراك) إن", "حركة العمل (حراك)", "حركة العمل (حراك)"),
        ("الوزارة التي أعلنت", "الوزارة", "الوزارة"),
        ("السكان، الذين", "السكان", "السكان"),
        ("قائد الفصيل بالانسحاب", "قائد الفصيل", "قائد الفصيل"),
        ("المتحدثون الحكوميون المدنيين", "المتحدثون الحكوميون", "المتحدثون الحكوميون"),
        ("الحكومة السورية المجتمع", "الحكومة السورية", "الحكومة السورية"),
    ],
)
def test_extent(text: str, core: str, whole: str) -> None:
    """Head, iḍāfa and adjectives make the core; descriptions, quoted names, parentheses and appositions the whole."""
    analysis = analysed(text)
    found = PHRASES.at(analysis, 0, len(analysis.tokens), prepositions=True)
    assert found is not None
    assert analysis.words(found.first, found.core).text == core
    assert analysis.words(found.first, found.last).text == whole


@pytest.mark.parametrize("text", ["في المدينة", "الذي قال", "أن الوزير", "يعلن الوزير", "بالانسحاب من"])
def test_no_phrase(text: str) -> None:
    """No noun phrase begins with a preposition, a relative, a complementiser, a verb or an attached بـ."""
    analysis = analysed(text)
    assert PHRASES.at(analysis, 0, len(analysis.tokens)) is None


def test_units_are_never_cut() -> None:
    """A known mention is one piece, and a definite noun after it begins the next phrase."""
    analysis = analysed("سامي الخطيب القرية")
    found = PHRASES.at(analysis, 0, 3, units={0: 2}, people={0: 2})
    assert found is not None and (found.first, found.last) == (0, 2)


def test_barred_prepositions_are_left_to_the_verb() -> None:
    """What the verb governs does not describe its subject."""
    analysis = analysed("الناطق باسم الوفد على ضرورة الحوار")
    found = PHRASES.at(analysis, 0, 6, prepositions=True, barred=frozenset({"علي"}))
    assert found is not None and analysis.words(found.first, found.last).text == "الناطق باسم الوفد"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("المدير العام لهيئة المياه أعلن", "المدير العام"),
        ("مدير العلاقات والإعلام أعلن", "مدير العلاقات والإعلام"),
        ("وزارة العمل والتأهيل أعلنت", "وزارة العمل والتأهيل"),
    ],
)
def test_offices(text: str, whole: str) -> None:
    """A body behind ل is no name; a verbal noun joined by و is the second branch of an office."""
    analysis = analysed(text)
    found = PHRASES.at(analysis, 0, len(analysis.tokens), coordination=True)
    assert found is not None and analysis.words(found.first, found.last).text == whole and found.name is None


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='ابتوينلمقسةىأإ ،.:"«»()#_ـ12', max_size=60), st.integers(0, 10))
def test_within_bounds(text: str, first: int) -> None:
    """A phrase never leaves its bounds, is never empty, and its pieces lie inside it."""
    analysis = analysed("x " + text)
    limit = len(analysis.tokens)
    if first < limit:
        found = PHRASES.at(analysis, first, limit, prepositions=True, coordination=True)
        if found is not None:
            assert first == found.first < found.core <= found.last <= limit
            for piece in (found.name, found.apposition):
                assert piece is None or found.first <= piece[0] < piece[1] <= found.last
