"""Tests of khabar.events.phrases: where one player ends and another begins."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("طردت الحكومة المحلية السفير أمس", ["الحكومة المحلية"], ["السفير"]),
        ("استقبل الرئيس الوفد في القصر", ["الرئيس"], ["الوفد"]),
        ("رفض الجيش الانسحاب من القرية", ["الجيش"], []),
        ("هاجمت العناصر المسلحة القرية", ["العناصر المسلحة"], []),
        ("استقبل رئيس الحكومة الوفد في القصر", ["رئيس الحكومة"], ["الوفد"]),
        ("قتل الجنود النازحين في القرية", ["الجنود"], ["النازحين"]),
        ("هاجم جنود ومسلحون القرية", ["جنود", "مسلحون"], []),
        ("قتل جندي على جبهة السهل", [], ["جندي"]),
        ("قصف استهدف موقعين مدنيين في السهل", [], []),
        ("قصف استهدف منازل مدنيين في السهل", [], ["مدنيين"]),
    ],
)
def test_no_genitive_follows_an_article(lexicon: Lexicon, text: str, actors: list[str], recipients: list[str]) -> None:
    """Subject and object, or subject and deed, are two phrases although nothing stands between them."""
    events, entities = read(text, lexicon)
    assert [entities[a].name for a in events[0].actors] == actors
    assert [entities[r].name for r in events[0].recipients] == recipients


def test_what_is_written_onto_a_name_governs_it(lexicon: Lexicon) -> None:
    """لبرنامج is for the programme, which so is given aid and gives none."""
    text = "قدمت الجمعية منحة مالية لبرنامج الوادي"
    events, _ = read(text, lexicon, (entity("e1", "organization", text, "برنامج الوادي"),))
    assert (events[0].type, events[0].recipients) == ("AID", ("e1",))
    assert "e1" not in events[0].actors


def test_a_weapon_is_nobody(lexicon: Lexicon) -> None:
    """A weapon that some room took for a body does not strike; whose it is does."""
    text = "قصفت قذيفة هاون للجيش القرية"
    events, _ = read(text, lexicon, (entity("e1", "organization", text, "هاون"),))
    assert "e1" not in events[0].actors


def test_an_official_of_a_body_is_not_the_body(lexicon: Lexicon) -> None:
    """Who dismisses the head of an army does nothing to the army; named in his office, he is who is named."""
    text = "أقال الوزير قائد جيش الوادي"
    events, entities = read(text, lexicon, (entity("e1", "organization", text, "جيش الوادي"),))
    assert [entities[r].name for r in events[0].recipients] == ["قائد جيش الوادي"]
    text = "أقال الوزير قائد جيش الوادي سامر الأحمد"
    given = (entity("e1", "organization", text, "جيش الوادي"), entity("e2", "person", text, "سامر الأحمد"))
    assert read(text, lexicon, given)[0][0].recipients == ("e2",)


@pytest.mark.parametrize(
    "text", ["حث وزير الزراعة، سامر الأحمد، النقابة على التهدئة", "حث سامر الأحمد، وزير الزراعة، النقابة على التهدئة"]
)
def test_an_office_beside_a_name_is_the_named(lexicon: Lexicon, text: str) -> None:
    """A comma parts no two persons where one phrase is the other's office."""
    events, entities = read(text, lexicon, (entity("e1", "person", text, "سامر الأحمد"),))
    assert events[0].actors == ("e1",)
    assert [entities[r].name for r in events[0].recipients] == ["النقابة"]


@pytest.mark.parametrize("text", ["أتلفت الفيضانات مئات الخيام", "دعت نقابتان إلى تنظيم إضراب"])
def test_things_and_what_is_done_are_nobody(lexicon: Lexicon, text: str) -> None:
    """Hundreds of tents are no crowd, and organizing is no organization."""
    _, entities = read(text, lexicon)
    assert not {"مئات الخيام", "تنظيم"} & {e.name for e in entities.values()}


def test_an_adjective_of_a_weapon_or_deed_is_no_gunman(lexicon: Lexicon) -> None:
    """مجهول behind a shell, and مسلح behind an attack, describe it; the unknown who kills is somebody."""
    for text in ("قذيفة مجهولة تصيب السفينة", "هجوم مسلح على السفينة", "قصف مجهول على القرية"):
        assert all(not event.actors for event in read(text, lexicon)[0]), text
    events, entities = read("مجهول يهاجم الدورية", lexicon)
    assert [entities[a].name for a in events[0].actors] == ["مجهول"]
