"""Tests of khabar.events.referents: whom a pronoun on a verb or on a deed's noun stands for."""

from __future__ import annotations

import pytest
from tests.events.helpers import entity, read

from khabar.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("المختار خطفه ملثمون قرب داره", ["ملثمون"], ["المختار"]),
        ("أصيب جنديان بعدما طعنهما شاب قرب الحاجز", ["شاب"], ["جنديان"]),
        ("وصلت الفتاة التي احتجزتها عصابة مسلحة", ["عصابة مسلحة"], ["الفتاة"]),
        ("المحطة التي قصفتها الفصائل", ["الفصائل"], []),
        ("وصل الرجل بعد خطفه أمس", [], ["الرجل"]),
    ],
)
def test_the_pronoun_of_a_verb_is_whom_it_is_done_to(
    lexicon: Lexicon, text: str, actors: list[str], recipients: list[str]
) -> None:
    """Who follows a verb with an object pronoun acts; the pronoun's referent suffers, where it is someone."""
    events, entities = read(text, lexicon)
    event = events[-1]
    assert [entities[a].name for a in event.actors] == actors
    assert [entities[r].name for r in event.recipients] == recipients


def test_after_a_noun_of_time_it_is_a_noun(lexicon: Lexicon) -> None:
    """In بعد قتله مدنيين the word is a noun with its possessor: the civilians did not kill."""
    events, entities = read("فر القناص بعد قتله مدنيين", lexicon)
    assert "مدنيين" not in [entities[a].name for e in events for a in e.actors]


def test_those_seized_are_not_who_seizes(lexicon: Lexicon) -> None:
    """In خطف المسلحون مدنيين بعد استيلائهم على القرية the gunmen take the village."""
    events, entities = read("خطف المسلحون ثلاثة مدنيين بعد استيلائهم على القرية", lexicon)
    assert {entities[a].name for e in events if e.type == "COERCE" for a in e.actors} == {"المسلحون"}


def test_what_befell_us_befell_nobody_named_before(lexicon: Lexicon) -> None:
    """A pronoun of the first person is whoever speaks: أصابتنا says nothing of the man named before it."""
    text = "قال سامر الأحمد إن المحنة التي أصابتنا لا توصف"
    events, _ = read(text, lexicon, (entity("e1", "person", text, "سامر الأحمد"),))
    assert not any(e.victims or e.counts for e in events)


def test_a_pronoun_of_several_is_no_one_person(lexicon: Lexicon) -> None:
    """رفضهم is not of the one man named before it, and موافقتهما is of the two who are joined."""
    text = "قبل خطاب سامر العلي عبروا عن رفضهم القرار"
    assert not read(text, lexicon, (entity("e1", "person", text, "سامر العلي"),))[0][-1].actors
    text = "أبدى سامر العلي ونزار الحسن موافقتهما على القرار"
    given = entity("e1", "person", text, "سامر العلي"), entity("e2", "person", text, "نزار الحسن")
    assert read(text, lexicon, given)[0][-1].actors == ("e1", "e2")
