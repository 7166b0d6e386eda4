"""Players of a sentence."""

from __future__ import annotations

import pytest
from tests.events.helpers import analysed, entity, read

from khabar.events.scene import Scene
from khabar.events.vocabulary import Vocabulary
from khabar.lexicon import Lexicon


def test_a_head_noun_and_the_mention_after_it_are_one_player(lexicon: Lexicon) -> None:
    """طائرات | التحالف is the coalition; a person after a title is the person; pronouns are no players."""
    raw = "قصفت طائرات التحالف القرية وقتل الشاب سليم الأحمد"
    text = analysed(raw)
    entities = (entity("e1", "organization", raw, "التحالف"), entity("e2", "person", raw, "سليم الأحمد"))
    scene = Scene(text, entities, (), (), lexicon.build(Vocabulary))
    assert [(p.entity, p.first) for p in scene.players(text.sentences[0])] == [("e1", 1), ("e2", 5)]


def test_offsets_become_tokens(lexicon: Lexicon) -> None:
    """The token that holds an offset, or the next one for a blank."""
    text = analysed("قصفت الطائرات")
    scene = Scene(text, (), (), (), lexicon.build(Vocabulary))
    assert [scene.token_at(i) for i in (0, 3, 4, 5)] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("raw", "name", "office"),
    [
        ("رفض رئيس مجلس النواب سليم الأحمد المقترح", "سليم الأحمد", 1),
        ("التقى المبعوث الأممي إلى البلاد سليم الأحمد الوفد", "سليم الأحمد", 1),
        ("استقبل الرئيس وزير الخارجية سليم الأحمد", "سليم الأحمد", 2),
        ("قال نائب رئيس البلدية سليم الأحمد ذلك", "سليم الأحمد", 1),
        ("تحدث الناطق مع سليم الأحمد", "سليم الأحمد", 3),
        ("قصفت قوات الأحمد القرية", "الأحمد", 2),
    ],
)
def test_an_office_belongs_to_who_holds_it(lexicon: Lexicon, raw: str, name: str, office: int) -> None:
    """A named person begins with the office before the name; nothing of the office takes part by itself."""
    text = analysed(raw)
    council = (entity("e2", "organization", raw, "مجلس النواب"),) if "مجلس النواب" in raw else ()
    scene = Scene(text, (entity("e1", "person", raw, name), *council), (), (), lexicon.build(Vocabulary))
    players = scene.players(text.sentences[0])
    held = next(p for p in players if p.entity == "e1")
    assert held.first <= office and not any(p.entity == "e2" for p in players)


def test_an_accusative_is_no_adjective_of_a_nominative(lexicon: Lexicon) -> None:
    """مسلحون جنديين are two parties, مسلحون مجهولون one."""
    for raw, number in (("قتل مسلحون جنديين", 2), ("قتل مسلحون مجهولون جنديين", 2)):
        text = analysed(raw)
        assert len(Scene(text, (), (), (), lexicon.build(Vocabulary)).players(text.sentences[0])) == number


def test_a_country_under_a_word_of_force_acts(lexicon: Lexicon) -> None:
    """الاحتلال and its like before a country's name act, though the country is a place elsewhere in the report."""
    raw = "قصف الاحتلال الشمالي القرية"
    text = analysed(raw)
    country = entity("e1", "place", raw, "الاحتلال الشمالي", code="XXX")
    assert Scene(text, (country,), (), (), lexicon.build(Vocabulary)).players(text.sentences[0])[0].sort == "state"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("فصائل موالية لروسيا تقصف البلدة", "فصائل موالية لروسيا"),
        ("قصفت ميليشيات مدعومة من روسيا قاعدة في البلدة", "ميليشيات مدعومة من روسيا"),
        ("جماعات محسوبة على روسيا خطفت تاجرا", "جماعات محسوبة على روسيا"),
    ],
)
def test_who_is_behind_a_group_is_not_the_group(lexicon: Lexicon, text: str, who: str) -> None:
    """A state that backs a group has no part in what the group does; the group is named with its backer."""
    events, entities = read(text, lexicon, (entity("e1", "state", text, "روسيا"),))
    assert [entities[a].name for a in events[0].actors] == [who]
    assert "e1" not in events[0].recipients


def test_subject_and_object_are_not_one_phrase(lexicon: Lexicon) -> None:
    """In استهدفت فصائل المعارضة قوات الوادي the forces are struck: the phrase before them is closed by its article."""
    text = "استهدفت فصائل المعارضة قوات الوادي بصاروخ"
    events, entities = read(text, lexicon, (entity("e1", "organization", text, "قوات الوادي"),))
    assert [entities[a].name for a in events[0].actors] == ["فصائل المعارضة"]
    assert events[0].recipients == ("e1",)


def test_quantities_and_what_is_like_somebody_take_no_part(lexicon: Lexicon) -> None:
    """Of كميات and كجنود the ك is no preposition before a crowd or soldiers."""
    for text in ("القبض على خلية وضبط كميات من الأسلحة", "القبض على رجل تنكر كجنود الحراسة"):
        events, entities = read(text, lexicon)
        assert len(events[0].recipients) == 1, [entities[r].name for r in events[0].recipients]


def test_an_adjective_of_a_group_says_who_strikes(lexicon: Lexicon) -> None:
    """قصف حوثي is the group's, as قصف روسي is the state's; the group itself is no adjective."""
    text = "قصف حوثي على القرية"
    events, _ = read(text, lexicon, (entity("e1", "armed_group", text, "حوثي"),))
    assert (events[0].actors, events[0].recipients) == (("e1",), ())


def test_a_body_of_two_words_is_one_participant(lexicon: Lexicon) -> None:
    """رجال الأمن are the police and no men, الأجهزة الأمنية arrest the cell."""
    events, entities = read("اعتقلت الأجهزة الأمنية خلية في القرية", lexicon)
    assert [entities[a].name for a in events[0].actors] == ["الأجهزة الأمنية"]
    events, entities = read("قتل ثلاثة من رجال الأمن في هجوم", lexicon)
    assert [entities[r].actor_code for r in events[0].recipients] == ["COP"]
