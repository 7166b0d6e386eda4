"""Persons by grammar."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from naming import candidates_of


def persons(raw: str, lexicon: Lexicon) -> list[tuple[str, str | None]]:
    """(name, role) of the persons that stand by name."""
    return [
        (c.text, raw[c.role[0] : c.role[1]] if c.role else None)
        for c in candidates_of(raw, lexicon)
        if c.kind == "person" and c.form == "name"
    ]


@pytest.mark.parametrize(
    ("raw", "name", "role"),
    [
        ("قال وزير الطاقة النرويجي، أوديل هانسنيد، إن الأسعار ستنخفض", "أوديل هانسنيد", "وزير الطاقة النرويجي"),
        ("زار المبعوث الأممي غونار بالستروم المدينة", "غونار بالستروم", "المبعوث الأممي"),
        ("أوضح سامر درويش، الناطق الرسمي باسم الهيئة، أن الطريق مغلق", "سامر درويش", "الناطق الرسمي باسم الهيئة"),
        (
            "صرح المتحدث باسم “قوات سوريا الديمقراطية”، كنعان برهو، بأن الهدنة صامدة",
            "كنعان برهو",
            "المتحدث باسم “قوات سوريا الديمقراطية”",
        ),
    ],
)
def test_role_and_name_in_apposition(raw: str, name: str, role: str, lexicon: Lexicon) -> None:
    """An office and a name belong together in either order, with or without a comma, and name each other's extent."""
    assert persons(raw, lexicon) == [(name, role)]


@pytest.mark.parametrize(
    "raw",
    [
        "زار رئيس البلدية القرية المجاورة",
        "قال وزير الداخلية إن الوضع هادئ",
        "وصل مدرب نادي المدينة إلى الملعب",
        "أعلن على الفور عن فتح الطريق",
        "وزعت اللجنة خمسين سلة في شمال المدينة",
    ],
)
def test_an_office_alone_names_nobody(raw: str, lexicon: Lexicon) -> None:
    """Verbs, prepositions and complements after an office are no name."""
    assert persons(raw, lexicon) == []


def test_known_units_make_a_name(lexicon: Lexicon) -> None:
    """A first name and another known unit are a person without any office; ابن, عبد and أبو join."""
    assert [n for n, _ in persons("شوهد محمود عبد الكريم الحسيني قرب الساحة", lexicon)] == ["محمود عبد الكريم الحسيني"]


def test_the_last_name_alone_is_the_same_person(lexicon: Lexicon) -> None:
    """After the full name the last name is found by itself; an ordinal of a ruler's name is not."""
    raw = "قال المحامي سليم الحوراني إن الجلسة تأجلت. وأضاف الحوراني أن الشهود حضروا"
    assert [n for n, _ in persons(raw, lexicon)] == ["سليم الحوراني", "الحوراني"]
    royal = "استقبل الملك عبد الله الثاني الوفد، وعقد الاجتماع الثاني مساء"
    assert "الثاني" not in [n for n, _ in persons(royal, lexicon)]


def test_a_person_of_the_books_takes_the_role_of_the_report(lexicon: Lexicon) -> None:
    """A known person keeps the entry's id and gains the office that stands beside the name."""
    raw = "اجتمع وزير الخارجية الروسي، سيرغي لافروف، مع نظيره"
    found = next(c for c in candidates_of(raw, lexicon) if c.kind == "person" and c.actor)
    assert found.role is not None
    assert raw[found.role[0] : found.role[1]] == "وزير الخارجية الروسي"


def test_a_name_behind_a_letter_is_somebody_else(lexicon: Lexicon) -> None:
    """لبلينكن after a name that nobody knows is whom he speaks to; الأمر is no officer."""
    found = candidates_of("قال وزير الخارجية الصيني زرناك شانغ لبلينكن إن الوقت ضيق", lexicon)
    assert "زرناك شانغ" in [c.text for c in found if c.kind == "person"]
    assert not any(c.role for c in candidates_of("في نهاية الأمر سعيد بخير", lexicon))


def test_an_office_s_word_inside_a_place_s_name_is_no_office(lexicon: Lexicon) -> None:
    """السلطان in تل السلطان is nobody's title, and what stands between commas behind it is no name."""
    assert persons("تتراجع القوات في حي تل السلطان، شمال غربي رفح، بالتوازي مع القتال", lexicon) == []
