"""Triggers: verb or noun, active or passive, and the verb that carries a noun."""

from __future__ import annotations

import pytest
from tests.events.helpers import scans

from khabar.events.triggers import Trigger
from khabar.lexicon import Lexicon


def first(text: str, lexicon: Lexicon) -> Trigger:
    """The first trigger of a text."""
    return scans(text, lexicon)[0].triggers[0]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("قصف الجيش القرية", "verb"),
        ("قتل ثلاثة مدنيين", "verb"),
        ("قصف مدفعي على القرية", "noun"),
        ("بعد قتل ثلاثة مدنيين", "noun"),
        ("إصابة طفل بجروح", "noun"),
        ("أطلقوا النار على دورية", "phrase"),
        ("أطلق مجهولون النار على دورية", "verb"),
        ("اعترض الدفاع صاروخا باليستيا أطلقته الجماعة", "verb"),
    ],
)
def test_verb_or_verbal_noun_by_what_stands_around(lexicon: Lexicon, text: str, form: str) -> None:
    """قصف and قتل are spelt alike as verb and noun; clause opening, adjective and preposition tell them apart."""
    assert first(text, lexicon).form == form


def test_a_damma_makes_a_passive(lexicon: Lexicon) -> None:
    """A written damma on the first letter decides the voice."""
    assert first("استُهدفت السيارة", lexicon).passive
    assert not first("استهدفت الطائرة السيارة", lexicon).passive


@pytest.mark.parametrize(
    ("text", "light"),
    [
        ("شنت الطائرات غارة على الموقع", "launch"),
        ("تعرضت البلدة لقصف مدفعي", "undergo"),
        ("نجح الجيش في قتل القائد", "succeed"),
        ("مقترح بشن هجوم على البلدة", "launch"),
    ],
)
def test_a_light_verb_carries_its_noun(lexicon: Lexicon, text: str, light: str) -> None:
    """The verb that says little is tied to the noun that tells the deed, also as a verbal noun with a preposition."""
    carried = [t for s in scans(text, lexicon) for t in s.triggers if t.carrier is not None]
    assert [t.carrier.light.id for t in carried if t.carrier] == [light]


def test_a_link_of_cause_ends_what_a_light_verb_carries(lexicon: Lexicon) -> None:
    """شن هجوما أدى إلى مقتل: the attack is launched, the death is not."""
    triggers = scans("شن الطيران هجوما أدى إلى مقتل عنصر", lexicon)[0].triggers
    assert [t.carrier is not None for t in triggers] == [True, False]


def test_closed_tokens_tell_nothing(lexicon: Lexicon) -> None:
    """فجر in فجر اليوم is a time, not a bombing."""
    from tests.events.helpers import analysed

    from khabar.events.triggers import scan_sentence
    from khabar.events.vocabulary import Vocabulary

    text = analysed("فجر اليوم في القرية")
    words = lexicon.build(Vocabulary)
    assert scan_sentence(text, text.sentences[0], words, {0, 1}).triggers == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("أغلق متظاهرون الطريق", ["sit-in", "protester"]),
        ("متظاهرون يحرقون مقر الحزب", ["protester", "riot"]),
        ("أغلقت الشرطة الطريق", ["ban"]),
        ("أغلقت الشرطة مكاتب الصحيفة أمس بعد خطاب المتظاهرين", ["ban", "protester"]),
    ],
)
def test_what_protesters_close_or_burn_is_their_protest(lexicon: Lexicon, text: str, kinds: list[str]) -> None:
    """Closing and burning are of another type where those who protest do it, right beside the word."""
    assert [t.kind.id for t in scans(text, lexicon)[0].triggers] == kinds


def test_a_verb_carries_only_its_own_deeds(lexicon: Lexicon) -> None:
    """أكد carries support, not the agreement that is only spoken of."""
    carried = {t.kind.id: t.carrier for t in scans("أكد الوزير دعم بلاده للاتفاق", lexicon)[0].triggers}
    assert carried["back"] is not None
    assert all(carrier is None for kind, carrier in carried.items() if kind != "back")


def test_a_damma_is_in_both_voices_of_longer_verbs(lexicon: Lexicon) -> None:
    """يُطلق and يُهاجم are active: their present has a damma anyway."""
    for text in ("الفصيل يُطلق سراح الشقيقين", "مسلحون يُهاجمون القرية"):
        (trigger,) = [t for t in scans(text, lexicon)[0].triggers if t.form == "verb"]
        assert not trigger.passive


def test_a_light_verb_with_its_preposition_alone_carries(lexicon: Lexicon) -> None:
    """أقدم على خطف carries the deed; تقدم القوات وسط قصف is another verb."""
    (taken,) = [t for t in scans("تقدم القوات على خطف رجل", lexicon)[0].triggers if t.kind.id == "abduction"]
    assert taken.carrier is not None
    assert all(t.carrier is None for t in scans("إثر تقدم القوات، وسط قصف القرية", lexicon)[0].triggers)


def test_an_accusative_is_no_dual_verb(lexicon: Lexicon) -> None:
    """قصفا and قصفًا are the noun, unless two who do it stand before."""
    for text, form in (
        ("أفاد السكان أن قصفا للجيش طال القرية", "noun"),
        ("أفاد السكان أن قصفًا للجيش طال القرية", "noun"),
        ("رجلان قتلا 3 جنود في القرية", "verb"),
    ):
        assert first(text, lexicon).form == form


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ودّعت البلدة ابنها", []),
        ("ودعت البلدة إلى الهدوء", ["request"]),
        ("إخطارات بالهدم", ["ultimatum"]),
        ("تحديات والأخطار كثيرة", []),
    ],
)
def test_a_word_that_only_looks_like_the_verb_tells_nothing(lexicon: Lexicon, text: str, told: list[str]) -> None:
    """No word begins with a doubled letter behind و; what is never meant is not meant behind و either."""
    assert [t.kind.id for t in scans(text, lexicon)[0].triggers if t.kind.id in ("request", "ultimatum")] == told
