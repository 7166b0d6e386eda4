"""Roles of persons."""

from __future__ import annotations

from khabar.lexicon import Lexicon
from naming import entities_of, named


def test_the_role_is_the_reports_own_words(lexicon: Lexicon) -> None:
    """The role is quoted from the report, without quotation marks."""
    raw = "قال الناطق الرسمي باسم “حركة أحرار الشام”، عمر البرهان، إن الهدنة صامدة"
    person = named(entities_of(raw, lexicon), "عمر البرهان")
    assert person.role == "الناطق الرسمي باسم حركة أحرار الشام"


def test_the_speakers_code_is_his_organisations(lexicon: Lexicon) -> None:
    """A spokesman of a group has the group's code, not that of a government."""
    raw = "قال الناطق الرسمي باسم “حركة أحرار الشام”، عمر البرهان، إن الهدنة صامدة"
    entities = entities_of(raw, lexicon)
    assert named(entities, "عمر البرهان").actor_code == named(entities, "حركة أحرار الشام").actor_code


def test_without_role_none(lexicon: Lexicon) -> None:
    """A name without office has no role and no code."""
    person = named(entities_of("شوهد محمود عبد الكريم الحسيني قرب الساحة", lexicon), "محمود عبد الكريم الحسيني")
    assert (person.role, person.actor_code) == (None, None)


def test_a_paper_s_name_in_a_role_is_no_country(lexicon: Lexicon) -> None:
    """السفير، الجمهورية and اللواء are papers of one country, and in a role an ambassador, a state and a general."""
    for raw in ("استدعت الوزارة السفير كريم مسعودي أمس", "تلقى مدير الأمن اللواء كريم مسعودي إخطاراً"):
        assert named(entities_of(raw, lexicon), "كريم مسعودي").actor_code is None


def test_a_role_begins_with_its_office(lexicon: Lexicon) -> None:
    """What is written onto the office (للنائب، بالملك) is no part of the role; وزير keeps its own letter."""
    for raw, role in (
        ("وصل التقرير للنائب كريم مسعودي أمس", "النائب"),
        ("اجتمع الوفد بالملك كريم مسعودي أمس", "الملك"),
        ("قال وزير النقل كريم مسعودي إن الطريق آمن", "وزير النقل"),
    ):
        assert named(entities_of(raw, lexicon), "كريم مسعودي").role == role


def test_the_article_that_a_letter_has_swallowed_is_put_back(lexicon: Lexicon) -> None:
    """للرئيس is ل before الرئيس, whose role keeps its article."""
    entities = entities_of("وجه الوفد رسالة للرئيس التونسي سامر الحكيم", lexicon)
    assert named(entities, "سامر الحكيم").role == "الرئيس التونسي"


def test_an_office_of_another_state_is_not_his(lexicon: Lexicon) -> None:
    """A minister's or ruler's office of another state than a known person's is his neighbour's in the sentence."""
    entities = entities_of("التقى سيرغي لافروف وزير خارجية الولايات المتحدة كريم مسعودي", lexicon)
    assert named(entities, "سيرغي لافروف").role is None


def test_who_serves_a_union_now_may_have_ruled_a_state(lexicon: Lexicon) -> None:
    """The office that the report gives counts before the union that the books know a person of."""
    raw = "بحث المجلس مع رئيس الوزراء الهولندي مارك روته ملف المياه"
    assert named(entities_of(raw, lexicon), "مارك روته").actor_code == "NLD GOV"
