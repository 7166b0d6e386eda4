"""Whom an office without a name beside it means."""

from __future__ import annotations

import pytest

from khabar.lexicon import Lexicon
from naming import entities_of, named
from spent import grows_with_length


@pytest.mark.parametrize(
    ("raw", "person", "offices"),
    [
        (
            "وصل وزير الري العراقي سامر الحكيم إلى البصرة. وقال وزير الري العراقي إن السد آمن",
            "سامر الحكيم",
            ["وزير الري العراقي", "وزير الري العراقي"],
        ),
        (
            "رئيس مجلس البلدة يستقيل. وقال رئيس مجلس البلدة، خالد الزعبي، إنه متعب",
            "خالد الزعبي",
            ["رئيس مجلس البلدة"] * 2,
        ),
        (
            "قال خالد الزعبي، الناطق باسم الدفاع المدني التونسي، إن النار أخمدت. وأضاف الناطق التونسي أن لا إصابات",
            "خالد الزعبي",
            ["الناطق باسم الدفاع المدني التونسي", "الناطق التونسي"],
        ),
        ("أعلنها الرئيس فلاديمير بوتين. وأضاف الرئيس الروسي أنه مصر", "فلاديمير بوتين", ["الرئيس", "الرئيس الروسي"]),
        ("وصف المرشح سامر الحكيم الخطة، وسأل المرشح خالد الزعبي عنها", "خالد الزعبي", ["المرشح"]),
        ("قالت نائبة الرئيس ليلى الزعبي إنها عائدة", "ليلى الزعبي", ["نائبة"]),
        ("زار قائد الشرطة في الباب، سامر الحكيم، المصابين", "سامر الحكيم", ["قائد الشرطة"]),
    ],
)
def test_the_holder_of_an_office(raw: str, person: str, offices: list[str], lexicon: Lexicon) -> None:
    """An office is its holder's, beside the name and where the same words stand alone; its mention says no place."""
    entity = named(entities_of(raw, lexicon), person)
    assert [m.text for m in entity.mentions if m.form == "nominal"] == offices


@pytest.mark.parametrize(
    "raw",
    [
        "التقى الرئيس التونسي، سامر الحكيم، الوفد. وانتقد الرئيس الجزائري، خالد الزعبي، القرار",
        "قال رئيس البرلمان التونسي سامر الحكيم ذلك، ثم رد الرئيس التونسي عليه",
        "قال الوزير التونسي السابق سامر الحكيم ذلك، ثم رد وزير الزراعة عليه",
        "حضر وزير الزراعة سامر الحكيم ووزير الزراعة خالد الزعبي، ثم تكلم وزير الزراعة",
    ],
)
def test_an_office_of_somebody_else(raw: str, lexicon: Lexicon) -> None:
    """An office of another country, of another rank, or of two people is not put to the one who was named first."""
    offices = [m.text for m in named(entities_of(raw, lexicon), "سامر الحكيم").mentions if m.form == "nominal"]
    assert len(offices) <= 1


def test_a_report_full_of_offices_is_read_in_time(lexicon: Lexicon) -> None:
    """Hundreds of offices without a holder cost time that grows with their number."""
    piece = "وزير الدفاع الفرنسي والرئيس التونسي "
    assert grows_with_length(lambda length: entities_of(piece * length, lexicon), 200, 4)
